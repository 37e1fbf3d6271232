//! The innermost loops of one sample's passes, in plain Rust unless a processor has better than what compilers make of that.

use crate::scalar::Scalar;

/// Eight rows of a column.
pub type Eight<T> = [T; 8];

/// What the passes are made of, for numbers of this type. Every one gives the same bits as the plain Rust here.
pub trait Inner: Sized {
    /// self + a b, the product rounded before it is added.
    #[inline(always)]
    fn plus_product(self, a: Self, b: Self) -> Self
    where
        Self: Scalar,
    {
        self + a * b
    }

    /// z = b + Σᵢ wᵢ xᵢ for 16 outputs from `from` on, added from the first column to the last.
    #[inline(always)]
    fn sixteen<const O: usize>(
        columns: &[[Self; O]],
        bias: &[Self; O],
        x: &[Self],
        from: usize,
        z: &mut [Self; 16],
    ) where
        Self: Scalar,
    {
        super::sixteen(columns, bias, x, from, z);
    }

    /// Σ w d of two columns, each in eight sums by W as it is; then w += d x.
    #[inline(always)]
    fn both_eights(
        [a, b]: [&mut [Eight<Self>]; 2],
        delta: &[Eight<Self>],
        [x, y]: [Self; 2],
    ) -> [Eight<Self>; 2]
    where
        Self: Scalar,
    {
        let mut sums = [[Self::ZERO; 8]; 2];
        let [s, t] = &mut sums;
        for ((a, b), d) in a.iter_mut().zip(b).zip(delta) {
            unrolled!(K in [0 1 2 3 4 5 6 7] {
                let (p, q) = (a[K], b[K]);
                s[K] = s[K].plus_product(p, d[K]);
                t[K] = t[K].plus_product(q, d[K]);
                a[K] = p.plus_product(d[K], x);
                b[K] = q.plus_product(d[K], y);
            });
        }
        sums
    }

    /// Σ w d of two columns, each in eight sums.
    #[inline(always)]
    fn transposed_eights([a, b]: [&[Eight<Self>]; 2], delta: &[Eight<Self>]) -> [Eight<Self>; 2]
    where
        Self: Scalar,
    {
        let mut sums = [[Self::ZERO; 8]; 2];
        let [s, t] = &mut sums;
        for ((a, b), d) in a.iter().zip(b).zip(delta) {
            unrolled!(K in [0 1 2 3 4 5 6 7] {
                s[K] = s[K].plus_product(a[K], d[K]);
                t[K] = t[K].plus_product(b[K], d[K]);
            });
        }
        sums
    }

    /// w += d x of two columns.
    #[inline(always)]
    fn outer_eights([a, b]: [&mut [Eight<Self>]; 2], delta: &[Eight<Self>], [x, y]: [Self; 2])
    where
        Self: Scalar,
    {
        for ((a, b), d) in a.iter_mut().zip(b).zip(delta) {
            unrolled!(K in [0 1 2 3 4 5 6 7] {
                a[K] = a[K].plus_product(d[K], x);
                b[K] = b[K].plus_product(d[K], y);
            });
        }
    }
}

impl Inner for f64 {}

#[cfg(not(all(
    target_arch = "arm",
    target_os = "none",
    any(target_abi = "eabi", target_abi = "eabihf")
)))]
impl Inner for f32 {}

#[cfg(all(target_arch = "arm", target_os = "none", target_abi = "eabi"))]
impl Inner for f32 {
    #[inline(always)]
    fn plus_product(self, a: Self, b: Self) -> Self {
        super::soft::plus_product(self, a, b)
    }
}
