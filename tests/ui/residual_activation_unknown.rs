//~ rely: cannot find type `rely` … similarly named enum `relu`
use typed_nn::network;

network! {
    struct Net< 4 => { rely 8 => linear 4 } + skip => softmax 2 >
}

fn main() {
    Net::new(1);
}
