//~ layer3: no field `layer3` on type `Net`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

fn main() {
    let net = Net::new(1);
    net.layer3.bias;
}
