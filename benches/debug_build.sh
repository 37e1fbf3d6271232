#!/usr/bin/env bash
# How fast networks are in a build for debugging, as a Markdown table: `benches/debug_build.sh`
#
# A program of its own, in a debug build as Cargo makes it, in one where the library alone is optimised, and in a release build;
# microseconds for 32 samples, of 20 times 20 the least. Needs Rust and taskset (util-linux).
set -euo pipefail
library=$(cd "$(dirname "$0")/.." && pwd)
place=$library/target/debug_build
mkdir -p "$place/src"
cp "$library/Cargo.lock" "$place/"
cat > "$place/src/main.rs" <<'END'
use std::{array, hint::black_box, time::Instant};
use typed_nn::optimizer::{Adam, Optimizer, Sgd};

typed_nn::network! { struct Small< 4 => relu 32 => relu 32 => softmax 3 > }
typed_nn::network! { struct Large< 784 => relu 128 => relu 64 => softmax 10 > }

fn microseconds(mut pass: impl FnMut()) -> f64 {
    let times = (0..20).map(|_| {
        let start = Instant::now();
        (0..20).for_each(|_| pass());
        start.elapsed().as_secs_f64() / 20.0 * 1e6
    });
    times.fold(f64::MAX, f64::min)
}

macro_rules! row {
    ($net:ident) => {{
        let (mut net, mut gradient) = ($net::boxed(1), $net::boxed_zero());
        let value = |sample: usize, i: usize| ((sample * 31 + i * 17) as f32 * 0.37).sin();
        let inputs: Vec<[f32; $net::IN]> = (0..32).map(|s| array::from_fn(|i| value(s, i))).collect();
        let (classes, mut outputs) = (vec![1_u8; 32], vec![[0.0; $net::OUT]; 32]);
        let forward = microseconds(|| net.forward_batch(black_box(&inputs), &mut outputs).unwrap());
        let (sgd, adam) = (Sgd::default(), Adam::default());
        let (mut of_sgd, mut of_adam) = (sgd.state(&*net), Box::new(adam.state(&*net)));
        let descent = microseconds(|| {
            sgd.learn_batch(&mut *net, &inputs, &classes, &mut *gradient, &mut of_sgd).unwrap();
        });
        let adams = microseconds(|| {
            adam.learn_batch(&mut *net, &inputs, &classes, &mut *gradient, &mut *of_adam).unwrap();
        });
        print!(" {forward:.1} | {descent:.1} | {adams:.1} |");
    }};
}

fn main() {
    row!(Small);
    row!(Large);
    println!();
}
END
# the library at this level of optimisation, and what to say to Cargo
row() {
    cat > "$place/Cargo.toml" <<END
[package]
name = "debug_build"
edition = "2024"
[dependencies]
typed-nn = { path = "$library" }
[profile.dev.package.typed-nn]
opt-level = $2
[workspace]
END
    (cd "$place" && cargo build --quiet --offline ${3:+"$3"})
    local profile=${3:-debug}
    printf "| %s |" "$1"
    taskset -c 0 "$place/target/${profile#--}/debug_build"
}
echo "| | 4-32-32-3 forward | gradient descent | Adam | 784-128-64-10 forward | gradient descent | Adam |"
echo "|---|--:|--:|--:|--:|--:|--:|"
row "debug" 0
row "debug, the library optimised" 3
row "release" 3 --release
