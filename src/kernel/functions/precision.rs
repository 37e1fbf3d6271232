/// What differs between `f32` and `f64`: the constants.
pub trait Precision: Sized + Copy + 'static {
    /// The one of the two that is of this type.
    fn constant(single: f32, double: f64) -> Self;
    /// The one of the two that is of this type.
    fn series(single: &'static [f32], double: &'static [f64]) -> &'static [Self];
}

impl Precision for f32 {
    #[inline(always)]
    fn constant(single: f32, _: f64) -> f32 {
        single
    }
    #[inline(always)]
    fn series(single: &'static [f32], _: &'static [f64]) -> &'static [f32] {
        single
    }
}

impl Precision for f64 {
    #[inline(always)]
    fn constant(_: f32, double: f64) -> f64 {
        double
    }
    #[inline(always)]
    fn series(_: &'static [f32], double: &'static [f64]) -> &'static [f64] {
        double
    }
}
