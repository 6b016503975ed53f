/*
 * Structs that carry struct_size: what a program gets that was compiled against an older or newer version of the
 * headers than the library it runs with. A struct of each size that there may be is handed over in memory of just that
 * size, so that the sanitizers see a byte that is read or written behind it.
 */
#include <speecharchive/speecharchive.h>

#include "support.h"

static const char TEXT[] = "在青禾市防汛工作会议上的讲话\n（2024年4月3日）\n青禾市市长 沈立群\n同志们：\n"
                           "一、抓好工程\n市水务局要在6月底前完成17处水毁工程修复，投入1.5亿元。\n"
                           "二、守住底线\n严禁挪用防汛资金。各县区要落实责任，要排查水库12座。\n";

static speech_archive *archive;
static char rows[16384]; /* what a call gave, in words */

static void say(const char *words)
{
    strncat(rows, words == NULL ? "-" : words, sizeof rows - strlen(rows) - 1);
    strncat(rows, "|", sizeof rows - strlen(rows) - 1);
}

static void start(void)
{
    speech_error error;
    ck_assert_int_eq(speech_archive_open(&archive, ":memory:", SPEECH_OPEN_CREATE, &error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_ingest(archive, "a.txt", TEXT, strlen(TEXT), NULL, &error), SPEECH_OK);
}

static void end(void)
{
    speech_archive_close(archive);
}

/* Says all rows of a cursor, if it was made, and frees it. */
static speech_status rows_say(speech_status status, speech_cursor **made)
{
    speech_cursor *cursor = *made;
    while (status == SPEECH_OK && speech_cursor_next(cursor, NULL) == SPEECH_ROW)
        for (int i = 0; i < speech_cursor_columns(cursor); i++)
            if (strcmp(speech_cursor_name(cursor, i), "recorded_at") != 0 &&
                strcmp(speech_cursor_name(cursor, i), "entry_id") != 0)
                say(speech_cursor_text(cursor, i));
    speech_cursor_free(cursor);
    return status;
}

/* ---- the calls that take a struct ---- */

static speech_status call_analyze(const void *given, speech_error *error)
{
    speech_analysis *analysis = NULL;
    speech_status status = speech_analyze(&analysis, TEXT, strlen(TEXT), given, error);
    if (status == SPEECH_OK) say(analysis->stated.speaker);
    speech_analysis_free(analysis);
    return status;
}

static speech_status call_document_read(const void *given, speech_error *error)
{
    speech_document *document = NULL;
    static const char gbk[] = "<p>\xB8\xF7\xCF\xD8\xC7\xF8\xD2\xAA\xC2\xE4\xCA\xB5\xD4\xF0\xC8\xCE</p>";
    speech_status status = speech_document_read(&document, gbk, strlen(gbk), given, error);
    if (status == SPEECH_OK) say(document->text);
    if (status == SPEECH_OK) say(document->encoding);
    speech_document_free(document);
    return status;
}

static speech_status call_prepare(const void *given, speech_error *error)
{
    speech_prepared *prepared = NULL;
    speech_archive *other = NULL;
    speech_cursor *cursor = NULL;
    speech_filter filter = {.struct_size = sizeof filter};
    speech_status status = speech_prepare(&prepared, "c.txt", TEXT, strlen(TEXT), given, error);
    if (status != SPEECH_OK) return status;
    ck_assert_int_eq(speech_archive_open(&other, ":memory:", SPEECH_OPEN_CREATE, NULL), SPEECH_OK);
    ck_assert_int_eq(speech_archive_store(other, prepared, NULL, error), SPEECH_OK);
    status = speech_archive_read(other, SPEECH_SPEECHES, &filter, &cursor, error);
    rows_say(status, &cursor);
    speech_prepared_free(prepared);
    speech_archive_close(other);
    return status;
}

/* Reading options within ingest options. */
static speech_status call_prepare_reading(const void *given, speech_error *error)
{
    speech_ingest_options options = {.struct_size = sizeof options, .read = given};
    return call_prepare(&options, error);
}

static speech_status call_read(const void *given, speech_error *error)
{
    speech_cursor *cursor = NULL;
    return rows_say(speech_archive_read(archive, SPEECH_DIRECTIVES, given, &cursor, error), &cursor);
}

static speech_status call_search_filtered(const void *given, speech_error *error)
{
    speech_cursor *cursor = NULL;
    return rows_say(speech_archive_search(archive, "要", given, NULL, &cursor, error), &cursor);
}

static speech_status call_trend_filtered(const void *given, speech_error *error)
{
    const char *words[] = {"水库"};
    speech_trend_options options = {.struct_size = sizeof options, .words = words, .word_count = 1};
    speech_cursor *cursor = NULL;
    return rows_say(speech_archive_trend(archive, &options, given, &cursor, error), &cursor);
}

static speech_status call_concordance_filtered(const void *given, speech_error *error)
{
    speech_cursor *cursor = NULL;
    return rows_say(speech_archive_concordance(archive, "要", given, NULL, &cursor, error), &cursor);
}

static speech_status call_search(const void *given, speech_error *error)
{
    speech_cursor *cursor = NULL;
    return rows_say(speech_archive_search(archive, "要", NULL, given, &cursor, error), &cursor);
}

static speech_status call_trend(const void *given, speech_error *error)
{
    speech_cursor *cursor = NULL;
    return rows_say(speech_archive_trend(archive, given, NULL, &cursor, error), &cursor);
}

static speech_status call_concordance(const void *given, speech_error *error)
{
    speech_cursor *cursor = NULL;
    return rows_say(speech_archive_concordance(archive, "要", NULL, given, &cursor, error), &cursor);
}

static speech_status call_tasks(const void *given, speech_error *error)
{
    speech_cursor *cursor = NULL;
    return rows_say(speech_archive_tasks(archive, given, &cursor, error), &cursor);
}

/* What is written is told by its history, and undone. */
static speech_status history_say(speech_status status)
{
    speech_cursor *cursor = NULL;
    if (status == SPEECH_OK) rows_say(speech_archive_task_history(archive, 1, &cursor, NULL), &cursor);
    speech_archive_close(archive);
    start();
    return status;
}

static speech_status call_mark(const void *given, speech_error *error)
{
    return history_say(speech_archive_mark(archive, 1, given, error));
}

static speech_status call_assign(const void *given, speech_error *error)
{
    return history_say(speech_archive_assign(archive, 1, given, error));
}

static speech_status call_handout(const void *given, speech_error *error)
{
    speech_task_filter filter = {.struct_size = sizeof filter, .as_of = "2024-05-01"};
    char *page = NULL;
    speech_status status = speech_archive_handout(archive, &filter, given, &page, error);
    if (status == SPEECH_OK) say(page);
    speech_free(page);
    return status;
}

static speech_status call_handout_filtered(const void *given, speech_error *error)
{
    char *page = NULL;
    speech_status status = speech_archive_handout(archive, given, NULL, &page, error);
    if (status == SPEECH_OK) say(page);
    speech_free(page);
    return status;
}

/* ---- a full one of each ---- */

static const speech_stated stated = {.speaker = "顾远舟", .delivered_on = "2024-04-03"};
static const char *const words[] = {"水库", "工程"};
static const int month = 300;

static const speech_analyze_options analyze_options = {sizeof analyze_options, .max_bytes = 9999, .stated = &stated};
static const speech_read_options read_options = {
    sizeof read_options, .name = "a.txt",       .encoding = "GB18030", .media_type = "text/plain",
    .max_bytes = 999,    .max_text_bytes = 999, .max_depth = 99};
static const speech_read_options utf8_options = {sizeof utf8_options, .encoding = "UTF-8", .media_type = "text/plain",
                                                 .max_depth = 9};
static const speech_ingest_options ingest_options = {sizeof ingest_options, .stated = &stated, .read = &utf8_options};
static const speech_filter filter = {sizeof filter,
                                     .document_id = 1,
                                     .speech_id = 1,
                                     .document = "a",
                                     .speaker = "沈",
                                     .delivered_from = "2024",
                                     .delivered_to = "2024-12",
                                     .text = "要",
                                     .modalities = 1u << SPEECH_REQUIRE,
                                     .limit = 2,
                                     .offset = 1};
static const speech_filter text_filter = {
    sizeof text_filter, .document_id = 1, .speaker = "沈", .delivered_from = "2024",
    .text = "要",       .distinct = 1,    .limit = 2,      .offset = 1};
static const speech_filter year_filter = {sizeof year_filter, .document_id = 1, .delivered_from = "2024", .distinct = 1,
                                          .limit = 1};
static const speech_search_options search_options = {
    sizeof search_options, SPEECH_BY_DOCUMENT, 4, "<", ">", SPEECH_GROUP_BY_SECTION, 2.0, "2024"};
static const speech_trend_options trend_options = {sizeof trend_options, words, 2, SPEECH_TREND_BY_MONTH};
static const speech_concordance_options concordance_options = {sizeof concordance_options, SPEECH_CONCORDANCE_BY_LEFT,
                                                               3};
static const speech_task_filter task_filter = {sizeof task_filter,
                                               .as_of = "2024-05-01",
                                               .document = "a",
                                               .actor = "局",
                                               .text = "要",
                                               .statuses = 1u << SPEECH_TASK_OPEN,
                                               .modalities = 1u << SPEECH_REQUIRE,
                                               .due_within = &month,
                                               .due_from = "2024",
                                               .due_to = "2024",
                                               .placed = 1,
                                               .order = SPEECH_TASKS_BY_DUE,
                                               .limit = 3};
static const speech_task_mark mark = {sizeof mark, SPEECH_TASK_DONE,    "2024-05-02",
                                      "备注",      "云水函〔2024〕1号", "督查室"};
static const speech_task_assignment assignment = {sizeof assignment, "2024-05-02", "市水务局", "市财政局",
                                                  "2024-07",         "备注",       "督查室"};
static const speech_handout_options handout_options = {
    sizeof handout_options, SPEECH_HANDOUT_CSV, SPEECH_HANDOUT_BY_BODY, "清单", true, "20240501T080000Z"};

/* `size` is that of the first version whose promises hold, on machines of 64 bits: it may only grow. */
static const struct {
    const char *name;
    const void *full;
    size_t now;
    size_t size;
    speech_status (*call)(const void *given, speech_error *error);
} CASES[] = {
    {"analysis options", &analyze_options, sizeof analyze_options, 24, call_analyze},
    {"reading options", &read_options, sizeof read_options, 56, call_document_read},
    {"reading options", &utf8_options, sizeof utf8_options, 56, call_prepare_reading},
    {"ingest options", &ingest_options, sizeof ingest_options, 32, call_prepare},
    {"filter", &filter, sizeof filter, 168, call_read},
    {"filter", &text_filter, sizeof text_filter, 168, call_search_filtered},
    {"filter", &year_filter, sizeof year_filter, 168, call_trend_filtered},
    {"filter", &text_filter, sizeof text_filter, 168, call_concordance_filtered},
    {"search options", &search_options, sizeof search_options, 64, call_search},
    {"trend options", &trend_options, sizeof trend_options, 32, call_trend},
    {"concordance options", &concordance_options, sizeof concordance_options, 24, call_concordance},
    {"task filter", &task_filter, sizeof task_filter, 136, call_tasks},
    {"task filter", &task_filter, sizeof task_filter, 136, call_handout_filtered},
    {"mark", &mark, sizeof mark, 48, call_mark},
    {"assignment", &assignment, sizeof assignment, 56, call_assign},
    {"handout options", &handout_options, sizeof handout_options, 40, call_handout},
};
enum { CASE_COUNT = sizeof CASES / sizeof *CASES };

/* Calls with the first `known` bytes of the full struct in memory of `size` bytes, the rest of it 0. */
static speech_status call(int i, size_t known, size_t size, char *last, speech_error *error)
{
    char *given = calloc(1, size);
    size_t told = size;
    memcpy(given, CASES[i].full, known);
    memcpy(given, &told, sizeof told);
    if (last != NULL) given[size - 1] = *last;
    rows[0] = '\0';
    *error = (speech_error){SPEECH_OK, 0, ""};
    speech_status status = CASES[i].call(given, error);
    free(given);
    return status;
}

/* A shorter struct is as one of this version whose other members are 0, and a longer one that ends in zeros too. */
START_TEST(test_sizes)
{
    static char expected[sizeof rows];
    speech_error error, short_error;
    size_t full = CASES[_i].now, step = sizeof(size_t);
    if (sizeof(void *) == 8) ck_assert_uint_ge(full, CASES[_i].size);
    for (size_t size = step; size <= full; size += step) {
        speech_status status = call(_i, size, full, NULL, &error);
        strcpy(expected, rows);
        ck_assert_msg(call(_i, size, size, NULL, &short_error) == status && strcmp(expected, rows) == 0 &&
                          strcmp(error.message, short_error.message) == 0,
                      "%s of %zu bytes: %s", CASES[_i].name, size, short_error.message);
    }
    ck_assert_msg(call(_i, full, full, NULL, &error) == SPEECH_OK, "%s: %s", CASES[_i].name, error.message);
    ck_assert_str_ne(expected, "");
    for (size_t more = step; more <= 8 * step; more += step) {
        ck_assert_int_eq(call(_i, full, full + more, NULL, &error), SPEECH_OK);
        ck_assert_str_eq(rows, expected);
    }
}
END_TEST

START_TEST(test_newer)
{
    speech_error error;
    char one = 1;
    for (size_t more = 8; more <= 64; more += 8) {
        ck_assert_int_eq(call(_i, CASES[_i].now, CASES[_i].now + more, &one, &error), SPEECH_MISUSE);
        ck_assert_msg(strstr(error.message, CASES[_i].name) != NULL && strstr(error.message, "newer") != NULL, "%s",
                      error.message);
    }
}
END_TEST

START_TEST(test_not_set)
{
    const size_t wrong[] = {0, 1, 7, CASES[_i].now - 1, CASES[_i].now + 1, 4104, SIZE_MAX - 7, SIZE_MAX};
    char *given = malloc(CASES[_i].now);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        speech_error error = {SPEECH_OK, 0, ""};
        memcpy(given, CASES[_i].full, CASES[_i].now);
        memcpy(given, &wrong[k], sizeof wrong[k]);
        ck_assert_int_eq(CASES[_i].call(given, &error), SPEECH_MISUSE);
        ck_assert_msg(strstr(error.message, CASES[_i].name) != NULL && strstr(error.message, "struct_size") != NULL,
                      "%zu: %s", wrong[k], error.message);
        ck_assert_int_eq(CASES[_i].call(given, NULL), SPEECH_MISUSE);
    }
    free(given);
}
END_TEST

