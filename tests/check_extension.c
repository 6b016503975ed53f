/*
 * The module speecharchive.so in a host: the same answers as the library's, by random queries; nothing of the host's
 * connection is changed, kept or left behind; errors are SQL errors, and so is memory that runs short.
 */
#include <speecharchive/extension.h>

#include "random_queries.h"

/* ---- a host ---- */

/* Opens a database as a program would that knows nothing of the library. */
static sqlite3 *host_open(const char *path)
{
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    return db;
}

static void host_load(sqlite3 *db)
{
    char *message = NULL;
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, NULL);
    int code = sqlite3_load_extension(db, BINARY_DIR "/speecharchive", NULL, &message);
    ck_assert_msg(code == SQLITE_OK, "load: %s", message);
}

static sqlite3 *host_new(const char *path)
{
    sqlite3 *db = host_open(path);
    host_load(db);
    return db;
}

/* Nothing of a search is left on the connection; FTS5 keeps statements of its own until it is closed. */
static void host_close(sqlite3 *db)
{
    for (sqlite3_stmt *s = NULL; (s = sqlite3_next_stmt(db, s)) != NULL;)
        ck_assert_msg(strstr(sqlite3_sql(s), "_fts_") != NULL || strstr(sqlite3_sql(s), ".data_version") != NULL,
                      "left: %s", sqlite3_sql(s));
    ck_assert_int_eq(sqlite3_close(db), SQLITE_OK);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(db));
    return statement;
}

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql, message);
}

/* All rows as text, columns with "|", rows with "\n"; an error as "error: " and its message. Static storage. */
static const char *rows(sqlite3 *db, const char *sql)
{
    static char out[65536];
    size_t at = 0;
    sqlite3_stmt *statement = NULL;
    out[0] = '\0';
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        for (int i = 0; code == SQLITE_ROW && i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            at += (size_t)snprintf(out + at, sizeof out - at, "%s%s",
                                   i > 0    ? "|"
                                   : at > 0 ? "\n"
                                            : "",
                                   text == NULL ? "null" : text);
            ck_assert_uint_lt(at, sizeof out);
        }
    }
    if (code != SQLITE_DONE) snprintf(out, sizeof out, "error: %s", sqlite3_errmsg(db));
    sqlite3_finalize(statement);
    return out;
}

#define ck_assert_rows(db, sql, expected) ck_assert_str_eq(rows(db, sql), expected)

/* The error of some SQL tells this. */
static void assert_error(sqlite3 *db, const char *sql, const char *part)
{
    const char *found = rows(db, sql);
    ck_assert_msg(strncmp(found, "error: ", 7) == 0 && strstr(found, part) != NULL, "%s: %s", sql, found);
}

/* ---- the same answers ---- */

/* One more query of random words, filters and operators. */
static void next_query(char text[QUERY_BYTES], const texts *t)
{
    tree made;
    random_query(&made, text, t);
    tree_free(&made);
}

