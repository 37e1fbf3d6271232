//~ standardize: `standardize` is not an activation
use typed_nn::network;

network! {
    struct Net< 2 => standardize 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
