//~ -: `huber(δ)` needs δ > 0
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => relu H => linear 2 > loss = huber(-1.0)
}

fn main() {
    Net::<3>::new(1);
}
