/*
 * Who owns what, and how long it lives: what a caller hands in may be gone when the call returns (but for the bytes of
 * a prepared document), what it gets stays until it is freed. The sanitizers see what is used after that.
 */
#include "archive_fixture.h"

static fixture f;

static void start(void)
{
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "a.txt", SAMPLE_TEXT, strlen(SAMPLE_TEXT), NULL, NULL),
                     SPEECH_OK);
}

static void end(void)
{
    fixture_end(&f);
}

/* Strings that are overwritten and freed together, as soon as a call has returned. */
static char *lent[16];
static int lent_count;

static char *lend(const char *text)
{
    return lent[lent_count++] = strdup(text);
}

static void take_back(void)
{
    while (lent_count > 0) {
        char *text = lent[--lent_count];
        memset(text, '!', strlen(text));
        free(text);
    }
}

/* A copy of a struct in memory of its own, which take_back_struct frees. */
static void *lent_struct;

static void *lend_struct(const void *given, size_t size)
{
    lent_struct = malloc(size);
    return memcpy(lent_struct, given, size);
}

static void take_back_struct(size_t size)
{
    memset(lent_struct, '!', size);
    free(lent_struct);
    take_back();
}

/* Reads a cursor to its end: all its rows hold these words somewhere. Returns how many rows there are. */
static int rows_with(speech_cursor *cursor, const char *words)
{
    int rows = 0;
    for (; speech_cursor_next(cursor, &f.error) == SPEECH_ROW; rows++) {
        bool found = false;
        for (int i = 0; i < speech_cursor_columns(cursor); i++) {
            const char *text = speech_cursor_text(cursor, i);
            found = found || (text != NULL && strstr(text, words) != NULL);
        }
        ck_assert_msg(found, "a row without %s", words);
    }
    speech_cursor_free(cursor);
    return rows;
}

START_TEST(test_free_accepts_null)
{
    speech_analysis_free(NULL);
    speech_document_free(NULL);
    speech_prepared_free(NULL);
    speech_cursor_free(NULL);
    speech_archive_close(NULL);
    speech_free(NULL);
}
END_TEST

/* Paths, names, queries, filters and options are not needed when the call has returned. */
START_TEST(test_strings_are_copied)
{
    speech_cursor *cursor = NULL;
    speech_archive_close(f.archive);
    ck_assert_int_eq(speech_archive_open(&f.archive, lend(f.path), SPEECH_OPEN_READ_WRITE, &f.error), SPEECH_OK);
    take_back();
    speech_filter filter = {.struct_size = sizeof filter, .document = lend("a"), .text = lend("要")};
    speech_search_options options = {.struct_size = sizeof options, .mark_begin = lend("<<"), .mark_end = lend(">>")};
    speech_filter *own = lend_struct(&filter, sizeof filter);
    ck_assert_int_eq(speech_archive_search(f.archive, lend("项目"), own, &options, &cursor, &f.error), SPEECH_OK);
    take_back_struct(sizeof filter);
    ck_assert_int_eq(rows_with(cursor, "<<项目>>"), 1);

    filter = (speech_filter){.struct_size = sizeof filter, .actor = lend("水务局"), .due_from = lend("2000")};
    own = lend_struct(&filter, sizeof filter);
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_DIRECTIVES, own, &cursor, &f.error), SPEECH_OK);
    take_back_struct(sizeof filter);
    rows_with(cursor, "水务局");

    filter = (speech_filter){.struct_size = sizeof filter, .document = lend("a.txt")};
    own = lend_struct(&filter, sizeof filter);
    ck_assert_int_eq(speech_archive_concordance(f.archive, lend("办好"), own, NULL, &cursor, &f.error), SPEECH_OK);
    take_back_struct(sizeof filter);
    ck_assert_int_eq(rows_with(cursor, "办好"), 1);

    const char *words[] = {lend("项目")};
    speech_trend_options trend = {.struct_size = sizeof trend, .words = words, .word_count = 1};
    speech_trend_options *own_trend = lend_struct(&trend, sizeof trend);
    ck_assert_int_eq(speech_archive_trend(f.archive, own_trend, NULL, &cursor, &f.error), SPEECH_OK);
    take_back_struct(sizeof trend);
    words[0] = NULL;
    ck_assert_int_eq(rows_with(cursor, "项目"), 1);

    speech_task_filter tasks = {.struct_size = sizeof tasks, .as_of = lend("2024-01-01"), .text = lend("办好")};
    speech_task_filter *own_tasks = lend_struct(&tasks, sizeof tasks);
    ck_assert_int_eq(speech_archive_tasks(f.archive, own_tasks, &cursor, &f.error), SPEECH_OK);
    take_back_struct(sizeof tasks);
    ck_assert_int_eq(rows_with(cursor, "办好"), 1);
}
END_TEST

