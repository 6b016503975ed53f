/* Ingest as an embedding program uses it: in one step or two, with what is stated beside the text. */
#include "archive_fixture.h"

static fixture f;

static void start(void)
{
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
}

static void end(void)
{
    fixture_end(&f);
}

/* A speech that states neither title nor speaker nor date. */
#define BARE "同志们：\n各县区要在6月底前完成17处水毁工程修复。\n"

/* The same speech as its own page has it. */
#define TITLED "在青禾市防汛工作会议上的讲话\n（2023年4月3日）\n" BARE

/* Prepares and stores a document. `stated` may be NULL. */
static speech_ingest_result ingest(const char *name, const char *text, const speech_stated *stated)
{
    speech_ingest_options options = {.struct_size = sizeof options, .stated = stated};
    speech_ingest_result result = {.struct_size = sizeof result, .outcome = SPEECH_UNCHANGED};
    speech_prepared *prepared = NULL;
    speech_status status = speech_prepare(&prepared, name, text, strlen(text), &options, &f.error);
    if (status == SPEECH_OK) status = speech_archive_store(f.archive, prepared, &result, &f.error);
    ck_assert_msg(status == SPEECH_OK, "%s", f.error.message);
    speech_prepared_free(prepared);
    return result;
}

static const speech_stated STATED = {.title = "在全市会议上的讲话",
                                     .occasion = "全市会议",
                                     .speaker = "沈立群",
                                     .speaker_role = "市长",
                                     .audience = "",
                                     .delivered_on = "2024-03-05"};

