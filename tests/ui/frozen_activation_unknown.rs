//~ rely: cannot find type `rely`
use typed_nn::network;

network! {
    struct Net< 2 => frozen rely 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
