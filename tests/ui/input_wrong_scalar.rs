//~ sample: a network with 2 inputs of f32 cannot be fed with `[f64; 2]`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    let sample: [f64; 2] = [1.0, 2.0];
    Net::new(1).forward(sample);
}
