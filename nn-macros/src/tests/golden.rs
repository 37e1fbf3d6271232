//! The expansion of one network, kept to be read.
//!
//! `BLESS=1 cargo test -p nn-macros` writes it anew; `tests/expansion.rs` of the library compiles it.

use super::tokens;
use crate::expanded;
use std::{env, fs, path::Path};

#[test]
fn classifier() {
    let code = expanded(tokens(
        "/// Tells two kinds of point apart.\n\
         pub struct Classifier< 2 => relu 3 => relu 3 => softmax 2 >",
    ));
    let pretty = prettyplease::unparse(&syn::parse2(code).unwrap());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/expansion_2_3_3_2.rs");
    if env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &pretty).unwrap();
    }
    let kept = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        pretty == kept,
        "the expansion changed: read it, and bless it with `BLESS=1`\n{pretty}"
    );
}