static speech_cursor *library_search(const texts *t, const char *text, const speech_filter *filter,
                                     const speech_search_options *options)
{
    speech_cursor *cursor = NULL;
    speech_error error = {0};
    speech_status status = speech_archive_search(t->f.archive, text, filter, options, &cursor, &error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", text, error.message);
    return cursor;
}

/* What FTS5 finds for speech_match(text) is what the library finds. False: it says to use speech_search. */
static bool compare_match(const texts *t, sqlite3_stmt *match, const char *text)
{
    bool seen[TEXT_LIMIT + 1] = {false};
    int count = 0, code;
    sqlite3_bind_text(match, 1, text, -1, SQLITE_STATIC);
    while ((code = sqlite3_step(match)) == SQLITE_ROW) {
        seen[sqlite3_column_int(match, 0)] = true;
        count++;
    }
    const char *message = sqlite3_errmsg(sqlite3_db_handle(match));
    bool refused = code != SQLITE_DONE;
    ck_assert_msg(!refused || strstr(message, "speech_search") != NULL, "%s: %s", text, message);
    sqlite3_reset(match);
    if (refused) return false;
    speech_cursor *cursor = library_search(t, text, NULL, NULL);
    for (; speech_cursor_next(cursor, NULL) == SPEECH_ROW; count--)
        ck_assert_msg(seen[speech_cursor_integer(cursor, 0)], "%s: not found by FTS5", text);
    speech_cursor_free(cursor);
    ck_assert_msg(count == 0, "%s: %d more found by FTS5", text, count);
    return true;
}

static void assert_same_row(speech_cursor *cursor, sqlite3_stmt *row, const char *text)
{
    for (int i = 0; i < speech_cursor_columns(cursor); i++) {
        if (sqlite3_column_type(row, i) == SQLITE_FLOAT) { /* its text depends on a setting of the connection */
            ck_assert_double_eq(speech_cursor_real(cursor, i), sqlite3_column_double(row, i));
            continue;
        }
        const char *ours = speech_cursor_text(cursor, i), *found = (const char *)sqlite3_column_text(row, i);
        ck_assert_msg((ours == NULL) == (found == NULL) && (ours == NULL || strcmp(ours, found) == 0),
                      "%s: column %s is %s, not %s", text, sqlite3_column_name(row, i), found, ours);
    }
}

/* The rows of speech_search are those of the library, in its order, with all options. */
static void compare_search(const texts *t, sqlite3_stmt *search, const char *text)
{
    static const char *const orderings[] = {"rank", "date", "document"};
    static const char *const groupings[] = {"none", "section", "speech"};
    speech_filter filter = {.struct_size = sizeof filter, .limit = chance(2) ? 1 + chance(30) : 0, .offset = chance(4)};
    speech_search_options options = {.struct_size = sizeof options,
                                     .order = (speech_order)chance(3),
                                     .group = (speech_group)chance(3),
                                     .half_life_years = chance(2) ? 0 : 2.5};
    speech_cursor *cursor = library_search(t, text, &filter, &options);
    sqlite3_reset(search);
    sqlite3_bind_text(search, 1, text, -1, SQLITE_STATIC);
    if (filter.limit > 0) sqlite3_bind_int64(search, 2, (sqlite3_int64)filter.limit);
    else sqlite3_bind_null(search, 2);
    sqlite3_bind_int64(search, 3, (sqlite3_int64)filter.offset);
    sqlite3_bind_text(search, 4, orderings[options.order], -1, SQLITE_STATIC);
    sqlite3_bind_text(search, 5, groupings[options.group], -1, SQLITE_STATIC);
    sqlite3_bind_double(search, 6, options.half_life_years);
    while (speech_cursor_next(cursor, NULL) == SPEECH_ROW) {
        ck_assert_msg(sqlite3_step(search) == SQLITE_ROW, "%s: rows are missing", text);
        assert_same_row(cursor, search, text);
    }
    ck_assert_msg(sqlite3_step(search) == SQLITE_DONE, "%s: too many rows", text);
    speech_cursor_free(cursor);
}

START_TEST(test_random_queries_have_the_library_s_answers)
{
    enum { QUERIES = 900 };
    texts *t = texts_new();
    int matched = 0;
    add_random(t, 200);
    add_invented(t, 250);
    fixture_commit(&t->f);
    sqlite3 *db = host_new(t->f.path);
    sqlite3_stmt *match = prepare(db, "SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH speech_match(?)");
    sqlite3_stmt *search = prepare(db, "SELECT * FROM speech_search(?, ?, ?, ?, ?, ?)");
    for (int i = 0; i < QUERIES; i++) {
        char text[QUERY_BYTES];
        next_query(text, t);
        matched += compare_match(t, match, text);
        if (i % 3 == 0) compare_search(t, search, text);
    }
    ck_assert_int_gt(matched, QUERIES / 10); /* the test would prove little if it always refused */
    sqlite3_finalize(match);
    sqlite3_finalize(search);
    host_close(db);
    texts_free(t);
}
END_TEST

/* ---- an archive of the samples ---- */

static fixture samples;

static void samples_open(void)
{
    char path[600];
    speech_error error;
    fixture_open(&samples);
    fixture_commit(&samples);
    const char *const names[] = {"county-work-report", "leading-group-meeting", "work-plan-meeting"};
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/examples/samples/%s.txt", SOURCE_DIR, names[i]);
        ck_assert_msg(speech_archive_ingest_file(samples.archive, path, NULL, &error) == SPEECH_OK, "%s",
                      error.message);
    }
}

