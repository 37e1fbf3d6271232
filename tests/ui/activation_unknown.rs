//~ rely: cannot find type `rely` … similarly named enum `relu`
use typed_nn::network;

network! {
    struct Net< 2 => rely 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
