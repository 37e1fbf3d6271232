//~ rely: cannot find type `rely` … similarly named enum `relu`
use typed_nn::network;

fn main() {
    let net = network!(< 2 => rely 3 => softmax 2 >);
    net.forward([1.0, 2.0]);
}