static void samples_close(void)
{
    fixture_close(&samples);
}

START_TEST(test_analysis_has_the_archive_s_rows)
{
    sqlite3 *db = host_new(samples.path);
    run(db,
        "CREATE TEMP VIEW found AS SELECT p.id, f.kind, f.value, f.high, f.unit, f.qualifier, f.masked, f.subject, "
        "p.begin_byte + f.begin_byte, p.begin_byte + f.end_byte, f.text FROM paragraphs p, speech_figures(p.text) f;"
        "CREATE TEMP VIEW stored AS SELECT paragraph_id, kind, value, high, unit, qualifier, masked, subject, "
        "begin_byte, end_byte, text FROM figures");
    ck_assert_rows(db, "SELECT count(*) > 100 FROM stored", "1");
    ck_assert_rows(db, "SELECT * FROM found EXCEPT SELECT * FROM stored", "");
    ck_assert_rows(db, "SELECT * FROM stored EXCEPT SELECT * FROM found", "");
    ck_assert_rows(db,
                   "SELECT d.id, x.* FROM documents d, speech_directives(d.text) x EXCEPT SELECT s.document_id, "
                   "modality, actor, deadline, due_on, t.begin_byte, t.end_byte, text "
                   "FROM directives t JOIN speeches s ON s.id = t.speech_id",
                   "");
    ck_assert_rows(db,
                   "SELECT (SELECT count(*) FROM directives) - (SELECT count(*) FROM documents d, "
                   "speech_directives(d.text)), (SELECT count(*) FROM sections) - (SELECT count(*) FROM documents d, "
                   "speech_sections(d.text))",
                   "0|0");
    ck_assert_rows(db,
                   "SELECT x.level, x.label, x.number, x.heading, p.label FROM (SELECT *, rowid AS n FROM "
                   "speech_sections('一、甲' || char(10) || '（一）乙')) x LEFT JOIN speech_sections('一、甲' || "
                   "char(10) || '（一）乙') p ON p.rowid = x.parent",
                   "1|一、|1|甲|null\n2|（一）|1|乙|一、");
    host_close(db);
}
END_TEST

START_TEST(test_values)
{
    sqlite3 *db = host_new(":memory:");
    ck_assert_rows(db, "SELECT speech_numeral('三万五千'), speech_numeral('16.4亿元'), speech_numeral('1.5%')",
                   "35000|1640000000|1.5");
    ck_assert_rows(
        db, "SELECT typeof(speech_numeral('16.4亿')), typeof(speech_numeral('很多')), typeof(speech_numeral('0.5'))",
        "integer|null|real");
    ck_assert_rows(db, "SELECT speech_numeral(NULL), speech_numeral(''), speech_numeral(42), speech_numeral(x'37')",
                   "null|null|42|7");
    ck_assert_rows(db, "SELECT speech_numeral('99999999999999999999999')", "null");
    ck_assert_rows(db, "SELECT speech_fold('ＡBC 國'), speech_fold(NULL), speech_contains('實施ＡＢ', '实施ab')",
                   "abc 国|null|1");
    ck_assert_rows(db,
                   "SELECT speech_snippet('安全生产是大事', '生产'), speech_snippet('一二三四五六', '四', 3, '<', '>')",
                   "安全【生产】是大事|…三<四>五…");
    ck_assert_rows(db, "SELECT speech_snippet(NULL, 'a'), speech_snippet('a', NULL), speech_snippet('ab', 'b', NULL)",
                   "null|null|a【b】");
    ck_assert_rows(db, "SELECT speech_snippet(t, q) FROM (SELECT 'abc' AS t, 'b' AS q UNION ALL SELECT 'abc', 'c')",
                   "a【b】c\nab【c】");
    ck_assert_rows(db, "SELECT value, unit, begin_byte, end_byte, source FROM speech_figures(char(0xfeff) || '共3个')",
                   "3|个|6|10|\xEF\xBB\xBF共3个");
    ck_assert_rows(db, "SELECT due_on FROM speech_directives('各县区要在6月底前完成17处工程。', '2024-03')",
                   "2024-06-30");
    ck_assert_rows(db, "SELECT count(*) FROM speech_figures(NULL)", "0");
    ck_assert_rows(db, "SELECT count(*) FROM speech_figures('')", "0");
    ck_assert_rows(db, "SELECT speech_version()", speech_version());
    host_close(db);
}
END_TEST

