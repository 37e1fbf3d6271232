//~ f64: 
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => layer_norm(f64::NAN) => softmax 2 >
}

fn main() {
    Net::new(1);
}
