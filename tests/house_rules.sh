#!/bin/sh
# The house rules of the sources, checked: sh tests/house_rules.sh [BUILD-DIRECTORY]
# Prints a line for each violation, FILE:LINE: WHAT, and ends with 1 if there is any. With a build directory the internal
# headers and the compiled library are looked at too. `--self-test` proves that each rule can fail.
set -eu
export LC_ALL=C
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ---- what the rules say ----

top_level=' CMakeLists.txt LICENSE README.md examples include lib sql tests '

# A library says nothing, ends nothing, changes nothing of its process, and needs no bound to be believed.
banned='printf|fprintf|vprintf|vfprintf|dprintf|puts|fputs|putchar|perror|abort|exit|_exit|assert|setlocale|signal|sigaction'
banned="$banned|strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|strtod|sscanf|rand|srand|system|popen|fork|getenv"
banned="$banned|setenv|putenv|sleep|usleep|localtime|gmtime|ctime|asctime|strerror"

# Only this file asks for memory, of SQLite; and the generator of the word tables is a program of the build.
allocating='malloc|calloc|realloc|free|strdup|strndup'
allocator=lib/archive/allocator.c
generator=lib/words/compile.c
converter=lib/text/decimal.c # gives strtod digits without a radix character, which are read alike in every locale

# Their parameters are what libxml2 and SQLite call with.
prescribed='open_element keywords_connect table_connect'

# FOLDER | folders whose headers it may include | headers of lib/text that it may include | identifiers it may not know
# This is the README's table of folders. `generated` stands for the word tables and the SQL files.
folders='
lib/text      | lib/text lib/words generated  |                                              | sqlite3[a-z_0-9]*|speech_(archive|cursor)[a-z_]*|FILE|fopen
lib/formats   | lib/formats lib/words generated | error memory text_buffer utf8 ascii versioned decode words date | sqlite3[a-z_0-9]*|speech_(archive|cursor)[a-z_]*|FILE|fopen|speech_(analyze|find)[a-z_]*
lib/archive   | lib/archive lib/ledger generated | error memory text_buffer utf8 date decimal simplified ascii versioned | speech_(analyze|find)[a-z_]*
lib/ledger    | lib/ledger lib/archive        | error memory text_buffer utf8 decode date versioned | FILE|fopen|speech_(analyze|find)[a-z_]*
lib/extension | lib/extension lib/archive lib/text lib/ledger | error memory text_buffer utf8 date | FILE|fopen
'
analysis_caller=lib/archive/prepared.c # of all lib/archive only this may call the analysis

# ---- reading C ----

sources() { # the C files of folders
    (cd "$root" && find "$@" -name '*.[ch]' 2>/dev/null | sort)
}