START_TEST(test_a_linked_program_registers_the_functions_itself)
{
    char *message = NULL;
    sqlite3 *db = host_open(samples.path);
    ck_assert_int_eq(sqlite3_speecharchive_init(db, &message, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_speecharchive_init(db, NULL, NULL), SQLITE_OK);
    ck_assert_ptr_null(message);
    ck_assert_rows(db, "SELECT count(*) > 0, speech_version() FROM speech_search('安全')", "1|" SPEECH_VERSION);
    host_close(db);
}
END_TEST

START_TEST(test_errors_are_told)
{
    sqlite3 *db = host_new(samples.path), *empty = host_new(":memory:");
    assert_error(db, "SELECT speech_match('-安全')", "speech_search()");
    assert_error(db, "SELECT speech_match('安全 speaker:沈')", "filters");
    assert_error(db, "SELECT speech_match('in:headings 安全')", "filters");
    assert_error(db, "SELECT speech_match('安全，质量')", "punctuation");
    assert_error(db, "SELECT speech_match('，')", "without letters");
    ck_assert_rows(db, "SELECT speech_match(NULL)", "null");
    ck_assert_rows(db, "SELECT count(*) FROM paragraphs_fts WHERE paragraphs_fts MATCH speech_match('')", "0");
    assert_error(db, "SELECT * FROM speech_search", "speech_search(query");
    assert_error(db, "SELECT * FROM speech_search('a', 1, 0, 'size')", "ordering");
    assert_error(db, "SELECT * FROM speech_search('a') WHERE grouping = 'year'", "grouping");
    assert_error(db, "SELECT * FROM speech_search('a') WHERE half_life = -1", "ages");
    assert_error(db, "SELECT * FROM speech_directives('要', 'yesterday')", "date");
    assert_error(db, "SELECT * FROM speech_figures(x'ff')", "UTF-8");
    assert_error(db, "SELECT speech_snippet('a', 'a', -1)", "negative");
    assert_error(empty, "SELECT * FROM speech_search('a')", "no speech archive");
    ck_assert_rows(db, "SELECT count(*) FROM speech_search(NULL)", "0");
    ck_assert_rows(db, "SELECT count(*) FROM speech_search('安全', 0)", "0");
    ck_assert_rows(db, "SELECT count(*) > 0 FROM speech_search(12) WHERE matches = 1", "1");
    host_close(db);
    host_close(empty);
}
END_TEST

/* ---- a good guest ---- */

START_TEST(test_loading_changes_nothing_else)
{
    static const char *const settings[] = {"foreign_keys", "synchronous",       "trusted_schema", "temp_store",
                                           "cache_size",   "busy_timeout",      "journal_mode",   "wal_autocheckpoint",
                                           "query_only",   "recursive_triggers"};
    char sql[64], before[32];
    sqlite3 *db = host_open(samples.path);
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        sqlite3 *other = host_open(samples.path);
        snprintf(sql, sizeof sql, "PRAGMA %s", settings[i]);
        snprintf(before, sizeof before, "%s", rows(other, sql));
        host_load(other);
        rows(other, "SELECT count(*) FROM speech_search('安全')");
        ck_assert_rows(other, sql, before);
        host_close(other);
    }
    host_load(db);
    sqlite3_stmt *reading = prepare(db, "SELECT speech_fold(text) FROM speech_search('安全')");
    ck_assert_int_eq(sqlite3_step(reading), SQLITE_ROW);
    host_load(db); /* again, while its functions are in use */
    ck_assert_int_eq(sqlite3_step(reading), SQLITE_ROW);
    sqlite3_finalize(reading);
    host_close(db);
}
END_TEST

