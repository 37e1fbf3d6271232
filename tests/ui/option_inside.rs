//~ ,: layers are joined by `=>`, not by `,`; options such as `loss = …` stand behind the closing `>`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => softmax 2, params <= 100 >
}

fn main() {
    Net::new(1);
}
