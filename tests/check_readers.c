/*
 * Readers, in threads and in processes with a handle each, beside a writer that never pauses: every cursor shows one
 * state of the archive, nobody is told that it is busy, and the writer comes to its end. Made to run under
 * ThreadSanitizer too.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "archive_fixture.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>

enum { THREADS = 3, PROCESSES = 2, CHANGES = 30, LINES_MIN = 4, LINE = 120 };

static fixture f;

/* What all threads and processes share. */
typedef struct shared_state {
    atomic_bool stop;
    atomic_int readings;
    atomic_int failures;
} shared_state;

static shared_state *shared;

/* ---- the writer ---- */

/* How many lines of a version tell it. */
static int lines_of(int version)
{
    return LINES_MIN + version % 5;
}

/* Two documents always change together, and every line tells the version. */
static speech_status store(int document, int version)
{
    char name[16], text[(LINES_MIN + 8) * LINE];
    snprintf(name, sizeof name, "%d.txt", document);
    int length = snprintf(text, LINE, "在%d号水库会议上的讲话\n同志们：\n", document);
    for (int i = 0; i < lines_of(version); i++)
        length += snprintf(text + length, LINE, "各县要修好%d号渠的第%d段，第%d版。\n", document, i, version);
    return speech_archive_ingest(f.archive, name, text, (size_t)length, NULL, &f.error);
}

static void expect_ok(speech_status status)
{
    if (status != SPEECH_OK) atomic_store(&shared->stop, true);
    ck_assert_msg(status == SPEECH_OK, "%s", f.error.message);
}

static void change(int version)
{
    expect_ok(speech_archive_begin(f.archive, &f.error));
    expect_ok(store(1, version));
    expect_ok(store(2, version));
    expect_ok(speech_archive_commit(f.archive, &f.error));
    speech_task_mark mark = {.struct_size = sizeof mark, .status = SPEECH_TASK_DOING, .happened_on = "2026-03-01"};
    expect_ok(speech_archive_mark(f.archive, 1, &mark, &f.error));
    expect_ok(store(3, version)); /* a third one comes and goes */
    if (version % 10 == 0) expect_ok(speech_archive_rebuild(f.archive, NULL, NULL, &f.error));
    expect_ok(speech_archive_remove(f.archive, "3.txt", &f.error));
}

/* ---- a reader ---- */

typedef struct reader {
    speech_archive *archive;
    speech_error error;
} reader;

/* The version that a line tells; 0: none. */
static int version_in(const char *text)
{
    const char *at = text == NULL ? NULL : strstr(text, "，第");
    return at == NULL ? 0 : atoi(at + strlen("，第"));
}

static int document_in(const char *text)
{
    const char *at = strstr(text, "修好");
    return at == NULL ? 0 : atoi(at + strlen("修好"));
}

/* Goes through paragraphs: of documents 1 and 2 all lines of one and the same version, of 3 all or nothing. */
static bool versions_agree(reader *r, speech_cursor *cursor)
{
    int version[4] = {0}, lines[4] = {0};
    int text = speech_cursor_column(cursor, "text");
    speech_status status;
    bool agree = true;
    while ((status = speech_cursor_next(cursor, &r->error)) == SPEECH_ROW) {
        const char *line = speech_cursor_text(cursor, text);
        int found = version_in(line), document = found == 0 ? 0 : document_in(line);
        if (found == 0 || document < 1 || document > 3) continue;
        agree = agree && (lines[document] == 0 || version[document] == found);
        version[document] = found;
        lines[document]++;
    }
    speech_cursor_free(cursor);
    for (int i = 1; i < 4; i++) agree = agree && (lines[i] == 0 || lines[i] == lines_of(version[i]));
    return status == SPEECH_DONE && agree && lines[1] > 0 && version[1] == version[2];
}

static bool read_paragraphs(reader *r)
{
    speech_cursor *cursor = NULL;
    return speech_archive_read(r->archive, SPEECH_PARAGRAPHS, NULL, &cursor, &r->error) == SPEECH_OK &&
           versions_agree(r, cursor);
}

static bool search_paragraphs(reader *r)
{
    speech_cursor *cursor = NULL;
    return speech_archive_search(r->archive, "各县要修好", NULL, NULL, &cursor, &r->error) == SPEECH_OK &&
           versions_agree(r, cursor);
}

