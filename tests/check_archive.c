#include "archive_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

static fixture f;

#define SHORT_TEXT "同志们：\n乙地讲话。\n"

static void setup(void)
{
    fixture_start(&f);
}

static void teardown(void)
{
    fixture_end(&f);
}

static speech_status open_status(const char *path, unsigned flags)
{
    speech_archive *archive = NULL;
    memset(&f.error, 0, sizeof f.error);
    speech_status status = speech_archive_open(&archive, path, flags, &f.error);
    ck_assert((archive != NULL) == (status == SPEECH_OK));
    ck_assert_int_eq(f.error.status, status);
    ck_assert((f.error.message[0] != '\0') == (status != SPEECH_OK));
    speech_archive_close(archive);
    return status;
}

static void file_write(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static speech_outcome ingest(const char *name, const char *text)
{
    speech_ingest_result result = {.struct_size = sizeof result};
    speech_status status = speech_archive_ingest(f.archive, name, text, strlen(text), &result, &f.error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", name, f.error.message);
    return result.outcome;
}

/* Ingests SHORT_TEXT as b.txt. */
static speech_status ingest_short(speech_archive *archive)
{
    return speech_archive_ingest(archive, "b.txt", SHORT_TEXT, strlen(SHORT_TEXT), NULL, &f.error);
}

/* ---- opening ---- */

START_TEST(test_open_missing)
{
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_READ_WRITE), SPEECH_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(f.error.message, f.path));
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_READ_ONLY), SPEECH_NOT_FOUND);
    ck_assert_int_eq(access(f.path, F_OK), -1);
    ck_assert_int_eq(open_status("/no/such/directory/x.db", SPEECH_OPEN_CREATE), SPEECH_IO);
    ck_assert_int_eq(open_status("", SPEECH_OPEN_CREATE), SPEECH_NOT_FOUND);
    ck_assert_int_eq(open_status(NULL, SPEECH_OPEN_CREATE), SPEECH_MISUSE);
    ck_assert_int_eq(open_status(f.path, 7), SPEECH_MISUSE);
}
END_TEST

START_TEST(test_open_create)
{
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_OK);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_OK);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_READ_WRITE), SPEECH_OK);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_READ_ONLY), SPEECH_OK);
    ck_assert_int_eq(open_status(":memory:", SPEECH_OPEN_CREATE), SPEECH_OK);
    fixture_open(&f, SPEECH_OPEN_READ_ONLY);
    ck_assert_str_eq(query(&f, "PRAGMA application_id"), "1397769032");
    ck_assert_str_eq(query(&f, "PRAGMA user_version"), "2");
    ck_assert_str_eq(query(&f, "PRAGMA journal_mode"), "wal");
    ck_assert_str_eq(query(&f, "SELECT v FROM paragraphs_fts_config WHERE k = 'hashsize'"), "67108864");
}
END_TEST

START_TEST(test_open_not_archive)
{
    ck_assert_int_eq(open_status(f.directory, SPEECH_OPEN_CREATE), SPEECH_NOT_ARCHIVE);
    file_write(f.path, "这不是数据库，只是一段文字。", 42);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_NOT_ARCHIVE);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_READ_ONLY), SPEECH_NOT_ARCHIVE);
    file_write(f.path, "", 0);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_READ_WRITE), SPEECH_NOT_ARCHIVE);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_READ_ONLY), SPEECH_NOT_ARCHIVE);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_OK);
}
END_TEST

/* SQLite files of others stay untouched. */
START_TEST(test_open_other_database)
{
    meddle(&f, "CREATE TABLE documents (id INTEGER)");
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_NOT_ARCHIVE);
    meddle(&f, "PRAGMA application_id = 5");
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_NOT_ARCHIVE);
    meddle(&f, "DROP TABLE documents");
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_NOT_ARCHIVE);
    meddle(&f, "PRAGMA application_id = 1397769032");
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_NOT_ARCHIVE);
}
END_TEST

