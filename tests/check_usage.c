/* Trends and concordances on a few invented passages, each value written out. */
#include "search_fixture.h"
#include "support.h"

#include <speecharchive/usage.h>

/*
 * 1: 2021-03-04, 林致远   2: 2021, 林致远 (another speech of document 1)   3: 2024-05, 周望舒   4: no date, no speaker
 */
static void open_speeches(fixture *f)
{
    fixture_open(f);
    fixture_speech(f, "甲", "林致远", "2021-03-04");
    fixture_paragraph(f, "深化改革，推进改革开放。");      /* 12 characters */
    fixture_paragraph(f, "ＧＤＰ增长，gdp总量，人人人。"); /* 16 */
    fixture_speech(f, "乙", "林致远", "2021");
    fixture_paragraph(f, "開放，再改革。"); /* 7 */
    fixture_speech(f, "丙", "周望舒", "2024-05");
    fixture_paragraph(f, "改革不停步，开放不止步。"); /* 12 */
    fixture_speech(f, "丁", NULL, NULL);
    fixture_paragraph(f, "为改革者撑腰。"); /* 7 */
    fixture_run(f, sqlite3_mprintf("UPDATE speeches SET document_id = 1, ordinal = 2 WHERE id = 2"));
    fixture_commit(f);
}

/* The rows of a trend with the columns from the second to the last but `less`, as "2021 1 2 ...; 2022 ...". */
static const char *trend_rows(fixture *f, const speech_trend_options *options, const speech_filter *filter, int from,
                              int to)
{
    static char rows[4096];
    speech_cursor *row = NULL;
    speech_error error = {0};
    size_t length = 0;
    speech_status status = speech_archive_trend(f->archive, options, filter, &row, &error);
    ck_assert_msg(status == SPEECH_OK, "%s", error.message);
    rows[0] = '\0';
    while ((status = speech_cursor_next(row, &error)) == SPEECH_ROW) {
        length += (size_t)sprintf(rows + length, "%s", length > 0 ? "; " : "");
        for (int i = from; i <= to; i++) {
            const char *value = speech_cursor_text(row, i);
            length += (size_t)sprintf(rows + length, "%s%s", i > from ? " " : "", value == NULL ? "-" : value);
        }
    }
    ck_assert_msg(status == SPEECH_DONE, "%s", error.message);
    speech_cursor_free(row);
    return rows;
}

/* The counts of one word: name, documents, speeches, paragraphs, occurrences. */
static const char *trend_of(fixture *f, const char *text, speech_trend_by by, const speech_filter *filter)
{
    speech_trend_options options = {.struct_size = sizeof options, .words = &text, .word_count = 1, .by = by};
    return trend_rows(f, &options, filter, 1, 5);
}

START_TEST(test_trend_by_year_has_every_year_and_the_undated)
{
    fixture f;
    open_speeches(&f);
    ck_assert_str_eq(trend_of(&f, "改革", SPEECH_TREND_BY_YEAR, NULL),
                     "2021 1 2 2 3; 2022 0 0 0 0; 2023 0 0 0 0; 2024 1 1 1 1; - 1 1 1 1");
    ck_assert_str_eq(trend_of(&f, "开放", SPEECH_TREND_BY_YEAR, NULL),
                     "2021 1 2 2 2; 2022 0 0 0 0; 2023 0 0 0 0; 2024 1 1 1 1; - 0 0 0 0");
    ck_assert_str_eq(trend_of(&f, "航天", SPEECH_TREND_BY_YEAR, NULL),
                     "2021 0 0 0 0; 2022 0 0 0 0; 2023 0 0 0 0; 2024 0 0 0 0; - 0 0 0 0");
    fixture_close(&f);
}
END_TEST

