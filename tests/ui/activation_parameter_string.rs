//~ "0.1": `leaky_relu` takes a number, such as 0.1, not `"0.1"`
use typed_nn::network;

network! {
    struct Net< 2 => leaky_relu("0.1") 3 => softmax 2 >
}

fn main() {
    Net::new(1);
}
