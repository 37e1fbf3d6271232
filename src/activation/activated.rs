//! What a layer leaves in the trace for its activation's backward step.

use super::Activation;
use super::tasks::{Forward, ForwardRows};
use crate::kernel::{Block, Layout, Task, WIDE};
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
