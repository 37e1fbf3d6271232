//! A step that is taken on the way back through the network.

use super::{Optimizer, Remembered};
use crate::flat::Parameters;
use crate::layer::{Plain, Stepping};
use crate::network::{Learn, Network, Score};
use crate::noise::Noise;
use crate::scalar::Scalar;

/// One step with a batch, taken on the way back if optimiser, network and batch are such that this is possible and pays, and if
/// `goes_on` says so of the score. Returns the score before it, and whether the slopes were finite, as far as there were any.
pub fn on_the_way<O, X, Y, N, T>(
    optimizer: &O,
    net: &mut N,
    noise: Noise,
    (inputs, targets): (&[X], &[Y]),
    (gradient, state): (&mut N::Gradient, &mut O::State<N::Gradient>),
    goes_on: impl FnOnce(&mut N, Score<T>) -> bool,
) -> Option<(Score<T>, bool)>
where
    T: Scalar,
    O: Optimizer<T>,
    N: Learn<X, Y> + Network<Scalar = T>,
{
    if const { O::MAY_BE_PLAIN }
        && let Some(rate) = optimizer.plain_rate(state.steps())
    {
        let mut steps = false;
        let score =
            net.learn_batch_with(noise, inputs, targets, &mut Plain(rate), |net, score| {
                steps = goes_on(net, score);
                steps
            })?;
        if steps {
            optimizer.begin(state);
        }
        return Some((score, true));
    }
    if const { !O::IN_PARTS } {
        return None;
    }
    let mut descent = Stepping {
        optimizer,
        state,
        slopes: gradient.as_mut_slice(),
        all_finite: true,
    };
    let score = net.learn_batch_with(noise, inputs, targets, &mut descent, goes_on)?;
    Some((score, descent.all_finite))
}