START_TEST(test_trend_by_month_keeps_what_has_no_month)
{
    fixture f;
    open_speeches(&f);
    speech_filter early = {.struct_size = sizeof early, .delivered_to = "2021"};
    ck_assert_str_eq(trend_of(&f, "改革", SPEECH_TREND_BY_MONTH, &early), "2021 1 1 1 1; 2021-03 1 1 1 2");
    speech_filter some = {.struct_size = sizeof some, .limit = 3, .offset = 1};
    ck_assert_str_eq(trend_of(&f, "改革", SPEECH_TREND_BY_MONTH, &some),
                     "2021-03 1 1 1 2; 2021-04 0 0 0 0; 2021-05 0 0 0 0");
    fixture_run(&f, sqlite3_mprintf("UPDATE speeches SET delivered_on = '2021-06-30' WHERE id > 2"));
    ck_assert_str_eq(trend_of(&f, "改革", SPEECH_TREND_BY_MONTH, NULL),
                     "2021 1 1 1 1; 2021-03 1 1 1 2; 2021-04 0 0 0 0; 2021-05 0 0 0 0; 2021-06 2 2 2 2");
    fixture_close(&f);
}
END_TEST

START_TEST(test_trend_by_speaker_begins_with_who_says_it_most)
{
    fixture f;
    open_speeches(&f);
    ck_assert_str_eq(trend_of(&f, "改革", SPEECH_TREND_BY_SPEAKER, NULL), "林致远 1 2 2 3; 周望舒 1 1 1 1; - 1 1 1 1");
    ck_assert_str_eq(trend_of(&f, "不", SPEECH_TREND_BY_SPEAKER, NULL), "周望舒 1 1 1 2; 林致远 0 0 0 0; - 0 0 0 0");
    fixture_close(&f);
}
END_TEST

typedef struct word_case {
    const char *text;
    const char *counts; /* in 2021 */
} word_case;

static const word_case word_cases[] = {
    {"gdp", "2021 1 1 1 2"},               /* folded */
    {"人人", "2021 1 1 1 2"},              /* overlapping */
    {"改", "2021 1 2 2 3"},                /* one character */
    {"，", "2021 1 2 3 4"},                /* what the index has not */
    {"改革。", "2021 1 1 1 1"},            /* the same, at the end of a word */
    {"改革开放", "2021 1 1 1 1"},          /* a longer word */
    {"改革 开放", "2021 1 2 2 5"},         /* all words of a query count */
    {"改革 改革", "2021 1 2 2 3"},         /* each once */
    {"改革 -推进", "2021 1 1 1 1"},        /* but not what is to be absent */
    {"-改革", "2021 1 1 1 0"},             /* nothing to be counted */
    {"推进 OR gdp", "2021 1 1 2 3"},       /* one or the other */
    {"(推进 改革) OR 再", "2021 1 2 2 5"}, /* where FTS5 knows no positions of a branch that is not at the row */
    {"改革 speaker:林", "2021 1 2 2 3"},   /* filters */
    {"改革 speaker:周", "2021 0 0 0 0"},
    {"year:2021", "2021 1 2 3 0"},
    {"year:2024 OR 推进", "2021 1 1 1 1"},
    {"", "2021 0 0 0 0"},
};

START_TEST(test_trend_of_a_query)
{
    const word_case *c = &word_cases[_i];
    fixture f;
    open_speeches(&f);
    speech_filter first = {.struct_size = sizeof first, .limit = 1};
    ck_assert_str_eq(trend_of(&f, c->text, SPEECH_TREND_BY_YEAR, &first), c->counts);
    fixture_close(&f);
}
END_TEST

