//! Which tensors a network consists of.

use crate::text::Name;

/// The layers with parameters of a network, or of a stage of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A dense layer: the weights and the bias of W x + b.
    Affine {
        /// Columns of the weights.
        inputs: usize,
        /// Rows of the weights.
        outputs: usize,
    },
    /// A factor and a summand for each value: of `layer_norm()`, and of `standardize`.
    Scale {
        /// How many values there are.
        width: usize,
    },
    /// A `standardize`: mean and standard deviation, a vector each.
    Statistics {
        /// How many values each has.
        width: usize,
    },
    /// No tensors: `dropout(0.2)`, which a file of weights does not know of.
    Nothing,
    /// The stages of a network or a residual block, one after the other.
    Chain(&'static [Step]),
}

/// A stage of a [`Shape::Chain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its field.
    pub name: &'static str,
    /// Its activation as it was declared; nothing for a network or a block.
    pub activation: &'static str,
    /// What it consists of.
    pub shape: Shape,
}

/// One layer with parameters among all of a network's.
#[derive(Clone, Copy)]
pub struct Place {
    /// The fields that lead to it: `layer1`, `encoder.layer2`.
    pub path: Name,
    pub inputs: usize,
    pub outputs: usize,
    /// Whether its first tensor is a vector, not a matrix of one column.
    pub is_vector: bool,
    /// What stands behind its name in those of its two tensors.
    pub tensors: [&'static str; 2],
    /// Which stage of the network it stands in.
    pub stage: usize,
    /// How many parameters lie before it.
    pub offset: usize,
}

impl Place {
    const fn affine(inputs: usize, outputs: usize) -> Self {
        Self {
            path: Name::NONE,
            inputs,
            outputs,
            is_vector: false,
            tensors: [".weight", ".bias"],
            stage: 0,
            offset: 0,
        }
    }

    /// What its two tensors are called within the layer: `weight`, `bias`.
    #[cfg(feature = "serde")]
    pub fn keys(&self) -> [&'static str; 2] {
        self.tensors.map(|ending| ending.trim_start_matches('.'))
    }

    const fn vectors(len: usize) -> Self {
        Self {
            is_vector: true,
            ..Self::affine(1, len)
        }
    }
}

impl Shape {
    /// How many layers with parameters there are.
    pub const fn layers(&self) -> usize {
        match self {
            Self::Affine { .. } | Self::Scale { .. } | Self::Statistics { .. } => 1,
            Self::Nothing => 0,
            Self::Chain(steps) => {
                let (mut count, mut i) = (0, 0);
                while i < steps.len() {
                    count += steps[i].shape.layers();
                    i += 1;
                }
                count
            }
        }
    }

    /// How many parameters there are.
    const fn params(&self) -> usize {
        match self {
            Self::Affine { inputs, outputs } => *inputs * *outputs + *outputs,
            Self::Scale { width } | Self::Statistics { width } => 2 * *width,
            Self::Nothing => 0,
            Self::Chain(steps) => {
                let (mut count, mut i) = (0, 0);
                while i < steps.len() {
                    count += steps[i].shape.params();
                    i += 1;
                }
                count
            }
        }
    }

    /// The layer with parameters of number `index`, counted from 0.
    pub const fn layer(&self, mut index: usize) -> Option<Place> {
        let Self::Chain(steps) = self else {
            return match (self, index) {
                (Self::Affine { inputs, outputs }, 0) => Some(Place::affine(*inputs, *outputs)),
                (Self::Scale { width }, 0) => Some(Place::vectors(*width)),
                (Self::Statistics { width }, 0) => Some(Place {
                    tensors: [".mean", ".std"],
                    ..Place::vectors(*width)
                }),
                _ => None,
            };
        };
        let (mut offset, mut stage) = (0, 0);
        while stage < steps.len() {
            let step = &steps[stage];
            if let Some(layer) = step.shape.layer(index) {
                let path = Name::of(step.name.as_bytes());
                let path = match step.shape {
                    Self::Chain(_) => path.str(".").text(&layer.path),
                    _ => path,
                };
                let offset = offset + layer.offset;
                return Some(Place {
                    path,
                    stage,
                    offset,
                    ..layer
                });
            }
            index -= step.shape.layers();
            offset += step.shape.params();
            stage += 1;
        }
        None
    }

