use core::fmt;

/// Why bytes are not a checkpoint that can be gone on with. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The bytes do not begin as a checkpoint does.
    NotACheckpoint,
    /// It was written in another format.
    Version {
        /// Its format.
        found: u16,
        /// The one that is read.
        needed: u16,
    },
    /// It is cut off.
    Truncated {
        /// How many bytes there should be.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// Some bytes are not those that were written.
    Checksum,
    /// It is of a network of other sizes, activations or scalars.
    OtherNetwork,
    /// It is of another optimiser or schedule, or of other values beside them.
    OtherState,
    /// It is of a run with another seed, other batches, or another decision to shuffle.
    OtherSettings,
    /// There is not enough room to write to.
    Room {
        /// How many bytes there must be.
        needed: usize,
        /// How many there are.
        found: usize,
    },
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NotACheckpoint => f.write_str("this is not a checkpoint of typed-nn"),
            Self::Version { found, needed } => write!(
                f,
                "the checkpoint is of format {found}; this version reads format {needed}"
            ),
            Self::Truncated { needed, found } => write!(
                f,
                "the checkpoint is cut off: it should have {needed} bytes and has {found}"
            ),
            Self::Checksum => f.write_str("the checkpoint has changed since it was written"),
            Self::OtherNetwork => f.write_str(
                "the checkpoint is of a network of other sizes, activations or scalars",
            ),
            Self::OtherState => f.write_str(
                "the checkpoint is of another optimiser or schedule, or of other values beside them",
            ),
            Self::OtherSettings => f.write_str(
                "the checkpoint is of a run with another seed, other batches or other shuffling",
            ),
            Self::Room { needed, found } => {
                write!(f, "a checkpoint takes {needed} bytes; there is room for {found}")
            }
        }
    }
}

impl core::error::Error for CheckpointError {}
