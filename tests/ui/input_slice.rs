//~ samples[..] or forward: a network with 2 inputs of f32 cannot be fed with `&[f32]`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    let samples = vec![1.0_f32, 2.0];
    Net::new(1).forward(&samples[..]);
}
