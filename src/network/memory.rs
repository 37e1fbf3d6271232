//! What a network takes of a microcontroller's memory, known before anything is flashed.

use super::{Network, Summary};
use crate::layer::Shape;
use crate::optimizer::Optimizer;
use crate::text::Text;
use core::mem::size_of;

/// How much of the stack a pass takes.
struct Stack {
    /// Bytes for saved registers, addresses, counters and spilled numbers.
    frames: usize,
    /// How many places there are for each value that comes out of a layer.
    copies: usize,
}

/// A layer's output, before and behind its activation.
const FORWARD: Stack = Stack {
    frames: 768,
    copies: 2,
};
/// z and y of the trace, ∂L/∂y and ∂L/∂z.
const GRADIENT: Stack = Stack {
    frames: 1280,
    copies: 4,
};

/// A bound on the stack of `forward`, in bytes.
pub const fn stack_forward<N: Network>() -> usize {
    stack::<N>(FORWARD)
}

/// A bound on the stack of `gradient`, in bytes.
pub const fn stack_gradient<N: Network>() -> usize {
    stack::<N>(GRADIENT)
}

const fn stack<N: Network>(pass: Stack) -> usize {
    pass.frames + pass.copies * values(&N::SHAPE, N::IN) * size_of::<N::Scalar>()
}

/// Bytes of RAM that a network takes that is trained by `O`, sample after sample: see `ram_train`.
pub const fn ram_train<N: Network, O: Optimizer<N::Scalar>>() -> usize {
    let state = size_of::<O::State<N::Gradient>>();
    size_of::<N>() + size_of::<N::Gradient>() + state + stack_gradient::<N>()
}

/// How many values come out of the layers, given how many go in.
const fn values(shape: &Shape, inputs: usize) -> usize {
    inputs + through(shape, inputs).0
}

/// The same without the inputs, and how many come out at the end.
const fn through(shape: &Shape, inputs: usize) -> (usize, usize) {
    match shape {
        Shape::Affine { outputs, .. } => (*outputs, *outputs),
        Shape::Scale { .. } | Shape::Statistics { .. } | Shape::Nothing => (inputs, inputs),
        Shape::Chain(steps) => {
            // the sum of a residual block is one output more
            let (mut sum, mut width, mut at) = (0, inputs, 0);
            while at < steps.len() {
                let (more, end) = through(&steps[at].shape, width);
                (sum, width, at) = (sum + more, end, at + 1);
            }
            (sum + width, width)
        }
    }
}

/// A limit in a declaration.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// `flash <= …`
    Flash,
    /// `ram <= …`
    Ram,
    /// `macs <= …`
    Macs,
}

/// That a network keeps within a limit; else the compiler lists what each layer takes.
#[track_caller]
pub const fn within<N: Network>(budget: Budget, limit: usize) {
    let taken = match budget {
        Budget::Flash => size_of::<N>(),
        Budget::Ram => N::RAM_INFER,
        Budget::Macs => N::MACS,
    };
    if taken > limit {
        panic!("{}", list::<N>(budget, taken, limit).as_str())
    }
}

/// ```text
/// `Net` takes 5260 bytes of flash, more than its budget of 4000:
///   layer1, relu 32: 640
/// ```
const fn list<N: Network>(budget: Budget, taken: usize, limit: usize) -> Text<2048> {
    let Summary { name, stages, .. } = N::SUMMARY;
    let (takes, of) = match budget {
        Budget::Flash => ("` takes ", " bytes of flash"),
        Budget::Ram => ("` takes up to ", " bytes of RAM in a forward pass"),
        Budget::Macs => ("` takes ", " multiply-accumulates"),
    };
    let mut text = Text::NONE.str("`").str(name).str(takes).number(taken);
    text = text.str(of).str(", more than its budget of ");
    text = text.number(limit).str(":");
    let (mut rest, mut at) = (taken, 0);
    while at < stages.len() {
        let share = share::<N>(budget, at);
        text = text.str("\n  ").str(stages[at].name).str(", ");
        text = text.str(stages[at].declared).str(": ").number(share);
        (rest, at) = (rest - share, at + 1);
    }
    if rest > 0 {
        text = text.str("\n  input, output and calls: ").number(rest);
    }
    text
}

/// What one stage takes of it.
const fn share<N: Network>(budget: Budget, at: usize) -> usize {
    let stage = &N::SUMMARY.stages[at];
    match (budget, &N::SHAPE) {
        (Budget::Flash, _) => stage.params * size_of::<N::Scalar>(),
        (Budget::Macs, _) => stage.macs,
        (Budget::Ram, Shape::Chain(steps)) => {
            let (values, _) = through(&steps[at].shape, stage.inputs);
            FORWARD.copies * values * size_of::<N::Scalar>()
        }
        // a network is a chain
        (Budget::Ram, _) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::Step;

    const fn step(shape: Shape) -> Step {
        Step {
            name: "layer",
            activation: "",
            shape,
        }
    }
    const fn dense(inputs: usize, outputs: usize) -> Step {
        step(Shape::Affine { inputs, outputs })
    }

    #[test]
    fn every_output_is_counted_and_those_of_a_chain_twice() {
        const NET: Shape = Shape::Chain(&[dense(4, 32), dense(32, 32), dense(32, 3)]);
        assert_eq!(values(&NET, 4), 4 + 32 + 32 + 3 + 3);
        const BLOCK: Shape = Shape::Chain(&[
            step(Shape::Nothing),
            dense(4, 8),
            step(Shape::Scale { width: 8 }),
            step(Shape::Chain(&[dense(8, 16), dense(16, 8)])),
        ]);
        assert_eq!(values(&BLOCK, 4), 4 + 4 + 8 + 8 + (16 + 8 + 8) + 8);
    }
}
