//~ names: `names` says what the layers are called in a file: `weights = …` is missing
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2 > names = ["0", "2"]
}

fn main() {}