/* What the text does not state is taken from the caller, deadlines included. */
START_TEST(test_stated_fills_gaps)
{
    ck_assert_int_eq(ingest("a.txt", BARE, &STATED).outcome, SPEECH_STORED);
    ck_assert_str_eq(query(&f, "SELECT title || occasion || speaker || speaker_role || audience || delivered_on "
                               "FROM speeches"),
                     "在全市会议上的讲话全市会议沈立群市长同志们2024-03-05");
    ck_assert_str_eq(query(&f, "SELECT due_on FROM directives"), "2024-06-30");
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM doubts WHERE kind IN ('title', 'stated')"), "0");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* What the text states wins; another date is doubted. */
START_TEST(test_text_wins)
{
    ingest("a.txt", TITLED, &STATED);
    ck_assert_str_eq(query(&f, "SELECT title || delivered_on || speaker FROM speeches"),
                     "在青禾市防汛工作会议上的讲话2023-04-03沈立群");
    ck_assert_str_eq(query(&f, "SELECT due_on FROM directives"), "2023-06-30");
    ck_assert_str_eq(query(&f, "SELECT text FROM doubts WHERE kind = 'stated'"), "2024-03-05");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* A date that agrees is no contradiction, and the more exact one is kept. */
START_TEST(test_stated_date_agrees)
{
    static const char year_only[] = "在2023年青禾市防汛工作会议上的讲话\n" BARE;
    ingest("a.txt", TITLED, &(speech_stated){.delivered_on = "2023-04"});
    ingest("b.txt", year_only, &(speech_stated){.delivered_on = "2023-04-09"});
    ck_assert_str_eq(query(&f, "SELECT group_concat(delivered_on) FROM speeches"), "2023-04-03,2023-04-09");
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM doubts WHERE kind IN ('stated', 'date')"), "0");
}
END_TEST

START_TEST(test_stated_date_is_checked)
{
    static const char *const wrong[] = {"2024年", "24-03-05", "2024-13", "2024-02-32", "2024-3-5"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        speech_stated stated = {.delivered_on = wrong[i]};
        speech_ingest_options options = {.struct_size = sizeof options, .stated = &stated};
        speech_prepared *prepared = NULL;
        ck_assert_int_eq(speech_prepare(&prepared, "a", BARE, strlen(BARE), &options, &f.error), SPEECH_MISUSE);
        ck_assert_ptr_null(prepared);
    }
}
END_TEST

/* A title is stated for a document, so it says nothing about the speeches of a collection; a speaker does. */
START_TEST(test_stated_for_collection)
{
    static const char two[] = "第一篇：在开工仪式上的讲话\n同志们：\n现在开工。\n大家要注意安全。\n"
                              "第二篇：在竣工仪式上的讲话\n同志们：\n现在竣工。\n大家要管好设施。\n";
    ck_assert_uint_eq(ingest("two.txt", two, &STATED).speeches, 2);
    ck_assert_str_eq(query(&f, "SELECT group_concat(title || speaker || delivered_on) FROM speeches"),
                     "在开工仪式上的讲话沈立群2024-03-05,在竣工仪式上的讲话沈立群2024-03-05");
}
END_TEST

/* A document that is known need not be analysed; if it has changed in the meantime, it is stored all the same. */
START_TEST(test_known_is_only_a_hint)
{
    ingest("a.txt", BARE, NULL);
    speech_ingest_options options = {.struct_size = sizeof options, .known = f.archive};
    speech_ingest_result result = {.struct_size = sizeof result};
    speech_prepared *prepared = NULL;
    ck_assert_int_eq(speech_prepare(&prepared, "a.txt", BARE, strlen(BARE), &options, &f.error), SPEECH_OK);
    ck_assert_ptr_null(prepared->analysis);
    ck_assert_int_eq(speech_archive_store(f.archive, prepared, &result, &f.error), SPEECH_OK);
    ck_assert_int_eq(result.outcome, SPEECH_UNCHANGED);
    ingest("a.txt", TITLED, NULL);
    ck_assert_int_eq(speech_archive_store(f.archive, prepared, &result, &f.error), SPEECH_OK);
    ck_assert_int_eq(result.outcome, SPEECH_REPLACED);
    ck_assert_uint_eq(result.directives, 1);
    speech_prepared_free(prepared);
}
END_TEST

/* A prepared document may go into several archives. */
START_TEST(test_two_archives)
{
    speech_archive *other = NULL;
    speech_prepared *prepared = NULL;
    speech_counts counts = {.struct_size = sizeof counts};
    ck_assert_int_eq(speech_archive_open(&other, ":memory:", SPEECH_OPEN_CREATE, NULL), SPEECH_OK);
    ck_assert_int_eq(speech_prepare(&prepared, "a.txt", BARE, strlen(BARE), NULL, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_store(f.archive, prepared, NULL, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_store(other, prepared, NULL, &f.error), SPEECH_OK);
    speech_prepared_free(prepared);
    ck_assert_int_eq(speech_archive_count(other, &counts, NULL), SPEECH_OK);
    ck_assert_int_eq(counts.directives, 1);
    speech_archive_close(other);
}
END_TEST

START_TEST(test_misuse)
{
    speech_prepared *prepared = NULL;
    speech_ingest_options unset = {.struct_size = 0};
    ck_assert_int_eq(speech_prepare(&prepared, "", BARE, 3, NULL, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_prepare(&prepared, "a", NULL, 3, NULL, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_prepare(&prepared, "a", BARE, 3, &unset, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_store(f.archive, NULL, NULL, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_prepare(&prepared, "a", "\xFF", 1, NULL, &f.error), SPEECH_ENCODING);
    ck_assert_ptr_null(prepared);
    speech_prepared_free(NULL);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, start, end);
    tcase_add_test(tests, test_stated_fills_gaps);
    tcase_add_test(tests, test_text_wins);
    tcase_add_test(tests, test_stated_date_agrees);
    tcase_add_test(tests, test_stated_date_is_checked);
    tcase_add_test(tests, test_stated_for_collection);
    tcase_add_test(tests, test_known_is_only_a_hint);
    tcase_add_test(tests, test_two_archives);
    tcase_add_test(tests, test_misuse);
}

int main(void)
{
    return run_suite("ingest", add_tests);
}
