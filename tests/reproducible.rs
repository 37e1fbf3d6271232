//! With the feature `reproducible`, at every level the bits that processors without vectors have.
//!
//! What those have is written down:
//! `BLESS=1 RUSTFLAGS='--cfg typed_nn_level="portable"' cargo test --no-default-features --features alloc --test reproducible`.
//! Without vectors the order is always this one, so that the feature is not needed there.
#![cfg(any(feature = "reproducible", typed_nn_level = "portable"))]

use std::fmt::Write;
use std::path::Path;
use typed_nn::kernel::Level;
use typed_nn::network;
use typed_nn::optimizer::*;

#[path = "../firmware/src/bits.rs"]
mod bits;
#[path = "reproducible/hash.rs"]
mod hash;
#[path = "../firmware/src/iris.rs"]
#[allow(dead_code)]
mod iris;
#[path = "reproducible/passes.rs"]
mod passes;

use passes::{optimizers, passes};

// samples side by side where there are vectors: fewer than 32 weights, more, and both
network! { struct Tiny< 2 => relu 3 => relu 3 => softmax 2 > }
network! { struct Side< 4 => tanh 9 => sigmoid 3 => softmax 5 > }
network! { struct Full< 32 => gelu 32 => silu 17 => softmax 32 >, loss = cross_entropy(0.1) }
network! { struct One< 32 => mish 1 => softplus 31 => sigmoid 1 > }
network! { struct Squares< 3 => elu 20 => selu 8 => linear 3 >, loss = mean_squared }
network! { struct Double: f64 < 5 => gelu_tanh 11 => tanh 3 => softmax 4 > }
// wider than any vector, and than blocks of several
network! { struct Wide< 40 => tanh 70 => gelu 33 => softmax 10 > }
network! { struct Wider< 7 => silu 150 => relu 300 => log_softmax 5 > }
network! { struct Column< 90 => softplus 1 => relu 64 => linear 1 >, loss = huber }
network! { struct Deep: f64 < 40 => mish 67 => sigmoid 34 => softmax 65 > }
network! { struct Stages< 6 => tanh 40 => layer_norm() => { relu 40 => linear 40 } + skip => softmax 3 > }

/// A line for each network: the hash of all that is computed with it.
fn hashes() -> String {
    let mut lines = String::new();
    macro_rules! line {
        ($name:expr, $hash:expr) => {
            writeln!(lines, "{:<9} {:016x}", $name, $hash).unwrap();
        };
    }
    line!("firmware", bits::bits());
    macro_rules! nets {
        ($($net:ident)*) => {$(
            line!(stringify!($net), passes!($net));
        )*};
    }
    nets!(Tiny Side Full One Squares Double Wide Wider Column Deep Stages);
    line!("f32 steps", optimizers!(Side));
    line!("f64 steps", optimizers!(Deep));
    lines
}

/// As they are written down, and on the boards of `firmware/run`.
#[test]
fn the_bits_are_those_without_vectors() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/reproducible.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, hashes()).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    assert!(golden.contains("Stages"));
    for level in Level::ALL.into_iter().filter(|level| level.is_available()) {
        #[cfg(feature = "std")]
        assert!(level.force());
        assert_eq!(hashes(), golden, "{level:?}");
    }
    let boards = include_str!("../firmware/size.golden");
    let hash = golden.lines().next().unwrap().rsplit(' ').next().unwrap();
    assert!(
        boards
            .lines()
            .filter(|line| line.contains("bits bits"))
            .all(|line| line.ends_with(hash)),
        "not {hash} on the boards"
    );
}
