//! The flat view: parameters as one slice, arrays as vectors, zeroed values made in place.
//!
//! The only `unsafe` outside the kernels stands here.
#![allow(unsafe_code)]

use crate::part::{Kind, Part};
use crate::scalar::Scalar;
use crate::values::{Values, ValuesMut};
use core::mem::MaybeUninit;
use core::{ptr, slice};
use nalgebra::SVector;

/// A value that consists of `PARAMS` scalars and nothing else: a network, a gradient, a moment.
///
/// # Safety
/// `Self` is `#[repr(C)]`, every field is a [`Scalar`] of the one type, or an array, a matrix or a
/// `Parameters` of them, and there is no padding: `size_of::<Self>()` is `PARAMS` scalars.
pub unsafe trait Parameters: Zeroed {
    /// `f32` or `f64`.
    type Scalar: Scalar;
    /// How many scalars there are.
    const PARAMS: usize;

    /// All parameters, layer by layer: the weights column by column, then the biases.
    #[inline]
    fn as_slice(&self) -> &[Self::Scalar] {
        const { assert!(size_of::<Self>() == Self::PARAMS * size_of::<Self::Scalar>()) }
        // SAFETY: `Self` is `PARAMS` scalars without padding (the trait's contract, and checked)
        unsafe { slice::from_raw_parts((&raw const *self).cast(), Self::PARAMS) }
    }

    /// All parameters, to be changed. The order is that of [`as_slice`](Self::as_slice).
    #[inline]
    fn as_mut_slice(&mut self) -> &mut [Self::Scalar] {
        const { assert!(size_of::<Self>() == Self::PARAMS * size_of::<Self::Scalar>()) }
        // SAFETY: as above, and any bits written through the slice are scalars
        unsafe { slice::from_raw_parts_mut((&raw mut *self).cast(), Self::PARAMS) }
    }

    /// Takes over all of `other`'s parameters, without a copy on the stack.
    #[inline]
    fn copy_from(&mut self, other: &Self) {
        for (to, from) in self.as_mut_slice().iter_mut().zip(other.as_slice()) {
            *to = *from;
        }
    }

    /// Shows the weights and the biases of each layer, in the order of
    /// [`as_slice`](Self::as_slice).
    fn each_part(visit: &mut dyn FnMut(Part)) {
        visit(Part {
            layer: "",
            kind: Kind::Weights,
            len: Self::PARAMS,
        });
    }

    /// Sets every parameter to `value`.
    #[inline]
    fn fill(&mut self, value: Self::Scalar) {
        for parameter in self.as_mut_slice() {
            *parameter = value;
        }
    }
}

/// A type whose zero is made of zero bytes, so that a large one can be made in place.
///
/// # Safety
/// All-zero bytes are the value `ZERO`.
pub unsafe trait Zeroed: Sized {
    /// All numbers zero.
    const ZERO: Self;

    /// [`ZERO`](Self::ZERO) on the heap, without passing over the stack.
    #[cfg(feature = "alloc")]
    fn boxed_zero() -> alloc::boxed::Box<Self> {
        use alloc::alloc::{alloc_zeroed, handle_alloc_error};
        let layout = core::alloc::Layout::new::<Self>();
        if layout.size() == 0 {
            // not `Box::new(ZERO)`: unoptimised code has room for it on the stack in any case
            // SAFETY: a value of size 0 lies anywhere that is aligned.
            return unsafe { alloc::boxed::Box::from_raw(ptr::NonNull::dangling().as_ptr()) };
        }
        // SAFETY: the layout is not of size zero; zeroed memory is a valid `Self` by the trait's
        // contract; the pointer comes from the global allocator with the layout of `Self`.
        unsafe {
            let place = alloc_zeroed(layout).cast::<Self>();
            if place.is_null() {
                handle_alloc_error(layout);
            }
            alloc::boxed::Box::from_raw(place)
        }
    }
}

// SAFETY: an array of values that are zero bytes is zero bytes.
unsafe impl<Z: Zeroed, const N: usize> Zeroed for [Z; N] {
    const ZERO: Self = [Z::ZERO; N];
}

// SAFETY: three values that are zero bytes; what lies between them does not matter.
unsafe impl<A: Zeroed, B: Zeroed, C: Zeroed> Zeroed for (A, B, C) {
    const ZERO: Self = (A::ZERO, B::ZERO, C::ZERO);
}

