//! x86-64: SSE2, which every such processor has; AVX2 with FMA (2013); AVX-512 (2017).

mod avx2;
mod avx512;
mod avx512_blocks;
mod part;
mod sse2;
mod transpose;
mod turn;

pub use avx2::Avx2;
pub use avx512::Avx512;
pub use sse2::Sse2;

use crate::kernel::Level;

/// What a processor has whose narrow vectors are meant.
const SSE2: u8 = Level::Sse2 as u8;
/// AVX2 and FMA too.
const AVX2: u8 = Level::Avx2 as u8;
/// AVX-512 too.
const AVX512: u8 = Level::Avx512 as u8;
