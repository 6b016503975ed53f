#include "html_tags.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "page.h"
#include "page_classes.h"
#include "utf8.h"
#include "word_tables.h"

enum { BLOCK = PAGE_BLOCK, HIDDEN = PAGE_HIDDEN };

static const struct tag {
    const char *name;
    unsigned flags;
} tags[] = {
    {"address", BLOCK},
    {"article", BLOCK},
    {"aside", BLOCK | PAGE_NAV},
    {"audio", HIDDEN},
    {"blockquote", BLOCK},
    {"body", BLOCK},
    {"br", PAGE_BREAK},
    {"button", HIDDEN},
    {"canvas", HIDDEN},
    {"caption", BLOCK},
    {"center", BLOCK},
    {"datalist", HIDDEN},
    {"dd", BLOCK},
    {"details", BLOCK},
    {"dialog", HIDDEN},
    {"dir", BLOCK},
    {"div", BLOCK},
    {"dl", BLOCK},
    {"dt", BLOCK},
    {"embed", HIDDEN},
    {"fieldset", BLOCK},
    {"figcaption", BLOCK},
    {"figure", BLOCK},
    {"footer", BLOCK | PAGE_NAV},
    {"form", BLOCK},
    {"frameset", BLOCK},
    {"h1", BLOCK | PAGE_HEADING},
    {"h2", BLOCK | PAGE_HEADING},
    {"h3", BLOCK},
    {"h4", BLOCK},
    {"h5", BLOCK},
    {"h6", BLOCK},
    {"head", HIDDEN},
    {"header", BLOCK},
    {"hgroup", BLOCK},
    {"hr", BLOCK},
    {"html", BLOCK},
    {"iframe", HIDDEN},
    {"input", HIDDEN},
    {"legend", BLOCK},
    {"li", BLOCK | PAGE_ITEM},
    {"main", BLOCK},
    {"map", HIDDEN},
    {"menu", BLOCK | PAGE_NAV},
    {"meter", HIDDEN},
    {"nav", BLOCK | PAGE_NAV},
    {"noembed", HIDDEN},
    {"noframes", HIDDEN},
    {"noscript", HIDDEN},
    {"object", HIDDEN},
    {"ol", BLOCK | PAGE_ORDERED},
    {"option", HIDDEN},
    {"p", BLOCK},
    {"pre", BLOCK | PAGE_PRE},
    {"progress", HIDDEN},
    {"rp", HIDDEN},
    {"rt", HIDDEN},
    {"script", HIDDEN},
    {"section", BLOCK},
    {"select", HIDDEN},
    {"style", HIDDEN},
    {"summary", BLOCK},
    {"svg", HIDDEN},
    {"table", BLOCK},
    {"tbody", BLOCK},
    {"td", PAGE_CELL},
    {"template", HIDDEN},
    {"textarea", HIDDEN},
    {"tfoot", BLOCK},
    {"th", PAGE_CELL},
    {"thead", BLOCK},
    {"title", HIDDEN},
    {"tr", BLOCK | PAGE_ROW},
    {"ul", BLOCK},
    {"video", HIDDEN},
    {"xml", HIDDEN},
};

static int compare(const void *name, const void *t)
{
    return strcmp(name, ((const struct tag *)t)->name);
}

unsigned html_tag_flags(const char *name)
{
    const struct tag *t = bsearch(name, tags, sizeof tags / sizeof *tags, sizeof *tags, compare);
    return t == NULL ? 0 : t->flags;
}

