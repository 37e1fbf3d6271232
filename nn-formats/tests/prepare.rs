//! What `network!` embeds of a safetensors file.

use nn_formats::safetensors::prepare;
use std::fs;
use std::path::Path;

fn file(name: &str) -> Vec<u8> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    fs::read(tests.join(name)).unwrap()
}

/// 2 => 3 => 2, written by PyTorch: biases first, matrices row by row.
#[test]
fn matrices_stand_column_by_column() {
    let bytes = file("ui/weights/right.safetensors");
    let prepared = prepare(&bytes, "F32", None).unwrap();
    let names: Vec<_> = prepared
        .tensors
        .iter()
        .map(|tensor| tensor.name.as_str())
        .collect();
    assert_eq!(names, ["0.bias", "0.weight", "2.bias", "2.weight"]);
    let data = &bytes[8 + u64::from_le_bytes(*bytes.first_chunk().unwrap()) as usize..];
    let words = |bytes: &[u8]| {
        bytes
            .chunks(4)
            .map(|word| word.to_vec())
            .collect::<Vec<_>>()
    };
    let (rows, columns) = (words(data), words(&prepared.data));
    assert_eq!(columns[..3], rows[..3]);
    for row in 0..3 {
        for column in 0..2 {
            assert_eq!(columns[3 + column * 3 + row], rows[3 + row * 2 + column]);
        }
    }
}

#[test]
fn ten_stands_behind_nine() {
    let prepared = prepare(&file("golden/numbered.safetensors"), "F32", None).unwrap();
    let weights = prepared
        .tensors
        .iter()
        .filter(|tensor| tensor.name.ends_with("weight"));
    let names: Vec<_> = weights.map(|tensor| tensor.name.clone()).collect();
    let expected: Vec<_> = (1..=12)
        .map(|number| format!("body.fc{number}.weight"))
        .collect();
    assert_eq!(names, expected);
}

/// The library says what is wrong.
#[test]
fn what_is_wrong_is_left_to_others() {
    for name in [
        "half",
        "double",
        "nan",
        "infinite",
        "overlapping",
        "truncated",
        "text",
    ] {
        let bytes = file(&format!("ui/weights/{name}.safetensors"));
        assert!(prepare(&bytes, "F32", None).is_none(), "{name}");
    }
    assert!(prepare(&file("ui/weights/half.safetensors"), "F32", Some("F16")).is_some());
    assert!(
        prepare(
            &file("ui/weights/too_large.safetensors"),
            "F32",
            Some("F64")
        )
        .is_none()
    );
    let right = file("ui/weights/right.safetensors");
    for len in 0..right.len() {
        assert!(prepare(&right[..len], "F32", None).is_none(), "{len} bytes");
    }
}

fn of(header: &str, data: &[u8]) -> Vec<u8> {
    let len = (header.len() as u64).to_le_bytes();
    [len.as_slice(), header.as_bytes(), data].concat()
}

/// A matrix of no rows and many columns holds no values to go through.
#[test]
fn no_rows_of_many_columns_are_nothing() {
    let header = r#"{"a.weight":{"dtype":"F32","shape":[0,1000000000],"data_offsets":[0,0]}}"#;
    let prepared = prepare(&of(header, &[]), "F32", None).unwrap();
    assert!(prepared.data.is_empty());
}

/// What the library does not take for a header is not one here either: it says what is wrong.
#[test]
fn headers_are_those_of_the_library() {
    let entry = r#""a.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#;
    assert!(prepare(&of(&format!("{{{entry}}}"), &[0; 4]), "F32", None).is_some());
    for wrong in [
        format!(" {{{entry}}}"),
        format!("{{\u{b}{entry}}}"),
        format!("{{{entry}}}\u{a0}"),
        format!("{{{}}}", entry.replace("[1]", "[1,1,1,1,1]")),
        format!(
            "{{{}}}",
            entry
                .replace("[1]", "[4294967296,0]")
                .replace("0,4]", "0,0]")
        ),
    ] {
        let data = if wrong.contains("0,0]") {
            vec![]
        } else {
            vec![0; 4]
        };
        assert!(
            prepare(&of(&wrong, &data), "F32", None).is_none(),
            "{wrong:?}"
        );
    }
}
