#!/usr/bin/env bash
# What a network costs to compile, as a Markdown table: `benches/compile_time.sh`
#
# A program with one network that it trains, every layer of another width; one that evaluates 784-128-64-10 one at a time
# and in batches, and trains it in batches with gradient descent and with Adam; and one with 669,706 weights
# in a file. `RUNS` builds each, of which the median counts; between two builds only the network or the file
# changes. The last column is what the network adds to the stripped program: the code of all levels. Needs Rust and coreutils.
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
[profile.release]
strip = true
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

# 784-128-64-10 and all that is usually done with it; the first width depends on $1
all_passes() {
    cat > "$place/src/main.rs" <<END
typed_nn::network! { struct Net< $((784 + $1)) => relu 128 => relu 64 => softmax 10 > }
fn main() {
    use std::hint::black_box;
    use typed_nn::optimizer::{Adam, Optimizer, Sgd};
    let (mut net, mut gradient) = (Net::boxed(1), Net::boxed_zero());
    let (inputs, classes) = (vec![[0.5; Net::IN]; 100], vec![3_u8; 100]);
    let mut outputs = vec![[0.0; Net::OUT]; 100];
    println!("{}", black_box(&net).forward(black_box(&inputs[0])));
    net.forward_batch(black_box(&inputs), &mut outputs).unwrap();
    let sgd = Sgd::default();
    let mut state = sgd.state(&*net);
    sgd.learn_batch(&mut *net, &inputs, &classes, &mut *gradient, &mut state).unwrap();
    let adam = Adam::default();
    let mut state = Box::new(adam.state(&*net));
    adam.learn_batch(&mut *net, &inputs, &classes, &mut *gradient, &mut *state).unwrap();
    println!("{:?}", outputs[0]);
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

# of the program that $1 writes
changed() {
    local written=$1 run
    shift
    $written 99
    cargo_in "$@" >/dev/null
    for ((run = 0; run < runs; run++)); do
        $written "$run"
        cargo_in "$@"
    done | median "$runs"
}
row() { echo "| $1 | $(changed "$2" check) | $(changed "$2" build) | $(changed "$2" build --release) | $(added) |"; }

# what the program built last has more than one without a network, in KB
alone=0
size() { stat -c %s "$place/target/release/user"; }
added() { echo $((($(size) - alone) / 1000)); }

echo "| seconds | check | build | build --release | KB of code |"
echo "|---|--:|--:|--:|--:|"
layers_3() { program 3 "$1"; }
layers_10() { program 10 "$1"; }
layers_50() { program 50 "$1"; }
layers_3 0
echo "| everything, 3 layers | $(clean check) | $(clean build) | $(clean build --release) | |"
no_network() { echo "fn main() { println!(\"{:?}\", std::hint::black_box([$1.0_f32])); }" > "$place/src/main.rs"; }
echo "| no network | $(changed no_network check) | $(changed no_network build) | $(changed no_network build --release) | |"
alone=$(size)
for layers in 3 10 50; do
    row "a changed network of $layers layers" layers_$layers
done
row "784-128-64-10, all passes, two optimisers" all_passes

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
    echo "| 669,706 weights in a changed \`.$ending\` | $(embedded $ending check) | $(embedded $ending build) | $(embedded $ending build --release) | |"
done
