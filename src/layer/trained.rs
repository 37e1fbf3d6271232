//! The gradients of what is trained in part: a bias alone, nothing, one layer's behind another's.

use crate::flat::{Parameters, Zeroed};
use crate::part::{Kind, Part};
use crate::scalar::Scalar;
use nalgebra::{ArrayStorage, SVector};

/// The gradient of a `bias_only` layer.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bias<T, const O: usize> {
    /// ∂L/∂b: one value for each output.
    pub bias: SVector<T, O>,
}

impl<T: Scalar, const O: usize> Bias<T, O> {
    /// ∂L/∂b += Σ δ
    #[inline]
    pub(crate) fn add(&mut self, delta: &[SVector<T, O>]) {
        // (nalgebra's own iterators are not vectorised)
        let sums = self.bias.as_mut_slice();
        for delta in delta {
            for (sum, &delta) in sums.iter_mut().zip(delta.as_slice()) {
                *sum += delta;
            }
        }
    }
}

// SAFETY: `repr(transparent)` over a vector of scalars.
#[allow(unsafe_code)]
unsafe impl<T: Scalar, const O: usize> Parameters for Bias<T, O> {
    type Scalar = T;
    const PARAMS: usize = O;

    fn each_part(visit: &mut dyn FnMut(Part)) {
        visit(Part {
            layer: "",
            kind: Kind::Bias,
            len: O,
        });
    }
}

// SAFETY: the zero of `f32` and `f64` is made of zero bytes.
#[allow(unsafe_code)]
unsafe impl<T: Scalar, const O: usize> Zeroed for Bias<T, O> {
    const ZERO: Self = Self {
        bias: SVector::from_array_storage(ArrayStorage([[T::ZERO; O]])),
    };
}

/// The gradient of what is frozen: nothing.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Untrained<T>([T; 0]);

// SAFETY: no scalars.
#[allow(unsafe_code)]
unsafe impl<T: Scalar> Parameters for Untrained<T> {
    type Scalar = T;
    const PARAMS: usize = 0;

    fn each_part(_: &mut dyn FnMut(Part)) {}
}

// SAFETY: a value without bytes.
#[allow(unsafe_code)]
unsafe impl<T> Zeroed for Untrained<T> {
    const ZERO: Self = Self([]);
}

/// The gradients of a chain's biases: its first stage's, and those of the stages behind it.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Join<A, B> {
    /// The first stage's.
    pub first: A,
    /// The others'; at the end stands [`Untrained`].
    pub rest: B,
}

// SAFETY: `repr(C)`, and both fields consist of scalars of one type.
#[allow(unsafe_code)]
unsafe impl<A: Parameters, B: Parameters<Scalar = A::Scalar>> Parameters for Join<A, B> {
    type Scalar = A::Scalar;
    const PARAMS: usize = A::PARAMS + B::PARAMS;

    fn each_part(visit: &mut dyn FnMut(Part)) {
        A::each_part(visit);
        B::each_part(visit);
    }
}

// SAFETY: both fields are made of zero bytes, and there is no padding between scalars of one type.
#[allow(unsafe_code)]
unsafe impl<A: Zeroed, B: Zeroed> Zeroed for Join<A, B> {
    const ZERO: Self = Self {
        first: A::ZERO,
        rest: B::ZERO,
    };
}
