/*
 * Threads: a handle for each, one handle that is shared under a lock, and what needs no archive at all times at once.
 * What can go wrong here shows best under ThreadSanitizer (-fsanitize=thread).
 */
#include <pthread.h>

#include "archive_fixture.h"
#include "document_fixture.h"

enum { THREADS = 4, DOCUMENTS = 24, ROUNDS = 12 };

/*
 * ThreadSanitizer sees only some of what libraries do that were built without it, so what they call is not judged.
 * (Suppressing a race can deadlock: it is reported first, which wants the lock under which iconv_close frees.)
 */
__attribute__((visibility("default"))) const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
    return "ignore_noninstrumented_modules=1";
}

static fixture f;

static void start(void)
{
    fixture_start(&f);
}

static void end(void)
{
    fixture_end(&f);
}

/* Check's assertions are for the main thread; the others tell the first thing that went wrong here. */
typedef struct worker {
    pthread_t thread;
    int number;
    char wrong[300];
} worker;

static void expect(worker *w, bool holds, const char *what, const char *why)
{
    if (!holds && w->wrong[0] == '\0') snprintf(w->wrong, sizeof w->wrong, "%s: %s", what, why);
}

/* Runs the functions in threads, the first of them in one, the second in all others, and waits for the end. */
static void run(void *(*first)(void *), void *(*others)(void *))
{
    worker workers[THREADS + 1];
    memset(workers, 0, sizeof workers);
    for (int i = 0; i <= THREADS; i++) {
        workers[i].number = i;
        ck_assert_int_eq(pthread_create(&workers[i].thread, NULL, i == 0 ? first : others, &workers[i]), 0);
    }
    for (int i = 0; i <= THREADS; i++) pthread_join(workers[i].thread, NULL);
    for (int i = 0; i <= THREADS; i++) ck_assert_msg(workers[i].wrong[0] == '\0', "%d: %s", i, workers[i].wrong);
}

/* A speech of its own: two paragraphs of it hold 水务局. */
static size_t speech_write(char *text, size_t size, int number)
{
    return (size_t)snprintf(text, size,
                            "在青禾市第%d次水务工作会议上的讲话\n（2024年4月%d日）\n同志们：\n一、抓好第%d项工程\n"
                            "市水务局要在6月底前完成%d处水毁工程修复，投入%d.5亿元。\n"
                            "二、守住底线\n严禁挪用第%d批防汛资金，市水务局、各县区要落实责任。\n",
                            number + 1, number + 1, number + 1, number + 10, number + 1, number + 1);
}

static void *ingest_all(void *data)
{
    worker *w = data;
    speech_archive *archive = NULL;
    speech_error error = {SPEECH_OK, 0, ""};
    char text[2000], name[32];
    speech_status status = speech_archive_open(&archive, f.path, SPEECH_OPEN_READ_WRITE, &error);
    for (int i = 0; i < DOCUMENTS && status == SPEECH_OK; i++) {
        size_t length = speech_write(text, sizeof text, i);
        snprintf(name, sizeof name, "%d.txt", i);
        if (i % 4 == 0) status = speech_archive_begin(archive, &error);
        if (status == SPEECH_OK) status = speech_archive_ingest(archive, name, text, length, NULL, &error);
        if (status == SPEECH_OK && i % 4 == 3) status = speech_archive_commit(archive, &error);
    }
    expect(w, status == SPEECH_OK, "ingest", error.message);
    speech_archive_close(archive);
    return NULL;
}

/* Counts the rows of a cursor, if it was made, and frees it. */
static int count_rows(worker *w, speech_status status, speech_cursor **made, speech_error *error)
{
    int rows = 0;
    if (status == SPEECH_OK)
        while ((status = speech_cursor_next(*made, error)) == SPEECH_ROW) rows++;
    expect(w, status == SPEECH_DONE, "reading", error->message);
    speech_cursor_free(*made);
    *made = NULL;
    return rows;
}

