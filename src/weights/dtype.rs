//! The types of numbers in a file.

use crate::text::same;

/// What a tensor's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dtype {
    /// IEEE 754 half precision: 10 bits behind the point, up to 65,504.
    F16,
    /// The upper half of an `f32`: 7 bits behind the point.
    BF16,
    /// `f32`
    F32,
    /// `f64`
    F64,
}

impl Dtype {
    /// What safetensors calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::F16 => "F16",
            Self::BF16 => "BF16",
            Self::F32 => "F32",
            Self::F64 => "F64",
        }
    }

    /// The type of this name; none if no network takes such numbers.
    pub(super) const fn of(name: &[u8]) -> Option<Self> {
        const ALL: [Dtype; 4] = [Dtype::F16, Dtype::BF16, Dtype::F32, Dtype::F64];
        let mut i = 0;
        while i < ALL.len() {
            if same(ALL[i].name().as_bytes(), name) {
                return Some(ALL[i]);
            }
            i += 1;
        }
        None
    }

    /// The one that a network computes in, if its numbers have so many bytes.
    pub(super) const fn of_size(bytes: usize) -> Self {
        if bytes == 4 { Self::F32 } else { Self::F64 }
    }

    /// What a declaration calls it: `weights = "…" as f16`.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::F16 => "f16",
            Self::BF16 => "bf16",
            Self::F32 => "f32",
            Self::F64 => "f64",
        }
    }

    /// How many bytes a number has.
    pub(super) const fn bytes(self) -> usize {
        match self {
            Self::F16 | Self::BF16 => 2,
            Self::F32 => 4,
            Self::F64 => 8,
        }
    }

    pub(super) const fn is(self, other: Self) -> bool {
        self as u8 == other as u8
    }

    /// The bits of number `index` of a tensor's bytes, the least significant byte first.
    pub(super) const fn bits_of(self, bytes: &[u8], index: usize) -> u64 {
        let (mut at, mut bits) = ((index + 1) * self.bytes(), 0);
        while at > index * self.bytes() {
            at -= 1;
            bits = bits << 8 | bytes[at] as u64;
        }
        bits
    }

    /// The number that these bits stand for: exactly, for an `f64` holds them all.
    pub(super) const fn number(self, bits: u64) -> f64 {
        match self {
            Self::F16 => half(bits as u16),
            Self::BF16 => f32::from_bits((bits as u32) << 16) as f64,
            Self::F32 => f32::from_bits(bits as u32) as f64,
            Self::F64 => f64::from_bits(bits),
        }
    }

    /// The bits of a number rounded to this type, which is `F32` or `F64`.
    pub(super) const fn bits(self, number: f64) -> u64 {
        match self {
            Self::F64 => number.to_bits(),
            _ => (number as f32).to_bits() as u64,
        }
    }

    /// How much outputs of this type may differ from a network's own: rounding, some layers of it.
    pub(super) const fn tolerance(self) -> f64 {
        match self {
            Self::F16 => 1e-2,
            Self::BF16 => 5e-2,
            Self::F32 => 1e-5,
            Self::F64 => 1e-12,
        }
    }
}

/// ±m · 2⁻²⁴ below the smallest normal number, ±(1 + m · 2⁻¹⁰) · 2ᵉ⁻¹⁵ from there on.
const fn half(bits: u16) -> f64 {
    const MANTISSA: u16 = 0x3ff;
    let (exponent, mantissa) = (bits >> 10 & 0x1f, (bits & MANTISSA) as f64);
    let size = match exponent {
        0 => mantissa * power(-24),
        0x1f if mantissa == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        _ => (1024.0 + mantissa) * power(exponent as i64 - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// 2ᵉ
const fn power(exponent: i64) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// <https://en.wikipedia.org/wiki/Half-precision_floating-point_format#Half_precision_examples>
    #[test]
    fn halves_are_those_of_the_table() {
        for (bits, number) in [
            (0x0000, 0.0),
            (0x0001, 1.0 / 16_777_216.0),
            (0x03ff, 1023.0 / 16_777_216.0),
            (0x0400, 1.0 / 16_384.0),
            (0x3555, 0.333_251_953_125),
            (0x3bff, 0.999_511_718_75),
            (0x3c00, 1.0),
            (0x3c01, 1.000_976_562_5),
            (0x7bff, 65504.0),
            (0x7c00, f64::INFINITY),
            (0xc000, -2.0),
            (0xfc00, f64::NEG_INFINITY),
        ] {
            assert_eq!(Dtype::F16.number(bits), number, "{bits:#x}");
        }
        assert!(Dtype::F16.number(0x7e00).is_nan());
        assert!(Dtype::F16.number(0x8000).is_sign_negative());
        assert_eq!(Dtype::BF16.number(0x4049), 3.140625);
    }

    #[test]
    fn bytes_are_little_endian() {
        let bytes = [0x00, 0x3c, 0x00, 0xc0];
        assert_eq!(Dtype::F16.bits_of(&bytes, 1), 0xc000);
        assert_eq!(Dtype::F32.bits_of(&bytes, 0), 0xc000_3c00);
    }
}
