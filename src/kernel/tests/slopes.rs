//! Some columns of ∂L/∂W, as a step on the way back takes them.

use super::guarded::Guarded;
use super::sum;
use crate::kernel::Level;
use crate::kernel::products::Shape;
use crate::rng::Rng;
use crate::scalar::Scalar;

/// The first half of the columns, and the second.
#[allow(unsafe_code)]
pub fn columns<T: Scalar>(level: Level, shape: Shape, rng: &mut Rng) {
    let Shape {
        inputs,
        outputs,
        samples,
    } = shape;
    let x = Guarded::<T>::random(rng, inputs * samples);
    let d = Guarded::<T>::random(rng, outputs * samples);
    let half = inputs / 2;
    for (from, count) in [(0, half), (half, inputs - half)] {
        let mut slopes = Guarded::<T>::random(rng, count * outputs);
        // SAFETY: as long as `shape` says, no more columns than there are; the caller has asked the processor
        unsafe { T::slopes_at(level, shape, d.get(), x.get(), from, slopes.get_mut()) }
        let (x, d) = (x.get(), d.get());
        slopes.check(shape, |at| {
            let (o, i) = (at % outputs, from + at / outputs);
            let terms = (0..samples).map(|s| (d[o + s * outputs], x[i + s * inputs]));
            sum(T::ZERO, terms)
        });
    }
}

#[test]
fn slices_that_do_not_fit_are_left_alone() {
    use crate::kernel::Kernels;
    let shape = Shape {
        inputs: 3,
        outputs: 2,
        samples: 1,
    };
    let (delta, input) = ([1.0_f32, 2.0], [3.0, 4.0, 5.0]);
    let mut slopes = [0.0; 4];
    f32::slopes(shape, &delta, &input, 2, &mut slopes); // one column is left
    f32::slopes(shape, &delta, &input[1..], 0, &mut slopes);
    f32::slopes(shape, &delta[1..], &input, 0, &mut slopes);
    f32::slopes(shape, &delta, &input, 0, &mut slopes[1..]); // no whole columns
    assert_eq!(slopes, [0.0; 4]);
    f32::slopes(shape, &delta, &input, 1, &mut slopes);
    assert_eq!(slopes, [4.0, 8.0, 5.0, 10.0]);
}
