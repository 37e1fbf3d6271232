//! Activations: what a layer does to W x + b.
//!
//! An activation is a lower-case empty enum; its name is the word in the declaration. Adding one
//! means adding a file in `functions/`, naming it in two lists, and nothing else. One of your own stands anywhere in
//! your crate and is written with its path:
//!
//! ```
//! use typed_nn::activation::{Elementwise, KeepOutput};
//! use typed_nn::{Scalar, network};
//!
//! /// f(x) = x² for x > 0, else 0
//! #[allow(non_camel_case_types)]
//! pub enum squared_relu {}
//! impl Elementwise for squared_relu {
//!     type Keep = KeepOutput; // the slope below needs y only
//!     fn value<T: Scalar>(x: T) -> T {
//!         x.max(T::ZERO) * x
//!     }
//!     fn slope<T: Scalar>(_x: T, y: T) -> T {
//!         T::of(2.0) * y.sqrt() // y = x², so 2x = 2√y
//!     }
//! }
//!
//! network! {
//!     struct Net< 2 => self::squared_relu 8 => linear 1 >
//! }
//!
//! fn main() {
//!     let y = Net::new(1).forward([1.0, 2.0]);
//! #   assert!(y[0].is_finite());
//! }
//! ```

mod above;
mod activated;
mod functions;
pub(crate) mod parameter;
mod tasks;

pub(crate) use activated::activate;
pub use activated::{Activated, Keep, KeepBoth, KeepOutput};
pub use functions::{
    celu::celu, elu::elu, gelu::gelu, gelu_tanh::gelu_tanh, hard_sigmoid::hard_sigmoid,
    hard_swish::hard_swish, hard_tanh::hard_tanh, leaky_relu::leaky_relu, linear::linear,
    log_softmax::log_softmax, mish::mish, relu::relu, relu6::relu6, selu::selu, sigmoid::sigmoid,
    silu::silu, softmax::softmax, softplus::softplus, softsign::softsign, tanh::tanh,
};
pub use parameter::{Parameter, Unset, Value};
pub(crate) use tasks::{Chain, Forward, ForwardRows};

// `dropout(0.2) 3` is found here, and told that it is no activation
#[doc(hidden)]
pub use crate::stage::{dropout, layer_norm, standardize};

use crate::held::Common;
use crate::init::Initializer;
use crate::kernel::functions::Function;
use crate::kernel::simd::Simd;
use crate::kernel::{Block, CHUNK, Layout, Vectors};
use crate::scalar::Scalar;
use core::marker::PhantomData;

/// What may stand before a width: the function from a layer's z = W x + b to its output y.
///
/// Most are [`Elementwise`], which implements this trait; an activation that looks at all outputs
/// at once, such as [`softmax`], implements it directly and can only stand in the last layer.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation",
    label = "not an activation",
    note = "an activation of your own implements `typed_nn::activation::Elementwise`",
    note = "a stage such as `layer_norm()` or `dropout(0.2)` has no width"
)]
pub trait Activation: 'static {
    /// What the backward pass has to find in the trace: [`KeepOutput`] or [`KeepBoth`].
    type Keep: Keep;
    /// Where the weights before this activation start.
    const INITIALIZER: Initializer = Initializer::GlorotUniform;
    /// Whether the numbers behind its name are in range; if not, what the compiler says there.
    const NUMBERS: Result<(), &'static str> = Ok(());

    /// Turns z of one sample into y, in place.
    fn forward<T: Scalar>(values: &mut [T]);
    /// Turns ∂L/∂y of one sample into ∂L/∂z, in place: the product with the Jacobian ∂y/∂z.
    fn chain<T: Scalar>(z: &[T], y: &[T], delta: &mut [T]);

    /// Whether each value is turned by itself.
    #[doc(hidden)]
    const IS_ELEMENTWISE: bool = false;

    /// As [`Elementwise::FLOOR`].
    #[doc(hidden)]
    const FLOOR: Option<f64> = None;

    /// Which it is of those whose tasks the library holds.
    #[doc(hidden)]
    const COMMON: Option<Common> = None;

    /// [`forward`](Self::forward) of samples side by side, in rows, if it is done.
    #[doc(hidden)]
    #[inline(always)]
    fn forward_rows<T: Scalar, S: Vectors>(_: S, _rows: &mut [[T; CHUNK]]) -> bool {
        false
    }
    /// [`forward`](Self::forward) of samples of `width` values each, with these vectors.
    #[doc(hidden)]
    #[inline(always)]
    fn forward_all<T: Scalar, S: Vectors>(_: S, width: usize, values: &mut [T]) {
        for sample in values.chunks_mut(width.max(1)) {
            Self::forward(sample);
        }
    }
    /// [`chain`](Self::chain) of samples of `width` values each, with these vectors.
    #[doc(hidden)]
    #[inline(always)]
    fn chain_all<T: Scalar, S: Vectors>(_: S, width: usize, z: &[T], y: &[T], delta: &mut [T]) {
        let width = width.max(1);
        let samples = z.chunks(width).zip(y.chunks(width));
        for (delta, (z, y)) in delta.chunks_mut(width).zip(samples) {
            Self::chain(z, y, delta);
        }
    }
}