/* Of a prepared document only the bytes have to stay. */
START_TEST(test_prepared)
{
    speech_stated stated = {
        .speaker = lend("沈立群"), .occasion = lend("全市会议"), .delivered_on = lend("2024-03-05")};
    speech_read_options read = {
        .struct_size = sizeof read, .encoding = lend("UTF-8"), .media_type = lend("text/plain")};
    speech_ingest_options options = {.struct_size = sizeof options, .stated = &stated, .read = &read};
    speech_prepared *prepared = NULL;
    char *bytes = strdup("同志们：\n各县区要在6月底前完成修复。\n");
    speech_ingest_options *own = lend_struct(&options, sizeof options);
    ck_assert_int_eq(speech_prepare(&prepared, lend("b.txt"), bytes, strlen(bytes), own, &f.error), SPEECH_OK);
    take_back_struct(sizeof options);
    memset(&stated, '!', sizeof stated);
    memset(&read, '!', sizeof read);
    ck_assert_int_eq(speech_archive_store(f.archive, prepared, NULL, &f.error), SPEECH_OK);
    speech_prepared_free(prepared);
    free(bytes);
    ck_assert_str_eq(query(&f, "SELECT d.name || speaker || delivered_on FROM speeches s "
                               "JOIN documents d ON d.id = document_id WHERE document_id = 2"),
                     "b.txt沈立群2024-03-05");
}
END_TEST

/* An analysis and a document keep nothing of the bytes they were made from. */
START_TEST(test_bytes_are_copied)
{
    speech_stated stated = {.speaker = lend("沈立群")};
    speech_analyze_options options = {.struct_size = sizeof options, .stated = &stated};
    speech_analysis *analysis = NULL, *figures = NULL;
    speech_document *document = NULL;
    char *bytes = strdup(SAMPLE_TEXT);
    ck_assert_int_eq(speech_analyze(&analysis, bytes, strlen(bytes), &options, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_find_figures(&figures, bytes, strlen(bytes), &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_document_read(&document, bytes, strlen(bytes), NULL, &f.error), SPEECH_OK);
    memset(bytes, '!', strlen(bytes));
    free(bytes);
    take_back();
    ck_assert_str_eq(document->text, SAMPLE_TEXT);
    ck_assert_str_eq(analysis->text, SAMPLE_TEXT);
    ck_assert_str_eq(analysis->stated.speaker, "沈立群");
    ck_assert_uint_gt(figures->figure_count, 0);
    ck_assert_str_eq(figures->figures[0].unit, "座");
    speech_document_free(document);
    speech_analysis_free(analysis);
    speech_analysis_free(figures);
}
END_TEST

/* Text stays until the cursor moves, whatever else is asked of it, of others, and of the archive. */
START_TEST(test_text_stays)
{
    speech_cursor *cursor = NULL, *other = NULL;
    speech_counts counts = {.struct_size = sizeof counts};
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_PARAGRAPHS, NULL, &cursor, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_ROW);
    int column = speech_cursor_column(cursor, "text"), id = speech_cursor_column(cursor, "id");
    const char *text = speech_cursor_text(cursor, column), *number = speech_cursor_text(cursor, id);
    const char *name = speech_cursor_name(cursor, column);
    char *copy = strdup(text);
    ck_assert_int_eq(speech_archive_search(f.archive, "项目", NULL, NULL, &other, &f.error), SPEECH_OK);
    ck_assert_int_eq(rows_with(other, "项目"), 1);
    ck_assert_int_eq(speech_archive_count(f.archive, &counts, &f.error), SPEECH_OK);
    for (int i = 0; i < speech_cursor_columns(cursor); i++) speech_cursor_text(cursor, i);
    ck_assert_int_eq(speech_cursor_integer(cursor, id), 1);
    ck_assert_int_eq(speech_cursor_type(cursor, column), SPEECH_TEXT);
    ck_assert_str_eq(text, copy);
    ck_assert_str_eq(number, "1");
    ck_assert_str_eq(name, "text");
    ck_assert_ptr_eq(speech_cursor_text(cursor, column), text);
    free(copy);
    speech_cursor_free(cursor);
}
END_TEST

/* What is asked of no cursor, no column, or no row is answered by nothing. */
START_TEST(test_no_value)
{
    speech_cursor *cursor = NULL;
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_FIGURES, NULL, &cursor, &f.error), SPEECH_OK);
    for (int step = 0; step < 3; step++) {
        speech_cursor *asked = step == 0 ? NULL : cursor;
        int column = step == 2 ? 99 : 0;
        if (step == 2) ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_ROW);
        ck_assert_int_eq(speech_cursor_type(asked, column), SPEECH_NULL);
        ck_assert_int_eq(speech_cursor_integer(asked, column), 0);
        ck_assert(speech_cursor_real(asked, column) == 0.0);
        ck_assert_ptr_null(speech_cursor_text(asked, column));
    }
    ck_assert_ptr_null(speech_cursor_name(cursor, 99));
    ck_assert_ptr_null(speech_cursor_name(NULL, 0));
    ck_assert_int_eq(speech_cursor_column(cursor, "none"), -1);
    ck_assert_int_eq(speech_cursor_column(cursor, NULL), -1);
    ck_assert_int_eq(speech_cursor_column(NULL, "id"), -1);
    ck_assert_int_eq(speech_cursor_columns(NULL), 0);
    while (speech_cursor_next(cursor, &f.error) == SPEECH_ROW) continue;
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_DONE);
    ck_assert_ptr_null(speech_cursor_text(cursor, 0));
    speech_cursor_free(cursor);
    speech_document *document = NULL;
    ck_assert_int_eq(speech_document_read(&document, NULL, 0, NULL, &f.error), SPEECH_OK);
    ck_assert_str_eq(document->text, "");
    speech_document_free(document);
    ck_assert_ptr_nonnull(speech_formats(NULL));
    ck_assert_uint_eq(speech_decimal_format((speech_decimal){164, -1}, NULL, 0), 4);
}
END_TEST

