/*
 * Archives made to harm whoever opens them. Whatever a file holds, the library must not crash, run without end, take
 * memory without bounds or obey SQL of the file; wrong rows are allowed, and so is any status that tells of damage.
 * Where memory is read that must not be, only a build with sanitizers tells.
 */
#include "archive_fixture.h"
#include "older_archive.h"
#include "read_everything.h"

static fixture f;
static char *sound; /* the bytes of a sound archive */
static size_t sound_length;

/* A speech with sections, tasks that were marked, an alias, a near-duplicate and what is stated. */
static void sound_make(void)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    sample s;
    sample_make(&s);
    sample_store(&f, &s, "a.txt", 0);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "b.txt", SAMPLE_TEXT "（二）各乡要在2024年5月前办好。\n",
                                           strlen(SAMPLE_TEXT "（二）各乡要在2024年5月前办好。\n"), NULL, &f.error),
                     SPEECH_OK);
    speech_task_mark mark = {.struct_size = sizeof mark, .status = SPEECH_TASK_DOING, .happened_on = "2023-05-02"};
    ck_assert_int_eq(speech_archive_mark(f.archive, 1, &mark, &f.error), SPEECH_OK);
    speech_task_assignment assignment = {.struct_size = sizeof assignment,
                                         .happened_on = "2023-05-03",
                                         .lead = "市水务局、市财政局",
                                         .due_on = "2023-07"};
    ck_assert_int_eq(speech_archive_assign(f.archive, 1, &assignment, &f.error), SPEECH_OK);
    fixture_close(&f);
    sound = read_file(f.path, &sound_length);
    ck_assert_ptr_nonnull(sound);
}

static void setup(void)
{
    fixture_start(&f);
    sound_make();
}

static void teardown(void)
{
    free(sound);
    fixture_end(&f);
}

static void file_write(const char *path, const char *bytes, size_t length)
{
    FILE *out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, length, out), length);
    ck_assert_int_eq(fclose(out), 0);
}

static const char *with_ending(const char *ending)
{
    static char path[sizeof f.path + 16];
    snprintf(path, sizeof path, "%s%s", f.path, ending);
    return path;
}

/* ---- using it ---- */

static void expect_harmless(speech_status status, const char *what)
{
    bool expected = status == SPEECH_OK || status == SPEECH_CORRUPT || status == SPEECH_NOT_ARCHIVE ||
                    status == SPEECH_TOO_NEW || status == SPEECH_NOT_FOUND || status == SPEECH_TOO_BIG ||
                    status == SPEECH_FULL /* the highest id is taken */ || status == SPEECH_IO;
    ck_assert_msg(expected, "%s: %s (%s)", what, speech_status_text(status), f.error.message);
}

/* Writes to it in all ways. */
static void change_everything(void)
{
    static const char OTHER[] =
        "在青禾市水务工作会议上的讲话\n同志们：\n一、抓好工程\n市水务局要在6月底前完成5个项目。\n";
    speech_task_mark mark = {.struct_size = sizeof mark, .status = SPEECH_TASK_DONE, .happened_on = "2023-06-02"};
    expect_harmless(speech_archive_mark(f.archive, 2, &mark, &f.error), "mark");
    expect_harmless(speech_archive_ingest(f.archive, "a.txt", OTHER, strlen(OTHER), NULL, &f.error), "replace");
    expect_harmless(speech_archive_ingest(f.archive, "new.txt", SAMPLE_TEXT, strlen(SAMPLE_TEXT), NULL, &f.error),
                    "ingest");
    expect_harmless(speech_archive_rebuild(f.archive, NULL, NULL, &f.error), "rebuild");
    expect_harmless(speech_archive_remove(f.archive, "b.txt", &f.error), "remove");
}

/* Opens the file, reads all of it in all ways and, if `changes`, writes to it. */
static void use_everything(const char *what, bool changes)
{
    bool all_ways = changes; /* else every other one */
    speech_status status = speech_archive_open(&f.archive, f.path, SPEECH_OPEN_READ_WRITE, &f.error);
    expect_harmless(status, what);
    if (status != SPEECH_OK) return;
    for (int w = !all_ways; w < READING_WAY_COUNT; w += 1 + !all_ways) {
        uint64_t digest = 0;
        char name[128];
        snprintf(name, sizeof name, "%s: %s", what, READING_WAYS[w].name);
        expect_harmless(READING_WAYS[w].read(f.archive, READING_WAYS[w].number, &digest, &f.error), name);
    }
    if (changes) change_everything();
    fixture_close(&f);
}

