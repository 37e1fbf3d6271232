//! `new(seed)` draws weights as each activation asks for, and biases of zero.
//!
//! The variances are those of the papers: Glorot and Bengio 2/(in + out), He et al. 2/in, LeCun
//! 1/in; a uniform distribution ends at √3 standard deviations.

use typed_nn::activation::*;
use typed_nn::{Dense, Initializer, network};

network! {
    struct Net: f64 <
        30 => relu 90 => tanh 40 => selu 60 => gelu 50 => sigmoid 70 => softmax 30
    >
}
network! { struct Encoder: f64 < 40 => relu 60 => tanh 40 > }
network! { struct Nested: f64 < 20 => tanh 40 => Encoder => { relu 80 => linear 40 } + skip => softmax 20 > }

/// Checks the variance, the mean and the largest weight of a layer, and that its bias is 0.
#[track_caller]
fn check<A, const I: usize, const O: usize>(layer: &Dense<A, f64, I, O>, initializer: Initializer) {
    use Initializer::*;
    let (fan_in, both) = (I as f64, (I + O) as f64);
    let (variance, is_uniform) = match initializer {
        GlorotUniform => (2.0 / both, true),
        GlorotNormal => (2.0 / both, false),
        HeUniform => (2.0 / fan_in, true),
        HeNormal => (2.0 / fan_in, false),
        LecunUniform => (1.0 / fan_in, true),
        LecunNormal => (1.0 / fan_in, false),
        other => panic!("{other:?}"),
    };
    let (count, limit) = ((I * O) as f64, (3.0 * variance).sqrt());
    let square = layer.weights.iter().map(|w| w * w).sum::<f64>() / count;
    // four standard deviations of the estimate: √(2/n) for normal weights, √(0.8/n) for uniform
    let spread: f64 = if is_uniform { 0.8 } else { 2.0 };
    let is_near = (square / variance - 1.0).abs() < 4.0 * (spread / count).sqrt();
    assert!(is_near, "{initializer:?}: {square} instead of {variance}");
    let mean = layer.weights.mean();
    assert!(
        mean.abs() < 4.0 * (variance / count).sqrt(),
        "{initializer:?}: mean {mean}"
    );
    let largest = layer.weights.amax();
    let is_bounded = largest <= limit && largest > 0.99 * limit;
    assert_eq!(
        is_bounded, is_uniform,
        "{initializer:?}: largest {largest}, limit {limit}"
    );
    assert!(layer.bias.iter().all(|bias| *bias == 0.0));
}

#[test]
fn each_activation_has_its_own() {
    for seed in 0..5 {
        let net = Net::new(seed);
        check(&net.layer1, Initializer::HeUniform);
        check(&net.layer2, Initializer::GlorotUniform);
        check(&net.layer3, Initializer::LecunNormal);
        check(&net.layer4, Initializer::HeUniform);
        check(&net.layer5, Initializer::GlorotUniform);
        check(&net.layer6, Initializer::GlorotUniform);
    }
}

#[test]
fn networks_and_blocks_within_are_drawn_too() {
    let net = Nested::new(9);
    check(&net.layer1, Initializer::GlorotUniform);
    check(&net.layer2.layer1, Initializer::HeUniform);
    check(&net.layer2.layer2, Initializer::GlorotUniform);
    check(&net.layer3.layers.layer1, Initializer::HeUniform);
    check(&net.layer3.layers.layer2, Initializer::GlorotUniform);
    check(&net.layer4, Initializer::GlorotUniform);
}

#[test]
fn one_initializer_for_all() {
    use Initializer::*;
    let mut net = Net::new(1);
    for initializer in [
        GlorotUniform,
        GlorotNormal,
        HeUniform,
        HeNormal,
        LecunUniform,
        LecunNormal,
    ] {
        net.as_mut_slice().fill(7.0); // biases too have to become 0
        net.init_with(initializer, 3);
        check(&net.layer1, initializer);
        check(&net.layer3, initializer);
        check(&net.layer6, initializer);
    }
    net.init_with(Zeros, 3);
    assert_eq!(net.as_slice(), Net::ZERO.as_slice());
}

#[test]
fn the_seed_decides() {
    let net = Net::new(7);
    assert_eq!(net.as_slice(), Net::new(7).as_slice());
    #[cfg(feature = "alloc")]
    assert_eq!(net.as_slice(), Net::boxed(7).as_slice());
    let mut again = Net::new(1);
    again.init(7);
    assert_eq!(net.as_slice(), again.as_slice());
    for other in [6, 8, 7 + (1 << 32), !7] {
        let different = Net::new(other);
        let pairs = net.layer1.weights.iter().zip(&different.layer1.weights);
        assert_eq!(pairs.filter(|(a, b)| a == b).count(), 0, "seed {other}");
    }
}

/// He's for those that are 0, or nearly, on one side; LeCun's for selu; else Glorot's.
#[test]
fn the_choice_of_every_activation() {
    macro_rules! all {
        ($initializer:ident: $($activation:ty)*) => {$(
            let chosen = <$activation as Activation>::INITIALIZER;
            assert_eq!(chosen, Initializer::$initializer, "{}", stringify!($activation));
        )*};
    }
    all!(HeUniform: relu relu6 leaky_relu<Value<{ f64::to_bits(0.1) }>> elu celu gelu gelu_tanh silu mish softplus hard_swish);
    all!(LecunNormal: selu);
    all!(GlorotUniform: linear tanh sigmoid softsign hard_sigmoid hard_tanh softmax log_softmax);
}
