//! How far a function is from its reference, and whether it follows its course.

use crate::double_double::Double;
use crate::levels::Level;
use crate::reference::{Course, Truth};
use std::fmt;

/// `f32` or `f64`, and the type that has the reference for it.
pub trait Number: typed_nn::Scalar + fmt::LowerExp {
    /// What the true values are held in.
    type Truth: Truth;
    /// The bits: equal for equal numbers, NaN aside.
    fn bits(self) -> u64;
    /// |self − truth| in units of the last place of the truth; NaN if only one of them is.
    fn error(self, truth: Self::Truth) -> f64;
}

/// What is known of a function at one level.
#[derive(Clone, Debug)]
pub struct Found<T> {
    pub level: &'static str,
    /// The largest error, in units of the last place of the true value; ∞ where one of the two is
    /// NaN and the other is not.
    pub error: f64,
    /// Where it was found.
    pub at: T,
    /// How often the function falls where it should rise, or the other way round, and where first.
    pub turns: u64,
    pub turn: T,
}

impl<T: Number> Found<T> {
    fn none(level: &'static str) -> Self {
        Self {
            level,
            error: 0.0,
            at: T::ZERO,
            turns: 0,
            turn: T::NAN,
        }
    }
    /// The worse of each.
    pub fn worst(self, other: Self) -> Self {
        let (larger, turned) = (
            if other.error > self.error {
                &other
            } else {
                &self
            },
            if self.turns > 0 { &self } else { &other },
        );
        Self {
            level: self.level,
            error: larger.error,
            at: larger.at,
            turns: self.turns + other.turns,
            turn: turned.turn,
        }
    }
}

/// A function at all levels, to be compared with the truth.
pub struct Measure<T: Number> {
    levels: Vec<Level<T>>,
    course: Course,
    pub found: Vec<Found<T>>,
    values: Vec<T>,
    /// Of the first level, the values and their errors: others have the same bits for most numbers.
    first: Vec<(u64, f64)>,
}

impl<T: Number> Measure<T> {
    pub fn new(levels: Vec<Level<T>>, course: Course) -> Self {
        let found = levels.iter().map(|level| Found::none(level.name)).collect();
        Self {
            levels,
            course,
            found,
            values: Vec::new(),
            first: Vec::new(),
        }
    }

    /// Compares the values at `xs`, which rise from one to the next, with the truth.
    pub fn block(&mut self, xs: &[T], truth: &[T::Truth]) {
        for (which, (level, found)) in self.levels.iter().zip(&mut self.found).enumerate() {
            self.values.clear();
            self.values.extend_from_slice(xs);
            (level.run)(&mut self.values);
            if which == 0 {
                self.first.clear();
                let of = |(y, &truth): (&T, _)| (y.bits(), y.error(truth));
                self.first.extend(self.values.iter().zip(truth).map(of));
            }
            for (i, y) in self.values.iter().enumerate() {
                let (bits, same) = self.first[i];
                let error = if y.bits() == bits {
                    same
                } else {
                    y.error(truth[i])
                };
                if error > found.error {
                    (found.error, found.at) = (error, xs[i]);
                }
            }
            for (x, pair) in xs[1..].iter().zip(self.values.windows(2)) {
                if self.course.is_left_by(pair[0], pair[1]) {
                    if found.turns == 0 {
                        found.turn = *x;
                    }
                    found.turns += 1;
                }
            }
        }
    }
}

macro_rules! numbers {
    ($t:ident, $truth:ident, $mantissa:literal, $bias:literal) => {
        impl Number for $t {
            type Truth = $truth;
            fn bits(self) -> u64 {
                self.to_bits().into()
            }
            fn error(self, truth: $truth) -> f64 {
                let near = f64::from(truth);
                if self.is_nan() || near.is_nan() {
                    return if self.is_nan() == near.is_nan() {
                        0.0
                    } else {
                        f64::INFINITY
                    };
                }
                if self.is_infinite() && near.abs() > f64::from($t::MAX) {
                    return 0.0;
                }
                // the exponent of the truth, not below that of the least normal number
                let exponent = (near.abs().to_bits() >> 52) as i32 - 1023;
                let place = exponent.clamp(1 - $bias, $bias) - $mantissa;
                ($truth::from(f64::from(self)) - truth)
                    .times_power(-place)
                    .abs()
            }
        }
    };
}
numbers!(f32, f64, 23, 127);
numbers!(f64, Double, 52, 1023);