/* Everything that reads, once: each of them sees whole documents only. Returns how many. */
static int look(worker *w, speech_archive *archive)
{
    static const char *const words[] = {"工程", "水务"};
    speech_error e = {SPEECH_OK, 0, ""};
    speech_cursor *c = NULL;
    speech_trend_options trend = {.struct_size = sizeof trend, .words = words, .word_count = 2};
    speech_task_filter tasks = {.struct_size = sizeof tasks, .as_of = "2024-07-02"};
    char *page = NULL;
    int hits = count_rows(w, speech_archive_search(archive, "水务局", NULL, NULL, &c, &e), &c, &e);
    int directives = count_rows(w, speech_archive_read(archive, SPEECH_DIRECTIVES, NULL, &c, &e), &c, &e);
    int years = count_rows(w, speech_archive_trend(archive, &trend, NULL, &c, &e), &c, &e);
    int places = count_rows(w, speech_archive_concordance(archive, "水务局", NULL, NULL, &c, &e), &c, &e);
    int open = count_rows(w, speech_archive_tasks(archive, &tasks, &c, &e), &c, &e);
    expect(w, speech_archive_handout(archive, &tasks, NULL, &page, &e) == SPEECH_OK, "handout", e.message);
    speech_free(page);
    expect(w, hits % 2 == 0 && places % 2 == 0 && places >= hits, "half a document", "found");
    expect(w, directives % 2 == 0 && open >= directives, "half a document", "read");
    expect(w, years == (hits == 0 && years == 0 ? 0 : 2), "years", "of the trend");
    return hits / 2;
}

static void *read_all(void *data)
{
    worker *w = data;
    speech_archive *archive = NULL;
    speech_error error = {SPEECH_OK, 0, ""};
    int before = 0;
    speech_status status = speech_archive_open(&archive, f.path, SPEECH_OPEN_READ_ONLY, &error);
    expect(w, status == SPEECH_OK, "open", error.message);
    for (int i = 0; i < ROUNDS && w->wrong[0] == '\0'; i++) {
        int now = look(w, archive);
        expect(w, now >= before, "documents", "went away");
        before = now;
    }
    speech_archive_close(archive);
    return NULL;
}

/* A handle for each thread, on one file: several read while one writes. */
START_TEST(test_handle_each)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    run(ingest_all, read_all);
    worker w = {.number = 0};
    ck_assert_int_eq(look(&w, f.archive), DOCUMENTS);
    ck_assert_str_eq(w.wrong, "");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* ---- one handle for all ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *ingest_shared(void *data)
{
    worker *w = data;
    speech_error error = {SPEECH_OK, 0, ""};
    char text[2000], name[32];
    for (int i = 0; i < DOCUMENTS; i++) {
        size_t length = speech_write(text, sizeof text, i);
        snprintf(name, sizeof name, "%d.txt", i);
        speech_status status;
        do { /* misuse while a cursor of another thread stands on a row */
            pthread_mutex_lock(&lock);
            status = speech_archive_ingest(f.archive, name, text, length, NULL, &error);
            pthread_mutex_unlock(&lock);
        } while (status == SPEECH_MISUSE);
        expect(w, status == SPEECH_OK, "ingest", error.message);
    }
    return NULL;
}

/* The lock is held for each call by itself, so that the cursors of all threads move in turns. */
static void *search_shared(void *data)
{
    worker *w = data;
    speech_error error = {SPEECH_OK, 0, ""};
    for (int i = 0; i < ROUNDS && w->wrong[0] == '\0'; i++) {
        speech_cursor *cursor = NULL;
        int rows = 0;
        pthread_mutex_lock(&lock);
        speech_status status = speech_archive_search(f.archive, "水务局", NULL, NULL, &cursor, &error);
        pthread_mutex_unlock(&lock);
        while (status == SPEECH_OK || status == SPEECH_ROW) {
            pthread_mutex_lock(&lock);
            status = speech_cursor_next(cursor, &error);
            const char *snippet = speech_cursor_text(cursor, speech_cursor_column(cursor, "snippet"));
            pthread_mutex_unlock(&lock);
            if (status != SPEECH_ROW) break;
            rows++; /* the text outlives what others do with their cursors */
            expect(w, snippet != NULL && strstr(snippet, "【水务局】") != NULL, "snippet", snippet);
        }
        pthread_mutex_lock(&lock);
        speech_cursor_free(cursor);
        pthread_mutex_unlock(&lock);
        expect(w, status == SPEECH_DONE, "search", error.message);
        expect(w, rows % 2 == 0, "half a document", "found");
    }
    return NULL;
}

START_TEST(test_handle_shared)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    run(ingest_shared, search_shared);
    worker w = {.number = 0};
    ck_assert_int_eq(look(&w, f.archive), DOCUMENTS);
    ck_assert_str_eq(w.wrong, "");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* ---- without an archive ---- */

