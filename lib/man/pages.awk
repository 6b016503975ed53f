# Makes the manual pages of the API from the public headers, whose comments stay as they were written.
#
#   awk -v version=V -v date=D -v folder=DIR -f pages.awk HEADER... speecharchive.h
#
# writes DIR/speecharchive_HEADER.3 for each header, DIR/FUNCTION.3 for each function (only the way to the page of its
# header) and, from the last header, the overview DIR/speecharchive.3. What it knows of C is how these headers are
# written: comments in front of what they explain, with a blank line behind; examples are indented, "- " begins an item,
# and "---- so ----" a section.

FNR == 1 { page_begin() }

# A comment; within a declaration it is a part of that.
declaration == "" && (comment_open || /^\/\*/) { comment_read(); next }

declaration == "" && /^[ \t]*$/ { block_write(); next }
declaration == "" && skipped() { next }

{
    declaration = declaration $0 "\n"
    if (complete(declaration)) declaration_keep()
}

END { page_write() }

# ---- reading ----

function page_begin() {
    if (header != "") page_write()
    header = FILENAME
    sub(/.*\//, "", header)
    page = header
    sub(/\.h$/, "", page)
    if (page != "speecharchive") page = "speecharchive_" page
    body = synopsis = functions = listing = names = comment = summary = declaration = ""
    conditional = 0
    fresh = 1
}

# Preprocessor lines that are no part of the interface, with all that stands under a condition; and extern "C".
function skipped() {
    if ($0 ~ /^#if/) conditional++
    if ($0 ~ /^#endif/) conditional--
    if ($0 ~ /^#define SPEECH_[A-Z_]+[ \t]/ && $2 != "SPEECH_API") return 0
    return $0 ~ /^#/ || $0 ~ /^extern "C"/ || $0 ~ /^}$/ || conditional > 1
}

function comment_read(  line) {
    line = $0
    if (!comment_open) {
        if (comment != "" || listing != "") block_write()
        sub(/^\/\*[ \t]?/, "", line)
        comment_open = 1
    } else sub(/^ \*( |$)/, "", line)
    if (line ~ /\*\/[ \t]*$/ || line ~ /^\/$/) {
        comment_open = 0
        sub(/[ \t]*\*?\/[ \t]*$/, "", line)
    }
    if (line ~ /^---- .* ----$/) {
        section_write(line)
        return
    }
    comment = comment line "\n"
    if (!comment_open && summary == "") introduction_write()
}

# Is it a whole declaration: brackets closed, and a semicolon or a macro's line?
function complete(text,  bare, opened) {
    bare = without_comments(text)
    if (bare ~ /^#define/) return 1
    opened = gsub(/[({]/, "", bare) - gsub(/[)}]/, "", bare)
    return opened == 0 && bare ~ /;[ \t\n]*$/
}

function without_comments(text,  begin, end) {
    while ((begin = index(text, "/*")) > 0) {
        end = index(substr(text, begin), "*/")
        if (end == 0) return substr(text, 1, begin - 1)
        text = substr(text, 1, begin - 1) substr(text, begin + end + 1)
    }
    return text
}

function declaration_keep(  name) {
    name = declared(without_comments(declaration))
    if (declaration ~ /^SPEECH_API /) {
        # What goes on in further lines stays below what it stood below.
        sub(/^SPEECH_API /, "", declaration)
        gsub(/\n           /, "\n", declaration)
        synopsis = synopsis without_comments(declaration)
        functions = functions (functions == "" ? "" : " ") name
        name = name "()"
    }
    names = names (names == "" || name == "" ? "" : ", ") name
    listing = listing declaration
    declaration = ""
}

# The name that a declaration declares; of an enum without one its first two constants stand for it.
function declared(text,  words, count) {
    if (text ~ /^#define/) {
        split(text, words)
        return words[2]
    }
    if (text ~ /^enum \{/) {
        count = split(text, words, /[^A-Za-z_0-9]+/)
        return words[2] " ..."
    }
    if (match(text, /\(\*[a-z_]+\)/)) return substr(text, RSTART + 2, RLENGTH - 3)
    if (text ~ /^SPEECH_API/ && match(text, /[a-z_0-9]+\(/)) return substr(text, RSTART, RLENGTH - 1)
    match(text, /[a-z_0-9]+;[ \t\n]*$/)
    text = substr(text, RSTART, RLENGTH)
    sub(/;.*/, "", text)
    return text
}

# ---- writing ----

# The comment at the top of a header; what it says up to the first full stop is what the page is about.
function introduction_write(  at) {
    summary = comment
    gsub(/\n/, " ", summary)
    sub(/^ /, "", summary)
    at = index(summary, ". ")
    summary = tolower(substr(summary, 1, 1)) substr(summary, 2, at - 2)
    prose_write(comment)
    comment = ""
}

function section_write(line) {
    block_write()
    gsub(/^-+ | -+$/, "", line)
    body = body ".SH " toupper(line) "\n"
    fresh = 1
}

# What was declared together, and the comment in front of it.
function block_write() {
    if (listing != "") {
        body = body ".SS " plain(names) "\n"
        fresh = 1
        verbatim_write(listing)
    }
    if (comment != "") prose_write(comment)
    listing = names = comment = ""
}

function verbatim_write(text) {
    sub(/\n+$/, "\n", text)
    body = body (fresh ? "" : ".PP\n") ".EX\n" literal(text) ".EE\n"
    fresh = 0
}

# Paragraphs are filled, items hang, and what is indented stays as it is.
function prose_write(text,  lines, count, i, example, item, open) {
    count = split(text, lines, "\n")
    for (i = 1; i <= count; i++) {
        if (lines[i] ~ /^$/) {
            if (example != "") example = example "\n"
            open = 0
        } else if (lines[i] ~ /^- /) {
            example_write(example)
            example = ""
            body = body ".IP \\(bu 2\n" plain(substr(lines[i], 3)) "\n"
            item = open = 1
            fresh = 0
        } else if (lines[i] ~ /^  / && !(item && open)) {
            example = example lines[i] "\n"
            item = 0
        } else {
            example_write(example)
            example = ""
            if (!open) {
                if (!fresh) body = body ".PP\n"
                item = 0
            }
            sub(/^ +/, "", lines[i])
            body = body plain(lines[i]) "\n"
            open = 1
            fresh = 0
        }
    }
    example_write(example)
}

function example_write(text) {
    if (text != "") verbatim_write(text)
}

# Text that the formatter may fill.
function plain(text) {
    gsub(/\\/, "\\e", text)
    gsub(/[A-Za-z0-9]+_[A-Za-z0-9_]*/, "\\%&", text) # names are not broken at the end of a line
    gsub(/-/, "\\-", text)
    gsub(/`/, "\\(ga", text)
    gsub(/\^/, "\\(ha", text)
    gsub(/~/, "\\(ti", text)
    if (text ~ /^[.']/) text = "\\&" text
    return text
}

# Lines of C.
function literal(text,  lines, count, i, result) {
    count = split(text, lines, "\n")
    if (lines[count] == "") count--
    for (i = 1; i <= count; i++) {
        lines[i] = plain(lines[i])
        gsub(/'/, "\\(aq", lines[i])
        result = result lines[i] "\n"
    }
    return result
}

function page_write(  path, name, i) {
    block_write()
    path = folder "/" page ".3"
    printf ".\\\" Generated from include/speecharchive/%s.\n", header >path
    printf ".TH %s 3 \"%s\" \"libspeecharchive %s\" \"Library Functions Manual\"\n.ad l\n.nh\n",
        toupper(page), date, version >path
    name = functions
    gsub(/ /, ", ", name)
    printf ".SH NAME\n%s%s \\- %s\n", page, name == "" ? "" : ", " name, plain(summary) >path
    printf ".SH SYNOPSIS\n.nf\n.B #include <speecharchive/%s>\n", header >path
    if (page == "speecharchive") {
        print ".PP\n.B cc program.c $(pkg\\-config \\-\\-cflags \\-\\-libs speecharchive)" >path
    } else {
        if (synopsis != "") printf ".PP\n\\fB%s\\fP\n", chomped(literal(synopsis)) >path
        pages = pages (pages == "" ? "" : " ") page
        about[page] = summary
        declares[page] = functions
    }
    printf ".fi\n.SH DESCRIPTION\n%s", body >path
    if (page == "speecharchive") contents_write(path)
    see_also_write(path)
    close(path)
    count_functions = split(functions, list, " ")
    for (i = 1; i <= count_functions; i++) {
        path = folder "/" list[i] ".3"
        print ".so man3/" page ".3" >path
        close(path)
    }
}

function chomped(text) {
    sub(/\n$/, "", text)
    return text
}

# The pages, what each is about, and its functions.
function contents_write(path,  list, count, i, name) {
    print ".SH PAGES" >path
    count = split(pages, list, " ")
    for (i = 1; i <= count; i++) {
        printf ".TP\n.BR %s (3)\n%s\n", list[i], plain(about[list[i]]) >path
        name = declares[list[i]]
        gsub(/ /, ", ", name)
        if (name != "") printf ".br\n%s\n", name >path
    }
}

function see_also_write(path,  list, count, i) {
    print ".SH SEE ALSO" >path
    if (page == "speecharchive") {
        print ".BR archive\\-query (1),\n.BR sqlite3 (1)" >path
        return
    }
    print ".BR speecharchive (3)" >path
}