    /// A number that tells networks apart: 64 bits of FNV-1a over sizes and activations. Fields may
    /// be renamed without changing it.
    pub const fn topology(&self) -> u64 {
        self.hash(FNV_OFFSET)
    }

    const fn hash(&self, hash: u64) -> u64 {
        match self {
            Self::Affine { inputs, outputs } => {
                let hash = fnv(hash, &(*inputs as u64).to_le_bytes());
                fnv(hash, &(*outputs as u64).to_le_bytes())
            }
            Self::Scale { width } | Self::Statistics { width } => {
                fnv(fnv(hash, b"scale"), &(*width as u64).to_le_bytes())
            }
            Self::Nothing => hash,
            Self::Chain(steps) => {
                let (mut hash, mut i) = (fnv(hash, b"["), 0);
                while i < steps.len() {
                    if !matches!(steps[i].shape, Self::Nothing) {
                        hash = fnv(steps[i].shape.hash(hash), steps[i].activation.as_bytes());
                    }
                    i += 1;
                }
                fnv(hash, b"]")
            }
        }
    }
}

/// The hash of no bytes.
pub const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a; in 128 bits, for `wrapping_mul` would be a further call to the interpreter of
/// constants.
pub const fn fnv_step(hash: u64, bits: u64) -> u64 {
    ((hash ^ bits) as u128 * 0x0100_0000_01b3) as u64
}

/// FNV-1a with `bytes` behind what was hashed before: h ← (h ⊕ byte) · 2⁴⁰+2⁸+0xb3.
///
/// Fowler, Noll, Vo: <http://www.isthe.com/chongo/tech/comp/fnv/>.
pub const fn fnv(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut i = 0;
    while i < bytes.len() {
        hash = fnv_step(hash, bytes[i] as u64);
        i += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    const NET: Shape = Shape::Chain(&[
        Step {
            name: "encoder",
            activation: "",
            shape: Shape::Chain(&[
                dense("layer1", "relu", 8, 16),
                dense("layer2", "tanh", 16, 4),
            ]),
        },
        dense("output", "softmax", 4, 3),
    ]);

    const fn dense(
        name: &'static str,
        activation: &'static str,
        inputs: usize,
        outputs: usize,
    ) -> Step {
        Step {
            name,
            activation,
            shape: Shape::Affine { inputs, outputs },
        }
    }

    #[test]
    fn layers_are_found_through_all_levels() {
        assert_eq!(NET.layers(), 3);
        let found: [_; 3] = core::array::from_fn(|index| {
            let layer = NET.layer(index).unwrap();
            (layer.path, layer.stage, layer.offset, layer.outputs)
        });
        let path = |name: &str| Name::of(name.as_bytes());
        assert_eq!(
            found,
            [
                (path("encoder.layer1"), 0, 0, 16),
                (path("encoder.layer2"), 0, 144, 4),
                (path("output"), 1, 212, 3),
            ]
        );
        assert!(NET.layer(3).is_none());
    }

    /// The published test values of FNV-1a.
    #[test]
    fn the_hash_is_fnv() {
        assert_eq!(fnv(FNV_OFFSET, b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv(FNV_OFFSET, b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv(FNV_OFFSET, b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn another_network_has_another_hash() {
        let one = |name, activation, inputs, outputs| {
            let step = dense(name, activation, inputs, outputs);
            let steps: &'static [Step] = alloc_free(step);
            Shape::Chain(steps).topology()
        };
        let hash = one("a", "relu", 2, 3);
        assert_eq!(hash, one("b", "relu", 2, 3));
        assert_ne!(hash, one("a", "tanh", 2, 3));
        assert_ne!(hash, one("a", "relu", 3, 2));
    }

    fn alloc_free(step: Step) -> &'static [Step] {
        extern crate std;
        std::boxed::Box::leak(std::boxed::Box::new([step]))
    }
}