/* Names of what there is no such thing as. */
START_TEST(test_no_name)
{
    ck_assert_ptr_null(speech_modality_name((speech_modality)99));
    ck_assert_ptr_null(speech_figure_kind_name((speech_figure_kind)99));
    ck_assert_ptr_null(speech_qualifier_name((speech_qualifier)99));
    ck_assert_ptr_null(speech_qualifier_name(SPEECH_EXACT));
    ck_assert_ptr_null(speech_doubt_kind_name((speech_doubt_kind)99));
    ck_assert_ptr_null(speech_body_role_name((speech_body_role)99));
    ck_assert_ptr_null(speech_task_status_name((speech_task_status)99));
    ck_assert_str_eq(speech_body_role_name(SPEECH_SUPPORT), "support");
}
END_TEST

/* A cursor keeps what it needs of an archive that was closed; a group is dropped at once. */
START_TEST(test_close_with_cursors)
{
    speech_cursor *cursors[4] = {NULL};
    const char *const words[] = {"水务"};
    speech_trend_options trend = {.struct_size = sizeof trend, .words = words, .word_count = 1};
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "b.txt", "同志们：\n要办好。\n", 25, NULL, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_search(f.archive, "水务", NULL, NULL, &cursors[0], &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_trend(f.archive, &trend, NULL, &cursors[1], &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_concordance(f.archive, "水务", NULL, NULL, &cursors[2], &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_DOCUMENTS, NULL, &cursors[3], &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_cursor_next(cursors[0], &f.error), SPEECH_ROW);
    fixture_close(&f);
    meddle(&f, "PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; COMMIT"); /* no lock is left */
    while (speech_cursor_next(cursors[0], &f.error) == SPEECH_ROW) continue;
    ck_assert_int_eq(rows_with(cursors[1], "水务"), 1);
    ck_assert_int_ge(rows_with(cursors[2], "水务"), 2);
    ck_assert_int_eq(rows_with(cursors[3], "a.txt"), 1); /* and not b.txt */
    speech_cursor_free(cursors[0]);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, start, end);
    tcase_add_test(tests, test_free_accepts_null);
    tcase_add_test(tests, test_strings_are_copied);
    tcase_add_test(tests, test_prepared);
    tcase_add_test(tests, test_bytes_are_copied);
    tcase_add_test(tests, test_text_stays);
    tcase_add_test(tests, test_no_value);
    tcase_add_test(tests, test_no_name);
    tcase_add_test(tests, test_close_with_cursors);
}

int main(void)
{
    return run_suite("lifetimes", add_tests);
}
