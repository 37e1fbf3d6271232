//! Every function at every level that this processor has, over slices.
#![allow(unsafe_code)]

use typed_nn::Scalar;
use typed_nn::kernel::functions;
use typed_nn::kernel::simd::{Portable, Simd};

#[cfg(target_arch = "aarch64")]
use typed_nn::kernel::simd::neon::Neon;
#[cfg(target_arch = "x86_64")]
use typed_nn::kernel::simd::x86::{Avx2, Avx512, Sse2};

/// One function at one level.
pub struct Level<T> {
    /// What the level is called.
    pub name: &'static str,
    /// Replaces numbers by the function's values.
    pub run: fn(&mut [T]),
}

// not a function of a function: only a direct call is sure to be inlined
macro_rules! each {
    ($s:expr, $values:expr, $f:expr) => {{
        let s = $s;
        let lanes = lanes(s, $values);
        let mut pairs = $values.chunks_exact_mut(2 * lanes);
        for values in &mut pairs {
            let (a, b) = values.split_at_mut(lanes);
            let (x, y) = (s.read(a), s.read(b));
            let (x, y) = ($f(s, x), $f(s, y));
            s.write(x, a);
            s.write(y, b);
        }
        for values in pairs.into_remainder().chunks_mut(lanes) {
            s.write($f(s, s.read(values)), values);
        }
    }};
}
fn lanes<T: Scalar, S: Simd<T>>(_: S, _: &[T]) -> usize {
    S::LANES
}

/// `fn $of() -> Vec<Level<$t>>` for a function by its name.
macro_rules! levels {
    ($of:ident $t:ident: $($f:ident)*) => {
        /// The levels of a function, plain Rust first.
        pub fn $of(function: &str) -> Vec<Level<$t>> {
            let mut levels = Vec::new();
            match function {
                $(stringify!($f) => {
                    levels.push(Level { name: "portable", run: |values| {
                        each!(Portable, values, functions::$f::<$t, _>);
                    }});
                    #[cfg(target_arch = "x86_64")]
                    {
                        levels.push(Level { name: "sse2", run: |values| {
                            each!(Sse2::NEW, values, functions::$f::<$t, _>);
                        }});
                        #[target_feature(enable = "avx2,fma")]
                        fn avx2(values: &mut [$t]) {
                            // SAFETY: this function is called only where they are
                            each!(unsafe { Avx2::new() }, values, functions::$f::<$t, _>);
                        }
                        #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
                        fn avx512(values: &mut [$t]) {
                            // SAFETY: this function is called only where they are
                            each!(unsafe { Avx512::new() }, values, functions::$f::<$t, _>);
                        }
                        if has_avx2() {
                            // SAFETY: asked just now
                            levels.push(Level { name: "avx2", run: |v| unsafe { avx2(v) } });
                        }
                        if has_avx512() {
                            // SAFETY: asked just now
                            levels.push(Level { name: "avx512", run: |v| unsafe { avx512(v) } });
                        }
                    }
                    #[cfg(target_arch = "aarch64")]
                    levels.push(Level { name: "neon", run: |values| {
                        // SAFETY: every aarch64 processor with an operating system has it
                        each!(unsafe { Neon::new() }, values, functions::$f::<$t, _>);
                    }});
                })*
                _ => panic!("{function} is none of {NAMES:?}"),
            }
            levels
        }
    };
}

macro_rules! functions {
    ($($f:ident)*) => {
        /// All functions.
        pub const NAMES: &[&str] = &[$(stringify!($f)),*];
        levels!(single f32: $($f)*);
        levels!(double f64: $($f)*);
    };
}
functions!(exp exp_m1 ln ln_1p tanh sigmoid softplus silu mish erfc gelu gelu_tanh);

#[cfg(target_arch = "x86_64")]
fn has_avx2() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")
}
#[cfg(target_arch = "x86_64")]
fn has_avx512() -> bool {
    has_avx2()
        && is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
}