html_attributes html_attributes_read(const char **pairs)
{
    html_attributes a = {0};
    const struct {
        const char *name;
        const char **value;
    } known[] = {
        {"class", &a.class},     {"id", &a.id},       {"style", &a.style},       {"hidden", &a.hidden},
        {"href", &a.href},       {"name", &a.name},   {"property", &a.property}, {"itemprop", &a.property},
        {"content", &a.content}, {"start", &a.start}, {"datetime", &a.datetime}, {"value", &a.value},
        {"type", &a.type},
    };
    for (; pairs != NULL && pairs[0] != NULL; pairs += 2)
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (strcmp(pairs[0], known[i].name) == 0) *known[i].value = pairs[1] != NULL ? pairs[1] : "";
    return a;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Does a name hold a word of page_parts.tsv? Only so much of it is looked at. */
static bool names_furniture(const char *name)
{
    char text[256] = {0};
    size_t length = 0;
    if (name == NULL) return false;
    for (; length < sizeof text && name[length] != '\0' && (unsigned char)name[length] < 0x80; length++)
        text[length] = lower(name[length]);
    for (size_t at = 0; at < length; at++) {
        const word *w = word_at(&page_parts_words, text, at, length);
        if (w == NULL) continue;
        if (w->class == PAGE_PART) return true;
        size_t end = at + w->length;
        if ((at == 0 || !utf8_is_ascii_letter(text[at - 1])) && (end == length || !utf8_is_ascii_letter(text[end])))
            return true;
    }
    return false;
}

/* Does a style say `property: value`? */
static bool style_says(const char *style, const char *property, const char *value)
{
    size_t length = strlen(property);
    for (; *style != '\0'; style++) {
        if (!ascii_same_prefix(style, property, length)) continue;
        const char *at = style + length;
        at += strspn(at, " \t\r\n");
        if (*at++ != ':') continue;
        at += strspn(at, " \t\r\n");
        if (ascii_same_prefix(at, value, strlen(value))) return true;
    }
    return false;
}

unsigned html_attribute_flags(const html_attributes *a)
{
    unsigned flags = 0;
    if (a->hidden != NULL) flags |= PAGE_HIDDEN;
    if (a->style != NULL && (style_says(a->style, "display", "none") || style_says(a->style, "visibility", "hidden") ||
                             style_says(a->style, "mso-hide", "all")))
        flags |= PAGE_HIDDEN;
    if (names_furniture(a->class) || names_furniture(a->id)) flags |= PAGE_NAMED;
    return flags;
}

int32_t html_number(const html_attributes *a, unsigned flags)
{
    const char *text = flags & PAGE_ORDERED ? a->start : a->value;
    long number = text == NULL ? 0 : strtol(text, NULL, 10);
    if (number < 1 || number > 9999) number = flags & PAGE_ORDERED ? 1 : 0;
    return (int32_t)number;
}

/* Writes a character below U+10000; returns its width. */
static size_t put_character(char *to, uint32_t c)
{
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    to[0] = (char)(0xE0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3F));
    to[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

/* Is the character at text[at..length) shown as another one, or not at all? Then *put of *width bytes is. */
static bool is_shown_otherwise(const char *text, size_t at, size_t length, char put[3], size_t *width)
{
    static const uint16_t windows_1252[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                              0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    unsigned char lead = (unsigned char)text[at];
    if ((lead != 0xC2 && lead != 0xE2 && lead != 0xEF) || length - at < utf8_width(text[at])) return false;
    uint32_t c = utf8_at(text + at);
    *width = 0;
    if (c == 0xAD || c == 0x200B || c == 0xFEFF) return true;
    if (c < 0x80 || c > 0x9F) return false;
    *width = put_character(put, windows_1252[c - 0x80]);
    return true;
}

speech_status html_text_add(text_buffer *out, const char *text, size_t length)
{
    size_t from = 0, width;
    char put[3];
    speech_status status = SPEECH_OK;
    for (size_t at = 0; at < length && status == SPEECH_OK;) {
        size_t next = at + utf8_width(text[at]);
        if (is_shown_otherwise(text, at, length, put, &width)) {
            status = text_buffer_add(out, text + from, at - from);
            if (status == SPEECH_OK) status = text_buffer_add(out, put, width);
            from = next;
        }
        at = next;
    }
    return status == SPEECH_OK ? text_buffer_add(out, text + from, length - from) : status;
}

/* The old references, which need no semicolon: the end of the one whose name starts at `at`, or `at`. */
static size_t bare_reference(const char *text, size_t at, size_t length)
{
    static const char *const names[] = {"nbsp", "lt", "gt", "amp", "quot", "middot", "times", "deg", "copy", "reg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t end = at + strlen(names[i]);
        if (!utf8_starts_with(text, at, length, names[i])) continue;
        return end < length && (text[end] == ';' || text[end] == '=' || utf8_is_ascii_letter(text[end])) ? at : end;
    }
    return at;
}

static bool is_number_sign(const char *text, size_t at, size_t length)
{
    if (at >= length || text[at] != '#') return false;
    return at + 1 == length ||
           (utf8_arabic_digit((unsigned char)text[at + 1]) < 0 && text[at + 1] != 'x' && text[at + 1] != 'X');
}

speech_status html_repair(text_buffer *out, const char *text, size_t length)
{
    size_t from = 0, at = 0;
    speech_status status = text_buffer_reserve(out, length);
    while (status == SPEECH_OK) {
        while (at < length && text[at] != '&' && text[at] != '<') at++;
        if (at == length) break;
        const char *put = NULL;
        size_t end = at + 1, next = at + 1; /* of what stays, and where the text goes on */
        if (text[at] == '&' && (end = bare_reference(text, at + 1, length)) > at + 1) {
            put = ";";
            next = end;
        } else if (text[at] == '&' && is_number_sign(text, at + 1, length)) {
            put = "amp;";
        } else if (utf8_starts_with(text, at, length, "<![")) {
            const char *close = memchr(text + at, '>', length - at);
            put = "";
            end = at;
            next = close == NULL ? length : (size_t)(close - text) + 1;
        }
        if (put != NULL) {
            status = text_buffer_add(out, text + from, end - from);
            if (status == SPEECH_OK) status = text_buffer_add(out, put, strlen(put));
            from = next;
        }
        at = next;
    }
    return status == SPEECH_OK ? text_buffer_add(out, text + from, length - from) : status;
}

/* Passes over an attribute's value behind `=`. */
static size_t skip_value(const char *text, size_t at, size_t length)
{
    while (at < length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) at++;
    if (at == length) return at;
    if (text[at] == '"' || text[at] == '\'') {
        const char *end = memchr(text + at + 1, text[at], length - at - 1);
        return end == NULL ? length : (size_t)(end - text) + 1;
    }
    while (at < length && strchr(" \t\r\n>", text[at]) == NULL) at++;
    return at;
}

/* The end of the tag whose name starts at text[at]; counts its attributes. */
static size_t skip_tag(const char *text, size_t at, size_t length, size_t *attributes)
{
    *attributes = 0;
    while (at < length && strchr(" \t\r\n/>", text[at]) == NULL) at++;
    while (at < length && text[at] != '>') {
        if (strchr(" \t\r\n/", text[at]) != NULL) {
            at++;
            continue;
        }
        ++*attributes;
        while (at < length && strchr(" \t\r\n/>=", text[at]) == NULL) at++;
        size_t next = at;
        while (next < length && strchr(" \t\r\n", text[next]) != NULL) next++;
        if (next < length && text[next] == '=') at = skip_value(text, next + 1, length);
    }
    return at;
}

/* What follows a tag and holds no tags: a script, a style sheet, a comment. Returns its end, or `at`. */
static size_t skip_raw(const char *text, size_t begin, size_t at, size_t length)
{
    static const struct {
        const char *start;
        const char *end;
    } raw[] = {{"<script", "</script"}, {"<style", "</style"}, {"<!--", "-->"}};
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++) {
        size_t size = strlen(raw[i].end);
        if (length - begin < strlen(raw[i].start) ||
            !ascii_same_prefix(text + begin, raw[i].start, strlen(raw[i].start)))
            continue;
        while (at < length && (length - at < size || !ascii_same_prefix(text + at, raw[i].end, size))) at++;
        break;
    }
    return at;
}

bool html_attributes_exceed(const char *text, size_t length, size_t most, size_t *at)
{
    size_t next = 0;
    while (next < length) {
        const char *tag = memchr(text + next, '<', length - next);
        if (tag == NULL) return false;
        size_t begin = (size_t)(tag - text), attributes = 0;
        next = begin + 1;
        if (next < length && utf8_is_ascii_letter(text[next])) next = skip_tag(text, next, length, &attributes);
        next = skip_raw(text, begin, next, length);
        if (attributes > most) {
            *at = begin;
            return true;
        }
    }
    return false;
}
