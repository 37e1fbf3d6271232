//! The way back of one sample, at any level, for sizes that the compiler may know.
//!
//! W is walked through once, four columns at a time: each meets δ for Wᵀ δ and takes δ xᵀ. Sums over
//! the outputs run by lanes, of which there are always [`PARTS`] with the feature `reproducible`.
//!
//! `I` and `O` are how many inputs and outputs there are, or 0 if the compiler does not know: ways that cannot be taken are not compiled.
#![allow(unsafe_code)]

use super::REPRODUCIBLE;
use super::few_rows;
use super::order::{PARTS, total};
use super::rotated_back;
use super::simd::Simd;
use super::single::{half_lanes, may_be, quarter_lanes};
use super::sparse::may_pay;
use super::tile::load;
use crate::scalar::Scalar;

/// What is done on the way through W.
#[derive(Clone, Copy)]
pub struct Walk<T> {
    pub outputs: usize,
    pub delta: *const T,
    pub weights: *mut T,
    /// x, for W += δ xᵀ.
    pub input: Option<*const T>,
    /// Where Wᵀ δ goes.
    pub back: Option<*mut T>,
}

/// W += δ xᵀ and b += δ; does nothing if the slices do not fit.
#[inline(always)]
pub fn outer<T, S, const I: usize, const O: usize>(
    s: S,
    delta: &[T],
    x: &[T],
    (weights, bias): (&mut [T], &mut [T]),
) where
    T: Scalar,
    S: Simd<T>,
{
    if delta.len().checked_mul(x.len()) != Some(weights.len()) {
        return;
    }
    add(delta, bias);
    if const { may_be(O, 1, 1) }
        && let [delta] = delta
    {
        // W is one row
        if const { S::LANES == 1 } {
            // in chunks "z" would divide by the lanes, which it does not know to be more than 0
            for (w, &x) in weights.iter_mut().zip(x) {
                *w = w.plus_product(*delta, x);
            }
            return;
        }
        let (delta, mut x) = (s.splat(*delta), x);
        for w in weights.chunks_mut(S::LANES) {
            s.write(s.mul_add(delta, s.read(x), s.read(w)), w);
            x = x.get(w.len()..).unwrap_or_default();
        }
        return;
    }
    let through = Walk {
        outputs: delta.len(),
        delta: delta.as_ptr(),
        weights: weights.as_mut_ptr(),
        input: Some(x.as_ptr()),
        back: None,
    };
    // SAFETY: the lengths were looked at
    unsafe { walk::<T, S, I, O>(s, x.len(), through) }
}

/// Wᵀ δ; does nothing if the slices do not fit.
#[inline(always)]
pub fn transposed<T, S, const I: usize, const O: usize>(
    s: S,
    weights: &[T],
    delta: &[T],
    back: &mut [T],
) where
    T: Scalar,
    S: Simd<T>,
{
    if delta.len().checked_mul(back.len()) != Some(weights.len()) {
        return;
    }
    if const { may_be(O, 1, 1) }
        && let [delta] = delta
    {
        if const { S::LANES == 1 } {
            for (&w, back) in weights.iter().zip(back) {
                *back = T::ZERO.plus_product(w, *delta);
            }
            return;
        }
        let (delta, mut w) = (s.splat(*delta), weights);
        for back in back.chunks_mut(S::LANES) {
            // from 0 on, as every sum: −0 becomes 0
            s.write(s.mul_add(s.read(w), delta, s.zero()), back);
            w = w.get(back.len()..).unwrap_or_default();
        }
        return;
    }
    let through = Walk {
        outputs: delta.len(),
        delta: delta.as_ptr(),
        weights: weights.as_ptr().cast_mut(),
        input: None,
        back: Some(back.as_mut_ptr()),
    };
    // SAFETY: the lengths were looked at; without x nothing is written to W
    unsafe { walk::<T, S, I, O>(s, back.len(), through) }
}

