//! What L-BFGS remembers, and the direction it makes of it.

use crate::flat::{Parameters, Zeroed};
use crate::saved::{Reader, Saved, Writer};
use crate::scalar::Scalar;

/// What an [`Lbfgs`](super::Lbfgs) with so many steps of history remembers.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LbfgsState<G, const HISTORY: usize> {
    /// g, where the network was last evaluated.
    pub(super) gradient: G,
    /// g before the last step.
    previous: G,
    /// d
    pub(super) direction: G,
    /// Where the way along d begins.
    pub(super) origin: G,
    /// g at the best point of the way so far.
    pub(super) kept: G,
    /// The last steps, in a ring.
    history: [Pair<G>; HISTORY],
    /// Pairs that were written down.
    pairs: u64,
    /// Directions so far.
    turns: u64,
    /// How far the last step went along d.
    pub(super) t: f64,
    /// H without the history: a multiple of the identity.
    scale: f64,
}

/// A step and what it did to the gradient.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pair<G> {
    /// s
    step: G,
    /// y
    change: G,
    /// ρ = 1 / yᵀs
    rho: f64,
}

// SAFETY: two values that are zero bytes, and a number.
#[allow(unsafe_code)]
unsafe impl<G: Zeroed> Zeroed for Pair<G> {
    const ZERO: Self = Self {
        step: G::ZERO,
        change: G::ZERO,
        rho: 0.0,
    };
}

// SAFETY: values that are zero bytes, and numbers.
#[allow(unsafe_code)]
unsafe impl<G: Zeroed, const HISTORY: usize> Zeroed for LbfgsState<G, HISTORY> {
    const ZERO: Self = Self {
        gradient: G::ZERO,
        previous: G::ZERO,
        direction: G::ZERO,
        origin: G::ZERO,
        kept: G::ZERO,
        history: [Pair::ZERO; HISTORY],
        pairs: 0,
        turns: 0,
        t: 0.0,
        scale: 0.0,
    };
}

impl<G: Parameters, const HISTORY: usize> LbfgsState<G, HISTORY> {
    /// The largest slope.
    pub(super) fn steepest(&self) -> f64 {
        largest(&self.gradient)
    }

    /// The largest entry of d.
    pub(super) fn reach(&self) -> f64 {
        largest(&self.direction)
    }

    /// gᵀd
    pub(super) fn slope(&self) -> f64 {
        dot(&self.gradient, &self.direction)
    }

    /// Takes the next direction; returns how far to go along it.
    pub(super) fn turn(&mut self, learning_rate: f64) -> f64 {
        let is_first = self.turns == 0;
        self.turns = self.turns.saturating_add(1);
        if is_first {
            self.scale = 1.0;
        } else {
            self.remember();
        }
        self.aim();
        self.previous.copy_from(&self.gradient);
        if is_first {
            let slopes = self.gradient.as_slice().iter();
            let length: f64 = slopes.map(|g| g.abs().to_f64()).sum();
            return (1.0 / length).min(1.0) * learning_rate;
        }
        learning_rate
    }

    /// Writes the last step down, in the place of the oldest, if the loss curves upwards along it.
    fn remember(&mut self) {
        let oldest = self.pairs.checked_rem(HISTORY as u64).unwrap_or(0);
        let Some(pair) = self.history.get_mut(oldest as usize) else {
            return;
        };
        let t = G::Scalar::of(self.t);
        let (mut curvature, mut square) = (0.0, 0.0);
        let slopes = self
            .gradient
            .as_slice()
            .iter()
            .zip(self.previous.as_slice());
        for ((&now, &before), &d) in slopes.zip(self.direction.as_slice()) {
            let (y, s) = ((now - before).to_f64(), (t * d).to_f64());
            curvature += y * s;
            square += y * y;
        }
        if curvature.is_nan() || curvature <= 1e-10 {
            return;
        }
        let slopes = self
            .gradient
            .as_slice()
            .iter()
            .zip(self.previous.as_slice());
        for (y, (&now, &before)) in pair.change.as_mut_slice().iter_mut().zip(slopes) {
            *y = now - before;
        }
        let directions = self.direction.as_slice();
        for (s, &d) in pair.step.as_mut_slice().iter_mut().zip(directions) {
            *s = t * d;
        }
        pair.rho = 1.0 / curvature;
        self.scale = curvature / square;
        self.pairs = self.pairs.saturating_add(1);
    }

    /// d = −H g, by the two loops of Nocedal, Mathematics of Computation 35, 1980.
    fn aim(&mut self) {
        let next = self.pairs.checked_rem(HISTORY as u64).unwrap_or(0) as usize;
        let Some((newer, older)) = self.history.split_at_checked(next) else {
            return;
        };
        let older = if self.pairs < HISTORY as u64 {
            &[]
        } else {
            older
        };
        let pairs = || older.iter().chain(newer);

        for (d, &g) in self
            .direction
            .as_mut_slice()
            .iter_mut()
            .zip(self.gradient.as_slice())
        {
            *d = -g;
        }
        let mut weights = [0.0; HISTORY];
        for (pair, weight) in pairs().rev().zip(&mut weights) {
            *weight = pair.rho * dot(&pair.step, &self.direction);
            add(&mut self.direction, -*weight, &pair.change);
        }
        let scale = G::Scalar::of(self.scale);
        for d in self.direction.as_mut_slice() {
            *d *= scale;
        }
        let known = weights
            .iter()
            .rev()
            .skip(HISTORY - (newer.len() + older.len()).min(HISTORY));
        for (pair, weight) in pairs().zip(known) {
            let other = pair.rho * dot(&pair.change, &self.direction);
            add(&mut self.direction, weight - other, &pair.step);
        }
    }
}

impl<G: Parameters> Saved for Pair<G> {
    fn save(&self, to: &mut Writer<'_>) {
        to.scalars(self.step.as_slice());
        to.scalars(self.change.as_slice());
        to.f64(self.rho);
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        from.scalars(self.step.as_mut_slice());
        from.scalars(self.change.as_mut_slice());
        self.rho = from.f64();
    }
}

/// What the next step reads; the rest is of the step alone.
impl<G: Parameters, const HISTORY: usize> Saved for LbfgsState<G, HISTORY> {
    fn save(&self, to: &mut Writer<'_>) {
        to.scalars(self.previous.as_slice());
        to.scalars(self.direction.as_slice());
        for pair in &self.history {
            pair.save(to);
        }
        to.u64(self.pairs);
        to.u64(self.turns);
        to.f64(self.t);
        to.f64(self.scale);
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        from.scalars(self.previous.as_mut_slice());
        from.scalars(self.direction.as_mut_slice());
        for pair in &mut self.history {
            pair.load(from);
        }
        self.pairs = from.u64();
        self.turns = from.u64();
        self.t = from.f64();
        self.scale = from.f64();
    }
}

/// aᵀb
fn dot<G: Parameters>(a: &G, b: &G) -> f64 {
    let pairs = a.as_slice().iter().zip(b.as_slice());
    pairs.map(|(a, b)| a.to_f64() * b.to_f64()).sum()
}

/// to ← to + factor · what
fn add<G: Parameters>(to: &mut G, factor: f64, what: &G) {
    let factor = G::Scalar::of(factor);
    for (to, &what) in to.as_mut_slice().iter_mut().zip(what.as_slice()) {
        *to += factor * what;
    }
}

/// max |v|
fn largest<G: Parameters>(values: &G) -> f64 {
    let values = values.as_slice().iter();
    values.fold(0.0, |largest, v| v.abs().to_f64().max(largest))
}
