#include "label.h"

#include <string.h>

#include "utf8.h"

enum { MAX_NUMBER = 99 };

/* The number of a heavenly stem (甲 is 1), or -1. */
static int stem_value(uint32_t c)
{
    static const uint32_t stems[] = {0x7532, 0x4E59, 0x4E19, 0x4E01, 0x620A, 0x5DF1, 0x5E9A, 0x8F9B, 0x58EC, 0x7678};
    for (int i = 0; i < 10; i++)
        if (c == stems[i]) return i + 1;
    return -1;
}

/* The value of a financial numeral (壹 贰 叁), with which the top division of some reports is counted, or -1. */
static int financial_value(uint32_t c)
{
    switch (c) {
    case 0x58F9: return 1;
    case 0x8D30: return 2;
    case 0x53C1:
    case 0x53C2: return 3; /* 叁, and 参 for it */
    case 0x8086: return 4;
    case 0x4F0D: return 5;
    case 0x9646: return 6;
    case 0x67D2: return 7;
    case 0x634C: return 8;
    case 0x7396: return 9;
    case 0x62FE: return 10;
    default: return -1;
    }
}

/* Reads 一 … 九十九; returns where it ends, or `at`. */
static size_t read_chinese(const char *text, size_t at, size_t end, int *value)
{
    int digit, total = 0, last = 0;
    size_t from = at;
    for (int i = 0; i < 3 && at < end && (digit = utf8_chinese_digit(utf8_at(text + at))) > 0; i++) {
        if (digit == 10) {
            if (total > 0) return from;
            total = (last == 0 ? 1 : last) * 10;
            last = 0;
        } else {
            if (last > 0) return from;
            last = digit;
        }
        at += 3;
    }
    *value = total + last;
    return at;
}

/* Reads one or two Arabic digits, also full-width ones; returns where they end, or `at`. */
static size_t read_digits(const char *text, size_t at, size_t end, int *value)
{
    size_t from = at;
    *value = 0;
    for (int i = 0; at < end; i++) {
        int digit = utf8_arabic_digit(utf8_at(text + at));
        if (digit < 0) break;
        if (i == 2) return from;
        *value = *value * 10 + digit;
        at += utf8_width(text[at]);
    }
    return *value > 0 ? at : from;
}

static size_t skip_blanks(const char *text, size_t at, size_t end)
{
    while (at < end && (text[at] == ' ' || utf8_starts_with(text, at, end, "\xE3\x80\x80"))) at += utf8_width(text[at]);
    return at;
}

static uint32_t character_at(const char *text, size_t at, size_t end)
{
    return at < end ? utf8_at(text + at) : 0;
}

/* Reads i, ii, iv … up to xii, of one case; returns where it ends, or `at`. */
static size_t read_roman(const char *text, size_t at, size_t end, int *value)
{
    static const char *const numerals[] = {"viii", "iii", "vii", "xii", "ii", "iv", "vi", "ix", "xi", "i", "v", "x"};
    static const int values[] = {8, 3, 7, 12, 2, 4, 6, 9, 11, 1, 5, 10};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t length = strlen(numerals[i]), k = 0;
        while (k < length && at + k < end && (text[at + k] | 32) == numerals[i][k]) k++;
        if (k < length) continue;
        *value = values[i];
        return at + length;
    }
    return at;
}

/* （一） (1) (iv), blanks inside allowed. */
static bool read_brackets(const char *text, size_t at, size_t end, label *out)
{
    uint32_t open = utf8_at(text + at);
    if (open != 0xFF08 && open != '(') return false;
    size_t inner = skip_blanks(text, at + utf8_width(text[at]), end);
    size_t next = read_chinese(text, inner, end, &out->number);
    out->style = LABEL_BRACKETS;
    if (next == inner && (out->number = stem_value(character_at(text, inner, end))) > 0) next = inner + 3;
    if (next == inner) {
        out->style = LABEL_DIGIT_BRACKETS;
        next = read_digits(text, inner, end, &out->number);
    }
    if (next == inner) {
        out->style = LABEL_ROMAN;
        next = read_roman(text, inner, end, &out->number);
    }
    if (next == inner) return false;
    next = skip_blanks(text, next, end);
    uint32_t close = character_at(text, next, end);
    if (close != 0xFF09 && close != ')') return false;
    out->end = next + utf8_width(text[next]);
    return true;
}

