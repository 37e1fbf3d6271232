//~ dropout: the number in parentheses is missing
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => dropout => softmax 2 >
}

fn main() {
    Net::new(1);
}
