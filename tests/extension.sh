#!/bin/sh
# Loads the extension as people do: into the stock sqlite3 shell, into a program with an SQLite of its own, into Python.
#
#   sh tests/extension.sh TOOL FOLDER [FOREIGN-HOST]
#
# FOLDER has libspeecharchive.so and speecharchive.so. Exit status: 0 all is well, 1 not, 77 there is nothing to load
# them into.
set -u
tool=${1:?usage: sh tests/extension.sh TOOL FOLDER [FOREIGN-HOST]}
folder=${2:?usage: sh tests/extension.sh TOOL FOLDER [FOREIGN-HOST]}
foreign=${3-}
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
db=$scratch/samples.db
failed=0
count=0

# problem WORDS...: something is not as it should be.
problem() {
    echo "$*"
    failed=1
}

# same NAME: $scratch/out is $scratch/expected, and nothing was complained about.
same() {
    count=$((count + 1))
    if ! cmp -s "$scratch/expected" "$scratch/out" || [ -s "$scratch/err" ]; then
        problem "$1:"
        diff "$scratch/expected" "$scratch/out"
        cat "$scratch/err"
    fi
}

# What is built with the sanitizers needs their library in the host from the start.
if grep -q __asan_init "$folder/speecharchive.so"; then
    preload=
    for library in libasan.so libclang_rt.asan-x86_64.so; do
        for compiler in gcc clang; do
            path=$($compiler -print-file-name=$library 2>/dev/null) && [ -e "$path" ] && preload=$path
        done
        grep -q "$library" "$folder/speecharchive.so" && [ -n "$preload" ] && break
    done
    if [ -z "$preload" ]; then
        echo "skipped: the sanitizer's library to be loaded first was not found"
        exit 77
    fi
else
    preload=
fi

# host COMMAND...: runs a stock host of the extension. What it does not free itself is not ours.
host() {
    ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD=$preload "$@" >"$scratch/out" 2>"$scratch/err"
}

# own_host EXTENSION: runs our host with its own SQLite.
own_host() {
    "$foreign" "$1" "$db" "$query" >"$scratch/out" 2>"$scratch/err"
}

"$tool" --db "$db" ingest "$root/examples/samples" >"$scratch/out" 2>&1 || { cat "$scratch/out"; exit 1; }
"$tool" --db "$db" --format tsv search '安全 -食堂' | tail -n +2 | cut -f 1 >"$scratch/expected"
query="SELECT paragraph_id FROM speech_search('安全 -食堂')"

if command -v nm >/dev/null && nm -D --undefined-only "$folder/speecharchive.so" | grep sqlite3_; then
    problem "speecharchive.so calls SQLite by name, which its host may not have"
fi

if command -v sqlite3 >/dev/null && ! sqlite3 :memory: 'PRAGMA compile_options' | grep -q OMIT_LOAD_EXTENSION; then
    for name in libspeecharchive speecharchive; do
        host sqlite3 -init /dev/null -batch -bail -cmd ".load $folder/$name" "$db" "$query"
        if grep -q 'load speecharchive.so' "$scratch/err" && ! ldd "$(command -v sqlite3)" 2>&1 | grep -q libsqlite3; then
            echo "$name was refused by this sqlite3 shell, which has an SQLite of its own"
            continue
        fi
        same "$name in the sqlite3 shell"
    done
    mkdir "$scratch/bin"
    printf '#!/bin/sh\nASAN_OPTIONS=detect_leaks=0 LD_PRELOAD=%s exec %s "$@"\n' "$preload" "$(command -v sqlite3)" \
        >"$scratch/bin/sqlite3"
    chmod +x "$scratch/bin/sqlite3"
    PATH=$scratch/bin:$PATH sh "$root/tests/recipes.sh" --load "$folder/speecharchive" "$tool" || failed=1
fi

if [ -n "$foreign" ]; then
    own_host "$folder/speecharchive"
    same "speecharchive in a program with its own SQLite"
    count=$((count + 1))
    if own_host "$folder/libspeecharchive" || ! grep -q 'load speecharchive.so' "$scratch/err"; then
        problem "libspeecharchive was not refused by a program with its own SQLite"
        cat "$scratch/out" "$scratch/err"
    fi
fi

# The Python example says the same with the extension and without: with Debian's Python, and with the one on the path.
"$tool" --db "$db" --format tsv search '水毁工程 修复' | tail -n +2 | wc -l >"$scratch/expected"
for python in /usr/bin/python3 "$(command -v python3)"; do
    [ -x "$python" ] && "$python" -c 'import sqlite3' 2>/dev/null || continue
    for extension in "$folder/speecharchive.so" none; do
        host "$python" "$root/examples/search.py" "$db" '水毁工程 修复' "$extension"
        if [ "$extension" != none ] && grep -q 'is not loaded' "$scratch/out" &&
            "$python" -c 'import sqlite3; sqlite3.Connection.enable_load_extension' 2>/dev/null; then
            problem "$python did not load the extension"
        fi
        grep -q 'bytes .* as stored' "$scratch/out" || problem "$python, $extension: no figure was found"
        ! grep -q DIFFER "$scratch/out" || problem "$python, $extension: a figure is not in its place"
        grep '^[0-9n]' "$scratch/out" | wc -l >"$scratch/lines" && mv "$scratch/lines" "$scratch/out"
        same "$python, $extension"
    done
done

if [ "$count" -eq 0 ]; then
    echo "skipped: neither sqlite3 nor python3 is there to load extensions"
    exit 77
fi
[ "$failed" -ne 0 ] || echo "the extension answered in $count ways"
exit "$failed"
