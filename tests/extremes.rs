//! Finite inputs never give NaN, however large or small; NaN always gives NaN, so that a training
//! run that has left the numbers is noticed.

mod common;

use common::forward;
use typed_nn::activation::*;
use typed_nn::loss::*;
use typed_nn::{Scalar, network};

/// ±0, denormals, ordinary numbers, the edges of every piecewise function, the largest number.
fn edges<T: Scalar>(smallest: T, largest: T) -> Vec<T> {
    let ordinary = [
        1e-30, 1e-8, 0.1, 0.5, 1.0, 2.0, 3.0, 6.0, 10.0, 20.0, 50.0, 88.0, 89.0, 104.0, 709.0,
        710.0, 746.0, 1e4, 1e10, 1e19, 1e20, 1e30,
    ];
    let positive = [T::ZERO, smallest, largest * T::of(0.5), largest]
        .into_iter()
        .chain(ordinary.map(T::of));
    positive.flat_map(|x| [x, -x]).collect()
}

/// Every elementwise activation has a finite value and slope at every finite number, and NaN of NaN.
fn elementwise<A: Activation, T: Scalar>(name: &str, edges: &[T]) {
    let (z, y) = forward::<A, T>(edges);
    let mut slope = vec![T::ONE; z.len()];
    A::chain(&z, &y, &mut slope);
    for ((x, y), slope) in edges.iter().zip(&y).zip(&slope) {
        // selu multiplies by 1.05
        let overflows = name == "selu" && x.abs() > T::of(1e38);
        assert!(y.is_finite() || overflows, "{name}({x:?}) = {y}");
        assert!(slope.is_finite(), "{name}'({x:?}) = {slope}");
    }
    let (_, y) = forward::<A, T>(&[T::NAN]);
    assert!(y[0].to_f64().is_nan(), "{name}(NaN) = {}", y[0]);
}

macro_rules! with_each {
    ($call:ident::<$scalar:ty>($edges:expr): $($activation:ty)*) => {
        $($call::<$activation, $scalar>(stringify!($activation), $edges);)*
    };
}

fn all_elementwise<T: Scalar>(edges: &[T]) {
    type Small = Value<{ f64::to_bits(0.01) }>;
    with_each!(elementwise::<T>(edges):
        linear relu relu6 leaky_relu<Small> elu elu<Small> selu celu celu<Small> gelu gelu_tanh silu
        mish softplus softsign tanh sigmoid hard_sigmoid hard_swish hard_tanh);
}

#[test]
fn elementwise_activations() {
    all_elementwise(&edges(f32::from_bits(1), f32::MAX));
    all_elementwise(&edges(f64::from_bits(1), f64::MAX));
}

/// Whatever two logits stand side by side, softmax is a distribution, and its slope finite.
fn softmax_of_pairs<T: Scalar>(edges: &[T]) {
    for &a in edges {
        for &b in edges {
            let (z, y) = forward::<softmax, T>(&[a, b]);
            let total = (y[0] + y[1]).to_f64();
            assert!((total - 1.0).abs() < 1e-6, "softmax({a:?}, {b:?}) = {y:?}");
            let mut delta = [T::ONE, -T::ONE];
            softmax::chain(&z, &y, &mut delta);
            assert!(
                delta.iter().all(|d| d.is_finite()),
                "softmax'({a:?}, {b:?})"
            );

            // −∞ only where b − a is beyond the largest number
            let (z, y) = forward::<log_softmax, T>(&[a, b]);
            let is_number = |y: &T| y.is_finite() || !(a - b).is_finite() && *y < T::ZERO;
            assert!(y.iter().all(is_number), "log_softmax({a:?}, {b:?}) = {y:?}");
            let mut delta = [T::ONE, -T::of(0.5)];
            log_softmax::chain(&z, &y, &mut delta);
            assert!(
                delta.iter().all(|d| d.is_finite()),
                "log_softmax'({a:?}, {b:?})"
            );
        }
        for nan in [[T::NAN, a], [a, T::NAN]] {
            let (_, y) = forward::<softmax, T>(&nan);
            assert!(
                y.iter().all(|y| y.to_f64().is_nan()),
                "softmax({nan:?}) = {y:?}"
            );
            let (_, y) = forward::<log_softmax, T>(&nan);
            assert!(
                y.iter().all(|y| y.to_f64().is_nan()),
                "log_softmax({nan:?}) = {y:?}"
            );
        }
    }
}

#[test]
fn softmaxes() {
    softmax_of_pairs(&edges(f32::from_bits(1), f32::MAX));
    softmax_of_pairs(&edges(f64::from_bits(1), f64::MAX));
}

/// A loss and its gradient are finite for outputs up to `largest`, not negative, and NaN of NaN.
fn loss<L: Loss<A>, A: Activation, T: Scalar>(name: &str, edges: &[T], targets: [[f64; 2]; 2]) {
    for target in targets.map(|target| target.map(T::of)) {
        for &a in edges {
            for &b in edges {
                let (z, y) = forward::<A, T>(&[a, b]);
                let mut delta = [T::NAN; 2];
                L::delta(&z, &y, &target, &mut delta);
                let value = L::value(&z, &y, &target);
                let what = format!("{name} of ({a:?}, {b:?}), {target:?}: {value}, {delta:?}");
                // the rounding error of Σ t ln t may be left of a divergence that is 0
                assert!(value.is_finite() && value > T::of(-1e-7), "{what}");
                assert!(delta.iter().all(|delta| delta.is_finite()), "{what}");
            }
            let (z, y) = forward::<A, T>(&[a, T::NAN]);
            let value = L::value(&z, &y, &target);
            assert!(value.to_f64().is_nan(), "{name} of NaN: {value}");
        }
    }
}

