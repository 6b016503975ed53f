/* Bringing archives of older formats up to the present one. */
#include "older_archive.h"

static fixture f;
static char older[128]; /* the path of an archive of an older format */

static void setup(void)
{
    fixture_start(&f);
    snprintf(older, sizeof older, "%s/older.db", f.directory);
}

static void teardown(void)
{
    fixture_end(&f);
}

/* Tables with their columns and references, all else with its SQL: what one can meet in an archive. */
static const char SCHEMA[] =
    "SELECT group_concat(line, char(10)) FROM (SELECT m.type || ' ' || m.name || ': ' || CASE m.type WHEN 'table' THEN"
    "  (SELECT group_concat(c, ', ') FROM (SELECT name || ' ' || type || ' ' || \"notnull\" || coalesce(dflt_value, "
    "'-')"
    "     || pk AS c FROM pragma_table_info(m.name) ORDER BY name)) ||"
    "  coalesce((SELECT group_concat(k, ', ') FROM (SELECT ' -> ' || \"table\" || \"from\" || on_delete AS k "
    "     FROM pragma_foreign_key_list(m.name) ORDER BY 1)), '')"
    " ELSE coalesce(m.sql, (SELECT group_concat(name) FROM pragma_index_info(m.name))) END AS line"
    " FROM sqlite_master m ORDER BY 1)";

static char *schema_read(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, SCHEMA, -1, &statement, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
    char *schema = strdup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return schema;
}

static int hits(speech_archive *archive, const char *words)
{
    speech_cursor *cursor = NULL;
    int count = 0;
    ck_assert_int_eq(speech_archive_search(archive, words, NULL, NULL, &cursor, &f.error), SPEECH_OK);
    while (speech_cursor_next(cursor, &f.error) == SPEECH_ROW) count++;
    speech_cursor_free(cursor);
    return count;
}

START_TEST(test_format_1)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "a.txt", SAMPLE_TEXT, strlen(SAMPLE_TEXT), NULL, &f.error),
                     SPEECH_OK);
    speech_counts before = {.struct_size = sizeof before}, after = before;
    ck_assert_int_eq(speech_archive_count(f.archive, &before, &f.error), SPEECH_OK);
    ck_assert_int_eq(hits(f.archive, "水务"), 2);
    fixture_close(&f);
    older_make(&f, older);

    speech_archive *archive = NULL;
    ck_assert_int_eq(speech_archive_open(&archive, older, SPEECH_OPEN_READ_ONLY, &f.error), SPEECH_TOO_OLD);
    ck_assert_ptr_null(archive);
    ck_assert_int_eq(speech_archive_open(&archive, older, SPEECH_OPEN_READ_WRITE, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_count(archive, &after, &f.error), SPEECH_OK);
    ck_assert_int_eq(after.paragraphs, before.paragraphs);
    ck_assert_int_eq(after.directives, before.directives);
    ck_assert_int_eq(after.figures, before.figures);
    ck_assert_int_eq(hits(archive, "水务"), 2);
    ck_assert_int_eq(speech_archive_check(archive, NULL, NULL, NULL, &f.error), SPEECH_OK);
    speech_archive_close(archive);

    char *present = schema_read(f.path), *migrated = schema_read(older);
    size_t same = 0;
    while (present[same] != '\0' && present[same] == migrated[same]) same++;
    ck_assert_msg(strcmp(migrated, present) == 0, "migrated: %.80s\nanew: %.80s", migrated + same, present + same);
    ck_assert_ptr_nonnull(strstr(present, "table tasks: "));
    free(present);
    free(migrated);
    archive = NULL;
    ck_assert_int_eq(speech_archive_open(&archive, older, SPEECH_OPEN_READ_ONLY, &f.error), SPEECH_OK);
    speech_archive_close(archive);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, test_format_1);
}

int main(void)
{
    return run_suite("migration", add_tests);
}