static speech_status check_open(unsigned flags)
{
    speech_status status = speech_archive_open(&f.archive, f.path, flags | SPEECH_OPEN_CHECK, &f.error);
    fixture_close(&f);
    return status;
}

/* ---- bytes ---- */

enum { PAGE = 4096, PAGE_STEPS = 8 };

static unsigned char flipped(unsigned char byte, int way)
{
    switch (way) {
    case 0: return (unsigned char)~byte;
    case 1: return 0;
    case 2: return 0x7F;
    default: return (unsigned char)(byte ^ 1);
    }
}

/* Of each page some bytes are changed, one after the other; those of its head, which rule all the rest, all. */
START_TEST(test_flipped_bytes)
{
    const char *wish = getenv("SPEECH_FAULTS");
    size_t step = wish != NULL && strcmp(wish, "all") == 0 ? 7 : PAGE - 27;
    char *bytes = malloc(sound_length);
    long made = 0;
    for (size_t at = (size_t)_i; at < sound_length; at += at % PAGE < 12 ? 3 : step) {
        memcpy(bytes, sound, sound_length);
        for (size_t i = at; i < at + (size_t)(_i % 2 == 0 ? 1 : 40) && i < sound_length; i++)
            bytes[i] = (char)flipped((unsigned char)bytes[i], _i);
        unlink(with_ending("-wal"));
        file_write(f.path, bytes, sound_length);
        char what[64];
        snprintf(what, sizeof what, "bytes from %zu on, way %d", at, _i);
        use_everything(what, made++ % 4 == 0);
    }
    free(bytes);
    printf("flipped bytes: %ld archives\n", made);
}
END_TEST

START_TEST(test_truncated)
{
    for (size_t length = 0; length < sound_length; length += length < 256 ? 17 : PAGE * 5 / 2) {
        unlink(with_ending("-wal"));
        file_write(f.path, sound, length);
        use_everything("truncated", true);
        speech_status status = check_open(SPEECH_OPEN_READ_ONLY);
        ck_assert_msg(status == SPEECH_CORRUPT || status == SPEECH_NOT_ARCHIVE || status == SPEECH_OK, "%zu: %s",
                      length, f.error.message);
    }
}
END_TEST

/* A log and shared memory that belong to no version of this file. */
START_TEST(test_foreign_log)
{
    static const char *const FIRST[] = {"", "\x37\x7f\x06\x82", "\x37\x7f\x06\x83", "SQLite format 3"};
    for (size_t i = 0; i < sizeof FIRST / sizeof FIRST[0]; i++) {
        char bytes[3 * PAGE];
        for (size_t k = 0; k < sizeof bytes; k++) bytes[k] = (char)(k * 31 + i);
        memcpy(bytes, FIRST[i], strlen(FIRST[i]));
        file_write(f.path, sound, sound_length);
        file_write(with_ending("-wal"), bytes, sizeof bytes);
        file_write(with_ending("-shm"), bytes, sizeof bytes);
        file_write(with_ending("-journal"), bytes, sizeof bytes);
        use_everything("with somebody's log", true);
    }
}
END_TEST

/* ---- rows ---- */

/*
 * What anybody with a stock SQLite can write, by "PRAGMA writable_schema" also against the rules of the tables. False:
 * not with this one, which was built without a module.
 */