fn all_losses<T: Scalar>(edges: &[T]) {
    let upto = |largest: f64| -> Vec<T> {
        let largest = T::of(largest);
        edges
            .iter()
            .copied()
            .filter(|x| x.abs() <= largest)
            .collect()
    };
    let distributions = [[1.0, 0.0], [0.3, 0.7]];
    macro_rules! losses {
        ($largest:expr, $targets:expr; $($loss:ty, $activation:ty;)*) => {$(
            let name = concat!(stringify!($loss), " behind ", stringify!($activation));
            loss::<$loss, $activation, T>(name, &upto($largest), $targets);
        )*};
    }
    type Smooth = cross_entropy<Value<{ f64::to_bits(0.1) }>>;
    losses! { 1e30, distributions;
        cross_entropy, softmax; cross_entropy, log_softmax; cross_entropy, linear;
        Smooth, softmax; Smooth, log_softmax; Smooth, linear;
        kl_divergence, softmax; kl_divergence, log_softmax; kl_divergence, linear;
        binary_cross_entropy, sigmoid; binary_cross_entropy, linear;
        mean_absolute, linear; huber, linear; smooth_l1, linear;
        mean_squared, softmax; mean_squared, sigmoid; mean_squared, tanh;
    }
    // d² is beyond f32 above 1.8e19; training reports it as an infinite loss
    losses! { 1e19, distributions; mean_squared, linear; }
    losses! { 1e10, distributions; sum_squared, linear; }
    losses! { 1e30, [[1.0, -1.0], [-1.0, -1.0]]; hinge, linear; hinge, tanh; }
}

#[test]
fn losses() {
    all_losses(&edges(f32::from_bits(1), f32::MAX));
    all_losses(&edges(f64::from_bits(1), f64::MAX));
}

/// ln(1 + e⁻⁴⁰): Python: `math.log1p(math.exp(-40))`, and the same of 20 for f32.
#[test]
fn a_sure_and_right_output_still_has_a_loss() {
    let sure = |z: f64, t: f64| <binary_cross_entropy as Loss<linear>>::value(&[z], &[z], &[t]);
    for loss in [sure(40.0, 1.0), sure(-40.0, 0.0)] {
        assert!(
            (loss / 4.248354255291589e-18 - 1.0).abs() < 1e-14,
            "{loss:e}"
        );
    }
    let loss = <binary_cross_entropy as Loss<linear>>::value(&[20.0_f32], &[20.0], &[1.0]);
    assert!((loss / 2.0611537e-9 - 1.0).abs() < 1e-6, "{loss:e}");
}

/// Values and slopes at −3, −5 and −7, where a formula with 1 + erf or 1 + tanh cancels.
fn left_tail<A: typed_nn::activation::Elementwise>(expected: [(f64, f64, f64); 3]) {
    for (x, value, slope) in expected {
        let y = A::value(x);
        assert!(
            (y / value - 1.0).abs() < 1e-13,
            "{y:e} instead of {value:e}"
        );
        let d = A::slope(x, y);
        assert!(
            (d / slope - 1.0).abs() < 1e-13,
            "{d:e} instead of {slope:e}"
        );
        let y = f64::from(A::value(x as f32));
        assert!((y / value - 1.0).abs() < 1e-5, "{y:e} instead of {value:e}");
    }
}

/// mpmath with 50 digits: g = lambda x: x/2*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x**3))), diff(g, x)
#[test]
fn the_left_tail_of_gelu_tanh_keeps_its_digits() {
    left_tail::<gelu_tanh>([
        (-3.0, -0.0036373920817730188, -0.011584166630969726),
        (-5.0, -2.291796196629506e-7, -1.5463619875325946e-6),
        (-7.0, -2.315442262072549e-15, -2.765117350706602e-14),
    ]);
}

/// mpmath with 50 digits: x*ncdf(x), ncdf(x) + x*npdf(x)
#[test]
fn the_left_tail_of_gelu_keeps_its_digits() {
    left_tail::<gelu>([
        (-3.0, -0.0040496940948902836, -0.011945647204183927),
        (-5.0, -1.4332578593959696e-6, -7.146946001792295e-6),
        (-7.0, -8.958687807200845e-12, -6.266323031466631e-11),
    ]);
}

network! { struct Deep: f32 < 2 => relu 4 => hard_tanh 4 => relu6 4 => hard_sigmoid 3 => softmax 2 > }

#[test]
fn nan_goes_through_a_whole_network() {
    let net = Deep::new(1);
    assert!(net.forward([f32::NAN, 1.0]).iter().all(|y| y.is_nan()));
    let mut gradient = Deep::ZERO;
    assert!(net.gradient([1.0, f32::NAN], 0, &mut gradient).is_nan());
}
