#include "furniture.h"

#include <string.h>

#include "date.h"
#include "lines.h"
#include "structure_classes.h"
#include "utf8.h"
#include "word_tables.h"

enum { KEY_BYTES = 64, MAX_VALUE_LINE = 60, MAX_SEPARATOR = 70, MAX_WIRE = 60 };

/* The start of the line without blanks (目　录 is 目录). Returns its length; *whole: it is all of the line. */
static size_t compact_start(const record *r, const line *l, char key[KEY_BYTES], bool *whole)
{
    size_t length = 0, at = l->begin;
    while (at < l->end) {
        size_t width = utf8_width(r->plain[at]);
        if (length + width > KEY_BYTES) break;
        if (!utf8_is_space(utf8_at(r->plain + at))) {
            memcpy(key + length, r->plain + at, width);
            length += width;
        }
        at += width;
    }
    *whole = at >= l->end;
    return length;
}

static bool is_letter(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x2000) ||
           (c >= 0x2E80 && c < 0x3000) || (c >= 0x3005 && c <= 0x3007) || (c >= 0x3041 && c < 0xFE00) ||
           (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) || c >= 0x10000;
}

static bool has_letters(const char *text, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at += utf8_width(text[at]))
        if (is_letter(utf8_at(text + at))) return true;
    return false;
}

static bool is_colon_at(const char *text, size_t at, size_t end)
{
    return utf8_starts_with(text, at, end, "：") || utf8_starts_with(text, at, end, ":");
}

/* Reads a number of Arabic or Chinese digits; returns where it ends, or `at`. */
static size_t skip_numeral(const char *text, size_t at, size_t end)
{
    static const char digits[] = "0123456789０１２３４５６７８９一二三四五六七八九十百零〇两";
    while (at < end) {
        size_t width = utf8_width(text[at]);
        char c[5] = {0};
        memcpy(c, text + at, width);
        if (strstr(digits, c) == NULL) break;
        at += width;
    }
    return at;
}

/* 第二篇：…, 篇二：…, 【第2篇】…, 范文三：…, at the start of a short line. */
static bool is_separator(const char *key, size_t length)
{
    static const char *const before[] = {"第", "篇", "范文", "【第", "【篇", "（第", "[第"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (!utf8_starts_with(key, 0, length, before[i])) continue;
        size_t at = strlen(before[i]), next = skip_numeral(key, at, length);
        if (next == at) continue;
        if (strstr(before[i], "第") != NULL) {
            if (!utf8_starts_with(key, next, length, "篇")) continue;
            next += strlen("篇");
        }
        if (next == length || is_colon_at(key, next, length) || utf8_starts_with(key, next, length, "】") ||
            utf8_starts_with(key, next, length, "）") || utf8_starts_with(key, next, length, "]"))
            return true;
    }
    return false;
}

/* 【相关文件】, 【附件】: a line in black brackets that names what follows after a speech. */
static bool is_bracketed_annex(const char *key, size_t length)
{
    static const char *const nouns[] = {"文件】", "附件】", "附录】", "注释】", "链接】", "资料】", "报道】"};
    if (!utf8_starts_with(key, 0, length, "【")) return false;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        size_t noun = strlen(nouns[i]);
        if (length >= noun && memcmp(key + length - noun, nouns[i], noun) == 0) return true;
    }
    return false;
}

/* 附：…, 附件：…, 附件2 … in a short line. */
static bool is_annex_title(const char *key, size_t length)
{
    size_t at = 0;
    if (utf8_starts_with(key, 0, length, "附件") || utf8_starts_with(key, 0, length, "附录")) at = strlen("附件");
    else if (utf8_starts_with(key, 0, length, "附")) at = strlen("附");
    else return false;
    at = skip_numeral(key, at, length);
    return at == length || is_colon_at(key, at, length);
}

static furniture class_of_word(const word *w, const char *key, size_t length, bool whole)
{
    bool alone = whole && !has_letters(key, w->length, length);
    switch ((enum furniture_class)w->class) {
    case FURNITURE_START: return PAGE_FURNITURE;
    case FURNITURE_LINE: return alone ? PAGE_FURNITURE : NOT_FURNITURE;
    case FURNITURE_VALUE:
        if (alone) return FURNITURE_WITH_VALUE;
        return is_colon_at(key, w->length, length) ? PAGE_FURNITURE : NOT_FURNITURE;
    case FURNITURE_ANNEX: return alone || strncmp(w->text, "本作品", 9) == 0 ? ANNEX_BEGIN : NOT_FURNITURE;
    case FURNITURE_END: return ANNEX_BEGIN;
    case FURNITURE_CONTENTS: return alone ? CONTENTS_BEGIN : NOT_FURNITURE;
    }
    return NOT_FURNITURE;
}

