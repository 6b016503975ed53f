#!/bin/sh
# Fuzzes: sh tests/fuzz/run.sh [SECONDS [TARGET...]], an hour for each of all targets if nothing else is said.
#
# Builds with clang and libFuzzer in build-fuzz/, which also keeps the inputs that reach new code (corpus/TARGET), those
# that break something (found/TARGET), the log of each run and the sums over all runs (totals.tsv). The table at the end
# tells executions, inputs, coverage (edges, and libFuzzer's features) and how much was found. Exit status 1: something.
#
# Environment: FUZZ_BUILD another directory for all this; FUZZ_JOBS processes at a time (all cores); FUZZ_OPTIONS more
# options for libFuzzer.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${FUZZ_BUILD:-$root/build-fuzz}
jobs=${FUZZ_JOBS:-$(nproc 2>/dev/null || echo 2)}
seconds=${1:-3600}
[ $# -eq 0 ] || shift
case $seconds in
'' | *[!0-9]*) echo "usage: run.sh [SECONDS [TARGET...]]" >&2 && exit 2 ;;
esac

. "$root/tests/prepare.sh"
prepare check
command -v clang >/dev/null || install_packages clang
build "$root" "$work" -DSPEECH_FUZZ=ON -DSPEECH_BUILD_EXAMPLES=OFF -DCMAKE_C_COMPILER=clang

# The longest input that is made: what takes long for each byte gets fewer.
longest() {
    case $1 in
    analysis | html | markdown) echo 65536 ;;
    docx | pdf) echo 8192 ;;
    archive | query | filters | decode | ingest) echo 4096 ;;
    *) echo 256 ;;
    esac
}

# field NAME LINE: the number behind "NAME: ".
field() {
    printf '%s\n' "$2" | sed -n "s/.*$1: \([0-9]*\).*/\1/p"
}

# fuzz TARGET: one run; adds a line to totals.tsv.
fuzz() {
    corpus=$work/corpus/$1 found=$work/found/$1 log=$work/$1.log
    mkdir -p "$corpus" "$found"
    sh "$here/dictionary.sh" "$1" >"$work/$1.dict"
    dictionary=
    [ ! -s "$work/$1.dict" ] || dictionary=-dict=$work/$1.dict
    seeds=$here/corpus/$1
    case $1 in
    decode | analysis | ingest) seeds="$seeds $root/examples/samples $root/tests/corpus" ;;
    esac
    for input in "$found"/*; do # those of bugs that are mended
        [ ! -f "$input" ] || ! "$work/fuzz_$1" -timeout=10 "$input" >/dev/null 2>&1 || mv "$input" "$corpus"
    done
    "$work/fuzz_$1" -fork="$jobs" -ignore_crashes=1 -ignore_timeouts=1 -ignore_ooms=1 -max_total_time="$seconds" \
        -timeout=10 -rss_limit_mb=2048 -max_len="$(longest "$1")" $dictionary -artifact_prefix="$found/" \
        ${FUZZ_OPTIONS:-} "$corpus" $seeds >"$log" 2>&1
    last=$(grep -E '^#[0-9]+: cov: ' "$log" | tail -n 1)
    runs=$(printf '%s\n' "$last" | sed -n 's/^#\([0-9]*\):.*/\1/p')
    printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$seconds" "${runs:-0}" "$(field cov "$last")" "$(field ft "$last")" \
        >>"$work/totals.tsv"
}

# The sums of totals.tsv, for the targets named.
table() {
    printf '%-10s %12s %8s %8s %8s %10s %8s %8s %6s\n' target executions exec/s hours inputs bytes edges features found
    for target in "$@"; do
        sums=$(awk -F '\t' -v t="$target" '$1 == t { s += $2; n += $3; c = $4; f = $5 }
            END { printf "%d %.1f %.2f %d %d", n, s ? n / s : 0, s / 3600, c, f }' "$work/totals.tsv")
        set -- $sums
        inputs=$(ls "$work/corpus/$target" | wc -l)
        bytes=$(cat "$work/corpus/$target"/* 2>/dev/null | wc -c)
        found=$(ls "$work/found/$target" | wc -l)
        printf '%-10s %12s %8s %8s %8s %10s %8s %8s %6s\n' \
            "$target" "$1" "$2" "$3" "$inputs" "$bytes" "$4" "$5" "$found"
    done
}

if [ $# -eq 0 ]; then
    for path in "$work"/fuzz_*; do
        set -- "$@" "${path##*/fuzz_}"
    done
fi
for target in "$@"; do
    [ -x "$work/fuzz_$target" ] || { echo "there is no target $target" >&2 && exit 2; }
done
for target in "$@"; do
    fuzz "$target"
done
table "$@"
[ -z "$(for target in "$@"; do ls "$work/found/$target"; done)" ]
