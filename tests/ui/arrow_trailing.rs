//~ = or =>: `=>` leads nowhere: a layer such as `relu 3` must follow
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => >
}

fn main() {
    Net::new(1);
}
