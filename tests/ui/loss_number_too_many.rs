//~ mean_squared: enum takes 0 generic arguments but 1 generic argument was supplied
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => linear 2 > loss = mean_squared(1.0)
}

fn main() {
    Net::new(1);
}
