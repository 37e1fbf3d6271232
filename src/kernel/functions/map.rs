use crate::kernel::simd::{Portable, Simd};
use crate::scalar::Scalar;
use core::slice;

/// A function of one number, to be applied to many.
pub trait Function {
    /// f of every lane. To be written `#[inline(always)]`.
    fn at<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V;
}

/// Replaces every value by f of it.
#[inline(always)]
pub fn map<F: Function, T: Scalar, S: Simd<T>>(s: S, values: &mut [T]) {
    if S::LANES == 1 {
        // so plain that the compiler takes several at once
        for value in values {
            s.write_whole(F::at(s, s.splat(*value)), slice::from_mut(value));
        }
        return;
    }
    // two at a time: one waits for the other's results less than for its own
    let mut pairs = values.chunks_exact_mut(2 * S::LANES);
    for pair in &mut pairs {
        let (a, b) = pair.split_at_mut(S::LANES);
        let (x, y) = (F::at(s, s.read_whole(a)), F::at(s, s.read_whole(b)));
        s.write_whole(x, a);
        s.write_whole(y, b);
    }
    for rest in pairs.into_remainder().chunks_mut(S::LANES) {
        if rest.len() <= <S::Half as Simd<T>>::LANES && <S::Half as Simd<T>>::FUSED == S::FUSED {
            few::<F, T, S::Half>(s.half(), rest);
        } else {
            few::<F, T, S>(s, rest);
        }
    }
}

/// The same of no more than a vector.
#[inline(always)]
fn few<F: Function, T: Scalar, S: Simd<T>>(s: S, values: &mut [T]) {
    s.write(F::at(s, s.read(values)), values);
}

/// f of one number, the same bits on every target.
#[inline(always)]
pub fn one<F: Function, T: Scalar>(x: T) -> T
where
    Portable: Simd<T, V = T>,
{
    F::at(Portable, x)
}
