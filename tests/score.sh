#!/bin/sh
# Scores the extraction against the gold files of ../shared, where they are, and fails below the floors.
#
#   sh tests/score.sh TOOL
#
# Exit status: 0 good enough, 1 not, 77 there is nothing to score with.
set -u
tool=${1:?usage: sh tests/score.sh TOOL}
shared=$(cd "$(dirname "$0")/../.." && pwd)/shared
if [ ! -f "$shared/tools/score.py" ] || [ ! -d "$shared/gold" ] || [ ! -d "$shared/seeds" ]; then
    echo "skipped: no gold files at $shared"
    exit 77
fi
if ! command -v python3 >/dev/null; then
    echo "skipped: needs python3"
    exit 77
fi
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
"$tool" --db "$scratch/seeds.db" ingest "$shared/seeds" || exit 1
"$tool" --db "$scratch/seeds.db" check || exit 1
python3 "$shared/tools/score.py" "$scratch/seeds.db" "$shared/gold" "$shared/seeds" >"$scratch/score" || exit 1
cat "$scratch/score"
awk '
    BEGIN { floor["speech"] = 1.0; floor["section"] = 0.95; floor["directive"] = 0.85; floor["figure"] = 0.90 }
    $1 in floor {
        found++
        for (i = 2; i < NF; i++)
            if ($i == "f1" && $(i + 1) + 0 < floor[$1]) {
                printf "%s: F1 %s is below %.2f\n", $1, $(i + 1), floor[$1]
                low = 1
            }
    }
    END { exit low || found < 4 }
' "$scratch/score"
