#!/bin/sh
# Makes lib/words/traditional.map anew from OpenCC's dictionary. Needs Debian's opencc and libopencc-data.
set -eu
cd "$(dirname "$0")"
dictionary=${1:-/usr/share/opencc/TSCharacters.ocd2}
text=$(mktemp)
trap 'rm -f "$text"' EXIT
opencc_dict -i "$dictionary" -o "$text" -f ocd2 -t text
{
    sed -n '/^#/p' traditional.map
    # A pair counts if both characters take three bytes in UTF-8 and differ.
    LC_ALL=C awk -F '\t' '{ split($2, to, " ") } length($1) == 3 && length(to[1]) == 3 && $1 != to[1] { print $1 "\t" to[1] }' "$text" |
        LC_ALL=C sort
} > traditional.map.new
mv traditional.map.new traditional.map
