//~ = or =>: `=>` leads nowhere: a layer such as `relu 3` must follow
use typed_nn::network;

network! {
    struct Net< 2 => => softmax 2 >
}

fn main() {
    Net::new(1);
}
