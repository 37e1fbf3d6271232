//~ losss: there is no option `losss`: the options are `loss = …`, `weights = …`, `params <= …`, `flash <= …`, `ram <= …`, `macs <= …`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > losss = cross_entropy
}

fn main() {
    Net::new(1);
}
