#include "numeral.h"

#include "decimal.h"
#include "figure_classes.h"
#include "utf8.h"
#include "word_tables.h"
#include "words.h"

enum {
    MAX_GROUPS = 4,    /* of three digits with blanks between them */
    MAX_BLANKS = 4,    /* between the parts of one number, "7 万 5 千" */
    GROUP_POWER = 4,   /* a group of a Chinese number is below 10^4 */
    MAX_POWER = 16,    /* of 万, 亿 and 兆 in a row */
    MAX_DIGITS = 18    /* that a coefficient always holds */
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
    bool colloquial;       /* pending is one Chinese digit: in 三千五 it stands for 500 */
    bool zero;             /* 零 came after the last power */
    bool closing;          /* after a decimal point or an infix only 万, 亿, 兆 may follow */
    bool blank;            /* blanks stand before the next character */
    numeral result;        /* as if the number ended here */
    numeral stable;        /* as of the last 十, 百, 千, 万, 亿 or 兆 */
} number;

typedef enum step { STEP_TAKEN, STEP_STOP, STEP_UNDO } step;

size_t numeral_skip_blanks(const char *text, size_t at, size_t end)
{
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
    if (at >= end) return -1;
    uint32_t c = utf8_at(text + at);
    if (c >= '0' && c <= '9') return (int)(c - '0');
    return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

static bool character_in(const char *text, size_t at, size_t end, const char *a, const char *b)
{
    return utf8_starts_with(text, at, end, a) || utf8_starts_with(text, at, end, b);
}

static bool digit_at(const char *text, size_t at, size_t end)
{
    return numeral_arabic_digit(text, at, end) >= 0;
}

/* Past the digits from `at` on. Adds them to *coefficient while they fit; *count receives their number. */
static size_t digits_read(const char *text, size_t at, size_t end, int64_t *coefficient, int *count)
{
    for (int digit; (digit = numeral_arabic_digit(text, at, end)) >= 0; at += utf8_width(text[at]))
        if (++*count <= MAX_DIGITS) *coefficient = *coefficient * 10 + digit;
    return at;
}

/* Past a group of exactly three digits at `at`, or 0. */
static size_t group_end(const char *text, size_t at, size_t end)
{
    for (int i = 0; i < 3; i++) {
        if (!digit_at(text, at, end)) return 0;
        at += utf8_width(text[at]);
    }
    return digit_at(text, at, end) ? 0 : at;
}

/*
 * Does a group of exactly three digits follow the separator at `at`? Then the place after the separator, else 0.
 * A blank separates groups (5 900宗, as in Hong Kong) only where the number is closed by a Chinese character.
 */
static size_t thousands_at(const char *text, size_t at, size_t end)
{
    if (character_in(text, at, end, ",", "，")) {
        size_t group = at + utf8_width(text[at]);
        return group_end(text, group, end) == 0 ? 0 : group;
    }
    size_t group = at, past = at;
    for (int i = 0; i < MAX_GROUPS && past < end && character_in(text, past, end, " ", "\xC2\xA0"); i++) {
        past = group_end(text, past + utf8_width(text[past]), end);
        if (past == 0) return 0;
    }
    if (past == at) return 0;
    if (past < end && text[past] == '\n') past++; /* hard-wrapped */
    bool closed = past < end && utf8_at(text + past) >= 0x3001 && utf8_at(text + past) <= 0x9FFF;
    return closed ? group + utf8_width(text[group]) : 0;
}

/* Past the fraction digits of the decimal point at `at`, or `at` if none stands there ("1.2.3" is no decimal). */
static size_t fraction_read(const char *text, size_t at, size_t end, int64_t *coefficient, int *count)
{
    if (!character_in(text, at, end, ".", "．")) return at;
    size_t first = at + utf8_width(text[at]);
    if (!digit_at(text, first, end)) return at;
    int64_t c = *coefficient;
    int n = *count;
    size_t p = digits_read(text, first, end, &c, &n);
    if (character_in(text, p, end, ".", "．") && digit_at(text, p + utf8_width(text[p]), end)) return at;
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
    size_t at = digits_read(n->text, n->at, n->end, &coefficient, &whole), group;
    if (whole <= 3)
        while ((group = thousands_at(n->text, at, n->end)) != 0)
            at = digits_read(n->text, group, n->end, &coefficient, &whole);
    if (n->any && !number_joins(n, at, whole)) return STEP_STOP;
    count = whole;
    if (!n->any) at = fraction_read(n->text, at, n->end, &coefficient, &count);
    if (count > MAX_DIGITS || !decimal_shift(decimal_of(coefficient), whole - count, &n->pending))
        n->result.overflow = true;
    if (!n->any) n->result.digits = whole;
    n->has_pending = n->any = true;
    n->colloquial = false;
    n->last_power = 0;
    n->at = at;
    return STEP_TAKEN;
}

/* A run of Chinese digits: 五, 三四, 二〇二六. 两 is one only alone or in a pair (一两). */
typedef struct digit_run {
    size_t end;
    int count;
    int first;
    int last;
    int64_t value;
    bool liang;
} digit_run;

static digit_run digits_run(const char *text, size_t at, size_t end)
{
    digit_run run = {.end = at};
    const word *w;
    while ((w = word_at(&numerals_words, text, run.end, end)) != NULL) {
        bool circle = run.count > 0 && utf8_starts_with(text, run.end, end, "○"); /* 一九八○年 */
        bool liang = character_in(text, run.end, end, "两", "兩");
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
        run = digits_run(n->text, n->at, n->end);
    }
    return run;
}

static step number_take_digits(number *n)
{
    digit_run run = digits_run(n->text, n->at, n->end);
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
        if (n->any && !(n->zero && power == 1)) return STEP_STOP;
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
    } else
        return fresh ? STEP_UNDO : STEP_STOP;
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
    digit_run run = digits_run(n->text, at, n->end);
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

/* Reads an unsigned number without 分之. */
static bool number_read(const char *text, size_t at, size_t end, numeral *out)
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

/* Past the word, whose two characters may have a blank between them, or 0. */
static size_t spaced_word(const char *text, size_t at, size_t end, const char *first, const char *second)
{
    at = numeral_skip_blanks(text, at, end);
    if (!utf8_starts_with(text, at, end, first)) return 0;
    at = numeral_skip_blanks(text, at + utf8_width(text[at]), end);
    return utf8_starts_with(text, at, end, second) ? at + utf8_width(text[at]) : 0;
}

/* ".5" */
static bool point_read(const char *text, size_t at, size_t end, numeral *out)
{
    int64_t coefficient = 0;
    int count = 0;
    size_t p = fraction_read(text, at, end, &coefficient, &count);
    if (p == at) return false;
    *out = (numeral){.end = p, .overflow = count > MAX_DIGITS};
    if (!out->overflow && !decimal_shift(decimal_of(coefficient), -count, &out->value)) out->overflow = true;
    return true;
}

/* A number with an optional sign. */
static bool signed_read(const char *text, size_t at, size_t end, numeral *out)
{
    const word *w = word_at(&numerals_words, text, at, end);
    if (w == NULL || w->class != NUMERAL_SIGN) return number_read(text, at, end, out);
    size_t first = at + w->length;
    if (text[at] == '-' && !digit_at(text, first, end) && !utf8_starts_with(text, first, end, ".")) return false;
    if (!number_read(text, first, end, out) && !point_read(text, first, end, out)) return false;
    out->negative = true;
    out->value.coefficient = -out->value.coefficient;
    out->high.coefficient = -out->high.coefficient;
    return true;
}

/* Is it 百 or 千 without a digit, as in 百分之 and 千分之? */
static bool numeral_is_bare(const numeral *n, int64_t value)
{
    return n->implied && n->value.exponent == 0 && n->value.coefficient == value;
}

/* 分之 after `out`, the denominator: replaces it by the fraction. */
static void fraction_take_words(const char *text, size_t end, numeral *out)
{
    numeral top;
    size_t at = spaced_word(text, out->end, end, "分", "之");
    if (at == 0 || !signed_read(text, numeral_skip_blanks(text, at, end), end, &top)) return;
    if (numeral_is_bare(out, 100)) top.form = NUMERAL_PERCENT;
    else if (numeral_is_bare(out, 1000)) top.form = NUMERAL_PERMILLE;
    else if (top.pair || !decimal_divide(top.value, out->value, &top.value)) return;
    else top.form = NUMERAL_FRACTION;
    top.overflow = top.overflow || out->overflow;
    top.chinese = out->chinese;
    top.implied = false;
    *out = top;
}

/* 又 after `out`, a whole number: adds the fraction that follows, as (whole × bottom + top) / bottom. */
static void fraction_take_mixed(const char *text, size_t end, numeral *out)
{
    numeral bottom, top;
    size_t at = numeral_skip_blanks(text, out->end, end);
    if (!utf8_starts_with(text, at, end, "又")) return;
    at = numeral_skip_blanks(text, at + utf8_width(text[at]), end);
    if (!number_read(text, at, end, &bottom)) return;
    at = spaced_word(text, bottom.end, end, "分", "之");
    if (at == 0 || !number_read(text, numeral_skip_blanks(text, at, end), end, &top)) return;
    speech_decimal sum, part = top.value;
    if (out->negative) part.coefficient = -part.coefficient;
    if (!decimal_multiply(out->value, bottom.value, &sum) || !decimal_add(sum, part, &sum) ||
        !decimal_divide(sum, bottom.value, &out->value))
        return;
    out->form = NUMERAL_FRACTION;
    out->end = top.end;
}

/* "/4" after `out`, whole Arabic digits. A chain (2018/9/10) is no fraction. */
static void fraction_take_slash(const char *text, size_t end, numeral *out)
{
    if (out->chinese || out->scaled || out->value.exponent < 0) return;
    if (!character_in(text, out->end, end, "/", "／")) return;
    int64_t bottom = 0;
    int count = 0;
    size_t at = out->end + utf8_width(text[out->end]), p = digits_read(text, at, end, &bottom, &count);
    if (count == 0 || count > MAX_DIGITS) return;
    if (character_in(text, p, end, "/", "／") && digit_at(text, p + utf8_width(text[p]), end)) return;
    if (!decimal_divide(out->value, decimal_of(bottom), &out->value)) return;
    out->form = NUMERAL_FRACTION;
    out->end = p;
}

/* The digit or 半 after 三成: 七成六, 三成半. */
static void tenths_take_rest(const char *text, size_t end, numeral *out)
{
    size_t at = numeral_skip_blanks(text, out->end, end);
    int rest = 5;
    if (utf8_starts_with(text, at, end, "半")) at += utf8_width(text[at]);
    else {
        digit_run run = digits_run(text, at, end);
        if (run.count != 1 || run.liang) return;
        rest = run.first;
        at = run.end;
    }
    if (decimal_add(out->value, decimal_of(rest), &out->value)) out->end = at;
}

/* 成 and 折 after `out`: tenths; two digits before 折 (75折, 八五折) are hundredths. */
static void tenths_take(const char *text, size_t end, numeral *out)
{
    size_t at = numeral_skip_blanks(text, out->end, end);
    const word *w = word_at(&numerals_words, text, at, end);
    if (w == NULL || w->class != NUMERAL_TENTHS || out->pair || out->negative) return;
    bool discount = utf8_starts_with(text, at, end, "折");
    if (decimal_compare(out->value, decimal_of(discount ? 99 : 10)) > 0) return;
    if (!discount || decimal_compare(out->value, decimal_of(10)) < 0)
        if (!decimal_shift(out->value, 1, &out->value)) return;
    out->form = NUMERAL_TENTH;
    out->end = at + w->length;
    if (!discount) tenths_take_rest(text, end, out);
}

bool numeral_read(const char *text, size_t at, size_t end, numeral *out)
{
    numeral n = {0};
    if (at < end && text[at] == '.') {
        if (!point_read(text, at, end, &n)) return false;
        *out = n;
        return true;
    }
    if (!signed_read(text, at, end, &n)) return false;
    if (!n.overflow) {
        fraction_take_words(text, end, &n);
        if (n.form == NUMERAL_NUMBER) fraction_take_mixed(text, end, &n);
        if (n.form == NUMERAL_NUMBER) fraction_take_slash(text, end, &n);
        if (n.form == NUMERAL_NUMBER) tenths_take(text, end, &n);
    }
    *out = n;
    return true;
}

/* The length of the valid UTF-8 at the head of text[0..length). */
static size_t utf8_valid_prefix(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        unsigned char lead = (unsigned char)text[at];
        size_t width = utf8_width(text[at]);
        if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || width > length - at) break;
        for (size_t i = 1; i < width; i++)
            if (((unsigned char)text[at + i] & 0xC0) != 0x80) return at;
        at += width;
    }
    return at;
}

speech_status speech_numeral_value(const char *text, size_t length, speech_decimal *value, size_t *used)
{
    enum { MAX_NUMERAL = 1024 }; /* longer ones do not fit a speech_decimal anyway */
    numeral n;
    if (text == NULL || value == NULL) return SPEECH_MISUSE;
    length = utf8_valid_prefix(text, length < MAX_NUMERAL ? length : MAX_NUMERAL);
    if (length == 0 || !numeral_read(text, 0, length, &n)) return SPEECH_NOT_FOUND;
    /* 万 by itself is no numeral, but begins 万亿 and 万分之. */
    if (n.implied && n.form == NUMERAL_NUMBER && character_in(text, 0, length, "万", "萬") &&
        decimal_compare(n.value, decimal_of(1000000000000)) != 0)
        return SPEECH_NOT_FOUND;
    if (!n.overflow && n.form == NUMERAL_PERMILLE && !decimal_shift(n.value, -3, &n.value)) n.overflow = true;
    if (n.overflow) return SPEECH_RANGE;
    *value = n.value;
    if (used != NULL) *used = n.end;
    return SPEECH_OK;
}
