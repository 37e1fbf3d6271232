//! A run of training as bytes.
//!
//! | bytes | |
//! |---|---|
//! | 4 | `TNNc` |
//! | 2 | the format, 1 |
//! | 2 | bytes of a scalar |
//! | 8 | how many bytes there are in all |
//! | 8 | a hash of the network's sizes and activations |
//! | 8 | a hash of the name of what stands beside the parameters |
//! | … | what stands beside them, then the parameters |
//! | 8 | a checksum of all before, FNV-1a |
//!
//! All numbers have their lowest byte first.

mod error;
mod of_trainer;

pub use error::CheckpointError;

use crate::layer::{FNV_OFFSET, fnv};
use crate::network::Network;
use crate::saved::{Reader, Saved, Writer};

const MAGIC: [u8; 4] = *b"TNNc";
const FORMAT: u16 = 1;
/// Before the parameters.
const HEAD: usize = 32;
/// Behind everything.
const CHECKSUM: usize = 8;

/// Writes a network and what belongs to its training, for a loop written by hand; a
/// [`Trainer`](super::Trainer) has [`save`](super::Trainer::save). Returns how many bytes it took,
/// which are the same for all values. `name` says what `rest` is.
///
/// ```
/// use typed_nn::optimizer::{Adam, Optimizer};
/// use typed_nn::train::{CheckpointError, load_checkpoint, save_checkpoint};
/// use typed_nn::{Rng, network};
///
/// network! { struct Net< 2 => tanh 8 => linear 1 > }
/// let (mut net, adam, rng) = (Net::new(1), Adam::default(), Rng::new(7));
/// let state = adam.state(&net);
///
/// let mut bytes = [0; 1000];
/// let mut training = (state, rng);
/// let len = save_checkpoint(&net, "adam and rng", &training, &mut bytes)?;
/// load_checkpoint(&mut net, "adam and rng", &mut training, &bytes[..len])?;
/// # Ok::<(), CheckpointError>(())
/// ```
///
/// # Errors
/// [`CheckpointError::Room`], with the bytes that it takes.
pub fn save_checkpoint<N: Network>(
    net: &N,
    name: &str,
    rest: &impl Saved,
    bytes: &mut [u8],
) -> Result<usize, CheckpointError> {
    write(net, name, &|to| rest.save(to), bytes)
}

/// Takes over what [`save_checkpoint`] wrote. Bytes behind its end do not matter.
///
/// # Errors
/// Every [`CheckpointError`] but `Room` and `OtherSettings`; nothing is changed then.
pub fn load_checkpoint<N: Network>(
    net: &mut N,
    name: &str,
    rest: &mut impl Saved,
    bytes: &[u8],
) -> Result<(), CheckpointError> {
    let mut from = check::<N>(name, &|to| rest.save(to), bytes)?;
    rest.load(&mut from);
    from.scalars(net.as_mut_slice());
    Ok(())
}

/// Writes everything; `rest` is what stands beside the parameters.
fn write<N: Network>(
    net: &N,
    name: &str,
    rest: &dyn Fn(&mut Writer<'_>),
    bytes: &mut [u8],
) -> Result<usize, CheckpointError> {
    let needed = len::<N>(rest);
    let found = bytes.len();
    let room = CheckpointError::Room { needed, found };
    let all = bytes.get_mut(..needed).ok_or(room)?;
    let mut to = Writer::new(all);
    to.bytes(&MAGIC);
    to.bytes(&FORMAT.to_le_bytes());
    to.bytes(&scalar_bytes::<N>().to_le_bytes());
    to.u64(needed as u64);
    to.u64(const { N::SHAPE.topology() });
    to.u64(fnv(FNV_OFFSET, name.as_bytes()));
    rest(&mut to);
    to.scalars(net.as_slice());
    if let Some((before, checksum)) = all.split_at_mut_checked(needed - CHECKSUM) {
        Writer::new(checksum).u64(fnv(FNV_OFFSET, before));
    }
    Ok(needed)
}

/// Looks at everything; the reader stands before what `rest` writes.
fn check<'b, N: Network>(
    name: &str,
    rest: &dyn Fn(&mut Writer<'_>),
    bytes: &'b [u8],
) -> Result<Reader<'b>, CheckpointError> {
    let mut from = Reader::new(bytes);
    if from.bytes() != MAGIC {
        return Err(CheckpointError::NotACheckpoint);
    }
    let found = bytes.len();
    let least = HEAD + CHECKSUM;
    if found < least {
        let needed = least;
        return Err(CheckpointError::Truncated { needed, found });
    }
    let format = u16::from_le_bytes(from.bytes());
    if format != FORMAT {
        let (found, needed) = (format, FORMAT);
        return Err(CheckpointError::Version { found, needed });
    }
    let scalar = u16::from_le_bytes(from.bytes());
    let needed = usize::try_from(from.u64()).unwrap_or(usize::MAX);
    let truncated = CheckpointError::Truncated { needed, found };
    let all = bytes.get(..needed).ok_or(truncated)?;
    let end = needed.saturating_sub(CHECKSUM);
    let (before, checksum) = all.split_at_checked(end).ok_or(CheckpointError::Checksum)?;
    if fnv(FNV_OFFSET, before) != Reader::new(checksum).u64() {
        return Err(CheckpointError::Checksum);
    }
    if scalar != scalar_bytes::<N>() || from.u64() != const { N::SHAPE.topology() } {
        return Err(CheckpointError::OtherNetwork);
    }
    if from.u64() != fnv(FNV_OFFSET, name.as_bytes()) || needed != len::<N>(rest) {
        return Err(CheckpointError::OtherState);
    }
    Ok(from)
}

/// How many bytes it takes.
fn len<N: Network>(rest: &dyn Fn(&mut Writer<'_>)) -> usize {
    let mut counted = Writer::new(&mut []);
    rest(&mut counted);
    HEAD + N::PARAMS * usize::from(scalar_bytes::<N>()) + counted.written() + CHECKSUM
}

fn scalar_bytes<N: Network>() -> u16 {
    size_of::<N::Scalar>() as u16
}
