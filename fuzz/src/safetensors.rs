//! Files of weights, read by networks of several kinds.

use nn_formats::safetensors::prepare;
use typed_nn::weights::{
    Dtype, Reading, WeightsError, image_len, load, load_with, save, save_image, saved_len, view,
};
use typed_nn::{Network, Rng, Scalar, network};

network! { struct Xor< 2 => tanh 8 => sigmoid 1 > }
network! { struct Double: f64 < 1 => tanh 2 => linear 1 > }
network! { struct Encoder< 2 => tanh 2 > }
network! {
    struct Staged< 2 => standardize => head: relu 2 => layer_norm() => dropout(0.1) => Encoder => linear 1 >
}
network! { struct Named< 2 => relu 2 => tanh 2 => linear 1 > }

/// Loads the bytes into each of the networks, as a file and as an image.
pub fn safetensors(bytes: &[u8]) {
    load_into::<Xor>(bytes, &Reading::PLAIN);
    load_into::<Double>(bytes, &Reading::PLAIN);
    load_into::<Staged>(bytes, &Reading::PLAIN);
    let names = &["embed", "core", "head"];
    load_into::<Named>(
        bytes,
        &Reading {
            names,
            ..Reading::PLAIN
        },
    );
    for convert in [Dtype::F16, Dtype::BF16, Dtype::F64] {
        let convert = Some(convert);
        load_into::<Named>(
            bytes,
            &Reading {
                convert,
                ..Reading::PLAIN
            },
        );
    }
    look_at::<Named>(bytes);
}

fn load_into<N: Network>(bytes: &[u8], reading: &Reading) {
    let (mut net, mut before) = (N::ZERO, N::ZERO);
    let mut rng = Rng::new(1);
    for place in net.as_mut_slice() {
        *place = rng.uniform();
    }
    before.copy_from(&net);
    let result = load_with(&mut net, bytes, reading);
    let own = if size_of::<N::Scalar>() == 4 {
        "F32"
    } else {
        "F64"
    };
    let convert = reading.convert.map(Dtype::name);
    let is_prepared = prepare(bytes, own, convert).is_some();
    if let Err(error) = result {
        assert!(!error.to_string().is_empty());
        assert!(
            net.as_slice() == before.as_slice(),
            "changed by a file that is in error: {error}"
        );
        // what the macro has looked at is asked for its layers alone
        let is_of_others = matches!(
            error,
            WeightsError::Missing { .. }
                | WeightsError::Extra(_)
                | WeightsError::Shape { .. }
                | WeightsError::OtherNetwork
        );
        assert!(
            !is_prepared || is_of_others,
            "the macro would take it, though {error}"
        );
        return;
    }
    let mut ours = vec![0; saved_len::<N>()];
    assert_eq!(save(&net, &mut ours), Ok(ours.len()));
    let mut again = N::ZERO;
    assert_eq!(load(&mut again, &ours), Ok(()));
    assert!(
        file(&again) == ours,
        "what was saved is not what was loaded"
    );
    assert!(prepare(&ours, own, None).is_some());
}

/// Takes the bytes for an image of the parameters.
fn look_at<N: Network>(bytes: &[u8]) {
    // where a network can lie
    let mut place = vec![0; bytes.len() + 64];
    let start = place.as_ptr().align_offset(64);
    place[start..start + bytes.len()].copy_from_slice(bytes);
    match view::<N>(&place[start..start + bytes.len()]) {
        Ok(net) => assert!(net.as_slice().iter().all(|&value| value.is_finite())),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A file for each of the networks.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("xor", file(&Xor::new(1))),
        ("double", file(&Double::new(1))),
        ("staged", file(&Staged::new(1))),
        ("named", file(&Named::new(1))),
        ("image", image(&Named::new(1))),
    ]
}

fn file<N: Network>(net: &N) -> Vec<u8> {
    let mut bytes = vec![0; saved_len::<N>()];
    save(net, &mut bytes).expect("there is room");
    bytes
}

fn image<N: Network>(net: &N) -> Vec<u8> {
    let mut bytes = vec![0; image_len::<N>()];
    save_image(net, &mut bytes).expect("there is room");
    bytes
}
