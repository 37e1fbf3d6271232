//~ Net::from_safetensors(include_bytes!("weights/transposed.safetensors")): tensor `2.weight` is of shape [3, 2]
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 >
}

static NET: Net = Net::from_safetensors(include_bytes!("weights/transposed.safetensors"));

fn main() {
    NET.forward([1.0, 2.0]);
}
