//! A hash of all bits that networks compute: outputs, gradients, and parameters after training.

use typed_nn::optimizer::{Adam, Optimizer, Sgd};
use typed_nn::{Zeroed, network};

network! { struct Relu< 4 => relu 9 => softmax 3 > }
network! { struct Tanh< 4 => tanh 17 => softmax 3 > }
network! { struct Sigmoid< 4 => sigmoid 33 => sigmoid 1 > }
// rows that come in sixteens, eights, fours and less, an odd and an even number of columns
network! { struct Online< 4 => relu 45 => tanh 30 => linear 17 => softmax 3 > }

/// FNV-1a, of the bits from the lowest byte to the highest, whatever the order in memory.
struct Hash(u64);

impl Hash {
    fn add(&mut self, values: &[f32]) {
        for byte in values
            .iter()
            .flat_map(|value| value.to_bits().to_le_bytes())
        {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}

/// 100 steps with one optimiser on one network: outputs, gradients and parameters.
macro_rules! steps {
    ($hash:ident, $net:ty, $classes:literal, $optimizer:expr) => {{
        // a frame of its own, so that the stack holds one network at a time
        #[inline(never)]
        fn run(hash: &mut Hash, optimizer: impl Optimizer<f32>) {
            let mut net = <$net>::ZERO;
            net.init(1);
            let mut state = optimizer.state(&net);
            for &(lengths, class) in crate::iris::IRIS.iter().take(100) {
                let input = crate::iris::features(lengths);
                let mut gradient = <$net as Zeroed>::ZERO;
                hash.add(net.forward(input).as_slice());
                let loss = net.gradient(input, class % $classes, &mut gradient);
                hash.add(&[loss]);
                hash.add(gradient.as_slice());
                optimizer.step(&mut net, &gradient, &mut state);
            }
            hash.add(net.as_slice());
        }
        run(&mut $hash, $optimizer);
    }};
}

/// 100 steps with one sample each.
#[inline(never)]
fn online(hash: &mut Hash) {
    let mut net = Online::ZERO;
    net.init(3);
    for &(lengths, class) in crate::iris::IRIS.iter().take(100) {
        let loss = net.learn(crate::iris::features(lengths), class, 0.05);
        hash.add(&[loss]);
    }
    hash.add(net.as_slice());
}

/// Outputs and gradient of 40 samples at once, more than go through the kernels together.
#[inline(never)]
fn batch(hash: &mut Hash) {
    let (net, mut gradient) = (Relu::new(2), Relu::ZERO);
    let (mut inputs, mut classes, mut outputs) = ([[0.0; 4]; 40], [0; 40], [[0.0; 3]; 40]);
    for ((input, class), &(lengths, kind)) in
        inputs.iter_mut().zip(&mut classes).zip(&crate::iris::IRIS)
    {
        (*input, *class) = (crate::iris::features(lengths), kind);
    }
    // lengths and classes are right
    let _ = net.forward_batch(&inputs, &mut outputs);
    let loss = net.gradient_batch(&inputs, &classes, &mut gradient);
    hash.add(&[loss.unwrap_or(0.0)]);
    hash.add(gradient.as_slice());
    hash.add(outputs.as_flattened());
}

/// The hash.
pub fn bits() -> u64 {
    let mut hash = Hash(0xCBF2_9CE4_8422_2325);
    let sgd = Sgd {
        learning_rate: 0.1,
        ..Sgd::default()
    };
    let adam = Adam {
        learning_rate: 0.01,
        ..Adam::default()
    };
    steps!(hash, Relu, 3, sgd);
    steps!(hash, Relu, 3, adam);
    steps!(hash, Tanh, 3, sgd);
    steps!(hash, Tanh, 3, adam);
    steps!(hash, Sigmoid, 2, sgd);
    steps!(hash, Sigmoid, 2, adam);
    online(&mut hash);
    batch(&mut hash);
    hash.0
}
