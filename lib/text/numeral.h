/*
 * Numerals: what number is written at a place in the text. Arabic, full-width, Chinese and mixed.
 *
 * Works on simplified and traditional text alike. Every function reads forward from where it is asked and
 * looks only a bounded way past the end of the numeral.
 */
#ifndef SPEECH_TEXT_NUMERAL_H
#define SPEECH_TEXT_NUMERAL_H

#include <speecharchive/analysis.h>

typedef enum numeral_form {
    NUMERAL_NUMBER,
    NUMERAL_PERCENT,  /* 百分之三: the value is 3 */
    NUMERAL_PERMILLE, /* 千分之三: the value is 3 */
    NUMERAL_FRACTION, /* 五分之一, 1/5 */
    NUMERAL_TENTH     /* 三成, 八折: the value is 30, 80 */
} numeral_form;

typedef struct numeral {
    size_t end;           /* just past the last character */
    speech_decimal value; /* of a pair (三四百) the lower */
    speech_decimal high;  /* the upper, if `pair` */
    numeral_form form;
    bool pair;
    bool chinese;    /* begins with a Chinese character */
    bool inexact;    /* an infix 余, 多, 来, 几 stands inside: 一千多万 */
    bool scaled;     /* holds 万, 亿 or 兆 */
    bool positional; /* Chinese digits one after the other: 二〇二六 */
    bool implied;    /* begins with 百, 千 or 万 without a digit */
    bool negative;
    bool overflow; /* too big or too long: there is no value */
    int digits;    /* Arabic digits before the decimal point, or Chinese digits if `positional` */
} numeral;

/*
 * Reads the longest numeral at text[at..end) into *out. False if there is none; then *out is untouched.
 * `text` may be simplified or traditional.
 */
bool numeral_read(const char *text, size_t at, size_t end, numeral *out);

/* Just past up to four blanks from `at` on; a line end counts as one (hard-wrapped text). */
size_t numeral_skip_blanks(const char *text, size_t at, size_t end);

/* The digit at `at`, Arabic or full-width, or -1. */
int numeral_arabic_digit(const char *text, size_t at, size_t end);

/* A table's value column as a number: the digit or the power of ten of a numeral character. */
int numeral_word_value(const char *value);

#endif
