use super::map::{self, Function};
use crate::kernel::Vectors;

/// What differs between `f32` and `f64`: the constants; and what only the type itself can name, its
/// vectors.
pub trait Precision: Sized + Copy + 'static {
    /// The one of the two that is of this type.
    fn constant(single: f32, double: f64) -> Self;
    /// The one of the two that is of this type.
    fn series(single: &'static [f32], double: &'static [f64]) -> &'static [Self];
    /// f(self), the same bits on every target.
    fn at<F: Function>(self) -> Self;
    /// Replaces every value by f of it, with these vectors.
    fn map<F: Function, S: Vectors>(s: S, values: &mut [Self]);
}

macro_rules! precision {
    ($t:ident, $single:ident, $double:ident => $this:ident) => {
        impl Precision for $t {
            #[inline(always)]
            fn constant($single: f32, $double: f64) -> $t {
                $this
            }
            #[inline(always)]
            fn series($single: &'static [f32], $double: &'static [f64]) -> &'static [$t] {
                $this
            }
            #[inline]
            fn at<F: Function>(self) -> $t {
                map::one::<F, $t>(self)
            }
            #[inline(always)]
            fn map<F: Function, S: Vectors>(s: S, values: &mut [$t]) {
                map::map::<F, $t, S>(s, values);
            }
        }
    };
}
precision!(f32, single, _double => single);
precision!(f64, _single, double => double);
