//~ P: 
use typed_nn::network;

network! {
    struct Net<const P: usize>< 2 => relu 3 => dropout(P) => softmax 2 >
}

fn main() {
    Net::<3>::new(1);
}
