/* Names: one text under several of them, and what becomes of the others when one changes. */
#include "archive_fixture.h"

static fixture f;

static void start(void)
{
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
}

static void end(void)
{
    ck_assert_int_eq(problems(&f), 0);
    fixture_end(&f);
}

#define FIRST "在青禾市防汛工作会议上的讲话\n（2023年4月3日）\n同志们：\n各县区要在6月底前完成17处水毁工程修复。\n"
#define SECOND FIRST "请各单位抓紧落实。\n"

static speech_outcome ingest(const char *name, const char *text)
{
    speech_ingest_result result = {.struct_size = sizeof result, .outcome = SPEECH_STORED};
    speech_status status = speech_archive_ingest(f.archive, name, text, strlen(text), &result, &f.error);
    ck_assert_msg(status == SPEECH_OK, "%s", f.error.message);
    return result.outcome;
}

static void remove_name(const char *name)
{
    ck_assert_msg(speech_archive_remove(f.archive, name, &f.error) == SPEECH_OK, "%s", f.error.message);
}

/* Documents with their aliases: "1a b,2c". */
static const char *names(void)
{
    return query(&f, "SELECT coalesce((SELECT group_concat(x) FROM (SELECT d.id || d.name || coalesce((SELECT "
                     "group_concat(' ' || a.name, '') FROM document_aliases a WHERE a.document_id = d.id), '') AS x "
                     "FROM documents d ORDER BY d.id)), '')");
}

/* Line ends, blanks around lines, a byte-order mark and another format make no other text. */
START_TEST(test_same_text)
{
    ck_assert_int_eq(ingest("a", "一、你好。\n二、再见。\n"), SPEECH_STORED);
    ck_assert_int_eq(ingest("b", "一、你好。\r\n二、再见。\r\n"), SPEECH_DUPLICATE);
    ck_assert_int_eq(ingest("c", "\xEF\xBB\xBF一、你好。\n二、再见。"), SPEECH_DUPLICATE);
    ck_assert_int_eq(ingest("d", "一、你好。\r二、再见。"), SPEECH_DUPLICATE);
    ck_assert_int_eq(ingest("e", "　　一、你好。 \n\n\t二、再见。\n \n"), SPEECH_DUPLICATE);
    ck_assert_int_eq(ingest("f.html", "<p>一、你好。</p><p>二、再见。</p>"), SPEECH_DUPLICATE);
    ck_assert_int_eq(ingest("g", "一、你好。二、再见。\n"), SPEECH_STORED);
    ck_assert_str_eq(names(), "1a b c d e f.html,2g");
    ck_assert_int_eq(ingest("b", "一、你好。\r\n二、再见。\r\n"), SPEECH_DUPLICATE);
    ck_assert_int_eq(ingest("a", "一、你好。\r二、再见。"), SPEECH_REPLACED);
    ck_assert_str_eq(names(), "1a b c d e f.html,2g");
}
END_TEST

START_TEST(test_alias_gets_other_text)
{
    ingest("a", FIRST);
    ingest("b", FIRST);
    ck_assert_int_eq(ingest("b", SECOND), SPEECH_STORED);
    ck_assert_str_eq(names(), "1a,2b");
    ck_assert_int_eq(ingest("c", FIRST), SPEECH_DUPLICATE);
    ck_assert_int_eq(ingest("c", SECOND), SPEECH_DUPLICATE);
    ck_assert_str_eq(names(), "1a,2b c");
}
END_TEST

