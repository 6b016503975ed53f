/* Decoding: what is UTF-8 text, and what is left of it. */
#include "decode.h"

#include "support.h"

static const struct {
    const char *bytes;
    size_t length;
    speech_status status;
    size_t offset;
} cases[] = {
    {"清河", 6, SPEECH_OK, 0},
    {"\xEF\xBB\xBF清河", 9, SPEECH_OK, 0},
    {"a\r\nb", 4, SPEECH_OK, 0},
    {"\xF0\x9F\x98\x80", 4, SPEECH_OK, 0},
    {"\xF4\x8F\xBF\xBF", 4, SPEECH_OK, 0},
    {"", 0, SPEECH_EMPTY, 0},
    {"\xEF\xBB\xBF", 3, SPEECH_EMPTY, 0},
    {" \r\n\t\xE3\x80\x80", 7, SPEECH_EMPTY, 0},
    {"ab\0c", 4, SPEECH_ENCODING, 2},
    {"\xEF\xBB\xBF" "a\xFF", 5, SPEECH_ENCODING, 4}, /* the offset counts the mark */
    {"\xD6\xD0\xB9\xFA", 4, SPEECH_ENCODING, 0},    /* GB 18030 */
    {"\xFF\xFE\x2D\x4E", 4, SPEECH_ENCODING, 0},    /* UTF-16 */
    {"\xC0\xAF", 2, SPEECH_ENCODING, 0},            /* overlong */
    {"\xE0\x9F\xBF", 3, SPEECH_ENCODING, 0},        /* overlong */
    {"\xED\xA0\x80", 3, SPEECH_ENCODING, 0},        /* a surrogate */
    {"\xF4\x90\x80\x80", 4, SPEECH_ENCODING, 0},    /* above U+10FFFF */
    {"\xF0\x8F\xBF\xBF", 4, SPEECH_ENCODING, 0},    /* overlong */
    {"清\xE6\xB8", 5, SPEECH_ENCODING, 3},          /* cut off */
    {"清\xE6\xB8 ", 6, SPEECH_ENCODING, 3},
    {"\xE4\x80", 2, SPEECH_ENCODING, 0},
    {"\x80", 1, SPEECH_ENCODING, 0},
};

START_TEST(test_bytes)
{
    record r = {0};
    speech_error error = {0};
    ck_assert_int_eq(decode_text(&r, cases[_i].bytes, cases[_i].length, &error), cases[_i].status);
    if (cases[_i].status == SPEECH_OK) {
        ck_assert_uint_eq(strlen(r.text), r.length);
        ck_assert_uint_eq(strlen(r.plain), r.length);
    } else {
        ck_assert_uint_eq(error.offset, cases[_i].offset);
        ck_assert_uint_gt(strlen(error.message), 0);
    }
    arena_free(&r.arena);
}
END_TEST

START_TEST(test_traditional_text_has_a_simplified_shadow_of_the_same_length)
{
    record r = {0};
    const char *text = "各級機關應於年底前完成，落實責任 ABC";
    ck_assert_int_eq(decode_text(&r, text, strlen(text), NULL), SPEECH_OK);
    ck_assert_str_eq(r.text, text);
    ck_assert_str_eq(r.plain, "各级机关应于年底前完成，落实责任 ABC");
    arena_free(&r.arena);
}
END_TEST

START_TEST(test_compatibility_ideographs_are_read_as_plain_ones)
{
    record r = {0};
    const char *text = "\xEF\xA6\x8E\xEF\xA5\xB8"; /* U+F98E and U+F978, as PDF files have them */
    ck_assert_int_eq(decode_text(&r, text, strlen(text), NULL), SPEECH_OK);
    ck_assert_str_eq(r.text, text);
    ck_assert_str_eq(r.plain, "年两");
    arena_free(&r.arena);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_bytes, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tests, test_compatibility_ideographs_are_read_as_plain_ones);
    tcase_add_test(tests, test_traditional_text_has_a_simplified_shadow_of_the_same_length);
}

int main(void)
{
    return run_suite("decode", add_tests);
}
