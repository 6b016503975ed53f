/* Exact arithmetic on speech_decimal. All results are normalised; see analysis.h. */
#ifndef SPEECH_TEXT_DECIMAL_H
#define SPEECH_TEXT_DECIMAL_H

#include <speecharchive/analysis.h>

/* A whole number. */
speech_decimal decimal_of(int64_t whole);

/*
 * *out = a + b, a × b, a × 10^power. False, with *out untouched, if the exact result does not fit; *out may be
 * one of the operands.
 */
bool decimal_add(speech_decimal a, speech_decimal b, speech_decimal *out);
bool decimal_multiply(speech_decimal a, speech_decimal b, speech_decimal *out);
bool decimal_shift(speech_decimal a, int power, speech_decimal *out);

/* *out = a / b, rounded to 18 digits if it has no shorter exact form. False if b is 0 or either has over 17 digits. */
bool decimal_divide(speech_decimal a, speech_decimal b, speech_decimal *out);

/* The decimal as an integer. False, with *out untouched, if it is not whole or does not fit. */
bool decimal_to_integer(speech_decimal value, int64_t *out);

/* -1, 0 or 1 as a is less than, equal to or greater than b. */
int decimal_compare(speech_decimal a, speech_decimal b);

#endif
