//! Which instructions the kernels use.

#[cfg(feature = "std")]
use core::sync::atomic::{AtomicU8, Ordering};

/// A set of instructions that the kernels are compiled for.
///
/// With the feature `std` the processor is asked once, at the first pass; without it the set is the
/// best that the compile target promises. With `RUSTFLAGS='--cfg typed_nn_level="portable"'` there is `Portable` alone,
/// and nothing is asked: the same bits on every processor, without `std` too. Else the environment variable `TYPED_NN_LEVEL` (`portable`,
/// `sse2`, `avx2`, `avx512`, `neon`), read at the same time, and [`force`](Self::force) choose
/// another, for tests and measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// Plain Rust, one number at a time, on every target.
    Portable = 1,
    /// x86-64: 128 bits, which every such processor has.
    Sse2 = 2,
    /// x86-64: AVX2 and FMA, 256 bits.
    Avx2 = 3,
    /// x86-64: AVX-512 F, BW, DQ and VL, 512 bits.
    Avx512 = 4,
    /// aarch64: 128 bits.
    Neon = 5,
}

/// What [`Level::current`] has found, or 0.
#[cfg(feature = "std")]
static CURRENT: AtomicU8 = AtomicU8::new(0);

impl Level {
    /// All there are.
    pub const ALL: [Self; 5] = [
        Self::Portable,
        Self::Sse2,
        Self::Avx2,
        Self::Avx512,
        Self::Neon,
    ];

    /// The level that passes run at.
    #[inline]
    pub fn current() -> Self {
        #[cfg(all(feature = "std", not(typed_nn_level = "portable")))]
        return match CURRENT.load(Ordering::Relaxed) {
            1 => Self::Portable,
            2 => Self::Sse2,
            3 => Self::Avx2,
            4 => Self::Avx512,
            5 => Self::Neon,
            _ => Self::find(),
        };
        #[cfg(any(not(feature = "std"), typed_nn_level = "portable"))]
        Self::BEST_KNOWN
    }

    /// Whether this processor, or without `std` the compile target, has its instructions.
    pub fn is_available(self) -> bool {
        if cfg!(typed_nn_level = "portable") {
            return self == Self::Portable;
        }
        match self {
            Self::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Self::Sse2 => true,
            #[cfg(all(target_arch = "x86_64", feature = "std"))]
            Self::Avx2 => {
                std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma")
            }
            #[cfg(all(target_arch = "x86_64", feature = "std"))]
            Self::Avx512 => {
                Self::Avx2.is_available()
                    && std::is_x86_feature_detected!("avx512f")
                    && std::is_x86_feature_detected!("avx512bw")
                    && std::is_x86_feature_detected!("avx512dq")
                    && std::is_x86_feature_detected!("avx512vl")
            }
            #[cfg(all(target_arch = "aarch64", feature = "std"))]
            Self::Neon => std::arch::is_aarch64_feature_detected!("neon"),
            other => other == Self::BEST_KNOWN,
        }
    }

    /// Makes all passes of this process run at this level from now on. Says whether it is available;
    /// if not, nothing changes.
    #[cfg(feature = "std")]
    pub fn force(self) -> bool {
        let available = self.is_available();
        if available {
            CURRENT.store(self as u8, Ordering::Relaxed);
        }
        available
    }

    /// The level by name, as the environment variable has it.
    #[cfg(all(feature = "std", not(typed_nn_level = "portable")))]
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "portable" => Self::Portable,
            "sse2" => Self::Sse2,
            "avx2" => Self::Avx2,
            "avx512" => Self::Avx512,
            "neon" => Self::Neon,
            _ => return None,
        })
    }

    /// Asks the environment and the processor.
    #[cfg(all(feature = "std", not(typed_nn_level = "portable")))]
    #[cold]
    fn find() -> Self {
        let wanted = std::env::var("TYPED_NN_LEVEL").ok();
        let wanted = wanted.and_then(|name| Self::named(&name));
        let best = Self::ALL.into_iter().rfind(|level| level.is_available());
        let level = wanted
            .filter(|level| level.is_available())
            .or(best)
            .unwrap_or(Self::Portable);
        CURRENT.store(level as u8, Ordering::Relaxed);
        level
    }

    /// Whether there is any level with vectors on this kind of processor.
    pub(crate) const HAS_VECTORS: bool = cfg!(all(
        any(target_arch = "x86_64", target_arch = "aarch64"),
        not(typed_nn_level = "portable")
    ));

    /// The best level that the compile target promises.
    const BEST_KNOWN: Self = {
        let avx2 = cfg!(all(target_feature = "avx2", target_feature = "fma"));
        let avx512 = cfg!(all(
            target_feature = "avx512f",
            target_feature = "avx512bw",
            target_feature = "avx512dq",
            target_feature = "avx512vl"
        ));
        if cfg!(typed_nn_level = "portable") {
            Self::Portable
        } else if cfg!(target_arch = "x86_64") {
            match (avx2, avx512) {
                (true, true) => Self::Avx512,
                (true, false) => Self::Avx2,
                _ => Self::Sse2,
            }
        } else if cfg!(all(target_arch = "aarch64", target_feature = "neon")) {
            Self::Neon
        } else {
            Self::Portable
        }
    };
}