/// Wᵀ δ by W as it is, then W += δ xᵀ and b += δ; does nothing if the slices do not fit.
#[inline(always)]
pub fn both<T, S, const I: usize, const O: usize>(
    s: S,
    (weights, bias): (&mut [T], &mut [T]),
    delta: &[T],
    x: &[T],
    back: &mut [T],
) where
    T: Scalar,
    S: Simd<T>,
{
    if x.len() != back.len() || delta.len().checked_mul(x.len()) != Some(weights.len()) {
        return;
    }
    if const { may_be(O, 1, 1) } && delta.len() == 1 {
        transposed::<T, S, I, O>(s, weights, delta, back);
        return outer::<T, S, I, O>(s, delta, x, (weights, bias));
    }
    add(delta, bias);
    let through = Walk {
        outputs: delta.len(),
        delta: delta.as_ptr(),
        weights: weights.as_mut_ptr(),
        input: Some(x.as_ptr()),
        back: Some(back.as_mut_ptr()),
    };
    // SAFETY: the lengths were looked at
    unsafe { walk::<T, S, I, O>(s, x.len(), through) }
}

/// b += δ
#[inline(always)]
fn add<T: Scalar>(delta: &[T], bias: &mut [T]) {
    for (b, &d) in bias.iter_mut().zip(delta) {
        *b += d;
    }
}

/// Through `inputs` columns, with vectors no longer than a column needs.
///
/// # Safety
/// W has so many columns of `outputs` rows, δ `outputs` values, x and Wᵀ δ one for each column.
#[inline(always)]
unsafe fn walk<T, S, const I: usize, const O: usize>(s: S, inputs: usize, through: Walk<T>)
where
    T: Scalar,
    S: Simd<T>,
{
    // SAFETY: as the caller says
    unsafe {
        if const { !REPRODUCIBLE && S::TURNS && may_be(O, 2, 4) }
            && few_rows::can_serve(inputs, through)
        {
            few_rows::walk::<T, S, I>(s, inputs, through);
        } else if const { may_be(O, 2, quarter_lanes::<T, S>()) }
            && through.outputs <= quarter_lanes::<T, S>()
        {
            all::<T, <S::Half as Simd<T>>::Half, I, O>(s.half().half(), inputs, through);
        } else if const { O == 0 || are_halves::<T, S>(O) } && are_halves::<T, S>(through.outputs) {
            all::<T, S::Half, I, O>(s.half(), inputs, through);
        } else if const { O == 0 || !are_halves::<T, S>(O) } {
            let turns = const { !REPRODUCIBLE && (O == 0 || rotated_back::may_pay::<T, S>(I, O)) };
            if !(turns && rotated_back::walk(s, inputs, through)) {
                all::<T, S, I, O>(s, inputs, through);
            }
        }
    }
}

/// Whether columns are no longer than half a vector, or a few vectors and a half: parts of vectors would be read that were not
/// written so, and lie across lines of the cache.
const fn are_halves<T: Scalar, S: Simd<T>>(outputs: usize) -> bool {
    let half = half_lanes::<T, S>();
    outputs <= half || (outputs < 4 * S::LANES && outputs % S::LANES == half)
}

/// With as many vectors of sums for each column as the order of sums asks for.
///
/// # Safety
/// As [`walk`].
#[inline(always)]
pub unsafe fn all<T, S, const I: usize, const O: usize>(s: S, inputs: usize, through: Walk<T>)
where
    T: Scalar,
    S: Simd<T>,
{
    // SAFETY: as the caller says
    unsafe {
        // (each condition is a constant of its own, so that unoptimised code has only what it runs in its frame)
        if const { !REPRODUCIBLE && S::LANES > 1 } {
            in_columns::<T, S, I, O, 1, 4>(s, inputs, through);
        } else if const { S::LANES > PARTS } {
            in_columns::<T, S::Half, I, O, 1, 4>(s.half(), inputs, through);
        } else if const { S::LANES == PARTS } {
            in_columns::<T, S, I, O, 1, 4>(s, inputs, through);
        } else if const { 2 * S::LANES == PARTS } {
            in_columns::<T, S, I, O, 2, 4>(s, inputs, through);
        } else if const { 4 * S::LANES == PARTS } {
            in_columns::<T, S, I, O, 4, 2>(s, inputs, through);
        } else {
            in_columns::<T, S, I, O, PARTS, 1>(s, inputs, through);
        }
    }
}

