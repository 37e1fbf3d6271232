#!/usr/bin/env bash
# How many instructions the passes of five networks take, beside `instructions.golden`: `benches/instructions.sh`
#
# Counts do not depend on what else the machine does. They are those of AVX2, which valgrind knows, and of the compiler and
# the processor that the golden file names (the C library copies memory differently on each); on others they are only
# shown. BLESS=1 takes new ones over. FEATURES=reproducible counts those of another build. Ends with 77 where there is no
# valgrind, or no AVX2.
set -euo pipefail
cd "$(dirname "$0")/.."
golden=benches/instructions.golden
place=target/instructions
mkdir -p "$place"
command -v valgrind >/dev/null || { echo "SKIPPED, nothing was counted: there is no valgrind" >&2; exit 77; }
grep -qw avx2 /proc/cpuinfo || { echo "SKIPPED, nothing was counted: the processor has no AVX2" >&2; exit 77; }

program=$(cargo build --quiet --release ${FEATURES:+--features "$FEATURES"} --bench instructions --message-format=json |
    sed -n 's/.*"executable":"\([^"]*instructions-[^"]*\)".*/\1/p')
export TYPED_NN_LEVEL=avx2

# instructions of a whole run
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 |
        sed -n 's/.*Collected : //p'
    return "${PIPESTATUS[0]}"
}
{
    processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
    echo "# instructions of one call at AVX2; batches are of 32 samples. $(rustc --version | cut -d' ' -f1,2), $processor"
    for net in a b c d e; do
        for pass in forward forward_batch gradient learn gradient_batch sgd_batch sgd adam; do
            # an instruction of it is none that valgrind knows
            [ "$net $pass" != "a learn" ] || continue
            # the difference of two runs: starting and ending are in both
            few=$(count "$net" "$pass" 2)
            many=$(count "$net" "$pass" 12)
            echo "$net $pass $(((many - few) / 10))"
        done
    done
    # of which one input in five is not 0
    echo "d image $((($(count d image 12) - $(count d image 2)) / 10))"
} >"$place/counts"
column -t "$place/counts" 2>/dev/null || cat "$place/counts"

if [ -n "${FEATURES:-}" ]; then
    echo "not compared: with $FEATURES"
    exit
fi
if [ "${BLESS:-}" = 1 ]; then
    cp "$place/counts" "$golden"
    exit
fi
if [ "$(head -1 "$golden")" != "$(head -1 "$place/counts")" ]; then
    echo "not compared: $golden is of another compiler or processor"
    exit
fi
# 2 % or 10 instructions
awk '
    /^#/ { next }
    NR == FNR { golden[$1, $2] = $3; next }
    {
        old = golden[$1, $2]
        slack = old * 0.02 + 10
        if (old == "" || $3 > old + slack) {
            print "FAILED: " $0 ", in instructions.golden: " (old == "" ? "nothing" : old)
            failed = 1
        } else if ($3 < old - slack) print "better: " $0 ", was " old
    }
    END { exit failed }' "$golden" "$place/counts" || {
    echo "BLESS=1 benches/instructions.sh takes the new figures over" >&2
    exit 1
}
echo "no more than in instructions.golden"
