#include "period.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "directive_classes.h"
#include "utf8.h"
#include "word_tables.h"

enum { MAX_DIGITS = 4, PARTS = 6 };

/* A run of at most MAX_DIGITS digits, Arabic, full-width or Chinese, or a mask in their place. */
typedef struct digits {
    size_t end;
    int value;
    int count;
    bool chinese;
    bool tens; /* 十 was read */
    bool masked;
} digits;

/* The value of a Chinese digit; a count may have 两 for 2. */
static int chinese_digit(uint32_t c)
{
    return c == 0x4E24 ? 2 : utf8_chinese_digit(c);
}

static bool is_mask(uint32_t c)
{
    return c == '*' || c == 0xD7 || c == 'x' || c == 'X' || c == '_' || c == 0xFF0A;
}

/* Chinese digits one by one (二〇二五) or with 十 (二十一, 十二). */
static void add_chinese(digits *d, int digit)
{
    if (digit == 10) {
        d->value = d->count == 0 ? 10 : d->value * 10;
        d->tens = true;
    } else if (d->tens && d->value % 10 == 0) {
        d->value += digit;
    } else {
        d->value = d->value * 10 + digit;
    }
}

static bool read_digits(const char *plain, size_t at, size_t end, digits *d)
{
    *d = (digits){.end = at};
    while (d->end < end && d->count <= MAX_DIGITS) {
        uint32_t c = utf8_at(plain + d->end);
        int arabic = utf8_arabic_digit(c), chinese = chinese_digit(c);
        if (is_mask(c) && (d->count == 0 || d->masked)) d->masked = true;
        else if (arabic >= 0 && !d->masked && !d->chinese) d->value = d->value * 10 + arabic;
        else if (chinese >= 0 && !d->masked && (d->count == 0 || d->chinese)) {
            d->chinese = true;
            add_chinese(d, chinese);
        } else break;
        d->count++;
        d->end += utf8_width(plain[d->end]);
    }
    return d->count > 0 && d->count <= MAX_DIGITS;
}

static bool starts(const char *plain, size_t *at, size_t end, const char *what)
{
    if (!utf8_starts_with(plain, *at, end, what)) return false;
    *at += strlen(what);
    return true;
}

/* The 至 of 6月至8月. */
static bool starts_range(const char *plain, size_t *at, size_t end)
{
    return starts(plain, at, end, "至") || starts(plain, at, end, "到") || starts(plain, at, end, "-");
}

static bool skip_blanks(const char *plain, size_t *at, size_t end)
{
    while (*at < end && plain[*at] == ' ') (*at)++;
    return true;
}

/* The 年 behind digits: 2025年, 一九五八年度, *年, 民国114年. A mere length of time (三年) is left vague. */
static bool read_year(const char *plain, const digits *d, size_t end, bool republic, period *p)
{
    size_t at = d->end;
    skip_blanks(plain, &at, end);
    if (!starts(plain, &at, end, "年") || utf8_starts_with(plain, at, end, "代")) return false;
    if (!starts(plain, &at, end, "度")) starts(plain, &at, end, "份");
    p->masked |= d->masked;
    if (republic || (d->count == 4 && d->value >= 1000)) {
        p->has_year = true;
        p->year = d->value + (republic ? 1911 : 0);
    } else if (d->count == 4 && !d->chinese) {
        p->masked = true; /* 0402年: a year that the source garbled */
    } else if (!d->masked) {
        p->vague = true;
    }
    p->end = at;
    return true;
}

/* The 日 behind digits: 10日, 5号, *日. Sets the day, and *at past it. */
static bool read_day(const char *plain, size_t *at, size_t end, period *p)
{
    digits d;
    size_t next = *at;
    skip_blanks(plain, &next, end);
    if (!read_digits(plain, next, end, &d)) return false;
    next = d.end;
    skip_blanks(plain, &next, end);
    if (!starts(plain, &next, end, "日") && !starts(plain, &next, end, "号")) return false;
    if (!d.masked && (d.value < 1 || d.value > 31)) return false;
    p->masked |= d.masked;
    p->day = d.masked ? 1 : d.value;
    *at = next;
    return true;
}

/* 6月至8月, 6月1日至8月31日: up to when. Years of its own, and days of the same month, are not read. */
static void read_month_range(const char *plain, size_t end, period *p)
{
    size_t at = p->end;
    digits last;
    if (!starts_range(plain, &at, end) || !read_digits(plain, at, end, &last)) return;
    if (last.masked || last.value < p->first_month || last.value > 12) return;
    at = last.end;
    if (!starts(plain, &at, end, "月")) return;
    starts(plain, &at, end, "份");
    p->last_month = last.value;
    p->day = 0;
    read_day(plain, &at, end, p);
    p->end = at;
}

