#!/usr/bin/env bash
# What a network costs to compile, as a Markdown table: `benches/compile_time.sh`
#
# A program with one network that it trains, every layer of another width; and one with 669,706 weights
# in a file. `RUNS` builds each, of which the median counts; between two builds only the network or the file
# changes. Needs Rust and coreutils.
set -euo pipefail
library=$(cd "$(dirname "$0")/.." && pwd)
place=$library/target/compile_time
runs=${RUNS:-5}
clean_runs=${CLEAN_RUNS:-3}
pin=(nice)
command -v taskset >/dev/null && pin+=(taskset -c 0)
export CARGO_INCREMENTAL=1

mkdir -p "$place/src"
cat > "$place/Cargo.toml" <<END
[package]
name = "user"
edition = "2024"
[dependencies]
typed-nn = { path = "$library" }
[workspace]
END
cp "$library/Cargo.lock" "$place/"

# a program with a network of $1 layers; its first width depends on $2
program() {
    local layers="$((20 + $2))" i
    for ((i = 1; i < $1; i++)); do layers+=" => relu $((30 + i))"; done
    cat > "$place/src/main.rs" <<END
typed_nn::network! { struct Net< $layers => softmax 10 > }
fn main() {
    use typed_nn::optimizer::{Adam, Optimizer};
    let (mut net, adam) = (Net::new(1), Adam::default());
    let (inputs, classes) = ([[0.5; Net::IN]; 100], [3_u8; 100]);
    let mut state = adam.state(&net);
    for _ in 0..10 {
        let mut gradient = Net::ZERO;
        net.gradient_batch(&inputs, &classes, &mut gradient).unwrap();
        adam.step(&mut net, &gradient, &mut state);
    }
    println!("{}", net.forward(&inputs[0]));
}
END
}

# how long a command takes, in milliseconds
milliseconds() {
    local start
    start=$(date +%s%N)
    "${pin[@]}" "$@" >/dev/null 2>&1 || { echo "failed: $*" >&2; exit 1; }
    echo $((($(date +%s%N) - start) / 1000000))
}

# the median of the lines, in seconds
median() { sort -n | sed -n "$((($1 + 1) / 2))p" | sed -E 's/^/000/; s/0*([0-9]+)([0-9]{3})$/\1.\2/; s/.$//'; }

cargo_in() { (cd "$place" && milliseconds cargo "$@" --offline); }

clean() {
    for ((run = 0; run < clean_runs; run++)); do
        rm -rf "$place/target"
        cargo_in "$@"
    done | median "$clean_runs"
}

changed() {
    local layers=$1 run
    shift
    program "$layers" 99
    cargo_in "$@" >/dev/null
    for ((run = 0; run < runs; run++)); do
        program "$layers" "$run"
        cargo_in "$@"
    done | median "$runs"
}

echo "| seconds | check | build | build --release |"
echo "|---|--:|--:|--:|"
program 3 0
echo "| everything, 3 layers | $(clean check) | $(clean build) | $(clean build --release) |"
echo 'fn main() {}' > "$place/src/main.rs"
empty() {
    cargo_in "$@" >/dev/null
    for ((run = 0; run < runs; run++)); do
        echo "fn main() { let _ = $run; }" > "$place/src/main.rs"
        cargo_in "$@"
    done | median "$runs"
}
echo "| no network | $(empty check) | $(empty build) | $(empty build --release) |"
for layers in 3 10 50; do
    echo "| a changed network of $layers layers | $(changed $layers check) | $(changed $layers build) | $(changed $layers build --release) |"
done

# weights in a file: $1 is its ending
weights="784 => relu 512 => relu 512 => softmax 10"
cat > "$place/src/main.rs" <<END
typed_nn::network! { struct Net< $weights > }
fn main() -> std::io::Result<()> {
    let net = Net::boxed(1);
    let file = |name: &str| std::fs::File::create(name).map(std::io::BufWriter::new);
    typed_nn::weights::write(&*net, file("src/net.safetensors")?)?;
    typed_nn::weights::write_image(&*net, file("src/net.weights")?)
}
END
(cd "$place" && cargo run --quiet --offline)
embedded() {
    local ending=$1 run
    shift
    cat > "$place/src/main.rs" <<END
typed_nn::network! { pub struct Net< $weights > weights = "net.$ending" }
fn main() { println!("{}", Net::TRAINED.layer3.bias[0]); }
END
    cargo_in "$@" >/dev/null
    for ((run = 0; run < runs; run++)); do
        touch "$place/src/net.$ending"
        cargo_in "$@"
    done | median "$runs"
}
for ending in safetensors weights; do
    echo "| 669,706 weights in a changed \`.$ending\` | $(embedded $ending check) | $(embedded $ending build) | $(embedded $ending build --release) |"
done
