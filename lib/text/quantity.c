#include "quantity.h"

#include "decimal.h"
#include "utf8.h"
#include "word_tables.h"

enum { MAX_UNIT_PARTS = 4, MAX_MULTIPLIERS = 4 };

/* Does a Latin word end at `at`, and not go on with a letter or digit? Chinese ones always end. */
static bool unit_ends(const char *text, const word *w, size_t at, size_t end)
{
    if (!utf8_is_ascii_letter(w->text[w->length - 1])) return true;
    return at >= end || (!utf8_is_ascii_letter(text[at]) && !(text[at] >= '0' && text[at] <= '9'));
}

/* The unit at `at`, or the part of one that may follow a slash; else NULL. */
static const word *unit_part_at(const char *text, size_t at, size_t end)
{
    const word *w = word_at(&units_words, text, at, end);
    if (w == NULL || w->class == UNIT_BLOCK || !unit_ends(text, w, at + w->length, end)) return NULL;
    return w;
}

/* The unit at `at`, or NULL. */
static const word *unit_at(const char *text, size_t at, size_t end)
{
    const word *w = unit_part_at(text, at, end);
    return w != NULL && w->class == UNIT_PART ? NULL : w;
}

/* Past "/吨" or "（次）" after a unit that ends at `at`, or `at`. */
static size_t unit_part_end(const char *text, size_t at, size_t end)
{
    bool slash = utf8_starts_with(text, at, end, "/") || utf8_starts_with(text, at, end, "／");
    bool dot = utf8_starts_with(text, at, end, "·");
    const char *close = utf8_starts_with(text, at, end, "（") ? "）" : NULL;
    if (utf8_starts_with(text, at, end, "(")) close = ")";
    if (!slash && !dot && close == NULL) return at;
    size_t inside = at + utf8_width(text[at]);
    const word *w = close == NULL ? unit_part_at(text, inside, end) : unit_at(text, inside, end);
    if (w == NULL || (close != NULL && (w->class == UNIT_MONEY || w->class == UNIT_PERCENT))) return at;
    size_t past = inside + w->length;
    if (close == NULL) return past;
    return utf8_starts_with(text, past, end, close) ? past + strlen(close) : at;
}

/* 半 or 多 inside a unit: 三个半小时, 一年多. */
static void unit_apply_inner(quantity *q)
{
    if (q->unit->value[0] == '\0') return;
    if (strstr(q->unit->text, "多") != NULL) q->infix = true;
    if (strstr(q->unit->text, "半") == NULL || !q->has_value) return;
    speech_decimal half = {5, -1};
    if (!decimal_add(q->value, half, &q->value) || !decimal_add(q->high, half, &q->high)) q->has_value = false;
}

/* 半 after a unit: 一倍半. Not after a calendar word, and only where it ends the quantity. */
static void unit_take_half(const char *text, size_t end, quantity *q)
{
    if (!q->has_value || q->has_high || !utf8_starts_with(text, q->end, end, "半")) return;
    if (q->unit->class != UNIT_TIMES && q->unit->class != UNIT_YEAR && q->unit->class != UNIT_TIME) return;
    const word *after = word_at(&units_words, text, q->end + 3, end);
    speech_decimal half = {5, -1};
    if (after != NULL || !decimal_add(q->value, half, &q->value)) return;
    q->high = q->value;
    q->end += 3;
}

/* Takes the unit after the number, if one stands there. A mask's unit must follow it at once. */
static void quantity_take_unit(const char *text, size_t end, quantity *q)
{
    size_t at = q->masked ? q->number_end : numeral_skip_blanks(text, q->number_end, end);
    const word *w = unit_at(text, at, end);
    if (w == NULL) return;
    q->unit = w;
    q->unit_begin = at;
    q->end = at + w->length;
    for (int i = 0; i < MAX_UNIT_PARTS; i++) {
        size_t past = unit_part_end(text, q->end, end);
        if (past == q->end) break;
        if (text[past - 1] != ')' && !utf8_starts_with(text, past - 3, past, "）")) q->rate = true;
        q->end = past;
        q->compound = true;
    }
    q->unit_end = q->end;
    unit_apply_inner(q);
    unit_take_half(text, end, q);
}

