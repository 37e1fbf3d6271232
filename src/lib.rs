#![no_std]
//! Small neural networks whose shape is known at compile time.
//!
//! One declaration becomes a struct of statically sized [`nalgebra`] matrices with an unrolled
//! forward pass and a hand-derived backward pass. A wrong shape does not compile. Nothing allocates,
//! in inference or in training, and nothing needs `std`.
//!
//! ```
//! use typed_nn::network;
//!
//! network! {
//!     /// Tells two kinds of point apart.
//!     pub struct Classifier< 2 => relu 3 => relu 3 => softmax 2 >
//! }
//!
//! let net = Classifier::new(1); // weights drawn from seed 1
//! let p = net.forward([0.5, -1.0]); // the probabilities of two classes
//! assert!((p[0] + p[1] - 1.0).abs() < 1e-6);
//! ```
//!
//! Read the declaration from left to right: two inputs, a hidden layer of three units behind a
//! `relu`, another, and an output layer of two units behind a `softmax`. Each layer computes
//! a = f(W x + b); see [`network!`] for everything that can be declared.
//!
//! # What is computed
//!
//! A forward pass goes through the layers from the input x to the output y:
//!
//! ```text
//! z₁ = W₁ x  + b₁    a₁ = relu(z₁)
//! z₂ = W₂ a₁ + b₂    a₂ = relu(z₂)
//! z₃ = W₃ a₂ + b₃    y  = softmax(z₃)
//! ```
//!
//! A loss L says how far y is from the target t; behind `softmax` it is the cross-entropy −Σ t ln y.
//! Training needs its derivative by every weight. The chain rule gives them layer by layer, from the
//! last one back, with δ = ∂L/∂z:
//!
//! ```text
//! δ₃ = y − t                     ∂L/∂W₃ = δ₃ a₂ᵀ    ∂L/∂b₃ = δ₃
//! δ₂ = (W₃ᵀ δ₃) ⊙ relu′(z₂)      ∂L/∂W₂ = δ₂ a₁ᵀ    ∂L/∂b₂ = δ₂
//! δ₁ = (W₂ᵀ δ₂) ⊙ relu′(z₁)      ∂L/∂W₁ = δ₁ xᵀ     ∂L/∂b₁ = δ₁
//! ```
//!
//! `network!` writes both passes out for the very network that was declared, and rustdoc shows its
//! equations on the generated methods. A gradient has the network's own type:
//!
//! ```
//! # use typed_nn::network;
//! # network! { pub struct Classifier< 2 => relu 3 => relu 3 => softmax 2 > }
//! let mut net = Classifier::new(1);
//! let mut gradient = Classifier::ZERO;
//! let before = net.gradient([0.5, -1.0], 1, &mut gradient); // class 1 is right
//!
//! for (weight, slope) in net.as_mut_slice().iter_mut().zip(gradient.as_slice()) {
//!     *weight -= 0.1 * slope; // one step of gradient descent
//! }
//! gradient = Classifier::ZERO; // a gradient is added to
//! let after = net.gradient([0.5, -1.0], 1, &mut gradient);
//! assert!(after < before);
//! ```
//!
//! # Training
//!
//! An [optimiser](optimizer) takes the step, a [`Trainer`](train::Trainer) goes through the data:
//!
//! ```
//! # use typed_nn::network;
//! # network! { pub struct Classifier< 2 => relu 3 => relu 3 => softmax 2 > }
//! use core::ops::ControlFlow;
//! use typed_nn::optimizer::Adam;
//! use typed_nn::train::{Settings, Trainer, accuracy};
//!
//! // points above and below the diagonal
//! let mut points = [[0.0; 2]; 200];
//! let mut sides = [0_u8; 200];
//! let mut rng = typed_nn::Rng::new(7);
//! for (point, side) in points.iter_mut().zip(&mut sides) {
//!     *point = [rng.uniform(), rng.uniform()];
//!     *side = u8::from(point[1] > point[0]);
//! }
//!
//! let mut net = Classifier::new(1);
//! let adam = Adam { learning_rate: 0.02, ..Adam::default() };
//! let mut trainer = Trainer::new(adam, Settings { epochs: 60, ..Settings::default() });
//! trainer.fit(&mut net, &mut points, &mut sides, |report, _net| {
//!     if report.metric > 0.99 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
//! })?;
//! assert!(accuracy(&net, &points, &sides)? > 0.95);
//! # Ok::<(), typed_nn::Error>(())
//! ```
//!
//! Same seed, same result, to the bit. Many samples at once go through
//! `forward_batch`, `gradient_batch` and [`Optimizer::learn_batch`](optimizer::Optimizer::learn_batch), 32 at a time, with the same
//! results to rounding.
//!
//! # Speed
//!
//! The kernels are compiled for SSE2, AVX2 with FMA and AVX-512, or NEON, or in plain Rust; a default
//! build finds out at run time which of them the processor has, see [`kernel::Level`]. Where
//! multiplication and addition are fused, the last bits differ. A program that wants the same bits on every
//! processor, microcontrollers among them, takes the feature `reproducible`; the order of all sums
//! is in [`kernel`].
//!
//! The kernels for batches are in the library, once for all networks, and in `f32` relu, tanh, sigmoid, softmax, cross-entropy behind
//! it, and Adam's rule. So a debug build has them fast too, if this stands in your `Cargo.toml`:
//!
//! ```toml
//! [profile.dev.package.typed-nn]
//! opt-level = 3
//! ```
//!
//! Microseconds for 32 samples, on one core of an Intel Xeon with AVX-512 (`benches/debug_build.sh`):
//!
//! | | 4-32-32-3 forward | gradient descent | Adam | 784-128-64-10 forward | gradient descent | Adam |
//! |---|--:|--:|--:|--:|--:|--:|
//! | debug | 179 | 592 | 659 | 11,900 | 25,900 | 32,000 |
//! | debug, with these lines | 5.5 | 22 | 28 | 103 | 257 | 418 |
//! | release | 0.7 | 2.3 | 2.9 | 51 | 100 | 153 |
//!
//! # Large networks
//!
//! A network is its parameters and nothing else, so it can stand in a `static` (`Classifier::ZERO`
//! is a constant) or on the heap. `new` passes over the stack; a network of megabytes is made in
//! place with `boxed(seed)`, its gradient with `boxed_zero()`, its trainer with
//! [`Trainer::boxed`](train::Trainer::boxed).
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | the grammar of a declaration, and what it generates | [`network!`] |
//! | the activations, and how to write one | [`activation`] |
//! | the losses | [`loss`] |
//! | sgd, adam, rmsprop and their kin | [`optimizer`] |
//! | warm-up, cosine and other schedules of the rate | [`schedule`] |
//! | epochs, reports, early stopping, streams, checkpoints, metrics | [`train`] |
//! | code that is generic over networks | [`Network`], [`FitsIn`], [`SmallerThan`] |
//!
//! # Features
//!
//! * `alloc` (default): `boxed` and its kin. Without it the library never names an allocator.
//!
//! * `serde`: networks are `Serialize` and `Deserialize`, see [`weights`].
//!
//! * `bytemuck`: networks and gradients are `Zeroable`, and `Pod` if they are `Copy`.
//!
//! * `reproducible`: the same bits on every processor, see [`kernel`].
//!
//! * `std` (default): the processor is asked what it can do. Without it the compile target says so.
//!
//! Nothing else needs `std`; exponentials and logarithms are its own
//! ([`kernel::functions`]), with the same bits on every target that runs at the same level.

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(any(test, feature = "std"))]
extern crate std;

