//! What passes ask for most, compiled with the library for `f32`: no program with a network compiles it again, and it is as fast in one
//! that is built for debugging.
//!
//! A task is compiled where it is first known what it works on, which would be beside every network. For `f64`, which few networks
//! compute in, it still is: everybody would have to wait for it.

use crate::activation::{Chain, Forward, ForwardRows, relu, sigmoid, softmax, tanh};
use crate::kernel::{AllFinite, Numbers, OfRows, ToRows, Update, run_here};
use crate::loss::cross_entropy;
use crate::network::Judge;
use crate::optimizer::adam::Step as AdamStep;

/// An activation whose tasks the library holds.
#[derive(Clone, Copy, Debug)]
pub enum Common {
    /// [`relu`]
    Relu,
    /// [`tanh`]
    Tanh,
    /// [`sigmoid`]
    Sigmoid,
    /// [`softmax`]
    Softmax,
}

macro_rules! held {
    ($($name:ident($task:ty) $(-> $output:ty)?;)*) => {
        /// The tasks, at the level of the processor.
        pub trait Held: Sized + 'static {
            $(#[doc(hidden)] fn $name(task: $task) $(-> $output)?;)*
        }
        held! { @of f32 #[inline(never)] $($name($task) $(-> $output)?;)* }
        held! { @of f64 #[inline] $($name($task) $(-> $output)?;)* }
    };
    (@of $scalar:ident #[$inline:meta] $($name:ident($task:ty) $(-> $output:ty)?;)*) => {
        impl Held for $scalar {
            $(#[$inline] fn $name(task: $task) $(-> $output)? {
                run_here(task)
            })*
        }
    };
}

held! {
    relu_forward(Forward<'_, relu, Self>);
    tanh_forward(Forward<'_, tanh, Self>);
    sigmoid_forward(Forward<'_, sigmoid, Self>);
    softmax_forward(Forward<'_, softmax, Self>);
    relu_rows(ForwardRows<'_, relu, Self>) -> bool;
    tanh_rows(ForwardRows<'_, tanh, Self>) -> bool;
    sigmoid_rows(ForwardRows<'_, sigmoid, Self>) -> bool;
    softmax_rows(ForwardRows<'_, softmax, Self>) -> bool;
    relu_chain(Chain<'_, relu, Self>);
    tanh_chain(Chain<'_, tanh, Self>);
    sigmoid_chain(Chain<'_, sigmoid, Self>);
    softmax_chain(Chain<'_, softmax, Self>);
    judge_classes(Judge<'_, cross_entropy, softmax, Self>);
    adam_update(Numbers<Self, Update<'_, Self, AdamStep<Self>>>);
    to_rows(Numbers<Self, ToRows<'_, Self>>);
    of_rows(Numbers<Self, OfRows<'_, Self>>);
    are_finite(Numbers<Self, AllFinite<'_, Self>>) -> bool;
}
