#!/bin/sh
# Are the manual pages complete, true and well-formed?
#
#   sh tests/man.sh TOOL PAGES
#
# Compares archive-query(1) with what TOOL says about itself: each command with its arguments, each option with its
# value, and nothing else; and the pages of the API in the folder PAGES with the functions that the headers declare.
# mandoc and groff look for mistakes where they are installed. Exit status: 0 passed, 1 failed.
set -u
tool=${1:?usage: sh tests/man.sh TOOL PAGES}
pages=${2:?usage: sh tests/man.sh TOOL PAGES}
root=$(cd "$(dirname "$0")/.." && pwd)
manual=$root/examples/archive-query/archive-query.1
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
failed=0

# compare WHAT: are the lines of $scratch/wanted those of $scratch/there?
compare() {
    LC_ALL=C sort -u "$scratch/wanted" >"$scratch/a"
    LC_ALL=C sort -u "$scratch/there" >"$scratch/b"
    if [ -s "$scratch/a" ] && diff "$scratch/a" "$scratch/b" >"$scratch/diff"; then
        echo "passed: $1"
    else
        echo "failed: $1 (< should be there, > should not)"
        cat "$scratch/diff"
        failed=$((failed + 1))
    fi
}

# ---- archive-query(1) ----

# "  ingest [PATH…]      store …"
"$tool" --help | sed -n '/^Commands:/,/^$/s/^  \([^ ].*[^ ]\)   *[^ ].*/\1/p' | sed 's/…/.../' >"$scratch/wanted"
# ".It Ic ingest Op Ar PATH..."
sed -n 's/^\.It Ic //p' "$manual" | sed 's/Op Ar \(.*\)/[\1]/; s/ Ar / /' >"$scratch/there"
cut -d ' ' -f 1 "$scratch/wanted" >"$scratch/commands"
compare "archive-query(1) has all commands"

{
    "$tool" --help
    while read -r command; do "$tool" "$command" --help; done <"$scratch/commands"
} | sed -n 's/^  \(--[a-z-]*\( [A-Z][^ ]*\)\{0,1\}\)  *.*/\1/p' | sed 's/…/.../' >"$scratch/wanted"
sed -n 's/^\.It Fl -\([a-z]\)/--\1/p' "$manual" | sed 's/ Ar / /; s/ , Fl h$//' >"$scratch/there"
cp "$scratch/wanted" "$scratch/options"
compare "archive-query(1) has all options"

# Options and commands that the text mentions.
sed 's/ .*//' "$scratch/options" >"$scratch/known"
grep -v '^\.Fl -$' "$manual" | grep -oE '(Fl -| --)[a-z][a-z-]*' | sed 's/^Fl -/--/; s/^ //' | sort -u >"$scratch/mentioned"
grep -vxF -f "$scratch/known" "$scratch/mentioned" >"$scratch/unknown"
grep -oE '\<Ic [a-z]+( , [a-z]+)*|^archive-query (-[^ ]* [^ ]* )?[a-z]+' "$manual" |
    sed 's/^Ic //; s/^archive-query \(-[^ ]* [^ ]* \)\{0,1\}//; s/ , /\n/g' | sort -u |
    grep -vxF -f "$scratch/commands" >>"$scratch/unknown"
if [ -s "$scratch/unknown" ]; then
    echo "failed: archive-query(1) mentions what the tool does not know"
    cat "$scratch/unknown"
    failed=$((failed + 1))
fi

# ---- the API ----

cat "$root"/include/speecharchive/*.h | tr '\n' ' ' | grep -oE 'SPEECH_API [^;(]*[ *](sqlite3_)?speech[a-z0-9_]+\(' |
    sed 's/.*[ *]\(\(sqlite3_\)\{0,1\}speech[a-z0-9_]*\)($/\1.3/' >"$scratch/wanted"
for path in "$root"/include/speecharchive/*.h; do
    name=$(basename "$path" .h)
    [ "$name" = speecharchive ] && echo speecharchive.3 || echo "speecharchive_$name.3"
done >>"$scratch/wanted"
ls "$pages" >"$scratch/there"
compare "a page for each header and function"

for page in "$pages"/speech_*.3; do
    function=$(basename "$page" .3)
    target=$pages/$(sed -n 's/^\.so man3\///p' "$page")
    # Declared in the synopsis, and explained under a heading of its own.
    if ! [ -f "$target" ] || ! grep -qE "^(\\\\fB)?[^.].*$function\(" "$target" ||
        ! sed 's/\\%//g' "$target" | grep -qE "^\.SS (.*, )?$function\(\)"; then
        echo "failed: $function is not explained in $target"
        failed=$((failed + 1))
    fi
done

# ---- form ----

for page in "$manual" "$pages"/speecharchive*.3; do
    : >"$scratch/found"
    ! command -v mandoc >/dev/null || mandoc -T lint -W warning "$page" >>"$scratch/found" 2>&1
    ! command -v groff >/dev/null || groff -K utf8 -t -mandoc -T utf8 -ww "$page" 2>>"$scratch/found" >/dev/null
    if [ -s "$scratch/found" ]; then
        echo "failed: $page"
        cat "$scratch/found"
        failed=$((failed + 1))
    fi
done
command -v mandoc >/dev/null || command -v groff >/dev/null || echo "neither mandoc nor groff is there: form not checked"

[ $failed -eq 0 ] || exit 1