static void analyze_once(worker *w, int i)
{
    char text[2000];
    speech_error error = {SPEECH_OK, 0, ""};
    speech_analysis *analysis = NULL;
    size_t length = speech_write(text, sizeof text, i);
    speech_status status = speech_analyze(&analysis, text, length, NULL, &error);
    expect(w, status == SPEECH_OK, "analyze", error.message);
    if (status == SPEECH_OK)
        expect(w, analysis->directive_count == 2 && analysis->section_count == 2, "analysis", "of other size");
    speech_analysis_free(analysis);
    analysis = NULL;
    status = speech_find_figures(&analysis, "投入16.4亿元", strlen("投入16.4亿元"), &error);
    expect(w, status == SPEECH_OK && analysis->figure_count == 1, "figures", error.message);
    speech_analysis_free(analysis);
}

static void numeral_once(worker *w)
{
    speech_decimal value = {0, 0};
    char words[40];
    size_t used = 0;
    speech_status status = speech_numeral_value("三万五千", strlen("三万五千"), &value, &used);
    speech_decimal_format(value, words, sizeof words);
    expect(w, status == SPEECH_OK && used == strlen("三万五千") && strcmp(words, "35000") == 0, "numeral", words);
}

/* A document of some format, and words that its text must hold. */
typedef struct sample_file {
    char *bytes;
    size_t length;
    const char *words;
} sample_file;

static sample_file files[8];
static int file_count;

static void file_add(const char *bytes, size_t length, const char *words)
{
    char *copy = malloc(length);
    memcpy(copy, bytes, length);
    files[file_count++] = (sample_file){copy, length, words};
}

static void files_make(void)
{
    static const char gbk[] = "\xB8\xF7\xCF\xD8\xC7\xF8\xD2\xAA\xC2\xE4\xCA\xB5\xD4\xF0\xC8\xCE\xA1\xA3"
                              "\xD1\xCF\xBD\xFB\xC5\xB2\xD3\xC3\xD7\xCA\xBD\xF0\xA1\xA3";
    static const char big5[] = "\xA6\x55\xBF\xA4\xB0\xCF\xAD\x6E\xB8\xA8\xB9\xEA\xB3\x64\xA5\xF4\xA1\x43";
    static const char utf16[] = "\xFF\xFE\x04\x54\xBF\x53\x3A\x53\x81\x89\x3D\x84\x9E\x5B";
    file_add(gbk, sizeof gbk - 1, "各县区要落实责任");
    file_add(big5, sizeof big5 - 1, "責任");
    file_add(utf16, sizeof utf16 - 1, "各县区");
    file_add("# 题目\n\n- 各县区\n", strlen("# 题目\n\n- 各县区\n"), "各县区");
#if SPEECH_WITH_HTML
    static const char page[] =
        "<html><head><title>题目</title></head><body><p>各县区要<b>落实</b>责任&amp;义务</p></body>";
    file_add(page, sizeof page - 1, "各县区要落实责任&义务");
#endif
#if SPEECH_WITH_DOCX
    size_t length;
    char *docx = docx_of("<w:p><w:r><w:t>各县区要落实责任</w:t></w:r></w:p>", NULL, NULL, &length);
    file_add(docx, length, "各县区要落实责任");
    free(docx);
#endif
#if SPEECH_WITH_PDF
    /* Damaged: what is initialised is initialised all the same. */
    file_add("%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n", 42, NULL);
#endif
}

static void read_once(worker *w, const sample_file *file)
{
    speech_document *document = NULL;
    speech_error error = {SPEECH_OK, 0, ""};
    speech_status status = speech_document_read(&document, file->bytes, file->length, NULL, &error);
    if (file->words == NULL) {
        expect(w, status == SPEECH_ENCODING, "a damaged file", "was read");
        return;
    }
    expect(w, status == SPEECH_OK, file->words, error.message);
    if (status == SPEECH_OK) expect(w, strstr(document->text, file->words) != NULL, file->words, document->text);
    speech_document_free(document);
}

/* No thread has done any of this before, so that all initialise at once what has to be. */
static void *work_without_archive(void *data)
{
    worker *w = data;
    for (int i = 0; i < ROUNDS; i++) {
        for (int k = 0; k < file_count; k++) read_once(w, &files[(k + w->number) % file_count]);
        analyze_once(w, i);
        numeral_once(w);
        expect(w, strcmp(speech_status_text(SPEECH_FULL), "disk full") == 0, "status", "text");
    }
    return NULL;
}

