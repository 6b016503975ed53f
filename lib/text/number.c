#include "number.h"

#include "decimal.h"
#include "figure_classes.h"
#include "utf8.h"
#include "word_tables.h"
#include "words.h"

enum {
    MAX_GROUPS = 4,  /* of three digits with blanks between them */
    MAX_BLANKS = 4,  /* between the parts of one number, "7 万 5 千" */
    GROUP_POWER = 4, /* a group of a Chinese number is below 10^4 */
    MAX_POWER = 16   /* of 万, 亿 and 兆 in a row */
};

/*
 * A number while it is read: closed + (group + pending) below the last 万, 亿 or 兆. "3亿4千5": closed is
 * 3 × 10^8, group 4 × 10^3, pending 5.
 */
typedef struct number {
    const char *text;
    size_t at; /* next character to read */
    size_t end;
    speech_decimal closed;
    speech_decimal group;
    speech_decimal pending;
    speech_decimal spread; /* by how much the upper reading of 三四百 is above the lower */
    int closed_power;      /* of the last 万, 亿, 兆; 0: none yet */
    int group_power;       /* of the last 十, 百, 千 in the group; GROUP_POWER: none yet */
    int last_power;        /* of the last such character of either kind, if nothing came after it */
    bool any;              /* something was read */
    bool has_pending;
    bool colloquial; /* pending is one Chinese digit: in 三千五 it stands for 500 */
    bool zero;       /* 零 came after the last power */
    bool closing;    /* after a decimal point or an infix only 万, 亿, 兆 may follow */
    bool blank;      /* blanks stand before the next character */
    numeral result;  /* as if the number ended here */
    numeral stable;  /* as of the last 十, 百, 千, 万, 亿 or 兆 */
} number;

typedef enum step { STEP_TAKEN, STEP_STOP, STEP_UNDO } step;

size_t numeral_skip_blanks(const char *text, size_t at, size_t end)
{
    if (at < end && (text[at] > ' ' || ((unsigned char)text[at] >= 0xE4 && (unsigned char)text[at] <= 0xE9))) return at;
    for (int i = 0; i < MAX_BLANKS && at < end && utf8_is_space(utf8_at(text + at)); i++) at += utf8_width(text[at]);
    return at;
}

int numeral_word_value(const char *value)
{
    int v = 0;
    for (; *value >= '0' && *value <= '9'; value++) v = v * 10 + (*value - '0');
    return v;
}

int numeral_arabic_digit(const char *text, size_t at, size_t end)
{
    return at < end ? utf8_arabic_digit(utf8_at(text + at)) : -1;
}

bool character_is(const char *text, size_t at, size_t end, const char *a, const char *b)
{
    return utf8_starts_with(text, at, end, a) || utf8_starts_with(text, at, end, b);
}

bool arabic_digit_at(const char *text, size_t at, size_t end)
{
    return numeral_arabic_digit(text, at, end) >= 0;
}

/* Does a blank and then a single digit follow at `at`? So old files space out their numbers: 5 1 6 0 元. */
static bool spaced_digit_follows(const char *text, size_t at, size_t end)
{
    if (at >= end || text[at] != ' ' || !arabic_digit_at(text, at + 1, end)) return false;
    return !arabic_digit_at(text, at + 1 + utf8_width(text[at + 1]), end);
}

size_t arabic_digits_read(const char *text, size_t at, size_t end, int64_t *coefficient, int *count)
{
    int run = 0; /* digits since the last blank */
    for (int digit; (digit = numeral_arabic_digit(text, at, end)) >= 0;) {
        if (++*count <= MAX_DIGITS) *coefficient = *coefficient * 10 + digit;
        at += utf8_width(text[at]);
        run++;
        if (run != 1 || !spaced_digit_follows(text, at, end)) continue;
        at++;
        run = 0;
    }
    return at;
}

/* Past a group of exactly three digits at `at`, or 0. */
static size_t group_end(const char *text, size_t at, size_t end)
{
    for (int i = 0; i < 3; i++) {
        if (!arabic_digit_at(text, at, end)) return 0;
        at += utf8_width(text[at]);
    }
    return arabic_digit_at(text, at, end) ? 0 : at;
}

/*
 * Does a group of exactly three digits follow the separator at `at`? Then the place after the separator, else 0.
 * A blank separates groups (5 900宗, as in Hong Kong) only where the number is closed by a Chinese character.
 */
