#!/bin/sh
# Runs every ```sql block of the README, as it is printed, with the stock sqlite3 shell and no extension, on an
# archive of the bundled samples. With --load it runs those that begin by loading the extension, and loads MODULE.
#
#   sh tests/recipes.sh [--load MODULE] TOOL [README.md]
#
# Exit status: 0 if each block ran without an error and printed something, else 1; 77 if there is no sqlite3.
set -u
module=
if [ "${1-}" = --load ]; then
    module=${2-}
    shift 2
fi
tool=${1:?usage: sh tests/recipes.sh [--load MODULE] TOOL [README.md]}
root=$(cd "$(dirname "$0")/.." && pwd)
readme=${2-$root/README.md}
if ! command -v sqlite3 >/dev/null; then
    echo "skipped: needs the sqlite3 shell"
    exit 77
fi
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
db=$scratch/samples.db
"$tool" --db "$db" ingest "$root/examples/samples" >"$scratch/out" 2>&1 || { cat "$scratch/out"; exit 1; }

awk -v scratch="$scratch" '
    /^```sql[ \t]*$/ { file = sprintf("%s/%03d.sql", scratch, ++n); printf "" > file; inside = 1; next }
    /^```/           { if (inside) close(file); inside = 0; next }
    inside           { print > file }
' "$readme"

failed=0
count=0
for block in "$scratch"/*.sql; do
    [ -e "$block" ] || break
    if head -n 1 "$block" | grep -q '^\.load '; then
        [ -n "$module" ] || continue
        sed "1s|.*|.load $module|" "$block" >"$scratch/block" && mv "$scratch/block" "$block"
    elif [ -n "$module" ]; then
        continue
    fi
    count=$((count + 1))
    if ! sqlite3 -init /dev/null -batch -bail -readonly "$db" <"$block" >"$scratch/out" 2>"$scratch/err"; then
        problem="failed"
    elif [ -s "$scratch/err" ]; then
        problem="complained"
    elif [ ! -s "$scratch/out" ]; then
        problem="printed nothing"
    else
        continue
    fi
    failed=1
    echo "recipe $count $problem:"
    cat "$block" "$scratch/err"
done
if [ "$count" -eq 0 ]; then
    echo "no recipe in $readme"
    exit 1
fi
[ "$failed" -ne 0 ] || echo "$count recipes ran with the stock sqlite3 shell${module:+ and the extension}"
exit "$failed"