/* The 月 behind digits: 9月, 9月份, 9月10日, *月, 6月至8月. */
static bool read_month(const char *plain, const digits *month, size_t end, period *p)
{
    size_t at = month->end;
    skip_blanks(plain, &at, end);
    if (!starts(plain, &at, end, "月")) return false;
    if (!month->masked && (month->value < 1 || month->value > 12)) return false;
    starts(plain, &at, end, "份");
    p->masked |= month->masked;
    p->first_month = p->last_month = month->masked ? 1 : month->value;
    p->end = at;
    if (read_day(plain, &at, end, p)) p->end = at;
    read_month_range(plain, end, p);
    return true;
}

/* 于5日前: of the month that is meant. Without 于 or 在 it may be five days ago. */
static bool read_lone_day(const char *plain, size_t begin, size_t end, period *p)
{
    static const char *const leads[] = {"于", "在"};
    size_t behind = begin, length = strlen(leads[0]);
    if (begin < length) return false;
    const char *lead = plain + begin - length;
    if (memcmp(lead, leads[0], length) != 0 && memcmp(lead, leads[1], length) != 0) return false;
    if (!read_day(plain, &behind, end, p)) return false;
    const word *edge = word_at(&period_words, plain, behind, end);
    if (edge == NULL || edge->class != PERIOD_BEFORE) return false;
    p->end = behind;
    p->month_shift = true;
    return true;
}

/* 十天内, 6个月内, 未来五年: a length of time, counted from no stated day. */
static bool read_length(const char *plain, digits d, size_t end, bool ahead, period *p)
{
    static const char *const units[] = {"个月", "个工作日", "天", "日", "年", "周", "小时", "个小时", "星期", "个星期"};
    digits high;
    if (d.value >= 1000) return false;
    size_t range = d.end;
    if (starts_range(plain, &range, end) && read_digits(plain, range, end, &high)) d = high;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t after = d.end;
        if (!starts(plain, &after, end, units[i])) continue;
        starts(plain, &after, end, "时间");
        const word *edge = word_at(&period_words, plain, after, end);
        bool within = edge != NULL && edge->class == PERIOD_WITHIN;
        if (!within && !ahead) continue;
        p->vague = true;
        p->end = within ? after + edge->length : after;
        return true;
    }
    return false;
}

/* The number of a five-year plan: 四 in 十四五 is 14, 九 in 九五 is 9; 0 if it is no plan. *end is set past the 五. */
static int plan_number(const char *plain, size_t *at, size_t end)
{
    int parts[MAX_DIGITS], count = 0;
    while (count < MAX_DIGITS && *at < end) {
        int digit = chinese_digit(utf8_at(plain + *at));
        if (digit < 1) break;
        parts[count++] = digit;
        *at += utf8_width(plain[*at]);
    }
    if (count < 2 || count > 3 || parts[count - 1] != 5) return 0;
    if (count == 2) return parts[0];
    return parts[0] == 10 && parts[1] < 10 ? 10 + parts[1] : 0;
}

/* “十四五”期间, “十四五”末. */
static bool read_plan(const char *plain, size_t at, size_t end, period *p)
{
    bool quoted = starts(plain, &at, end, "“");
    int number = plan_number(plain, &at, end);
    if (number < 6 || (quoted && !starts(plain, &at, end, "”"))) return false;
    const word *edge = word_at(&period_words, plain, at, end);
    if (edge == NULL || (edge->class != PERIOD_DURING && edge->class != PERIOD_END)) return false;
    p->plan = number;
    p->end = at;
    return true;
}

/* The number that a value of the table begins with; *rest (may be NULL) is behind it. */
static int value_number(const char *value, char **rest)
{
    return (int)strtol(value, rest, 10);
}

/* One word of the table; false if it cannot stand here. */
static bool take_word(const word *w, bool first, period *p)
{
    char *rest;
    switch (w->class) {
    case PERIOD_YEAR:
        if (!first) return false;
        p->has_shift = true;
        p->shift = value_number(w->value, NULL);
        if (strchr(w->value, '+') != NULL) p->edge = PERIOD_EDGE_END;
        break;
    case PERIOD_MONTHS:
        if (p->last_month != 0) return false;
        p->first_month = value_number(w->value, &rest);
        p->last_month = value_number(rest + 1, NULL);
        if (strcmp(w->text + w->length - 3, "内") == 0) p->edge = PERIOD_EDGE_WITHIN;
        if (p->first_month == 12) p->edge = PERIOD_EDGE_END;
        break;
    case PERIOD_MONTH:
        if (p->last_month != 0 || p->has_year || p->has_shift) return false;
        p->month_shift = true;
        p->last_month = p->first_month = value_number(w->value, NULL);
        if (strcmp(w->text + w->length - 3, "底") == 0) p->edge = PERIOD_EDGE_END;
        break;
    case PERIOD_VAGUE:
        p->vague = true;
        p->unsure = first && strcmp(w->value, "edge") == 0;
        break;
    case PERIOD_RECURRING: p->recurring = p->vague = true; break;
    case PERIOD_START: p->edge = PERIOD_EDGE_FROM; break;
    default: return false;
    }
    p->end += w->length;
    return true;
}

