/*
 * Processes that work on one archive are killed at random moments. After each kill the archive opens and passes the
 * check, all that was acknowledged is there, and what was not is there whole or not at all.
 *
 * SPEECH_KILLS=1000 build/check_kills kills as often as that; SPEECH_SEED chooses other moments.
 */
#include "archive_fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static fixture f;

enum { USUAL_KILLS = 15, NAMES = 6 };

enum change { STORED, REMOVED, MARKED };

/* What a process writes to its pipe when a change is done. */
typedef struct acknowledgement {
    enum change what;
    int name;    /* of NAMES */
    int version; /* of its text, or the number of the mark */
} acknowledgement;

/* What must be there: of each name the version acknowledged last (0: none), and the number of marks. */
static int versions[NAMES];
static int marks;

static int number_from(const char *variable, int usual)
{
    const char *value = getenv(variable);
    return value == NULL ? usual : atoi(value);
}

/* ---- a process ---- */

static void name_write(char out[16], int name)
{
    snprintf(out, 16, "%d.txt", name);
}

/* Of some kilobytes, so that a change is many pages; every version has its own number in each line. */
static char *text_make(int name, int version)
{
    enum { LINES = 30, LINE = 120 };
    char *text = malloc(LINES * LINE);
    size_t length = (size_t)snprintf(text, LINE, "在%d号水库会议上的讲话\n同志们：\n", name);
    for (int i = 0; i < LINES - 3; i++)
        length +=
            (size_t)snprintf(text + length, LINE, "各县要在6月底前修好%d号渠的第%d段，第%d版。\n", name, i, version);
    return text;
}

static void acknowledge(int out, enum change what, int name, int version)
{
    acknowledgement done = {what, name, version};
    if (write(out, &done, sizeof done) != sizeof done) _exit(2);
}

static speech_status store(speech_archive *archive, int name, int version)
{
    char called[16], *text = text_make(name, version);
    name_write(called, name);
    speech_status status = speech_archive_ingest(archive, called, text, strlen(text), NULL, &f.error);
    free(text);
    return status;
}

static speech_status mark(speech_archive *archive, int number)
{
    char note[16];
    snprintf(note, sizeof note, "%d", number);
    speech_task_mark m = {
        .struct_size = sizeof m, .status = SPEECH_TASK_DOING, .happened_on = "2026-03-01", .note = note};
    return speech_archive_mark(archive, 1, &m, &f.error);
}

/* Two documents in one transaction. */
static speech_status store_group(speech_archive *archive, int name, int version)
{
    speech_status status = speech_archive_begin(archive, &f.error);
    if (status == SPEECH_OK) status = store(archive, name, version);
    if (status == SPEECH_OK) status = store(archive, (name + 1) % NAMES, version);
    return status == SPEECH_OK ? speech_archive_commit(archive, &f.error) : status;
}

static speech_status remove_document(speech_archive *archive, int name)
{
    char called[16];
    name_write(called, name);
    speech_status status = speech_archive_remove(archive, called, &f.error);
    return status == SPEECH_NOT_FOUND ? SPEECH_OK : status;
}

/* Works until it is killed. Version numbers only rise, also from one process to the next. */
static void work(int out, int version)
{
    speech_archive *archive = NULL;
    speech_status status = speech_archive_open(&archive, f.path, SPEECH_OPEN_CREATE, &f.error);
    for (; status == SPEECH_OK; version++) {
        int name = version * 7 % NAMES;
        switch (version % 8) {
        case 3:
            status = remove_document(archive, name);
            if (status == SPEECH_OK) acknowledge(out, REMOVED, name, version);
            break;
        case 5:
            status = store_group(archive, name, version);
            if (status == SPEECH_OK) acknowledge(out, STORED, name, version);
            if (status == SPEECH_OK) acknowledge(out, STORED, (name + 1) % NAMES, version);
            break;
        case 6: status = speech_archive_rebuild(archive, NULL, NULL, &f.error); break;
        case 1:
        case 7:
            status = mark(archive, version);
            if (status == SPEECH_OK) acknowledge(out, MARKED, 0, version);
            break;
        default:
            status = store(archive, name, version);
            if (status == SPEECH_OK) acknowledge(out, STORED, name, version);
        }
    }
    fprintf(stderr, "%s\n", f.error.message);
    _exit(1);
}