/// One function applied to every output by itself: y = f(x).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation",
    label = "not an activation",
    note = "an activation of your own implements `typed_nn::activation::Elementwise`",
    note = "a stage such as `layer_norm()` or `dropout(0.2)` has no width"
)]
pub trait Elementwise: 'static {
    /// What [`slope`](Self::slope) reads: [`KeepOutput`] if y is enough, else [`KeepBoth`].
    type Keep: Keep;
    /// Where the weights before this activation start.
    const INITIALIZER: Initializer = Initializer::GlorotUniform;
    /// Whether the numbers behind its name are in range; if not, what the compiler says there.
    const NUMBERS: Result<(), &'static str> = Ok(());
    /// If f(x) is the larger of x and this, and [`slope`](Self::slope) reads y only: a kernel can do that on its way.
    #[doc(hidden)]
    const FLOOR: Option<f64> = None;
    /// Which it is of those whose tasks the library holds.
    #[doc(hidden)]
    const COMMON: Option<Common> = None;

    /// f(x)
    fn value<T: Scalar>(x: T) -> T;
    /// f′(x), from x or from y = f(x), whichever is cheaper. With [`KeepOutput`], x is not kept
    /// and the first argument is y too.
    fn slope<T: Scalar>(x: T, y: T) -> T;

    /// Replaces every value by f of it, with these vectors.
    #[doc(hidden)]
    #[inline(always)]
    fn values<T: Scalar, S: Vectors>(_: S, values: &mut [T]) {
        for value in values {
            *value = Self::value(*value);
        }
    }
}

/// The values of an activation that is the identity somewhere, and does too little elsewhere for half a vector to pay.
///
/// In a plain loop LLVM would not store where f(x) = x; and to store some lanes of a vector takes longer than to store all.
#[inline(always)]
pub(crate) fn in_vectors<A, T, S>(s: S, values: &mut [T])
where
    A: Elementwise + Function,
    T: Scalar,
    S: Vectors,
{
    let (whole, rest) = values.as_chunks_mut::<16>();
    T::map::<A, S>(s, whole.as_flattened_mut());
    for value in rest {
        *value = A::value(*value);
    }
}

impl<A: Elementwise> Activation for A {
    type Keep = A::Keep;
    const INITIALIZER: Initializer = A::INITIALIZER;
    const NUMBERS: Result<(), &'static str> = A::NUMBERS;
    const IS_ELEMENTWISE: bool = true;
    const FLOOR: Option<f64> = A::FLOOR;
    const COMMON: Option<Common> = A::COMMON;

    #[inline(always)]
    fn forward<T: Scalar>(values: &mut [T]) {
        for value in values {
            *value = A::value(*value);
        }
    }
    #[inline(always)]
    fn chain<T: Scalar>(z: &[T], y: &[T], delta: &mut [T]) {
        for ((delta, &z), &y) in delta.iter_mut().zip(z).zip(y) {
            *delta *= A::slope(z, y);
        }
    }
    // of many samples as of one
    #[inline(always)]
    fn forward_rows<T: Scalar, S: Vectors>(s: S, rows: &mut [[T; CHUNK]]) -> bool {
        A::values(s, rows.as_flattened_mut());
        true
    }
    #[inline(always)]
    fn forward_all<T: Scalar, S: Vectors>(s: S, _: usize, values: &mut [T]) {
        A::values(s, values);
    }
    #[inline(always)]
    fn chain_all<T: Scalar, S: Vectors>(s: S, _: usize, z: &[T], y: &[T], delta: &mut [T]) {
        match const { A::FLOOR } {
            Some(floor) if <S as Simd<f32>>::LANES > 1 => {
                T::with(s, above::Chain { y, delta, floor });
            }
            _ => <A as Activation>::chain(z, y, delta),
        }
    }
}

/// An activation that can stand in a hidden layer: every [`Elementwise`] one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the activation of a hidden layer",
    label = "not in a hidden layer",
    note = "hidden layers take an elementwise activation such as `relu`, `tanh` or `sigmoid`"
)]
pub trait Hidden: Activation + Sized {
    /// What `network!` asks for, to find out whether this trait is implemented.
    #[doc(hidden)]
    const FITS: bool = true;

    /// δ = ∂L/∂y ⊙ f′(z): from a layer's output back to before its activation.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn chain<L: Layout, T: Scalar, const N: usize>(
        end: &Activated<L, Self, T, N>,
        delta: &mut L::Of<T, N>,
    ) {
        activated::run::<L, _, N>(Chain::<Self, T> {
            width: N,
            z: end.z().values(),
            y: end.output.values(),
            delta: delta.values_mut(),
            activation: PhantomData,
        });
    }
}

#[diagnostic::do_not_recommend]
impl<A: Elementwise> Hidden for A {}

#[cfg(test)]
mod tests;
