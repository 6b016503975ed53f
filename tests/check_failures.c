/*
 * How functions fail: each status that the headers name is reached; outputs stay as they were; the error says what went
 * wrong in UTF-8, names the file or archive where a path was given, and has the offset of what is no text. All of it
 * with an error to fill in and without.
 */
#include <sys/stat.h>

#include "archive_fixture.h"
#include "decode.h"

static fixture f;

/* Memory for each kind of output, in a state that no function would leave it in. */
typedef struct outputs {
    speech_analysis *analysis;
    speech_document *document;
    speech_archive *archive;
    speech_prepared *prepared;
    speech_cursor *cursor;
    char *text;
    size_t length;
    size_t used;
    speech_decimal value;
    speech_ingest_result result;
    speech_counts counts;
} outputs;

static outputs o, untouched;
static speech_error told, *e; /* e: &told, or NULL */
static bool reached[SPEECH_UNSUPPORTED + 1];

static void outputs_start(void)
{
    memset(&o, 0x5A, sizeof o);
    o.result.struct_size = sizeof o.result;
    o.counts.struct_size = sizeof o.counts;
    untouched = o;
    memset(&told, 0, sizeof told);
}

static void expect_utf8(const char *message)
{
    for (size_t left = strlen(message), width; left > 0; message += width, left -= width) {
        width = utf8_valid_width((const unsigned char *)message, left);
        ck_assert_msg(width > 0 && *message != '\n', "no UTF-8, or not one line: %s", message);
    }
}

/* What a call gave: its status, words of its message, and the outputs as they were. Returns the offset. */
static size_t expect(speech_status got, speech_status status, const char *words)
{
    ck_assert_msg(got == status, "%s: \"%s\" instead of \"%s\" (%s)", words, speech_status_text(got),
                  speech_status_text(status), told.message);
    ck_assert_msg(memcmp(&o, &untouched, sizeof o) == 0, "%s: an output was written", words);
    size_t offset = told.offset;
    if (e != NULL) {
        ck_assert_int_eq(told.status, status);
        ck_assert_msg(strstr(told.message, words) != NULL, "\"%s\" does not say \"%s\"", told.message, words);
        expect_utf8(told.message);
    }
    reached[status] = true;
    memset(&told, 0, sizeof told);
    return offset;
}

/* ---- by module ---- */

static void fail_analysis(void)
{
    const speech_stated when = {.delivered_on = "2024-02-30"};
    speech_analyze_options options = {.struct_size = sizeof options, .max_bytes = 3}, stated = options;
    stated.max_bytes = 0;
    stated.stated = &when;
    expect(speech_analyze(NULL, "一", 3, NULL, e), SPEECH_MISUSE, "no document");
    expect(speech_analyze(&o.analysis, NULL, 3, NULL, e), SPEECH_MISUSE, "no document");
    expect(speech_analyze(&o.analysis, "一二", 6, &options, e), SPEECH_TOO_BIG, "6 bytes");
    expect(speech_analyze(&o.analysis, "一二", 6, &stated, e), SPEECH_MISUSE, "2024-02-30");
    expect(speech_analyze(&o.analysis, " \n", 2, NULL, e), SPEECH_EMPTY, "no text");
    expect(speech_analyze(&o.analysis, NULL, 0, NULL, e), SPEECH_EMPTY, "no text");
    size_t at = expect(speech_analyze(&o.analysis, "一二\xFF", 7, NULL, e), SPEECH_ENCODING, "0xFF");
    ck_assert_uint_eq(at, e == NULL ? 0 : 6);
    at = expect(speech_analyze(&o.analysis, "\xEF\xBB\xBF一\0二", 10, NULL, e), SPEECH_ENCODING, "NUL");
    ck_assert_uint_eq(at, e == NULL ? 0 : 6); /* in the bytes, the mark included */
    expect(speech_find_figures(NULL, "3", 1, e), SPEECH_MISUSE, "no text");
    expect(speech_find_figures(&o.analysis, NULL, 1, e), SPEECH_MISUSE, "no text");
    at = expect(speech_find_figures(&o.analysis, "3\xE4\xB8", 3, e), SPEECH_ENCODING, "not UTF-8");
    ck_assert_uint_eq(at, e == NULL ? 0 : 1);
    static const speech_status statuses[] = {SPEECH_NOT_FOUND, SPEECH_NOT_FOUND, SPEECH_RANGE, SPEECH_MISUSE};
    static const char *const numerals[] = {"元", "", "99999999999999999999999999999999999999", NULL};
    for (int i = 0; i < 4; i++) {
        size_t length = numerals[i] == NULL ? 1 : strlen(numerals[i]);
        speech_status status = speech_numeral_value(numerals[i], length, &o.value, &o.used);
        if (e == NULL) expect(status, statuses[i], "numeral"); /* it has no error to fill in */
    }
}