START_TEST(test_without_archive)
{
    file_count = 0;
    files_make();
    run(work_without_archive, work_without_archive);
    for (int i = 0; i < file_count; i++) free(files[i].bytes);
}
END_TEST

/* ---- preparing in several threads, storing in one ---- */

static char texts[DOCUMENTS][2000], names[DOCUMENTS][32];
static speech_prepared *ready[DOCUMENTS]; /* under the lock */
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

/* Some know what the archive holds, by a handle of their own. */
static void *prepare_share(void *data)
{
    worker *w = data;
    speech_error error = {SPEECH_OK, 0, ""};
    speech_ingest_options options = {.struct_size = sizeof options};
    if (w->number % 2 == 0) {
        speech_status opened = speech_archive_open(&options.known, f.path, SPEECH_OPEN_READ_ONLY, &error);
        expect(w, opened == SPEECH_OK, "open", error.message);
    }
    for (int i = w->number - 1; i < DOCUMENTS; i += THREADS) {
        speech_prepared *prepared = NULL;
        size_t length = speech_write(texts[i], sizeof texts[i], i);
        snprintf(names[i], sizeof names[i], "%d.txt", i);
        speech_status status = speech_prepare(&prepared, names[i], texts[i], length, &options, &error);
        expect(w, status == SPEECH_OK, "prepare", error.message);
        if (status != SPEECH_OK) abort(); /* nobody would ever store it */
        pthread_mutex_lock(&lock);
        ready[i] = prepared;
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&lock);
    }
    speech_archive_close(options.known);
    return NULL;
}

static void *store_all(void *data)
{
    worker *w = data;
    speech_error error = {SPEECH_OK, 0, ""};
    for (int i = 0; i < DOCUMENTS; i++) {
        pthread_mutex_lock(&lock);
        while (ready[i] == NULL) pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
        speech_ingest_result result = {.struct_size = sizeof result};
        speech_status status = speech_archive_store(f.archive, ready[i], &result, &error);
        expect(w, status == SPEECH_OK && result.outcome == SPEECH_STORED, "store", error.message);
        speech_prepared_free(ready[i]);
        ready[i] = NULL;
    }
    return NULL;
}

START_TEST(test_prepare)
{
    fixture_open(&f, SPEECH_OPEN_CREATE);
    run(store_all, prepare_share);
    worker w = {.number = 0};
    ck_assert_int_eq(look(&w, f.archive), DOCUMENTS);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* ---- a handle that moves ---- */

static speech_cursor *moving;

static void *open_one(void *data)
{
    worker *w = data;
    speech_status status = speech_archive_open(&f.archive, f.path, SPEECH_OPEN_CREATE, &f.error);
    if (status == SPEECH_OK)
        status = speech_archive_ingest(f.archive, "a", SAMPLE_TEXT, strlen(SAMPLE_TEXT), NULL, &f.error);
    if (status == SPEECH_OK) status = speech_archive_search(f.archive, "要", NULL, NULL, &moving, &f.error);
    if (status == SPEECH_OK) status = speech_cursor_next(moving, &f.error);
    expect(w, status == SPEECH_ROW, "open", f.error.message);
    return NULL;
}

static void *go_on(void *data)
{
    worker *w = data;
    expect(w, speech_cursor_next(moving, &f.error) == SPEECH_ROW, "next", f.error.message);
    return NULL;
}

static void *close_one(void *data)
{
    (void)data;
    speech_cursor_free(moving);
    fixture_close(&f);
    return NULL;
}

static void *do_nothing(void *data)
{
    (void)data;
    return NULL;
}

/* Opened in one thread, used in another, closed in a third, none of which is the main one. */
START_TEST(test_moves)
{
    run(open_one, do_nothing);
    run(go_on, do_nothing);
    run(close_one, do_nothing);
    fixture_open(&f, SPEECH_OPEN_READ_ONLY);
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM documents"), "1");
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, start, end);
    tcase_add_test(tests, test_without_archive);
    tcase_add_test(tests, test_handle_each);
    tcase_add_test(tests, test_handle_shared);
    tcase_add_test(tests, test_prepare);
    tcase_add_test(tests, test_moves);
}

int main(void)
{
    return run_suite("threads", add_tests);
}
