//! The step of an optimiser that keeps two moments, in vectors.

use super::simd::Simd;
use super::task::{Numbers, Work, run, run_here};
use crate::scalar::Scalar;

/// What a step makes of a parameter w, its slope g and two moments: the new w and moments.
pub trait Rule<T: Scalar> {
    /// The step in every lane. To be written `#[inline(always)]`.
    fn step<S: Simd<T>>(&self, s: S, w: S::V, g: S::V, moments: [S::V; 2]) -> (S::V, [S::V; 2]);

    /// Takes the step at the processor's level.
    #[inline]
    fn dispatch(of: Update<'_, T, Self>)
    where
        Self: Sized,
    {
        run_here(Numbers::task(of));
    }
}

/// Parameters, their slopes and their two moments, which may go on behind those of the last parameter.
#[derive(Debug)]
pub struct Update<'a, T, R> {
    /// The rule.
    pub rule: R,
    /// w
    pub parameters: &'a mut [T],
    /// g
    pub gradient: &'a [T],
    /// The moments.
    pub moments: [&'a mut [T]; 2],
}

impl<T: Scalar, R: Rule<T>> Update<'_, T, R> {
    /// Takes the step, at the level of the processor.
    #[inline]
    pub fn run(self) {
        run(Numbers::task(self));
    }
}

impl<T: Scalar, R: Rule<T>> Work<T> for Update<'_, T, R> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        update(s, self);
    }
    #[inline]
    fn dispatch(self) {
        R::dispatch(self);
    }
}

/// The step for all parameters.
#[inline(always)]
fn update<T: Scalar, S: Simd<T>, R: Rule<T>>(s: S, of: Update<'_, T, R>) {
    let [first, second] = of.moments;
    let count = of.parameters.len();
    let mut w = of.parameters.chunks_exact_mut(S::LANES);
    let mut g = front(of.gradient, count).chunks_exact(S::LANES);
    let mut m = front_mut(first, count).chunks_exact_mut(S::LANES);
    let mut v = front_mut(second, count).chunks_exact_mut(S::LANES);
    for (((w, g), m), v) in (&mut w).zip(&mut g).zip(&mut m).zip(&mut v) {
        let moments = [s.read_whole(m), s.read_whole(v)];
        let (new, [a, b]) = of.rule.step(s, s.read_whole(w), s.read_whole(g), moments);
        s.write_whole(new, w);
        s.write_whole(a, m);
        s.write_whole(b, v);
    }
    let (w, g) = (w.into_remainder(), g.remainder());
    let (m, v) = (m.into_remainder(), v.into_remainder());
    if S::LANES > 1 && !w.is_empty() {
        let (new, [a, b]) = of
            .rule
            .step(s, s.read(w), s.read(g), [s.read(m), s.read(v)]);
        s.write(new, w);
        s.write(a, m);
        s.write(b, v);
    }
}

/// The first values; none if there are not so many.
#[inline(always)]
fn front<T>(values: &[T], count: usize) -> &[T] {
    values.get(..count).unwrap_or_default()
}

/// As [`front`].
#[inline(always)]
fn front_mut<T>(values: &mut [T], count: usize) -> &mut [T] {
    values.get_mut(..count).unwrap_or_default()
}
