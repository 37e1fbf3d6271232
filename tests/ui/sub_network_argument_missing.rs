//~ Policy: missing generics for struct `Policy`
use typed_nn::network;

network! {
    struct Policy<const H: usize>< 4 => relu H => linear 3 >
}
network! {
    struct Net< 4 => Policy => softmax 2 >
}

fn main() {
    Net::new(1);
}
