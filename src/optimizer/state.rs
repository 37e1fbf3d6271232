//! What optimisers remember, and the one loop in which they use it.

use super::{Decay, Span};
use crate::flat::{Parameters, Zeroed};
use crate::kernel::{self, Task, Vectors};
use crate::saved::{Reader, Saved, Writer};
use crate::scalar::Scalar;

/// Moving averages, each in the shape of a gradient, how many steps were taken, and what `E` holds
/// beside them.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State<G, const MOMENTS: usize, E = ()> {
    /// The moving averages; which is which, the optimiser says.
    pub moments: [G; MOMENTS],
    /// Steps taken.
    pub steps: u64,
    /// What belongs to no single parameter.
    pub extra: E,
}

// SAFETY: an array of values that are zero bytes, an integer, and a value that is zero bytes.
#[allow(unsafe_code)]
unsafe impl<G: Zeroed, const MOMENTS: usize, E: Zeroed> Zeroed for State<G, MOMENTS, E> {
    const ZERO: Self = Self {
        moments: [G::ZERO; MOMENTS],
        steps: 0,
        extra: E::ZERO,
    };
}

/// What every optimiser's state can tell.
pub trait Remembered: Zeroed + Saved {
    /// Steps begun.
    fn steps(&self) -> u64;
    /// Counts one more.
    fn advance(&mut self);
}

impl<G, const MOMENTS: usize, E> Saved for State<G, MOMENTS, E>
where
    G: Parameters,
    E: Saved,
{
    fn save(&self, to: &mut Writer<'_>) {
        to.u64(self.steps);
        self.extra.save(to);
        for moment in &self.moments {
            to.scalars(moment.as_slice());
        }
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        self.steps = from.u64();
        self.extra.load(from);
        for moment in self.moments_from(0) {
            from.scalars(moment);
        }
    }
}

impl<G, const MOMENTS: usize, E> Remembered for State<G, MOMENTS, E>
where
    G: Parameters,
    E: Zeroed + Saved,
{
    #[inline]
    fn steps(&self) -> u64 {
        self.steps
    }
    #[inline]
    fn advance(&mut self) {
        self.steps = self.steps.saturating_add(1);
    }
}

impl<G: Parameters, const MOMENTS: usize, E> State<G, MOMENTS, E> {
    /// The moving averages of the parameters from `start` on, flat.
    #[inline]
    pub fn moments_from(&mut self, start: usize) -> [&mut [G::Scalar]; MOMENTS] {
        self.moments
            .each_mut()
            .map(|moment| moment.as_mut_slice().get_mut(start..).unwrap_or_default())
    }
}

/// The loop of an optimiser, at the level of the processor.
struct Loop<F>(F);

impl<F: FnOnce()> Task for Loop<F> {
    type Output = ();
    #[inline(always)]
    fn run<S: Vectors>(self, _: S) {
        (self.0)();
    }
}

/// `each` for so many moments. The zipped iterators give `pattern`.
macro_rules! each {
    ($moments:literal: $pattern:pat => $w:ident, $g:ident $(, $moment:ident: $value:ty)*) => {
        impl<T: Scalar, G: Parameters<Scalar = T>, E> State<G, $moments, E> {
            /// Applies a rule to each parameter w of a span, with its slope g, weight decay
            /// included, and its moments.
            #[inline]
            pub fn each(
                &mut self,
                span: Span<'_, T>,
                decay: Decay<T>,
                rule: impl Fn(&mut T, T $(, $value)*),
            ) {
                let [$($moment),*] = self.moments_from(span.start);
                kernel::run(Loop(move || {
                    let pairs = span.parameters.iter_mut().zip(span.gradient);
                    for $pattern in pairs$(.zip($moment))* {
                        let slope = decay.apply($w, *$g);
                        rule($w, slope $(, $moment)*);
                    }
                }));
            }
        }
    };
}
each!(0: (w, g) => w, g);
each!(1: ((w, g), a) => w, g, a: &mut T);
each!(2: (((w, g), a), b) => w, g, a: &mut T, b: &mut T);
each!(3: ((((w, g), a), b), c) => w, g, a: &mut T, b: &mut T, c: &mut T);
