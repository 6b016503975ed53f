#include "calendar.h"

#include "decimal.h"
#include "word_tables.h"

enum { CLOCK_REACH = 6 };

static bool between(const quantity *q, int64_t low, int64_t high)
{
    return decimal_compare(q->value, decimal_of(low)) >= 0 && decimal_compare(q->value, decimal_of(high)) <= 0;
}

/* Does a month or another part of a date follow? */
static bool date_goes_on(const passage *p, size_t at)
{
    static const char *const parts[] = {"度", "起", "初", "底", "末", "元月", "正月", "春", "夏", "秋", "冬", "第"};
    at = numeral_skip_blanks(p->text, at, p->end);
    if (numeral_arabic_digit(p->text, at, p->end) >= 0) return true;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (text_at(p, at, parts[i])) return true;
    const word *w = word_at(&numerals_words, p->text, at, p->end);
    return w != NULL && (w->class == NUMERAL_DIGIT || w->class == NUMERAL_UNIT);
}

/* "3月" */
static bool month_follows(const passage *p, size_t at)
{
    numeral month;
    at = numeral_skip_blanks(p->text, at, p->end);
    return numeral_arabic_digit(p->text, at, p->end) >= 0 && numeral_read(p->text, at, p->end, &month) &&
           text_at(p, month.end, "月");
}

static bool date_leads(const passage *p, size_t at)
{
    static const char *const leads[] = {"公元", "民国", "自", "于", "从", "截至", "截止", "'", "’", "·"};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (text_before(p, at, leads[i])) return true;
    return false;
}

/* 2024年, 二〇二四年, 98年8月, 民國101年: the year's name, not how many. */
static bool is_year_name(const passage *p, const quantity *q)
{
    if (q->number.scaled || q->infix) return false;
    if (month_follows(p, q->end)) return true;
    if (q->number.positional) return true;
    if (q->number.chinese) return between(q, 1000, 2999) ? false : date_leads(p, q->begin) && date_goes_on(p, q->end);
    if (q->number.digits >= 4) return true;
    if (numeral_arabic_digit(p->text, q->begin, p->end) == 0) return true;
    if (!between(q, 50, 130)) return false;
    return date_goes_on(p, q->end) || date_leads(p, q->begin);
}

/* A day of the month, unless the words around it make it a term: 30日内. */
static bool is_day_name(const passage *p, const quantity *q, const limits *l)
{
    if (q->infix || l->after || text_before(p, q->begin, "满")) return false;
    return !text_at(p, q->end, "内") && !text_at(p, q->end, "之内") && !text_at(p, q->end, "游");
}

/* The minutes of 8时30分. */
static bool is_minute(const passage *p, const quantity *q)
{
    if (q->unit == NULL || q->has_high || !text_at(p, q->unit_begin, "分")) return false;
    return text_before(p, q->begin, "时") || text_before(p, q->begin, "点");
}

/* 9:30 after 上午 or before another time, and both terms in range. */
static bool is_clock_ratio(const passage *p, const quantity *q)
{
    if (!q->ratio || decimal_compare(q->number.value, decimal_of(24)) > 0) return false;
    size_t before = q->begin;
    return word_back(&amount_words_words, CONTEXT_CLOCK, p, &before, CLOCK_REACH) != NULL;
}

bool quantity_is_calendar(const passage *p, const quantity *q, const limits *l)
{
    switch (quantity_class(q)) {
    case UNIT_YEAR: return is_year_name(p, q);
    case UNIT_DAY: return is_day_name(p, q, l);
    case UNIT_WHOLE: return is_minute(p, q);
    case 0: return is_clock_ratio(p, q);
    default: return false;
    }
}
