#!/bin/sh
# Makes lib/words/traditional.map anew: from OpenCC's dictionary of characters, and for the compatibility ideographs
# (U+F900 to U+FAFF, common in PDF text) from Unicode's decompositions. Needs Debian's opencc, libopencc-data and perl.
set -eu
cd "$(dirname "$0")"
dictionary=${1:-/usr/share/opencc/TSCharacters.ocd2}
text=$(mktemp)
trap 'rm -f "$text"' EXIT
opencc_dict -i "$dictionary" -o "$text" -f ocd2 -t text
{
    sed -n '/^#/p' traditional.map
    perl -CSD -MUnicode::Normalize -e '
        my %to;
        while (<>) { chomp; my ($from, $first) = /^(.)\t(\S+)/ or next; $to{$from} //= substr($first, 0, 1); }
        for my $code (0xF900 .. 0xFAFF) {
            my $plain = NFKC(chr $code);
            next if length $plain != 1 or $plain eq chr $code;
            $to{chr $code} = $to{$plain} // $plain;
        }
        # A pair counts if both characters take three bytes in UTF-8 and differ.
        for my $from (sort keys %to) {
            print "$from\t$to{$from}\n" if $from ne $to{$from} and ord $from > 0x7FF and ord $from < 0x10000
                and ord $to{$from} > 0x7FF and ord $to{$from} < 0x10000;
        }' "$text"
} > traditional.map.new
mv traditional.map.new traditional.map
