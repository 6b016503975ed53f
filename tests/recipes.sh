#!/bin/sh
# Runs every ```sql block of the README, as it is printed, with the stock sqlite3 shell and no extension.
#
# usage: recipes.sh ARCHIVE.db [README.md]
#
# Exit status: 0 if each block ran without an error and printed something, else 1; 2: wrong usage.
set -u
db=${1-}
readme=${2-$(dirname "$0")/../README.md}
if [ ! -r "$db" ] || [ ! -r "$readme" ]; then
    echo "usage: recipes.sh ARCHIVE.db [README.md]" >&2
    exit 2
fi
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

awk -v work="$work" '
    /^```sql[ \t]*$/ { n++; file = sprintf("%s/%03d.sql", work, n); printf "" > file; inside = 1; next }
    /^```/           { if (inside) close(file); inside = 0; next }
    inside           { print > file }
' "$readme"

failed=0
count=0
for block in "$work"/*.sql; do
    [ -e "$block" ] || break
    count=$((count + 1))
    if ! sqlite3 -init /dev/null -batch -bail -readonly "$db" <"$block" >"$work/out" 2>"$work/err"; then
        problem="failed"
    elif [ -s "$work/err" ]; then
        problem="complained"
    elif [ ! -s "$work/out" ]; then
        problem="printed nothing"
    else
        continue
    fi
    failed=1
    printf 'recipe %d %s:\n' "$count" "$problem" >&2
    cat "$block" "$work/err" >&2
done
if [ "$count" -eq 0 ]; then
    echo "no recipe in $readme" >&2
    exit 1
fi
[ "$failed" -ne 0 ] || echo "$count recipes ran with the stock sqlite3 shell"
exit "$failed"
