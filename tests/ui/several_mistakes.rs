//~ 0: a width of zero: every layer needs at least one unit
//~ -: a width cannot be negative
//~ 2.5: a width is a whole number of units, not `2.5`
//~ losss: there is no option `losss`: the options are `loss = …`, `weights = …`, `params <= …`, `flash <= …`, `ram <= …`, `macs <= …`
use typed_nn::network;

network! {
    struct Net< 0 => rely -3 => softmax 2.5 > losss = mean_squared
}

fn main() {
    Net::new(1);
}
