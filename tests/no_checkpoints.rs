//! Bytes that are not a checkpoint of this very training change nothing.

use std::ops::ControlFlow::Continue;
use typed_nn::network;
use typed_nn::optimizer::*;
use typed_nn::schedule::{Plateau, Scheduled};
use typed_nn::train::{CheckpointError, EarlyStopping, Memory, Saved, Settings, Trainer};

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Net: f64< 2 => tanh 5 => softmax 3 >
}

const SETTINGS: fn() -> Settings<f64> = || Settings {
    epochs: 6,
    batch: 4,
    seed: 5,
    ..Settings::default()
};

fn trainer<O: Optimizer<f64>>(optimizer: O) -> Trainer<Net, O, Memory<Net, O>> {
    Trainer::new(optimizer, SETTINGS())
}

type Momentums = Trainer<Net, Momentum<f64>, Memory<Net, Momentum<f64>>>;

/// A trainer after some steps, its network and its checkpoint.
fn written() -> (Momentums, Net, Vec<u8>) {
    let momentum = Momentum::default();
    let (mut trainer, mut net) = (trainer(momentum), Net::new(1));
    let (mut x, mut t) = ([[0.5, -1.0]; 10], [0_u8, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
    trainer
        .fit(&mut net, &mut x, &mut t, |_, _| Continue(()))
        .unwrap();
    let mut bytes = vec![0; 10_000];
    let len = trainer.save(&net, &(), &mut bytes).unwrap();
    bytes.truncate(len);
    (trainer, net, bytes)
}

/// Loading into a fresh trainer; it must stay fresh if that fails.
fn load(bytes: &[u8]) -> Result<(), CheckpointError> {
    let (mut trainer, mut net) = (trainer(Momentum::default()), Net::new(2));
    let state = trainer.state().clone();
    let result = trainer.load(&mut net, &mut (), bytes);
    if result.is_err() {
        assert!(
            net == Net::new(2) && *trainer.state() == state,
            "half applied"
        );
    }
    result
}

/// FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn fnv(bytes: &[u8]) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[test]
fn the_bytes_are_laid_out_as_documented() {
    let (trainer, net, bytes) = written();
    assert_eq!(load(&bytes), Ok(()));
    assert_eq!(&bytes[..8], b"TNNc\x01\x00\x08\x00");
    assert_eq!(bytes[8..16], (bytes.len() as u64).to_le_bytes());
    assert_eq!(bytes[24..32], fnv(b"Momentum").to_le_bytes());
    let (before, checksum) = bytes.split_at(bytes.len() - 8);
    assert_eq!(checksum, fnv(before).to_le_bytes());
    // seed, batch, shuffle, epochs, steps
    let numbers: Vec<_> = before[32..72].chunks(8).map(|n| n[0]).collect();
    assert_eq!(numbers, [5, 4, 1, 6, 18]);
    let scalars = [trainer.state().moments[0].as_slice(), net.as_slice()].concat();
    let expected: Vec<_> = scalars.iter().flat_map(|s| s.to_le_bytes()).collect();
    assert_eq!(before[72..], expected);
    // bytes behind the end do not matter
    assert_eq!(load(&[&bytes[..], &[1, 2, 3]].concat()), Ok(()));
}

#[test]
fn cut_off_or_flipped() {
    let bytes = written().2;
    for len in 0..bytes.len() {
        let error = load(&bytes[..len]).unwrap_err();
        let expected = match len {
            0..4 => CheckpointError::NotACheckpoint,
            4..40 => CheckpointError::Truncated {
                needed: 40,
                found: len,
            },
            _ => CheckpointError::Truncated {
                needed: bytes.len(),
                found: len,
            },
        };
        assert_eq!(error, expected);
    }
    for bit in 0..8 * bytes.len() {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let error = load(&flipped).unwrap_err();
        let is_right = match bit / 8 {
            0..4 => error == CheckpointError::NotACheckpoint,
            4..6 => matches!(error, CheckpointError::Version { needed: 1, .. }),
            8..16 => !matches!(error, CheckpointError::NotACheckpoint),
            _ => error == CheckpointError::Checksum,
        };
        assert!(is_right, "bit {bit}: {error}");
    }
}

/// `bytes` changed, under a checksum that fits.
fn forged(bytes: &[u8], at: usize, value: &[u8]) -> Vec<u8> {
    let mut forged = bytes.to_vec();
    forged[at..at + value.len()].copy_from_slice(value);
    let end = forged.len() - 8;
    let checksum = fnv(&forged[..end]);
    forged[end..].copy_from_slice(&checksum.to_le_bytes());
    forged
}

#[test]
fn of_another_training() {
    use CheckpointError::*;
    let (_, net, bytes) = written();
    let error = load(&forged(&bytes, 4, &[2, 0]));
    assert_eq!(
        error,
        Err(Version {
            found: 2,
            needed: 1
        })
    );
    // a length that is none
    assert!(load(&forged(&bytes, 8, &[0; 8])).is_err());
    assert!(load(&forged(&bytes, 8, &[255; 8])).is_err());
    assert_eq!(load(&[0; 100]), Err(NotACheckpoint));
    assert_eq!(load(&[]), Err(NotACheckpoint));

    // networks of other sizes, activations and scalars
    network! { struct Wider: f64< 2 => tanh 6 => softmax 3 > }
    network! { struct Other: f64< 2 => relu 5 => softmax 3 > }
    network! { struct Single: f32< 2 => tanh 5 => softmax 3 > }
    macro_rules! refused {
        ($net:ty, $error:expr) => {{
            let settings = Settings {
                seed: 5,
                batch: 4,
                ..Settings::default()
            };
            let mut net = <$net>::new(3);
            let mut trainer = Trainer::new(Momentum::default(), settings);
            let result: Result<(), CheckpointError> = $error;
            assert_eq!(trainer.load(&mut net, &mut (), &bytes), result);
            let is_unchanged = net.as_slice() == <$net>::new(3).as_slice();
            assert_eq!(is_unchanged, result.is_err());
        }};
    }
    refused!(Wider, Err(OtherNetwork));
    refused!(Other, Err(OtherNetwork));
    refused!(Single, Err(OtherNetwork));
    refused!(Net, Ok(()));

    // optimisers whose state is as large, and values beside the trainer
    fn refuses<O: Optimizer<f64>>(optimizer: O, beside: &mut impl Saved, bytes: &[u8]) -> bool {
        let mut net = Net::new(3);
        let result = trainer(optimizer).load(&mut net, beside, bytes);
        assert!(result.is_ok() || net == Net::new(3));
        result == Err(OtherState)
    }
    let momentum = Momentum::default();
    assert!(!refuses(momentum, &mut (), &bytes));
    assert!(refuses(Lion::default(), &mut (), &bytes));
    assert!(refuses(Adam::default(), &mut (), &bytes));
    assert!(refuses(
        Averaged {
            optimizer: momentum,
            decay: 0.9
        },
        &mut (),
        &bytes
    ));
    assert!(refuses(momentum, &mut EarlyStopping::<f64>::new(1), &bytes));
    let scheduled = Scheduled {
        optimizer: momentum,
        schedule: &Plateau::new(0.1, 1),
    };
    assert!(refuses(scheduled, &mut (), &bytes));

    // samples in another order
    for settings in [
        Settings {
            seed: 6,
            ..SETTINGS()
        },
        Settings {
            batch: 5,
            ..SETTINGS()
        },
        Settings {
            shuffle: false,
            ..SETTINGS()
        },
    ] {
        let (mut other, mut trainer) = (Net::new(3), Trainer::new(momentum, settings));
        assert_eq!(
            trainer.load(&mut other, &mut (), &bytes),
            Err(OtherSettings)
        );
        assert!(other == Net::new(3) && trainer.state().steps == 0);
    }

    // no room
    let (needed, mut room) = (bytes.len(), vec![7; bytes.len() - 1]);
    let error = written().0.save(&net, &(), &mut room);
    assert_eq!(
        error,
        Err(Room {
            needed,
            found: needed - 1
        })
    );
    assert!(room.iter().all(|&byte| byte == 7));
}
