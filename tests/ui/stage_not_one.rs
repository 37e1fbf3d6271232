//~ self::whiten: an activation needs a width
use typed_nn::network;

#[allow(non_camel_case_types)]
pub enum whiten {}

network! {
    struct Net< 2 => relu 3 => self::whiten() => softmax 2 >
}

fn main() {
    Net::new(1);
}