START_TEST(test_open_newer)
{
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_OK);
    meddle(&f, "PRAGMA user_version = 3");
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_READ_WRITE), SPEECH_TOO_NEW);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_TOO_NEW);
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_READ_ONLY), SPEECH_TOO_NEW);
    ck_assert_ptr_nonnull(strstr(f.error.message, "newer version"));
}
END_TEST

START_TEST(test_open_truncated)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ingest("a.txt", SAMPLE_TEXT);
    fixture_close(&f);
    ck_assert_int_eq(truncate(f.path, 4096 * 3), 0);
    speech_status status = open_status(f.path, SPEECH_OPEN_READ_WRITE);
    ck_assert(status == SPEECH_OK || status == SPEECH_CORRUPT);
    if (status == SPEECH_OK) {
        fixture_open(&f, 0);
        ck_assert_int_gt(problems(&f), 0);
    }
}
END_TEST

/* An archive whose tables somebody has dropped. */
START_TEST(test_tables_missing)
{
    ck_assert_int_eq(open_status(f.path, SPEECH_OPEN_CREATE), SPEECH_OK);
    meddle(&f, "DROP TABLE figures");
    fixture_open(&f, SPEECH_OPEN_READ_WRITE);
    speech_cursor *cursor = NULL;
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_FIGURES, NULL, &cursor, &f.error), SPEECH_CORRUPT);
    ck_assert_ptr_nonnull(strstr(f.error.message, "no such table"));
    ck_assert_ptr_null(cursor);
}
END_TEST

/* A long path is shown by its end, in whole characters. */
START_TEST(test_long_path)
{
    char path[512] = "/tmp/";
    for (int i = 0; i < 80; i++) strcat(path, "档");
    ck_assert_int_eq(open_status(path, SPEECH_OPEN_READ_WRITE), SPEECH_NOT_FOUND);
    ck_assert_int_eq(strncmp(f.error.message, "档", 3), 0);
    ck_assert_ptr_nonnull(strstr(f.error.message, "there is no such archive"));
}
END_TEST

/* ---- somebody else's files ---- */

/* Runs `work` as a user who owns nothing; its result is that of the process. */
static int as_stranger(int (*work)(void))
{
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0) _exit(99);
        _exit(work());
    }
    int result = 0;
    ck_assert_int_eq(waitpid(child, &result, 0), child);
    ck_assert(WIFEXITED(result));
    return WEXITSTATUS(result);
}

/* What speech_archive_open returns, and with `flags` READ_ONLY, reading after it. */
static int stranger_opens(unsigned flags)
{
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_open(&f.archive, f.path, flags, &f.error);
    if (status != SPEECH_OK) return (int)status;
    status = speech_archive_read(f.archive, SPEECH_SPEECHES, NULL, &cursor, &f.error);
    if (status == SPEECH_OK) status = speech_cursor_next(cursor, &f.error);
    speech_cursor_free(cursor);
    speech_archive_close(f.archive);
    return (int)status;
}

static int stranger_reads(void)
{
    return stranger_opens(SPEECH_OPEN_READ_ONLY);
}

static int stranger_writes(void)
{
    return stranger_opens(SPEECH_OPEN_READ_WRITE);
}

static int stranger_creates(void)
{
    strcat(f.path, ".new");
    return stranger_opens(SPEECH_OPEN_CREATE);
}

static void stored_sample(void)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ingest("a.txt", SAMPLE_TEXT);
    fixture_close(&f);
}

START_TEST(test_read_only_directory)
{
    stored_sample();
    ck_assert_int_eq(chmod(f.path, 0444), 0);
    ck_assert_int_eq(chmod(f.directory, 0555), 0);
    ck_assert_int_eq(as_stranger(stranger_reads), SPEECH_ROW);
    ck_assert_int_eq(as_stranger(stranger_writes), SPEECH_READ_ONLY);
    ck_assert_int_eq(as_stranger(stranger_creates), SPEECH_READ_ONLY);
    ck_assert_int_eq(chmod(f.path, 0666), 0); /* the file may be written to, but the log has no place */
    ck_assert_int_eq(as_stranger(stranger_reads), SPEECH_ROW);
    ck_assert_int_eq(as_stranger(stranger_writes), SPEECH_READ_ONLY);
    ck_assert_int_eq(chmod(f.directory, 0755), 0);
}
END_TEST

