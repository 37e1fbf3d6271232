//~ 1.5: `dropout(p)` needs 0 ≤ p < 1
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => dropout(1.5) => softmax 2 >
}

fn main() {
    Net::new(1);
}
