/* Plain numbers, of which numerals are made: Arabic, Chinese and mixed; no sign, fraction or percentage. */
#ifndef SPEECH_TEXT_NUMBER_H
#define SPEECH_TEXT_NUMBER_H

#include "numeral.h"

enum { MAX_DIGITS = 18 /* that a coefficient always holds */ };

/* A run of Chinese digits: 五, 三四, 二〇二六. 两 is one only alone or in a pair (一两). */
typedef struct digit_run {
    size_t end;
    int count;
    int first;
    int last;
    int64_t value;
    bool liang;
} digit_run;

/* The run of Chinese digits at `at`; count is 0 if there is none. */
digit_run digit_run_read(const char *text, size_t at, size_t end);

/* Reads the number at `at` into *out. False if there is none; then *out is untouched. */
bool number_read(const char *text, size_t at, size_t end, numeral *out);

/* Past the Arabic digits from `at` on. Adds them to *coefficient while they fit, and their number to *count. */
size_t arabic_digits_read(const char *text, size_t at, size_t end, int64_t *coefficient, int *count);

/* Past the digits after the decimal point at `at`, added likewise; `at` if there is none (1.2.3 is no decimal). */
size_t arabic_fraction_read(const char *text, size_t at, size_t end, int64_t *coefficient, int *count);

/* Does an Arabic digit stand at `at`? */
bool arabic_digit_at(const char *text, size_t at, size_t end);

/* Does `a` or `b`, which may be the wide form of `a`, stand at `at`? */
bool character_is(const char *text, size_t at, size_t end, const char *a, const char *b);

#endif
