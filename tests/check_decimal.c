/* Exact decimal arithmetic, and its two ways out: plain notation and the nearest double. */
#include "decimal.h"

#include <stdint.h>

#include "support.h"

static void assert_decimal(speech_decimal got, int64_t coefficient, int exponent)
{
    ck_assert_int_eq(got.coefficient, coefficient);
    ck_assert_int_eq(got.exponent, exponent);
}

static const struct {
    speech_decimal value;
    const char *text;
    double number;
} formats[] = {
    {{0, 0}, "0", 0.0},
    {{7, 0}, "7", 7.0},
    {{-7, 0}, "-7", -7.0},
    {{164, -1}, "16.4", 16.4},
    {{1640000000, 0}, "1640000000", 1640000000.0},
    {{5, -1}, "0.5", 0.5},
    {{-5, -2}, "-0.05", -0.05},
    {{333333333333333333, -18}, "0.333333333333333333", 1.0 / 3},
    {{25, 2}, "2500", 2500.0},
    {{157, -4}, "0.0157", 0.0157},
    {{INT64_MAX, 0}, "9223372036854775807", 9223372036854775807.0},
    {{123456789012345678, 3}, "123456789012345678000", 123456789012345678000.0},
    {{1, -36}, "0.000000000000000000000000000000000001", 1e-36},
};

START_TEST(test_format_and_double)
{
    char text[40];
    ck_assert_uint_eq(speech_decimal_format(formats[_i].value, text, sizeof text), strlen(formats[_i].text));
    ck_assert_str_eq(text, formats[_i].text);
    ck_assert_double_eq(speech_decimal_to_double(formats[_i].value), formats[_i].number);
}
END_TEST

START_TEST(test_format_in_small_buffers)
{
    for (size_t size = 0; size <= 6; size++) {
        char text[8];
        memset(text, 'x', sizeof text);
        ck_assert_uint_eq(speech_decimal_format((speech_decimal){164, -1}, text, size), 4);
        if (size > 0) ck_assert_uint_eq(strlen(text), size <= 4 ? size - 1 : 4);
        if (size > 0) ck_assert_int_eq(strncmp(text, "16.4", strlen(text)), 0);
        ck_assert_int_eq(text[size > 5 ? 5 : size], 'x');
    }
}
END_TEST

START_TEST(test_results_are_normalised)
{
    speech_decimal out;
    ck_assert(decimal_add((speech_decimal){15, -1}, (speech_decimal){25, -1}, &out));
    assert_decimal(out, 4, 0);
    ck_assert(decimal_multiply((speech_decimal){25, -1}, (speech_decimal){4, -1}, &out));
    assert_decimal(out, 1, 0);
    ck_assert(decimal_shift((speech_decimal){164, -1}, 8, &out));
    assert_decimal(out, 1640000000, 0);
    ck_assert(decimal_shift(decimal_of(100), -3, &out));
    assert_decimal(out, 1, -1);
    ck_assert(decimal_add(decimal_of(5), decimal_of(-5), &out));
    assert_decimal(out, 0, 0);
    ck_assert(decimal_shift((speech_decimal){123456789012345678, 0}, 3, &out));
    assert_decimal(out, 123456789012345678, 3);
}
END_TEST

START_TEST(test_division)
{
    static const struct {
        speech_decimal a, b, quotient;
    } cases[] = {
        {{1, 0}, {4, 0}, {25, -2}},          {{2, 0}, {3, 0}, {666666666666666667, -18}},
        {{10, 0}, {5, 0}, {2, 0}},           {{-3, 0}, {2, 0}, {-15, -1}},
        {{5, 0}, {1000000, 0}, {5, -6}},     {{0, 0}, {7, 0}, {0, 0}},
        {{25, -1}, {5, -1}, {5, 0}},         {{1000000, 0}, {3, -2}, {333333333333333333, -10}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        speech_decimal out;
        ck_assert(decimal_divide(cases[i].a, cases[i].b, &out));
        assert_decimal(out, cases[i].quotient.coefficient, cases[i].quotient.exponent);
    }
}
END_TEST

/* What does not fit is reported, and the output is left alone. */
START_TEST(test_overflow)
{
    speech_decimal out = {42, 0};
    ck_assert(!decimal_add(decimal_of(INT64_MAX), decimal_of(1), &out));
    ck_assert(!decimal_add(decimal_of(-INT64_MAX), decimal_of(-2), &out));
    ck_assert(!decimal_add((speech_decimal){1, 18}, (speech_decimal){1, -18}, &out));
    ck_assert(!decimal_multiply(decimal_of(INT64_MAX), decimal_of(3), &out));
    ck_assert(!decimal_shift(decimal_of(7), 100, &out));
    ck_assert(!decimal_shift(decimal_of(7), -100, &out));
    ck_assert(!decimal_divide(decimal_of(7), decimal_of(0), &out));
    assert_decimal(out, 42, 0);
}
END_TEST

START_TEST(test_comparison)
{
    static const speech_decimal ordered[] = {{-3, 18}, {-5, 0}, {-1, -30}, {0, 0},           {1, -30},
                                             {5, -1},  {1, 0},  {16, -1},  {9, 18}, {INT64_MAX, 0}, {INT64_MAX, 1}};
    size_t count = sizeof ordered / sizeof *ordered;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            ck_assert_int_eq(decimal_compare(ordered[i], ordered[j]), (i > j) - (i < j));
}
END_TEST

/* PEERS 15: 16.4亿 is exactly 1640000000, and 1.57% exactly 1.57, whatever a double would make of it. */
START_TEST(test_peers_15_exact_decimals)
{
    for (int64_t tenths = 1; tenths < 100000; tenths++) {
        speech_decimal out;
        ck_assert(decimal_shift((speech_decimal){tenths, -1}, 8, &out));
        assert_decimal(out, tenths * 10000000, 0);
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_format_and_double, 0, (int)(sizeof formats / sizeof *formats));
    tcase_add_test(tests, test_format_in_small_buffers);
    tcase_add_test(tests, test_results_are_normalised);
    tcase_add_test(tests, test_division);
    tcase_add_test(tests, test_overflow);
    tcase_add_test(tests, test_comparison);
    tcase_add_test(tests, test_peers_15_exact_decimals);
}

int main(void)
{
    return run_suite("decimal", add_tests);
}