/* Directives are the same sentences as the paragraphs. */
static bool read_directives(reader *r)
{
    speech_cursor *cursor = NULL;
    return speech_archive_read(r->archive, SPEECH_DIRECTIVES, NULL, &cursor, &r->error) == SPEECH_OK &&
           versions_agree(r, cursor);
}

static bool read_tasks(reader *r)
{
    speech_cursor *cursor = NULL;
    speech_task_filter filter = {.struct_size = sizeof filter, .as_of = "2026-05-01", .placed = 1};
    return speech_archive_tasks(r->archive, &filter, &cursor, &r->error) == SPEECH_OK && versions_agree(r, cursor);
}

static bool count_all(reader *r)
{
    speech_counts counts = {.struct_size = sizeof counts};
    if (speech_archive_count(r->archive, &counts, &r->error) != SPEECH_OK) return false;
    return counts.documents == counts.speeches && counts.documents >= 2 && counts.documents <= 3;
}

static bool count_words(reader *r)
{
    static const char *const WORDS[] = {"修好"};
    speech_cursor *cursor = NULL;
    speech_trend_options options = {.struct_size = sizeof options, .words = WORDS, .word_count = 1};
    if (speech_archive_trend(r->archive, &options, NULL, &cursor, &r->error) != SPEECH_OK) return false;
    bool agree = speech_cursor_next(cursor, &r->error) == SPEECH_ROW;
    int64_t speeches = speech_cursor_integer(cursor, speech_cursor_column(cursor, "speeches"));
    int64_t all = speech_cursor_integer(cursor, speech_cursor_column(cursor, "total_speeches"));
    speech_cursor_free(cursor);
    return agree && speeches == all && speeches >= 2 && speeches <= 3;
}

static const struct {
    const char *name;
    bool (*read)(reader *r);
} READINGS[] = {{"paragraphs", read_paragraphs}, {"search", search_paragraphs}, {"directives", read_directives},
                {"tasks", read_tasks},           {"counts", count_all},         {"trend", count_words}};
enum { READING_COUNT = sizeof READINGS / sizeof READINGS[0] };

/* Reads until the writer has come to its end. Every other reader opens the archive anew each time. */
static void read_on(int number)
{
    reader r = {.archive = NULL};
    bool good = true;
    for (int i = number; good && !atomic_load(&shared->stop); i++) {
        if (r.archive == NULL)
            good = speech_archive_open(&r.archive, f.path, SPEECH_OPEN_READ_ONLY, &r.error) == SPEECH_OK;
        good = good && READINGS[i % READING_COUNT].read(&r);
        if (!good) fprintf(stderr, "%s: %s\n", READINGS[i % READING_COUNT].name, r.error.message);
        atomic_fetch_add(&shared->readings, 1);
        if (number % 2 == 0) {
            speech_archive_close(r.archive);
            r.archive = NULL;
        }
    }
    speech_archive_close(r.archive);
    if (!good) atomic_fetch_add(&shared->failures, 1);
}

static void *read_in_thread(void *number)
{
    read_on(*(int *)number);
    return NULL;
}

START_TEST(test_readers_and_a_writer)
{
    pid_t children[PROCESSES];
    pthread_t threads[THREADS];
    int numbers[THREADS];
    change(1);
    fixture_close(&f); /* no connection is taken into another process */
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] != 0) continue;
        read_on(i);
        _exit(0);
    }
    fixture_open(&f, SPEECH_OPEN_READ_WRITE);
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        ck_assert_int_eq(pthread_create(&threads[i], NULL, read_in_thread, &numbers[i]), 0);
    }
    for (int version = 2; version < CHANGES; version++) change(version);
    atomic_store(&shared->stop, true);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < PROCESSES; i++) ck_assert_int_eq(waitpid(children[i], NULL, 0), children[i]);
    ck_assert_int_eq(atomic_load(&shared->failures), 0);
    ck_assert_int_gt(atomic_load(&shared->readings), THREADS + PROCESSES);
    ck_assert_int_eq(problems(&f), 0);
    printf("%d changes beside %d readings\n", CHANGES, atomic_load(&shared->readings));
}
END_TEST

static void setup(void)
{
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(shared, MAP_FAILED);
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
}

static void teardown(void)
{
    fixture_end(&f);
    munmap(shared, sizeof *shared);
}

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, test_readers_and_a_writer);
}

int main(void)
{
    return run_suite("readers", add_tests);
}