/* The caption of a photograph: a short line with 记者, or one that ends with 摄. */
static bool is_caption(const record *r, const line *l)
{
    if (characters_between(r->text, l->begin, l->end, MAX_VALUE_LINE) == MAX_VALUE_LINE) return false;
    if (l->end - l->begin > 3 && memcmp(r->plain + l->end - 3, "摄", 3) == 0) return true;
    for (size_t at = l->begin; at < l->end; at += utf8_width(r->plain[at]))
        if (utf8_starts_with(r->plain, at, l->end, "报记者") || utf8_starts_with(r->plain, at, l->end, "社记者") ||
            utf8_starts_with(r->plain, at, l->end, "新闻记者"))
            return true;
    return false;
}

/* Is there a source statement (来源：) in a short line? */
static bool states_source(const record *r, const line *l)
{
    if (characters_between(r->text, l->begin, l->end, MAX_VALUE_LINE) == MAX_VALUE_LINE) return false;
    for (size_t at = l->begin; at < l->end; at += utf8_width(r->plain[at]))
        if (utf8_starts_with(r->plain, at, l->end, "来源") && is_colon_at(r->plain, at + strlen("来源"), l->end))
            return true;
    return false;
}

/* 2021-03-04 or 03-04 and then a blank or the end: so sites date a page; speeches are dated with 年 and 月. */
static bool starts_with_numeric_date(const char *text, size_t begin, size_t end)
{
    size_t at = begin;
    int parts = 0;
    for (;;) {
        size_t from = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') at++;
        if (at == from || at - from > 4) return false;
        parts++;
        if (at >= end || text[at] == ' ' || (unsigned char)text[at] >= 0x80) break;
        if (text[at] != '-' && text[at] != '/') return false;
        at++;
    }
    return parts >= 2 && (at >= end || text[at] == ' ');
}

bool is_publication_line(const record *r, const line *l)
{
    static const char *const agencies[] = {"新华社", "新华网", "人民网", "中新社", "中新网", "本报"};
    size_t used;
    date d;
    if (l->end - l->begin > (size_t)MAX_WIRE * 3) return false;
    for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++)
        if (utf8_starts_with(r->plain, l->begin, l->end, agencies[i]) && l->end - l->begin > 3 &&
            memcmp(r->plain + l->end - 3, "电", 3) == 0)
            return true;
    if (starts_with_numeric_date(r->plain, l->begin, l->end)) return true;
    if (!date_read(r->plain, l->begin, l->end, &d, &used)) return false;
    size_t at = l->begin + used;
    at = utf8_skip_spaces(r->plain, at, l->end);
    size_t next = skip_numeral(r->plain, at, l->end);
    return next > at && (is_colon_at(r->plain, next, l->end) || utf8_starts_with(r->plain, next, l->end, "时"));
}

/* ……（此处省略200字）……: a site's note on what it leaves out. */
static bool is_elision(const record *r, const line *l)
{
    static const char dots[] = "…";
    size_t length = strlen(dots);
    return l->end - l->begin > 4 * length && utf8_starts_with(r->text, l->begin, l->end, dots) &&
           memcmp(r->text + l->end - length, dots, length) == 0;
}

furniture furniture_of(const record *r, const line *l)
{
    char key[KEY_BYTES];
    bool whole;
    size_t length = compact_start(r, l, key, &whole);
    if (whole && !has_letters(key, 0, length)) return PAGE_FURNITURE;
    if (is_elision(r, l)) return PAGE_FURNITURE;
    if (is_separator(key, length) && characters_between(r->text, l->begin, l->end, MAX_SEPARATOR) < MAX_SEPARATOR)
        return SPEECH_SEPARATOR;
    if (whole && (is_bracketed_annex(key, length) || is_annex_title(key, length))) return ANNEX_BEGIN;
    const word *w = word_at(&furniture_words, key, 0, length);
    if (w != NULL) {
        furniture kind = class_of_word(w, key, length, whole);
        if (kind != NOT_FURNITURE) return kind;
    }
    return states_source(r, l) || is_caption(r, l) || is_publication_line(r, l) ? PAGE_FURNITURE : NOT_FURNITURE;
}

speech_status furniture_mark(record *r)
{
    line *lines = RECORD_ITEMS(line, r->lines);
    for (size_t i = 0; i < r->lines.count; i++) lines[i].kind = furniture_of(r, &lines[i]);
    return SPEECH_OK;
}
