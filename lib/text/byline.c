#include "byline.h"

#include <string.h>

#include "lines.h"
#include "structure_classes.h"
#include "utf8.h"
#include "word_tables.h"

enum { MAX_BYLINE = 60, MAX_NAME = 4, MAX_FOREIGN_NAME = 14 };

static bool is_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007;
}

/* Counts the Han characters of text[begin..end), blanks aside; false if anything else is there. */
static bool count_han(const char *text, size_t begin, size_t end, size_t *count, bool *dotted)
{
    *count = 0;
    *dotted = false;
    for (size_t at = begin; at < end; at += utf8_width(text[at])) {
        uint32_t c = utf8_at(text + at);
        bool dot = c == 0xB7 || c == 0x2022 || c == 0x30FB;
        if (dot && (at == begin || at + utf8_width(text[at]) == end)) return false;
        if (dot) *dotted = true;
        else if (is_han(c)) (*count)++;
        else if (!utf8_is_space(c)) return false;
    }
    return true;
}

/* Two to four capitalised words: Jane Q. Public. */
static bool is_latin_name(const char *text, size_t begin, size_t end)
{
    int words = 0;
    for (size_t at = begin; at < end; at++) {
        bool starts = at == begin || text[at - 1] == ' ';
        bool capital = text[at] >= 'A' && text[at] <= 'Z', small = text[at] >= 'a' && text[at] <= 'z';
        if (starts && !capital) return false;
        if (!capital && !small && text[at] != ' ' && text[at] != '.' && text[at] != '-' && text[at] != '\'')
            return false;
        words += starts;
    }
    return words >= 2 && words <= 4;
}

/* The end of a name without the 同志, 先生 or 女士 behind it. */
static size_t skip_courtesy(const char *text, size_t begin, size_t end)
{
    static const char *const titles[] = {"同志", "先生", "女士"};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        size_t length = strlen(titles[i]);
        if (end - begin > length && memcmp(text + end - length, titles[i], length) == 0) return end - length;
    }
    return end;
}

bool is_person_name(const record *r, size_t begin, size_t end)
{
    size_t count;
    bool dotted;
    if (begin >= end || end - begin > MAX_BYLINE) return false;
    if (is_latin_name(r->plain, begin, end)) return true;
    if (!count_han(r->plain, begin, end, &count, &dotted)) return false;
    if (dotted) return count >= 3 && count <= MAX_FOREIGN_NAME;
    const word *surname = word_at(&surnames_words, r->plain, begin, end);
    if (surname == NULL || count < 2) return false;
    return count <= (surname->length > 3 ? MAX_NAME : 3) || (count == MAX_NAME && surname->length > 3);
}

/* The longest office noun that ends at `end`; the offset where it begins, or `end`. */
static size_t role_before(const record *r, size_t begin, size_t end)
{
    size_t best = end, at = end;
    for (int back = 0; back < 5 && at > begin; back++) {
        at = utf8_before(r->plain, at);
        const word *w = word_at(&roles_words, r->plain, at, end);
        if (w != NULL && at + w->length == end) best = at;
    }
    return best;
}

static speech_span trim(const record *r, size_t begin, size_t end)
{
    begin = utf8_skip_spaces(r->text, begin, end);
    end = utf8_trim_spaces(r->text, begin, end);
    return (speech_span){begin, end};
}

/* A name that is hidden: ***, ×××, XX. */
static bool is_masked_name(const record *r, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at += utf8_width(r->plain[at])) {
        uint32_t c = utf8_at(r->plain + at);
        if (c != '*' && c != 0xD7 && c != 'x' && c != 'X' && c != '_') return false;
    }
    return end > begin;
}