/// `C` columns at a time, and the rest one by one.
///
/// # Safety
/// As [`walk`].
#[inline(always)]
unsafe fn in_columns<T, S, const I: usize, const O: usize, const V: usize, const C: usize>(
    s: S,
    inputs: usize,
    through: Walk<T>,
) where
    T: Scalar,
    S: Simd<T>,
{
    let mut i = 0;
    // SAFETY: columns below `inputs`
    unsafe {
        while const { may_be(I, C, usize::MAX) } && i + C <= inputs {
            let is_skipped = const { I == 0 || may_pay(I) }
                && may_pay(inputs)
                && are_skipped::<T, C>(i, through);
            if !is_skipped {
                columns::<T, S, O, V, C>(s, i, through);
            }
            i += C;
        }
        while const { I == 0 || !I.is_multiple_of(C) } && i < inputs {
            columns::<T, S, O, V, 1>(s, i, through);
            i += 1;
        }
    }
}

/// Whether `C` columns stay as they are and nothing is asked of them: their inputs are 0. (δ is finite, or
/// training has failed.)
///
/// # Safety
/// As [`walk`]; there are so many columns.
#[inline(always)]
pub unsafe fn are_skipped<T: Scalar, const C: usize>(i: usize, through: Walk<T>) -> bool {
    match (through.input, through.back) {
        (Some(input), None) => {
            // SAFETY: the values i to i + C of x
            let x = unsafe { input.add(i).cast::<[T; C]>().read_unaligned() };
            x == [T::ZERO; C]
        }
        _ => false,
    }
}

/// `C` columns from `i` on, in `V` vectors of sums for each.
///
/// # Safety
/// As [`walk`]; there are so many columns.
#[inline(always)]
unsafe fn columns<T, S, const O: usize, const V: usize, const C: usize>(
    s: S,
    i: usize,
    through: Walk<T>,
) where
    T: Scalar,
    S: Simd<T>,
{
    let mut sums = [[s.zero(); C]; V];
    let mut x = [s.zero(); C];
    let outputs = through.outputs;
    // SAFETY: values i to i + C of x and of Wᵀ δ, columns i to i + C of W, rows o to o + lanes, at most `outputs`
    unsafe {
        if let Some(input) = through.input {
            for (j, x) in x.iter_mut().enumerate() {
                *x = s.splat(*input.add(i + j));
            }
        }
        let mut o = 0;
        while const { may_be(O, V * S::LANES, usize::MAX) } && o + V * S::LANES <= outputs {
            for sums in &mut sums {
                rows::<T, S, C>(s, (i, o), S::LANES, through, &x, sums);
                o += S::LANES;
            }
        }
        if const { O == 0 || !O.is_multiple_of(V * S::LANES) } {
            for sums in &mut sums {
                let lanes = S::LANES.min(outputs - o);
                if lanes > 0 {
                    rows::<T, S, C>(s, (i, o), lanes, through, &x, sums);
                    o += lanes;
                }
            }
        }
        if let Some(back) = through.back {
            let mut of_columns = [s.zero(); C];
            for (j, sum) in of_columns.iter_mut().enumerate() {
                let mut parts = [s.zero(); V];
                for (part, sums) in parts.iter_mut().zip(&sums) {
                    *part = sums.get(j).copied().unwrap_or(*part);
                }
                *sum = total(s, parts);
            }
            if let [a, b, c, d] = of_columns[..] {
                back.add(i)
                    .cast::<[T; 4]>()
                    .write_unaligned(s.sums([a, b, c, d]));
            } else {
                for (j, sum) in of_columns.into_iter().enumerate() {
                    *back.add(i + j) = s.sum(sum);
                }
            }
        }
    }
}

/// `lanes` rows of `C` columns.
///
/// # Safety
/// As [`walk`]; there are such rows and columns.
#[inline(always)]
unsafe fn rows<T: Scalar, S: Simd<T>, const C: usize>(
    s: S,
    (i, o): (usize, usize),
    lanes: usize,
    through: Walk<T>,
    x: &[S::V; C],
    sums: &mut [S::V; C],
) {
    let whole = lanes == S::LANES;
    // SAFETY: as the caller says
    unsafe {
        let d = load::<T, S, false>(s, through.delta.add(o), lanes);
        for (j, (sum, x)) in sums.iter_mut().zip(x).enumerate() {
            let place = through.weights.add((i + j) * through.outputs + o);
            let w = load::<T, S, false>(s, place.cast_const(), lanes);
            if through.back.is_some() {
                *sum = s.mul_add(w, d, *sum);
            }
            if through.input.is_some() {
                let w = s.mul_add(d, *x, w);
                if whole {
                    s.store(place, w);
                } else {
                    s.store_first(place, lanes, w);
                }
            }
        }
    }
}