static size_t thousands_at(const char *text, size_t at, size_t end)
{
    if (character_is(text, at, end, ",", "，")) {
        size_t group = at + utf8_width(text[at]);
        return group_end(text, group, end) == 0 ? 0 : group;
    }
    size_t group = at, past = at;
    for (int i = 0; i < MAX_GROUPS && past < end && character_is(text, past, end, " ", "\xC2\xA0"); i++) {
        past = group_end(text, past + utf8_width(text[past]), end);
        if (past == 0) return 0;
    }
    if (past == at) return 0;
    if (past < end && text[past] == '\n') past++; /* hard-wrapped */
    bool closed = past < end && utf8_at(text + past) >= 0x3001 && utf8_at(text + past) <= 0x9FFF;
    return closed ? group + utf8_width(text[group]) : 0;
}

size_t arabic_fraction_read(const char *text, size_t at, size_t end, int64_t *coefficient, int *count)
{
    size_t point = at < end && text[at] == ' ' ? at + 1 : at; /* 8 ．7, spaced out */
    if (!character_is(text, point, end, point == at ? "." : "．", "．")) return at;
    size_t first = point + utf8_width(text[point]);
    if (!arabic_digit_at(text, first, end)) return at;
    int64_t c = *coefficient;
    int n = *count;
    size_t p = arabic_digits_read(text, first, end, &c, &n);
    if (character_is(text, p, end, ".", "．") && arabic_digit_at(text, p + utf8_width(text[p]), end)) return at;
    *coefficient = c;
    *count = n;
    return p;
}

/* Does 十, 百, 千, 万, 亿 or 兆 stand at `at`? */
static bool power_at(const number *n, size_t at)
{
    const word *w = word_at(&numerals_words, n->text, numeral_skip_blanks(n->text, at, n->end), n->end);
    return w != NULL && (w->class == NUMERAL_UNIT || w->class == NUMERAL_MYRIAD);
}

/* Do the `whole` digits before `at` go on with the number? So in 3万5千, 3万4000, 1千零20; not in 3万2018年. */
static bool number_joins(const number *n, size_t at, int whole)
{
    if (whole > n->last_power) return false;
    bool fills = n->zero || (whole == n->last_power && !utf8_starts_with(n->text, at, n->end, "年"));
    if (!n->blank && fills && n->last_power < 2 * GROUP_POWER) return true;
    return power_at(n, at);
}

/* Reads "1,234.5" at n->at into pending. */
static step number_take_arabic(number *n)
{
    int64_t coefficient = 0;
    int whole = 0, count;
    size_t at = arabic_digits_read(n->text, n->at, n->end, &coefficient, &whole);
    if (whole <= 3)
        for (size_t group; (group = thousands_at(n->text, at, n->end)) != 0;)
            at = arabic_digits_read(n->text, group, n->end, &coefficient, &whole);
    if (n->any && !number_joins(n, at, whole)) return STEP_STOP;
    count = whole;
    if (!n->any) at = arabic_fraction_read(n->text, at, n->end, &coefficient, &count);
    if (count > MAX_DIGITS || !decimal_shift(decimal_of(coefficient), whole - count, &n->pending))
        n->result.overflow = true;
    if (!n->any) n->result.digits = whole;
    n->has_pending = n->any = true;
    n->colloquial = false;
    n->last_power = 0;
    n->at = at;
    return STEP_TAKEN;
}

digit_run digit_run_read(const char *text, size_t at, size_t end)
{
    digit_run run = {.end = at};
    const word *w;
    while ((w = word_at(&numerals_words, text, run.end, end)) != NULL) {
        bool circle = run.count > 0 && utf8_starts_with(text, run.end, end, "○"); /* 一九八○年 */
        bool liang = character_is(text, run.end, end, "两", "兩");
        if ((w->class != NUMERAL_DIGIT && !circle) || (run.count >= 2 && (liang || run.liang))) break;
        run.last = circle ? 0 : numeral_word_value(w->value);
        if (run.count == 0) run.first = run.last;
        if (++run.count <= MAX_DIGITS) run.value = run.value * 10 + run.last;
        run.liang = run.liang || liang;
        run.end += w->length;
    }
    return run;
}

/* Two neighbours are about a number: 三四个, 两三百; so is 三五个. */
static bool run_is_pair(const digit_run *run)
{
    return run->count == 2 && run->first > 0 && (run->last == run->first + 1 || (run->first == 3 && run->last == 5));
}