/* Takes 余, 多, 来 or 几 between the number and a unit or noun. */
static void quantity_take_infix(const char *text, size_t end, quantity *q)
{
    size_t at = numeral_skip_blanks(text, q->number_end, end);
    const word *w = word_at(&numerals_words, text, at, end);
    if (w == NULL || w->class != NUMERAL_INFIX || q->number.form != NUMERAL_NUMBER || q->number.pair) return;
    size_t next = numeral_skip_blanks(text, at + w->length, end);
    const word *unit = unit_at(text, next, end);
    bool noun = next < end && (unsigned char)text[next] >= 0xE4 && (unsigned char)text[next] <= 0xE9;
    bool many = utf8_starts_with(text, at, end, "余") || utf8_starts_with(text, at, end, "多");
    if (unit == NULL && !(noun && many)) return;
    q->infix = true;
    q->number_end = q->end = at + w->length;
}

/* 亿, 万, 千万 after a mask. */
static void mask_take_multipliers(const char *text, size_t end, quantity *q)
{
    for (int i = 0; i < MAX_MULTIPLIERS; i++) {
        const word *w = word_at(&numerals_words, text, q->number_end, end);
        if (w == NULL || (w->class != NUMERAL_MYRIAD && w->class != NUMERAL_UNIT)) break;
        if (w->class == NUMERAL_MYRIAD) q->number.scaled = true;
        q->number_end += w->length;
    }
    q->end = q->number_end;
}

/* Past the run of mask characters at `at`. */
static size_t mask_end(const char *text, size_t at, size_t end, int class)
{
    const word *w;
    while ((w = word_at(&numerals_words, text, at, end)) != NULL && w->class == class) at += w->length;
    if (class == NUMERAL_DASHES)
        while (at < end && text[at] == '-') at++; /* an odd number of them */
    return at;
}

static bool is_alphanumeric(char c)
{
    return utf8_is_ascii_letter(c) || (c >= '0' && c <= '9');
}

/* A mask hides digits where no letter or digit touches it. */
static bool mask_read(const char *text, size_t at, size_t end, const word *first, quantity *q)
{
    q->number_end = q->end = mask_end(text, at, end, first->class);
    bool touches = q->end < end && (is_alphanumeric(text[q->end]) || numeral_arabic_digit(text, q->end, end) >= 0);
    if (touches || (at > 0 && is_alphanumeric(text[at - 1]))) return false;
    q->masked = true;
    q->dashes = first->class == NUMERAL_DASHES;
    mask_take_multipliers(text, end, q);
    quantity_take_infix(text, end, q);
    quantity_take_unit(text, end, q);
    return true;
}

/* 半年, 半数 */
static bool half_read(const char *text, size_t at, size_t end, quantity *q)
{
    q->number_end = q->end = at + 3;
    q->has_value = q->half = true;
    q->value = q->high = (speech_decimal){5, -1};
    quantity_take_unit(text, end, q);
    if (q->unit == NULL && utf8_starts_with(text, q->end, end, "数")) q->end += 3;
    return true;
}

/* 一半, but not 一半天. */
static bool one_half_read(const char *text, size_t at, size_t end, quantity *q)
{
    if (!utf8_starts_with(text, at, end, "一半") || unit_at(text, at + 6, end) != NULL) return false;
    q->number_end = q->end = at + 6;
    q->has_value = q->half = true;
    q->value = q->high = (speech_decimal){5, -1};
    return true;
}

static bool number_quantity_read(const char *text, size_t at, size_t end, quantity *q)
{
    if (one_half_read(text, at, end, q)) return true;
    if (!numeral_read(text, at, end, &q->number)) return false;
    q->number_end = q->end = q->number.end;
    if (q->number.overflow) return false;
    q->value = q->number.value;
    q->high = q->number.pair ? q->number.high : q->value;
    q->has_value = true;
    q->has_high = q->number.pair;
    quantity_take_infix(text, end, q);
    if (q->number.form == NUMERAL_NUMBER || q->number.form == NUMERAL_FRACTION) quantity_take_unit(text, end, q);
    return true;
}