/// What lies at a multiple of 64 bytes: a file of weights, or a network that answers in nanoseconds.
///
/// A network itself may lie at any multiple of its scalar. Passes are fastest where every vector is a line of the cache, or half
/// of one: through layers whose outputs are a multiple of 16 (`f32`) one sample takes 5 to 40 % less time than at the 16 bytes that
/// an allocator promises (AVX2 5 to 25), a batch of 32 up to 20 (AVX2 nothing). Narrower layers do not gain.
///
/// ```
/// # use typed_nn::{Parameters, Zeroed, network, weights::Aligned};
/// network! { struct Pilot< 13 => tanh 64 => tanh 64 => linear 1 > }
///
/// let pilot = Box::new(Aligned(Pilot::new(1)));
/// assert!(pilot.0.forward([0.5; 13])[0].is_finite());
///
/// let mut large = Aligned::<Pilot>::boxed_zero(); // not over the stack
/// large.0.copy_from(&pilot.0);
/// assert_eq!(large.0.forward([0.5; 13]), pilot.0.forward([0.5; 13]));
/// ```
#[derive(Debug)]
#[repr(C, align(64))]
pub struct Aligned<B: ?Sized>(pub B);

// SAFETY: a value that is zero bytes, with bytes behind it that do not matter.
unsafe impl<B: Zeroed> Zeroed for Aligned<B> {
    const ZERO: Self = Self(B::ZERO);
}

/// The parameters behind the first 64 bytes; none if they are not as many.
pub(crate) const fn view_in<N: Parameters>(image: &Aligned<[u8]>) -> Option<&N> {
    match image.0.split_at_checked(64) {
        Some((_, bytes)) if bytes.len() == size_of::<N>() && align_of::<N>() <= 64 => {
            // SAFETY: there are as many bytes, at a multiple of 64; `N` is scalars without padding, which
            // take any bits.
            Some(unsafe { &*bytes.as_ptr().cast() })
        }
        _ => None,
    }
}

/// The same of bytes that lie anywhere; none if the parameters cannot lie there.
pub(crate) fn view_of<N: Parameters>(bytes: &[u8]) -> Option<&N> {
    let place: *const N = bytes.as_ptr().cast();
    if bytes.len() != size_of::<N>() || !place.is_aligned() {
        return None;
    }
    // SAFETY: as in `view_in`, and `place` is aligned.
    Some(unsafe { &*place })
}

/// Parameters that are not dropped: constants of any type cannot drop it.
pub(crate) struct Undropped<N>(MaybeUninit<N>);

impl<N: Parameters> Undropped<N> {
    /// All parameters zero.
    pub(crate) const fn zero() -> Self {
        Self(MaybeUninit::new(N::ZERO))
    }

    /// The parameters.
    pub(crate) const fn get_mut(&mut self) -> &mut N {
        // SAFETY: `zero`, the only way to make one, puts a value there.
        unsafe { self.0.assume_init_mut() }
    }
}

/// The bits of all parameters, for constants, which cannot call a trait's methods.
pub(crate) const fn words_mut<N: Parameters, W>(of: &mut N) -> &mut [W] {
    assert!(size_of::<W>() == size_of::<N::Scalar>() && align_of::<W>() <= align_of::<N>());
    assert!(size_of::<N>() == N::PARAMS * size_of::<W>());
    // SAFETY: `N` is `PARAMS` scalars without padding (its contract, and checked), `W` an integer of
    // their size: `u32` or `u64`, which take any bits, as scalars do.
    unsafe { slice::from_raw_parts_mut((&raw mut *of).cast(), N::PARAMS) }
}

/// The rows of numbers that have these bits, for constants, which cannot call a trait's methods.
pub(crate) const fn array_of_bits<T: Scalar, const WIDTH: usize, const ROWS: usize>(
    bits: &[[u64; WIDTH]; ROWS],
) -> [[T; WIDTH]; ROWS] {
    let mut rows = MaybeUninit::<[[T; WIDTH]; ROWS]>::uninit();
    let (place, mut i) = (rows.as_mut_ptr().cast::<T>(), 0);
    while i < ROWS * WIDTH {
        let bits = bits[i / WIDTH][i % WIDTH];
        // SAFETY: `i` stays within the arrays, and a scalar of 4 bytes is an `f32`, else an `f64`.
        unsafe {
            match size_of::<T>() {
                4 => place.add(i).cast::<u32>().write(bits as u32),
                _ => place.add(i).cast::<u64>().write(bits),
            }
        }
        i += 1;
    }
    // SAFETY: every number was written once, and scalars take any bits.
    unsafe { rows.assume_init() }
}

/// Copies bytes over `words`, from word `first` on.
pub(crate) const fn copy_bytes<W: Copy>(words: &mut [W], first: usize, bytes: &[u8]) {
    let room = words.split_at_mut(first).1;
    assert!(bytes.len() <= size_of_val(room));
    // SAFETY: the bytes have room there (checked); the one is borrowed as mutable, so they do not
    // overlap; `W` is `u32` or `u64`, which take any bits.
    unsafe {
        let place = room.as_mut_ptr().cast::<u8>();
        ptr::copy_nonoverlapping(bytes.as_ptr(), place, bytes.len());
    }
}