pub mod activation;
mod error;
mod flat;
mod held;
mod init;
pub mod kernel;
#[macro_use]
mod layer;
pub mod loss;
mod math;
mod network;
mod noise;
pub mod optimizer;
#[cfg(feature = "rayon")]
mod parallel;
mod part;
mod rng;
mod saved;
mod scalar;
pub mod schedule;
pub mod stage;
mod text;
pub mod train;
mod values;
pub mod weights;

pub use error::Error;
pub use flat::{Parameters, Zeroed};
pub use init::Initializer;
pub use layer::{
    Bias, BiasOnly, Dense, Empty, Frozen, Join, Layer, Residual, ResidualTrace, Shape, Step,
    Untrained,
};
#[doc(hidden)]
pub use layer::{Descent, Plain};
pub use nalgebra;
pub use network::{
    Counted, Feeds, FitsIn, Judged, Learn, Network, Score, SmallerThan, Stage, Summary,
};
pub use noise::Noise;
#[cfg(feature = "rayon")]
pub use parallel::Parallel;
pub use part::{Kind, Part};
pub use rng::Rng;
pub use scalar::Scalar;
pub use values::{NoSuchClass, Target, Values, ValuesMut};

/// What generated code uses. Not for you.
#[doc(hidden)]
pub mod __private {
    pub use crate::layer::{Extent, Partly, Whole, place_of};
    pub use crate::network::Network;
    pub use crate::network::{
        Budget, Bytes, Checked, Count, Supervised, backward, block_end, check, forward,
        forward_batch, in_place, in_range, not_finite, ram_train, require, width, within,
    };
    pub use crate::weights::constant::{Faults, fits, named, read, sound};
    pub use crate::weights::file::{File, entry};
    pub use crate::weights::fill::fill;
    pub use crate::weights::samples::{INPUT, OUTPUT, Samples, rows, samples};
    pub use core;
    pub use nn_macros::network;

