#!/bin/sh
# Runs the cases tests/command/*.test and compares all that the tool writes, to the letter.
#
#   sh tests/command.sh [--update] TOOL [CASE...]
#
# A case is a session: "$ " starts a command for the shell, "| " a line of its standard output, "! " one of
# its standard error, "= " its exit status. Lines with # are comments, of which "# needs: PROGRAM" leaves a
# case out where a program is missing. Each case runs in a fresh directory that holds tests/command/documents.
# --update writes what the tool does into the cases, to be read before it is committed.
# Exit status: 0 all passed, 1 some failed, 77 nothing could be run.
set -u
update=no
if [ "${1-}" = --update ]; then
    update=yes
    shift
fi
tool=${1:?usage: sh tests/command.sh [--update] TOOL [CASE...]}
shift
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- "$here"/command/*.test
PATH=$(cd "$(dirname "$tool")" && pwd):$PATH
LC_ALL=C.UTF-8
TERM=xterm
export PATH LC_ALL TERM
unset SPEECH_ARCHIVE NO_COLOR COLUMNS
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

# run_case CASE: writes the session as it really goes.
run_case() {
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '$ '*)
            printf '%s\n' "$line"
            (cd "$scratch/work" && eval "${line#??}") >"$scratch/out" 2>"$scratch/err" </dev/null
            status=$?
            sed 's/^/| /' "$scratch/out"
            sed 's/^/! /' "$scratch/err"
            printf '= %s\n' "$status"
            ;;
        '|'* | '!'* | '= '*) ;;
        *) printf '%s\n' "$line" ;;
        esac
    done <"$1"
}

# missing_program CASE: prints a program that the case needs and that is not there or, as script in a bare chroot,
# does not work.
missing_program() {
    sed -n 's/^# needs: //p' "$1" | tr ' ' '\n' | while read -r program; do
        if ! command -v "$program" >/dev/null; then
            echo "$program"
        elif [ "$program" = script ] && script -qec true /dev/null 2>&1 </dev/null | grep -q pseudo-terminal; then
            echo "a pseudo-terminal"
        fi
    done
}

passed=0 failed=0 skipped=0
for case in "$@"; do
    name=$(basename "$case" .test)
    missing=$(missing_program "$case")
    if [ -n "$missing" ]; then
        echo "skipped $name: needs" $missing
        skipped=$((skipped + 1))
        continue
    fi
    rm -rf "$scratch/work"
    mkdir "$scratch/work"
    cp -R "$here/command/documents/." "$scratch/work"
    run_case "$case" >"$scratch/session"
    if [ $update = yes ]; then
        cp "$scratch/session" "$case"
    elif diff -u "$case" "$scratch/session" >"$scratch/diff"; then
        passed=$((passed + 1))
    else
        echo "failed $name"
        cat "$scratch/diff"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] || exit 1
[ $passed -gt 0 ] || [ $update = yes ] || exit 77
