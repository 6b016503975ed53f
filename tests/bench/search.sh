#!/bin/sh
# Builds the benchmark of search and runs it. From any directory:
#   sh tests/bench/search.sh [--install] FOLDER [OPTION...]                  over the documents in a folder
#   sh tests/bench/search.sh [--install] --generate MEGABYTES [OPTION...]    over so many megabytes of invented speeches
#   sh tests/bench/search.sh --growth "MEGABYTES MEGABYTES..." [OPTION...]   ours alone, at several sizes
# --install installs the other engines (Debian packages) where they are missing; without it they are skipped.
# The options are those of build/bench_search: --rounds N, --words N, --engines NAME,NAME, --format csv, --reuse, --hits, --work FOLDER.
# Indexes and invented speeches are made below $TMPDIR (/tmp); they take some 25 times the text, and are removed at the end.
# A binary built with sanitizers or at -O0 measures nothing: this builds its own.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$root/tests/prepare.sh"

usage() {
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

# generate MEGABYTES FOLDER
generate() {
    case $1 in
    '' | *[!0-9]*) usage ;;
    esac
    "$build/bench_generate" "$2" --megabytes "$1" >&2
}

# growth_table SIZES: from rows of CSV, each with its size before it, a table with a column for each size.
growth_table() {
    awk -F, -v sizes="$1" '
        { key = $3 " " $4 }
        $6 == "seconds" || $6 == "median_seconds" { unit[key] = "ms"; value[key, $1] = $7 * 1000 }
        $6 == "peak_memory_bytes" { key = "memory of build"; unit[key] = "MB"; value[key, $1] = $7 / 1e6 }
        $6 == "file_bytes" { key = "file"; unit[key] = "MB"; value[key, $1] = $7 / 1e6 }
        key in unit && !(key in seen) { seen[key] = 1; order[++count] = key }
        END {
            columns = split(sizes, size, " ")
            printf "%-18s %4s", "median of ours", ""
            for (i = 1; i <= columns; i++) printf " %9s MB", size[i]
            print ""
            for (k = 1; k <= count; k++) {
                printf "%-18s %4s", order[k], unit[order[k]]
                for (i = 1; i <= columns; i++) printf " %12.2f", value[order[k], size[i]]
                print ""
            }
        }'
}

install=
if [ "${1-}" = --install ]; then
    install='groonga xapian-core'
    shift
fi
[ $# -gt 0 ] || usage
prepare
[ -z "$install" ] || pkg-config --exists $install || install_packages libgroonga-dev libxapian-dev g++
build=$root/build
build "$root" "$build"
build=$root/build # the function above has a variable of this name

scratch=$(mktemp -d "${TMPDIR:-/tmp}/speech-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM

case $1 in
--generate)
    megabytes=${2-}
    generate "$megabytes" "$scratch/speeches"
    shift 2
    "$build/bench_search" "$scratch/speeches" --work "$scratch/work" "$@"
    ;;
--growth)
    sizes=${2-}
    shift 2
    for megabytes in $sizes; do
        generate "$megabytes" "$scratch/speeches"
        "$build/bench_search" "$scratch/speeches" --work "$scratch/work" --engines archive "$@" --format csv |
            sed "s/^/$megabytes,/" >>"$scratch/rows"
        rm -rf "$scratch/speeches" "$scratch/work"
    done
    growth_table "$sizes" <"$scratch/rows"
    ;;
-*) usage ;;
*)
    folder=$1
    shift
    "$build/bench_search" "$folder" --work "$scratch/work" "$@"
    ;;
esac
