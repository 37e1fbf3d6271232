//! Networks as they lie in memory.

use typed_nn::weights::{self, Aligned, WeightsError, embedded, view};
use typed_nn::{include_weights, network};

network! {
    #[derive(Debug)]
    struct Sequential< 4 => relu 8 => tanh 6 => softmax 3 > weights = "golden/sequential.safetensors"
}
network! { struct InFlash< 4 => relu 8 => tanh 6 => softmax 3 > weights = "golden/sequential.weights" }
network! {
    #[derive(Debug)]
    struct Double: f64 < 4 => relu 8 => tanh 6 => softmax 3 >
}
network! {
    #[derive(Debug)]
    struct Other< 4 => relu 8 => relu 6 => softmax 3 >
}
static EMBEDDED: &Sequential = embedded(include_weights!("golden/sequential.weights"));

/// An image of the network, somewhere in 64 bytes.
fn image() -> Aligned<[u8; 640]> {
    let mut image = Aligned([0; 640]);
    let len = weights::save_image(Sequential::TRAINED, &mut image.0).unwrap();
    assert_eq!(len, weights::image_len::<Sequential>());
    assert_eq!(len, 64 + 4 * Sequential::PARAMS);
    image
}
const LEN: usize = 64 + 4 * Sequential::PARAMS;

/// The file has the layout that the documentation describes, and PyTorch's weights, column by column.
#[test]
fn a_file_is_what_its_format_says() {
    let file = include_bytes!("golden/sequential.weights");
    assert_eq!(
        image().0[..LEN],
        file[..],
        "`weights::write_image` writes it"
    );
    let mut written = vec![];
    weights::write_image(Sequential::TRAINED, &mut written).unwrap();
    assert_eq!(written, file);

    assert_eq!(&file[..16], b"typed-nn\x01\0\0\0\x04\0\0\0");
    assert_eq!(file[24..32], (Sequential::PARAMS as u64).to_le_bytes());
    let safetensors = include_bytes!("golden/sequential.safetensors");
    let header = 8 + u64::from_le_bytes(*safetensors.first_chunk().unwrap()) as usize;
    // `0.bias` and `0.weight` come first in PyTorch's data
    let torch = |at: usize| &safetensors[header + 4 * at..][..4];
    for row in 0..8 {
        for column in 0..4 {
            let place = 64 + 4 * (column * 8 + row);
            assert_eq!(&file[place..place + 4], torch(8 + row * 4 + column));
        }
        assert_eq!(&file[64 + 4 * (32 + row)..][..4], torch(row));
    }
}

#[test]
fn it_is_the_network() {
    assert_eq!(EMBEDDED.as_slice(), Sequential::TRAINED.as_slice());
    assert_eq!(InFlash::TRAINED.as_slice(), Sequential::TRAINED.as_slice());
    assert_eq!(InFlash::self_test(), Ok(()));
    let image = image();
    let net: &Sequential = view(&image.0[..LEN]).unwrap();
    assert_eq!(net.as_slice(), Sequential::TRAINED.as_slice());
    // no copy
    assert_eq!(net.as_slice().as_ptr().cast(), image.0[64..].as_ptr());
}

#[test]
fn what_does_not_fit_is_refused() {
    let error = |bytes: &[u8]| view::<Sequential>(bytes).unwrap_err();
    let mut image = image();
    assert_eq!(error(&[]), WeightsError::NotAnImage);
    assert_eq!(error(b"typed-nn"), WeightsError::NotAnImage);
    let (needed, found) = (LEN as u64, LEN as u64 - 1);
    assert_eq!(
        error(&image.0[..LEN - 1]),
        WeightsError::Truncated { needed, found }
    );
    let (needed, found) = (LEN as u64, LEN as u64 + 1);
    assert_eq!(
        error(&image.0[..LEN + 1]),
        WeightsError::Truncated { needed, found }
    );
    assert_eq!(
        view::<Other>(&image.0[..LEN]).unwrap_err(),
        WeightsError::OtherNetwork
    );
    let text = view::<Double>(&image.0[..LEN]).unwrap_err().to_string();
    assert!(text.starts_with("tensor `parameters` holds F32, the network computes in F64"));

    // every bit counts
    for bit in 0..8 * LEN {
        image.0[bit / 8] ^= 1 << (bit % 8);
        let refused = view::<Sequential>(&image.0[..LEN]).is_err();
        assert_eq!(refused, !(40 * 8..64 * 8).contains(&bit), "bit {bit}");
        image.0[bit / 8] ^= 1 << (bit % 8);
    }
    let mut moved = Aligned([0; 640]);
    moved.0[1..=LEN].copy_from_slice(&image.0[..LEN]);
    assert_eq!(
        error(&moved.0[1..=LEN]),
        WeightsError::Misaligned { align: 4 }
    );
}

#[test]
fn nothing_is_written_where_there_is_no_room() {
    let mut place = [7; LEN - 1];
    let error = weights::save_image(Sequential::TRAINED, &mut place);
    let (needed, found) = (LEN, LEN - 1);
    assert_eq!(error, Err(WeightsError::Room { needed, found }));
    assert_eq!(place, [7; LEN - 1]);
}

#[test]
fn values_that_are_not_finite_are_refused() {
    let mut net = Sequential::new(1);
    net.layer2.bias[0] = f32::NAN;
    let mut image = Aligned([0; 640]);
    let len = weights::save_image(&net, &mut image.0).unwrap();
    let error = view::<Sequential>(&image.0[..len]).unwrap_err();
    assert!(matches!(error, WeightsError::NotFinite(_)));
}
