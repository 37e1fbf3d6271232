//! Random numbers: small, without allocation, the same on every target.

use crate::saved::{Reader, Saved, Writer};
use crate::scalar::Scalar;

/// xoshiro128++ (Blackman and Vigna, 2019, <https://prng.di.unimi.it/>), seeded through SplitMix64.
///
/// Same seed, same numbers, on every target and in every version of this library.
///
/// ```
/// use typed_nn::Rng;
/// let (mut a, mut b) = (Rng::new(7), Rng::new(7));
/// assert_eq!(a.next_u32(), b.next_u32());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rng {
    state: [u32; 4],
}

impl Rng {
    /// A generator for `seed`. Every seed is good, 0 included.
    pub const fn new(seed: u64) -> Self {
        let (low, mixed) = split_mix(seed);
        let (high, _) = split_mix(mixed);
        Self {
            state: [
                low as u32,
                (low >> 32) as u32,
                high as u32,
                (high >> 32) as u32,
            ],
        }
    }

    /// A seed made of two: streams of their own for the second, whatever the first is.
    pub(crate) const fn mixed(seed: u64, stream: u64) -> u64 {
        split_mix(split_mix(seed).0 ^ stream).0
    }

    /// 32 random bits.
    #[inline]
    pub fn next_u32(&mut self) -> u32 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(7).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 9), d.rotate_left(11)];
        result
    }

    /// Uniform in [0, 1), a multiple of 2⁻²⁴ for `f32`'s sake.
    #[inline]
    pub fn uniform<T: Scalar>(&mut self) -> T {
        T::of(f64::from(self.next_u32() >> 8)) * T::of(1.0 / 16_777_216.0)
    }

    /// Normal with mean 0 and variance 1 (Marsaglia's polar method, SIAM Review 6, 1964).
    pub fn normal<T: Scalar>(&mut self) -> T {
        loop {
            let u = T::of(2.0) * self.uniform::<T>() - T::ONE;
            let v = T::of(2.0) * self.uniform::<T>() - T::ONE;
            let square = u * u + v * v;
            if square > T::ZERO && square < T::ONE {
                return u * (T::of(-2.0) * square.ln() / square).sqrt();
            }
        }
    }

    /// Uniform in 0..bound (Lemire, 2019, without the rejection: the bias is below bound/2³²).
    /// 0 if `bound` is 0.
    #[inline]
    pub fn below(&mut self, bound: usize) -> usize {
        if bound > u32::MAX as usize {
            let wide = (u64::from(self.next_u32()) << 32) | u64::from(self.next_u32());
            return (wide % bound as u64) as usize;
        }
        ((u64::from(self.next_u32()) * bound as u64) >> 32) as usize
    }
}

impl Saved for Rng {
    fn save(&self, to: &mut Writer<'_>) {
        for word in self.state {
            to.u64(word.into());
        }
    }
    fn load(&mut self, from: &mut Reader<'_>) {
        for word in &mut self.state {
            *word = from.u64() as u32;
        }
    }
}

/// One step of SplitMix64: the output and the next state.
const fn split_mix(state: u64) -> (u64, u64) {
    let next = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (next ^ (next >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31), next)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference vector of the `rand_xoshiro` crate's `xoshiro128plusplus` test.
    #[test]
    fn xoshiro_reference() {
        let mut rng = Rng {
            state: [1, 2, 3, 4],
        };
        let expected = [
            641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295,
            495546011, 621204420,
        ];
        for e in expected {
            assert_eq!(rng.next_u32(), e);
        }
    }

    /// The first output of SplitMix64 for seed 1234567 (Rosetta Code, "Pseudo-random numbers/Splitmix64").
    #[test]
    fn split_mix_reference() {
        assert_eq!(split_mix(1234567).0, 6457827717110365317);
    }

    #[test]
    fn moments() {
        let mut rng = Rng::new(3);
        let n = 100_000;
        let (mut mean, mut square) = (0.0, 0.0);
        for _ in 0..n {
            let x: f64 = rng.normal();
            mean += x / f64::from(n);
            square += x * x / f64::from(n);
        }
        assert!(mean.abs() < 0.02, "{mean}");
        assert!((square - 1.0).abs() < 0.02, "{square}");
        assert!((0..1000).all(|_| rng.below(7) < 7));
        assert_eq!(rng.below(0), 0);
    }
}
