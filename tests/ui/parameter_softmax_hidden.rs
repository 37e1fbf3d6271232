//~ softmax: `softmax` cannot be the activation of a hidden layer
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => softmax H => softmax 2 >
}

fn main() {
    Net::<3>::new(1);
}