/* ---- structs that are filled in ---- */

static speech_status fill_result(void *out, speech_error *error)
{
    speech_archive *empty = NULL;
    ck_assert_int_eq(speech_archive_open(&empty, ":memory:", SPEECH_OPEN_CREATE, error), SPEECH_OK);
    speech_status status = speech_archive_ingest(empty, "a.txt", TEXT, strlen(TEXT), out, error);
    speech_counts counts = {.struct_size = sizeof counts};
    ck_assert_int_eq(speech_archive_count(empty, &counts, NULL), SPEECH_OK);
    ck_assert_int_eq(counts.documents, status == SPEECH_OK); /* stored, or nothing at all */
    speech_archive_close(empty);
    return status;
}

static speech_status fill_counts(void *out, speech_error *error)
{
    return speech_archive_count(archive, out, error);
}

static const struct {
    const char *name;
    size_t now;
    size_t size;
    size_t padding; /* offset of four bytes that are no member's; 0: none */
    speech_status (*fill)(void *out, speech_error *error);
} RESULTS[] = {
    {"ingest result", sizeof(speech_ingest_result), 112, offsetof(speech_ingest_result, outcome) + 4, fill_result},
    {"counts", sizeof(speech_counts), 88, 0, fill_counts},
};
enum { RESULT_COUNT = sizeof RESULTS / sizeof *RESULTS };

