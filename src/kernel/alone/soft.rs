//! sum + a b in integers, for processors without a floating-point unit.
//!
//! A compiler has a function for the product and one for the sum. Here the product goes over unpacked, both are for
//! normal numbers alone, which networks compute in, and multiplications are of 16 bits, as a Cortex-M0 has them; whatever else
//! there is goes to the compiler's functions. Each result is rounded to the nearest, of two to the even one (IEEE 754, 4.3.1).

const SIGN: u32 = 1 << 31;
/// The leading one of a fraction, which is not written.
const ONE: u32 = 1 << 23;

/// sum + a b, the product rounded before it is added.
#[inline(always)]
pub fn plus_product(sum: f32, a: f32, b: f32) -> f32 {
    f32::from_bits(in_bits(sum.to_bits(), a.to_bits(), b.to_bits()))
}

/// The same of the bits: nothing of it is to become a comparison of numbers, which is a function too.
#[inline(never)]
fn in_bits(s: u32, a: u32, b: u32) -> u32 {
    let (of_s, of_a, of_b) = (exponent(s), exponent(a), exponent(b));
    if !(is_normal(of_a) && is_normal(of_b)) {
        // of inputs that relu has made 0 there are many
        let is_zero = a << 1 == 0 && of_b < 255 || b << 1 == 0 && of_a < 255;
        return match is_zero && (is_normal(of_s) || s == 0) {
            true => s,
            false => by_compiler(s, a, b),
        };
    }
    let (high, low) = product(fraction(a), fraction(b));
    // fractions are from 1 to 2, their product is from 1 to 4
    let (high, low, carry) = match high >= ONE {
        true => (high, low, 1),
        false => (high << 1 | low >> 31, low << 1, 0),
    };
    let power = (of_a + of_b + carry).wrapping_sub(127);
    let Some(p) = rounded(power, high, low) else {
        return by_compiler(s, a, b);
    };
    if !is_normal(of_s) {
        // a sum that begins with 0
        return match s << 1 == 0 {
            true => p | (a ^ b) & SIGN,
            false => by_compiler(s, a, b),
        };
    }

    let opposite = (s ^ a ^ b) & SIGN != 0;
    let magnitude = s & !SIGN;
    let (large, small, sign) = match magnitude >= p {
        true => (magnitude, p, s & SIGN),
        false => (p, magnitude, (a ^ b) & SIGN),
    };
    let distance = exponent(large) - exponent(small);
    if distance > 25 {
        return sign | large;
    }
    // seven bits behind the last, of which the lowest also stands for what is lost
    let (one, other) = (fraction(large) << 7, fraction(small) << 7);
    let other = other >> distance | u32::from(other & ((1 << distance) - 1) != 0);
    let mut power = exponent(large);
    let mut total = one + other;
    if opposite {
        total = one - other;
        if total == 0 {
            return 0;
        }
        while total < ONE << 7 {
            total <<= 1;
            power = power.wrapping_sub(1);
        }
    } else if total >= ONE << 8 {
        total = total >> 1 | total & 1;
        power += 1;
    }
    match rounded(power, total >> 7, total << 25) {
        Some(magnitude) => sign | magnitude,
        None => by_compiler(s, a, b),
    }
}

#[cold]
#[inline(never)]
fn by_compiler(s: u32, a: u32, b: u32) -> u32 {
    (f32::from_bits(s) + f32::from_bits(a) * f32::from_bits(b)).to_bits()
}

/// The product of two fractions: its upper 24 bits, and its lower 24 at the top of a word.
#[inline(always)]
fn product(a: u32, b: u32) -> (u32, u32) {
    const HALF: u32 = (1 << 12) - 1;
    let ((a_high, a_low), (b_high, b_low)) = ((a >> 12, a & HALF), (b >> 12, b & HALF));
    let middle = a_high * b_low + a_low * b_high;
    let low = a_low * b_low + ((middle & HALF) << 12);
    (a_high * b_high + (middle >> 12) + (low >> 24), low << 8)
}

/// The exponent as it is written, without the sign.
#[inline(always)]
fn exponent(bits: u32) -> u32 {
    bits << 1 >> 24
}

/// The digits with the one before the point.
#[inline(always)]
fn fraction(bits: u32) -> u32 {
    bits & (ONE - 1) | ONE
}

/// Neither 0 nor below the normal numbers, infinite or NaN.
#[inline(always)]
fn is_normal(exponent: u32) -> bool {
    exponent.wrapping_sub(1) < 254
}

/// The number of this exponent and the fraction `high`, rounded by what stands behind it, of which `low` is the top.
/// None if it need not be normal: rounding may make it a power of two larger.
#[inline(always)]
fn rounded(exponent: u32, high: u32, low: u32) -> Option<u32> {
    let up = low.wrapping_add(high & 1) > 1 << 31;
    let below = exponent.wrapping_sub(1);
    (below < 253).then(|| (below << 23) + high + u32::from(up))
}

#[cfg(test)]
mod tests {
    use super::plus_product;
    use crate::rng::Rng;

    #[track_caller]
    fn is_as_the_processor_says(sum: f32, a: f32, b: f32) {
        let (ours, right) = (plus_product(sum, a, b), sum + a * b);
        assert!(
            ours.to_bits() == right.to_bits() || ours.is_nan() && right.is_nan(),
            "{sum:e} + {a:e} · {b:e} = {right:e}, not {ours:e}"
        );
    }

    const EDGES: [f32; 18] = [
        0.0,
        1e-45,
        5.877_472e-39,   // half of the least normal number
        1.175_494_2e-38, // the greatest below the normal ones
        f32::MIN_POSITIVE,
        1.084_202_2e-19, // its root
        5.960_464_5e-8,
        0.333_333_34,
        0.999_999_94,
        1.0,
        1.000_000_1,
        1.999_999_9,
        16_777_215.0,
        1.844_674_3e19,
        1.701_411_8e38,
        f32::MAX,
        f32::INFINITY,
        f32::NAN,
    ];

    #[test]
    fn edges() {
        let edges = EDGES.iter().flat_map(|&x| [x, -x]);
        for a in edges.clone() {
            for b in edges.clone() {
                for sum in edges.clone() {
                    is_as_the_processor_says(sum, a, b);
                }
                // where nothing or little is left
                for by in [0, 1, 2, 255] {
                    let product = a * b;
                    for sum in [
                        product.to_bits().wrapping_add(by),
                        product.to_bits().wrapping_sub(by),
                    ] {
                        is_as_the_processor_says(-f32::from_bits(sum), a, b);
                    }
                }
            }
        }
    }

    /// All bits, numbers near each other, and those that a sum nearly takes away.
    #[test]
    fn random_bits() {
        let mut rng = Rng::new(1);
        let mut bits = || rng.next_u32();
        for _ in 0..1_000_000 {
            let [s, a, b] = [bits(), bits(), bits()].map(f32::from_bits);
            is_as_the_processor_says(s, a, b);
            let near = |bits: u32| f32::from_bits(bits & 0x87FF_FFFF | 0x3800_0000);
            let [s, a, b] = [s, a, b].map(|x| near(x.to_bits()));
            is_as_the_processor_says(s, a, b);
            let product = (a * b).to_bits();
            is_as_the_processor_says(-f32::from_bits(product ^ bits() >> 24), a, b);
            // ties: few digits
            let short = |x: f32| f32::from_bits(x.to_bits() & 0xFFFF_F000);
            is_as_the_processor_says(short(s), short(a), short(b));
        }
    }
}
