//! The library itself, from a default build: no `target-cpu=native`, which the others get.
//!
//! `ours` is measured like the others, `ours core` says what the processor can do at all.

mod nets;
mod passes;

use measure::{Job, Limits, Pass, Peer, serve};

struct Ours;

impl Peer for Ours {
    fn version(&self) -> String {
        let level = typed_nn::kernel::Level::current();
        format!("typed-nn, default build, kernels for {level:?}")
    }

    fn pass(&self, job: &Job, learning_rate: f32) -> Option<Box<dyn Pass>> {
        nets::pass(job, learning_rate)
    }
}

fn main() -> std::io::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("core") => {
            print_limits();
            Ok(())
        }
        _ => serve(&Ours),
    }
}

/// Sizes that fit into the first and into the second cache of every processor with AVX2.
const L1: usize = 16 * 1024;
const L2: usize = 192 * 1024;

/// A line of JSON.
fn print_limits() {
    let Some(core) = Limits::measure() else {
        return println!("{{}}");
    };
    let Limits {
        vectors, gflops, ..
    } = core;
    let (l1, l2) = (core.bandwidth(L1), core.bandwidth(L2));
    println!(r#"{{"vectors": "{vectors}", "gflops": {gflops:.1}, "l1": {l1:.1}, "l2": {l2:.1}}}"#);
}