/* Memory of the caller before a call: struct_size, and bytes that no call would write. */
static char *blank(size_t size, size_t told)
{
    char *out = malloc(size);
    memset(out, 0xA5, size);
    memcpy(out, &told, sizeof told);
    return out;
}

/* What an older caller knows is filled in, and what only a newer one knows is left as it is. */
START_TEST(test_results)
{
    size_t full = RESULTS[_i].now, padding = RESULTS[_i].padding;
    if (sizeof(void *) == 8) ck_assert_uint_ge(full, RESULTS[_i].size);
    for (size_t size = sizeof size; size <= full + 64; size += sizeof size) {
        char *whole = blank(full, full), *other = blank(size, size), *untouched = blank(size, size);
        ck_assert_int_eq(RESULTS[_i].fill(whole, NULL), SPEECH_OK);
        ck_assert_int_eq(RESULTS[_i].fill(other, NULL), SPEECH_OK);
        for (size_t at = sizeof size; at < size; at++)
            if (padding == 0 || at < padding || at >= padding + 4)
                ck_assert_msg(other[at] == (at < full ? whole : untouched)[at], "%s of %zu bytes differs at %zu",
                              RESULTS[_i].name, size, at);
        ck_assert_mem_eq(other, untouched, sizeof size);
        free(whole);
        free(other);
        free(untouched);
    }
}
END_TEST

START_TEST(test_results_not_set)
{
    const size_t wrong[] = {0, 1, RESULTS[_i].now + 1, SIZE_MAX - 7};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        speech_error error = {SPEECH_OK, 0, ""};
        char *out = blank(RESULTS[_i].now, wrong[k]), *before = blank(RESULTS[_i].now, wrong[k]);
        ck_assert_int_eq(RESULTS[_i].fill(out, &error), SPEECH_MISUSE);
        ck_assert_msg(strstr(error.message, RESULTS[_i].name) != NULL, "%s", error.message);
        ck_assert_mem_eq(out, before, RESULTS[_i].now);
        free(out);
        free(before);
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, start, end);
    tcase_add_loop_test(tests, test_sizes, 0, CASE_COUNT);
    tcase_add_loop_test(tests, test_newer, 0, CASE_COUNT);
    tcase_add_loop_test(tests, test_not_set, 0, CASE_COUNT);
    tcase_add_loop_test(tests, test_results, 0, RESULT_COUNT);
    tcase_add_loop_test(tests, test_results_not_set, 0, RESULT_COUNT);
}

int main(void)
{
    return run_suite("versions", add_tests);
}
