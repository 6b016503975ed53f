#include "numeral.h"

#include "decimal.h"
#include "figure_classes.h"
#include "number.h"
#include "utf8.h"
#include "word_tables.h"
#include "words.h"

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
    size_t p = arabic_fraction_read(text, at, end, &coefficient, &count);
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
    if (text[at] == '-' && !arabic_digit_at(text, first, end) && !utf8_starts_with(text, first, end, ".")) return false;
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
    if (!character_is(text, out->end, end, "/", "／")) return;
    int64_t bottom = 0;
    int count = 0;
    size_t at = out->end + utf8_width(text[out->end]), p = arabic_digits_read(text, at, end, &bottom, &count);
    if (count == 0 || count > MAX_DIGITS) return;
    if (character_is(text, p, end, "/", "／") && arabic_digit_at(text, p + utf8_width(text[p]), end)) return;
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
        digit_run run = digit_run_read(text, at, end);
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
    if (n.implied && n.form == NUMERAL_NUMBER && character_is(text, 0, length, "万", "萬") &&
        decimal_compare(n.value, decimal_of(1000000000000)) != 0)
        return SPEECH_NOT_FOUND;
    if (!n.overflow && n.form == NUMERAL_PERMILLE && !decimal_shift(n.value, -3, &n.value)) n.overflow = true;
    if (n.overflow) return SPEECH_RANGE;
    *value = n.value;
    if (used != NULL) *used = n.end;
    return SPEECH_OK;
}
