//~ "4 KiB": a budget is a whole number of bytes, as in `flash <= 4096`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > flash <= "4 KiB"
}

fn main() {
    Net::new(1);
}
