//! What a layer leaves in the trace for its activation's backward step.

use super::Activation;
use crate::held::Common;
use crate::kernel::{Block, CHUNK, Layout, Task, Vectors, WIDE, run_here};
use crate::layer::Empty;
use crate::scalar::Scalar;
use core::fmt::{self, Debug};
use core::marker::PhantomData;

/// A layer's output y = f(z) and, where f′ needs it, z.
pub struct Activated<L: Layout, A: Activation, T: Scalar, const N: usize> {
    z: <A::Keep as Keep>::Of<L::Of<T, N>>,
    /// y, the layer's output.
    pub output: L::Of<T, N>,
}

impl<L: Layout, A: Activation, T: Scalar, const N: usize> Activated<L, A, T, N> {
    /// Applies the activation to z = W x + b, which was written to `output`.
    #[inline(always)]
    pub fn activate(&mut self) {
        A::Keep::keep(&self.output, &mut self.z);
        activate::<L, A, T, N>(&mut self.output);
    }

    /// z = W x + b where it was kept, else y once more.
    #[inline]
    pub fn z(&self) -> &L::Of<T, N> {
        A::Keep::z(&self.z, &self.output)
    }
}

impl<L: Layout, A: Activation, T: Scalar, const N: usize> Empty for Activated<L, A, T, N> {
    #[inline(always)]
    fn empty() -> Self {
        Self {
            output: L::Of::blank(0),
            z: A::Keep::nothing(|| L::Of::blank(0)),
        }
    }
}

/// z becomes y = f(z).
#[inline(always)]
pub(crate) fn activate<L: Layout, A: Activation, T: Scalar, const N: usize>(z: &mut L::Of<T, N>) {
    let activation = PhantomData::<A>;
    if const { L::IN_ROWS } {
        let (values, _) = z.values_mut().as_chunks_mut();
        if !run::<L, _, N>(ForwardRows { values, activation }) {
            z.samples_mut()
                .iter_mut()
                .for_each(|z| A::forward(z.as_mut_slice()));
        }
    } else {
        run::<L, _, N>(Forward {
            width: N,
            values: z.values_mut(),
            activation,
        });
    }
}

/// Runs the task for layers of this width.
#[inline(always)]
pub(super) fn run<L: Layout, K: Task, const N: usize>(task: K) -> K::Output {
    if const { N < WIDE } {
        L::run(task)
    } else {
        L::run_wide(task)
    }
}

// By hand: a derive would ask the activation, a mere name, to be `Clone` and `Debug`.
impl<L: Layout, A: Activation, T: Scalar, const N: usize> Clone for Activated<L, A, T, N> {
    fn clone(&self) -> Self {
        Self {
            output: self.output.clone(),
            z: self.z.clone(),
        }
    }
}
impl<L: Layout, A: Activation, T: Scalar, const N: usize> Debug for Activated<L, A, T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Activated")
            .field("output", &self.output)
            .field("z", self.z())
            .finish()
    }
}

/// What an activation's slope reads: [`KeepOutput`] or [`KeepBoth`].
pub trait Keep: Debug + Clone + 'static {
    /// z as it is kept: whole, or not at all.
    type Of<Z: Clone + Debug>: Clone + Debug;
    /// A place for z, or none.
    fn nothing<Z: Clone + Debug>(blank: impl FnOnce() -> Z) -> Self::Of<Z>;
    /// Keeps z, or nothing.
    fn keep<Z: Clone + Debug>(z: &Z, kept: &mut Self::Of<Z>);
    /// z if it was kept, else y.
    fn z<'t, Z: Clone + Debug>(kept: &'t Self::Of<Z>, output: &'t Z) -> &'t Z;
}

/// The slope needs the output y only: nothing else is kept.
#[derive(Clone, Debug)]
pub enum KeepOutput {}

impl Keep for KeepOutput {
    type Of<Z: Clone + Debug> = ();
    #[inline(always)]
    fn nothing<Z: Clone + Debug>(_: impl FnOnce() -> Z) {}
    #[inline(always)]
    fn keep<Z: Clone + Debug>(_: &Z, (): &mut ()) {}
    #[inline]
    fn z<'t, Z: Clone + Debug>(_: &'t (), output: &'t Z) -> &'t Z {
        output
    }
}