/* Takes 零 at the head of a run that stands inside a number. */
static digit_run run_without_zeros(number *n, digit_run run)
{
    while (run.count > 0 && run.first == 0) {
        const word *w = word_at(&numerals_words, n->text, n->at, n->end);
        n->zero = true;
        n->at += w->length;
        run = digit_run_read(n->text, n->at, n->end);
    }
    return run;
}

static step number_take_digits(number *n)
{
    digit_run run = digit_run_read(n->text, n->at, n->end);
    if (n->any) {
        run = run_without_zeros(n, run);
        if (run.count == 0) return STEP_TAKEN;
        if (run.liang && run.count == 1 && !power_at(n, run.end)) return STEP_STOP; /* 七万两 */
    }
    bool pair = run_is_pair(&run);
    if (run.count > 1 && !pair) {
        if (n->any) return STEP_UNDO;
        if (run.liang) { /* 两两: the first alone */
            run.count = 1;
            run.end = n->at + utf8_width(n->text[n->at]);
        }
        n->result.positional = run.count > 1;
        n->result.overflow = run.count > MAX_DIGITS;
    }
    n->pending = decimal_of(run.count == 1 || pair ? run.first : run.value);
    if (pair) n->spread = decimal_of(run.last - run.first);
    n->result.pair = n->result.pair || pair;
    if (!n->any) n->result.digits = run.count;
    n->colloquial = n->last_power > 1 && !n->zero && run.count <= 2;
    n->has_pending = n->any = true;
    n->at = run.end;
    return STEP_TAKEN;
}

/* *sum += digit × 10^power. */
static bool sum_add(speech_decimal *sum, speech_decimal digit, int power)
{
    return decimal_shift(digit, power, &digit) && decimal_add(*sum, digit, sum);
}

/* Sets the result to what the number is if it ends here. */
static void number_mark(number *n)
{
    speech_decimal value = {0, 0}, rest = n->pending, spread = n->spread;
    bool fits = decimal_add(n->closed, n->group, &value);
    if (n->has_pending && n->colloquial) {
        fits = fits && decimal_shift(rest, n->last_power - 1, &rest);
        if (n->result.pair) fits = fits && decimal_shift(spread, n->last_power - 1, &spread);
    }
    if (n->has_pending) fits = fits && decimal_add(value, rest, &value);
    fits = fits && decimal_add(value, spread, &n->result.high);
    if (!fits) n->result.overflow = true;
    n->result.value = value;
    n->result.end = n->at;
    if (!n->has_pending) n->stable = n->result;
}

static step number_take_unit(number *n, const word *w)
{
    int power = numeral_word_value(w->value);
    speech_decimal digit = n->pending;
    if (power >= n->group_power) return n->has_pending ? STEP_UNDO : STEP_STOP;
    if (!n->has_pending) {
        bool ten = power == 1 && (n->zero || n->last_power == 2 || n->last_power == 3); /* 一百零十, 一百十三 */
        if (n->any && !ten) return STEP_STOP;
        n->result.implied = !n->any && power > 1;
        digit = decimal_of(1);
    }
    if (!sum_add(&n->group, digit, power) || !decimal_shift(n->spread, power, &n->spread)) n->result.overflow = true;
    n->has_pending = n->zero = n->colloquial = false;
    n->any = true;
    n->group_power = n->last_power = power;
    n->at += w->length;
    return STEP_TAKEN;
}

static step number_take_tens(number *n, const word *w)
{
    if (n->has_pending || n->group_power <= 1) return STEP_STOP;
    if (!sum_add(&n->group, decimal_of(numeral_word_value(w->value)), 1)) n->result.overflow = true;
    n->any = true;
    n->zero = false;
    n->group_power = n->last_power = 1;
    n->at += w->length;
    return STEP_TAKEN;
}

/* 万, 亿, 兆 with something before it: where does it apply? */
static step number_close(number *n, int power)
{
    speech_decimal group = n->group;
    if (n->has_pending && !decimal_add(group, n->pending, &group)) n->result.overflow = true;
    bool fresh = n->has_pending || n->group_power < GROUP_POWER, fits;
    if (n->closed_power == 0 || (fresh && power < n->closed_power)) { /* 3万, and the 万 of 5亿3万 */
        fits = sum_add(&n->closed, group, power);
        n->closed_power = power;
    } else if (!fresh && n->closed_power + power <= MAX_POWER) { /* 万亿 */
        fits = decimal_shift(n->closed, power, &n->closed);
        n->closed_power += power;
    } else if (fresh && power > n->closed_power) { /* 一万五千亿 */
        fits = decimal_add(n->closed, group, &n->closed) && decimal_shift(n->closed, power, &n->closed);
        n->closed_power = power;
    } else return fresh ? STEP_UNDO : STEP_STOP;
    if (!fits || !decimal_shift(n->spread, power, &n->spread)) n->result.overflow = true;
    return STEP_TAKEN;
}

