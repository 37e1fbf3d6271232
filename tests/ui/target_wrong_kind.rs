//~ "cat" or gradient: a network with 2 outputs of f32 cannot learn from `&str`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    let net = Net::new(1);
    let mut gradient = Net::ZERO;
    net.gradient([1.0, 2.0], "cat", &mut gradient);
}
