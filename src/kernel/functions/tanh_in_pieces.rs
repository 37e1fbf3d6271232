//! tanh for vectors that look numbers up: no exponential, no quotient, half as many instructions.

use super::with_sign;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// tanh x = c₀ + c₁ t + … + c₅ t⁵, t = |x| − m, in pieces with the middle m: four for each power of two from 1/8 on, found by the
/// bits of |x|. For |x| < 1/8, the piece with the number 15, m is 0, and x takes the place of c₀.
///
/// The highest coefficients first, each piece's in the place that bits 21 to 25 of |x| say; numbers 9 to 14 are never asked for.
///
/// It rises: each piece goes through tanh's values at both its ends, c₀'s rounding error being made up for by c₁ and c₂; and within
/// a piece the error of t (c₁ + …) is less than what the next x adds, as |t| is at most an eighth of x, or, in the first, c₁ + …
/// is next to nothing.
#[rustfmt::skip]
const PIECES: [[f32; 32]; 6] = [
    [
        0.00397682, 0.0019148161, 0.00077049155, 0.00029264658, 6.830437e-05, 9.279807e-06, 1.2565421e-06, 1.7006651e-07,
        9.577266e-09, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.12989256,
        0.11195098, 0.102141924, 0.09097738, 0.07874564, 0.059055723, 0.03195448, 0.0059283148, -0.017158741,
        -0.043477513, -0.061568443, -0.06266864, -0.053059816, -0.032038476, -0.009513975, 0.0013949876, 0.004600991,
    ],
    [
        -0.012401554, -0.005159653, -0.0019833045, -0.00074136746, -0.00017396043, -2.359069e-05, -3.1935272e-06, -4.3221291e-07,
        -2.550289e-08, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.000481284,
        0.08862497, 0.105369434, 0.12047191, 0.13374287, 0.14982335, 0.16404396, 0.16991112, 0.16806489,
        0.15321302, 0.11942965, 0.07990527, 0.043379545, 0.0037727172, -0.021052299, -0.025105137, -0.020846365,
    ],
    [
        0.027087752, 0.010546287, 0.0039609973, 0.0014682946, 0.00032844776, 4.4487926e-05, 6.0214707e-06, 8.1493e-07,
        3.992355e-08, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -0.33335486,
        -0.30769083, -0.29554743, -0.281411, -0.26549917, -0.23882847, -0.19938754, -0.15744391, -0.11502019,
        -0.05432675, 0.014386519, 0.06425171, 0.09477674, 0.11097477, 0.099571206, 0.075163916, 0.051801715,
    ],
    [
        -0.04250735, -0.016080853, -0.005977304, -0.0022073346, -0.00049221056, -6.6756096e-05, -8.984617e-06, -1.2840137e-06,
        -2.948878e-08, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.5366805e-07,
        -0.13696836, -0.16529815, -0.19233435, -0.21795103, -0.25347835, -0.29462457, -0.3281017, -0.35361603,
        -0.3773174, -0.384267, -0.36890703, -0.33850244, -0.2792385, -0.19876084, -0.13300672, -0.08566959,
    ],
    [
        0.043464918, 0.016214289, 0.005995716, 0.0022098927, 0.00049352355, 6.680542e-05, 9.041391e-06, 1.223624e-06,
        6.097319e-08, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
        0.9804824, 0.9710312, 0.9598492, 0.94701916, 0.9248902, 0.8905574, 0.85155624, 0.80886596,
        0.7400734, 0.6443386, 0.5498032, 0.461139, 0.34503177, 0.22590497, 0.14373437, 0.08979764,
    ],
    [
        0.9780261, 0.99185973, 0.99699765, 0.99889445, 0.9997532, 0.9999666, 0.99999547, 0.9999994,
        0.99999994, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
        0.1397053, 0.17020231, 0.20037672, 0.2301757, 0.2740616, 0.33082113, 0.38528398, 0.43718877,
        0.50983, 0.59637356, 0.6709671, 0.7340715, 0.8093011, 0.8798267, 0.92534626, 0.95404524,
    ],
];

/// The middle m of each piece.
const MIDDLES: [f32; 32] = [
    2.25, 2.75, 3.25, 3.75, 4.5, 5.5, 6.5, 7.5, 9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.140625,
    0.171875, 0.203125, 0.234375, 0.28125, 0.34375, 0.40625, 0.46875, 0.5625, 0.6875, 0.8125,
    0.9375, 1.125, 1.375, 1.625, 1.875,
];

/// As [`tanh`](super::tanh), for `f32`.
#[inline(always)]
pub fn tanh_in_pieces<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    // from 9.99 on, the result is 1; written so that NaN stays
    let size = s.min(s.splat(T::of(9.99)), s.abs(x));
    let number = s.shift_down::<21>(s.bits(s.max(s.splat(T::of(0.124)), size)));
    let t = s.sub(size, found(s, &MIDDLES, number));

    let [highest, others @ .., lowest] = &PIECES;
    let mut sum = found(s, highest, number);
    for coefficients in others {
        sum = s.mul_add(sum, t, found(s, coefficients, number));
    }
    let is_first = s.less(size, s.splat(T::of(0.125)));
    let lowest = s.select(is_first, size, found(s, lowest, number));
    with_sign(s, s.mul_add(sum, t, lowest), x)
}

/// What stands in a table for these pieces. (There are tables for `f32` only, whose vectors alone look up.)
#[inline(always)]
fn found<T: Scalar, S: Simd<T>>(s: S, table: &'static [f32; 32], number: S::I) -> S::V {
    match T::series(table, &[]).first_chunk() {
        Some(table) => s.look_up(table, number),
        None => s.zero(),
    }
}
