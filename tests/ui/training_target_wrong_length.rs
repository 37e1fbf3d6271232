//~ &[[1.0, 0.0, 0.0]]: a network with 2 outputs of f32 cannot learn from `[{float}; 3]`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    let mut gradient = Net::ZERO;
    let _ = Net::new(1).gradient_batch(&[[1.0, 2.0]], &[[1.0, 0.0, 0.0]], &mut gradient);
}
