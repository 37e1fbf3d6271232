#!/usr/bin/env bash
# The kernels' tests under AddressSanitizer, which nightly Rust has: `tests/sanitized.sh`
#
# It sees every access beyond an allocation or a value on the stack, of whole vectors and of some lanes of one. The numbers of
# the kernels' tests begin in every place of a cache line, and every second time nothing follows them in their allocation. It
# does not see what goes from one field of a network to the next, nor what nobody has written yet; in
# `whole_numbers.rs` such places are NaN.
#
# To be run after a change in src/kernel; `.ci/run` does not, for it builds everything anew: 5 minutes on one core, and 2 for
# the tests. Ends with 77 where there is no nightly.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo +nightly --version >/dev/null 2>&1 || { echo "SKIPPED, nothing was tested: there is no nightly Rust" >&2; exit 77; }
target=$(rustc -vV | sed -n 's/^host: //p')
# with functions that look at addresses, for their instructions in every place take far longer to compile
export RUSTFLAGS='-Zsanitizer=address -Cllvm-args=-asan-instrumentation-with-call-threshold=0'
export CARGO_TARGET_DIR=target/sanitized CARGO_INCREMENTAL=0 CARGO_PROFILE_DEV_DEBUG=0
# as many sizes as in a release build
export CARGO_PROFILE_DEV_LTO=off CARGO_PROFILE_DEV_DEBUG_ASSERTIONS=false CARGO_PROFILE_DEV_OVERFLOW_CHECKS=false
cargo +nightly test -p typed-nn --target "$target" --config 'profile.dev.package.typed-nn.opt-level=1' --lib -- kernel::
