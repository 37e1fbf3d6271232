//! The products of samples that lie side by side.

use super::{Guarded, sum};
use crate::kernel::products::Shape;
use crate::kernel::{CHUNK, Level};
use crate::rng::Rng;
use crate::scalar::Scalar;

/// What stands behind the samples counts for nothing, even if it is no number.
#[allow(unsafe_code)]
pub fn products<T: Scalar>(level: Level, shape: Shape, rng: &mut Rng) {
    let Shape {
        inputs,
        outputs,
        samples,
    } = shape;
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
        T::rows_affine_at(level, shape, (w.get(), b.get()), x.get(), z.get_mut());
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
            sum(b[o], terms)
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