/* 24时前, 下午5点前 behind a day. */
static void take_hour(const char *plain, size_t end, period *p)
{
    static const char *const parts[] = {"上午", "下午", "中午", "晚上", "晚"};
    size_t at = p->end;
    digits hour;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (starts(plain, &at, end, parts[i])) break;
    if (!read_digits(plain, at, end, &hour)) return;
    at = hour.end;
    if (!starts(plain, &at, end, "时") && !starts(plain, &at, end, "点")) return;
    const word *edge = word_at(&period_words, plain, at, end);
    if (edge != NULL && edge->class == PERIOD_BEFORE) p->end = at;
}

/* 底, 前, 内, 起 after what has been read. */
static void take_edge(const char *plain, size_t end, period *p)
{
    if (p->day != 0) take_hour(plain, end, p);
    const word *w = word_at(&period_words, plain, p->end, end);
    if (w == NULL) return;
    switch (w->class) {
    case PERIOD_END: p->edge = PERIOD_EDGE_END; break;
    case PERIOD_BEFORE: p->edge = p->edge == PERIOD_EDGE_END ? PERIOD_EDGE_END_BEFORE : PERIOD_EDGE_BEFORE; break;
    case PERIOD_END_BEFORE: p->edge = PERIOD_EDGE_END_BEFORE; break;
    case PERIOD_WITHIN: p->edge = PERIOD_EDGE_WITHIN; break;
    case PERIOD_FROM: p->edge = PERIOD_EDGE_FROM; break;
    case PERIOD_DURING: break;
    default: return;
    }
    p->end += w->length;
    if (w->class == PERIOD_DURING) take_edge(plain, end, p);
}

/* 2013-2014年度, 2013-14年度: the year of the latter. */
static void read_year_range(const char *plain, size_t end, digits *d)
{
    size_t at = d->end;
    digits last;
    if (d->count != 4 || d->chinese || !starts(plain, &at, end, "-") || !read_digits(plain, at, end, &last)) return;
    if (last.count == 2 && !last.masked) {
        last.value += d->value / 100 * 100;
        last.count = 4;
    }
    if (last.count == 4) *d = last;
}

/* 用三年时间, 利用3年左右时间: the years alone. */
static bool read_time_used(const char *plain, size_t begin, size_t at, size_t end, period *p)
{
    static const char use[] = "用";
    size_t length = sizeof use - 1;
    if (begin < length || memcmp(plain + begin - length, use, length) != 0) return false;
    if (!starts(plain, &at, end, "年")) return false;
    p->end = at;
    starts(plain, &at, end, "左右");
    starts(plain, &at, end, "的");
    p->vague = utf8_starts_with(plain, at, end, "时间");
    return p->vague;
}

/* The first part where it begins with digits. */
static bool read_number(const char *plain, size_t at, size_t end, period *p)
{
    digits d;
    if (!read_digits(plain, at, end, &d)) return false;
    if (d.chinese && read_plan(plain, at, end, p)) return true;
    if (read_length(plain, d, end, false, p) || read_time_used(plain, at, d.end, end, p)) return true;
    read_year_range(plain, end, &d);
    if (read_year(plain, &d, end, false, p)) return !p->vague;
    return read_month(plain, &d, end, p) || read_lone_day(plain, at, end, p);
}

/* The first part; sets p->end. */
static bool read_first(const char *plain, size_t at, size_t end, period *p)
{
    uint32_t c = utf8_at(plain + at);
    if (utf8_arabic_digit(c) >= 0 || is_mask(c) || chinese_digit(c) >= 0) {
        if (read_number(plain, at, end, p)) return true;
    } else if (c == 0x201C && read_plan(plain, at, end, p)) {
        return true;
    }
    const word *w = word_at(&period_words, plain, at, end);
    digits d;
    if (w == NULL) return false;
    if (w->class == PERIOD_AHEAD)
        return read_digits(plain, at + w->length, end, &d) && read_length(plain, d, end, true, p);
    if (w->class == PERIOD_ERA)
        return read_digits(plain, at + w->length, end, &d) && read_year(plain, &d, end, true, p);
    p->end = at;
    return take_word(w, true, p);
}

bool period_read(const char *plain, size_t at, size_t end, period *out)
{
    *out = (period){.end = at};
    if (!read_first(plain, at, end, out)) return false;
    for (int part = 0; part < PARTS; part++) {
        size_t before = out->end;
        period next = *out;
        digits d;
        bool dated = out->has_year || out->has_shift || out->masked;
        if (out->last_month == 0 && dated && read_digits(plain, out->end, end, &d) &&
            read_month(plain, &d, end, &next)) {
            *out = next;
            continue;
        }
        bool month = out->month_shift || out->recurring; /* 下月10日, 每月5日 */
        if (month && out->day == 0 && out->edge == PERIOD_EDGE_NONE) read_day(plain, &out->end, end, out);
        const word *w = word_at(&period_words, plain, out->end, end);
        if (w != NULL && w->class != PERIOD_START && w->class != PERIOD_RECURRING) take_word(w, false, out);
        if (out->end == before) break;
    }
    take_edge(plain, end, out);
    return !out->unsure || out->edge != PERIOD_EDGE_NONE;
}
