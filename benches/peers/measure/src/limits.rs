//! What one core can do at all: multiplications with additions, and bytes loaded from its caches.
//!
//! Everything else is a fraction of one or the other: batches of the first, single samples of the second, for each of
//! their weights is loaded once.

use crate::{Pass, time};
use std::hint::black_box;

/// What a core was seen to do.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The widest vectors it has.
    pub vectors: &'static str,
    /// Multiplications and additions, each counted, in a nanosecond.
    pub gflops: f64,
    load: fn(&[f32]) -> f32,
}

impl Limits {
    /// Measures this processor; nothing if it is one that nobody has written this for.
    pub fn measure() -> Option<Self> {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                return Some(wide::avx512::limits());
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                return Some(wide::avx2::limits());
            }
        }
        None
    }

    /// How many bytes a nanosecond are loaded of as many as these, again and again.
    pub fn bandwidth(&self, bytes: usize) -> f64 {
        // sixty-four more bytes, to begin at a line of the cache
        let memory = vec![1.0_f32; bytes / 4 + 16];
        let start = memory.as_ptr().align_offset(64).min(16);
        let lines = &memory[start..][..bytes / 4];
        let least = least_nanoseconds(|| {
            black_box((self.load)(black_box(lines)));
        });
        bytes as f64 / least
    }
}

/// Does what it holds once a run.
struct Loop<F>(F);

impl<F: FnMut()> Pass for Loop<F> {
    fn run(&mut self) {
        (self.0)();
    }
    fn result(&mut self) -> Vec<f32> {
        Vec::new()
    }
}

/// The best of several: nothing makes a core faster than it is.
fn least_nanoseconds(work: impl FnMut()) -> f64 {
    let mut work = Loop(work);
    (0..5)
        .map(|_| time(&mut work).least)
        .fold(f64::INFINITY, f64::min)
}

#[cfg(target_arch = "x86_64")]
mod wide {
    use super::{Limits, black_box, least_nanoseconds};
    use core::arch::x86_64::*;

    const TURNS: usize = 1000;
    /// Chains of dependent operations: more than latency times throughput, fewer than registers.
    const CHAINS: usize = 12;

    macro_rules! limits {
        ($module:ident $name:literal $features:literal $lanes:literal $set1:ident $fma:ident $load:ident $max:ident $first:ident) => {
            pub mod $module {
                use super::*;

                #[target_feature(enable = $features)]
                fn fma() {
                    let (a, b) = ($set1(black_box(0.999)), $set1(black_box(0.001)));
                    let mut chains = [$set1(1.0); CHAINS];
                    for _ in 0..TURNS {
                        for chain in &mut chains {
                            *chain = $fma(*chain, a, b);
                        }
                    }
                    black_box(chains);
                }

                #[target_feature(enable = $features)]
                fn load(memory: &[f32]) -> f32 {
                    let mut all = [$set1(0.0); 8];
                    for block in memory.as_chunks::<{ 8 * $lanes }>().0 {
                        for (all, vector) in all.iter_mut().zip(block.as_chunks::<$lanes>().0) {
                            // SAFETY: the vector is as many numbers as are loaded.
                            *all = $max(*all, unsafe { $load(vector.as_ptr()) });
                        }
                    }
                    $first(all.into_iter().fold($set1(0.0), |a, b| $max(a, b)))
                }

                /// For processors with these instructions.
                pub fn limits() -> Limits {
                    // SAFETY: `Limits::measure` has asked the processor.
                    let least = least_nanoseconds(|| unsafe { fma() });
                    Limits {
                        vectors: $name,
                        gflops: (2 * $lanes * CHAINS * TURNS) as f64 / least,
                        // SAFETY: as above.
                        load: |memory| unsafe { load(memory) },
                    }
                }
            }
        };
    }
    limits! { avx512 "AVX-512" "avx512f" 16 _mm512_set1_ps _mm512_fmadd_ps _mm512_loadu_ps _mm512_max_ps _mm512_cvtss_f32 }
    limits! { avx2 "AVX2" "avx2,fma" 8 _mm256_set1_ps _mm256_fmadd_ps _mm256_loadu_ps _mm256_max_ps _mm256_cvtss_f32 }
}
