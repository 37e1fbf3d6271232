//~ ALPHA: `elu(a)` needs a > 0
use typed_nn::network;

const ALPHA: f64 = 0.0;

network! {
    struct Net<const H: usize>< 2 => elu(ALPHA) H => softmax 2 >
}

fn main() {
    Net::<3>::new(1);
}
