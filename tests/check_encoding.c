/* Encodings: which one bytes are in, and what they say. */
#include "encoding.h"

#include <iconv.h>

#include "detect.h"
#include "document_fixture.h"

/* The bytes of UTF-8 text in another encoding, to be freed. */
static char *encoded(const char *text, const char *encoding, size_t *length)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    size_t left = strlen(text), room = left * 4 + 16;
    char *bytes = malloc(room), *to = bytes, *in = (char *)text;
    ck_assert(converter != (iconv_t)-1);
    size_t whole = room;
    ck_assert_msg(iconv(converter, &in, &left, &to, &room) != (size_t)-1, "%s can't be written in %s", text, encoding);
    *length = whole - room;
    iconv_close(converter);
    return bytes;
}

#define SIMPLIFIED "在清河市水务工作会议上的讲话\n各县区要在6月底前完成17处水毁工程修复，投入16.4亿元。\n"
#define TRADITIONAL "在清河市水務工作會議上的講話\n各縣區要在6月底前完成17處水毀工程修復，投入16.4億元。\n"

static const struct {
    const char *text;
    const char *encoding; /* as written */
    const char *mark;     /* put before it */
    size_t mark_length;
    const char *found;
} cases[] = {
    {SIMPLIFIED, "UTF-8", "", 0, "UTF-8"},
    {SIMPLIFIED, "UTF-8", "\xEF\xBB\xBF", 3, "UTF-8"},
    {SIMPLIFIED, "GB18030", "", 0, "GB18030"},
    {SIMPLIFIED, "GBK", "", 0, "GB18030"},
    {SIMPLIFIED, "GB2312", "", 0, "GB18030"},
    {SIMPLIFIED, "UTF-16LE", "", 0, "UTF-16LE"},
    {SIMPLIFIED, "UTF-16BE", "", 0, "UTF-16BE"},
    {SIMPLIFIED, "UTF-16LE", "\xFF\xFE", 2, "UTF-16LE"},
    {SIMPLIFIED, "UTF-16BE", "\xFE\xFF", 2, "UTF-16BE"},
    {SIMPLIFIED, "UTF-32LE", "", 0, "UTF-32LE"},
    {SIMPLIFIED, "UTF-32BE", "", 0, "UTF-32BE"},
    {SIMPLIFIED, "UTF-32LE", "\xFF\xFE\0\0", 4, "UTF-32LE"},
    {SIMPLIFIED, "UTF-32BE", "\0\0\xFE\xFF", 4, "UTF-32BE"},
    {TRADITIONAL, "BIG5", "", 0, "Big5"},
    {TRADITIONAL, "BIG5-HKSCS", "", 0, "Big5"},
    {TRADITIONAL, "CP950", "", 0, "Big5"},
    {TRADITIONAL, "GB18030", "", 0, "GB18030"},
    {TRADITIONAL, "UTF-16LE", "", 0, "UTF-16LE"},
    {TRADITIONAL, "UTF-8", "", 0, "UTF-8"},
    {"工作会议", "GB18030", "", 0, "GB18030"},
    {"各縣區", "BIG5", "", 0, "Big5"},
    {"清河市水务工作会议。", "UTF-16BE", "", 0, "UTF-16BE"},
    {"All staff must report by 5 May.\n", "UTF-16LE", "", 0, "UTF-16LE"},
    {"All staff must report by 5 May.\n", "UTF-8", "", 0, "UTF-8"},
    {"囧㐂𠮷𡿨，工作会议在6月召开。", "GB18030", "", 0, "GB18030"}, /* four bytes a character */
    {"𠮷田同志的工作报告。", "UTF-16LE", "", 0, "UTF-16LE"},        /* surrogates */
};

START_TEST(test_detection)
{
    size_t length;
    char *bytes = encoded(cases[_i].text, cases[_i].encoding, &length);
    char *whole = malloc(length + 4);
    memcpy(whole, cases[_i].mark, cases[_i].mark_length);
    memcpy(whole + cases[_i].mark_length, bytes, length);
    speech_document *document = document_of(whole, length + cases[_i].mark_length, "speech.txt");
    ck_assert_str_eq(document->encoding, cases[_i].found);
    ck_assert_str_eq(document->text, cases[_i].text);
    ck_assert_uint_eq(document->replaced, 0);
    ck_assert_str_eq(document->media_type, "text/plain");
    speech_document_free(document);
    free(whole);
    free(bytes);
}
END_TEST

