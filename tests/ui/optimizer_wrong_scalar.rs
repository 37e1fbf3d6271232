//~ &Net::new(1): type mismatch resolving `<Net as Parameters>::Scalar == f64`
use typed_nn::network;
use typed_nn::optimizer::{Optimizer, Sgd};

network! {
    struct Net: f32 < 2 => relu 3 => softmax 2 >
}

fn main() {
    let sgd = Sgd::<f64>::default();
    sgd.state(&Net::new(1));
}