START_TEST(test_trend_columns)
{
    static const char *const names[] = {"word",
                                        "year",
                                        "documents",
                                        "speeches",
                                        "paragraphs",
                                        "occurrences",
                                        "per_10000_characters",
                                        "first_on",
                                        "first_speech_id",
                                        "last_on",
                                        "last_speech_id",
                                        "total_documents",
                                        "total_speeches",
                                        "total_paragraphs",
                                        "total_characters"};
    static const char *const words[] = {"改革", "gdp"};
    fixture f;
    open_speeches(&f);
    speech_trend_options options = {.struct_size = sizeof options, .words = words, .word_count = 2};
    speech_filter first = {.struct_size = sizeof first, .limit = 1};
    /* 3 occurrences in 35 characters; the date 2021 counts as its first day. */
    ck_assert_str_eq(trend_rows(&f, &options, &first, 0, 14),
                     "改革 2021 1 2 2 3 857.142857142857 2021 2 2021-03-04 1 1 2 3 35; "
                     "gdp 2021 1 1 1 2 571.428571428571 2021-03-04 1 2021-03-04 1 1 2 3 35");
    first.offset = 1; /* a year without speeches */
    ck_assert_str_eq(trend_rows(&f, &options, &first, 1, 14),
                     "2022 0 0 0 0 - - - - - 0 0 0 0; 2022 0 0 0 0 - - - - - 0 0 0 0");
    first.offset = 4; /* no date */
    ck_assert_str_eq(trend_rows(&f, &options, &first, 1, 8), "- 1 1 1 1 1428.57142857143 - -; - 0 0 0 0 0.0 - -");
    speech_cursor *cursor = NULL;
    ck_assert_int_eq(speech_archive_trend(f.archive, &options, NULL, &cursor, NULL), SPEECH_OK);
    ck_assert_int_eq(speech_cursor_columns(cursor), 15);
    for (int i = 0; i < 15; i++) ck_assert_str_eq(speech_cursor_name(cursor, i), names[i]);
    speech_cursor_free(cursor);
    fixture_close(&f);
}
END_TEST

START_TEST(test_trend_counts_what_passes_the_filter)
{
    fixture f;
    open_speeches(&f);
    const char *text = "改革";
    speech_trend_options options = {.struct_size = sizeof options, .words = &text, .word_count = 1};
    speech_filter filter = {.struct_size = sizeof filter, .text = "开放"};
    ck_assert_str_eq(trend_rows(&f, &options, &filter, 1, 5), "2021 1 2 2 3; 2022 0 0 0 0; 2023 0 0 0 0; 2024 1 1 1 1");
    ck_assert_str_eq(trend_rows(&f, &options, &filter, 11, 14), "1 2 2 19; 0 0 0 0; 0 0 0 0; 1 1 1 12");
    filter.text = "航天";
    ck_assert_str_eq(trend_rows(&f, &options, &filter, 1, 5), "");
    fixture_close(&f);
}
END_TEST

