#include "lines.h"

#include <string.h>

#include "utf8.h"

size_t characters_between(const char *text, size_t begin, size_t end, size_t limit)
{
    size_t count = 0;
    for (size_t at = begin; at < end && count < limit; at += utf8_width(text[at])) count++;
    return count;
}

static bool is_closing_mark(uint32_t c)
{
    return c == 0x201D || c == 0x2019 || c == 0x300D || c == 0x300F || c == 0xFF09 || c == ')' || c == '"';
}

bool ends_sentence(const char *text, size_t begin, size_t end)
{
    while (end > begin) {
        size_t at = utf8_before(text, end);
        uint32_t c = utf8_at(text + at);
        if (!is_closing_mark(c))
            return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == '!' || c == '?' || c == ';';
        end = at;
    }
    return false;
}

/* Adds text[begin..end) without the blanks around it; a blank line only marks the one before. */
static bool add_line(record *r, size_t begin, size_t end, bool *after_blank)
{
    begin = utf8_skip_spaces(r->text, begin, end);
    end = utf8_trim_spaces(r->text, begin, end);
    if (begin == end) {
        *after_blank = true;
        if (r->lines.count > 0) RECORD_ITEMS(line, r->lines)[r->lines.count - 1].before_blank = true;
        return true;
    }
    line *l = list_add(&r->lines);
    if (l == NULL) return false;
    *l = (line){.begin = begin, .end = end, .after_blank = *after_blank};
    *after_blank = false;
    return true;
}

/* An ideographic or em space at `at`. */
static bool is_wide_blank(const char *text, size_t at, size_t end)
{
    return end - at >= 3 && (memcmp(text + at, "\xE3\x80\x80", 3) == 0 || memcmp(text + at, "\xE2\x80\x83", 3) == 0);
}

enum { MIN_BEFORE_BREAK = 3 };

/*
 * The length of a flattened paragraph break at `at`: two or more ideographic or em spaces; else 0. After
 * one or two characters they only space out a word (a name, 注　　释).
 */
static size_t flattened_break(const char *text, size_t begin, size_t at, size_t end)
{
    size_t count = 0, from = at;
    begin = utf8_skip_spaces(text, begin, at);
    if (characters_between(text, begin, at, MIN_BEFORE_BREAK) < MIN_BEFORE_BREAK) return 0;
    while (is_wide_blank(text, at, end)) {
        at += 3;
        count++;
    }
    return count >= 2 ? at - from : 0;
}

enum { MAX_WRAP = 120, MIN_WRAP = 15, MIN_INNER_LINES = 8 };

/* The middle one of the widths counted in `widths`. */
static size_t median_width(const size_t widths[MAX_WRAP + 2], size_t count)
{
    size_t width = 0, below = widths[0];
    while (below * 2 < count) below += widths[++width];
    return width;
}

/*
 * Wrapped means: a third of the lines have another right below them, four fifths of these do not end a sentence, and
 * most of those are about as long as each other.
 */
static bool is_wrapped(const record *r)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    size_t widths[MAX_WRAP + 2] = {0}, inner = 0, open = 0, alike = 0;
    for (size_t i = 0; i + 1 < r->lines.count; i++) {
        if (lines[i].before_blank) continue;
        inner++;
        if (ends_sentence(r->text, lines[i].begin, lines[i].end)) continue;
        open++;
        widths[characters_between(r->text, lines[i].begin, lines[i].end, MAX_WRAP + 1)]++;
    }
    if (inner < MIN_INNER_LINES || inner * 3 < r->lines.count || open * 5 < inner * 4) return false;
    size_t median = median_width(widths, open);
    for (size_t width = median * 7 / 10; width <= median * 13 / 10 && width <= MAX_WRAP; width++)
        alike += widths[width];
    return median >= MIN_WRAP && median <= MAX_WRAP && alike * 10 >= open * 7;
}

speech_status lines_find(record *r)
{
    const char *text = r->text;
    bool after_blank = true;
    size_t begin = 0, at = 0;
    while (at < r->length) {
        size_t gap;
        if (utf8_leads_han(text[at])) {
            at += 3;
        } else if (text[at] == '\n' || text[at] == '\r') {
            size_t end = at;
            at += text[at] == '\r' && at + 1 < r->length && text[at + 1] == '\n' ? 2 : 1;
            if (!add_line(r, begin, end, &after_blank)) return SPEECH_NOMEM;
            begin = at;
        } else if (is_wide_blank(text, at, r->length) && (gap = flattened_break(text, begin, at, r->length)) > 0) {
            if (!add_line(r, begin, at, &after_blank)) return SPEECH_NOMEM;
            begin = at += gap;
        } else {
            at += utf8_width(text[at]);
        }
    }
    if (!add_line(r, begin, r->length, &after_blank)) return SPEECH_NOMEM;
    if (r->lines.count > 0) RECORD_ITEMS(line, r->lines)[r->lines.count - 1].before_blank = true;
    r->wrapped = is_wrapped(r);
    return SPEECH_OK;
}
