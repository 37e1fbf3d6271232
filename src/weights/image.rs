//! Parameters as they lie in memory, for networks that are too large to be read from a safetensors
//! file while a program is compiled.
//!
//! A file has 64 bytes before the parameters, numbers with the least significant byte first:
//!
//! | bytes | |
//! |---|---|
//! | 0..8 | `typed-nn` |
//! | 8..12 | 1, the version of this format |
//! | 12..16 | how many bytes a parameter has |
//! | 16..24 | the hash of the topology |
//! | 24..32 | how many parameters there are |
//! | 32..40 | the checksum: FNV-1a over the parameters' bits |
//! | 40..64 | zeros |

use super::WeightsError;
use super::dtype::Dtype;
use super::load::bits;
use super::read::dtype;
use super::write::put;
#[cfg(feature = "std")]
use super::write::write_parts;
use crate::flat::{Aligned, view_in, view_of};
use crate::layer::{FNV_OFFSET, fnv_step};
use crate::network::Network;
use crate::scalar::Scalar;
use crate::text::Label;

/// What an image begins with.
const SIGN: [u8; 8] = *b"typed-nn";
const VERSION: u32 = 1;
/// As many bytes as a network may ask to be aligned to.
const HEADER: usize = 64;

/// The bytes of a file beside the source file, where a network can lie, for [`embedded`].
#[macro_export]
macro_rules! include_weights {
    ($file:expr $(,)?) => {{
        const BYTES: &$crate::weights::Aligned<[$crate::__private::core::primitive::u8]> =
            &$crate::weights::Aligned(*$crate::__private::core::include_bytes!($file));
        BYTES
    }};
}

/// How many bytes an image of a network has.
pub const fn image_len<N: Network>() -> usize {
    HEADER + size_of::<N>()
}

/// Writes a network as an image into `into`; returns how long it is.
///
/// # Errors
/// [`WeightsError::Room`]; `into` is untouched then.
pub fn save_image<N: Network>(net: &N, into: &mut [u8]) -> Result<usize, WeightsError> {
    put(image_len::<N>(), into, |part| each_part(net, part))
}

/// Writes a network as an image, to a file of the operating system for instance.
///
/// # Errors
/// Those of `to`, which may have got a part of the file then.
#[cfg(feature = "std")]
pub fn write_image<N: Network>(net: &N, to: impl std::io::Write) -> std::io::Result<()> {
    write_parts(to, |part| each_part(net, part))
}

/// A network in an image that is part of the program, in a constant: nothing is parsed or copied, and it
/// costs a build nothing.
///
/// That the image is this network's is checked, the values are not: [`view`] looks at them, in a test or at boot.
///
/// ```
/// use typed_nn::weights::{embedded, view};
/// use typed_nn::{include_weights, network};
///
/// network! { pub struct Large< 4 => relu 8 => tanh 6 => softmax 3 > }
/// static LARGE: &Large = embedded(include_weights!("../../tests/golden/sequential.weights"));
///
/// assert!(LARGE.forward([0.5, -1.0, 0.0, 2.0])[0] > 0.0);
/// let bytes = &include_weights!("../../tests/golden/sequential.weights").0;
/// assert!(view::<Large>(bytes).is_ok());
/// ```
///
/// # Panics
/// If it is not: in a constant, that is an error of compilation.
#[track_caller]
pub const fn embedded<N: Network>(image: &'static Aligned<[u8]>) -> &'static N {
    match parameters::<N>(&image.0) {
        Ok(_) => match view_in(image) {
            Some(net) => net,
            None => panic!("this network has to be aligned to more than 64 bytes"),
        },
        Err(error) => panic!("{}", error.text().as_str()),
    }
}

/// The network in the bytes of an image, without a copy: in a partition of a flash memory, for instance.
///
/// # Errors
/// What is wrong with the image; it has to lie at a multiple of the network's alignment.
pub fn view<N: Network>(bytes: &[u8]) -> Result<&N, WeightsError> {
    let align = align_of::<N>();
    let net: &N = view_of(parameters::<N>(bytes)?).ok_or(WeightsError::Misaligned { align })?;
    let mut sum = FNV_OFFSET;
    for value in net.as_slice() {
        sum = fnv_step(sum, bits(*value));
    }
    if sum != number(bytes, 32, 8) {
        return Err(WeightsError::Checksum);
    }
    if !net.as_slice().iter().all(|value| value.is_finite()) {
        return Err(WeightsError::NotFinite(Label::NONE.str("parameters")));
    }
    Ok(net)
}

/// The parameters behind a header that fits the network.
const fn parameters<N: Network>(bytes: &[u8]) -> Result<&[u8], WeightsError> {
    let Some((header, parameters)) = bytes.split_at_checked(HEADER) else {
        return Err(WeightsError::NotAnImage);
    };
    if number(header, 0, 8) != u64::from_le_bytes(SIGN) || number(header, 8, 4) != VERSION as u64 {
        return Err(WeightsError::NotAnImage);
    }
    let (found, own) = (number(header, 12, 4), dtype::<N>());
    if found != own.bytes() as u64 {
        return Err(WeightsError::Type {
            tensor: Label::NONE.str("parameters"),
            found: Label::NONE.str(Dtype::of_size(found as usize).name()),
            needed: own.name(),
        });
    }
    if number(header, 16, 8) != N::SHAPE.topology() || number(header, 24, 8) != N::PARAMS as u64 {
        return Err(WeightsError::OtherNetwork);
    }
    if parameters.len() != size_of::<N>() {
        return Err(WeightsError::Truncated {
            needed: image_len::<N>() as u64,
            found: bytes.len() as u64,
        });
    }
    if cfg!(target_endian = "big") {
        return Err(WeightsError::ByteOrder);
    }
    Ok(parameters)
}

/// The number in some bytes.
const fn number(bytes: &[u8], from: usize, len: usize) -> u64 {
    let (mut at, mut number) = (from + len, 0);
    while at > from {
        at -= 1;
        number = number << 8 | bytes[at] as u64;
    }
    number
}

/// Hands out the bytes of an image, some at a time.
fn each_part<N: Network>(net: &N, part: &mut dyn FnMut(&[u8])) {
    let (mut sum, bytes) = (FNV_OFFSET, dtype::<N>().bytes());
    for &value in net.as_slice() {
        sum = fnv_step(sum, bits(value));
    }
    part(&SIGN);
    part(&VERSION.to_le_bytes());
    part(&(bytes as u32).to_le_bytes());
    for number in [N::SHAPE.topology(), N::PARAMS as u64, sum, 0, 0, 0] {
        part(&number.to_le_bytes());
    }
    for &value in net.as_slice() {
        let (bits, used) = (bits(value).to_le_bytes(), bytes);
        part(bits.split_at(used).0);
    }
}
