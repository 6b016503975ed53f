/*
 * What the library leaves alone: it prints nothing, and neither follows nor changes the locale, signals, the
 * environment, the working directory, the umask, open files and the floating-point environment of its program.
 */
#include <fcntl.h>
#include <fenv.h>
#include <locale.h>
#include <signal.h>
#include <sys/stat.h>

#include "archive_fixture.h"
#include "document_fixture.h"
#include "memory.h"
#include "text_buffer.h"

extern char **environ;

static fixture f;

/* ---- the work ---- */

static void ingest(const char *name, const char *bytes, size_t length)
{
    speech_status status = speech_archive_ingest(f.archive, name, bytes, length, NULL, &f.error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", name, f.error.message);
}

/* Documents of all formats, of which one has its tags, attributes and encoding in capitals. */
static void ingest_all(void)
{
    static const char page[] =
        "<HTML><HEAD><META NAME='ArticleTitle' CONTENT='题目'><META NAME='PUBLISHDATE' CONTENT='2024-04-03'></HEAD>"
        "<BODY><SCRIPT>IF (I)</SCRIPT><DIV STYLE='DISPLAY:INLINE'>各县区要在6月底前完成12.5公里<B>整治</B>。</DIV>"
        "<P STYLE='VISIBILITY:HIDDEN'>不得</P><TITLE>X</TITLE></BODY></HTML>";
    ingest("a.txt", SAMPLE_TEXT, strlen(SAMPLE_TEXT));
    ingest("b.MD", "# 题目\n\n各县区要投入**1,234.5万元**。\n", strlen("# 题目\n\n各县区要投入**1,234.5万元**。\n"));
    if (SPEECH_WITH_HTML) ingest("c.HTML", page, strlen(page));
#if SPEECH_WITH_DOCX
    static char *docx; /* made once, as a container has its time in it */
    static size_t length;
    if (docx == NULL)
        docx = docx_of("<w:p><w:r><w:t>各县区要在2025年完成三分之一的任务。</w:t></w:r></w:p>", NULL, NULL, &length);
    ingest("d.docx", docx, length);
#endif
}

static speech_status read_as(const char *bytes, const char *encoding, const char *media_type, text_buffer *said)
{
    speech_document *document = NULL;
    speech_read_options options = {.struct_size = sizeof options, .encoding = encoding, .media_type = media_type};
    speech_status status = speech_document_read(&document, bytes, strlen(bytes), &options, &f.error);
    if (status == SPEECH_OK) text_buffer_add(said, document->encoding, strlen(document->encoding));
    if (status == SPEECH_OK) text_buffer_add(said, document->text, strlen(document->text));
    text_buffer_add(said, f.error.message, status == SPEECH_OK ? 0 : strlen(f.error.message));
    speech_document_free(document);
    return status;
}

/* Adds all rows of a cursor, but not the clock's, and frees it. */
static void rows_add(text_buffer *said, speech_status status, speech_cursor **made)
{
    speech_cursor *cursor = *made;
    ck_assert_msg(status == SPEECH_OK, "%s", f.error.message);
    while (speech_cursor_next(cursor, &f.error) == SPEECH_ROW)
        for (int i = 0; i < speech_cursor_columns(cursor); i++) {
            const char *text = speech_cursor_text(cursor, i);
            if (strstr(speech_cursor_name(cursor, i), "ed_at") != NULL) continue;
            text_buffer_add(said, text == NULL ? "-" : text, text == NULL ? 1 : strlen(text));
            text_buffer_add(said, "\n", 1);
        }
    speech_cursor_free(cursor);
}

static void handouts_add(text_buffer *said)
{
    speech_task_filter filter = {.struct_size = sizeof filter, .as_of = "2024-06-01"};
    for (int i = SPEECH_HANDOUT_MARKDOWN; i <= SPEECH_HANDOUT_CALENDAR; i++) {
        char *page = NULL;
        speech_handout_options options = {.struct_size = sizeof options, .format = (speech_handout_format)i};
        options.stamp = "20240601T080000Z";
        ck_assert_int_eq(speech_archive_handout(f.archive, &filter, &options, &page, &f.error), SPEECH_OK);
        text_buffer_add(said, page, strlen(page));
        speech_free(page);
    }
}

/* The whole job, with its failures: ingest, reading, searching, counting, the ledger, care. Says what it gave. */
static char *work(void)
{
    static const char *const words[] = {"项目", "要 actor:各县 KIND:money"};
    text_buffer said = {0};
    speech_cursor *c = NULL;
    speech_trend_options trend = {.struct_size = sizeof trend, .words = words, .word_count = 2};
    speech_task_filter tasks = {.struct_size = sizeof tasks, .as_of = "2024-06-01"};
    speech_task_mark mark = {.struct_size = sizeof mark, .status = SPEECH_TASK_DONE, .happened_on = "2024-05-01"};
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ingest_all();
    ck_assert_int_eq(speech_archive_mark(f.archive, 1, &mark, &f.error), SPEECH_OK);
    for (int i = SPEECH_DOCUMENTS; i <= SPEECH_DOUBTS; i++)
        rows_add(&said, speech_archive_read(f.archive, (speech_table)i, NULL, &c, &f.error), &c);
    rows_add(&said, speech_archive_search(f.archive, "要 OR MODALITY:FORBID", NULL, NULL, &c, &f.error), &c);
    rows_add(&said, speech_archive_trend(f.archive, &trend, NULL, &c, &f.error), &c);
    rows_add(&said, speech_archive_concordance(f.archive, "要", NULL, NULL, &c, &f.error), &c);
    rows_add(&said, speech_archive_tasks(f.archive, &tasks, &c, &f.error), &c);
    handouts_add(&said);
    ck_assert_int_eq(read_as("<P>TITLE</P>", "UTF-8", "TEXT/HTML", &said),
                     SPEECH_WITH_HTML ? SPEECH_OK : SPEECH_UNSUPPORTED);
    ck_assert_int_eq(read_as("\xC4\xCF", "big5", "text/plain", &said), SPEECH_OK);
    ck_assert_int_eq(read_as("\xD2\xAA", "GBK", NULL, &said), SPEECH_OK);
    ck_assert_int_eq(read_as("%PDF-1.4 broken", NULL, NULL, &said),
                     SPEECH_WITH_PDF ? SPEECH_ENCODING : SPEECH_UNSUPPORTED);
    ck_assert_int_eq(read_as("PK\3\4 broken", NULL, NULL, &said),
                     SPEECH_WITH_DOCX ? SPEECH_ENCODING : SPEECH_UNSUPPORTED);
    ck_assert_int_eq(speech_archive_ingest_file(f.archive, "/none/such.txt", NULL, &f.error), SPEECH_NOT_FOUND);
    ck_assert_int_eq(speech_archive_rebuild(f.archive, NULL, NULL, &f.error), SPEECH_OK);
    ck_assert_int_eq(problems(&f), 0);
    fixture_end(&f);
    return said.text;
}

/* Is it the same as without a locale or environment? Tells from where on it is not. */
static void expect_same(const char *said, const char *expected, const char *where)
{
    size_t at = 0;
    while (said[at] == expected[at] && said[at] != '\0') at++;
    size_t from = at < 60 ? 0 : at - 60;
    ck_assert_msg(said[at] == expected[at], "%s: \"%.120s\" instead of \"%.120s\"", where, said + from,
                  expected + from);
}

/* ---- what it must not change ---- */

/* The state of the process, in words, so that two of them can be compared. */
static char *state(void)
{
    text_buffer said = {0};
    char words[600];
    for (int number = 1; number < 32; number++) {
        struct sigaction action;
        if (sigaction(number, NULL, &action) != 0) continue;
        snprintf(words, sizeof words, "signal %d %p %x\n", number, (void *)action.sa_handler,
                 (unsigned)action.sa_flags);
        text_buffer_add(&said, words, strlen(words));
    }
    sigset_t blocked;
    sigprocmask(SIG_SETMASK, NULL, &blocked);
    for (int number = 1; number < 32; number++) text_buffer_add(&said, sigismember(&blocked, number) ? "1" : "0", 1);
    mode_t mask = umask(0);
    umask(mask);
    char *directory = getcwd(NULL, 0);
    snprintf(words, sizeof words, "\numask %o in %s, locale %s, rounding %d, exceptions %d, alarm %u\n", (unsigned)mask,
             directory, setlocale(LC_ALL, NULL), fegetround(), fetestexcept(FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW),
             alarm(0));
    free(directory);
    text_buffer_add(&said, words, strlen(words));
    for (char **one = environ; *one != NULL; one++) text_buffer_add(&said, *one, strlen(*one) + 1);
    return said.text;
}

/* The open files, in order, with what they are. */
static int open_files(int *highest)
{
    int count = 0;
    for (int number = 0; number < 1024; number++)
        if (fcntl(number, F_GETFD) != -1) {
            *highest = number;
            count++;
        }
    return count;
}

static void on_signal(int number)
{
    (void)number;
}

START_TEST(test_state)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGALRM, on_signal);
    signal(SIGUSR1, on_signal);
    umask(027);
    fesetround(FE_UPWARD);
    memory_free(work()); /* what the C library and others open once and keep */
    feclearexcept(FE_ALL_EXCEPT);
    int highest = 0, highest_after = 0, count = open_files(&highest);
    char *before = state();
    memory_free(work());
    char *after = state();
    ck_assert_str_eq(before, after);
    ck_assert_int_eq(open_files(&highest_after), count);
    ck_assert_int_eq(highest_after, highest);
    memory_free(before);
    memory_free(after);
}
END_TEST