# FILE:LINE:CODE of C files, without comments and the insides of strings (but for the names in #include).
code() {
    sources "$@" | (cd "$root" && xargs awk '
    FNR == 1 { inside = 0 }
    {
        line = $0; out = ""
        if (!inside && line ~ /^#include/) { sub(/ *\/\*.*/, "", line); out = line; line = "" }
        while (line != "") {
            if (inside) {
                if (!(at = index(line, "*/"))) break
                line = substr(line, at + 2); inside = 0
            } else if (!match(line, /"|\047|\/\*|\/\//)) {
                out = out line; line = ""
            } else {
                out = out substr(line, 1, RSTART - 1); mark = substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
                if (mark == "//") line = ""
                else if (mark == "/*") inside = 1
                else {
                    if (mark == "\"") match(line, /^([^"\\]|\\.)*"/)
                    else match(line, /^([^\047\\]|\\.)*\047/)
                    line = substr(line, RLENGTH + 1); out = out mark mark
                }
            }
        }
        print FILENAME ":" FNR ":" out
    }')
}

# The functions of a code stream: FILE LINE NAME LINES PARAMETERS, the error that ends a list not counted. Gotos and
# labels are judged on the way.
functions() {
    awk -F: '
    { file = $1; line = $2; text = substr($0, length($1) + length($2) + 3) }
    file != last { signature = ""; body = 0; last = file }
    body && text ~ /^}/ {
        print file, first, name, line - first + 1, parameters
        body = 0; signature = ""; next
    }
    body && text ~ /^[a-z_]+:/ && text !~ /^default:/ {
        label = text; sub(/:.*/, "", label); labels = labels " " label " "
        if (label != "done") print file ":" line ": the label " label ", where only done is used" > problems
    }
    body && match(text, /goto [a-z_]+/) {
        label = substr(text, RSTART + 5, RLENGTH - 5)
        if (index(labels, " " label " ")) print file ":" line ": goto backwards to " label > problems
    }
    body { next }
    text == "{" && signature ~ /\(/ {
        if (match(signature, /__attribute__.*\)\) /)) signature = substr(signature, RSTART + RLENGTH)
        match(signature, /[A-Za-z_0-9]+ *\(/); name = substr(signature, RSTART, RLENGTH - 1)
        list = substr(signature, RSTART + RLENGTH); depth = 0
        parameters = (list !~ /^(void)?\)/) - (list ~ /, speech_error \*error\)$/)
        for (i = 1; i <= length(list) && depth >= 0; i++) {
            c = substr(list, i, 1)
            if (c == "(") depth++
            else if (c == ")") depth--
            else if (c == "," && depth == 0) parameters++
        }
        body = 1; labels = ""; next
    }
    text ~ /^#/ || text ~ /^ *$/ || text ~ /;$/ || text ~ /^}/ { signature = ""; next }
    {
        if (signature == "") first = line
        match(text, /[^ ]/)
        signature = sprintf("%s %s", signature, substr(text, RSTART))
    }' problems="$work/labels" "$1"
}

# ---- the rules: each prints its violations ----

rule_sizes() {
    : >"$work/labels"
    functions "$work/code" >"$work/functions"
    cat "$work/labels"
    awk -v given=" $prescribed " '
        $4 > 80 { print $1 ":" $2 ": " $3 " has " $4 " lines, more than 80" }
        $5 > 5 && !index(given, " " $3 " ") { print $1 ":" $2 ": " $3 " has " $5 " parameters, more than 5" }' "$work/functions"
    sort -n -k 4 "$work/functions" | awk '{ size[NR] = $4 }
        END { if (NR && size[int((NR + 1) / 2)] >= 20) print "lib:1: the median function has " size[int((NR + 1) / 2)] " lines, not under 20" }'
    (cd "$root" && sources lib include examples | xargs wc -l) |
        awk '$2 != "total" && $1 > 500 { print $2 ":500: the file has " $1 " lines, more than 500" }'
}

rule_text() { # of sources, not of data and expected output
    (cd "$root" && find lib include examples tests sql CMakeLists.txt \
        \( -name '*.[ch]' -o -name '*.cc' -o -name '*.sh' -o -name '*.sql' -o -name '*.py' -o -name CMakeLists.txt \) 2>/dev/null |
        sort | xargs awk '
        function report(what) { print FILENAME ":" FNR ": " what }
        /\t/ { report("a tab") }
        /[ \t]$/ { report("a blank at the end of the line") }
        # A byte behind the first of a character takes no column; a Chinese character two.
        { columns = $0; gsub(/[\200-\277]/, "", columns); wide = gsub(/[\343-\355\357]/, "&", columns) }
        length(columns) + wide > 120 && FILENAME !~ /\.(sql|sh|py)$/ { report(length(columns) + wide " columns, more than 120") }
        /(^|[^A-Z])((TO)DO|(FIX)ME|(XX)X)([^A-Z]|$)/ { report("a mark of something left to do") }')
}

rule_banned() {
    grep '^lib/' "$work/code" | grep -v "^$generator:" | awk -F: -v names="$banned" \
        -v allocating="$allocating" -v allocator="$allocator" -v converter="$converter" '
    { text = " " substr($0, length($1) + length($2) + 3) }
    match(text, "[^A-Za-z0-9_.>](" names ") *\\(") {
        if ($1 != converter || text !~ /strtod/) print $1 ":" $2 ": calls" substr(text, RSTART, RLENGTH) "), which is banned"
    }
    $1 != allocator && match(text, "[^A-Za-z0-9_.>](" allocating ") *\\(") {
        print $1 ":" $2 ": calls" substr(text, RSTART, RLENGTH) "), which only " allocator " may"
    }
    match(text, /[^A-Za-z0-9_](stdout|stderr|stdin)[^A-Za-z0-9_]/) { print $1 ":" $2 ": touches a standard stream" }'
    # Macros that hide a jump.
    awk -F: '{ text = substr($0, length($1) + length($2) + 3) }
    text ~ /^# *define +[A-Za-z_0-9]+\(/ { macro = 1 }
    macro && text ~ /[^A-Za-z_0-9](return|goto)[^A-Za-z_0-9]/ { print $1 ":" $2 ": a macro that hides a return or a goto" }
    text !~ /\\$/ { macro = 0 }' "$work/code"
}

rule_includes() {
    (cd "$root" && find lib include -name '*.h') >"$work/headers"
    awk -F: -v rules="$folders" -v analysis_caller="$analysis_caller" -v headers="$work/headers" '
    function folder_of(path) { sub(/\/[^\/]*$/, "", path); return path }
    function report(what) { print $1 ":" $2 ": " what }
    function has(list, item) { return index(" " list " ", " " item " ") > 0 }
    BEGIN {
        while ((getline path < headers) > 0) { name = path; sub(/.*\//, "", name); home[name] = home[name] " " folder_of(path) }
        home["word_tables.h"] = home["sql_files.h"] = " generated"
        for (n = split(rules, row, "\n"); n > 0; n--) {
            if (split(row[n], cell, / *\| /) < 4) continue
            folder = cell[1]; from[folder] = cell[2]; helpers[folder] = cell[3]
            unknown[folder] = row[n]; sub(/^[^|]*\|[^|]*\|[^|]*\| */, "", unknown[folder])
        }
    }
    { folder = folder_of($1); text = " " substr($0, length($1) + length($2) + 3) " " }
    text ~ /^ #include "/ {
        split(text, part, "\""); name = part[2]; sub(/\.h$/, "", name)
        homes = part[2] in home ? home[part[2]] : ""
        fine = homes == "" || has(homes, folder)
        if (folder in from) {
            fine = fine || (has(homes, "lib/text") && has(helpers[folder], name))
            for (n = split(homes, place, " "); n > 0; n--) fine = fine || has(from[folder], place[n])
        }
        if (!fine) report("may not include " part[2] " of" homes)
    }
    text ~ /^ #include </ {
        if (folder ~ /^include/ && text !~ /<(std[a-z]+\.h|speecharchive\/[a-z]+\.h)>/) report("a public header may not include" substr(text, 10))
        if (folder ~ /^(examples|lib\/text|lib\/formats)/ && text ~ /<sqlite3/) report("may not see SQLite")
        if (folder ~ /^(lib\/text|lib\/formats|lib\/ledger)/ && text ~ /<(unistd|fcntl|dirent|sys\/.*)\.h>/) report("may not see files")
    }
    folder in unknown && text !~ /^ #include/ && match(text, "[^A-Za-z0-9_.>](" unknown[folder] ")[^A-Za-z0-9_]") && $1 != analysis_caller {
        report(folder " may not know" substr(text, RSTART, RLENGTH))
    }' "$work/code"
}

rule_public_headers() {
    (cd "$root" && find include -name '*.h' | sort | xargs awk '
    FNR == 1 { finish(); file = FILENAME; lines = notes = declarations = 0; before = "" }
    function finish() {
        if (declarations && notes < 0.45 * lines) print file ":1: " notes " of " lines " lines are comment, less than about half"
    }
    /^SPEECH_API/ { declarations++; if (before !~ /\*\/$/ && before !~ /;$/) print file ":" FNR ": an exported function without a comment before it" }
    /\/\*/ { inside = 1 }
    NF { lines++; notes += inside }
    /\*\// { inside = 0 }
    { before = $0 }
    END { finish() }')
}

# compile COMPILER FLAGS... < HEADERS: each header by itself.
compile() {
    rm -rf "$work/alone" && mkdir "$work/alone"
    while read -r header; do
        echo "#include \"$root/$header\"" >"$work/alone/$(echo "$header" | tr '/.' '__').c"
    done
    set -- "$@" -fsyntax-only -Wall -Wextra -Wpedantic -Werror -D_POSIX_C_SOURCE=200809L -I "$root/include"
    "$@" "$work"/alone/*.c 2>&1 | sed -n "s,^$root/,,; /: \(fatal \)\{0,1\}error: /p"
}

rule_headers_alone() {
    sources include >"$work/public"
    compile ${CC:-cc} -x c -std=c11 <"$work/public"
    if command -v ${CXX:-c++} >/dev/null; then
        compile ${CXX:-c++} -x c++ -std=c++11 <"$work/public"
    else
        echo "house rules: headers are not tried in C++, there is no compiler" >&2
    fi
    [ -n "$build" ] || return 0
    sources lib | grep '\.h$' >"$work/internal"
    flags=$(pkg-config --cflags sqlite3 libutf8proc)
    compile ${CC:-cc} -x c -std=c11 $flags -I "$build/generated" $(cd "$root" && ls -d lib/*/ | sed "s,^,-I$root/,") <"$work/internal"
}

# Sections of data that can be written to; constants with addresses in them (.data.rel.ro) can't once they are loaded.
rule_globals() {
    [ -n "$build" ] || return 0
    library=$build/libspeecharchive.a
    if nm "$library" 2>/dev/null | grep -qE '__(asan|tsan|gcov)_'; then
        echo "house rules: globals are not looked for in a build that measures itself" >&2
        return 0
    fi
    objdump -t "$library" | awk '
    /^[^ ]+: +file format/ { object = $1; sub(/:$/, "", object) }
    $NF !~ /^\./ && match($0, / (\.data|\.bss|\.tdata|\.tbss|\*COM\*)[^ \t]*/) && $0 !~ / \.data\.rel\.ro/ {
        print "lib/" object ":1: " $NF " is data that can be written to"
    }'
}

rule_layout() {
    if [ -e "$root/.git" ]; then (cd "$root" && git ls-files | cut -d/ -f1); else ls -A "$root"; fi | sort -u | while read -r entry; do
        case $entry in
        .*) ;;
        *) [ "${top_level#* "$entry" }" != "$top_level" ] || echo "$entry:1: does not belong at the top" ;;
        esac
    done
    (cd "$root" && find lib include examples tests sql -mindepth 1 -maxdepth 1 -type d | sort) | while read -r folder; do
        grep -qF -e "$folder" -e "\`${folder##*/}/\`" -e "\`${folder##*/}\`" -e "${folder##*/}/ " "$root/README.md" || echo "README.md:1: does not name $folder"
    done
}

