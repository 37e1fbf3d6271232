//! The networks: every activation within and at the end, every loss behind each output that it
//! fits, widths from 1 to 20, networks within networks, residual blocks, const parameters.

use crate::tested::tested;
use typed_nn::activation::{Elementwise, KeepOutput};
use typed_nn::{Scalar, network};

network! { pub struct Encoder: f64 < 3 => tanh 5 => gelu 2 > }
network! { pub struct Scorer: f64 < 2 => sigmoid 4 => softmax 3 > }
network! { pub struct Keeps: f64 < 4 => silu 3 => tanh 4 > }
network! { pub struct Refined: f64 < 4 => { Keeps } + skip => { tanh 2 => { softplus 2 } + skip => linear 4 } + skip > }
network! { pub struct Wide<const H: usize>: f64 < 3 => tanh H => { mish H } + skip => softmax 2 > }
network! { pub struct Bare<const I: usize, const O: usize>: f64 < I => tanh O > }

network! { pub struct Partly: f64 < 2 => frozen tanh 4 => bias_only silu 3 => gelu 2 > }
network! { pub struct Headed<const H: usize>: f64 < 3 => frozen tanh H => gelu H => softmax 2 > }

network! { pub struct Normed<const H: usize>: f64 < 3 => tanh H => layer_norm() => softmax 2 > }
network! { pub struct Scaled: f64 < 4 => standardize => tanh 3 => layer_norm(0.1) => linear 4 > }

/// tanh, with a slope that is wrong by one part in a million.
#[allow(non_camel_case_types)]
pub enum almost_tanh {}
impl Elementwise for almost_tanh {
    type Keep = KeepOutput;
    fn value<T: Scalar>(x: T) -> T {
        x.tanh()
    }
    fn slope<T: Scalar>(_x: T, y: T) -> T {
        T::of(1.000001) * (T::ONE - y * y)
    }
}
network! { pub struct AlmostTanh: f64 < 3 => self::almost_tanh 5 => linear 2 > }
tested!(AlmostTanh, Numbers);

macro_rules! networks {
    ($($name:ident: $goal:ident { $($network:tt)* })*) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            networks!(@declare $($network)*);
            tested!(Net, $goal);

            #[test]
            fn gradients() {
                crate::check::<Net>();
            }
        }
    )*};
    (@declare type $net:ty) => { type Net = $net; };
    (@declare $($network:tt)*) => { network! { struct Net: f64 $($network)* } };
}

