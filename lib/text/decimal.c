#include "decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Exponents beyond these are taken for overflow: no quantity of a speech comes near, and 40 bytes hold the rest. */
enum { MIN_EXPONENT = -36, MAX_EXPONENT = 18 };

static bool multiply_fits(int64_t a, int64_t b, int64_t *out)
{
    if (a == 0 || b == 0) {
        *out = 0;
        return true;
    }
    int64_t limit = INT64_MAX / (b < 0 ? -b : b);
    if (a > limit || a < -limit) return false;
    *out = a * b;
    return true;
}

/* Brings the value into the one form that analysis.h promises. False if its exponent is out of range. */
static bool decimal_normalise(speech_decimal a, speech_decimal *out)
{
    if (a.coefficient == 0) a.exponent = 0;
    while (a.exponent < 0 && a.coefficient % 10 == 0) {
        a.coefficient /= 10;
        a.exponent++;
    }
    if (a.exponent < MIN_EXPONENT || a.exponent > 2 * MAX_EXPONENT) return false;
    speech_decimal whole = a;
    while (whole.exponent > 0 && multiply_fits(whole.coefficient, 10, &whole.coefficient)) whole.exponent--;
    if (whole.exponent <= 0) {
        *out = whole;
        return true;
    }
    while (a.coefficient % 10 == 0) {
        a.coefficient /= 10;
        a.exponent++;
    }
    *out = a;
    return a.exponent <= MAX_EXPONENT;
}

speech_decimal decimal_of(int64_t whole)
{
    return (speech_decimal){whole, 0};
}

/* Writes both with the smaller of the two exponents. False if that does not fit. */
static bool decimal_align(speech_decimal *a, speech_decimal *b)
{
    speech_decimal *high = a->exponent > b->exponent ? a : b, *low = high == a ? b : a;
    if (high->coefficient == 0) high->exponent = low->exponent;
    while (high->exponent > low->exponent) {
        if (!multiply_fits(high->coefficient, 10, &high->coefficient)) return false;
        high->exponent--;
    }
    return true;
}

bool decimal_add(speech_decimal a, speech_decimal b, speech_decimal *out)
{
    if (a.coefficient == 0 || b.coefficient == 0) return decimal_normalise(a.coefficient == 0 ? b : a, out);
    if (!decimal_align(&a, &b)) return false;
    if (b.coefficient > 0 ? a.coefficient > INT64_MAX - b.coefficient : a.coefficient < -INT64_MAX - b.coefficient)
        return false;
    return decimal_normalise((speech_decimal){a.coefficient + b.coefficient, a.exponent}, out);
}

bool decimal_multiply(speech_decimal a, speech_decimal b, speech_decimal *out)
{
    speech_decimal product = {0, a.exponent + b.exponent};
    return multiply_fits(a.coefficient, b.coefficient, &product.coefficient) && decimal_normalise(product, out);
}

bool decimal_shift(speech_decimal a, int power, speech_decimal *out)
{
    a.exponent += power;
    return decimal_normalise(a, out);
}

/* The magnitude without the zeros at its end, so that it has the fewest digits. */
static uint64_t decimal_strip(speech_decimal a, int *exponent)
{
    uint64_t c = a.coefficient < 0 ? (uint64_t)-a.coefficient : (uint64_t)a.coefficient;
    *exponent = a.exponent;
    while (c != 0 && c % 10 == 0) {
        c /= 10;
        ++*exponent;
    }
    return c;
}

bool decimal_divide(speech_decimal a, speech_decimal b, speech_decimal *out)
{
    const uint64_t limit = 100000000000000000u; /* 10^17 */
    int ea, eb;
    uint64_t x = decimal_strip(a, &ea), y = decimal_strip(b, &eb);
    if (y == 0 || x >= limit || y >= limit) return false;
    uint64_t quotient = x / y, rest = x % y;
    int exponent = ea - eb;
    while (rest != 0 && quotient < limit) {
        rest *= 10;
        quotient = quotient * 10 + rest / y;
        rest %= y;
        exponent--;
    }
    if (rest >= y - rest && rest != 0) quotient++;
    bool negative = (a.coefficient < 0) != (b.coefficient < 0);
    return decimal_normalise((speech_decimal){negative ? -(int64_t)quotient : (int64_t)quotient, exponent}, out);
}

bool decimal_to_integer(speech_decimal value, int64_t *out)
{
    if (value.exponent < 0) return false;
    int64_t whole = value.coefficient;
    for (int i = 0; i < value.exponent && whole != 0; i++) {
        if (whole > INT64_MAX / 10 || whole < INT64_MIN / 10) return false;
        whole *= 10;
    }
    *out = whole;
    return true;
}

int decimal_compare(speech_decimal a, speech_decimal b)
{
    int sign_a = (a.coefficient > 0) - (a.coefficient < 0), sign_b = (b.coefficient > 0) - (b.coefficient < 0);
    if (sign_a != sign_b || sign_a == 0) return (sign_a > sign_b) - (sign_a < sign_b);
    /* The one whose digits do not fit with the other's exponent is the larger in size. */
    bool a_high = a.exponent > b.exponent;
    if (!decimal_align(&a, &b)) return a_high ? sign_a : -sign_a;
    return (a.coefficient > b.coefficient) - (a.coefficient < b.coefficient);
}

double speech_decimal_to_double(speech_decimal value)
{
    /* strtod rounds correctly; without a radix character its result is the same in every locale. */
    char digits[48];
    snprintf(digits, sizeof digits, "%llde%d", (long long)value.coefficient, value.exponent);
    return strtod(digits, NULL);
}

/* Appends one character if there is room for it and a NUL. */
static size_t text_put(char *buffer, size_t size, size_t length, char c)
{
    if (length + 1 < size) buffer[length] = c;
    return length + 1;
}

size_t speech_decimal_format(speech_decimal value, char *buffer, size_t size)
{
    char digits[24];
    uint64_t magnitude = value.coefficient < 0 ? 0 - (uint64_t)value.coefficient : (uint64_t)value.coefficient;
    int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)magnitude), point = count + value.exponent;
    size_t length = 0;
    if (value.coefficient < 0) length = text_put(buffer, size, length, '-');
    if (point <= 0) {
        length = text_put(buffer, size, length, '0');
        length = text_put(buffer, size, length, '.');
        for (int i = point; i < 0; i++) length = text_put(buffer, size, length, '0');
    }
    for (int i = 0; i < count; i++) {
        if (i == point && i > 0) length = text_put(buffer, size, length, '.');
        length = text_put(buffer, size, length, digits[i]);
    }
    for (int i = count; i < point; i++) length = text_put(buffer, size, length, '0');
    if (size > 0) buffer[length < size ? length : size - 1] = '\0';
    return length;
}