/// The slope, or the loss, needs z as well.
#[derive(Clone, Debug)]
pub enum KeepBoth {}

impl Keep for KeepBoth {
    type Of<Z: Clone + Debug> = Z;
    #[inline(always)]
    fn nothing<Z: Clone + Debug>(blank: impl FnOnce() -> Z) -> Z {
        blank()
    }
    #[inline(always)]
    fn keep<Z: Clone + Debug>(z: &Z, kept: &mut Z) {
        kept.clone_from(z);
    }
    #[inline]
    fn z<'t, Z: Clone + Debug>(kept: &'t Z, _: &'t Z) -> &'t Z {
        kept
    }
}

/// z becomes y.
#[derive(Debug)]
pub struct Forward<'a, A, T> {
    width: usize,
    values: &'a mut [T],
    activation: PhantomData<A>,
}

impl<A: Activation, T: Scalar> Task for Forward<'_, A, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(self, s: S) {
        A::forward_all(s, self.width, self.values);
    }
    #[inline]
    fn dispatch(self) {
        if const { A::COMMON.is_none() } {
            return run_here(self);
        }
        match const { A::COMMON } {
            None | Some(Common::Relu) => T::relu_forward(self.of()),
            Some(Common::Tanh) => T::tanh_forward(self.of()),
            Some(Common::Sigmoid) => T::sigmoid_forward(self.of()),
            Some(Common::Softmax) => T::softmax_forward(self.of()),
        }
    }
}

impl<'a, A, T> Forward<'a, A, T> {
    /// The same of an activation that A is another name of.
    fn of<B>(self) -> Forward<'a, B, T> {
        Forward {
            width: self.width,
            values: self.values,
            activation: PhantomData,
        }
    }
}

/// z becomes y, samples side by side; false if that is to be done sample by sample.
#[derive(Debug)]
pub struct ForwardRows<'a, A, T> {
    values: &'a mut [[T; CHUNK]],
    activation: PhantomData<A>,
}

impl<A: Activation, T: Scalar> Task for ForwardRows<'_, A, T> {
    type Output = bool;
    #[inline(always)]
    fn run<S: Vectors>(self, s: S) -> bool {
        A::forward_rows(s, self.values)
    }
    #[inline]
    fn dispatch(self) -> bool {
        if const { A::COMMON.is_none() } {
            return run_here(self);
        }
        match const { A::COMMON } {
            None | Some(Common::Relu) => T::relu_rows(self.of()),
            Some(Common::Tanh) => T::tanh_rows(self.of()),
            Some(Common::Sigmoid) => T::sigmoid_rows(self.of()),
            Some(Common::Softmax) => T::softmax_rows(self.of()),
        }
    }
}

impl<'a, A, T> ForwardRows<'a, A, T> {
    /// As [`Forward::of`].
    fn of<B>(self) -> ForwardRows<'a, B, T> {
        ForwardRows {
            values: self.values,
            activation: PhantomData,
        }
    }
}

/// ∂L/∂y becomes ∂L/∂z.
#[derive(Debug)]
pub struct Chain<'a, A, T> {
    pub width: usize,
    pub z: &'a [T],
    pub y: &'a [T],
    pub delta: &'a mut [T],
    pub activation: PhantomData<A>,
}

impl<A: Activation, T: Scalar> Task for Chain<'_, A, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(self, s: S) {
        A::chain_all(s, self.width, self.z, self.y, self.delta);
    }
    #[inline]
    fn dispatch(self) {
        if const { A::COMMON.is_none() } {
            return run_here(self);
        }
        match const { A::COMMON } {
            None | Some(Common::Relu) => T::relu_chain(self.of()),
            Some(Common::Tanh) => T::tanh_chain(self.of()),
            Some(Common::Sigmoid) => T::sigmoid_chain(self.of()),
            Some(Common::Softmax) => T::softmax_chain(self.of()),
        }
    }
}

impl<'a, A, T> Chain<'a, A, T> {
    /// As [`Forward::of`].
    fn of<B>(self) -> Chain<'a, B, T> {
        Chain {
            width: self.width,
            z: self.z,
            y: self.y,
            delta: self.delta,
            activation: PhantomData,
        }
    }
}
