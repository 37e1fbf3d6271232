//! The kernels in plain loops, for sizes that the compiler knows: for one sample (in `alone`), and for layers so
//! small that the register tile does not pay.

use super::alone;
use crate::scalar::Scalar;
use nalgebra::{SMatrix, SVector};

/// zₛ = W xₛ + b for every sample s. Sums start from the bias and run from the first input on.
#[inline]
pub fn affine<T: Scalar, const I: usize, const O: usize>(
    weights: &SMatrix<T, O, I>,
    bias: &SVector<T, O>,
    input: &[SVector<T, I>],
    z: &mut [SVector<T, O>],
) {
    if let ([x], [z]) = (input, &mut *z) {
        affine_alone(weights, bias, x, z);
        return;
    }
    for z in z.iter_mut() {
        *z = *bias;
    }
    let (blocks, rest) = weights.data.0.as_chunks::<BLOCK>();
    for (block, columns) in blocks.iter().enumerate() {
        for (z, x) in z.iter_mut().zip(input) {
            let Some(x) = first(x).as_chunks::<BLOCK>().0.get(block) else {
                continue;
            };
            add_columns(columns, x, first_mut(z));
        }
    }
    for (z, x) in z.iter_mut().zip(input) {
        let x = first(x).iter().skip(blocks.len() * BLOCK);
        for (column, &x) in rest.iter().zip(x) {
            add_columns(&[*column], &[x], first_mut(z));
        }
    }
}

/// z = W x + b of one sample. Where code counts, the pass that this belongs to is still compiled once.
#[inline(always)]
pub fn affine_alone<T: Scalar, const I: usize, const O: usize>(
    weights: &SMatrix<T, O, I>,
    bias: &SVector<T, O>,
    input: &SVector<T, I>,
    z: &mut SVector<T, O>,
) {
    if const { O < 16 } {
        *z = *bias; // all of it, which spares filling it with something before
    }
    alone::affine(&weights.data.0, first(bias), first(input), first_mut(z));
}

/// How many columns are added at once, so that a sample's sums are read and written less often.
const BLOCK: usize = 8;

/// z += Σᵢ wᵢ xᵢ, from the first column to the last.
#[inline]
fn add_columns<T: Scalar, const O: usize, const N: usize>(
    columns: &[[T; O]; N],
    x: &[T; N],
    z: &mut [T; O],
) {
    for (o, z) in z.iter_mut().enumerate() {
        let mut sum = *z;
        for (column, &x) in columns.iter().zip(x) {
            sum += column.get(o).copied().unwrap_or(T::ZERO) * x;
        }
        *z = sum;
    }
}

/// ∂L/∂W += Σₛ δₛ xₛᵀ and ∂L/∂b += Σₛ δₛ, sample after sample.
#[inline]
pub fn outer<T: Scalar, const I: usize, const O: usize>(
    delta: &[SVector<T, O>],
    input: &[SVector<T, I>],
    weights: &mut SMatrix<T, O, I>,
    bias: &mut SVector<T, O>,
) {
    if let ([delta], [x]) = (delta, input) {
        alone::outer(&mut weights.data.0, first(delta), first(x));
        return add(first(delta), bias);
    }
    for (i, column) in weights.data.0.iter_mut().enumerate() {
        for (delta, x) in delta.iter().zip(input) {
            let x = value(x, i);
            for (w, &d) in column.iter_mut().zip(first(delta)) {
                *w += d * x;
            }
        }
    }
    for delta in delta {
        add(first(delta), bias);
    }
}

/// b += δ
#[inline]
fn add<T: Scalar, const O: usize>(delta: &[T; O], bias: &mut SVector<T, O>) {
    for (b, &d) in first_mut(bias).iter_mut().zip(delta) {
        *b += d;
    }
}

/// ∂L/∂xₛ = Wᵀ δₛ for every sample s.
#[inline]
pub fn transposed<T: Scalar, const I: usize, const O: usize>(
    weights: &SMatrix<T, O, I>,
    delta: &[SVector<T, O>],
    input: &mut [SVector<T, I>],
) {
    for (delta, x) in delta.iter().zip(input) {
        alone::transposed(&weights.data.0, first(delta), first_mut(x));
    }
}