    #[cfg(feature = "serde")]
    pub use crate::weights::serde::{deserialize, serialize};
    #[cfg(feature = "alloc")]
    pub use alloc::boxed::Box;
    #[cfg(feature = "bytemuck")]
    pub use bytemuck;
    #[cfg(feature = "serde")]
    pub use serde_core as serde;
}

/// Declares a network: a type with that many weights, and its passes.
///
/// ```
/// # use typed_nn::network;
/// network! {
///     /// Tells two kinds of point apart.
///     #[derive(Clone, Debug, PartialEq)]
///     pub struct Classifier< 2 => relu 3 => relu 3 => softmax 2 >
/// }
/// # Classifier::new(1);
/// ```
///
/// Attributes, docs, derives and visibility are passed on. Each layer is a public field,
/// `layer1`, `layer2`, …, a [`Dense`] with `weights` and `bias`.
///
/// # Layers
///
/// * **An activation and a width**, `relu 3`: a dense layer, y = relu(W x + b). The word is one of
///   [`activation`], or a path of your own, `my::swish 3`. Numbers stand in parentheses:
///   `leaky_relu(0.02) 8`.
/// * **A width** is a number, a constant, an expression in braces, or a const parameter.
/// * **A name** before a colon is the field's: `hidden: relu 3`.
/// * **Another network**, `Encoder`: its parameters become a field, gradients go through it.
/// * **A residual block**, `{ relu 8 => linear 4 } + skip`: its input is added to its output.
/// * **A stage without a width**: `layer_norm()`, `dropout(0.2)`, and as the first stage
///   `standardize`; see [`stage`].
/// * **`frozen` or `bias_only`** before any of them, `frozen Encoder`, `head: bias_only softmax 3`:
///   training leaves it as it is ([`Frozen`]), or changes its biases alone ([`BiasOnly`]).
///
/// ```
/// # use typed_nn::network;
/// const HIDDEN: usize = 16;
///
/// network! { pub struct Encoder< 8 => tanh HIDDEN => tanh { HIDDEN / 4 } > }
/// network! {
///     pub struct Head: f32 <
///         8 => Encoder
///           => { leaky_relu(0.02) 8 => linear 4 } + skip
///           => output: softmax 3
///     >
/// }
/// network! { pub struct Policy<const H: usize>< 4 => relu H => softmax 2 > }
///
/// assert_eq!(Head::new(1).output.bias.len(), 3);
/// assert_eq!(Policy::<16>::PARAMS, 4 * 16 + 16 + 16 * 2 + 2);
/// ```
///
/// # Scalar and options
///
/// `: f64` behind the name computes in `f64`; the default is `f32`. Behind the layers may stand
///
/// * `loss = huber`, one of [`loss`] or a path of your own; else the last activation chooses
///   ([`loss::DefaultLoss`]),
/// * `params <= 1000`, `flash <= 4096`, `ram <= 1024`, `macs <= 5000`: budgets of parameters, bytes and
///   multiply-accumulates that are checked at compile time, see [below](#memory),
/// * `weights = "net.safetensors"`, a file that becomes `TRAINED` (see [`weights`]); `as f16` behind it
///   (`bf16`, `f32`, `f64`) converts its numbers, and `names = ["fc1", "fc2"]` is what the layers are called
///   in it. If the file is an ONNX file, its layers are compared with those of the declaration, activations
///   included; if it ends in `.weights`, it is an image that [`weights::write_image`] made.
///
/// ```
/// # use typed_nn::network;
/// network! {
///     struct Pendulum: f64 < 3 => tanh 16 => linear 1 > loss = huber(0.5), params <= 100
/// }
/// # Pendulum::new(1);
/// ```
///
/// # Memory
///
/// What a network takes of a microcontroller is known before it is flashed. `FLASH_BYTES` are its parameters, in a
/// `static`. `RAM_INFER` is a bound on the bytes of RAM that `forward` takes with the parameters in flash: a sample,
/// its outputs and the stack. `ram_train::<O>()` is one on training sample after sample: the network, its gradient,
/// what the optimiser remembers, and the stack of `gradient`; a [`Trainer`](train::Trainer) keeps the last good
/// parameters too, a second gradient, and works on 32 samples at once, each with values of its own on the stack.
///
/// The stack is bounded by the widths of the layers ([`Network::STACK_FORWARD`], [`Network::STACK_GRADIENT`]) and room for
/// what compilers add. `firmware/run` compares the bounds with the stack that networks of many shapes were seen to take on
/// Cortex-M and RISC-V, optimised for speed and for size; unoptimised code, and that of a computer with vectors, takes more.
///
/// ```
/// # use typed_nn::network;
/// use typed_nn::optimizer::Sgd;
///
/// network! { struct Net< 4 => relu 32 => relu 32 => softmax 3 > flash <= 6000, ram <= 2000, macs <= 1500 }
///
/// assert_eq!(Net::FLASH_BYTES, 5_260);
/// const _: () = assert!(Net::ram_train::<Sgd<f32>>() <= 16 * 1024);
/// # Net::new(1);
/// ```
///
/// # From an ONNX file
///
/// `from` takes the layers and their weights from a file beside the source file, while the program is
/// compiled: a chain of `Gemm`, or `MatMul` and `Add`, with activations, which programs that train export.
/// An operator that is not supported is named, with its node. Nothing of the reader is in the program.
/// Samples in the file's metadata (`typed_nn.input`, `typed_nn.output`: numbers with white space between
/// them) become `self_test()` and a test, as those of a safetensors file do.
///
/// ```
/// # use typed_nn::network;
/// network! { pub struct Pilot from "../tests/golden/onnx/pilot.onnx" }
///
/// // the same, with its layers written and checked
/// network! {
///     pub struct Checked< 4 => relu 8 => tanh 6 => softmax 3 > weights = "../tests/golden/onnx/pilot.onnx"
/// }
/// assert_eq!(Pilot::TRAINED.as_slice(), Checked::TRAINED.as_slice());
/// ```
///
/// # Without a name
///
/// As an expression the macro makes a network at once, from seed 0 or the one that is given. Rust
/// wants a delimiter behind a macro's `!`, hence the parentheses around the angle brackets.
///
/// ```
/// # use typed_nn::network;
/// let mut net = network!(< 2 => relu 3 => relu 3 => softmax 2 >, seed = 7);
/// net.layer1.weights[(0, 1)] = 0.5;
/// ```
///
/// # What is generated
///
/// | item | what it is |
/// |---|---|
/// | `IN`, `OUT`, `PARAMS`, `MACS` | inputs, outputs, parameters, multiply-accumulates |
/// | `FLASH_BYTES`, `RAM_INFER`, `ram_train::<Adam>()` | bytes of [memory](#memory) |
/// | `ZERO` | all parameters zero: a gradient to start from, the content of a `static` |
/// | `new(seed)`, `init(seed)`, `init_with(initializer, seed)`, `boxed(seed)`, `boxed_zero()` | random weights, or zeros |
/// | `forward(x)`, `forward_batch(xs, ys)` | the outputs of one sample, of many |
/// | `trace(x)` | what the forward pass computes, layer by layer |
/// | `gradient(x, target, &mut gradient)`, `gradient_batch(xs, targets, &mut gradient)` | the loss; its gradient is added |
/// | `gradient_with(noise, x, …)`, `gradient_batch_with(noise, xs, …)` | the same with dropout |
/// | `backward(x, &trace, &output_gradient, &mut gradient)` | the same for any loss, with ∂L/∂x |
/// | `evaluate(xs, targets)` | mean loss and metric |
/// | `as_slice()`, `as_mut_slice()` | all parameters in a row |
/// | `from_safetensors(bytes)`, `load(bytes)`, `save(place)` | weights from and to [files](weights), in constants and at run time |
/// | `TRAINED`, `self_test()` | with `weights = …`: the weights in the file, and whether they give the outputs that it holds |
/// | `summary()` | a table of the layers |
///
/// Beside it stands the type of its trace, `ClassifierTrace`, and, if a part of it is frozen or it has
/// networks among its layers, `ClassifierGradient`. [`Network::Gradient`] is the network's own type
/// unless something is frozen. The network implements [`Network`],
/// [`Learn`], [`Layer`], [`Parameters`], and without const parameters [`Counted`]. Its rustdoc shows
/// its shapes, counts and the equations of its own backward pass.
#[macro_export]
macro_rules! network {
    ($($declaration:tt)*) => {
        $crate::__private::network! { [$crate] $($declaration)* }
    };
}