check() {
    code lib include examples >"$work/code"
    for rule in sizes text banned includes public_headers headers_alone globals layout; do
        "rule_$rule"
    done
}

# ---- the proof that each rule can fail ----

# offends PATH TEXT PATTERN: a file that must lead to a line with the pattern.
offends() {
    mkdir -p "$(dirname "$root/$1")"
    printf '%b' "$2" >"$root/$1"
    printf '%s\t%s\n' "$1" "$3" >>"$work/expected"
}

lines() { # COUNT TEXT
    awk -v count="$1" -v text="$2" 'BEGIN { while (count-- > 0) printf "%s\\n", text }'
}

offences() {
    offends lib/text/long.c "int f(void)\n{\n$(lines 80 '    g();')}\n" 'f has 83 lines'
    offends lib/text/many.c 'int f(int a, int (*b)(int, int), int c,\n      int d, int e, int g)\n{\n}\n' 'f has 6 parameters'
    offends lib/text/large.c "$(lines 501 'int a;')" 'the file has 501 lines'
    offends lib/text/label.c 'int f(void)\n{\nout:\n    return 0;\n}\n' 'the label out'
    offends lib/text/back.c 'int f(void)\n{\ndone:\n    goto done;\n}\n' 'goto backwards to done'
    offends lib/text/tab.c '\tint a;\n' 'a tab'
    offends lib/text/blank.c 'int a; \n' 'a blank at the end'
    offends lib/text/wide.c "/* $(lines 1 "$(printf '%060d' 0 | sed 's/0/字/g')") */\n" 'columns, more than 120'
    offends lib/text/later.c '/* TO''DO: more */\n' 'left to do'
    offends lib/text/says.c 'int f(void)\n{\n    printf("x");\n}\n' 'calls printf'
    offends lib/text/stream.c 'int f(void)\n{\n    g(stderr);\n}\n' 'touches a standard stream'
    offends lib/text/takes.c 'int f(void)\n{\n    return malloc(1) != 0;\n}\n' 'calls malloc'
    offends lib/text/hides.c '#define GIVE(x) \\\\\n    if (x) return 0\n' 'a macro that hides'
    offends lib/archive/allocator.c 'int f(void)\n{\n    return malloc(1) != 0;\n}\n' ''
    offends lib/archive/handle.h '/* fine */\n' ''
    offends lib/formats/html.h '/* fine */\n' ''
    offends lib/text/figures.h '/* fine */\n' ''
    offends lib/text/up.c '#include "handle.h"\n' 'may not include handle.h'
    offends lib/formats/up.c '#include <sqlite3.h>\n' 'may not see SQLite'
    offends lib/formats/files.c 'FILE *in;\n' 'may not know'
    offends lib/text/files.c '#include <sys/stat.h>\n' 'may not see files'
    offends lib/archive/inside.c '#include "figures.h"\n' 'may not include figures.h'
    offends lib/archive/analyses.c 'int f(void)\n{\n    speech_analyze(0);\n}\n' 'may not know'
    offends lib/ledger/page.c '#include "html.h"\n' 'may not include html.h'
    offends examples/tool.c '#include "handle.h"\n' 'may not include handle.h'
    offends include/speecharchive/other.h '#include <sqlite3.h>\n' 'a public header may not include'
    offends include/speecharchive/bare.h '#define SPEECH_API\nSPEECH_API int f(void);\n' 'without a comment'
    offends include/speecharchive/terse.h '#define SPEECH_API\n/* F. */\nSPEECH_API int f(void);\n' 'less than about half'
    offends include/speecharchive/needs.h 'size_t f(void);\n' 'error: unknown type name'
    offends include/speecharchive/only_c.h '/* C. */\nint f(int class);\n' 'error: expected'
    offends notes.txt 'x\n' 'does not belong at the top'
    offends README.md 'nothing\n' 'does not name lib/text'
}

