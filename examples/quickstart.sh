#!/bin/sh
# Installs what is missing, builds, ingests the bundled speeches and asks some questions.
# From any directory: sh examples/quickstart.sh
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/tests/prepare.sh"
prepare
echo "building in $root/build"
build "$root" "$root/build"
PATH=$root/build:$PATH
SPEECH_ARCHIVE=$root/build/samples.db
export PATH SPEECH_ARCHIVE
cd "$root/examples"
rm -f "$SPEECH_ARCHIVE" "$SPEECH_ARCHIVE-wal" "$SPEECH_ARCHIVE-shm"

# say COMMAND...: shows the command and runs it.
say() {
    printf '\n$'
    for word in "$@"; do
        case $word in
        *' '*) printf ' "%s"' "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$@"
}

say archive-query ingest samples
say archive-query speeches
say archive-query outline 1
say archive-query search 安全 --limit 5
say archive-query directives --modality forbid --limit 5
say archive-query tasks --document work-plan --as-of 2026-06-20 --soonest --limit 5
say archive-query figures --kind money --limit 8
printf '\nThe archive is %s; it opens with any sqlite3:\n' "$SPEECH_ARCHIVE"
say sqlite3 "$SPEECH_ARCHIVE" "SELECT kind, count(*) FROM figures GROUP BY kind ORDER BY 2 DESC"
