#include "figure_rules.h"

#include "calendar.h"
#include "decimal.h"
#include "word_tables.h"

enum {
    NAME_REACH = 4,    /* characters of a name before its numeral: 新十条 */
    EACH_REACH = 12,   /* from 每 to what each does: 每人每周读一篇 */
    SPEECH_REACH = 10, /* from 讲 to 三点 */
    SPEECH_NEAR = 15,  /* the same in bytes, where the clause goes on after 三点意见 */
    TOPIC_REACH = 4,   /* from 三个 to 方面 */
    LIST_REACH = 40,   /* from the first of A、B、C to 三大 */
    MONEY_REACH = 8    /* from 投资 to 万亿 */
};

/* Does a number go on at `at`, where a name that ends with a numeral would end: 四周五十米 is not 周五? */
static bool number_goes_on(const passage *p, size_t at)
{
    const word *w = word_at(&numerals_words, p->text, at, p->end);
    if (w == NULL || (w->class != NUMERAL_UNIT && w->class != NUMERAL_MYRIAD)) return false;
    w = word_before(&numerals_words, p, at);
    return w != NULL && w->class == NUMERAL_DIGIT;
}

size_t fixed_number_end(const passage *p, size_t at)
{
    size_t start = at;
    for (int i = 0; i <= NAME_REACH; i++) {
        const word *w = word_at(&fixed_numbers_words, p->text, start, p->end);
        if (w != NULL && start + w->length > at && !number_goes_on(p, start + w->length)) return start + w->length;
        if (start <= p->begin) break;
        start = utf8_before(p->text, start);
    }
    return 0;
}

/* Is the quantity one Chinese digit (or 两), without infix or multiplier? */
static bool is_single(const quantity *q)
{
    return q->number.chinese && !q->masked && !q->half && !q->has_high && !q->infix && q->number.digits == 1 &&
           !q->number.scaled && q->number.form == NUMERAL_NUMBER &&
           decimal_compare(q->number.value, decimal_of(10)) < 0 && q->number.value.exponent == 0;
}

static bool is_one(const quantity *q)
{
    return is_single(q) && q->number.value.coefficient == 1;
}

/* Does 每 in the clause give the amount to each one? "每" right before the number counts, not measures: 每一个. */
static bool set_for_each(const passage *p, const quantity *q)
{
    size_t at = q->begin;
    for (int i = 0; i < EACH_REACH && at > p->begin; i++) {
        at = utf8_before(p->text, at);
        if (ends_clause(utf8_at(p->text + at))) return false;
        if (text_at(p, at, "每")) return i > 0;
    }
    return false;
}

/* Is the 一 of a period an amount: 一年来, 过去一年? */
static bool one_period(const passage *p, const quantity *q)
{
    if (word_of(&period_after_words, CONTEXT_AFTER, p, q->end) != NULL) return true;
    return word_before(&period_before_words, p, q->begin) != NULL;
}

/* Hours, minutes and months are amounts even with 一; 一天 and 一年 are often no more than "one day". */
static bool is_clock_time(const quantity *q)
{
    static const char *const times[] = {"小时", "个小时", "分钟", "秒钟", "个月", "个半小时", "个多小时", "个多月"};
    for (size_t i = 0; q->unit != NULL && i < sizeof times / sizeof *times; i++)
        if (strcmp(q->unit->text, times[i]) == 0) return true;
    return false;
}

/* 一 is a figure only where it sets an amount. */
static bool one_is_amount(const passage *p, const quantity *q, const limits *l)
{
    int class = quantity_class(q);
    if (class == UNIT_MONEY || class == UNIT_PERCENT || class == UNIT_MEASURE) return true;
    if (class == UNIT_TIMES) return true;
    if (class == 0) return false;
    if (l->before || l->after) return true;
    bool period = class == UNIT_YEAR || class == UNIT_TIME;
    if (period && word_before(&period_before_words, p, q->begin) != NULL) return true;
    const word *w = word_before(&amount_words_words, p, q->begin);
    if (w != NULL && w->class == CONTEXT_DEICTIC) return false;
    if (set_for_each(p, q) || is_clock_time(q)) return true;
    return period && one_period(p, q);
}

