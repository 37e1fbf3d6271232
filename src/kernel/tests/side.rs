//! The products of samples that lie side by side.

use super::{Guarded, floor_of, near, sum};
use crate::kernel::products::Shape;
use crate::kernel::task::run_at;
use crate::kernel::{Block, CHUNK, Layout, Level, Rows, SideAt, Task, Vectors};
use crate::rng::Rng;
use crate::scalar::Scalar;
use core::array;
use core::marker::PhantomData;
use nalgebra::{SMatrix, SVector};

/// What stands behind the samples counts for nothing, even if it is no number.
#[allow(unsafe_code)]
pub fn products<T: Scalar>(level: Level, shape: Shape, rng: &mut Rng) {
    let Shape {
        inputs,
        outputs,
        samples,
    } = shape;
    let floor = floor_of(rng);
    let mut random = |count| Guarded::<T>::random(rng, count);
    let (w, b) = (random(inputs * outputs), random(outputs));
    let (mut x, mut d) = (random(inputs * CHUNK), random(outputs * CHUNK));
    for row in x
        .get_mut()
        .chunks_mut(CHUNK)
        .chain(d.get_mut().chunks_mut(CHUNK))
    {
        row[samples..].fill(T::NAN);
    }
    let (mut dw, mut db) = (random(inputs * outputs), random(outputs));
    let (mut z, mut dx) = (random(outputs * CHUNK), random(inputs * CHUNK));
    let (dw_before, db_before) = (dw.get().to_vec(), db.get().to_vec());
    // SAFETY: as long as `shape` says, in rows; the caller has asked the processor
    unsafe {
        T::rows_affine_at(
            level,
            shape,
            (w.get(), b.get()),
            x.get(),
            z.get_mut(),
            floor,
        );
        T::rows_outer_at(level, shape, d.get(), x.get(), (dw.get_mut(), db.get_mut()));
        T::rows_transposed_at(level, shape, w.get(), d.get(), dx.get_mut());
    }
    let (w, b, x, d) = (w.get(), b.get(), x.get(), d.get());
    z.check_where(
        shape,
        |at| at % CHUNK < samples,
        |at| {
            let (s, o) = (at % CHUNK, at / CHUNK);
            let terms = (0..inputs).map(|i| (w[o + i * outputs], x[s + i * CHUNK]));
            sum(b[o], terms).raised_to(floor)
        },
    );
    dw.check(shape, |at| {
        let (o, i) = (at % outputs, at / outputs);
        let terms = (0..samples).map(|s| (d[s + o * CHUNK], x[s + i * CHUNK]));
        sum(dw_before[at], terms)
    });
    db.check(shape, |o| {
        let terms = (0..samples).map(|s| (d[s + o * CHUNK], T::ONE));
        sum(db_before[o], terms)
    });
    dx.check_where(
        shape,
        |at| at % CHUNK < samples,
        |at| {
            let (s, i) = (at % CHUNK, at / CHUNK);
            let terms = (0..outputs).map(|o| (w[o + i * outputs], d[s + o * CHUNK]));
            sum(T::ZERO, terms)
        },
    );
}

/// Layers of a few weights, whose kernels know their sizes; every number of samples.
struct Few<T>(PhantomData<T>);

impl<T: Scalar> Task for Few<T> {
    type Output = ();
    fn run<S: Vectors>(self, s: S) {
        let mut rng = Rng::new(4);
        few::<T, S, 1, 1>(s, &mut rng);
        few::<T, S, 2, 3>(s, &mut rng);
        few::<T, S, 3, 2>(s, &mut rng);
        few::<T, S, 8, 5>(s, &mut rng);
        few::<T, S, 5, 8>(s, &mut rng);
        few::<T, S, 4, 9>(s, &mut rng);
        few::<T, S, 16, 4>(s, &mut rng);
    }
}

fn few<T: Scalar, S: Vectors, const I: usize, const O: usize>(_: S, rng: &mut Rng) {
    let weights = SMatrix::<T, O, I>::from_fn(|_, _| rng.normal());
    let bias = SVector::<T, O>::from_fn(|_, _| rng.normal());
    for samples in 1..=CHUNK {
        let shape = Shape {
            inputs: I,
            outputs: O,
            samples,
        };
        let floor = floor_of::<T>(rng);
        let x: [SVector<T, I>; CHUNK] = array::from_fn(|_| SVector::from_fn(|_, _| rng.normal()));
        let d: [SVector<T, O>; CHUNK] = array::from_fn(|_| SVector::from_fn(|_, _| rng.normal()));
        let (mut input, mut delta) = (Rows::blank(0), Rows::blank(0));
        input.fill::<SideAt<S>, _>(&x[..samples]);
        delta.fill::<SideAt<S>, _>(&d[..samples]);
        for row in delta.rows_mut() {
            row[samples..].fill(T::ZERO);
        }
        let (mut z, mut below) = (Rows::<T, O>::blank(0), Rows::<T, I>::blank(0));
        assert!(SideAt::<S>::affine_from(
            (&weights, &bias),
            &input,
            &mut z,
            floor
        ));
        SideAt::<S>::transposed(&weights, &delta, &mut below);
        let (mut dw, mut db) = (weights, bias);
        SideAt::<S>::outer(&delta, &input, &mut dw, &mut db);

        assert_eq!((z.count(), below.count()), (samples, samples));
        let mut outputs = [SVector::<T, O>::blank(1); CHUNK];
        z.write_to::<SideAt<S>, _>(&mut outputs);
        for s in 0..samples {
            for o in 0..O {
                let terms = (0..I).map(|i| (weights[(o, i)], x[s][i]));
                near(shape, o, z.get(s)[o], sum(bias[o], terms).raised_to(floor));
                assert_eq!(z.get(s), outputs[s]);
            }
            for i in 0..I {
                let terms = (0..O).map(|o| (weights[(o, i)], d[s][o]));
                near(shape, i, below.get(s)[i], sum(T::ZERO, terms));
            }
        }
        let untouched = SVector::<T, O>::blank(1);
        assert!(outputs[samples..].iter().all(|output| *output == untouched));
        for o in 0..O {
            let terms = (0..samples).map(|s| (d[s][o], T::ONE));
            near(shape, o, db[o], sum(bias[o], terms));
            for i in 0..I {
                let terms = (0..samples).map(|s| (d[s][o], x[s][i]));
                near(shape, i, dw[(o, i)], sum(weights[(o, i)], terms));
            }
        }
    }
}

#[test]
#[allow(unsafe_code)]
fn layers_of_few_weights() {
    for level in Level::ALL.into_iter().filter(|level| level.is_available()) {
        // SAFETY: asked just now
        unsafe {
            run_at(level, Few::<f32>(PhantomData));
            run_at(level, Few::<f64>(PhantomData));
        }
    }
}