/* "$500": the currency is the unit, unless one follows the number. */
static bool currency_read(const char *text, size_t at, size_t end, const word *first, quantity *q)
{
    size_t number = numeral_skip_blanks(text, at + first->length, end);
    if (numeral_arabic_digit(text, number, end) < 0 || !number_quantity_read(text, number, end, q)) return false;
    q->begin = at;
    if (q->unit != NULL && q->unit->class == UNIT_MONEY) return true;
    q->end = q->number_end;
    q->compound = false;
    q->currency = first;
    q->unit = word_at(&units_words, "元", 0, strlen("元")); /* for its class */
    q->unit_begin = q->unit_end = q->number_end;
    return true;
}

/* One number or mask with its unit; no ranges. */
static bool quantity_read_one(const char *text, size_t at, size_t end, const word *first, quantity *q)
{
    *q = (quantity){.begin = at, .end = at + first->length};
    switch (first->class) {
    case NUMERAL_MASK:
    case NUMERAL_DASHES: return mask_read(text, at, end, first, q);
    case NUMERAL_HALF: return half_read(text, at, end, q);
    case NUMERAL_CURRENCY: return currency_read(text, at, end, first, q);
    case NUMERAL_ARABIC:
    case NUMERAL_DIGIT:
    case NUMERAL_TENS:
    case NUMERAL_UNIT:
    case NUMERAL_SIGN:
    case NUMERAL_MYRIAD: return number_quantity_read(text, at, end, q);
    default: return false;
    }
}

/* 两、三家: two neighbouring digits with a 、 between them, the second with the unit, are one approximate number. */
static void pair_take(const char *text, size_t end, quantity *q)
{
    if (!q->number.chinese || q->number.digits != 1 || q->unit != NULL || q->infix || q->half) return;
    if (q->end - q->begin != 3 || q->value.exponent != 0 || !utf8_starts_with(text, q->end, end, "、")) return;
    quantity high;
    size_t at = q->end + strlen("、");
    const word *first = word_at(&numerals_words, text, at, end);
    if (first == NULL || first->class != NUMERAL_DIGIT || utf8_starts_with(text, at, end, "二")) return;
    if (q->value.coefficient + 1 != numeral_word_value(first->value)) return;
    high = (quantity){.begin = at, .end = at + first->length};
    if (!number_quantity_read(text, at, end, &high) || high.unit == NULL || high.has_high) return;
    speech_decimal digit = decimal_of(q->value.coefficient + 1), low;
    if (!decimal_divide(high.value, digit, &low) || !decimal_multiply(low, q->value, &low)) return;
    size_t begin = q->begin;
    *q = high;
    q->begin = begin;
    q->value = low;
    q->has_high = true;
}

/* Does the character join the ends of a range: 3-5, 3至5? */
static bool is_range_mark(uint32_t c)
{
    switch (c) {
    case '-':
    case '~':
    case 0x2212:
    case 0xFF0D:
    case 0x2013:
    case 0x2014:
    case 0x2500: /* hyphens and dashes */
    case 0xFF5E:
    case 0x301C:
    case 0x223C: /* tildes */
    case 0x81F3:
    case 0x5230: return true; /* 至, 到 */
    default: return false;
    }
}

/* Past the mark between the ends of a range, which may be doubled (——), or 0. */
static size_t range_mark_end(const char *text, size_t at, size_t end)
{
    at = numeral_skip_blanks(text, at, end);
    if (at >= end) return 0;
    uint32_t mark = utf8_at(text + at);
    if (!is_range_mark(mark)) return 0;
    at += utf8_width(text[at]);
    if (at < end && mark != 0x81F3 && mark != 0x5230 && utf8_at(text + at) == mark) at += utf8_width(text[at]);
    return numeral_skip_blanks(text, at, end);
}

static bool same_unit(const quantity *a, const quantity *b)
{
    return a->unit == NULL || (b->unit != NULL && a->unit->class == b->unit->class);
}