networks! {
    // every activation within, in all sorts of widths
    linear_within: Numbers { < 3 => linear 5 => linear 2 > }
    relu_within: Numbers { < 4 => relu 9 => relu 6 => linear 3 > }
    relu6_within: Numbers { < 2 => relu6 8 => linear 2 > }
    leaky_relu_within: Numbers { < 5 => leaky_relu(0.1) 7 => leaky_relu(0.3) 3 => linear 1 > }
    elu_within: Numbers { < 3 => elu 6 => elu(0.5) 4 => linear 2 > }
    selu_within: Numbers { < 6 => selu 5 => selu 4 => linear 2 > }
    celu_within: Numbers { < 2 => celu 4 => celu(2.0) 3 => linear 2 > }
    gelu_within: Numbers { < 3 => gelu 7 => gelu 2 => linear 3 > }
    gelu_tanh_within: Numbers { < 1 => gelu_tanh 5 => gelu_tanh 3 => linear 2 > }
    silu_within: Numbers { < 4 => silu 4 => silu 4 => linear 4 > }
    mish_within: Numbers { < 3 => mish 8 => mish 2 => linear 1 > }
    softplus_within: Numbers { < 2 => softplus 6 => softplus 5 => linear 2 > }
    softsign_within: Numbers { < 7 => softsign 3 => softsign 2 => linear 2 > }
    tanh_within: Numbers { < 3 => tanh 20 => tanh 3 => linear 2 > }
    sigmoid_within: Numbers { < 4 => sigmoid 6 => sigmoid 6 => linear 2 > }
    hard_sigmoid_within: Numbers { < 3 => hard_sigmoid 6 => linear 2 > }
    hard_swish_within: Numbers { < 3 => hard_swish 6 => hard_swish 4 => linear 2 > }
    hard_tanh_within: Numbers { < 2 => hard_tanh 9 => linear 2 > }

    // every activation at the end
    relu_ends: Numbers { < 3 => tanh 4 => relu 3 > }
    relu6_ends: Numbers { < 3 => tanh 4 => relu6 3 > }
    leaky_relu_ends: Numbers { < 3 => tanh 4 => leaky_relu(0.01) 3 > }
    elu_ends: Numbers { < 3 => tanh 4 => elu 3 > }
    selu_ends: Numbers { < 3 => tanh 4 => selu 3 > }
    celu_ends: Numbers { < 3 => tanh 4 => celu(0.5) 3 > }
    gelu_ends: Numbers { < 3 => tanh 4 => gelu 3 > }
    gelu_tanh_ends: Numbers { < 3 => tanh 4 => gelu_tanh 3 > }
    silu_ends: Numbers { < 3 => tanh 4 => silu 3 > }
    mish_ends: Numbers { < 3 => tanh 4 => mish 3 > }
    softplus_ends: Numbers { < 3 => tanh 4 => softplus 3 > }
    softsign_ends: Numbers { < 3 => tanh 4 => softsign 3 > }
    tanh_ends: Numbers { < 3 => sigmoid 4 => tanh 3 > }
    hard_sigmoid_ends: Numbers { < 3 => tanh 4 => hard_sigmoid 3 > }
    hard_swish_ends: Numbers { < 3 => tanh 4 => hard_swish 3 > }
    hard_tanh_ends: Numbers { < 3 => tanh 4 => hard_tanh 3 > }

    // every loss behind each output that it fits
    softmax_of_a_class: Class { < 3 => tanh 4 => softmax 5 > }
    softmax_of_a_distribution: Distribution { < 3 => tanh 4 => softmax 5 > }
    softmax_of_any_numbers: Numbers { < 3 => tanh 4 => softmax 5 > }
    softmax_smoothed: Class { < 3 => tanh 4 => softmax 5 >, loss = cross_entropy(0.1) }
    softmax_kl: Distribution { < 3 => tanh 4 => softmax 4 >, loss = kl_divergence }
    softmax_squared: Numbers { < 3 => tanh 4 => softmax 4 >, loss = mean_squared }
    softmax_absolute: Numbers { < 3 => tanh 4 => softmax 4 >, loss = mean_absolute }
    log_softmax_of_a_class: Class { < 2 => tanh 4 => log_softmax 3 > }
    log_softmax_smoothed: Class { < 2 => tanh 4 => log_softmax 3 >, loss = cross_entropy(0.2) }
    log_softmax_kl: Distribution { < 2 => tanh 4 => log_softmax 3 >, loss = kl_divergence }
    log_softmax_squared: Numbers { < 2 => tanh 4 => log_softmax 3 >, loss = sum_squared }
    logits_of_a_class: Class { < 3 => tanh 4 => linear 6 >, loss = cross_entropy }
    logits_smoothed: Class { < 3 => tanh 4 => linear 6 >, loss = cross_entropy(0.3) }
    logits_kl: Distribution { < 3 => tanh 4 => linear 6 >, loss = kl_divergence }
    logits_of_bits: Bits { < 3 => tanh 4 => linear 6 >, loss = binary_cross_entropy }
    sigmoid_of_bits: Bits { < 3 => tanh 4 => sigmoid 3 > }
    sigmoid_of_a_class: Class { < 3 => tanh 4 => sigmoid 3 > }
    sigmoid_squared: Bits { < 3 => tanh 4 => sigmoid 3 >, loss = mean_squared }
    sigmoid_huber: Bits { < 3 => tanh 4 => sigmoid 3 >, loss = huber(0.2) }
    binary: Class { < 2 => tanh 3 => sigmoid 1 > }
    hinge_of_a_class: Class { < 3 => tanh 4 => linear 3 >, loss = hinge }
    hinge_of_signs: Signs { < 3 => gelu 4 => tanh 3 >, loss = hinge }
    hinge_of_one_output: Class { < 3 => tanh 4 => linear 1 >, loss = hinge }
    squared: Numbers { < 3 => tanh 4 => linear 3 >, loss = mean_squared }
    summed: Numbers { < 3 => tanh 4 => linear 3 >, loss = sum_squared }
    halved: Numbers { < 3 => tanh 4 => tanh 3 >, loss = sum_squared(0.5) }
    absolute: Numbers { < 3 => tanh 4 => linear 3 >, loss = mean_absolute }
    huber: Numbers { < 3 => tanh 4 => linear 3 >, loss = huber }
    huber_narrow: Numbers { < 3 => tanh 4 => softplus 3 >, loss = huber(0.3) }
    smooth: Numbers { < 3 => tanh 4 => linear 3 >, loss = smooth_l1 }
    smooth_narrow: Numbers { < 3 => tanh 4 => elu 3 >, loss = smooth_l1(0.2) }

    // shapes
    one_layer: Numbers { < 3 => tanh 2 > }
    one_layer_of_classes: Class { < 4 => softmax 3 > }
    one_number: Numbers { < 1 => linear 1 > }
    one_wide: Numbers { < 1 => tanh 1 => sigmoid 1 => gelu 1 => linear 1 > }
    through_a_bottleneck: Class { < 5 => tanh 8 => silu 1 => tanh 9 => softmax 3 > }
    wider_than_a_register: Class { < 17 => tanh 19 => softmax 11 > }
    deep: Numbers { < 2 => tanh 3 => gelu 4 => silu 5 => mish 4 => softplus 3 => tanh 2 => linear 1 > }
    network_first: Class { < 3 => Encoder => softmax 3 > }
    network_within: Numbers { < 2 => tanh 3 => Encoder => tanh 4 => linear 2 > }
    network_last: Class { < 4 => tanh 2 => Scorer > }
    networks_only: Class { < 3 => Encoder => Scorer > }
    residual_first: Numbers { < 3 => { tanh 5 => linear 3 } + skip => linear 2 > }
    residual_within: Class { < 3 => tanh 4 => { gelu 6 => sigmoid 4 } + skip => softmax 3 > }
    residual_last: Numbers { < 3 => tanh 4 => { tanh 4 } + skip > }
    residual_of_classes: Class { < 3 => tanh 4 => { tanh 4 } + skip >, loss = cross_entropy }
    residuals_only: Numbers { < 3 => { tanh 3 } + skip => { silu 2 => relu 3 } + skip > }
    residuals_nested: Numbers { < 2 => tanh 3 => { tanh 4 => { gelu 2 => { mish 2 } + skip => linear 4 } + skip => linear 3 } + skip => linear 1 > }
    networks_in_residuals: Class { < 4 => { Keeps => { Keeps } + skip } + skip => softmax 2 > }
    residuals_in_networks: Class { < 2 => tanh 4 => Refined => { Refined } + skip => softmax 2 > }

    // frozen parts
    frozen_first: Class { < 3 => frozen tanh 4 => softmax 3 > }
    frozen_two: Numbers { < 3 => frozen tanh 4 => frozen gelu 5 => tanh 4 => linear 2 > }
    frozen_within: Numbers { < 3 => tanh 4 => frozen gelu 5 => linear 2 > }
    frozen_last: Class { < 3 => tanh 4 => gelu 5 => frozen softmax 2 > }
    frozen_around: Numbers { < 3 => frozen tanh 4 => gelu 5 => frozen silu 4 => tanh 3 => frozen linear 2 > }
    frozen_network_first: Class { < 3 => frozen Encoder => softmax 3 > }
    frozen_network_within: Numbers { < 2 => tanh 3 => frozen Encoder => tanh 4 => linear 2 > }
    frozen_network_last: Class { < 4 => tanh 2 => frozen Scorer > }
    frozen_residual_first: Numbers { < 3 => frozen { tanh 5 => linear 3 } + skip => linear 2 > }
    frozen_residual_within: Numbers { < 3 => tanh 4 => frozen { tanh 5 => linear 4 } + skip => linear 2 > }
    frozen_in_residual: Numbers { < 3 => { frozen tanh 5 => linear 3 } + skip => linear 2 > }
    frozen_last_in_residual: Numbers { < 2 => gelu 3 => { tanh 5 => frozen linear 3 } + skip => linear 2 > }
    biases_first: Numbers { < 3 => bias_only tanh 4 => linear 2 > }
    biases_within: Class { < 3 => tanh 4 => bias_only gelu 5 => softmax 2 > }
    biases_last: Numbers { < 3 => tanh 4 => bias_only linear 2 > }
    biases_alone: Class { < 3 => bias_only tanh 4 => bias_only gelu 3 => bias_only softmax 2 > }
    biases_behind_frozen: Numbers { < 3 => frozen tanh 4 => bias_only gelu 3 => frozen linear 2 > }
    biases_of_a_network: Numbers { < 3 => bias_only Encoder => linear 2 > }
    biases_of_networks: Class { < 2 => tanh 4 => bias_only Refined => bias_only { Keeps } + skip => softmax 2 > }
    biases_of_a_residual: Numbers { < 3 => tanh 4 => bias_only { gelu 3 => silu 4 } + skip => linear 2 > }
    partly_first: Numbers { < 2 => Partly => linear 2 > }
    partly_within: Numbers { < 3 => tanh 2 => Partly => linear 2 > }
    partly_frozen: Numbers { < 3 => tanh 2 => frozen Partly => linear 2 > }
    partly_biases: Numbers { < 3 => tanh 2 => bias_only Partly => linear 2 > }
    partly_in_residuals: Class { < 3 => tanh 2 => { Partly => { Partly } + skip } + skip => softmax 2 > }

    // stages that are no dense layer
    norm_first: Numbers { < 4 => layer_norm() => linear 2 > }
    norm_within: Class { < 3 => tanh 5 => layer_norm() => gelu 4 => layer_norm(0.01) => softmax 3 > }
    norm_last: Numbers { < 3 => tanh 5 => layer_norm() > }
    norm_wide: Numbers { < 3 => tanh 19 => layer_norm() => linear 2 > }
    norm_of_two: Numbers { < 3 => tanh 2 => layer_norm(0.3) => linear 2 > }
    norm_alone: Numbers { < 5 => layer_norm() > }
    norm_in_residual: Numbers { < 3 => tanh 4 => { layer_norm() => gelu 6 => linear 4 } + skip => linear 2 > }
    norm_ends_residual: Numbers { < 3 => tanh 4 => { gelu 4 => layer_norm() } + skip => linear 2 > }
    norm_frozen: Numbers { < 3 => tanh 4 => frozen layer_norm() => linear 2 > }
    norm_frozen_first: Numbers { < 3 => frozen layer_norm() => frozen tanh 4 => layer_norm() => linear 2 > }
    norm_of_biases: Numbers { < 3 => tanh 4 => bias_only layer_norm() => linear 2 > }
    norm_first_of_biases: Numbers { < 3 => bias_only layer_norm() => linear 2 > }
    scaled: Class { < 3 => standardize => tanh 4 => softmax 2 > }
    scaled_frozen: Numbers { < 3 => standardize => frozen tanh 4 => linear 2 > }
    scaled_alone_trained: Numbers { < 3 => standardize => linear 2 > }
    scaled_within: Numbers { < 3 => tanh 4 => Scaled => linear 2 > }
    scaled_in_residual: Numbers { < 3 => tanh 4 => { Scaled } + skip => linear 2 > }
    scaled_biases: Numbers { < 3 => tanh 4 => bias_only Scaled => linear 2 > }
    scaled_frozen_within: Numbers { < 3 => tanh 4 => frozen Scaled => linear 2 > }
    dropout_without_noise: Numbers { < 3 => dropout(0.2) => tanh 4 => dropout(0.5) => linear 2 > }
    const_norm: Class { type Normed<4> }
    const_frozen: Class { type Headed<4> }

    const_width: Class { type Wide<5> }
    const_width_one: Class { type Wide<1> }
    const_ends: Numbers { type Bare<4, 3> }
}
