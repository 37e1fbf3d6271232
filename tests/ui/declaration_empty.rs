//~ network! {}: a network is declared as
use typed_nn::network;

network! {}

fn main() {}