/* "3-5万元": the lower end takes the multiplier of the upper, if that makes sense. */
static void range_share_multiplier(quantity *low, const quantity *high)
{
    speech_decimal shifted;
    static const int powers[] = {12, 8, 4};
    if (low->number.scaled || !high->number.scaled || low->unit != NULL) return;
    for (size_t i = 0; i < sizeof powers / sizeof *powers; i++) {
        speech_decimal bare;
        if (!decimal_shift(high->value, -powers[i], &bare) || decimal_compare(bare, low->value) <= 0) continue;
        if (decimal_compare(bare, decimal_of(10000)) < 0 && decimal_shift(low->value, powers[i], &shifted)) {
            low->value = shifted;
            return;
        }
    }
}

/* Can the two be the ends of one range? */
static bool range_fits(const quantity *low, const quantity *high)
{
    if (low->masked != high->masked || low->half || high->half || high->number.negative) return false;
    if (low->has_high || high->has_high || !same_unit(low, high)) return false;
    if (high->unit != NULL && high->unit->class == UNIT_YEAR && low->number.digits < 4 && high->number.digits >= 4)
        return false; /* 1年至2014年 */
    bool bare = low->number.form == NUMERAL_NUMBER && low->unit == NULL;
    if (low->number.form != high->number.form && !bare) return false;
    return high->unit != NULL || high->number.form != NUMERAL_NUMBER || high->number.scaled;
}

/* Adds the upper end to `q`, if a range goes on after it. */
static void range_take(const char *text, size_t end, quantity *q)
{
    quantity high, low = *q;
    if (q->half || q->dashes) return;
    size_t at = range_mark_end(text, q->end, end);
    if (at == 0) return;
    const word *first = word_at(&numerals_words, text, at, end);
    if (first == NULL || !quantity_read_one(text, at, end, first, &high) || !range_fits(&low, &high)) return;
    if (!low.masked) {
        range_share_multiplier(&low, &high);
        if (decimal_compare(low.value, high.value) >= 0) return;
    }
    *q = high;
    q->begin = low.begin;
    q->number.chinese = low.number.chinese;
    q->number.implied = low.number.implied;
    q->number.digits = low.number.digits > high.number.digits ? low.number.digits : high.number.digits;
    q->infix = low.infix || high.infix;
    q->value = low.value;
    q->high = high.value;
    q->has_high = !q->masked;
}

/* The ":" of a ratio at `at`: past it, or 0. */
static size_t colon_end(const char *text, size_t at, size_t end)
{
    static const char *const marks[] = {":", "：", "∶", "︰"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (utf8_starts_with(text, at, end, marks[i])) return at + strlen(marks[i]);
    return 0;
}

/* "1:4" and "8.7:41.2:50.1". Two digits after a small number are a time of day if they start with 0 (9:05). */
static void ratio_take(const char *text, size_t end, quantity *q)
{
    if (q->unit != NULL || q->masked || q->number.chinese || q->number.scaled) return;
    if (q->number.form != NUMERAL_NUMBER) return;
    int terms = 1;
    size_t at, past = q->end;
    numeral term = {0};
    while ((at = colon_end(text, past, end)) != 0 && numeral_arabic_digit(text, at, end) >= 0 && terms < 4) {
        if (!numeral_read(text, at, end, &term) || term.overflow || term.form != NUMERAL_NUMBER || term.scaled) return;
        if (term.digits == 2 && numeral_arabic_digit(text, at, end) == 0) return;
        past = term.end;
        terms++;
    }
    if (terms < 2) return;
    q->has_value = terms == 2 && decimal_divide(q->value, term.value, &q->value);
    q->ratio = true;
    q->unit_begin = q->number_end;
    q->unit_end = colon_end(text, q->number_end, end);
    q->number_end = q->end = past;
}

bool quantity_read(const passage *p, size_t at, const word *first, quantity *q, size_t *past)
{
    const char *text = p->text;
    size_t end = p->end;
    bool read = quantity_read_one(text, at, end, first, q);
    *past = q->end > at ? q->end : at + first->length;
    if (!read) return false;
    ratio_take(text, end, q);
    if (!q->ratio) pair_take(text, end, q);
    if (!q->ratio && !q->has_high) range_take(text, end, q);
    *past = q->end;
    return true;
}