/// Wᵀ δ by W as it is, then W += δ xᵀ and b += δ, of one sample.
#[inline]
pub fn both<T: Scalar, const I: usize, const O: usize>(
    (weights, bias): (&mut SMatrix<T, O, I>, &mut SVector<T, O>),
    delta: &SVector<T, O>,
    input: &SVector<T, I>,
    back: &mut SVector<T, I>,
) {
    let (delta, x) = (first(delta), first(input));
    alone::both(&mut weights.data.0, delta, x, first_mut(back));
    add(delta, bias);
}

/// Σ aᵢ bᵢ in eight partial sums, each from its first term on; then pairwise.
#[inline]
pub(super) fn dot<T: Scalar, const N: usize>(a: &[T; N], b: &[T; N]) -> T {
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    let mut sums = [T::ZERO; 8];
    for (a, b) in a.iter().zip(b) {
        for ((sum, &a), &b) in sums.iter_mut().zip(a).zip(b) {
            *sum = sum.plus_product(a, b);
        }
    }
    for ((sum, &a), &b) in sums.iter_mut().zip(a_rest).zip(b_rest) {
        *sum = sum.plus_product(a, b);
    }
    pairwise(sums)
}

/// Eight sums in one.
#[inline]
pub(super) fn pairwise<T: Scalar>([a, b, c, d, e, f, g, h]: [T; 8]) -> T {
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// Value `i` of a vector, which has one; 0 instead of a panic that only some optimisers see through.
#[inline]
fn value<T: Scalar, const N: usize>(vector: &SVector<T, N>, i: usize) -> T {
    first(vector).get(i).copied().unwrap_or(T::ZERO)
}

/// The vector's array: the one column of its storage.
#[inline]
fn first<T, const N: usize>(vector: &SVector<T, N>) -> &[T; N] {
    let [column] = &vector.data.0;
    column
}

/// The vector's array, to be changed.
#[inline]
fn first_mut<T, const N: usize>(vector: &mut SVector<T, N>) -> &mut [T; N] {
    let [column] = &mut vector.data.0;
    column
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    fn largest<const R: usize, const C: usize>(of: SMatrix<f64, R, C>) -> f64 {
        of.iter().fold(0.0, |m, v| v.abs().max(m))
    }

    fn random<const R: usize, const C: usize>(rng: &mut Rng) -> SMatrix<f64, R, C> {
        SMatrix::from_fn(|_, _| rng.normal())
    }

    fn alone_as_among_others<const I: usize, const O: usize>() {
        let mut rng = Rng::new(2);
        let (w, b) = (random::<O, I>(&mut rng), random::<O, 1>(&mut rng));
        let x = [(); 3].map(|()| random::<I, 1>(&mut rng));
        let mut together = [SVector::zeros(); 3];
        affine(&w, &b, &x, &mut together);
        for (x, z) in x.iter().zip(&together) {
            let mut alone = [SVector::zeros()];
            affine(&w, &b, core::slice::from_ref(x), &mut alone);
            assert_eq!(&alone[0], z, "{I} inputs, {O} outputs");
        }
    }

    #[test]
    fn a_sample_gives_the_same_alone_and_among_others() {
        alone_as_among_others::<1, 1>();
        alone_as_among_others::<7, 3>();
        alone_as_among_others::<8, 64>();
        alone_as_among_others::<9, 65>();
        alone_as_among_others::<19, 67>();
    }

    /// Against nalgebra's own products.
    #[test]
    fn products() {
        let mut rng = Rng::new(1);
        let (w, b) = (random::<19, 17>(&mut rng), random::<19, 1>(&mut rng));
        let x = [random::<17, 1>(&mut rng), random::<17, 1>(&mut rng)];
        let mut z = [SVector::zeros(); 2];
        affine(&w, &b, &x, &mut z);
        let d = [random::<19, 1>(&mut rng), random::<19, 1>(&mut rng)];
        let (mut dw, mut db) = (w, b);
        outer(&d, &x, &mut dw, &mut db);
        let mut dx = [SVector::zeros(); 2];
        transposed(&w, &d, &mut dx);
        for s in 0..2 {
            assert!(largest(z[s] - (w * x[s] + b)) < 1e-13);
            assert!(largest(dx[s] - w.transpose() * d[s]) < 1e-13);
        }
        assert!(largest(dw - (w + d[0] * x[0].transpose() + d[1] * x[1].transpose())) < 1e-13);
        assert!(largest(db - (b + d[0] + d[1])) < 1e-13);
    }
}
