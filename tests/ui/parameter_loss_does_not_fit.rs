//~ kl_divergence: the loss `kl_divergence` does not fit the output activation `relu`
use typed_nn::network;

network! {
    struct Net<const H: usize>< 2 => relu H => relu 2 > loss = kl_divergence
}

fn main() {
    let mut gradient = Net::<3>::ZERO;
    Net::<3>::new(1).gradient([1.0, 2.0], [0.0, 1.0], &mut gradient);
}
