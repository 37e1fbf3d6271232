//~ H: a const parameter stands for a width only by itself: Rust cannot compute with `H` here; declare a further parameter for this width
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => leaky_relu(H) H => softmax 2 >
}

fn main() {}