static void fail_document(void)
{
    speech_read_options options = {.struct_size = sizeof options, .max_bytes = 3};
    speech_document **out = &o.document;
    expect(speech_document_read(NULL, "一", 3, NULL, e), SPEECH_MISUSE, "no document");
    expect(speech_document_read(out, NULL, 3, NULL, e), SPEECH_MISUSE, "no document");
    expect(speech_document_read(out, "一二", 6, &options, e), SPEECH_TOO_BIG, "6 bytes");
    options = (speech_read_options){.struct_size = sizeof options, .encoding = "\xFF\xFEnone"};
    expect(speech_document_read(out, "一二", 6, &options, e), SPEECH_MISUSE, "??none");
    options = (speech_read_options){.struct_size = sizeof options, .media_type = "text/none"};
    expect(speech_document_read(out, "一二", 6, &options, e), SPEECH_MISUSE, "text/none");
    options = (speech_read_options){.struct_size = sizeof options, .encoding = "UTF-8", .max_text_bytes = 3};
    expect(speech_document_read(out, "一二", 6, &options, e), SPEECH_TOO_BIG, "limit of 3");
    options = (speech_read_options){.struct_size = sizeof options, .encoding = "UTF-8"};
    size_t at = expect(speech_document_read(out, "一二\xFF\xFF三", 11, &options, e), SPEECH_ENCODING, "UTF-8");
    ck_assert_uint_eq(at, e == NULL ? 0 : 6);
    expect(speech_document_read(out, "{\\rtf1 x}", 9, NULL, e), SPEECH_UNSUPPORTED, "RTF");
}

static void bytes_write(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fputs(bytes, file);
    ck_assert_int_eq(fclose(file), 0);
}

/* A file in the fixture's directory. */
static const char *beside(const char *name)
{
    static char path[400];
    snprintf(path, sizeof path, "%s/%s", f.directory, name);
    return path;
}

static void fail_open(void)
{
    char other[128];
    snprintf(other, sizeof other, "%s/other.db", f.directory);
    expect(speech_archive_open(NULL, f.path, 0, e), SPEECH_MISUSE, "path");
    expect(speech_archive_open(&o.archive, NULL, 0, e), SPEECH_MISUSE, "path");
    expect(speech_archive_open(&o.archive, f.path, 9, e), SPEECH_MISUSE, "flags");
    expect(speech_archive_open(&o.archive, "", 0, e), SPEECH_NOT_FOUND, "empty");
    expect(speech_archive_open(&o.archive, beside("none.db"), 0, e), SPEECH_NOT_FOUND, "none.db");
    expect(speech_archive_open(&o.archive, beside("no\xE4ne/\xFF\n.db"), 0, e), SPEECH_NOT_FOUND, "no?ne/??.db");
    expect(speech_archive_open(&o.archive, beside("no/where.db"), SPEECH_OPEN_CREATE, e), SPEECH_IO, "no/where.db");
    expect(speech_archive_open(&o.archive, f.directory, 0, e), SPEECH_NOT_ARCHIVE, f.directory);
    bytes_write(other, "");
    expect(speech_archive_open(&o.archive, other, 0, e), SPEECH_NOT_ARCHIVE, "other.db");
    bytes_write(other, "在会议上的讲话：各县区要落实责任，各县区要落实责任，各县区要落实责任，各县区要落实责任。");
    expect(speech_archive_open(&o.archive, other, SPEECH_OPEN_CREATE, e), SPEECH_NOT_ARCHIVE, "other.db");
    fixture_close(&f);
    meddle(&f, "PRAGMA user_version = 99");
    expect(speech_archive_open(&o.archive, f.path, 0, e), SPEECH_TOO_NEW, "speeches.db");
    meddle(&f, "PRAGMA user_version = 1");
    expect(speech_archive_open(&o.archive, f.path, SPEECH_OPEN_READ_ONLY, e), SPEECH_TOO_OLD, "speeches.db");
    meddle(&f, "PRAGMA user_version = 2");
    fixture_open(&f, SPEECH_OPEN_READ_WRITE);
}

static const char TEXT[] = "在青禾市防汛会议上的讲话\n同志们：\n各县区要在6月底前完成修复。\n";

