//~ my::Error or Error: the loss `my::Error` does not fit the output activation `linear`
use typed_nn::network;

mod my {
    pub struct Error;
}

network! {
    struct Net< 2 => relu 3 => linear 2 > loss = my::Error
}

fn main() {
    Net::new(1);
}