static bool tamper(const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    unlink(with_ending("-wal"));
    file_write(f.path, sound, sound_length);
    ck_assert_int_eq(sqlite3_open(f.path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
    int code = sqlite3_exec(db, sql, NULL, NULL, &message);
    bool lacking = message != NULL && strncmp(message, "no such module", strlen("no such module")) == 0;
    ck_assert_msg(code == SQLITE_OK || lacking, "%s: %s", sql, message);
    sqlite3_free(message);
    sqlite3_close(db);
    return !lacking;
}

/* Takes NOT NULL, and what else stands between words, out of the tables' SQL. */
#define WITHOUT(rule)                                                                                                  \
    "UPDATE sqlite_master SET sql = replace(sql, '" rule "', '') WHERE type = 'table'; PRAGMA schema_version = 999;"

static const char *const ROWS[] = {
    /* sections that hold each other, or themselves, or a long chain */
    "UPDATE sections SET parent_id = id",
    "UPDATE sections SET parent_id = 1 + id % 4",
    "UPDATE sections SET parent_id = 1 + id % 4, level = 'x' || id, heading = NULL",
    "WITH RECURSIVE n (i) AS (VALUES (100) UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
    "INSERT INTO sections (id, speech_id, parent_id, ordinal, level, heading, begin_byte, end_byte) "
    "SELECT i, 1, i - 1, i, i, 'h', i, i + 1 FROM n",
    /* places */
    "UPDATE speeches SET begin_byte = -9223372036854775808, end_byte = 9223372036854775807",
    "UPDATE speeches SET begin_byte = 4294967296, end_byte = 4294967300",
    "UPDATE speeches SET begin_byte = 1, end_byte = 2",
    "UPDATE speeches SET end_byte = 'end', begin_byte = x'00ff'",
    "UPDATE paragraphs SET begin_byte = 9223372036854775807, end_byte = -9223372036854775808",
    "UPDATE paragraphs SET begin_byte = begin_byte - 1, end_byte = end_byte + 1",
    "UPDATE directives SET begin_byte = 9223372036854775807 - id, end_byte = 1e300",
    "UPDATE figures SET begin_byte = NULL + 1 IS 1, end_byte = 1e300",
    "UPDATE directive_bodies SET begin_byte = -5, end_byte = 9e18",
    /* ids */
    "UPDATE paragraphs SET id = 9223372036854775807 WHERE id = 1",
    "UPDATE paragraphs SET id = -9223372036854775808 WHERE id = 1",
    "UPDATE paragraphs SET id = 8000000000 WHERE id = 1; INSERT INTO paragraphs_fts (rowid, grams, words) VALUES "
    "(8000000000, '水 水库', ''), (-5, '水 水库', ''), (9223372036854775807, '水 水库', '')",
    "UPDATE speeches SET id = 4294967295 WHERE id = 1; UPDATE paragraphs SET speech_id = 4294967295",
    "UPDATE speeches SET id = 9223372036854775807 WHERE id = 1; UPDATE paragraphs SET speech_id = 9223372036854775807",
    "UPDATE documents SET id = -1 WHERE id = 1",
    "UPDATE directives SET id = 9223372036854775807 WHERE id = 1",
    "UPDATE sqlite_sequence SET seq = 9223372036854775807",
    "UPDATE sqlite_sequence SET seq = 'much', name = x'00'",
    "DELETE FROM sqlite_sequence",
    "INSERT INTO paragraph_facts VALUES (9223372036854775807, zeroblob(4000)), (-1, x''), (1, zeroblob(100000))",
    "UPDATE paragraph_facts SET facts = (SELECT group_concat(char(255), '') FROM paragraphs)",
    "UPDATE paragraph_facts SET facts = hex(zeroblob(2000))",
    "INSERT INTO likeness_keys SELECT key, -speech_id FROM likeness_keys",
    "UPDATE near_duplicates SET other_id = speech_id, likeness = 1e999",
    /* text that is not UTF-8, cut in the middle of a character, with NULs, very long */
    "UPDATE documents SET text = CAST(x'e6b0b4e6' AS TEXT), source = x'e6'",
    "UPDATE documents SET text = CAST(x'00e6b0b400' AS TEXT), name = CAST(x'ff' || id AS TEXT)",
    "UPDATE paragraphs SET text = CAST(x'e6b0b4e6b0' AS TEXT)",
    "UPDATE paragraphs SET text = CAST(x'0de38080e6' AS TEXT)",
    "UPDATE paragraphs SET text = CAST(x'f0' AS TEXT) || text || CAST(x'f09f' AS TEXT)",
    "UPDATE paragraphs SET text = x'ffe6b0b4fe', speech_id = 1",
    "UPDATE directives SET text = CAST(x'0ae6b0' AS TEXT), actor = CAST(x'0d0ae6b0' AS TEXT), due_on = '12'",
    "UPDATE directives SET text = CAST(x'0ae38080e6' AS TEXT), due_on = '2024-13', deadline = CAST(x'f0' AS TEXT)",
    "UPDATE directives SET due_on = '1e9', modality = x'00', actor = ''",
    "UPDATE directives SET due_on = '99999-99-99', modality = 17",
    "UPDATE sections SET heading = CAST(x'e6' AS TEXT), label = CAST(x'f0' AS TEXT)",
    "UPDATE sections SET heading = CAST(zeroblob(3000000) AS TEXT)",
    "UPDATE speeches SET title = CAST(x'0ae6' AS TEXT), speaker = CAST(x'e3' AS TEXT), delivered_on = '9999'",
    "UPDATE speeches SET delivered_on = CAST(x'ff' AS TEXT) || '99-99', title = zeroblob(10)",
    "UPDATE speeches SET delivered_on = id || '999'",
    "UPDATE tasks SET text = x'ff', document = x'', title = 1e300",
    "UPDATE task_assignments SET lead = CAST(x'e38081e380' AS TEXT), due_on = '-' WHERE 0; "
    "UPDATE documents SET text_bytes = 9223372036854775807",
    "UPDATE documents SET text_bytes = 9223372036854775807, digest = id, text_digest = x'e6'",
    "UPDATE document_statements SET delivered_on = 'never'",
    "INSERT OR REPLACE INTO document_statements VALUES (1, x'e6', 1, 2.5, '', x'', '2023-02-31')",
    "INSERT INTO document_aliases (document_id, name, digest, ingested_at) SELECT id, name || '', digest, '' FROM "
    "documents",
    /* nothing where there must be something */
    WITHOUT("NOT NULL") "UPDATE documents SET text = NULL, text_bytes = NULL",
    WITHOUT("NOT NULL") "UPDATE documents SET name = NULL, digest = NULL",
    WITHOUT("NOT NULL") "UPDATE paragraphs SET text = NULL",
    WITHOUT("NOT NULL") "UPDATE paragraphs SET speech_id = NULL, ordinal = NULL",
    WITHOUT("NOT NULL") "UPDATE directives SET text = NULL, modality = NULL, paragraph_id = NULL",
    WITHOUT("NOT NULL") "UPDATE figures SET kind = NULL, text = NULL, masked = NULL",
    WITHOUT("NOT NULL") "UPDATE sections SET level = NULL, speech_id = 1, parent_id = 1",
    WITHOUT("NOT NULL") "UPDATE speeches SET document_id = NULL, ordinal = NULL, begin_byte = NULL, end_byte = NULL",
    WITHOUT(
        "NOT NULL") "DROP TRIGGER task_history_no_update; UPDATE task_history SET status = NULL, happened_on = NULL",
    WITHOUT("NOT NULL") "DROP TRIGGER task_history_no_update; UPDATE task_history SET status = x'', happened_on = x''",
    WITHOUT("NOT NULL") "UPDATE tasks SET document = NULL, text = NULL, modality = NULL, begin_byte = NULL",
    /* the index */
    "DELETE FROM paragraphs_fts_data",
    "DELETE FROM paragraphs_fts_config",
    "DELETE FROM paragraphs_fts_docsize",
    "UPDATE paragraphs_fts_docsize SET sz = x'ffffffffffffffffffff'",
    "UPDATE paragraphs_fts_data SET block = zeroblob(length(block))",
    "UPDATE paragraphs_fts_data SET block = substr(block, 1, length(block) / 2)",
    "UPDATE paragraphs_fts_data SET block = CAST(replace(hex(block), '0', 'F') AS BLOB)",
    "UPDATE paragraphs_fts_data SET block = x'ffffffffffffffffff' || block WHERE id > 100",
    "UPDATE paragraphs_fts_idx SET pgno = 1, term = x''",
    "UPDATE paragraphs_fts_config SET v = 99 WHERE k = 'version'",
    "INSERT INTO paragraphs_fts_config VALUES ('pgsz', -1), ('rank', 'nothing(1)'), ('crisismerge', 1e9)",
};

/* Reading and changing rows that nobody checked. */
START_TEST(test_rows)
{
    tamper(ROWS[_i]);
    use_everything(ROWS[_i], true);
}
END_TEST

/* ---- schemas ---- */

#define ENDLESS "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
#define INSTEAD_OF(table, other) "DROP TABLE " table "; " other

static const char *const SCHEMAS[] = {
    /* SQL that the file wants to be run */
    "DROP VIEW task_days; CREATE VIEW task_days AS " ENDLESS,
    "DROP VIEW stated_tasks; CREATE VIEW stated_tasks AS " ENDLESS,
    "DROP VIEW section_paths; CREATE VIEW section_paths AS SELECT i AS id, i AS path FROM (" ENDLESS ")",
    "DROP VIEW task_texts; CREATE VIEW task_texts AS SELECT * FROM task_texts",
    "CREATE TRIGGER more AFTER INSERT ON documents BEGIN INSERT INTO doubts (speech_id, kind) SELECT i, 'x' FROM "
    "(" ENDLESS "); END",
    "CREATE TRIGGER more AFTER INSERT ON task_history BEGIN DELETE FROM documents; END",
    "CREATE TRIGGER more BEFORE UPDATE ON speeches BEGIN SELECT raise(IGNORE); END",
    "CREATE TRIGGER more AFTER DELETE ON paragraphs BEGIN INSERT INTO paragraphs_fts (paragraphs_fts) VALUES "
    "('rebuild'); END",
    "DROP TRIGGER task_history_no_delete",
    "DROP TRIGGER tasks_no_delete; CREATE TRIGGER tasks_no_delete BEFORE DELETE ON tasks BEGIN SELECT 1; END",
    /* other things under our names */
    INSTEAD_OF("doubts", "CREATE VIEW doubts AS SELECT i AS id, i AS speech_id, 'x' AS kind, 1 AS share, 0 AS "
                         "begin_byte, 1 AS end_byte, '' AS text FROM (" ENDLESS ")"),
    INSTEAD_OF("near_duplicates", "CREATE VIEW near_duplicates AS SELECT i AS speech_id, i AS other_id, 1.0 AS "
                                  "likeness FROM (" ENDLESS ")"),
    INSTEAD_OF("archive_info", "CREATE VIRTUAL TABLE archive_info USING fts5 (key, value)"),
    INSTEAD_OF("paragraph_facts", "CREATE VIRTUAL TABLE paragraph_facts USING fts5 (block, facts)"),
    INSTEAD_OF("document_aliases", "CREATE VIRTUAL TABLE document_aliases USING rtree (id, document_id, name)"),
    INSTEAD_OF("likeness_keys", "CREATE TABLE likeness_keys (key, speech_id)"),
    INSTEAD_OF("figures", "CREATE TABLE figures (id)"),
    INSTEAD_OF("directives", ""),
    INSTEAD_OF("sections",
               "CREATE TABLE sections (id INTEGER PRIMARY KEY, speech_id, parent_id, ordinal, level, label, "
               "number, heading AS (printf('%.*c', 1000, 'x')), begin_byte AS (id), end_byte AS (id + 1))"),
    INSTEAD_OF("paragraphs_fts", "CREATE TABLE paragraphs_fts (grams, words)"),
    INSTEAD_OF("paragraphs_fts", "CREATE VIRTUAL TABLE paragraphs_fts USING fts5 (words)"),
    INSTEAD_OF("paragraphs_fts",
               "CREATE VIRTUAL TABLE paragraphs_fts USING fts5 (grams, words, content = 'documents')"),
    INSTEAD_OF("paragraphs_fts", "CREATE VIRTUAL TABLE paragraphs_fts USING fts4 (grams, words)"),
    INSTEAD_OF("paragraphs_fts", "CREATE VIEW v AS SELECT i AS rowid, i AS grams, i AS words FROM (" ENDLESS "); "
                                 "CREATE VIRTUAL TABLE paragraphs_fts USING fts5 (grams, words, content = 'v')"),
    /* what is added to our tables */
    "CREATE INDEX more ON paragraphs (length(printf('%.*c', 1000, text)))",
    "CREATE UNIQUE INDEX more ON documents (media_type) WHERE id > 1",
    "ALTER TABLE documents ADD COLUMN more AS (hex(text))",
    "ALTER TABLE tasks ADD COLUMN more NOT NULL DEFAULT ''",
    "UPDATE sqlite_master SET sql = replace(sql, 'text       TEXT NOT NULL', 'text TEXT CHECK (0)') WHERE name = "
    "'paragraphs'",
    "UPDATE sqlite_master SET sql = replace(sql, 'id         INTEGER PRIMARY KEY AUTOINCREMENT', 'id') WHERE name = "
    "'paragraphs'",
    "UPDATE sqlite_master SET sql = replace(sql, 'digest', 'gidest') WHERE name = 'documents'",
    "UPDATE sqlite_master SET rootpage = 1 WHERE name = 'paragraphs'",
    "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'figures') WHERE name = "
    "'speeches'",
    "UPDATE sqlite_master SET rootpage = 1000000 WHERE name = 'documents'",
    "UPDATE sqlite_master SET sql = 'CREATE TABLE documents AS ' || '" ENDLESS "' WHERE name = 'documents'",
    "UPDATE sqlite_master SET sql = NULL WHERE name = 'tasks'",
    "DELETE FROM sqlite_master WHERE name = 'sqlite_sequence'",
};

START_TEST(test_schemas)
{
    if (!tamper(SCHEMAS[_i])) return;
    speech_status status = check_open(SPEECH_OPEN_READ_WRITE);
    ck_assert_msg(status == SPEECH_CORRUPT, "%s: %s", SCHEMAS[_i], speech_status_text(status));
    bool view_for_table = strncmp(SCHEMAS[_i], "DROP TABLE", 10) == 0 && strstr(SCHEMAS[_i], "CREATE VIEW") != NULL;
    if (view_for_table && sqlite3_libversion_number() < 3035000) return; /* as said of SPEECH_OPEN_CHECK */
    use_everything(SCHEMAS[_i], true);
}
END_TEST

/* An archive of another encoding is no damage: texts are the same, offsets are not. */
START_TEST(test_other_encoding)
{
    unlink(f.path);
    meddle(&f, "PRAGMA encoding = 'UTF-16'; CREATE TABLE x (y); DROP TABLE x");
    fixture_open(&f, SPEECH_OPEN_CREATE);
    speech_status status = speech_archive_ingest(f.archive, "a.txt", SAMPLE_TEXT, strlen(SAMPLE_TEXT), NULL, &f.error);
    expect_harmless(status, "UTF-16");
    fixture_close(&f);
    use_everything("UTF-16", true);
}
END_TEST

/* ---- the check on request ---- */

START_TEST(test_check_on_request)
{
    ck_assert_int_eq(check_open(SPEECH_OPEN_READ_ONLY), SPEECH_OK);
    ck_assert_int_eq(check_open(SPEECH_OPEN_READ_WRITE), SPEECH_OK);
    ck_assert_int_eq(check_open(SPEECH_OPEN_CREATE), SPEECH_OK);
    ck_assert_int_eq(check_open(SPEECH_OPEN_CREATE | SPEECH_OPEN_READ_ONLY), SPEECH_MISUSE);
    meddle(&f, "CREATE TABLE own (note); CREATE INDEX own_notes ON own (note); CREATE VIEW mine AS SELECT * FROM own; "
               "ANALYZE");
    ck_assert_int_eq(check_open(SPEECH_OPEN_READ_ONLY), SPEECH_OK); /* what people add for themselves */
    tamper("PRAGMA ignore_check_constraints = ON; UPDATE speeches SET end_byte = begin_byte");
    ck_assert_int_eq(check_open(SPEECH_OPEN_READ_WRITE), SPEECH_CORRUPT);
    ck_assert_ptr_nonnull(strstr(f.error.message, "speeches"));
    file_write(f.path, sound, sound_length - PAGE);
    ck_assert_int_eq(check_open(SPEECH_OPEN_READ_ONLY), SPEECH_CORRUPT);
    unlink(f.path);
    ck_assert_int_eq(check_open(SPEECH_OPEN_CREATE), SPEECH_OK); /* there is nothing to be looked at */
}
END_TEST

/* One of format 1 is compared when it has been brought up to date, and left as it was if it is not ours then. */
START_TEST(test_check_of_older)
{
    char older[160];
    snprintf(older, sizeof older, "%s/older.db", f.directory);
    older_make(&f, older);
    strcpy(f.path, older);
    size_t length = 0;
    char *bytes = read_file(older, &length);
    ck_assert_int_eq(check_open(SPEECH_OPEN_READ_WRITE), SPEECH_OK);
    ck_assert_int_eq(check_open(SPEECH_OPEN_READ_ONLY), SPEECH_OK);
    file_write(older, bytes, length);
    meddle(&f, "CREATE TRIGGER more AFTER INSERT ON documents BEGIN DELETE FROM doubts; END");
    ck_assert_int_eq(check_open(SPEECH_OPEN_READ_WRITE), SPEECH_CORRUPT);
    ck_assert_int_eq(check_open(SPEECH_OPEN_READ_ONLY), SPEECH_TOO_OLD);
    free(bytes);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, test_flipped_bytes, 0, 4);
    tcase_add_test(tests, test_truncated);
    tcase_add_test(tests, test_foreign_log);
    tcase_add_loop_test(tests, test_rows, 0, (int)(sizeof ROWS / sizeof ROWS[0]));
    tcase_add_loop_test(tests, test_schemas, 0, (int)(sizeof SCHEMAS / sizeof SCHEMAS[0]));
    tcase_add_test(tests, test_other_encoding);
    tcase_add_test(tests, test_check_on_request);
    tcase_add_test(tests, test_check_of_older);
}

int main(void)
{
    return run_suite("hostile", add_tests);
}
