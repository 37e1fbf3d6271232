//! Targets as vectors: one sample's, and a chunk's side by side.

use crate::kernel::{Block, CHUNK, Chunk, Layout, Rows};
use crate::loss::Loss;
use crate::scalar::Scalar;
use crate::values::{NoSuchClass, Target};
use nalgebra::SVector;

/// The target as a vector, a class as the loss writes it.
#[inline]
pub(super) fn goal<C: Loss<A>, A, T: Scalar, const O: usize>(
    target: &impl Target<T, O>,
) -> Result<SVector<T, O>, NoSuchClass> {
    let (off, on) = C::LABELS;
    let mut goal = SVector::<T, O>::blank(1);
    target.write(T::of(off), T::of(on), &mut goal)?;
    Ok(goal)
}

/// The target as a vector, NaN where there is no such class.
#[inline]
pub(super) fn goal_or_nan<C: Loss<A>, A, T: Scalar, const O: usize>(
    target: &impl Target<T, O>,
) -> SVector<T, O> {
    goal::<C, A, T, O>(target).unwrap_or_else(|NoSuchClass| {
        let mut goal = SVector::<T, O>::blank(1);
        for value in goal.iter_mut() {
            *value = T::NAN;
        }
        goal
    })
}

/// Up to how many outputs a target's values are written to their rows one by one; more are turned around with others.
const FEW: usize = 8;

/// The targets as vectors side by side, NaN where there is no such class; behind the last is a number, whichever.
#[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(always))]
#[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), inline)]
pub(super) fn write_goals<L, C, A, Y, T, const O: usize>(targets: &[Y], goals: &mut Rows<T, O>)
where
    L: Layout,
    C: Loss<A>,
    Y: Target<T, O>,
    T: Scalar,
{
    if const { O > FEW } {
        let mut chunk = Chunk::<T, O>::blank(0);
        chunk.hold(targets.len());
        for (goal, target) in chunk.samples_mut().iter_mut().zip(targets) {
            *goal = goal_or_nan::<C, A, T, O>(target);
        }
        return goals.fill::<L, _>(chunk.samples());
    }
    goals.hold(targets.len());
    let rows = goals.rows_mut();
    if targets.len() < CHUNK {
        rows.fill([T::ZERO; CHUNK]);
    }
    for (index, target) in targets.iter().enumerate() {
        let goal = goal_or_nan::<C, A, T, O>(target);
        for (row, &value) in rows.iter_mut().zip(&goal) {
            if let Some(place) = row.get_mut(index) {
                *place = value;
            }
        }
    }
}
