#!/bin/sh
# What the shared library exports is what the headers declare, each function with a comment and a test.
# sh tests/symbols.sh LIBRARY [COMPILER [C++-COMPILER]]: exit status 77 where nm is missing.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
library=$1 cc=${2:-cc} cxx=${3:-}
command -v nm >/dev/null || { echo "skipped: there is no nm"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

complain() {
    echo "$@"
    failed=1
}

# The entry point of the loadable extension is named as SQLite wants it, and declared nowhere; __ begins a compiler's own.
nm -D --defined-only "$library" | sed -nE 's/^[0-9a-f]+ [A-Z] ([A-Za-z0-9_]+).*/\1/p' |
    grep -vxE 'sqlite3_speecharchive_init|__.*' | sort >"$work/exported"
# What the preprocessor makes of SPEECH_API stands before each declaration.
echo '#include <speecharchive/speecharchive.h>' |
    "$cc" -E -P -I "$root/include" - | tr '\n' ' ' | tr ';' '\n' |
    sed -nE 's/.*visibility\("default"\).*[ *](speech_[a-z0-9_]+) *\(.*/\1/p' | sort >"$work/declared"
[ -s "$work/declared" ] || complain "no declaration was found"
for name in $(comm -23 "$work/exported" "$work/declared"); do complain "$name is exported, but not declared"; done
for name in $(comm -13 "$work/exported" "$work/declared"); do complain "$name is declared, but not exported"; done

# So is what the static library shows, where it is one object (with sanitizers or counters it is not).
archive=$(dirname "$library")/libspeecharchive.a
if [ -f "$archive" ] && [ "$(ar t "$archive" | wc -l)" -eq 1 ]; then
    nm -g --defined-only "$archive" | sed -nE 's/^[0-9a-f]+ [A-Z] ([A-Za-z0-9_]+).*/\1/p' |
        grep -vx sqlite3_speecharchive_init | sort >"$work/shown"
    for name in $(comm -3 "$work/shown" "$work/declared"); do complain "$name: not the same in the static library"; done
fi

# A declaration stands right behind a comment or another declaration of its group.
awk '/^SPEECH_API/ && before !~ /\*\/ *$|^SPEECH_API|^ +[^*]*;/ { print FILENAME ": " $0 } { before = $0 }' \
    "$root"/include/speecharchive/*.h >"$work/bare"
while read -r line; do complain "without a comment: $line"; done <"$work/bare"
for name in $(cat "$work/declared"); do
    grep -qE "\b$name\(" "$root"/tests/*.c "$root"/tests/*.h || complain "$name is called by no test"
done

# The headers, each by itself, in every version of C and C++ that their users may have set.
standards() {
    compiler=$1 language=$2
    shift 2
    for standard in "$@"; do
        echo 'int main(void) { return 0; }' | "$compiler" -x "$language" "-std=$standard" -fsyntax-only - 2>/dev/null || continue
        for header in "$root"/include/speecharchive/*.h; do
            printf '#include <speecharchive/%s>\n' "$(basename "$header")" |
                "$compiler" -x "$language" "-std=$standard" -fsyntax-only -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
                    -Werror -I "$root/include" - || complain "$(basename "$header") is not clean in $standard"
        done
    done
}
standards "$cc" c c99 c11 c17 c2x
if [ -n "$cxx" ]; then standards "$cxx" c++ c++11 c++14 c++17 c++20; else echo "skipped: C++, there is no compiler"; fi

echo "$(wc -l <"$work/declared") functions"
exit $failed