/* What pages claim: it decides only where nothing else does. */
static const struct {
    const char *label;
    const char *encoding;
    const char *found;
} labels[] = {
    {"gb2312", "UTF-8", "UTF-8"},       {"utf-8", "GB18030", "GB18030"},  {"big5", "GB18030", "GB18030"},
    {"gbk", "GB18030", "GB18030"},      {"iso-8859-1", "UTF-8", "UTF-8"}, {"utf-16", "GB18030", "GB18030"},
    {"nonsense", "GB18030", "GB18030"},
};

START_TEST(test_false_labels_are_overruled)
{
    char page[512];
    size_t length;
    snprintf(page, sizeof page, "<html><head><meta charset=\"%s\"></head><body><p>%s</p></body></html>",
             labels[_i].label, "在清河市水务工作会议上的讲话");
    char *bytes = encoded(page, labels[_i].encoding, &length);
    const char *found = NULL;
    ck_assert_int_eq(encoding_detect(&found, bytes, length, labels[_i].label), SPEECH_OK);
    ck_assert_pstr_eq(found, labels[_i].found);
    free(bytes);
}
END_TEST

START_TEST(test_a_label_decides_between_equals)
{
    /* Two bytes that are a character in either encoding, and frequent in neither. */
    const char *found = NULL;
    ck_assert_int_eq(encoding_detect(&found, "caf\xE9", 4, NULL), SPEECH_OK);
    ck_assert_ptr_null(found);
    ck_assert_int_eq(encoding_detect(&found, "caf\xE9", 4, "iso-8859-1"), SPEECH_OK);
    ck_assert_pstr_eq(found, "iso-8859-1");
}
END_TEST

/* Bytes in an encoding, the text that stands for them, how many places were replaced and where the first is. */
static const struct {
    const char *bytes;
    size_t length;
    const char *encoding;
    const char *text;
    size_t replaced;
    size_t at;
} faults[] = {
    {"a\xFF"
     "b",
     3, "UTF-8", "a\uFFFDb", 1, 1},
    {"\xE6\xB8", 2, "UTF-8", "\uFFFD", 1, 0}, /* cut off */
    {"\xE6\xB8\xE6\xB8\x85", 5, "UTF-8", "\uFFFD清", 1, 0},
    {"\xC0\xAF", 2, "UTF-8", "\uFFFD\uFFFD", 2, 0}, /* overlong */
    {"a\0b", 3, "UTF-8", "a\uFFFDb", 1, 1},
    {"\xC7\xE5\xFF\xBA\xD3", 5, "GB18030", "清\uFFFD河", 1, 2},
    {"\xC7\xE5\xBA", 3, "GB18030", "清\uFFFD", 1, 2}, /* cut off */
    {"\xC7\xE5\xBA\n\xBA\xD3", 6, "GB18030", "清\uFFFD\n河", 1, 2},
    {"\x80"
     "5",
     2, "GBK", "€5", 0, 0},                /* as Windows writes it */
    {"\xA3\xA0", 2, "GB2312", "　", 0, 0}, /* as old pages write it */
    {"\xC7\xE5\0\xBA\xD3", 5, "GB18030", "清\uFFFD河", 1, 2},
    {"\xA1\xFE\xA2\x40\xA3\xE1", 6, "Big5", "／＼€", 0, 0},
    {"\xB2\x4D\xFF\xAA\x65", 5, "Big5", "清\uFFFD河", 1, 2},
    {"\x05\x6E\x00\xD8\xB3\x6C", 6, "UTF-16LE", "清\uFFFD河", 1, 2}, /* half a pair */
    {"\x05\x6E\xB3", 3, "UTF-16LE", "清\uFFFD", 1, 2},
    {"\x05\x6E\x00\x00\xB3\x6C", 6, "UTF-16LE", "清\uFFFD河", 1, 2},
    {"\x6E\x05\x6C\xB3", 4, "utf-16be", "清河", 0, 0},
};

