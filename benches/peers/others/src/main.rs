//! Other people's libraries, each with its own idea of how the work is to be written: `others NAME` answers requests, and
//! `others` lists the names.

#[cfg(feature = "burn")]
mod burn;
#[cfg(feature = "candle")]
mod candle;
#[cfg(feature = "dfdx")]
mod dfdx;
#[cfg(feature = "nalgebra")]
mod nalgebra;
#[cfg(feature = "ort")]
mod ort;
#[cfg(feature = "tract")]
mod tract;

use measure::{Peer, serve};

fn peers() -> Vec<(&'static str, Box<dyn Peer>)> {
    vec![
        #[cfg(feature = "nalgebra")]
        ("nalgebra", Box::new(nalgebra::Nalgebra)),
        #[cfg(feature = "candle")]
        ("candle", Box::new(candle::Candle)),
        #[cfg(feature = "burn")]
        ("burn-flex", Box::new(burn::Burn::Flex)),
        #[cfg(feature = "burn")]
        ("burn-ndarray", Box::new(burn::Burn::NdArray)),
        #[cfg(feature = "dfdx")]
        ("dfdx", Box::new(dfdx::Dfdx)),
        #[cfg(feature = "tract")]
        ("tract", Box::new(tract::Tract)),
        #[cfg(feature = "ort")]
        ("onnxruntime", Box::new(ort::OnnxRuntime::default())),
    ]
}

fn main() -> std::io::Result<()> {
    let peers = peers();
    let Some(wanted) = std::env::args().nth(1) else {
        peers.iter().for_each(|(name, _)| println!("{name}"));
        return Ok(());
    };
    match peers.iter().find(|(name, _)| *name == wanted) {
        Some((_, peer)) => serve(&**peer),
        None => Err(std::io::Error::other(format!("there is no {wanted}"))),
    }
}

/// A name with the version that is locked.
fn version(name: &str, what: &str) -> String {
    format!("{name} {}{what}", measure::locked(name).unwrap_or("?"))
}