/* 二 before a classifier is an ordinal (二期, 二级); the amount is 两. */
static bool two_is_amount(const passage *p, const quantity *q)
{
    int class = quantity_class(q);
    if (!text_at(p, q->begin, "二")) return true;
    if (class == UNIT_COUNT) return text_at(p, q->unit_begin, "个") || text_at(p, q->unit_begin, "种");
    return class != UNIT_ORDINAL && class != UNIT_NOUN && class != UNIT_STANDING;
}

/* 百 and 千 without a digit are mostly rhetoric; with a limit, or as a period's length, they are amounts. */
static bool implied_is_amount(const passage *p, const quantity *q, const limits *l)
{
    static const char *const before[] = {"每", "上", "成"};
    if (text_before_any(p, q->begin, before, 3)) return false;
    if (q->infix) return true;
    if (q->unit == NULL && decimal_compare(q->value, decimal_of(100000000)) >= 0) return l->before || l->after;
    if (decimal_compare(q->value, decimal_of(100000)) >= 0) return !text_at(p, q->unit_begin, "级");
    if (quantity_class(q) == UNIT_YEAR) return l->before || one_period(p, q);
    return q->unit != NULL && (l->before || l->after);
}

/* A mask stands for digits where a unit (and no noun that a name ends with) follows at once. */
static bool mask_is_amount(const passage *p, const quantity *q, const limits *l)
{
    switch (quantity_class(q)) {
    case 0: return q->number.scaled && !q->dashes;
    case UNIT_PLACE:
    case UNIT_NOUN:
    case UNIT_DAY: return false;
    case UNIT_YEAR: /* XX年以来 is since a year */
        return !text_before(p, q->begin, "第") && !text_at(p, q->end, "以") &&
               (l->before || l->after || one_period(p, q));
    case UNIT_ORDINAL: return false;
    case UNIT_WHOLE: return !text_at(p, q->begin, "…") && !text_at(p, q->unit_begin, "点");
    default: return true;
    }
}

/* 投资、消费、出口三大需求: counts the things just listed. (三大工程 is a name.) */
static bool counts_a_list(const passage *p, const quantity *q)
{
    if (!is_single(q) || !text_at(p, q->end, "大") || !is_han(character_before(p, q->begin))) return false;
    int64_t marks = 0;
    size_t at = q->begin;
    for (int i = 0; i < LIST_REACH && at > p->begin; i++) {
        at = utf8_before(p->text, at);
        if (ends_clause(utf8_at(p->text + at))) break;
        if (text_at(p, at, "、") || text_at(p, at, "和") || text_at(p, at, "与")) marks++;
    }
    return marks > 0 && marks + 1 == q->number.value.coefficient;
}

/* A number without a unit needs a multiplier, an infix or a limit to be more than a mere number. */
static bool bare_is_figure(const passage *p, const quantity *q, const limits *l)
{
    if (q->ratio || q->number.form != NUMERAL_NUMBER) return true;
    if (q->half) return q->end > q->number_end || text_at(p, q->begin, "一");
    uint32_t next = character_at(p, q->end);
    if (is_letter(next)) return false;
    if (q->number.scaled) return true;
    if (q->infix) return is_han(next);
    if (q->number.chinese) return counts_a_list(p, q);
    bool closed = text_at(p, q->end, "的") || !is_han(next); /* not a noun that it might number */
    closed = closed && next != '/' && next != '.' && next != '-';
    closed = closed || l->after || word_at(&qualifiers_words, p->text, q->end, p->end) != NULL;
    return closed && (l->before || l->after);
}

