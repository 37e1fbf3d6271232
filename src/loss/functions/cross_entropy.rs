#![allow(non_camel_case_types)]

use crate::activation::parameter::needs;
use crate::activation::{Parameter, Value, linear, log_softmax, softmax};
use crate::kernel::functions::{self, Function};
use crate::kernel::simd::Simd;
use crate::kernel::{CHUNK, Vectors, Work, lanes};
use crate::loss::{DefaultLoss, Loss, Metric, Sides};
use crate::math::{self, sum};
use crate::scalar::Scalar;
use core::marker::PhantomData;

/// L = −Σ tᵢ ln pᵢ, p the distribution that the network gives: `softmax`'s outputs, the exponential
/// of `log_softmax`'s, the softmax of `linear`'s.
///
/// ∂L/∂z = p Σt − t, which is p − t for a distribution t. ln p = z − ln Σ eᶻ, so that the loss is
/// finite however sure and wrong the network is.
///
/// `loss = cross_entropy(0.1)` smooths the target: t becomes 0.9 t + 0.1/n (Szegedy et al., CVPR
/// 2016). PyTorch:
/// [`CrossEntropyLoss`](https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html).
/// The number is at least 0 and at most 1; another does not compile:
///
/// ```compile_fail
/// typed_nn::network! { struct Net< 2 => softmax 2 >, loss = cross_entropy(1.5) }
/// ```
#[derive(Debug)]
pub struct cross_entropy<P = Value<0>>(PhantomData<P>);

/// What smoothing can be asked for.
const fn in_range(epsilon: f64) -> Result<(), &'static str> {
    needs(
        epsilon >= 0.0 && epsilon <= 1.0,
        "`cross_entropy(ε)` needs 0 ≤ ε ≤ 1",
    )
}

/// The target with ε of it spread over all n classes: (1 − ε) t + ε/n.
#[inline]
fn smoothed<P: Parameter, T: Scalar>(target: &[T]) -> impl Iterator<Item = T> + Clone {
    let (keep, spread) = (T::of(1.0 - P::VALUE), T::of(P::VALUE / target.len() as f64));
    target.iter().map(move |&t| keep * t + spread)
}

/// −Σ tᵢ ln pᵢ, where 0 ln 0 = 0.
#[inline]
fn against<T: Scalar>(target: impl Iterator<Item = T>, log_p: impl Iterator<Item = T>) -> T {
    sum(target
        .zip(log_p)
        .map(|(t, log_p)| if t == T::ZERO { T::ZERO } else { -t * log_p }))
}

/// p Σt − t
#[inline]
fn difference<T: Scalar>(
    p: impl Iterator<Item = T>,
    target: impl Iterator<Item = T> + Clone,
    delta: &mut [T],
) {
    let total = sum(target.clone());
    for ((delta, p), t) in delta.iter_mut().zip(p).zip(target) {
        *delta = p * total - t;
    }
}

impl<P: Parameter> Loss<softmax> for cross_entropy<P> {
    const METRIC: Metric = Metric::Accuracy;
    const NUMBERS: Result<(), &'static str> = in_range(P::VALUE);
    const IN_ROWS: bool = true;
    const IS_COMMON: bool = P::VALUE == 0.0;

    #[inline(always)]
    fn judge<T: Scalar, S: Vectors>(s: S, sides: &mut Sides<T>, losses: &mut [T; CHUNK]) {
        let (keep, spread) = (1.0 - P::VALUE, P::VALUE / sides.y.len() as f64);
        let smoothing = (T::of(keep), T::of(spread));
        T::with(
            s,
            OfSamples {
                sides,
                losses,
                smoothing,
            },
        );
    }

    #[inline]
    fn value<T: Scalar>(z: &[T], y: &[T], target: &[T]) -> T {
        // ln pᵢ = (zᵢ − m) − ln Σ e^(zⱼ − m), and the largest p is 1 / Σ
        let (mut m, mut p) = (T::NEG_INFINITY, T::ONE);
        for (&z, &y) in z.iter().zip(y) {
            (m, p) = if z > m { (z, y) } else { (m, p) };
        }
        let log = p.ln();
        against(smoothed::<P, T>(target), z.iter().map(|&z| (z - m) + log))
    }
    #[inline]
    fn delta<T: Scalar>(_z: &[T], y: &[T], target: &[T], delta: &mut [T]) {
        difference(y.iter().copied(), smoothed::<P, T>(target), delta);
    }
}

