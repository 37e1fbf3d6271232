//! The expansion of one network, kept to be read.
//!
//! `BLESS=1 cargo test -p nn-macros` writes it anew; `tests/expansion.rs` of the library compiles it.

use crate::expanded;
use std::process::Command;
use std::{env, fs, path::Path};

/// As a program sees it that calls the library `nn`.
const CALL: &str = "[nn]
    /// Tells two kinds of point apart.
    pub struct Classifier< 2 => relu 3 => relu 3 => softmax 2 >";

#[test]
fn classifier() {
    let code = pretty(&expanded(CALL.parse().unwrap()).to_string());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/expansion_2_3_3_2.rs");
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &code).unwrap();
        // a line of the textbook on a line of the file
        let mut rustfmt = Command::new("rustfmt");
        rustfmt.args([
            "--edition=2024",
            "--config=max_width=120,use_small_heuristics=Max",
        ]);
        assert!(rustfmt.arg(&path).status().unwrap().success());
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        code == pretty(&kept),
        "the expansion changed: read it, and bless it with `BLESS=1`\n{code}"
    );
}

/// Rust code in one way of writing it.
fn pretty(code: &str) -> String {
    prettyplease::unparse(&syn::parse_file(code).unwrap())
}