START_TEST(test_search_is_part_of_the_transaction)
{
    sqlite3 *db = host_new(samples.path);
    run(db, "BEGIN");
    ck_assert_rows(db, "SELECT count(*) > 0 FROM speech_search('沈立群')", "1");
    run(db, "UPDATE speeches SET delivered_on = '2099-01-01' WHERE id = 1");
    ck_assert_rows(db, "SELECT DISTINCT speech_id FROM speech_search('date:2099..')", "1");
    ck_assert_rows(db, "SELECT speech_id FROM speech_search('安全', 1, 0, 'date')", "1");
    run(db, "ROLLBACK");
    ck_assert_rows(db, "SELECT count(*) FROM speech_search('date:2099..')", "0");
    host_close(db);
}
END_TEST

START_TEST(test_an_open_search_lets_the_host_write)
{
    sqlite3 *db = host_new(samples.path);
    run(db, "CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT)");
    sqlite3_stmt *reading = prepare(db, "SELECT paragraph_id FROM speech_search('安全')");
    ck_assert_int_eq(sqlite3_step(reading), SQLITE_ROW);
    run(db, "BEGIN; INSERT INTO notes (note) VALUES ('a'); COMMIT");
    run(db, "BEGIN; INSERT INTO notes (note) VALUES ('b'); ROLLBACK");
    ck_assert_int_eq(sqlite3_step(reading), SQLITE_ROW);
    run(db, "INSERT INTO notes SELECT paragraph_id, snippet FROM speech_search('安全') WHERE true "
            "ON CONFLICT (id) DO UPDATE SET note = excluded.note");
    ck_assert_rows(db, "SELECT count(*) FROM notes, speech_search(notes.note, 1) WHERE notes.id = paragraph_id",
                   "0"); /* marks are no text */
    while (sqlite3_step(reading) == SQLITE_ROW) continue;
    run(db, "VACUUM; DROP TABLE notes"); /* at its end a search keeps nothing, even if it is not reset */
    sqlite3_finalize(reading);
    host_close(db);
}
END_TEST