/* Does a number announce the outline of the speech: 讲三点意见, 以下五个方面, 两件事：? */
static bool announces_outline(const passage *p, const quantity *q)
{
    int class = quantity_class(q);
    if (q->masked || q->has_high || !q->has_value || decimal_compare(q->value, decimal_of(12)) > 0) return false;
    if (class != UNIT_COUNT && class != UNIT_WHOLE && class != 0) return false;
    size_t at = q->end;
    bool topic = false;
    for (int i = 0; i < TOPIC_REACH + 3 && at < p->end && !ends_clause(utf8_at(p->text + at)); i++) {
        topic = topic || word_of(&outline_words_words, CONTEXT_TOPIC, p, at) != NULL;
        at += utf8_width(p->text[at]);
    }
    topic = topic || text_at(p, q->unit_begin, "点") || text_at(p, q->unit_begin, "方面");
    if (!topic) return false;
    if (text_before(p, q->begin, "以下") || text_before(p, q->begin, "如下")) return true;
    size_t where = q->begin;
    if (word_back(&outline_words_words, CONTEXT_SPEECH, p, &where, SPEECH_REACH) == NULL) return false;
    uint32_t stop = character_at(p, at);
    if (stop == 0xFF0C || stop == ',') return q->begin - where <= SPEECH_NEAR;
    return stop == 0x3002 || stop == 0xFF1A || stop == ':' || stop == 0 || stop == '\n';
}

/* A number in the middle of a Latin word or a code (A4, PM2.5, 5G, COVID-19) counts nothing. */
static bool is_code(const passage *p, const quantity *q)
{
    if (q->masked || q->number.chinese) return false;
    uint32_t before = character_before(p, q->begin);
    if (before == '-' || before == 0x2014 || before == '/' || before == '.' || before == '#') {
        size_t at = utf8_before(p->text, q->begin);
        uint32_t earlier = character_before(p, at);
        return is_letter(earlier) || (earlier >= '0' && earlier <= '9');
    }
    if (is_letter(before) || before == '+' || before == 0xFF0B) return quantity_class(q) != UNIT_MONEY;
    return q->unit != NULL && text_at(p, q->unit_begin, "G") && q->unit->length == 1 &&
           decimal_compare(q->value, decimal_of(6)) <= 0;
}

/* 几十, 数百: a quantity without a stateable value. */
static bool is_vague(const passage *p, const quantity *q)
{
    static const char *const before[] = {"几", "数", "若干", "成"};
    if (!q->number.chinese) return false;
    const word *w = word_at(&numerals_words, p->text, q->begin, p->end);
    if (w == NULL || (w->class != NUMERAL_UNIT && w->class != NUMERAL_MYRIAD)) return false;
    if (text_before(p, q->begin, "人数") || text_before(p, q->begin, "总数")) return false;
    return text_before_any(p, q->begin, before, 4);
}

/* Financial digits (伍, 陆) have other uses; alone they count nothing. */
static bool is_financial(const passage *p, const quantity *q)
{
    static const char *const digits[] = {"壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "佰", "仟", "俩"};
    if (!q->number.chinese || q->number.end - q->begin > 3) return false;
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (text_at(p, q->begin, digits[i])) return true;
    return false;
}

/* 上半年 is a part of the calendar, 大半年 is vague. */
static bool half_is_amount(const passage *p, const quantity *q)
{
    static const char *const before[] = {"上", "下", "前", "后", "大", "小", "多", "一", "过"};
    if (text_at(p, q->begin, "一")) return !text_at(p, q->end, "是") && !text_before(p, q->begin, "另");
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (text_before(p, q->begin, before[i])) return q->unit == NULL && text_before(p, q->begin, "过");
    int class = quantity_class(q);
    return class == 0 || class == UNIT_YEAR || class == UNIT_TIME;
}

/* 届九次, 十次全会: the number of a session. 召开了七次全会 counts them. */
static bool is_session(const passage *p, const quantity *q)
{
    static const char *const sessions[] = {"全会", "全体会议", "党代会", "代表大会"};
    if (!text_at(p, q->unit_begin, "次")) return false;
    if (text_before(p, q->begin, "届")) return true;
    static const char *const held[] = {"了", "过", "开"};
    if (text_before_any(p, q->begin, held, 3)) return false;
    for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++)
        if (text_at(p, q->end, sessions[i])) return q->masked || q->number.chinese;
    return false;
}