START_TEST(test_read_only_file)
{
    stored_sample();
    ck_assert_int_eq(chmod(f.path, 0444), 0);
    ck_assert_int_eq(chmod(f.directory, 0777), 0);
    ck_assert_int_eq(as_stranger(stranger_writes), SPEECH_READ_ONLY);
    ck_assert_int_eq(as_stranger(stranger_reads), SPEECH_ROW);
}
END_TEST

START_TEST(test_unreadable_file)
{
    stored_sample();
    ck_assert_int_eq(chmod(f.path, 0), 0);
    ck_assert_int_eq(chmod(f.directory, 0755), 0);
    ck_assert_int_eq(as_stranger(stranger_reads), SPEECH_IO);
}
END_TEST

START_TEST(test_read_only_handle)
{
    stored_sample();
    fixture_open(&f, SPEECH_OPEN_READ_ONLY);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "b.txt", "正文。", 9, NULL, &f.error), SPEECH_READ_ONLY);
    ck_assert_int_eq(speech_archive_remove(f.archive, "a.txt", &f.error), SPEECH_READ_ONLY);
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_READ_ONLY);
    ck_assert_int_eq(speech_archive_rebuild(f.archive, NULL, NULL, &f.error), SPEECH_READ_ONLY);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* ---- ingest ---- */

START_TEST(test_outcomes)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    speech_ingest_result result = {.struct_size = sizeof result};
    ck_assert_int_eq(ingest("a.txt", SAMPLE_TEXT), SPEECH_STORED);
    ck_assert_int_eq(ingest("a.txt", SAMPLE_TEXT), SPEECH_UNCHANGED);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "b.txt", SAMPLE_TEXT, strlen(SAMPLE_TEXT), &result, NULL),
                     SPEECH_OK);
    ck_assert_int_eq(result.outcome, SPEECH_DUPLICATE);
    ck_assert_int_eq(result.document_id, 1);
    ck_assert_uint_eq(result.paragraphs, 0);
    ck_assert_int_eq(ingest("a.txt", SAMPLE_TEXT "再加一段。\n"), SPEECH_REPLACED);
    ck_assert_int_eq(ingest("b.txt", SAMPLE_TEXT), SPEECH_UNCHANGED); /* it still stands for the former text */
    ck_assert_str_eq(query(&f, "SELECT group_concat(id || name, ' ') FROM documents"), "1a.txt 2b.txt");
    ck_assert_int_eq(ingest("b.txt", SAMPLE_TEXT "再加一段。\n"), SPEECH_DUPLICATE);
    ck_assert_str_eq(query(&f, "SELECT group_concat(id || name, ' ') FROM documents"), "1a.txt");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

START_TEST(test_another_version_analyses_anew)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ck_assert_int_eq(ingest("a.txt", SAMPLE_TEXT), SPEECH_STORED);
    char *ids = strdup(query(&f, "SELECT group_concat(id, ' ') FROM paragraphs"));
    query(&f, "UPDATE documents SET analyzed_by = '0'");
    ck_assert_int_eq(ingest("b.txt", SAMPLE_TEXT), SPEECH_DUPLICATE);
    ck_assert_int_eq(ingest("a.txt", SAMPLE_TEXT), SPEECH_REPLACED);
    ck_assert_str_eq(query(&f, "SELECT group_concat(id, ' ') FROM paragraphs"), ids);
    ck_assert_str_eq(query(&f, "SELECT analyzed_by FROM documents"), speech_version());
    ck_assert_int_eq(ingest("a.txt", SAMPLE_TEXT), SPEECH_UNCHANGED);
    ck_assert_int_eq(problems(&f), 0);
    free(ids);
}
END_TEST

