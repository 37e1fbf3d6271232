//~ "1": `huber` takes a number, such as 0.1, not `"1"`
use typed_nn::network;

network! {
    struct Net< 2 => relu 3 => linear 2 > loss = huber("1")
}

fn main() {
    Net::new(1);
}