/* ① to ⑳, ⑴ to ⒇. */
static bool read_circled(uint32_t c, size_t at, label *out)
{
    if (c < 0x2460 || c > 0x2487) return false;
    out->number = (int)((c - 0x2460) % 20) + 1;
    out->style = LABEL_CIRCLED;
    out->end = at + 3;
    return true;
}

/* 1. 1、 1． but not 1.5, 1.2万; 1） */
static bool read_numbered(const char *text, size_t at, size_t end, label *out)
{
    int number;
    size_t next = read_digits(text, at, end, &out->number);
    if (next == at) return false;
    uint32_t mark = character_at(text, next, end);
    bool private_mark = mark >= 0xE000 && mark <= 0xF8FF; /* a font's own full stop */
    if (mark != '.' && mark != 0xFF0E && mark != 0x3001 && mark != 0xFF09 && mark != ')' && !private_mark) return false;
    size_t after = next + utf8_width(text[next]);
    if (mark != 0xFF09 && mark != ')' && read_digits(text, after, end, &number) > after) return false;
    out->style = mark == 0xFF09 || mark == ')' ? LABEL_DIGIT_BRACKETS : LABEL_DIGITS;
    out->end = after;
    return true;
}

/* 第一部分, 第二章, 第三节; 第一， 第二、 第三： and 第三要 (the label is 第三 then). */
static bool read_ordinal(const char *text, size_t at, size_t end, label *out)
{
    static const char *const parts[] = {"部分", "章", "节", "编"};
    size_t number = at + strlen("第"), next = read_chinese(text, number, end, &out->number);
    if (next == number) return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!utf8_starts_with(text, next, end, parts[i])) continue;
        out->style = LABEL_PART;
        out->word = utf8_at(text + next);
        out->end = next + strlen(parts[i]);
        return true;
    }
    uint32_t mark = character_at(text, next, end);
    out->style = LABEL_ORDINAL;
    out->numbered = true;
    if (mark == 0xFF0C || mark == 0x3001 || mark == ',' || mark == 0xFF1A || mark == 0x3002)
        out->end = next + utf8_width(text[next]);
    else if (mark == 0x662F) /* 是 */ out->end = next + strlen("是");
    else if (mark == 0x8981 || mark == 0x5FC5) /* 要, 必 */ out->end = next;
    else return false;
    out->closed = out->end > next && mark != 0x662F;
    return true;
}

/* 首先 其次 再次, with the comma that may follow; 首先要. Never 首先在, 首先由: those tell of an order of events. */
static bool read_sequence_word(const char *text, size_t at, size_t end, label *out)
{
    static const struct {
        const char *word;
        int number;
    } words[] = {{"首先", 1}, {"其次", 2}, {"再次", 3}, {"再者", 3}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!utf8_starts_with(text, at, end, words[i].word)) continue;
        size_t next = at + strlen(words[i].word);
        uint32_t mark = character_at(text, next, end);
        out->style = LABEL_ORDINAL;
        out->number = words[i].number;
        out->end = mark == 0xFF0C || mark == ',' || mark == 0x662F ? next + utf8_width(text[next]) : next;
        return out->end > next || mark == 0x8981;
    }
    return false;
}

/* 其一，其二， */
static bool read_of_them(const char *text, size_t at, size_t end, label *out)
{
    size_t number = at + strlen("其"), next = read_chinese(text, number, end, &out->number);
    uint32_t mark = character_at(text, next, end);
    if (next == number || (mark != 0xFF0C && mark != ',' && mark != 0x662F)) return false;
    out->style = LABEL_WORD;
    out->word = 0x5176;
    out->end = mark == 0x662F ? next : next + utf8_width(text[next]);
    return true;
}