self_test() {
    mkdir "$work/root"
    root=$work/root
    : >"$work/expected"
    offences
    (set -e && check) >"$work/found" 2>/dev/null
    missed=$?
    while IFS="$(printf '\t')" read -r path pattern; do
        if [ -z "$pattern" ]; then
            ! grep "^$path:" "$work/found" || missed=1
        elif ! grep "^$path:[0-9]" "$work/found" | grep -q "$pattern"; then
            echo "self-test: $path was not found to have: $pattern"
            missed=1
        fi
    done <"$work/expected"
    # Data that can be written to is told from the object files.
    printf 'int count;\nint f(void) { static int n = 1; return n++ + count; }\n' >"$work/g.c"
    ${CC:-cc} -c "$work/g.c" -o "$work/g.o" && ar rc "$work/libspeecharchive.a" "$work/g.o"
    build=$work
    [ "$(rule_globals | grep -c 'can be written to')" = 2 ] || { echo "self-test: globals were not found" && missed=1; }
    [ "$missed" = 0 ] && echo "self-test: each of $(wc -l <"$work/expected") offences was found"
}

build=
case ${1-} in
--self-test)
    set +e
    self_test
    exit
    ;;
?*) build=$(cd "$1" && pwd) ;;
esac
set +e
(set -e && check) >"$work/found"
status=$?
cat "$work/found"
[ "$status" -eq 0 ] && [ ! -s "$work/found" ]
