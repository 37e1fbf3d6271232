//~ weights: weights belong to a network with a name
use typed_nn::network;

fn main() {
    network!(< 2 => relu 3 => softmax 2 > weights = "weights/right.safetensors");
}