/* What a single Chinese digit may count. */
static bool single_is_amount(const passage *p, const quantity *q, const limits *l)
{
    int class = quantity_class(q);
    if (is_one(q) && !one_is_amount(p, q, l)) return false;
    if (q->value.coefficient == 0 && class != UNIT_PERCENT && class != UNIT_MEASURE) return false;
    if (!two_is_amount(p, q)) return false;
    if (text_at(p, q->unit_begin, "番")) return text_before(p, q->begin, "翻") || text_before(p, q->begin, "翻了");
    if (text_at(p, q->unit_begin, "个") && (text_at(p, q->end, "“") || text_at(p, q->end, "「"))) return false;
    if (class == UNIT_MEASURE && (text_at(p, q->unit_begin, "度") || text_at(p, q->unit_begin, "里"))) return false;
    return !(class == UNIT_WHOLE && text_at(p, q->unit_begin, "分"));
}

/* 点 counts points only where they are many; a few are a time of day. */
static bool point_is_clock(const passage *p, const quantity *q)
{
    if (quantity_class(q) != UNIT_WHOLE || !text_at(p, q->unit_begin, "点") || q->unit->length != 3) return false;
    return !q->has_value || decimal_compare(q->value, decimal_of(24)) <= 0;
}

bool quantity_is_idle(const passage *p, const quantity *q)
{
    if (quantity_class(q) == UNIT_YEAR) return q->number.digits >= 4 && !q->number.scaled && !q->infix;
    if (q->unit != NULL || q->number.scaled) return false;
    if (q->masked) return true;
    if (!q->number.chinese || q->number.form != NUMERAL_NUMBER || q->half || q->infix) return false;
    return !text_before(p, q->begin, "前") && !text_at(p, q->end, "大");
}

bool quantity_is_figure(const passage *p, const quantity *q, const limits *l)
{
    if (q->unit != NULL && is_session(p, q)) return false;
    if (q->masked) return mask_is_amount(p, q, l);
    if (!q->has_value && !q->ratio) return false;
    if (is_vague(p, q) || is_code(p, q) || quantity_is_calendar(p, q, l) || point_is_clock(p, q)) return false;
    if (q->number.implied && !implied_is_amount(p, q, l)) return false;
    if (q->number.chinese && quantity_class(q) == UNIT_PLACE) return false;
    if (is_single(q) && q->unit != NULL && !single_is_amount(p, q, l)) return false;
    if (q->half && !half_is_amount(p, q)) return false;
    if (is_financial(p, q)) return false;
    if (q->unit == NULL && !bare_is_figure(p, q, l)) return false;
    return !announces_outline(p, q);
}

speech_figure_kind quantity_kind(const passage *p, const quantity *q)
{
    if (q->ratio || (q->number.form == NUMERAL_FRACTION && q->unit == NULL)) return SPEECH_RATIO;
    if (q->number.form == NUMERAL_PERCENT || q->number.form == NUMERAL_PERMILLE || q->number.form == NUMERAL_TENTH)
        return SPEECH_PERCENT;
    if (q->rate && quantity_class(q) != UNIT_MONEY) return SPEECH_MEASURE;
    size_t before = q->begin;
    switch (quantity_class(q)) {
    case UNIT_MONEY: return SPEECH_MONEY;
    case UNIT_PERCENT: return SPEECH_PERCENT;
    case UNIT_TIMES: return SPEECH_RATIO;
    case UNIT_YEAR:
    case UNIT_DAY:
    case UNIT_TIME:
    case UNIT_AGE: return SPEECH_DURATION;
    case UNIT_MEASURE: return SPEECH_MEASURE;
    case 0:
        if (q->half) return SPEECH_RATIO;
        if (q->number.scaled && word_back(&amount_words_words, CONTEXT_MONEY, p, &before, MONEY_REACH) != NULL)
            return SPEECH_MONEY;
        return SPEECH_COUNT;
    default: return SPEECH_COUNT;
    }
}