/// The losses behind `softmax`, and ∂L/∂z, of samples side by side.
struct OfSamples<'a, 'b, T> {
    sides: &'a mut Sides<'b, T>,
    losses: &'a mut [T; CHUNK],
    /// 1 − ε, and ε/n.
    smoothing: (T, T),
}

impl<T: Scalar> Work<T> for OfSamples<'_, '_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        let Sides {
            z,
            y,
            target,
            delta,
        } = self.sides;
        let (keep, spread) = (s.splat(self.smoothing.0), s.splat(self.smoothing.1));
        for (lane, losses) in self.losses.chunks_exact_mut(S::LANES).enumerate() {
            // ln pᵢ = (zᵢ − m) − ln Σ e^(zⱼ − m), and the largest p is 1 / Σ
            let (mut m, mut p) = (s.splat(T::NEG_INFINITY), s.zero());
            for (z, y) in z.iter().zip(*y) {
                let (z, y) = (lanes(s, z, lane), lanes(s, y, lane));
                let is_more = s.less(m, z);
                (m, p) = (s.select(is_more, z, m), s.select(is_more, y, p));
            }
            let log = functions::Ln::at(s, p);
            let (mut loss, mut total) = (s.zero(), s.zero());
            for (z, target) in z.iter().zip(*target) {
                let t = s.add(s.mul(keep, lanes(s, target, lane)), spread);
                total = s.add(total, t);
                let part = s.mul(s.neg(t), s.add(s.sub(lanes(s, z, lane), m), log));
                // 0 ln 0 = 0
                let is_none = s.equal(t, s.zero());
                loss = s.add(loss, s.select(is_none, s.zero(), part));
            }
            s.write_whole(loss, losses);
            for ((y, target), delta) in y.iter().zip(*target).zip(delta.iter_mut()) {
                let t = s.add(s.mul(keep, lanes(s, target, lane)), spread);
                let slope = s.sub(s.mul(lanes(s, y, lane), total), t);
                let place = delta.get_mut(lane * S::LANES..).unwrap_or_default();
                s.write_whole(slope, place);
            }
        }
    }
}

impl<P: Parameter> Loss<log_softmax> for cross_entropy<P> {
    const METRIC: Metric = Metric::Accuracy;
    const NUMBERS: Result<(), &'static str> = in_range(P::VALUE);

    #[inline]
    fn value<T: Scalar>(_z: &[T], y: &[T], target: &[T]) -> T {
        against(smoothed::<P, T>(target), y.iter().copied())
    }
    #[inline]
    fn delta<T: Scalar>(_z: &[T], y: &[T], target: &[T], delta: &mut [T]) {
        difference(y.iter().map(|y| y.exp()), smoothed::<P, T>(target), delta);
    }
}

/// Behind `linear` the outputs are logits, as PyTorch's `CrossEntropyLoss` takes them.
impl<P: Parameter> Loss<linear> for cross_entropy<P> {
    const METRIC: Metric = Metric::Accuracy;
    const NUMBERS: Result<(), &'static str> = in_range(P::VALUE);

    #[inline]
    fn value<T: Scalar>(_z: &[T], y: &[T], target: &[T]) -> T {
        let log_p = math::log_softmax(y);
        against(smoothed::<P, T>(target), y.iter().map(|&y| log_p(y)))
    }
    #[inline]
    fn delta<T: Scalar>(_z: &[T], y: &[T], target: &[T], delta: &mut [T]) {
        let log_p = math::log_softmax(y);
        let p = y.iter().map(|&y| log_p(y).exp());
        difference(p, smoothed::<P, T>(target), delta);
    }
}

#[diagnostic::do_not_recommend]
impl DefaultLoss for softmax {
    type Loss = cross_entropy;
}
#[diagnostic::do_not_recommend]
impl DefaultLoss for log_softmax {
    type Loss = cross_entropy;
}