static step number_take_myriad(number *n, const word *w)
{
    int power = numeral_word_value(w->value);
    if (!n->any) {
        if (power != GROUP_POWER) return STEP_STOP;
        n->pending = decimal_of(1);
        n->has_pending = n->result.implied = true;
    }
    if (n->zero && !n->has_pending && n->group_power == GROUP_POWER) return STEP_STOP;
    step taken = number_close(n, power);
    if (taken != STEP_TAKEN) return taken;
    n->group = decimal_of(0);
    n->group_power = GROUP_POWER;
    n->last_power = power;
    n->has_pending = n->zero = n->colloquial = false;
    n->any = n->result.scaled = true;
    n->at += w->length;
    return STEP_TAKEN;
}

/* 点五: all that was read and the fraction become one pending number, which 万 or 亿 may still multiply. */
static step number_take_point(number *n, const word *w)
{
    size_t at = numeral_skip_blanks(n->text, n->at + w->length, n->end);
    digit_run run = digit_run_read(n->text, at, n->end);
    if (run.count == 0 || run.count > MAX_DIGITS || run.liang || n->result.pair) return STEP_STOP;
    const word *next = word_at(&numerals_words, n->text, run.end, n->end);
    if (next != NULL && next->class == NUMERAL_UNIT) return STEP_STOP; /* 九点三十分 */
    speech_decimal fraction;
    number_mark(n);
    if (!decimal_shift(decimal_of(run.value), -run.count, &fraction) ||
        !decimal_add(n->result.value, fraction, &n->pending))
        n->result.overflow = true;
    n->closed = n->group = decimal_of(0);
    n->closed_power = n->last_power = 0;
    n->group_power = GROUP_POWER;
    n->has_pending = n->closing = true;
    n->colloquial = false;
    n->at = run.end;
    return STEP_TAKEN;
}

/* An infix is part of the numeral only before 万, 亿 or 兆: 一千多万, 二十几亿. */
static step number_take_infix(number *n, const word *w)
{
    if (n->colloquial || n->closing) return STEP_STOP;
    size_t at = numeral_skip_blanks(n->text, n->at + w->length, n->end);
    const word *next = word_at(&numerals_words, n->text, at, n->end);
    if (next == NULL || next->class != NUMERAL_MYRIAD) return STEP_STOP;
    size_t before = n->at;
    n->zero = false;
    n->at = at;
    if (number_take_myriad(n, next) != STEP_TAKEN) {
        n->at = before;
        return STEP_STOP;
    }
    n->closing = n->result.inexact = true;
    return STEP_TAKEN;
}

static step number_step(number *n, const word *w)
{
    if (n->closing && w->class != NUMERAL_MYRIAD) return STEP_STOP;
    switch (w->class) {
    case NUMERAL_ARABIC: return n->has_pending ? STEP_STOP : number_take_arabic(n);
    case NUMERAL_DIGIT: return n->has_pending ? STEP_STOP : number_take_digits(n);
    case NUMERAL_TENS: return number_take_tens(n, w);
    case NUMERAL_UNIT: return number_take_unit(n, w);
    case NUMERAL_MYRIAD: return number_take_myriad(n, w);
    case NUMERAL_POINT: return n->any ? number_take_point(n, w) : STEP_STOP;
    case NUMERAL_INFIX: return n->any ? number_take_infix(n, w) : STEP_STOP;
    default: return STEP_STOP;
    }
}

bool number_read(const char *text, size_t at, size_t end, numeral *out)
{
    number n = {.text = text, .at = at, .end = end, .group_power = GROUP_POWER};
    n.result.chinese = numeral_arabic_digit(text, at, end) < 0;
    for (;;) {
        size_t next = n.any ? numeral_skip_blanks(text, n.at, end) : at;
        const word *w = word_at(&numerals_words, text, next, end);
        if (w == NULL) break;
        n.blank = next != n.at;
        n.at = next;
        step taken = number_step(&n, w);
        if (taken == STEP_UNDO) n.result = n.stable;
        if (taken != STEP_TAKEN) break;
        if (n.has_pending || !n.zero) number_mark(&n);
    }
    if (!n.any) return false;
    *out = n.result;
    return true;
}
