//! How the samples of a batch lie in memory, and from how many on they go through at once.

use crate::kernel::{Level, REPRODUCIBLE};
use crate::layer::Shape;

/// Whether the samples of a batch lie side by side in the passes: if all layers are dense and narrow.
pub const fn lies_side_by_side(shape: &Shape) -> bool {
    Level::HAS_VECTORS && is_narrow(shape)
}

const fn is_narrow(shape: &Shape) -> bool {
    match shape {
        Shape::Affine { inputs, outputs } => *inputs <= WIDEST && *outputs <= WIDEST,
        Shape::Chain(steps) => {
            let mut i = 0;
            while i < steps.len() {
                if !is_narrow(&steps[i].shape) {
                    return false;
                }
                i += 1;
            }
            true
        }
        _ => false,
    }
}

/// The widest layer of a network whose samples lie side by side.
const WIDEST: usize = 32;

/// From how many samples on a network is faster with all of them at once than with one after the other, which
/// fills neither rows nor tiles: forwards, and there and back.
pub struct Enough {
    pub forward: usize,
    pub back: usize,
}

/// Read off `benches/growth`. (Reproducible: as many samples as there are have to take the same way everywhere.)
pub const fn enough(shape: &Shape, macs: usize) -> Enough {
    let (forward, back) = match lies_side_by_side(shape) {
        _ if !Level::HAS_VECTORS || REPRODUCIBLE => (0, 0),
        true if macs <= FEW => (7, 8),
        true => (7, 6),
        false if macs <= 8192 => (6, 6),
        false if macs <= CACHED => (5, 3),
        false if macs <= FAR => (3, 2),
        false => (2, 2),
    };
    Enough { forward, back }
}

/// Up to how many multiply-accumulates for each sample a chunk's pass is compiled as a whole, where samples lie side by side.
pub const SMALL: usize = 256;

/// Up to how many multiply-accumulates the pass of few samples is compiled as a whole: through larger networks the calls from
/// layer to layer count for less than the code, which every network is compiled with.
pub const FEW: usize = 1024;

/// Up to how many multiply-accumulates a network, its slopes and an optimiser's moments are close at hand for a step of their own;
/// in larger ones it is taken layer by layer, on the way back.
pub const CACHED: usize = 16_384;

/// From how many multiply-accumulates on the weights come from so far that any two samples had better share them.
const FAR: usize = 1 << 19;
