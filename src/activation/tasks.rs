//! What activations do to many values, as tasks: those of common activations are held by the library.

use super::Activation;
use crate::held::Common;
use crate::kernel::{CHUNK, Task, Vectors, run_here};
use crate::scalar::Scalar;
use core::marker::PhantomData;

/// The task by the function that the library holds of its activation `A`, or compiled here.
macro_rules! held {
    ($task:ident, $relu:ident $tanh:ident $sigmoid:ident $softmax:ident) => {{
        // (a condition of its own: what is compiled here is not compiled for the others)
        if const { A::COMMON.is_none() } {
            return run_here($task);
        }
        match const { A::COMMON } {
            None | Some(Common::Relu) => T::$relu($task.of()),
            Some(Common::Tanh) => T::$tanh($task.of()),
            Some(Common::Sigmoid) => T::$sigmoid($task.of()),
            Some(Common::Softmax) => T::$softmax($task.of()),
        }
    }};
}

/// z becomes y.
#[derive(Debug)]
pub struct Forward<'a, A, T> {
    pub width: usize,
    pub values: &'a mut [T],
    pub activation: PhantomData<A>,
}

impl<A: Activation, T: Scalar> Task for Forward<'_, A, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(self, s: S) {
        A::forward_all(s, self.width, self.values);
    }
    #[inline]
    fn dispatch(self) {
        held!(self, relu_forward tanh_forward sigmoid_forward softmax_forward)
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
    pub values: &'a mut [[T; CHUNK]],
    pub activation: PhantomData<A>,
}

impl<A: Activation, T: Scalar> Task for ForwardRows<'_, A, T> {
    type Output = bool;
    #[inline(always)]
    fn run<S: Vectors>(self, s: S) -> bool {
        A::forward_rows(s, self.values)
    }
    #[inline]
    fn dispatch(self) -> bool {
        held!(self, relu_rows tanh_rows sigmoid_rows softmax_rows)
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
        held!(self, relu_chain tanh_chain sigmoid_chain softmax_chain)
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