START_TEST(test_result_counts)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    speech_ingest_result r = {.struct_size = sizeof r};
    ck_assert_int_eq(speech_archive_ingest(f.archive, "a.txt", SAMPLE_TEXT, strlen(SAMPLE_TEXT), &r, NULL), SPEECH_OK);
    speech_counts counts = {.struct_size = sizeof counts};
    ck_assert_int_eq(speech_archive_count(f.archive, &counts, &f.error), SPEECH_OK);
    ck_assert_int_eq(counts.documents, 1);
    ck_assert_int_eq(counts.speeches, (int64_t)r.speeches);
    ck_assert_int_eq(counts.sections, (int64_t)r.sections);
    ck_assert_int_eq(counts.paragraphs, (int64_t)r.paragraphs);
    ck_assert_int_eq(counts.directives, (int64_t)r.directives);
    ck_assert_int_eq(counts.figures, (int64_t)r.figures);
    ck_assert_int_eq(counts.text_bytes, (int64_t)strlen(SAMPLE_TEXT));
    ck_assert_int_gt(counts.file_bytes, 4096);
}
END_TEST

START_TEST(test_ingest_errors)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    char missing[160];
    snprintf(missing, sizeof missing, "%s/missing.txt", f.directory);
    ck_assert_int_eq(speech_archive_ingest_file(f.archive, missing, NULL, &f.error), SPEECH_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(f.error.message, missing));
    ck_assert_int_eq(speech_archive_ingest_file(f.archive, f.directory, NULL, &f.error), SPEECH_IO);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "x", "\xFF\xFE\xFF\xFF\x80", 5, NULL, &f.error), SPEECH_ENCODING);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "x", "", 0, NULL, &f.error), SPEECH_EMPTY);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "", "a", 1, NULL, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_remove(f.archive, "x", &f.error), SPEECH_NOT_FOUND);
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM documents"), "0");
}
END_TEST

START_TEST(test_ingest_file)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    char path[160];
    speech_ingest_result result = {.struct_size = sizeof result};
    snprintf(path, sizeof path, "%s/讲话.md", f.directory);
    file_write(path, SAMPLE_TEXT, strlen(SAMPLE_TEXT));
    ck_assert_int_eq(speech_archive_ingest_file(f.archive, path, &result, &f.error), SPEECH_OK);
    ck_assert_str_eq(query(&f, "SELECT name FROM documents"), path);
    ck_assert_str_eq(query(&f, "SELECT media_type FROM documents"), "text/markdown");
    ck_assert_int_eq(speech_archive_remove(f.archive, path, &f.error), SPEECH_OK);
    const char *rest = query(&f, "SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM speeches) "
                                 "+ (SELECT count(*) FROM sections) + (SELECT count(*) FROM paragraphs) "
                                 "+ (SELECT count(*) FROM directives) + (SELECT count(*) FROM figures) "
                                 "+ (SELECT count(*) FROM paragraphs_fts_docsize)");
    ck_assert_str_eq(rest, "0");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

START_TEST(test_speech_text)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    char *text = NULL;
    size_t length = 0;
    ingest("a.txt", SAMPLE_TEXT);
    ck_assert_int_eq(speech_archive_speech_text(f.archive, 1, &text, &length, &f.error), SPEECH_OK);
    ck_assert_str_eq(text, query(&f, "SELECT text FROM speech_texts"));
    ck_assert_uint_eq(length, strlen(text));
    speech_free(text);
    ck_assert_int_eq(speech_archive_speech_text(f.archive, 99, &text, &length, &f.error), SPEECH_NOT_FOUND);
}
END_TEST

/* ---- transactions ---- */

