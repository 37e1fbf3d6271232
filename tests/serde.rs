//! Networks in the formats of serde: JSON, which people read, and postcard, which firmware does.

use serde_json::{Value, json};
use typed_nn::network;

network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Net< 2 => hidden: relu 3 => softmax 2 >
}
network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Other< 2 => hidden: tanh 3 => softmax 2 >
}
network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Whole: f64< 2 => scaler: standardize => Encoder => { layer_norm() => dropout(0.1) => tanh 3 } + skip => frozen linear 1 >
}
network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Encoder: f64< 2 => relu 3 >
}
network! {
    #[derive(Clone, Debug, PartialEq)]
    struct Sized<const H: usize>< 2 => tanh H => linear 1 >
}

/// Numbers that JSON writes shortly.
fn small() -> Net {
    let mut net = Net::ZERO;
    for (index, value) in net.as_mut_slice().iter_mut().enumerate() {
        *value = index as f32 / 4.0;
    }
    net
}

#[test]
fn layers_stand_under_their_names_and_rows_for_outputs() {
    let value = serde_json::to_value(small()).unwrap();
    let topology = value["topology"].as_str().unwrap();
    assert!(topology.len() == 16 && u64::from_str_radix(topology, 16).is_ok());
    let layers = json!({
        "hidden": { "weight": [[0.0, 0.75], [0.25, 1.0], [0.5, 1.25]], "bias": [1.5, 1.75, 2.0] },
        "layer2": { "weight": [[2.25, 2.75, 3.25], [2.5, 3.0, 3.5]], "bias": [3.75, 4.0] },
    });
    assert_eq!(value["layers"], layers);
    let value = serde_json::to_value(Whole::new(1)).unwrap();
    let names: Vec<_> = value["layers"].as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "layer2.layer1",
            "layer3.layer1",
            "layer3.layer3",
            "layer4",
            "scaler"
        ]
    );
    assert_eq!(
        value["layers"]["scaler"],
        json!({ "mean": [0.0, 0.0], "std": [1.0, 1.0] })
    );
}

#[test]
fn what_is_written_is_read_again() {
    fn again<N>(net: &N)
    where
        N: serde_core::Serialize
            + for<'de> serde_core::Deserialize<'de>
            + PartialEq
            + core::fmt::Debug,
    {
        let text = serde_json::to_string(net).unwrap();
        assert_eq!(&serde_json::from_str::<N>(&text).unwrap(), net);
        // from a value too, whose keys are in another order
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(&serde_json::from_value::<N>(value).unwrap(), net);
        let mut bytes = [0; 2000];
        let bytes = postcard::to_slice(net, &mut bytes).unwrap();
        assert_eq!(&postcard::from_bytes::<N>(bytes).unwrap(), net);
    }
    again(&small());
    for seed in 0..20 {
        again(&Net::new(seed));
        again(&Sized::<7>::new(seed));
    }
    // sums of powers of two: serde_json reads the last bit of others by its feature `float_roundtrip` alone
    let mut whole = Whole::ZERO;
    for (index, value) in whole.as_mut_slice().iter_mut().enumerate() {
        *value = index as f64 / 1024.0 - 0.01171875;
    }
    again(&whole);
}

/// No heap, and no more bytes than a hash and the parameters.
#[test]
fn postcard_into_a_buffer() {
    let net = Net::new(1);
    let mut buffer = [0; 10 + 4 * Net::PARAMS];
    let len = postcard::to_slice(&net, &mut buffer).unwrap().len();
    let values: Vec<u8> = net
        .as_slice()
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    assert!(buffer[..len].ends_with(&values) && len <= 10 + values.len());
    for cut in 0..len {
        assert!(postcard::from_bytes::<Net>(&buffer[..cut]).is_err());
    }
    assert!(postcard::to_slice(&net, &mut [0; 50]).is_err());
    assert!(postcard::from_bytes::<Other>(&buffer[..len]).is_err());
    buffer[len - 4..len].copy_from_slice(&f32::NAN.to_le_bytes());
    assert!(postcard::from_bytes::<Net>(&buffer[..len]).is_err());
}