START_TEST(test_trend_refuses_what_is_no_trend)
{
    fixture f;
    speech_cursor *cursor = NULL;
    const char *words[] = {"改革", NULL};
    open_speeches(&f);
    speech_trend_options options = {.struct_size = sizeof options, .words = words, .word_count = 1};
    ck_assert_int_eq(speech_archive_trend(NULL, &options, NULL, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_trend(f.archive, NULL, NULL, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_trend(f.archive, &options, NULL, NULL, NULL), SPEECH_MISUSE);
    options.word_count = 2;
    ck_assert_int_eq(speech_archive_trend(f.archive, &options, NULL, &cursor, NULL), SPEECH_MISUSE);
    options.word_count = 0;
    ck_assert_int_eq(speech_archive_trend(f.archive, &options, NULL, &cursor, NULL), SPEECH_MISUSE);
    options.word_count = 1;
    options.by = SPEECH_TREND_BY_SPEAKER + 1;
    ck_assert_int_eq(speech_archive_trend(f.archive, &options, NULL, &cursor, NULL), SPEECH_MISUSE);
    options.by = SPEECH_TREND_BY_YEAR;
    options.struct_size = 1;
    ck_assert_int_eq(speech_archive_trend(f.archive, &options, NULL, &cursor, NULL), SPEECH_MISUSE);
    options.struct_size = sizeof options;
    speech_filter filter = {.struct_size = sizeof filter, .actor = "局"};
    ck_assert_int_eq(speech_archive_trend(f.archive, &options, &filter, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_ptr_null(cursor);
    fixture_close(&f);
}
END_TEST

/* ---- concordances ---- */

/* All rows as "left[keyword]right paragraph:begin-end", each on a line; bytes count from the paragraph's. */
static const char *concordance_of(fixture *f, const char *text, const speech_filter *filter,
                                  const speech_concordance_options *options)
{
    static char rows[8192];
    speech_cursor *row = NULL;
    speech_error error = {0};
    size_t length = 0;
    speech_status status = speech_archive_concordance(f->archive, text, filter, options, &row, &error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", text, error.message);
    rows[0] = '\0';
    while ((status = speech_cursor_next(row, &error)) == SPEECH_ROW) {
        int paragraph = (int)speech_cursor_integer(row, 8);
        length += (size_t)sprintf(rows + length, "%s[%s]%s %d:%d-%d\n", speech_cursor_text(row, 0),
                                  speech_cursor_text(row, 1), speech_cursor_text(row, 2), paragraph,
                                  (int)speech_cursor_integer(row, 9) - paragraph * 100000,
                                  (int)speech_cursor_integer(row, 10) - paragraph * 100000);
    }
    ck_assert_msg(status == SPEECH_DONE, "%s: %s", text, error.message);
    speech_cursor_free(row);
    return rows;
}

typedef struct concordance_case {
    const char *text;
    speech_concordance_order order;
    size_t characters;
    const char *rows;
} concordance_case;

static const concordance_case concordance_cases[] = {
    {"改革", SPEECH_CONCORDANCE_BY_DOCUMENT, 3,
     "深化[改革]，推进 1:6-12\n，推进[改革]开放。 1:21-27\n放，再[改革]。 3:12-18\n[改革]不停步 4:0-6\n为[改革]者撑腰 "
     "5:3-9\n"},
    {"改革", SPEECH_CONCORDANCE_BY_DATE, 1,
     "[改革]不 4:0-6\n化[改革]， 1:6-12\n进[改革]开 1:21-27\n再[改革]。 3:12-18\n为[改革]者 5:3-9\n"},
    /* By 化 U+5316, 再 U+518D, 为 U+4E3A, 进 U+8FDB; nothing comes first. */
    {"改革", SPEECH_CONCORDANCE_BY_LEFT, 2,
     "[改革]不停 4:0-6\n为[改革]者撑 5:3-9\n，再[改革]。 3:12-18\n深化[改革]，推 1:6-12\n推进[改革]开放 1:21-27\n"},
    /* By 。 U+3002, 不 U+4E0D, 开 U+5F00, 者 U+8005 and a folded comma, which comes before all. */
    {"改革", SPEECH_CONCORDANCE_BY_RIGHT, 2,
     "深化[改革]，推 1:6-12\n，再[改革]。 3:12-18\n[改革]不停 4:0-6\n推进[改革]开放 1:21-27\n为[改革]者撑 5:3-9\n"},
    /* The keyword is what the text has, folded or not; every word that is to be found is one. */
    {"gdp", SPEECH_CONCORDANCE_BY_DOCUMENT, 2, "[ＧＤＰ]增长 2:0-9\n长，[gdp]总量 2:18-21\n"},
    {"开放 再 -停", SPEECH_CONCORDANCE_BY_DOCUMENT, 2, "[開放]，再 3:0-6\n放，[再]改革 3:9-12\n"},
    {"人人", SPEECH_CONCORDANCE_BY_DOCUMENT, 1, "，[人人]人 2:30-36\n人[人人]。 2:33-39\n"},
    {"推进 OR 推进改革", SPEECH_CONCORDANCE_BY_DOCUMENT, 1, "，[推进]改 1:15-21\n，[推进改革]开 1:15-27\n"},
    {"改革 year:2024", SPEECH_CONCORDANCE_BY_DOCUMENT, 1, "[改革]不 4:0-6\n"},
    {"-改革", SPEECH_CONCORDANCE_BY_DOCUMENT, 1, ""},
    {"year:2024", SPEECH_CONCORDANCE_BY_DOCUMENT, 1, ""},
    {"航天", SPEECH_CONCORDANCE_BY_LEFT, 1, ""},
    {"", SPEECH_CONCORDANCE_BY_LEFT, 1, ""},
};

START_TEST(test_concordance)
{
    const concordance_case *c = &concordance_cases[_i];
    fixture f;
    open_speeches(&f);
    speech_concordance_options options = {
        .struct_size = sizeof options, .order = c->order, .context_characters = c->characters};
    ck_assert_str_eq(concordance_of(&f, c->text, NULL, &options), c->rows);
    fixture_close(&f);
}
END_TEST

START_TEST(test_concordance_context_is_cut_between_characters)
{
    fixture f;
    fixture_open(&f);
    fixture_speech(&f, NULL, NULL, NULL);
    fixture_paragraph(&f, "　　甲 \n\t乙 改革 丙e\xCC\x81\xCC\xA3丁  ");
    fixture_paragraph(&f, "x\xCC\x81改革か\xE3\x82\x99");
    fixture_commit(&f);
    speech_concordance_options options = {.struct_size = sizeof options, .context_characters = 3};
    /* A run of blanks is one character, and none stands at the outer edge. */
    ck_assert_str_eq(concordance_of(&f, "改革", NULL, &options),
                     "乙 [改革] 丙e\xCC\x81\xCC\xA3 1:16-22\nx\xCC\x81[改革]か\xE3\x82\x99 2:3-9\n");
    options.context_characters = 4;
    ck_assert_str_eq(concordance_of(&f, "乙", NULL, &options), "甲 [乙] 改革 1:12-15\n");
    options.context_characters = 0; /* 20 */
    ck_assert_str_eq(concordance_of(&f, "丙", NULL, &options), "甲 乙 改革 [丙]e\xCC\x81\xCC\xA3丁 1:23-26\n");
    /* A keyword is whole characters; か with its mark is another one, が. */
    ck_assert_str_eq(concordance_of(&f, "x", NULL, &options), "[x\xCC\x81]改革か\xE3\x82\x99 2:0-3\n");
    ck_assert_str_eq(concordance_of(&f, "か", NULL, &options), "");
    fixture_close(&f);
}
END_TEST

START_TEST(test_concordance_equal_contexts_keep_document_order_and_pages_repeat_none)
{
    enum { PARAGRAPHS = 300 };
    fixture f;
    fixture_open(&f);
    char text[64];
    for (int i = 0; i < PARAGRAPHS; i++) {
        if (i % 50 == 0) fixture_speech(&f, NULL, NULL, i % 100 == 0 ? "2020" : NULL);
        sprintf(text, "%s改革%s", i % 3 == 0 ? "甲" : "乙", i % 2 == 0 ? "丙" : "丁");
        fixture_paragraph(&f, text);
    }
    fixture_commit(&f);
    for (int order = 0; order <= SPEECH_CONCORDANCE_BY_RIGHT; order++) {
        speech_concordance_options options = {.struct_size = sizeof options, .order = (speech_concordance_order)order};
        char whole[32768] = "", paged[32768] = "";
        size_t length = 0;
        speech_filter filter = {.struct_size = sizeof filter, .limit = 70};
        for (; filter.offset < PARAGRAPHS; filter.offset += 70)
            length += (size_t)sprintf(paged + length, "%s", concordance_of(&f, "改革", &filter, &options));
        filter.limit = 200;
        filter.offset = 0;
        length = (size_t)sprintf(whole, "%s", concordance_of(&f, "改革", &filter, &options));
        filter.offset = 200;
        sprintf(whole + length, "%s", concordance_of(&f, "改革", &filter, &options));
        ck_assert_str_eq(paged, whole);
        if (order == SPEECH_CONCORDANCE_BY_LEFT)
            ck_assert(strncmp(whole, "乙[改革]丁 2:3-9\n乙[改革]丙 3:3-9\n乙[改革]丙 5:3-9\n", 63) == 0);
    }
    fixture_close(&f);
}
END_TEST

START_TEST(test_concordance_columns)
{
    static const char *const names[] = {"left",  "keyword",  "right",        "speech_id",  "delivered_on", "speaker",
                                        "title", "document", "paragraph_id", "begin_byte", "end_byte"};
    fixture f;
    speech_cursor *cursor = NULL;
    open_speeches(&f);
    ck_assert_int_eq(speech_archive_concordance(f.archive, "停步", NULL, NULL, &cursor, NULL), SPEECH_OK);
    ck_assert_int_eq(speech_cursor_columns(cursor), 11);
    for (int i = 0; i < 11; i++) ck_assert_str_eq(speech_cursor_name(cursor, i), names[i]);
    ck_assert_int_eq(speech_cursor_next(cursor, NULL), SPEECH_ROW);
    ck_assert_str_eq(speech_cursor_text(cursor, 0), "改革不");
    ck_assert_str_eq(speech_cursor_text(cursor, 2), "，开放不止步。");
    ck_assert_int_eq(speech_cursor_integer(cursor, 3), 3);
    ck_assert_str_eq(speech_cursor_text(cursor, 4), "2024-05");
    ck_assert_str_eq(speech_cursor_text(cursor, 5), "周望舒");
    ck_assert_str_eq(speech_cursor_text(cursor, 6), "丙");
    ck_assert_str_eq(speech_cursor_text(cursor, 7), "speech-3.txt");
    ck_assert_int_eq(speech_cursor_next(cursor, NULL), SPEECH_DONE);
    speech_cursor_free(cursor);
    fixture_close(&f);
}
END_TEST

START_TEST(test_concordance_refuses_wrong_options)
{
    fixture f;
    speech_cursor *cursor = NULL;
    open_speeches(&f);
    speech_concordance_options options = {.struct_size = sizeof options,
                                          .order = (speech_concordance_order)(SPEECH_CONCORDANCE_BY_RIGHT + 1)};
    ck_assert_int_eq(speech_archive_concordance(f.archive, "a", NULL, &options, &cursor, NULL), SPEECH_MISUSE);
    options = (speech_concordance_options){0};
    ck_assert_int_eq(speech_archive_concordance(f.archive, "a", NULL, &options, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_concordance(NULL, "a", NULL, NULL, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_concordance(f.archive, NULL, NULL, NULL, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_concordance(f.archive, "a", NULL, NULL, NULL, NULL), SPEECH_MISUSE);
    ck_assert_ptr_null(cursor);
    fixture_close(&f);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_trend_by_year_has_every_year_and_the_undated);
    tcase_add_test(tests, test_trend_by_month_keeps_what_has_no_month);
    tcase_add_test(tests, test_trend_by_speaker_begins_with_who_says_it_most);
    tcase_add_loop_test(tests, test_trend_of_a_query, 0, sizeof word_cases / sizeof *word_cases);
    tcase_add_test(tests, test_trend_columns);
    tcase_add_test(tests, test_trend_counts_what_passes_the_filter);
    tcase_add_test(tests, test_trend_refuses_what_is_no_trend);
    tcase_add_loop_test(tests, test_concordance, 0, sizeof concordance_cases / sizeof *concordance_cases);
    tcase_add_test(tests, test_concordance_context_is_cut_between_characters);
    tcase_add_test(tests, test_concordance_equal_contexts_keep_document_order_and_pages_repeat_none);
    tcase_add_test(tests, test_concordance_columns);
    tcase_add_test(tests, test_concordance_refuses_wrong_options);
}

int main(void)
{
    return run_suite("usage", add_tests);
}
