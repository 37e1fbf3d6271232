//! Layers that are not trained, or whose biases alone are.

use super::{Layer, Partly, Shape, Untrained};
use crate::activation::Activated;
use crate::flat::{Parameters, Zeroed};
use crate::init::Initializer;
use crate::kernel::Layout;
use crate::noise::Noise;
use crate::part::Part;
use crate::rng::Rng;
use crate::scalar::Scalar;
use core::ops::{Deref, DerefMut};

/// A layer that training leaves as it is, written `frozen relu 8` or `frozen Encoder`.
///
/// It has no gradient, hence no place in an optimiser's state. Below the lowest layer that is
/// trained nothing is stored for the backward pass, and the pass ends there.
///
/// ```
/// # use typed_nn::{Network, Parameters, network};
/// network! { pub struct Encoder< 8 => relu 16 => tanh 4 > }
/// network! { pub struct Monitor< 8 => frozen Encoder => softmax 3 > }
///
/// assert_eq!(Monitor::PARAMS, 227);
/// assert_eq!(MonitorGradient::PARAMS, 15);
///
/// let mut net = Monitor::new(1);
/// let mut gradient = MonitorGradient::ZERO;
/// net.gradient([0.5; 8], 2, &mut gradient);
/// assert_ne!(gradient.layer2.bias[2], 0.0);
/// net.layer1.layer1.bias[0] = 0.1; // it is frozen for training only
/// ```
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Frozen<F> {
    /// The layer.
    pub layer: F,
}

/// A layer whose biases alone are trained, written `bias_only relu 8` or `bias_only Encoder`.
///
/// Ben Zaken et al., "BitFit", ACL 2022.
///
/// ```
/// # use typed_nn::{Network, Parameters, network};
/// network! { pub struct Net< 4 => bias_only relu 8 => softmax 3 > }
///
/// assert_eq!(NetGradient::PARAMS, 8 + 3 * 8 + 3);
/// let mut gradient = NetGradient::ZERO;
/// Net::new(1).gradient([1.0; 4], 0, &mut gradient);
/// assert!(gradient.layer1.bias.iter().any(|&slope| slope != 0.0));
/// ```
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BiasOnly<F> {
    /// The layer.
    pub layer: F,
}

macro_rules! wrapper {
    ($name:ident) => {
        impl<F> $name<F> {
            /// This layer, to be trained in this way.
            pub const fn new(layer: F) -> Self {
                Self { layer }
            }
        }

        impl<F> Deref for $name<F> {
            type Target = F;
            #[inline]
            fn deref(&self) -> &F {
                &self.layer
            }
        }

        impl<F> DerefMut for $name<F> {
            #[inline]
            fn deref_mut(&mut self) -> &mut F {
                &mut self.layer
            }
        }

        // SAFETY: `repr(transparent)` over a type for which the contract holds.
        #[allow(unsafe_code)]
        unsafe impl<F: Parameters> Parameters for $name<F> {
            type Scalar = F::Scalar;
            const PARAMS: usize = F::PARAMS;

            fn each_part(visit: &mut dyn FnMut(Part)) {
                F::each_part(visit);
            }
        }

        // SAFETY: as above.
        #[allow(unsafe_code)]
        unsafe impl<F: Zeroed> Zeroed for $name<F> {
            const ZERO: Self = Self { layer: F::ZERO };
        }
    };
}
wrapper!(Frozen);
wrapper!(BiasOnly);

/// What a layer does in either case as it does without.
macro_rules! as_ever {
    () => {
        type Activation = F::Activation;
        type Trace<L: Layout> = F::Trace<L>;
        type Extent = Partly;
        const PARAMS: usize = F::PARAMS;
        const MACS: usize = F::MACS;
        const SHAPE: Shape = F::SHAPE;
        const ZERO: Self = Self { layer: F::ZERO };

        fn init_with(&mut self, initializer: Option<Initializer>, rng: &mut Rng) {
            self.layer.init_with(initializer, rng);
        }
        fn each_part(visit: &mut dyn FnMut(Part)) {
            F::each_part(visit);
        }
        #[inline(always)]
        fn forward<L: Layout>(&self, input: &L::Of<T, I>, output: &mut L::Of<T, O>) {
            self.layer.forward::<L>(input, output);
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn end<L: Layout>(trace: &F::Trace<L>) -> &Activated<L, F::Activation, T, O> {
            F::end(trace)
        }
        #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
        fn descend<L: Layout>(
            &self,
            input: &L::Of<T, I>,
            trace: &F::Trace<L>,
            delta: &L::Of<T, O>,
            below: &mut L::Of<T, I>,
        ) {
            self.layer.descend::<L>(input, trace, delta, below);
        }
    };
}

#[diagnostic::do_not_recommend]
impl<F: Layer<T, I, O>, T: Scalar, const I: usize, const O: usize> Layer<T, I, O> for Frozen<F> {
    type Gradient = Untrained<T>;
    type Biases = Untrained<T>;

    as_ever!();

    /// Without noise: what is frozen does what it does in evaluation.
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn trace<L: Layout>(&self, input: &L::Of<T, I>, _: &mut Noise, trace: &mut F::Trace<L>) {
        self.layer.trace::<L>(input, &mut { Noise::NONE }, trace);
    }

    untrained_passes!(T, I, O);
}

#[diagnostic::do_not_recommend]
impl<F: Layer<T, I, O>, T: Scalar, const I: usize, const O: usize> Layer<T, I, O> for BiasOnly<F> {
    type Gradient = F::Biases;
    type Biases = F::Biases;

    as_ever!();

    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn trace<L: Layout>(&self, input: &L::Of<T, I>, noise: &mut Noise, trace: &mut F::Trace<L>) {
        self.layer.trace::<L>(input, noise, trace);
    }

    #[inline]
    fn each_trained(&mut self, visit: &mut impl FnMut(&mut [T])) {
        self.layer.each_bias(visit);
    }
    #[inline]
    fn each_bias(&mut self, visit: &mut impl FnMut(&mut [T])) {
        self.layer.each_bias(visit);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn accumulate<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &F::Trace<L>,
        delta: &L::Of<T, O>,
        gradient: &mut F::Biases,
    ) {
        self.layer
            .accumulate_biases::<L>(input, trace, delta, gradient);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn backward<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &F::Trace<L>,
        delta: &L::Of<T, O>,
        gradient: &mut F::Biases,
        below: &mut L::Of<T, I>,
    ) {
        self.layer
            .backward_biases::<L>(input, trace, delta, gradient, below);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn accumulate_biases<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &F::Trace<L>,
        delta: &L::Of<T, O>,
        gradient: &mut F::Biases,
    ) {
        self.layer
            .accumulate_biases::<L>(input, trace, delta, gradient);
    }
    #[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
    fn backward_biases<L: Layout>(
        &self,
        input: &L::Of<T, I>,
        trace: &F::Trace<L>,
        delta: &L::Of<T, O>,
        gradient: &mut F::Biases,
        below: &mut L::Of<T, I>,
    ) {
        self.layer
            .backward_biases::<L>(input, trace, delta, gradient, below);
    }
}
