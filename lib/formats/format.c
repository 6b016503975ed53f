#include "format.h"

#include <string.h>

#include "ascii.h"
#include "utf8.h"

enum { HEAD = 1024, LABEL_HEAD = 4096, PDF_HEAD = 1024 };

static bool starts_with(const char *bytes, size_t length, const char *start, size_t size)
{
    return length >= size && memcmp(bytes, start, size) == 0;
}

/* The first place of a word in text[0..length), letters of either case the same; `length` if there is none. */
static size_t find_word(const char *text, size_t length, const char *word)
{
    size_t size = strlen(word);
    for (size_t at = 0; at + size <= length; at++)
        if (ascii_same_prefix(text + at, word, size)) return at;
    return length;
}

/* A page saved with its pictures, or a letter with attachments: parts under headers, in lines of ASCII. */
static bool is_mime(const char *bytes, size_t length)
{
    static const char *const headers[] = {"mime-version:", "from:", "content-type:", "received:", "return-path:"};
    size_t head = length < HEAD ? length : HEAD;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (head > strlen(headers[i]) && ascii_same_prefix(bytes, headers[i], strlen(headers[i])))
            return find_word(bytes, head, "mime-version:") < head;
    return false;
}

const char *format_foreign(const char *bytes, size_t length)
{
    static const struct {
        const char *start;
        size_t length;
        const char *what;
    } kinds[] = {
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, "a Word 97-2003 or encrypted Office file; save it as DOCX"},
        {"{\\rtf", 5, "an RTF file; save it as DOCX"},
        {"Rar!\x1A\x07", 6, "a RAR archive; unpack it first"},
        {"7z\xBC\xAF\x27\x1C", 6, "a 7-Zip archive; unpack it first"},
        {"\x1F\x8B", 2, "a gzip file; unpack it first"},
        {"\x89PNG\r\n\x1A\n", 8, "a picture (PNG)"},
        {"\xFF\xD8\xFF", 3, "a picture (JPEG)"},
        {"GIF8", 4, "a picture (GIF)"},
        {"SQLite format 3", 16, "an SQLite file"},
        {"AT&TFORM", 8, "a DjVu file"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (starts_with(bytes, length, kinds[i].start, kinds[i].length)) return kinds[i].what;
    if (is_mime(bytes, length)) return "a mail or a web archive (MHTML); save the page as HTML";
    return NULL;
}

bool format_is_binary(const char *bytes, size_t length, format *out)
{
    if (starts_with(bytes, length, "PK\x03\x04", 4) || starts_with(bytes, length, "PK\x05\x06", 4)) {
        *out = FORMAT_DOCX;
        return true;
    }
    /* The header may stand anywhere in the first 1024 bytes (ISO 32000-1, annex H.3.4.1), but not inside a text. */
    size_t head = length < PDF_HEAD ? length : PDF_HEAD;
    const char *at = head > 0 ? memchr(bytes, '%', head) : NULL;
    if (at == NULL || !starts_with(at, length - (size_t)(at - bytes), "%PDF-", 5)) return false;
    *out = FORMAT_PDF;
    return at == bytes || memchr(bytes, '\0', length) != NULL;
}

static bool name_ends(const char *name, const char *const *endings)
{
    size_t length = name == NULL ? 0 : strlen(name);
    for (; length > 0 && *endings != NULL; endings++) {
        size_t size = strlen(*endings);
        if (length > size && ascii_same(name + length - size, *endings)) return true;
    }
    return false;
}

/* Does a tag of one of these names start at text[at]? */
static bool is_tag(const char *text, size_t at, size_t length, const char *const *names, size_t count)
{
    if (at >= length || text[at] != '<') return false;
    at++;
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(names[i]);
        if (at + size >= length || !ascii_same_prefix(text + at, names[i], size)) continue;
        char after = text[at + size];
        if (!utf8_is_ascii_letter(after) && !(after >= '0' && after <= '9')) return true;
    }
    return false;
}

/* Passes over blanks, <?xml …?> and comments. */
static size_t skip_prolog(const char *text, size_t length)
{
    for (size_t at = 0;;) {
        at = utf8_skip_spaces(text, at, length);
        bool comment = utf8_starts_with(text, at, length, "<!--");
        if (!comment && !utf8_starts_with(text, at, length, "<?xml")) return at;
        const char *end = comment ? "-->" : "?>";
        size_t inside = find_word(text + at, length - at, end);
        if (inside == length - at) return at;
        at += inside + strlen(end);
    }
}

format format_of_text(const char *text, size_t length, const char *name)
{
    static const char *const pages[] = {"!doctype html", "html", "head", "body", "title", "meta"};
    static const char *const parts[] = {"div", "p",  "table", "br", "span", "font", "h1",  "h2",      "h3",     "h4",
                                        "ul",  "ol", "a",     "b",  "img",  "td",   "pre", "section", "article"};
    static const char *const html_endings[] = {".html", ".htm", ".shtml", ".xhtml", NULL};
    static const char *const markdown_endings[] = {".md", ".markdown", NULL};
    static const char *const text_endings[] = {".txt", ".text", NULL};
    size_t at = skip_prolog(text, length);
    if (is_tag(text, at, length, pages, sizeof pages / sizeof *pages)) return FORMAT_HTML;
    if (name_ends(name, markdown_endings)) return FORMAT_MARKDOWN;
    if (name_ends(name, text_endings)) return FORMAT_TEXT;
    if (!name_ends(name, html_endings)) {
        /* Of a fragment without a name the first thing has to be a tag, and a tag has to be closed. */
        bool tag = is_tag(text, at, length, parts, sizeof parts / sizeof *parts);
        return tag && find_word(text + at, length - at, "</") < length - at ? FORMAT_HTML : FORMAT_TEXT;
    }
    for (at = 0; at < length; at++)
        if (is_tag(text, at, length, parts, sizeof parts / sizeof *parts)) return FORMAT_HTML;
    return FORMAT_TEXT;
}

void format_label(const char *bytes, size_t length, char label[LABEL_SIZE])
{
    size_t head = length < LABEL_HEAD ? length : LABEL_HEAD, size = 0;
    size_t at = find_word(bytes, head, "charset=");
    if (at < head) at += strlen("charset=");
    else if (starts_with(bytes, length, "<?xml", 5) && (at = find_word(bytes, head, "encoding=")) < head)
        at += strlen("encoding=");
    if (at < head && (bytes[at] == '"' || bytes[at] == '\'')) at++;
    for (; at < head && size + 1 < LABEL_SIZE; at++) {
        char c = bytes[at];
        if (!utf8_is_ascii_letter(c) && !(c >= '0' && c <= '9') && c != '-' && c != '_') break;
        label[size++] = c;
    }
    label[size] = '\0';
}