/// What is wrong with a network's JSON after a change.
fn message(change: impl FnOnce(&mut Value)) -> String {
    let mut value = serde_json::to_value(small()).unwrap();
    change(&mut value);
    let from_value = serde_json::from_value::<Net>(value.clone())
        .unwrap_err()
        .to_string();
    let from_text = serde_json::from_str::<Net>(&value.to_string())
        .unwrap_err()
        .to_string();
    assert!(
        from_text.starts_with(&from_value),
        "{from_text}; {from_value}"
    );
    from_value
}

#[test]
fn mistakes_are_named() {
    let said = message(|net| net["topology"] = json!("0123456789abcdef"));
    assert_eq!(
        said,
        "the weights are those of a network of other sizes or activations"
    );
    let said = message(|net| *net = serde_json::to_value(Other::new(1)).unwrap());
    assert_eq!(
        said,
        "the weights are those of a network of other sizes or activations"
    );
    let said = message(|net| net["topology"] = json!("relu"));
    assert_eq!(said, "`topology` is not a number of hexadecimal digits");
    let said = message(|net| drop(net["layers"].as_object_mut().unwrap().remove("layer2")));
    assert_eq!(said, "layer `layer2` is missing");
    let said = message(|net| net["layers"]["layer3"] = json!({}));
    assert_eq!(said, "the network has no layer `layer3`");
    let said = message(|net| {
        drop(
            net["layers"]["hidden"]
                .as_object_mut()
                .unwrap()
                .remove("bias"),
        )
    });
    assert_eq!(said, "`hidden.bias` is missing");
    let said = message(|net| net["layers"]["hidden"]["mean"] = json!([]));
    assert_eq!(said, "`mean` is neither `weight` nor `bias`");
    let said = message(|net| {
        drop(
            net["layers"]["hidden"]["weight"]
                .as_array_mut()
                .unwrap()
                .pop(),
        )
    });
    assert_eq!(said, "`hidden.weight` has not 3 rows");
    let said = message(|net| {
        net["layers"]["hidden"]["weight"]
            .as_array_mut()
            .unwrap()
            .push(json!([1, 2]))
    });
    assert_eq!(said, "`hidden.weight` has not 3 rows");
    let said = message(|net| net["layers"]["layer2"]["weight"][1] = json!([1, 2]));
    assert_eq!(said, "`layer2.weight` has not 3 numbers in a row");
    let said = message(|net| net["layers"]["layer2"]["bias"] = json!([1, 2, 3]));
    assert_eq!(said, "`layer2.bias` has not 2 numbers in a row");
    let said = message(|net| net["layers"]["layer2"]["bias"] = json!([1, 1e300]));
    assert_eq!(
        said,
        "tensor `layer2.bias` holds a value that is infinite or not a number"
    );
    let said = message(|net| drop(net.as_object_mut().unwrap().remove("layers")));
    assert_eq!(said, "missing field `layers`");
    let twice =
        r#"{"layers":{"hidden":{"weight":[[1,1],[1,1],[1,1]],"bias":[1,1,1]},"hidden":{}}}"#;
    let said = serde_json::from_str::<Net>(twice).unwrap_err().to_string();
    assert!(said.starts_with("layer `hidden` is there twice"), "{said}");
    let twice = r#"{"layers":{"hidden":{"bias":[1,1,1],"bias":[1,1,1]}}}"#;
    let said = serde_json::from_str::<Net>(twice).unwrap_err().to_string();
    assert!(said.starts_with("duplicate field `bias`"), "{said}");
}

/// Numbers from elsewhere need no hash: the sizes are compared in any case.
#[test]
fn without_a_topology() {
    let mut value = serde_json::to_value(small()).unwrap();
    value.as_object_mut().unwrap().remove("topology");
    assert_eq!(serde_json::from_value::<Net>(value).unwrap(), small());
}