START_TEST(test_prints_nothing)
{
    FILE *caught = tmpfile();
    int streams[] = {STDOUT_FILENO, STDERR_FILENO}, kept[2];
    for (int i = 0; i < 2; i++) {
        kept[i] = dup(streams[i]);
        dup2(fileno(caught), streams[i]);
    }
    char *said = work();
    fflush(NULL);
    for (int i = 0; i < 2; i++) dup2(kept[i], streams[i]);
    memory_free(said);
    struct stat info;
    ck_assert_int_eq(fstat(fileno(caught), &info), 0);
    ck_assert_int_eq((int)info.st_size, 0);
    fclose(caught);
}
END_TEST

/* ---- what it must not follow ---- */

/* Makes a locale from the system's sources. Its UTF-8 and its single bytes differ in what is a letter. */
static bool locale_make(const char *folder, const char *source, const char *charmap, const char *name)
{
    char command[400];
    snprintf(command, sizeof command,
             "command -v localedef >/dev/null && localedef -c -i %s -f %s %s/%s >/dev/null 2>&1", source, charmap,
             folder, name);
    return system(command) == 0;
}

/* A decimal comma, and letters of which I and i are none of the same. */
START_TEST(test_locale)
{
    static const char *const locales[][3] = {{"de_DE", "UTF-8", "de_DE.UTF-8"},
                                             {"tr_TR", "UTF-8", "tr_TR.UTF-8"},
                                             {"tr_TR", "ISO-8859-9", "tr_TR.ISO-8859-9"}};
    char folder[] = "/tmp/speech-locales-XXXXXX", command[100];
    char *expected = work();
    ck_assert_ptr_nonnull(mkdtemp(folder));
    setenv("LOCPATH", folder, 1);
    for (int i = 0; i < 3; i++) {
        bool made = locale_make(folder, locales[i][0], locales[i][1], locales[i][2]);
        if (!made || setlocale(LC_ALL, locales[i][2]) == NULL) {
            printf("skipped: locale %s can't be made here\n", locales[i][2]);
            continue;
        }
        char number[8];
        snprintf(number, sizeof number, "%.1f", 1.5);
        ck_assert_str_eq(number, "1,5");
        char *said = work();
        setlocale(LC_ALL, "C");
        expect_same(said, expected, locales[i][2]);
        memory_free(said);
    }
    memory_free(expected);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}
END_TEST

/* Neither does the environment matter, but where SQLite looks for room for its temporary files. */
START_TEST(test_environment)
{
    char *expected = work();
    setenv("LC_ALL", "tr_TR.UTF-8", 1);
    setenv("LANG", "de_DE.UTF-8", 1);
    setenv("TZ", "Pacific/Auckland", 1);
    unsetenv("HOME");
    setenv("PATH", "/usr/bin:/bin", 1);
    char *said = work();
    expect_same(said, expected, "another environment");
    memory_free(said);
    memory_free(expected);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_state);
    tcase_add_test(tests, test_prints_nothing);
    tcase_add_test(tests, test_locale);
    tcase_add_test(tests, test_environment);
}

int main(void)
{
    return run_suite("effects", add_tests);
}