static void fail_ingest(void)
{
    speech_archive *a = f.archive;
    speech_ingest_result *r = &o.result;
    speech_cursor *cursor = NULL;
    expect(speech_archive_ingest(NULL, "a", TEXT, 9, r, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_ingest(a, NULL, TEXT, 9, r, e), SPEECH_MISUSE, "name");
    expect(speech_archive_ingest(a, "", TEXT, 9, r, e), SPEECH_MISUSE, "name");
    expect(speech_archive_ingest(a, "a", NULL, 9, r, e), SPEECH_MISUSE, "bytes");
    expect(speech_archive_ingest(a, "a", "", 0, r, e), SPEECH_EMPTY, "no text");
    expect(speech_archive_ingest(a, "a", NULL, 0, r, e), SPEECH_EMPTY, "no text");
    expect(speech_archive_ingest(a, "a", "GIF89a..", 8, r, e), SPEECH_UNSUPPORTED, "GIF");
    expect(speech_prepare(NULL, "a", TEXT, 9, NULL, e), SPEECH_MISUSE, "document");
    expect(speech_prepare(&o.prepared, NULL, TEXT, 9, NULL, e), SPEECH_MISUSE, "name");
    expect(speech_prepare(&o.prepared, "a", "", 0, NULL, e), SPEECH_EMPTY, "no text");
    expect(speech_archive_store(a, NULL, r, e), SPEECH_MISUSE, "prepared");
    expect(speech_archive_ingest_file(NULL, "a", r, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_ingest_file(a, NULL, r, e), SPEECH_MISUSE, "path");
    expect(speech_archive_ingest_file(a, beside("no\xFFne.txt"), r, e), SPEECH_NOT_FOUND, "no?ne.txt");
    expect(speech_archive_ingest_file(a, f.directory, r, e), SPEECH_IO, f.directory);
    bytes_write(beside("empty.txt"), "\n");
    expect(speech_archive_ingest_file(a, beside("empty.txt"), r, e), SPEECH_EMPTY, "empty.txt: ");
    bytes_write(beside("picture.txt"), "\xFF\xD8\xFF\xE0");
    expect(speech_archive_ingest_file(a, beside("picture.txt"), r, e), SPEECH_UNSUPPORTED, "picture.txt: ");
    expect(speech_archive_remove(a, "none\xFE.txt", e), SPEECH_NOT_FOUND, "none?.txt");
    expect(speech_archive_remove(a, NULL, e), SPEECH_MISUSE, "name");
    expect(speech_archive_begin(NULL, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_commit(a, e), SPEECH_MISUSE, "group");
    ck_assert_int_eq(speech_archive_search(a, "要", NULL, NULL, &cursor, NULL), SPEECH_OK);
    ck_assert_int_eq(speech_cursor_next(cursor, NULL), SPEECH_ROW);
    expect(speech_archive_ingest(a, "a", TEXT, strlen(TEXT), r, e), SPEECH_MISUSE, "cursors");
    speech_cursor_free(cursor);
}

static void fail_reading(void)
{
    speech_archive *a = f.archive;
    speech_filter filter = {.struct_size = sizeof filter, .actor = "局"}, day = {.struct_size = sizeof day};
    speech_task_filter none = {.struct_size = sizeof none},
                       tasks = {.struct_size = sizeof tasks, .as_of = "2024-01-01"};
    speech_handout_options calendar = {.struct_size = sizeof calendar, .format = SPEECH_HANDOUT_CALENDAR};
    speech_trend_options trend = {.struct_size = sizeof trend};
    speech_concordance_options order = {.struct_size = sizeof order, .order = (speech_concordance_order)9};
    speech_search_options age = {.struct_size = sizeof age, .half_life_years = -1};
    day.delivered_from = "soon";
    expect(speech_archive_read(NULL, SPEECH_FIGURES, NULL, &o.cursor, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_read(a, (speech_table)9, NULL, &o.cursor, e), SPEECH_MISUSE, "table");
    expect(speech_archive_read(a, SPEECH_FIGURES, &filter, &o.cursor, e), SPEECH_MISUSE, "actor");
    expect(speech_archive_read(a, SPEECH_SPEECHES, &day, &o.cursor, e), SPEECH_MISUSE, "date");
    expect(speech_archive_search(a, NULL, NULL, NULL, &o.cursor, e), SPEECH_MISUSE, "query");
    expect(speech_archive_search(a, "a", NULL, NULL, NULL, e), SPEECH_MISUSE, "search");
    expect(speech_archive_search(a, "a", &day, NULL, &o.cursor, e), SPEECH_MISUSE, "date");
    expect(speech_archive_search(a, "a", NULL, &age, &o.cursor, e), SPEECH_MISUSE, "years");
    expect(speech_archive_trend(a, NULL, NULL, &o.cursor, e), SPEECH_MISUSE, "words");
    expect(speech_archive_trend(a, &trend, NULL, &o.cursor, e), SPEECH_MISUSE, "word");
    expect(speech_archive_concordance(a, NULL, NULL, NULL, &o.cursor, e), SPEECH_MISUSE, "query");
    expect(speech_archive_concordance(a, "a", NULL, &order, &o.cursor, e), SPEECH_MISUSE, "order");
    expect(speech_archive_speech_text(NULL, 1, &o.text, &o.length, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_speech_text(a, 99, &o.text, &o.length, e), SPEECH_NOT_FOUND, "speech 99");
    expect(speech_archive_count(NULL, &o.counts, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_count(a, NULL, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_tasks(a, NULL, &o.cursor, e), SPEECH_MISUSE, "day");
    expect(speech_archive_tasks(a, &none, &o.cursor, e), SPEECH_MISUSE, "day");
    expect(speech_archive_task_history(a, 99, &o.cursor, e), SPEECH_NOT_FOUND, "task 99");
    expect(speech_archive_task_history(NULL, 1, &o.cursor, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_handout(a, &none, NULL, &o.text, e), SPEECH_MISUSE, "day");
    expect(speech_archive_handout(a, &tasks, &calendar, &o.text, e), SPEECH_MISUSE, "stamp");
    expect(speech_archive_handout(NULL, &tasks, NULL, &o.text, e), SPEECH_MISUSE, "archive");
    expect(speech_cursor_next(NULL, e), SPEECH_MISUSE, "cursor");
    expect(speech_archive_check(NULL, NULL, NULL, NULL, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_rebuild(NULL, NULL, NULL, e), SPEECH_MISUSE, "archive");
}

static void fail_ledger(void)
{
    speech_task_mark mark = {.struct_size = sizeof mark, .happened_on = "2024-05-01"}, undated = mark;
    speech_task_assignment assignment = {.struct_size = sizeof assignment, .happened_on = "2024-05-01"},
                           full = assignment;
    undated.happened_on = NULL;
    full.lead = "市水务局";
    expect(speech_archive_mark(NULL, 1, &mark, e), SPEECH_MISUSE, "archive");
    expect(speech_archive_mark(f.archive, 1, NULL, e), SPEECH_MISUSE, "mark");
    expect(speech_archive_mark(f.archive, 1, &undated, e), SPEECH_MISUSE, "day");
    expect(speech_archive_mark(f.archive, 99, &mark, e), SPEECH_NOT_FOUND, "task 99");
    expect(speech_archive_assign(f.archive, 1, NULL, e), SPEECH_MISUSE, "assignment");
    expect(speech_archive_assign(f.archive, 1, &assignment, e), SPEECH_MISUSE, "lead");
    expect(speech_archive_assign(f.archive, 99, &full, e), SPEECH_NOT_FOUND, "task 99");
}

static bool stop(void *context, int64_t done, int64_t total)
{
    (void)context;
    return done > total;
}

static void set(const char *sql)
{
    ck_assert_int_eq(sqlite3_exec(f.archive->db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* What the system does not give: a lock, the disk, memory, time. */
static void fail_resources(void)
{
    static char big[60000];
    sqlite3 *other = NULL;
    memset(big, 'a', sizeof big - 1);
    memcpy(big, TEXT, strlen(TEXT));
    ck_assert_int_eq(sqlite3_open(f.path, &other), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_busy_timeout(f.archive->db, 0);
    expect(speech_archive_begin(f.archive, e), SPEECH_BUSY, "speeches.db");
    expect(speech_archive_ingest(f.archive, "a", TEXT, strlen(TEXT), &o.result, e), SPEECH_BUSY, "speeches.db");
    sqlite3_close(other);
    set("PRAGMA max_page_count = 1");
    expect(speech_archive_ingest(f.archive, "a", big, strlen(big), &o.result, e), SPEECH_FULL, "disk is full");
    set("PRAGMA max_page_count = 1073741823");
    expect(speech_archive_check(f.archive, NULL, stop, NULL, e), SPEECH_INTERRUPTED, "interrupted");
    sqlite3_hard_heap_limit64(1);
    expect(speech_archive_search(f.archive, "水务 OR 工程", NULL, NULL, &o.cursor, e), SPEECH_NOMEM, "out of memory");
    sqlite3_hard_heap_limit64(0);
    ck_assert_int_eq(problems(&f), 0);
    fixture_close(&f);
    fixture_open(&f, SPEECH_OPEN_READ_ONLY);
    expect(speech_archive_ingest(f.archive, "a", TEXT, strlen(TEXT), &o.result, e), SPEECH_READ_ONLY, "read-only");
    expect(speech_archive_remove(f.archive, "0", e), SPEECH_READ_ONLY, "read-only");
    expect(speech_archive_rebuild(f.archive, NULL, NULL, e), SPEECH_READ_ONLY, "read-only");
}

/* A damaged archive is the last one, as nothing more is to be had from it. */
static void fail_damaged(void)
{
    fixture_close(&f);
    meddle(&f, "DROP TABLE paragraphs_fts");
    fixture_open(&f, SPEECH_OPEN_READ_WRITE);
    expect(speech_archive_search(f.archive, "水务", NULL, NULL, &o.cursor, e), SPEECH_CORRUPT, "speeches.db");
    expect(speech_archive_check(f.archive, NULL, NULL, NULL, e), SPEECH_CORRUPT, "speeches.db");
    fixture_close(&f);
}

static void fill(void)
{
    char text[600], name[8];
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
    for (int i = 0; i < 40; i++) {
        snprintf(name, sizeof name, "%d", i);
        snprintf(text, sizeof text, "%s市水务局要在第%d季度完成%d处修复，投入%d.5亿元。\n", TEXT, i, i + 11, i);
        ck_assert_int_eq(speech_archive_ingest(f.archive, name, text, strlen(text), NULL, NULL), SPEECH_OK);
    }
}

START_TEST(test_failures)
{
    e = _i == 0 ? &told : NULL;
    fill();
    outputs_start();
    fail_analysis();
    fail_document();
    fail_open();
    fail_ingest();
    fail_reading();
    fail_ledger();
    fail_resources();
    fail_damaged();
    fixture_end(&f);
    /* A row and its end are no failures; a fault of the library can't be made by its user. */
    reached[SPEECH_OK] = reached[SPEECH_ROW] = reached[SPEECH_DONE] = reached[SPEECH_INTERNAL] = true;
    reached[SPEECH_RANGE] |= e != NULL;
    for (int i = 0; i <= SPEECH_UNSUPPORTED; i++)
        ck_assert_msg(reached[i], "\"%s\" is not reached", speech_status_text((speech_status)i));
}
END_TEST

/* Every code of SQLite that is no other's, and only those, is a fault of the library. */
START_TEST(test_internal)
{
    static const int faults[] = {SQLITE_ERROR,      SQLITE_MISUSE, SQLITE_MISMATCH,
                                 SQLITE_CONSTRAINT, SQLITE_RANGE,  SQLITE_SCHEMA};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        ck_assert_int_eq(archive_status(faults[i]), SPEECH_INTERNAL);
}
END_TEST

START_TEST(test_status_text)
{
    for (int i = 0; i <= SPEECH_UNSUPPORTED; i++) {
        const char *text = speech_status_text((speech_status)i);
        ck_assert_str_ne(text, "unknown status");
        for (int k = 0; k < i; k++) ck_assert_str_ne(text, speech_status_text((speech_status)k));
    }
    ck_assert_str_eq(speech_status_text((speech_status)(SPEECH_UNSUPPORTED + 1)), "unknown status");
    ck_assert_str_eq(speech_status_text((speech_status)-1), "unknown status");
    ck_assert_str_eq(speech_version(), SPEECH_VERSION);
}
END_TEST

/* A message that is too long ends with a whole character, however many bytes stand before it. */
START_TEST(test_long_messages)
{
    char name[400];
    for (int shift = 0; shift < 6; shift++) {
        speech_stated stated = {.delivered_on = name};
        speech_analyze_options options = {.struct_size = sizeof options, .stated = &stated};
        speech_analysis *analysis = NULL;
        memset(name, 'x', sizeof name);
        for (int at = shift; at + 3 < (int)sizeof name; at += 3) memcpy(name + at, "函", 4);
        ck_assert_int_eq(speech_analyze(&analysis, "一", 3, &options, &f.error), SPEECH_MISUSE);
        expect_utf8(f.error.message);
        ck_assert_uint_ge(strlen(f.error.message), sizeof f.error.message - 4);
        ck_assert_uint_lt(strlen(f.error.message), sizeof f.error.message);
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_failures, 0, 2);
    tcase_add_test(tests, test_internal);
    tcase_add_test(tests, test_status_text);
    tcase_add_test(tests, test_long_messages);
}

int main(void)
{
    return run_suite("failures", add_tests);
}
