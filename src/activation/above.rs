//! The slope of an activation that is the larger of z and a number: 1 above it, else 0.

use crate::kernel::Work;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// ∂L/∂y becomes ∂L/∂z.
pub struct Chain<'a, T> {
    pub y: &'a [T],
    pub delta: &'a mut [T],
    pub floor: f64,
}

impl<T: Scalar> Work<T> for Chain<'_, T> {
    type Output = ();
    #[inline(always)]
    fn run<S: Simd<T>>(self, s: S) {
        let floor = T::of(self.floor);
        let (one, zero, least) = (s.splat(T::ONE), s.zero(), s.splat(floor));
        let (mut delta, mut y) = (self.delta, self.y);
        // (chunks, zipped, would divide by their size)
        while delta.len() >= S::LANES && y.len() >= S::LANES {
            let slope = s.select(s.less(least, s.read_whole(y)), one, zero);
            s.write_whole(s.mul(s.read_whole(delta), slope), delta);
            delta = delta.get_mut(S::LANES..).unwrap_or_default();
            y = y.get(S::LANES..).unwrap_or_default();
        }
        for (delta, &y) in delta.iter_mut().zip(y) {
            *delta *= if y > floor { T::ONE } else { T::ZERO };
        }
    }
}
