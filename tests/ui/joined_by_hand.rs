//~ code: a network with 4 inputs of f32 cannot be fed with `Matrix<f32, Const<3>, Const<1>, ArrayStorage<f32, 3, 1>>`
use typed_nn::network;

network! {
    struct Encoder< 2 => relu 3 >
}
network! {
    struct Head< 4 => softmax 2 >
}

fn main() {
    let code = Encoder::new(1).forward([1.0, 2.0]);
    Head::new(1).forward(code);
}