START_TEST(test_a_connection_may_be_closed_with_an_open_search)
{
    sqlite3 *db = host_new(samples.path);
    sqlite3_stmt *reading = prepare(db, "SELECT paragraph_id FROM speech_search('安全')");
    ck_assert_int_eq(sqlite3_step(reading), SQLITE_ROW);
    ck_assert_int_eq(sqlite3_close(db), SQLITE_BUSY); /* because of `reading`, as ever */
    ck_assert_int_eq(sqlite3_close_v2(db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(reading), SQLITE_ROW);
    ck_assert_int_eq(sqlite3_finalize(reading), SQLITE_OK);
}
END_TEST

START_TEST(test_attached_and_copied_archives_are_searched)
{
    sqlite3 *db = host_new(":memory:"), *memory = host_new(":memory:");
    char *attach = sqlite3_mprintf("ATTACH %Q AS a", samples.path);
    run(db, attach);
    sqlite3_free(attach);
    sqlite3 *file = host_open(samples.path);
    sqlite3_backup *copy = sqlite3_backup_init(memory, "main", file, "main");
    ck_assert_int_eq(sqlite3_backup_step(copy, -1), SQLITE_DONE);
    sqlite3_backup_finish(copy);
    char expected[4096];
    snprintf(expected, sizeof expected, "%s",
             rows(samples.archive->db, "SELECT count(*) FROM paragraphs_fts WHERE "
                                       "paragraphs_fts MATCH '安全'"));
    ck_assert_rows(db, "SELECT count(*) FROM speech_search('安全')", expected);
    ck_assert_rows(memory, "SELECT count(*) FROM speech_search('安全')", expected);
    host_close(db);
    host_close(memory);
    host_close(file);
}
END_TEST

START_TEST(test_no_schema_is_trusted)
{
    sqlite3 *db = host_new(samples.path);
    run(db, "CREATE TEMP TABLE kept (x)");
    run(db, "CREATE VIEW searching AS SELECT * FROM speech_search('安全');"
            "CREATE VIEW folding AS SELECT speech_fold('Ａ') AS x, value FROM speech_figures('3个')");
    for (int trusted = 0; trusted < 2; trusted++) {
        run(db, trusted ? "PRAGMA trusted_schema = ON" : "PRAGMA trusted_schema = OFF");
        assert_error(db, "SELECT * FROM searching", "unsafe use");
        ck_assert_rows(db, "SELECT * FROM folding", "a|3");
        ck_assert_rows(db, "SELECT count(*) > 0 FROM speech_search('安全')", "1");
    }
    run(db, "DROP VIEW searching; DROP VIEW folding");
    host_close(db);
}
END_TEST

/* ---- memory ---- */

static sqlite3_mem_methods real_memory;
static int allocations_left = -1; /* until one fails; below 0: none does */

static bool memory_fails(void)
{
    return allocations_left >= 0 && allocations_left-- == 0;
}

static void *failing_malloc(int size)
{
    return memory_fails() ? NULL : real_memory.xMalloc(size);
}

static void *failing_realloc(void *memory, int size)
{
    return memory_fails() ? NULL : real_memory.xRealloc(memory, size);
}

START_TEST(test_short_memory_is_told_at_every_allocation)
{
    static const char *const questions[] = {
        "SELECT group_concat(paragraph_id || snippet || hits) FROM speech_search('安全 OR speaker:沈')",
        "SELECT group_concat(kind || value || text) FROM speech_figures('水利投资16.4亿元，新建水库12座')",
        "SELECT group_concat(modality || text) FROM speech_directives('各县区要在6月底前完成17处工程。', '2024')",
        "SELECT speech_match('安全 -食堂') || speech_snippet('安全', '安全 OR 生产') || speech_numeral('三万')"};
    sqlite3_shutdown();
    ck_assert_int_eq(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory), SQLITE_OK);
    sqlite3_mem_methods failing = real_memory;
    failing.xMalloc = failing_malloc;
    failing.xRealloc = failing_realloc;
    ck_assert_int_eq(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
    sqlite3 *db = host_new(samples.path);
    for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
        static char expected[65536];
        int at = 0, step = q == 0 ? 7 : 1;
        snprintf(expected, sizeof expected, "%s", rows(db, questions[q]));
        ck_assert_msg(strncmp(expected, "error", 5) != 0, "%s: %s", questions[q], expected);
        for (bool failed = true; failed; at += step) {
            allocations_left = at;
            const char *found = rows(db, questions[q]);
            failed = allocations_left < 0;
            allocations_left = -1;
            bool told = strcmp(found, "error: out of memory") == 0;
            ck_assert_msg(told || strcmp(found, expected) == 0, "%s, allocation %d: %s", questions[q], at, found);
            ck_assert_msg(failed || !told, "%s, allocation %d: %s", questions[q], at, found);
        }
        ck_assert_int_gt(at, 10);
    }
    host_close(db);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_set_timeout(tests, 300);
    tcase_add_unchecked_fixture(tests, samples_open, samples_close);
    tcase_add_test(tests, test_random_queries_have_the_library_s_answers);
    tcase_add_test(tests, test_analysis_has_the_archive_s_rows);
    tcase_add_test(tests, test_values);
    tcase_add_test(tests, test_a_linked_program_registers_the_functions_itself);
    tcase_add_test(tests, test_errors_are_told);
    tcase_add_test(tests, test_loading_changes_nothing_else);
    tcase_add_test(tests, test_search_is_part_of_the_transaction);
    tcase_add_test(tests, test_an_open_search_lets_the_host_write);
    tcase_add_test(tests, test_a_connection_may_be_closed_with_an_open_search);
    tcase_add_test(tests, test_attached_and_copied_archives_are_searched);
    tcase_add_test(tests, test_no_schema_is_trusted);
    tcase_add_test(tests, test_short_memory_is_told_at_every_allocation);
}

int main(void)
{
    if (sqlite3_compileoption_used("OMIT_LOAD_EXTENSION")) {
        printf("skipped: this SQLite loads no extensions\n");
        return 77;
    }
    return run_suite("extension", add_tests);
}