/* ---- what it leaves ---- */

/* The version of a name in the archive, 0 if there is none; all its lines must be of it. */
static int version_stored(int name)
{
    char sql[300];
    snprintf(
        sql, sizeof sql,
        "SELECT coalesce(max(0 + substr(p.text, instr(p.text, '，第') + 2)), 0) || ' ' || "
        "count(DISTINCT substr(p.text, instr(p.text, '，第'))) FROM documents d JOIN speeches s ON s.document_id = "
        "d.id JOIN paragraphs p ON p.speech_id = s.id WHERE d.name = '%d.txt' AND p.text LIKE '%%版。'",
        name);
    int version = 0, different = 0;
    ck_assert_int_eq(sscanf(query(&f, sql), "%d %d", &version, &different), 2);
    ck_assert_msg(different <= 1, "%d.txt is of %d versions", name, different);
    return version;
}

/* The last change may be done without having been acknowledged, so something newer is as good. */
static int archive_verify(int newest)
{
    int unsaid = 0;
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ck_assert_int_eq(problems(&f), 0);
    for (int name = 0; name < NAMES; name++) {
        int version = version_stored(name);
        bool newer = version > newest || (version == 0 && versions[name] != 0);
        ck_assert_msg(version == versions[name] || newer, "%d.txt is of version %d, and %d was acknowledged", name,
                      version, versions[name]);
        unsaid += version != versions[name];
        versions[name] = version;
    }
    ck_assert_msg(unsaid <= 2, "%d changes were not acknowledged", unsaid); /* a group has two */
    int stored = atoi(query(&f, "SELECT count(*) FROM task_history"));
    ck_assert_msg(stored == marks || stored == marks + 1, "%d marks, and %d were acknowledged", stored, marks);
    marks = stored;
    fixture_close(&f);
    return unsaid;
}

/* Takes note of what was acknowledged. Returns the highest version among it. */
static int acknowledgements_read(int in, int newest)
{
    acknowledgement done;
    while (read(in, &done, sizeof done) == sizeof done) {
        if (done.what == MARKED) marks++;
        if (done.what == STORED || done.what == REMOVED) versions[done.name] = done.what == STORED ? done.version : 0;
        newest = done.version;
    }
    return newest;
}

START_TEST(test_kills)
{
    int kills = number_from("SPEECH_KILLS", USUAL_KILLS), newest = 1, said = 0;
    srand((unsigned)number_from("SPEECH_SEED", 1));
    fixture_open(&f, SPEECH_OPEN_CREATE);
    ck_assert_int_eq(store(f.archive, 5, 1), SPEECH_OK); /* the text that task 1 is in, for a while */
    versions[5] = 1;
    fixture_close(&f);
    for (int i = 0; i < kills; i++) {
        int ends[2];
        ck_assert_int_eq(pipe(ends), 0);
        pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0) work(ends[1], newest + 1);
        close(ends[1]);
        long milliseconds = 5 + rand() % 250;
        nanosleep(&(struct timespec){.tv_nsec = milliseconds * 1000000}, NULL);
        kill(child, SIGKILL);
        int result = 0;
        ck_assert_int_eq(waitpid(child, &result, 0), child);
        ck_assert_msg(WIFSIGNALED(result), "it ended before it was killed");
        int before = newest;
        newest = acknowledgements_read(ends[0], newest);
        close(ends[0]);
        said += newest - before;
        archive_verify(newest);
        newest++; /* the change in hand may have been done */
    }
    printf("%d kills, %d changes acknowledged\n", kills, said);
    ck_assert_int_gt(said, 0);
}
END_TEST

static void setup(void)
{
    fixture_start(&f);
}

static void teardown(void)
{
    fixture_end(&f);
}

static void add_tests(TCase *tests)
{
    tcase_set_timeout(tests, number_from("SPEECH_KILLS", USUAL_KILLS) * 5 + 120);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, test_kills);
}

int main(void)
{
    return run_suite("kills", add_tests);
}
