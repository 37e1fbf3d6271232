//~ &mut gradient: mismatched types
use typed_nn::network;

network! {
    struct Net< 2 => frozen relu 3 => softmax 2 >
}

fn main() {
    let mut gradient = Net::ZERO;
    Net::new(1).gradient([0.0; 2], 1, &mut gradient);
}