/* The former text is still that of its aliases, so it is stored on; the corrected document keeps its ids. */
START_TEST(test_document_gets_other_text)
{
    speech_stated stated = {.speaker = "沈立群"};
    speech_ingest_options options = {.struct_size = sizeof options, .stated = &stated};
    speech_prepared *prepared = NULL;
    ck_assert_int_eq(speech_prepare(&prepared, "a", FIRST, strlen(FIRST), &options, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_store(f.archive, prepared, NULL, &f.error), SPEECH_OK);
    speech_prepared_free(prepared);
    ingest("b", FIRST);
    ingest("c", FIRST);
    ck_assert_int_eq(ingest("a", SECOND), SPEECH_REPLACED);
    ck_assert_str_eq(names(), "1a,2b c");
    ck_assert_str_eq(query(&f, "SELECT group_concat(document_id || speaker) FROM speeches"), "1沈立群,2沈立群");
    ck_assert_str_eq(query(&f, "SELECT id FROM directives WHERE speech_id = 1"), "1");
    ck_assert_int_eq(ingest("b", FIRST), SPEECH_UNCHANGED);
    ck_assert_int_eq(ingest("c", FIRST), SPEECH_DUPLICATE);
}
END_TEST

/* All copies are corrected one after the other: in the end there is one document again. */
START_TEST(test_all_get_other_text)
{
    static const char *const all[] = {"a", "b", "c"};
    for (int i = 0; i < 3; i++) ingest(all[i], FIRST);
    for (int i = 0; i < 3; i++) ck_assert_int_eq(ingest(all[i], SECOND), i == 0 ? SPEECH_REPLACED : SPEECH_DUPLICATE);
    ck_assert_str_eq(names(), "1a b c");
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM speeches"), "1");
}
END_TEST

/* A document that takes over another's text gives up its name; its own text stays for its aliases. */
START_TEST(test_document_becomes_alias)
{
    ingest("a", FIRST);
    ingest("b", SECOND);
    ingest("c", SECOND);
    ck_assert_int_eq(ingest("b", FIRST), SPEECH_DUPLICATE);
    ck_assert_str_eq(names(), "1a b,2c");
    ck_assert_int_eq(ingest("c", FIRST), SPEECH_DUPLICATE);
    ck_assert_str_eq(names(), "1a b c");
}
END_TEST

START_TEST(test_removal)
{
    ingest("a", FIRST);
    ingest("b", FIRST);
    ingest("c", FIRST);
    remove_name("b");
    ck_assert_str_eq(names(), "1a c");
    remove_name("a");
    ck_assert_str_eq(names(), "1c");
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM directives"), "1");
    ck_assert_int_eq(speech_archive_remove(f.archive, "a", &f.error), SPEECH_NOT_FOUND);
    remove_name("c");
    ck_assert_str_eq(names(), "");
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM directives"), "0");
}
END_TEST

/* An alias whose bytes are those of its last visit is known without being analysed. */
START_TEST(test_alias_is_not_analysed)
{
    speech_ingest_options options = {.struct_size = sizeof options, .known = f.archive};
    speech_prepared *prepared = NULL;
    static const char other_bytes[] = "\xEF\xBB\xBF" FIRST;
    ingest("a", FIRST);
    ingest("b", other_bytes);
    ck_assert_int_eq(speech_prepare(&prepared, "b", other_bytes, strlen(other_bytes), &options, &f.error), SPEECH_OK);
    ck_assert_ptr_null(prepared->analysis);
    speech_prepared_free(prepared);
}
END_TEST

/* What was stated holds until something else is stated, through corrections of the text as well. */
START_TEST(test_statements_last)
{
    static const char bare[] = "同志们：\n各县区要在6月底前完成修复。\n",
                      longer[] = "同志们：\n各县区要在6月底前完成修复。\n散会。\n";
    static const struct {
        const char *text, *date, *due;
        speech_outcome outcome;
    } steps[] = {
        {bare, "2023-04-03", "2023-06-30", SPEECH_STORED},    {bare, NULL, "2023-06-30", SPEECH_UNCHANGED},
        {bare, "2023-04-03", "2023-06-30", SPEECH_UNCHANGED}, {bare, "2024", "2024-06-30", SPEECH_REPLACED},
        {longer, NULL, "2024-06-30", SPEECH_REPLACED},        {longer, "2025-01", "2025-06-30", SPEECH_REPLACED}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        speech_stated stated = {.delivered_on = steps[i].date};
        speech_ingest_options options = {.struct_size = sizeof options, .stated = &stated, .known = f.archive};
        speech_ingest_result result = {.struct_size = sizeof result, .outcome = SPEECH_STORED};
        speech_prepared *prepared = NULL;
        ck_assert_int_eq(speech_prepare(&prepared, "a", steps[i].text, strlen(steps[i].text), &options, &f.error),
                         SPEECH_OK);
        ck_assert_int_eq(speech_archive_store(f.archive, prepared, &result, &f.error), SPEECH_OK);
        speech_prepared_free(prepared);
        ck_assert_int_eq(result.outcome, steps[i].outcome);
        ck_assert_str_eq(query(&f, "SELECT due_on FROM directives"), steps[i].due);
    }
    ck_assert_str_eq(query(&f, "SELECT group_concat(document_id || delivered_on) FROM document_statements"),
                     "12025-01");
}
END_TEST

/* A check finds names and digests that do not agree. */
START_TEST(test_check)
{
    ingest("a", FIRST);
    ingest("b", FIRST);
    meddle(&f, "UPDATE document_aliases SET name = 'a'");
    ck_assert_int_eq(problems(&f), 1);
    meddle(&f, "UPDATE document_aliases SET name = 'b'; UPDATE documents SET text_digest = upper(text_digest)");
    ck_assert_int_eq(problems(&f), 1);
    meddle(&f, "UPDATE documents SET text_digest = lower(text_digest)");
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, start, end);
    tcase_add_test(tests, test_same_text);
    tcase_add_test(tests, test_alias_gets_other_text);
    tcase_add_test(tests, test_document_gets_other_text);
    tcase_add_test(tests, test_all_get_other_text);
    tcase_add_test(tests, test_document_becomes_alias);
    tcase_add_test(tests, test_removal);
    tcase_add_test(tests, test_alias_is_not_analysed);
    tcase_add_test(tests, test_statements_last);
    tcase_add_test(tests, test_check);
}

int main(void)
{
    return run_suite("names", add_tests);
}
