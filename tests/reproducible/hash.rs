//! FNV-1a of numbers, from the lowest byte to the highest, whatever the order in memory.

pub struct Hash(pub u64);

impl Hash {
    pub const NEW: Self = Self(0xCBF2_9CE4_8422_2325);

    pub fn add<T: Bits>(&mut self, values: &[T]) {
        for value in values {
            for byte in value.bits().to_le_bytes() {
                self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
            }
        }
    }
}

/// `f32` or `f64`.
pub trait Bits: Copy {
    fn bits(self) -> u64;
}
impl Bits for f32 {
    fn bits(self) -> u64 {
        assert!(!self.is_nan(), "the bits of NaN are not promised");
        self.to_bits().into()
    }
}
impl Bits for f64 {
    fn bits(self) -> u64 {
        assert!(!self.is_nan(), "the bits of NaN are not promised");
        self.to_bits()
    }
}