/// A network as one that uses all cores.
#[cfg(feature = "rayon")]
pub(crate) fn transparent_mut<N>(net: &mut N) -> &mut crate::parallel::Parallel<N> {
    // SAFETY: `Parallel` is `repr(transparent)` over the network.
    unsafe { &mut *(&raw mut *net).cast() }
}

/// An array as a column vector.
#[inline]
pub(crate) fn vector<T: Scalar, const N: usize>(array: &[T; N]) -> &SVector<T, N> {
    const { assert!(size_of::<SVector<T, N>>() == size_of::<[T; N]>()) }
    const { assert!(align_of::<SVector<T, N>>() == align_of::<[T; N]>()) }
    // SAFETY: `Matrix` is `repr(C)` around its storage and a marker of size 0, `ArrayStorage` is
    // `repr(transparent)` over `[[T; N]; 1]`: size and alignment are those of `[T; N]` (checked).
    unsafe { &*(&raw const *array).cast() }
}

/// An array as a column vector that can be changed.
#[inline]
pub(crate) fn vector_mut<T: Scalar, const N: usize>(array: &mut [T; N]) -> &mut SVector<T, N> {
    const { assert!(size_of::<SVector<T, N>>() == size_of::<[T; N]>()) }
    const { assert!(align_of::<SVector<T, N>>() == align_of::<[T; N]>()) }
    // SAFETY: as in `vector`, and every value of the one is a value of the other.
    unsafe { &mut *(&raw mut *array).cast() }
}

// SAFETY: a value without bytes.
unsafe impl Zeroed for () {
    const ZERO: Self = ();
}

macro_rules! zeroed {
    ($($t:ty = $zero:literal)*) => {
        // SAFETY: the zero of every number, and `false`, is made of zero bytes.
        $(unsafe impl Zeroed for $t {
            const ZERO: Self = $zero;
        })*
    };
}
zeroed! {
    f32 = 0.0 f64 = 0.0 u8 = 0 u16 = 0 u32 = 0 u64 = 0 usize = 0 i8 = 0 i16 = 0 i32 = 0 i64 = 0
    isize = 0 bool = false
}

/// Samples as vectors one after the other, if that is what they are.
#[inline]
pub(crate) fn vectors<X: Values<T, N>, T: Scalar, const N: usize>(
    samples: &[X],
) -> Option<&[SVector<T, N>]> {
    let start = samples.as_ptr().cast::<SVector<T, N>>();
    let mut each = samples.iter().enumerate();
    let lie_so = size_of::<X>() == size_of::<SVector<T, N>>()
        && each.all(|(i, sample)| ptr::eq(sample.as_vector(), start.wrapping_add(i)));
    // SAFETY: every sample is a vector where it lies, and is borrowed as long as this is
    lie_so.then(|| unsafe { slice::from_raw_parts(start, samples.len()) })
}

/// The same of samples that are to be written.
#[inline]
pub(crate) fn vectors_mut<Y: ValuesMut<T, N>, T: Scalar, const N: usize>(
    samples: &mut [Y],
) -> Option<&mut [SVector<T, N>]> {
    let start = samples.as_ptr().cast::<SVector<T, N>>();
    let mut each = samples.iter_mut().enumerate();
    let lie_so = size_of::<Y>() == size_of::<SVector<T, N>>()
        && each.all(|(i, sample)| ptr::eq(sample.as_mut_vector(), start.wrapping_add(i)));
    // (a pointer from now: that from before ended with the loans to `each`)
    let (place, len) = (samples.as_mut_ptr().cast(), samples.len());
    // SAFETY: every sample is a vector where it lies, and is borrowed as long as this is
    lie_so.then(|| unsafe { slice::from_raw_parts_mut(place, len) })
}

/// The numbers of some vectors, one vector after the other.
#[inline]
pub(crate) fn values<T: Scalar, const N: usize>(vectors: &[SVector<T, N>]) -> &[T] {
    const { assert!(size_of::<SVector<T, N>>() == size_of::<[T; N]>()) }
    // SAFETY: each vector is `[T; N]` (see `vector`), and they lie side by side
    unsafe { slice::from_raw_parts(vectors.as_ptr().cast(), vectors.len() * N) }
}

/// The numbers of some vectors, to be changed.
#[inline]
pub(crate) fn values_mut<T: Scalar, const N: usize>(vectors: &mut [SVector<T, N>]) -> &mut [T] {
    const { assert!(size_of::<SVector<T, N>>() == size_of::<[T; N]>()) }
    // SAFETY: as in `values`
    unsafe { slice::from_raw_parts_mut(vectors.as_mut_ptr().cast(), vectors.len() * N) }
}