/* Splits text[begin..end) at `at` (with `gap` bytes between) into an office and a name, in this order or the other. */
static bool split_at(const record *r, speech_span all, size_t at, size_t gap, byline *out)
{
    speech_span left = trim(r, all.begin, at), right = trim(r, at + gap, all.end);
    if (is_person_name(r, right.begin, right.end) && role_before(r, left.begin, left.end) < left.end) {
        *out = (byline){.speaker = right, .role = left};
        return true;
    }
    if (is_masked_name(r, right.begin, right.end) && role_before(r, left.begin, left.end) < left.end) {
        *out = (byline){.role = left};
        return true;
    }
    if (is_person_name(r, left.begin, left.end) && role_before(r, right.begin, right.end) < right.end) {
        *out = (byline){.speaker = left, .role = right};
        return true;
    }
    return false;
}

/* An office with the name right behind it: 国务院总理某某. */
static bool split_joined(const record *r, speech_span all, byline *out)
{
    for (size_t at = all.begin; at < all.end; at += utf8_width(r->plain[at]))
        if (at > all.begin && role_before(r, all.begin, at) < at &&
            is_person_name(r, at, skip_courtesy(r->plain, at, all.end))) {
            *out = (byline){.speaker = {at, skip_courtesy(r->plain, at, all.end)}, .role = {all.begin, at}};
            return true;
        }
    return false;
}

static size_t skip_prefix(const record *r, size_t begin, size_t end)
{
    static const char *const prefixes[] = {"作者：", "发言人：", "讲话人：", "主讲人：", "报告人：", "演讲人：",
                                           "作者:",  "发言人:",  "讲话人:",  "报告人:",  "（",       "("};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (utf8_starts_with(r->plain, begin, end, prefixes[i])) return begin + strlen(prefixes[i]);
    return begin;
}

bool byline_read(const record *r, size_t begin, size_t end, byline *out)
{
    if (characters_between(r->text, begin, end, MAX_BYLINE) == MAX_BYLINE) return false;
    size_t from = skip_prefix(r, begin, end);
    if (end > from && r->plain[end - 1] == ')') end--;
    if (end >= from + 3 && memcmp(r->plain + end - 3, "）", 3) == 0) end -= 3;
    speech_span all = trim(r, from, end);
    if (is_person_name(r, all.begin, all.end)) {
        *out = (byline){.speaker = all};
        return true;
    }
    for (size_t at = all.begin; at < all.end; at += utf8_width(r->plain[at])) {
        uint32_t c = utf8_at(r->plain + at);
        bool gap = utf8_is_space(c) || c == 0xFF1A || c == ':' || c == 0xFF08 || c == '(';
        if (gap && split_at(r, all, at, utf8_width(r->plain[at]), out)) return true;
        if (c == 0xFF0C || c == 0x3002 || c == ',') return false;
    }
    return split_joined(r, all, out);
}

bool byline_in_title(const record *r, size_t begin, size_t end, byline *out)
{
    size_t at = begin;
    while (at < end && (utf8_starts_with(r->plain, at, end, "—") || utf8_starts_with(r->plain, at, end, "─") ||
                        utf8_starts_with(r->plain, at, end, "―") || r->plain[at] == '-'))
        at += utf8_width(r->plain[at]);
    size_t from = at;
    for (int characters = 0; characters < 30 && at < end; characters++) {
        bool places = utf8_starts_with(r->plain, at, end, "在") || utf8_starts_with(r->plain, at, end, "关于") ||
                      utf8_starts_with(r->plain, at, end, "：");
        if (places && at > from) {
            size_t name = skip_courtesy(r->plain, from, at);
            if (is_person_name(r, from, name)) {
                *out = (byline){.speaker = {from, name}};
                return true;
            }
            if (utf8_starts_with(r->plain, at, end, "：")) return false;
            speech_span all = {from, at};
            if (split_joined(r, all, out)) return true;
            if (role_before(r, from, at) < at) {
                *out = (byline){.role = all};
                return true;
            }
            if (!utf8_starts_with(r->plain, at, end, "在")) return false;
        }
        at += utf8_width(r->plain[at]);
    }
    return false;
}
