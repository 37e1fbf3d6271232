use super::exp::power;
use super::pair::product;
use super::polynomial;
use crate::kernel::simd::Simd;
use crate::scalar::Scalar;

/// 1 / (e^(a²/2) Φ(−a)) = √(2π) a + p(a) / q(a) for 0 ≤ a ≤ 14.8 and 38.8, to 2⁻²⁹ and 2⁻⁶⁰. All
/// terms are positive; the quotient falls from 2 to 0.
const P: (&[f32], &[f64]) = (
    &[0.009132308, 0.10898642, 0.6057694, 1.8315713, 2.8998938],
    &[
        2.972854039685323e-07,
        1.0235631297670836e-05,
        0.00017348069223803927,
        0.0018870033099675164,
        0.014511275553512542,
        0.08226657491670433,
        0.3484304300022298,
        1.0926045855018436,
        2.4458860732441905,
        3.577515356068538,
        2.6696797083400687,
    ],
);
const Q: (&[f32], &[f64]) = (
    &[
        0.0036429206,
        0.04349669,
        0.24856941,
        0.82261044,
        1.5761344,
        1.4499469,
    ],
    &[
        1.1859971698873973e-07,
        4.083426091361149e-06,
        6.944598238859359e-05,
        0.0007609722565702153,
        0.00592686729465356,
        0.03430072631684684,
        0.15017165574592836,
        0.4971805563126469,
        1.221889828838494,
        2.13209794694764,
        2.396683227531115,
        1.3348398541700344,
    ],
);

/// erf x = x + x (c₁ + c₃ x² + …) for |x| ≤ 1, to 2⁻²⁹ and 2⁻⁶⁰.
const NEAR: (&[f32], &[f64]) = (
    &[
        7.578781e-05,
        -0.00079183653,
        0.005176442,
        -0.026846334,
        0.112833515,
        -0.37612593,
        0.12837915,
    ],
    &[
        5.675003040142634e-11,
        -1.1192150727808581e-09,
        1.4608679797393214e-08,
        -1.6341917506672567e-07,
        1.646011306975821e-06,
        -1.4925532150178066e-05,
        0.00012055328042601747,
        -0.000854832687923603,
        0.005223977622580406,
        -0.026866170644763727,
        0.11283791670952316,
        -0.37612638903183643,
        0.12837916709551256,
    ],
);

/// erfc x at ¾ in the digits that x ends with, and erfc x − erfc ¾ + (x − ¾)/2 = c₀ + c₁ t + … of t = x − ¾ for
/// ½ ≤ x ≤ 1, to 2⁻³⁰ and 2⁻⁵⁸.
const AT: (f32, f64) = (0.28884438, 0.28884436634648486);
const MIDDLE: (&[f32], &[f64]) = (
    &[
        -0.0023317821,
        -0.017885648,
        0.026874304,
        0.053217106,
        -0.15068701,
        -0.02678835,
        0.4821983,
        -0.14293107,
        -1.0456577e-08,
    ],
    &[
        3.14080676634014e-06,
        -7.0334136116973485e-06,
        -2.210422056269276e-05,
        7.573113328219561e-05,
        0.00010618374293143447,
        -0.0006239828349888027,
        -0.00018603222111122336,
        0.003968260418673024,
        -0.002301788304863039,
        -0.018435235177390766,
        0.0268725095327795,
        0.053242729167722956,
        -0.1506869693426268,
        -0.026788794549800283,
        0.4821983018964055,
        -0.14293106919520732,
        8.536661671841404e-18,
    ],
);

/// erfc x = 1 − erf x = 2/√π · ∫ e^(−t²) dt from x to ∞
#[inline(always)]
pub fn erfc<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    let (one, two) = (s.splat(T::ONE), s.splat(T::of(2.0)));
    let squared = s.mul(x, x);
    let c = polynomial(s, squared, T::series(NEAR.0, NEAR.1));
    // 1 − x with what its rounding loses: alone it would stand still for two numbers
    let rest = s.sub(one, x);
    let lost = s.sub(s.sub(one, rest), x);
    let near = s.add(rest, s.neg_mul_add(x, c, lost));

    // beyond, it is 0; written so that NaN stays
    let size = s.min(s.splat(T::constant(10.5, 28.0)), s.abs(x));
    // From ½ on, the error of x c is not far from what erfc falls by to the next number. The line is exact, and
    // what is added to it so small that its errors are lost: only the last rounding counts.
    let t = s.sub(size, s.splat(T::of(0.75)));
    let line = s.neg_mul_add(t, s.splat(T::of(0.5)), s.splat(T::constant(AT.0, AT.1)));
    let middle = s.add(line, polynomial(s, t, T::series(MIDDLE.0, MIDDLE.1)));

    let a = s.mul(size, s.splat(T::of(core::f64::consts::SQRT_2)));
    // √(2π) a = 2√π x, without the rounding of a
    let line = (s.splat(T::of(3.544_907_701_811_032)), size);
    let tail = tail(s, two, a, line, product(s, size, size));
    let above = s.select(s.less(size, one), middle, tail);
    let far = s.select(s.less(x, s.zero()), s.sub(two, above), above);

    s.select(s.less(size, s.splat(T::of(0.5))), near, far)
}

/// x Φ(x) = max(x, 0) − |x| Φ(−|x|)
#[inline(always)]
pub fn gelu<T: Scalar, S: Simd<T>>(s: S, x: S::V) -> S::V {
    let half = s.splat(T::of(0.5));
    let a = s.min(s.splat(T::constant(14.8, 38.8)), s.abs(x));
    let (square, rest) = product(s, a, a);
    let line = (s.splat(T::of(2.506_628_274_631_000_5)), a);
    let below = tail(s, a, a, line, (s.mul(square, half), s.mul(rest, half)));
    s.sub(s.max(s.zero(), x), below)
}

/// `times` Φ(−a) for a ≥ 0; the product of `line` is √(2π) a, the sum of `exponent` a²/2.
#[inline(always)]
fn tail<T: Scalar, S: Simd<T>>(
    s: S,
    times: S::V,
    a: S::V,
    line: (S::V, S::V),
    exponent: (S::V, S::V),
) -> S::V {
    let (m, n) = power(s, s.neg(exponent.0), s.neg(exponent.1));
    let p = polynomial(s, a, T::series(P.0, P.1));
    let q = polynomial(s, a, T::series(Q.0, Q.1));
    let y = s.quotient(times, s.mul_add(line.0, line.1, s.quotient(p, q)));
    s.scale(s.mul_add(y, m, y), n)
}
