#!/bin/sh
# Writes a dictionary for libFuzzer: the words of the word tables, and what else the target's parser knows by name.
# dictionary.sh TARGET
set -eu
here=$(cd "$(dirname "$0")" && pwd)
words=$here/../../lib/words

# One entry a line: "\xE4\xB8\x80".
quoted() {
    LC_ALL=C sort -u | od -An -v -tx1 | tr -d ' \n' | sed 's/../\\x&/g; s/\\x0a/"\n"/g; s/^/"/; s/"$//'
}

tables() {
    for name in "$@"; do
        grep -v '^#' "$words/$name.tsv" | cut -f 1
    done | grep .
}

case $1 in
decode) exit 0 ;;
numeral) tables numerals fixed_numbers qualifiers | quoted ;;
html) { tables page_parts furniture && cat "$here/html.words"; } | quoted ;;
docx) { tables outline_words && cat "$here/docx.words"; } | quoted ;;
query) { tables units directive && cat "$here/query.words"; } | quoted ;;
markdown | pdf | archive | filters) [ ! -f "$here/$1.words" ] || quoted <"$here/$1.words" ;;
*) tables directive duties meetings numerals outline_words period roles salutations titles units | quoted ;;
esac
