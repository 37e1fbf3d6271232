//~ Net::summary().layer("heat"): the network has no layer of this name
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => head: softmax 2 >
}

const HEAD: &str = Net::summary().layer("heat");

fn main() {
    println!("{HEAD}");
}
