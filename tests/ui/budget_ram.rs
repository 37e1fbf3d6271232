//~ 1024: `Net` takes up to … bytes of RAM in a forward pass, more than its budget of 1024
use typed_nn::network;

network! { struct Encoder< 16 => tanh 64 => linear 8 > }
network! {
    struct Net< 16 => Encoder => { relu 32 => linear 8 } + skip => output: softmax 3 > ram <= 1024
}

fn main() {
    Net::new(1);
}