/* 壹、 */
static bool read_financial(const char *text, size_t at, size_t end, label *out)
{
    out->number = financial_value(utf8_at(text + at));
    if (out->number < 1 || character_at(text, at + 3, end) != 0x3001) return false;
    out->style = LABEL_FINANCIAL;
    out->end = at + 6;
    return true;
}

/* 最后，: the last of a series of sequence words, unless it begins the closing. */
static bool read_last_word(const char *text, size_t at, size_t end, label *out)
{
    static const char *const closings[] = {"让",   "祝",   "我", "预祝", "希望", "同志",
                                           "再次", "衷心", "请", "在此", "愿"};
    size_t next = at + strlen("最后");
    if (!utf8_starts_with(text, at, end, "最后") ||
        !(utf8_starts_with(text, next, end, "，") || utf8_starts_with(text, next, end, "是")))
        return false;
    size_t behind = next + strlen("，");
    for (size_t i = 0; i < sizeof closings / sizeof *closings; i++)
        if (utf8_starts_with(text, behind, end, closings[i])) return false;
    out->style = LABEL_ORDINAL;
    out->last = true;
    out->number = 1;
    out->end = utf8_starts_with(text, next, end, "，") ? behind : next;
    return true;
}

static bool is_han(uint32_t c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

/* Is the numeral before text[at] one of a quantity or a name: 一个, 三产, 二季度? */
static bool is_counted(const char *text, size_t at, size_t end)
{
    static const char *const nouns[] = {"产", "季", "线", "等", "环", "代", "期", "中", "小", "个",
                                        "条", "项", "种", "批", "名", "位", "级", "类", "届", "次",
                                        "年", "月", "天", "日", "人", "家", "所", "成"};
    if (utf8_starts_with(text, at, end, "是") || utf8_starts_with(text, at, end, "要")) return false;
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (utf8_starts_with(text, at, end, nouns[i])) return true;
    return false;
}

/* 一、 and 一是, 一要 and the like. */
static bool read_chinese_numbered(const char *text, size_t at, size_t end, label *out)
{
    int after;
    size_t next = read_chinese(text, at, end, &out->number);
    if (next == at) return false;
    uint32_t mark = character_at(text, next, end);
    if (mark == 0x3001 || mark == 0xFF0E || mark == '.') {
        size_t behind = next + utf8_width(text[next]);
        if (read_chinese(text, behind, end, &after) > behind && after == out->number + 1) return false; /* 一、二等奖 */
        out->style = LABEL_COMMA;
        out->end = behind;
        return true;
    }
    if (!is_han(mark) || out->number > 10 || is_counted(text, next, end)) return false;
    out->style = LABEL_WORD;
    out->word = mark;
    out->end = next + 3;
    return true;
}

bool label_read(const record *r, size_t at, size_t end, label *out)
{
    if (at >= end) return false;
    uint32_t c = utf8_at(r->plain + at);
    label found = {.begin = at};
    bool ok;
    if (c == 0x7B2C) ok = read_ordinal(r->plain, at, end, &found);
    else if (c == 0xFF08 || c == '(') ok = read_brackets(r->plain, at, end, &found);
    else if (utf8_arabic_digit(c) >= 0) ok = read_numbered(r->plain, at, end, &found);
    else if (c >= 0x2460 && c <= 0x2487) ok = read_circled(c, at, &found);
    else if (utf8_chinese_digit(c) > 0) ok = read_chinese_numbered(r->plain, at, end, &found);
    else if (c == 0x5176) /* 其 */
        ok = read_of_them(r->plain, at, end, &found) || read_sequence_word(r->plain, at, end, &found);
    else if (financial_value(c) > 0) ok = read_financial(r->plain, at, end, &found);
    else if (c == 0x6700) /* 最 */ ok = read_last_word(r->plain, at, end, &found);
    else if (c == 0x9996 || c == 0x518D) /* 首, 再 */ ok = read_sequence_word(r->plain, at, end, &found);
    else return false;
    if (!ok || found.number < 1 || found.number > MAX_NUMBER) return false;
    *out = found;
    return true;
}
