//! Shapes of tensors.

/// Up to four sizes of a tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dims {
    sizes: [u32; 4],
    len: u8,
}

impl Dims {
    /// None: a scalar.
    pub const NONE: Self = Self {
        sizes: [0; 4],
        len: 0,
    };

    /// With one more size; None beyond four, or if it is no `u32`.
    pub const fn with(mut self, size: usize) -> Option<Self> {
        if self.len as usize >= self.sizes.len() || size > u32::MAX as usize {
            return None;
        }
        self.sizes[self.len as usize] = size as u32;
        self.len += 1;
        Some(self)
    }

    /// `[rows, columns]`
    pub const fn matrix(rows: usize, columns: usize) -> Self {
        Self {
            sizes: [rows as u32, columns as u32, 0, 0],
            len: 2,
        }
    }

    /// `[len]`
    pub const fn vector(len: usize) -> Self {
        Self {
            sizes: [len as u32, 0, 0, 0],
            len: 1,
        }
    }

    /// The sizes.
    pub const fn sizes(&self) -> &[u32] {
        self.sizes.split_at(self.len as usize).0
    }

    /// How many values that are; None if that is no number of this machine.
    pub const fn values(&self) -> Option<usize> {
        let (mut product, mut i) = (1_usize, 0);
        while i < self.len as usize {
            match product.checked_mul(self.sizes[i] as usize) {
                Some(more) => product = more,
                None => return None,
            }
            i += 1;
        }
        Some(product)
    }

    /// Whether they are the same sizes.
    pub const fn is(&self, other: &Self) -> bool {
        let mut i = 0;
        while i < self.len as usize {
            if self.sizes[i] != other.sizes[i] {
                return false;
            }
            i += 1;
        }
        self.len == other.len
    }
}