START_TEST(test_group)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ck_assert_int_eq(speech_archive_commit(f.archive, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_MISUSE);
    ingest("a.txt", "同志们：\n甲地讲话。\n");
    ck_assert_int_ne(speech_archive_ingest(f.archive, "bad", "\xFF\xFF\x80", 3, NULL, NULL), SPEECH_OK);
    ingest("b.txt", SHORT_TEXT);
    ck_assert_int_eq(speech_archive_commit(f.archive, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    ingest("c.txt", "同志们：\n丙地讲话。\n");
    ck_assert_int_eq(speech_archive_remove(f.archive, "a.txt", &f.error), SPEECH_OK);
    fixture_close(&f); /* without commit */
    fixture_open(&f, SPEECH_OPEN_READ_WRITE);
    ck_assert_str_eq(query(&f, "SELECT group_concat(name, ' ') FROM documents"), "a.txt b.txt");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* How many paragraphs a search finds. */
static int hits(const char *query_text)
{
    speech_cursor *cursor = NULL;
    int count = 0;
    ck_assert_int_eq(speech_archive_search(f.archive, query_text, NULL, NULL, &cursor, &f.error), SPEECH_OK);
    speech_status status = SPEECH_OK;
    while ((status = speech_cursor_next(cursor, &f.error)) == SPEECH_ROW) count++;
    ck_assert_msg(status == SPEECH_DONE, "search: %s", f.error.message);
    speech_cursor_free(cursor);
    return count;
}

/* A group sees its own changes, in searches too, before it is committed. */
START_TEST(test_search_in_group)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ingest("a.txt", "同志们：\n甲地讲话。\n");
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    ingest("b.txt", SHORT_TEXT);
    ck_assert_int_eq(hits("讲话"), 2);
    ingest("c.txt", "同志们：\n丙地讲话。\n");
    ck_assert_int_eq(speech_archive_remove(f.archive, "b.txt", &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_remove(f.archive, "c.txt", &f.error), SPEECH_OK); /* never indexed */
    ingest("a.txt", "同志们：\n甲地发言。\n");
    ck_assert_int_eq(hits("讲话"), 0);
    ck_assert_int_eq(hits("发言"), 1);
    ck_assert_int_eq(speech_archive_commit(f.archive, &f.error), SPEECH_OK);
    ck_assert_int_eq(hits("发言"), 1);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* A document of `bytes` bytes. The caller frees it. */
static char *long_text(size_t bytes)
{
    static const char unit[] = "各县要把灌溉水渠修到田头。\n";
    char *text = calloc(1, bytes + sizeof unit);
    ck_assert_ptr_nonnull(text);
    for (size_t at = 0; at < bytes; at += sizeof unit - 1) memcpy(text + at, unit, sizeof unit - 1);
    return text;
}

START_TEST(test_disk_full)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    char *text = long_text(2000000);
    ingest("a.txt", SAMPLE_TEXT);
    query(&f, "PRAGMA max_page_count = 200");
    ck_assert_int_eq(speech_archive_ingest(f.archive, "big.txt", text, strlen(text), NULL, &f.error), SPEECH_FULL);
    ck_assert_ptr_nonnull(strstr(f.error.message, "the disk is full"));
    ck_assert_ptr_nonnull(strstr(f.error.message, f.path));
    ck_assert_str_eq(query(&f, "SELECT group_concat(name, ' ') FROM documents"), "a.txt");
    ck_assert_int_eq(problems(&f), 0);
    ck_assert_int_eq(ingest("b.txt", SHORT_TEXT), SPEECH_STORED); /* what fits goes on */
    free(text);
}
END_TEST

/* In a group, SQLite may have to give up the whole transaction: then nothing may look stored. */
START_TEST(test_disk_full_in_group)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    char *text = long_text(2000000);
    query(&f, "PRAGMA max_page_count = 200");
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    ingest("a.txt", "同志们：\n甲地讲话。\n");
    ck_assert_int_eq(speech_archive_ingest(f.archive, "big.txt", text, strlen(text), NULL, &f.error), SPEECH_FULL);
    free(text);
    bool lost = sqlite3_get_autocommit(f.archive->db) != 0;
    speech_status next = ingest_short(f.archive);
    ck_assert_int_eq(next, lost ? SPEECH_FULL : SPEECH_OK);
    ck_assert_int_eq(speech_archive_commit(f.archive, &f.error), next);
    ck_assert_str_eq(query(&f, "SELECT coalesce(group_concat(name, ' '), '') FROM documents"),
                     lost ? "" : "a.txt b.txt");
    ck_assert_int_eq(problems(&f), 0);
    ck_assert_int_eq(ingest("c.txt", "同志们：\n丙地讲话。\n"), SPEECH_STORED);
}
END_TEST

START_TEST(test_two_writers)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    speech_archive *other = NULL;
    ck_assert_int_eq(speech_archive_open(&other, f.path, 0, &f.error), SPEECH_OK);
    sqlite3_busy_timeout(other->db, 20);
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    ck_assert_int_eq(ingest_short(other), SPEECH_BUSY);
    ck_assert_ptr_nonnull(strstr(f.error.message, "another process"));
    ingest("a.txt", "同志们：\n甲地讲话。\n");
    ck_assert_int_eq(speech_archive_commit(f.archive, &f.error), SPEECH_OK);
    ck_assert_int_eq(ingest_short(other), SPEECH_OK);
    speech_archive_close(other);
    ck_assert_str_eq(query(&f, "SELECT group_concat(name, ' ') FROM documents"), "a.txt b.txt");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* Many processes that make and fill one archive at the same time. */
START_TEST(test_many_writers)
{
    enum { PROCESSES = 4, DOCUMENTS = 10 };
    for (int p = 0; p < PROCESSES; p++) {
        pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child != 0) continue;
        bool failed = speech_archive_open(&f.archive, f.path, SPEECH_OPEN_CREATE, &f.error) != SPEECH_OK;
        for (int i = 0; i < DOCUMENTS && !failed; i++) {
            char name[32], text[64];
            snprintf(name, sizeof name, "%d-%d.txt", p, i);
            snprintf(text, sizeof text, "同志们：\n第%d号人第%d次讲话。\n", p, i);
            failed = speech_archive_ingest(f.archive, name, text, strlen(text), NULL, &f.error) != SPEECH_OK;
        }
        if (failed) fprintf(stderr, "%s\n", f.error.message);
        speech_archive_close(f.archive);
        _exit(failed);
    }
    for (int p = 0; p < PROCESSES; p++) {
        int result = 0;
        ck_assert_int_gt(wait(&result), 0);
        ck_assert(WIFEXITED(result) && WEXITSTATUS(result) == 0);
    }
    fixture_open(&f, 0);
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM documents"), "40");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* A process that dies between two documents of a group leaves none of them, and no lock. */
START_TEST(test_killed_writer)
{
    stored_sample();
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        speech_archive_open(&f.archive, f.path, 0, NULL);
        speech_archive_begin(f.archive, NULL);
        ingest_short(f.archive);
        _exit(0);
    }
    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    fixture_open(&f, 0);
    ck_assert_str_eq(query(&f, "SELECT group_concat(name, ' ') FROM documents"), "a.txt");
    ck_assert_int_eq(ingest("b.txt", SHORT_TEXT), SPEECH_STORED);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

static void add_tests(TCase *cases)
{
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, test_open_missing);
    tcase_add_test(cases, test_open_create);
    tcase_add_test(cases, test_open_not_archive);
    tcase_add_test(cases, test_open_other_database);
    tcase_add_test(cases, test_open_newer);
    tcase_add_test(cases, test_open_truncated);
    tcase_add_test(cases, test_tables_missing);
    tcase_add_test(cases, test_long_path);
    tcase_add_test(cases, test_read_only_directory);
    tcase_add_test(cases, test_read_only_file);
    tcase_add_test(cases, test_unreadable_file);
    tcase_add_test(cases, test_read_only_handle);
    tcase_add_test(cases, test_outcomes);
    tcase_add_test(cases, test_another_version_analyses_anew);
    tcase_add_test(cases, test_result_counts);
    tcase_add_test(cases, test_ingest_errors);
    tcase_add_test(cases, test_ingest_file);
    tcase_add_test(cases, test_speech_text);
    tcase_add_test(cases, test_group);
    tcase_add_test(cases, test_search_in_group);
    tcase_add_test(cases, test_disk_full);
    tcase_add_test(cases, test_disk_full_in_group);
    tcase_add_test(cases, test_two_writers);
    tcase_add_loop_test(cases, test_many_writers, 0, 10); /* whoever is first is a matter of luck */
    tcase_add_test(cases, test_killed_writer);
}

int main(void)
{
    return run_suite("archive", add_tests);
}
