#!/bin/sh
# Ingests a folder of generated documents in several ways, which must all end with the same archive: with any number of
# threads, and killed at any moment and started again.
#
#   sh tests/folders.sh TOOL GENERATOR [DOCUMENTS [KILLS]]
#
# Exit status: 0 the same, 1 not, 77 sqlite3 is missing.
set -u
tool=${1:?usage: sh tests/folders.sh TOOL GENERATOR [DOCUMENTS [KILLS]]}
generator=${2:?no generator given}
documents=${3:-300}
kills=${4:-8}
command -v sqlite3 >/dev/null || exit 77
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
cd "$scratch" || exit 1
"$generator" speeches "$documents" || exit 1

# dump ARCHIVE: all it holds, but for times of day and the index, whose inner form depends on how it was written.
dump() {
    "$tool" --db "$1" check >/dev/null || echo "$1: check failed"
    sqlite3 -readonly "$1" .dump | grep -v 'paragraphs_fts_' |
        sed "s/'20[0-9-]*T[0-9:]*Z'/'now'/g"
}

# compare NAME: is the archive NAME.db the same as whole.db?
compare() {
    dump "$1.db" >"$1.sql"
    if cmp -s whole.sql "$1.sql"; then
        echo "$1: the same"
    else
        echo "$1: another archive"
        diff whole.sql "$1.sql" | cut -c 1-200 | head -n 5
        exit 1
    fi
}

"$tool" --db whole.db ingest --jobs 1 speeches >/dev/null || exit 1
dump whole.db >whole.sql
for jobs in 2 8; do
    "$tool" --db "jobs$jobs.db" ingest --jobs "$jobs" speeches >/dev/null || exit 1
    compare "jobs$jobs"
done

killed=0
while [ "$killed" -lt "$kills" ]; do
    "$tool" --db killed.db ingest speeches >/dev/null 2>&1 &
    running=$!
    sleep "$(awk -v seed="$killed" 'BEGIN { srand(seed); printf "%.2f", 0.1 + 1.7 * rand() }')"
    kill -9 "$running" 2>/dev/null
    wait "$running" 2>/dev/null
    killed=$((killed + 1))
done
[ ! -e killed.db ] || echo "documents after $killed kills: $(sqlite3 killed.db 'SELECT count(*) FROM documents')"
"$tool" --db killed.db ingest speeches >/dev/null || exit 1
compare killed
