//! Work of the caller's, compiled for each level.
#![allow(unsafe_code)]

use super::level::Level;
#[cfg(target_arch = "aarch64")]
use super::simd::neon::Neon;
#[cfg(target_arch = "x86_64")]
use super::simd::x86::{Avx2, Avx512, Sse2};
use super::simd::{Portable, Simd};
use crate::scalar::Scalar;
use core::marker::PhantomData;

/// Vectors of either scalar.
pub trait Vectors: Simd<f32> + Simd<f64> {}
impl<S: Simd<f32> + Simd<f64>> Vectors for S {}

/// What can run at any level.
pub trait Task {
    /// What it gives.
    type Output;
    /// The work. To be written `#[inline(always)]`, and all that it calls and that counts.
    fn run<S: Vectors>(self, s: S) -> Self::Output;

    /// Runs it at the processor's level: compiled where it stands, or as the library holds it.
    #[inline]
    fn dispatch(self) -> Self::Output
    where
        Self: Sized,
    {
        run_here(self)
    }
}

/// Work on numbers of one kind, at any level: what a [`Task`] does with `T` when it knows no more of it than that.
pub trait Work<T: Scalar> {
    /// What it gives.
    type Output;
    /// The work. To be written `#[inline(always)]`, as a task's.
    fn run<S: Simd<T>>(self, s: S) -> Self::Output;

    /// As [`Task::dispatch`].
    #[inline]
    fn dispatch(self) -> Self::Output
    where
        Self: Sized,
    {
        run_here(Numbers::task(self))
    }
}

/// Work on numbers of `T` as a task.
#[derive(Debug)]
pub struct Numbers<T, W> {
    work: W,
    of: PhantomData<T>,
}

impl<T: Scalar, W: Work<T>> Numbers<T, W> {
    /// The task of doing this work.
    #[inline(always)]
    pub fn task(work: W) -> Self {
        Self {
            work,
            of: PhantomData,
        }
    }
}

impl<T: Scalar, W: Work<T>> Task for Numbers<T, W> {
    type Output = W::Output;
    #[inline(always)]
    fn run<S: Vectors>(self, s: S) -> W::Output {
        T::with(s, self.work)
    }
    #[inline]
    fn dispatch(self) -> W::Output {
        self.work.dispatch()
    }
}

/// Runs the task with the processor's best vectors, or those of the forced level.
#[inline]
pub fn run<K: Task>(task: K) -> K::Output {
    match const { Level::HAS_VECTORS } {
        true => task.dispatch(),
        false => run_here(task),
    }
}

/// The same, compiled where it stands.
#[inline]
pub fn run_here<K: Task>(task: K) -> K::Output {
    // SAFETY: the current level is one that the processor has
    unsafe { run_at(Level::current(), task) }
}

/// Runs the task where multiplying and adding is one instruction; else gives it back.
///
/// For what is compiled anew with every network: it is then compiled for these levels alone. (With one `match` for this and
/// [`run_at`] every task took some instructions more.)
#[inline]
pub fn run_fused<K: Task>(task: K) -> Result<K::Output, K> {
    match Level::current() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the current level is one that the processor has
        Level::Avx512 => Ok(unsafe { avx512(task) }),
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above
        Level::Avx2 => Ok(unsafe { avx2(task) }),
        #[cfg(target_arch = "aarch64")]
        // SAFETY: as above
        Level::Neon => Ok(unsafe { neon(task) }),
        _ => Err(task),
    }
}

/// Runs the task at this level.
///
/// # Safety
/// The processor has it.
#[inline(always)]
pub(super) unsafe fn run_at<K: Task>(level: Level, task: K) -> K::Output {
    match level {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as the caller says
        Level::Avx512 => unsafe { avx512(task) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above
        Level::Avx2 => unsafe { avx2(task) },
        #[cfg(target_arch = "x86_64")]
        Level::Sse2 => sse2(task),
        #[cfg(target_arch = "aarch64")]
        // SAFETY: as above
        Level::Neon => unsafe { neon(task) },
        _ => portable(task),
    }
}

/// (Where there are other levels a call like theirs, so that what asks for the same task twice does not hold it twice.)
#[cfg_attr(any(target_arch = "x86_64", target_arch = "aarch64"), inline(never))]
#[cfg_attr(
    not(any(target_arch = "x86_64", target_arch = "aarch64")),
    inline(always)
)]
fn portable<K: Task>(task: K) -> K::Output {
    task.run(Portable)
}

#[cfg(target_arch = "x86_64")]
#[inline(never)]
fn sse2<K: Task>(task: K) -> K::Output {
    task.run(Sse2::NEW)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn avx512<K: Task>(task: K) -> K::Output {
    // SAFETY: this function is compiled for the instructions, and runs where they are
    task.run(unsafe { Avx512::new() })
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<K: Task>(task: K) -> K::Output {
    // SAFETY: as above
    task.run(unsafe { Avx2::new() })
}

#[cfg(target_arch = "aarch64")]
#[target_feature(enable = "neon")]
fn neon<K: Task>(task: K) -> K::Output {
    // SAFETY: as above
    task.run(unsafe { Neon::new() })
}