START_TEST(test_faults_are_replaced_and_counted)
{
    decoded d = {0};
    ck_assert_int_eq(encoding_decode(&d, faults[_i].bytes, faults[_i].length, faults[_i].encoding), SPEECH_OK);
    ck_assert_str_eq(d.text.text, faults[_i].text);
    ck_assert_uint_eq(d.replaced, faults[_i].replaced);
    ck_assert_uint_eq(d.replaced_at, faults[_i].at);
    text_buffer_free(&d.text);
}
END_TEST

START_TEST(test_faults_across_a_document)
{
    /* Longer than the buffers of the conversion, with a fault now and then. */
    enum { TIMES = 9000 };
    static const char unit[] = "\xC7\xE5\xBA\xD3\xCA\xD0\xB5\xC4\xB9\xA4\xD7\xF7\xD2\xAA\xD7\xA5\xBA\xC3\xA1\xA3\n";
    char *bytes = malloc(sizeof unit * TIMES);
    size_t length = 0;
    for (int i = 0; i < TIMES; i++) {
        memcpy(bytes + length, unit, sizeof unit - 1);
        length += sizeof unit - 1;
        if (i % 1000 == 999) bytes[length++] = '\xFF';
    }
    speech_document *document = document_of(bytes, length, NULL);
    ck_assert_str_eq(document->encoding, "GB18030");
    ck_assert_uint_eq(document->replaced, 9);
    ck_assert_uint_eq(document->replaced_at, 1000 * (sizeof unit - 1));
    ck_assert_uint_eq(document->length, TIMES * 31 + 9 * 3);
    speech_document_free(document);
    free(bytes);
}
END_TEST

START_TEST(test_what_is_no_text_is_refused)
{
    speech_read_options options = {.struct_size = sizeof options};
    char noise[4096];
    unsigned state = 1;
    for (size_t i = 0; i < sizeof noise; i++) noise[i] = (char)((state = state * 1103515245 + 12345) >> 16);
    expect_failure(noise, sizeof noise, &options, SPEECH_ENCODING, "not text");
    expect_failure("\xFF\xFE\0\0\x80\x81", 6, &options, SPEECH_ENCODING, "not text");
    expect_failure("\x7F"
                   "ELF\2\1\1\0\0\0\0\0",
                   12, &options, SPEECH_ENCODING, "not text");
    /* Forced into an encoding, it is still none; the message says how bad it is and where it starts. */
    options.encoding = "UTF-8";
    expect_failure("\xC7\xE5\xBA\xD3", 4, &options, SPEECH_ENCODING,
                   "can't be decoded as UTF-8, the first at offset 0");
    options.encoding = "klingon";
    expect_failure("a", 1, &options, SPEECH_MISUSE, "klingon");
}
END_TEST

START_TEST(test_an_encoding_can_be_asked_for)
{
    speech_document *document = NULL;
    speech_read_options options = {.struct_size = sizeof options, .encoding = "shift_jis"};
    ck_assert_int_eq(speech_document_read(&document, "\x90\x85\x96\xB1", 4, &options, NULL), SPEECH_OK);
    ck_assert_str_eq(document->text, "水務");
    ck_assert_str_eq(document->encoding, "shift_jis");
    speech_document_free(document);
    options.encoding = "gb2312";
    ck_assert_int_eq(speech_document_read(&document, "\xE9\x46\xC7\xE5", 4, &options, NULL), SPEECH_OK);
    ck_assert_str_eq(document->text, "镕清");
    ck_assert_str_eq(document->encoding, "GB18030");
    speech_document_free(document);
    options.encoding = "UTF-16";
    ck_assert_int_eq(speech_document_read(&document, "\xFE\xFF\x6E\x05", 4, &options, NULL), SPEECH_OK);
    ck_assert_str_eq(document->text, "清");
    ck_assert_str_eq(document->encoding, "UTF-16BE");
    speech_document_free(document);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_detection, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(tests, test_false_labels_are_overruled, 0, sizeof labels / sizeof *labels);
    tcase_add_test(tests, test_a_label_decides_between_equals);
    tcase_add_loop_test(tests, test_faults_are_replaced_and_counted, 0, sizeof faults / sizeof *faults);
    tcase_add_test(tests, test_faults_across_a_document);
    tcase_add_test(tests, test_what_is_no_text_is_refused);
    tcase_add_test(tests, test_an_encoding_can_be_asked_for);
}

int main(void)
{
    return run_suite("encoding", add_tests);
}
