#!/usr/bin/env bash
# What the feature `reproducible` costs: `benches/reproducible.sh`
#
# Times the passes of five networks (benches/instructions.rs) with the feature and without, in turn, on one core; each of
# ROUNDS=15 rounds takes both, the least time counts. Needs Rust and taskset (util-linux). TYPED_NN_LEVEL chooses another level than the processor's best.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$PWD/target/reproducible
mkdir -p "$place"
for features in "" reproducible; do
    cargo build --quiet --release ${features:+--features "$features"} --bench instructions --target-dir "$place/${features:-plain}" \
        --message-format=json | sed -n 's/.*"executable":"\([^"]*instructions-[^"]*\)".*/\1/p' >"$place/program.${features:-plain}"
done
plain=$(cat "$place/program.plain")
same_bits=$(cat "$place/program.reproducible")

# microseconds of a whole run
run() {
    local begin=$EPOCHREALTIME
    taskset -c 0 "$@"
    echo $((${EPOCHREALTIME/./} - ${begin/./}))
}
# the least of some runs
least() { sort -n | head -1; }

echo "| | forward | 32 samples forward | gradient | learn | gradient of 32 | learn from 32 |"
echo "|---|--:|--:|--:|--:|--:|--:|"
for net in a:400000 b:80000 c:30000 d:1500 e:2500; do
    line="| ${net%:*} |"
    for pass in forward:8 forward_batch:1 gradient:3 learn:3 gradient_batch:1 sgd_batch:1; do
        times=$((${net#*:} * ${pass#*:} / 4))
        for program in "$plain" "$same_bits"; do
            for _ in 1 2 3; do run "$program" "${net%:*}" "${pass%:*}" 0; done | least
        done >"$place/idle"
        rm -f "$place"/times.*
        for _ in $(seq "${ROUNDS:-15}"); do
            run "$program" "${net%:*}" "${pass%:*}" "$times" >>"$place/times.same_bits"
            run "$plain" "${net%:*}" "${pass%:*}" "$times" >>"$place/times.plain"
        done
        { cat "$place/idle"; least <"$place/times.plain"; least <"$place/times.same_bits"; } >"$place/figures"
        line+=$(tr '\n' ' ' <"$place/figures" | awk '{ printf " %.2f |", ($4 - $2) / ($3 - $1) }')
    done
    echo "$line"
done