/// Keeps its items where the library has an allocator.
#[doc(hidden)]
#[cfg(feature = "alloc")]
#[macro_export]
macro_rules! __with_alloc {
    ($($item:item)*) => { $($item)* };
}
#[doc(hidden)]
#[cfg(not(feature = "alloc"))]
#[macro_export]
macro_rules! __with_alloc {
    ($($item:item)*) => {};
}

/// `impl Serialize for Net` and `impl Deserialize for Net`, where the library knows of serde.
#[doc(hidden)]
#[cfg(not(feature = "serde"))]
#[macro_export]
macro_rules! __with_serde {
    ($($parts:tt)*) => {};
}

/// `impl Zeroable for Net` and, if it is `Copy`, `impl Pod for Net`, where the library knows of bytemuck.
#[doc(hidden)]
#[cfg(feature = "bytemuck")]
#[macro_export]
macro_rules! __with_bytemuck {
    ({$($parameters:tt)*} {$name:ty} {$($bounds:tt)*}) => {
        // SAFETY: parameters are scalars without padding, whose zero is made of zero bytes.
        unsafe impl<$($parameters)*> $crate::__private::bytemuck::Zeroable for $name
        where
            $($bounds)*
        {
        }
        // SAFETY: the same, and scalars take any bits. The lifetime keeps the bound from being an error
        // where it does not hold.
        unsafe impl<$($parameters)*> $crate::__private::bytemuck::Pod for $name
        where
            for<'__a> $name: $crate::__private::core::marker::Copy,
            $($bounds)*
        {
        }
    };
}
#[doc(hidden)]
#[cfg(not(feature = "bytemuck"))]
#[macro_export]
macro_rules! __with_bytemuck {
    ($($parts:tt)*) => {};
}

/// The README's snippets are doc tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
