/*
 * Every operation on the disk is made to fail, one after the other, in everything that an archive is used for. Then the
 * call must say so and leave its outputs alone; and the archive must open, pass the check, and be as it was before or
 * as it is to be after. SPEECH_FAULTS=all takes each operation; otherwise some of each kind of fault, evenly spread.
 */
#include "fault_vfs.h"
#include "older_archive.h"
#include "read_everything.h"

#include <limits.h>

static fixture f;
static char template[128]; /* what a scenario begins with; "" in place of an archive: nothing */

static const char CHANGED_TEXT[] = "在青禾市水务工作会议上的讲话\n同志们：\n去年全市新建水库13座。\n一、抓好工程\n"
                                   "市水务局要在6月底前完成3至5个项目，投资1.5亿元。\n";
static const char OTHER_TEXT[] = "在云岭县春耕会议上的讲话\n（2024年3月1日）\n同志们：\n一、备耕\n"
                                 "各乡镇要在3月20日前备足种子500吨。\n";

/* ---- what is done ---- */

static speech_status ingest_text(const char *name, const char *text)
{
    speech_ingest_result result, before;
    memset(&result, 0xA5, sizeof result);
    result.struct_size = sizeof result;
    before = result;
    speech_status status = speech_archive_ingest(f.archive, name, text, strlen(text), &result, &f.error);
    if (status != SPEECH_OK) ck_assert_mem_eq(&result, &before, sizeof result);
    return status;
}

static speech_status mark_task(int64_t id)
{
    speech_task_mark mark = {.struct_size = sizeof mark, .status = SPEECH_TASK_DOING, .happened_on = "2023-05-02"};
    return speech_archive_mark(f.archive, id, &mark, &f.error);
}

static speech_status assign_task(int64_t id)
{
    speech_task_assignment assignment = {
        .struct_size = sizeof assignment, .happened_on = "2023-05-03", .lead = "市水务局", .due_on = "2023-07"};
    return speech_archive_assign(f.archive, id, &assignment, &f.error);
}

static speech_status act_nothing(int number)
{
    (void)number;
    return SPEECH_OK;
}

static speech_status act_new(int number)
{
    (void)number;
    return ingest_text("new.txt", OTHER_TEXT);
}

static speech_status act_replaced(int number)
{
    (void)number;
    return ingest_text("a.txt", CHANGED_TEXT);
}

static speech_status act_alias(int number)
{
    (void)number;
    return ingest_text("alias.txt", SAMPLE_TEXT);
}

static speech_status act_remove(int number)
{
    (void)number;
    return speech_archive_remove(f.archive, "b.txt", &f.error);
}

static speech_status act_mark(int number)
{
    return mark_task(number);
}

static speech_status act_assign(int number)
{
    return assign_task(number);
}

static speech_status act_rebuild(int number)
{
    (void)number;
    return speech_archive_rebuild(f.archive, NULL, NULL, &f.error);
}

static speech_status act_group(int number)
{
    (void)number;
    speech_status status = speech_archive_begin(f.archive, &f.error);
    if (status == SPEECH_OK) status = ingest_text("new.txt", OTHER_TEXT);
    if (status == SPEECH_OK) status = ingest_text("a.txt", CHANGED_TEXT);
    if (status == SPEECH_OK) status = mark_task(1);
    if (status == SPEECH_OK) status = speech_archive_remove(f.archive, "b.txt", &f.error);
    return status == SPEECH_OK ? speech_archive_commit(f.archive, &f.error) : status;
}

typedef struct scenario {
    const char *name;
    speech_status (*act)(int number);
    int number;
    const char *begin; /* what there is before: "" nothing, "1" an archive of format 1, else the template */
} scenario;

static const scenario SCENARIOS[] = {
    {"create", act_nothing, 0, ""},
    {"create and ingest", act_new, 0, ""},
    {"migrate", act_nothing, 0, "1"},
    {"open", act_nothing, 0, "2"},
    {"ingest a new document", act_new, 0, "2"},
    {"replace a document", act_replaced, 0, "2"},
    {"add an alias", act_alias, 0, "2"},
    {"remove a document", act_remove, 0, "2"},
    {"a group", act_group, 0, "2"},
    {"mark", act_mark, 1, "2"},
    {"mark a directive anew", act_mark, 3, "2"},
    {"assign", act_assign, 1, "2"},
    {"rebuild", act_rebuild, 0, "2"},
};
enum { SCENARIO_COUNT = sizeof SCENARIOS / sizeof SCENARIOS[0] };

/* ---- templates ---- */

static void copy_file(const char *from, const char *to)
{
    size_t length = 0;
    char *bytes = read_file(from, &length);
    ck_assert_ptr_nonnull(bytes);
    FILE *out = fopen(to, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, length, out), length);
    ck_assert_int_eq(fclose(out), 0);
    free(bytes);
}

static void expect_ok(speech_status status)
{
    ck_assert_msg(status == SPEECH_OK, "%s", f.error.message);
}

static void template_make(const char *begin)
{
    char wanted[sizeof f.path];
    snprintf(template, sizeof template, "%s/template.db", f.directory);
    strcpy(wanted, f.path);
    strcpy(f.path, template);
    fixture_open(&f, SPEECH_OPEN_CREATE);
    expect_ok(ingest_text("a.txt", SAMPLE_TEXT));
    expect_ok(ingest_text("b.txt", "在青禾市林业工作会议上的讲话\n同志们：\n各县要种树3万亩。\n"));
    if (begin[0] == '2') {
        expect_ok(mark_task(1));
        expect_ok(assign_task(1));
        expect_ok(ingest_text("c.txt", SAMPLE_TEXT));
    }
    fixture_close(&f);
    if (begin[0] == '1') {
        char older[160];
        snprintf(older, sizeof older, "%s.1", template);
        older_make(&f, older);
        strcpy(template, older);
    }
    strcpy(f.path, wanted);
}

static void template_take(const scenario *s)
{
    static const char *const ENDINGS[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ENDINGS / sizeof ENDINGS[0]; i++) {
        char path[sizeof f.path + 16];
        snprintf(path, sizeof path, "%s%s", f.path, ENDINGS[i]);
        unlink(path);
    }
    if (s->begin[0] != '\0') copy_file(template, f.path);
}

/* ---- one run ---- */

/* Everything in the tables but times of day, as a digest; 0: there is no archive. */
static uint64_t state_digest(void)
{
    static const char *const TABLES[] = {
        "documents",       "document_aliases", "document_statements", "speeches",        "sections",
        "paragraphs",      "directives",       "directive_bodies",    "figures",         "doubts",
        "tasks",           "task_history",     "likeness_keys",       "near_duplicates", "task_assignments",
        "paragraph_facts", "archive_info"};
    sqlite3 *db = NULL;
    uint64_t digest = 1;
    ck_assert_int_eq(sqlite3_open(f.path, &db), SQLITE_OK);
    for (size_t t = 0; t < sizeof TABLES / sizeof TABLES[0]; t++) {
        sqlite3_stmt *rows = NULL;
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2", TABLES[t]);
        if (sqlite3_prepare_v2(db, sql, -1, &rows, NULL) != SQLITE_OK) continue; /* of an older format, or none */
        while (sqlite3_step(rows) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count(rows); i++)
                if (strstr(sqlite3_column_name(rows, i), "ed_at") == NULL)
                    digest_add(&digest, (const char *)sqlite3_column_text(rows, i));
        sqlite3_finalize(rows);
    }
    sqlite3_close(db);
    return digest;
}

static bool exists(void)
{
    return access(f.path, F_OK) == 0;
}

/* Runs a scenario under a plan. Returns what the first call that failed gave. */
static speech_status scenario_run(const scenario *s, const fault_plan *plan)
{
    speech_archive *const none = (speech_archive *)&f;
    template_take(s);
    if (plan->kind == FAULT_POWER) fault_power_watch();
    fault_plan_set(plan);
    f.archive = none;
    speech_status status =
        speech_archive_open(&f.archive, f.path, s->begin[0] == '\0' ? SPEECH_OPEN_CREATE : 0, &f.error);
    if (status != SPEECH_OK) {
        ck_assert_msg(f.archive == none, "%s: an output was touched", s->name);
        f.archive = NULL;
    } else {
        status = s->act(s->number);
    }
    return status;
}

static bool is_sensible(speech_status status, const fault_plan *plan)
{
    if (status == SPEECH_OK || status == SPEECH_IO) return true;
    if (plan->kind == FAULT_FULL) return status == SPEECH_FULL;
    return plan->kind == FAULT_BUSY && status == SPEECH_BUSY;
}

static uint64_t before, after;

/* Without the fault: does the archive open, is it sound, is it what it was or what it was to be? */
static void outcome_verify(const scenario *s, const fault_plan *plan, speech_status status)
{
    if (!exists() && s->begin[0] == '\0') return;
    speech_status opened = speech_archive_open(&f.archive, f.path, SPEECH_OPEN_CREATE, &f.error);
    ck_assert_msg(opened == SPEECH_OK, "%s, fault %d at %ld: %s", s->name, plan->kind, plan->at, f.error.message);
    ck_assert_msg(problems(&f) == 0, "%s, fault %d at %ld: the check finds problems", s->name, plan->kind, plan->at);
    fixture_close(&f);
    uint64_t state = state_digest();
    ck_assert_msg(state == after || (status != SPEECH_OK && state == before),
                  "%s, fault %d at %ld (%s): neither as before nor as wanted", s->name, plan->kind, plan->at,
                  speech_status_text(status));
}

/* The states before and after, and the number of operations of a kind. */
static long scenario_measure(const scenario *s, fault_kind kind)
{
    fault_plan never = {kind, LONG_MAX, false};
    template_take(s);
    speech_archive_open(&f.archive, f.path, SPEECH_OPEN_CREATE, NULL); /* an older or empty one has a state too */
    fixture_close(&f);
    before = state_digest();
    ck_assert_int_eq(scenario_run(s, &never), SPEECH_OK);
    fixture_close(&f);
    long operations = fault_operations();
    fault_power_return(LOSS_NONE, 0);
    after = state_digest();
    return operations;
}

/* ---- sweeps ---- */

enum { USUAL_FAULTS = 5 };

static long faults_made;

static long stride_of(long operations)
{
    const char *wish = getenv("SPEECH_FAULTS");
    if (wish != NULL && strcmp(wish, "all") == 0) return 1;
    return operations / USUAL_FAULTS + 1;
}

static void fault_try(const scenario *s, fault_plan plan)
{
    speech_status status = scenario_run(s, &plan);
    fixture_close(&f);
    faults_made += fault_failures() > 0;
    fault_plan_set(NULL);
    ck_assert_msg(is_sensible(status, &plan), "%s, fault %d at %ld: %s (%s)", s->name, plan.kind, plan.at,
                  speech_status_text(status), f.error.message);
    outcome_verify(s, &plan, status);
}

static const fault_kind DISK_FAULTS[] = {FAULT_ERROR, FAULT_PART, FAULT_FULL, FAULT_BUSY};
enum { DISK_FAULT_COUNT = sizeof DISK_FAULTS / sizeof DISK_FAULTS[0] };

START_TEST(test_disk_faults)
{
    const scenario *s = &SCENARIOS[_i];
    template_make(s->begin);
    for (int k = 0; k < DISK_FAULT_COUNT; k++) {
        long operations = scenario_measure(s, DISK_FAULTS[k]), stride = stride_of(operations);
        for (long at = 1; at <= operations; at += stride) {
            fault_try(s, (fault_plan){DISK_FAULTS[k], at, false});
            fault_try(s, (fault_plan){DISK_FAULTS[k], at + stride / 2, true});
        }
    }
    printf("%s: %ld faults\n", s->name, faults_made);
}
END_TEST

/* Power is lost in the middle of it all, the closing of the archive included; what was said to be done stays done. */
START_TEST(test_power_loss)
{
    static const fault_loss LOSSES[] = {LOSS_NONE, LOSS_ALL, LOSS_SOME, LOSS_SOME};
    const scenario *s = &SCENARIOS[_i];
    template_make(s->begin);
    long operations = scenario_measure(s, FAULT_POWER), stride = stride_of(operations) / 2 + 1;
    for (long at = 1; at <= operations; at += stride) {
        for (unsigned i = 0; i < sizeof LOSSES / sizeof LOSSES[0]; i++) {
            fault_plan plan = {FAULT_POWER, at, true};
            speech_status status = scenario_run(s, &plan);
            fixture_close(&f);
            fault_power_return(LOSSES[i], (unsigned)at * 8 + i);
            faults_made++;
            outcome_verify(s, &plan, status);
        }
    }
    printf("%s: %ld losses of power\n", s->name, faults_made);
}
END_TEST

/* Reads through a new handle under a plan that begins when it is open. Returns the number of operations. */
static long reading_try(const reading_way *way, fault_plan plan, uint64_t faultless)
{
    uint64_t digest = 0;
    fixture_open(&f, SPEECH_OPEN_READ_WRITE);
    fault_plan_set(&plan);
    speech_status status = way->read(f.archive, way->number, &digest, &f.error);
    long operations = fault_operations();
    faults_made += fault_failures() > 0;
    fault_plan_set(NULL);
    /* What cannot be read is among the problems that a check finds. */
    bool problem = status == SPEECH_CORRUPT && way->read == check_digest;
    ck_assert_msg(is_sensible(status, &plan) || problem, "%s, fault %d at %ld: %s (%s)", way->name, plan.kind, plan.at,
                  speech_status_text(status), f.error.message);
    ck_assert_msg(status != SPEECH_OK || digest == faultless, "%s, fault %d at %ld: OK, but with wrong results",
                  way->name, plan.kind, plan.at);
    digest = 0;
    status = way->read(f.archive, way->number, &digest, &f.error); /* the same handle works again */
    ck_assert_msg(status == SPEECH_OK && digest == faultless, "%s, after fault %d at %ld: %s", way->name, plan.kind,
                  plan.at, f.error.message);
    fixture_close(&f);
    return operations;
}

START_TEST(test_disk_faults_in_reading)
{
    template_make("2");
    template_take(&(scenario){.begin = "2"});
    uint64_t state = state_digest();
    for (int w = 0; w < READING_WAY_COUNT; w++) {
        const reading_way *way = &READING_WAYS[w];
        uint64_t faultless = 0;
        fixture_open(&f, SPEECH_OPEN_READ_WRITE);
        expect_ok(way->read(f.archive, way->number, &faultless, &f.error));
        fixture_close(&f);
        for (int k = 0; k < DISK_FAULT_COUNT; k++) {
            long operations = reading_try(way, (fault_plan){DISK_FAULTS[k], LONG_MAX, false}, faultless);
            long stride = stride_of(operations);
            for (long at = 1; at <= operations; at += stride) {
                reading_try(way, (fault_plan){DISK_FAULTS[k], at, false}, faultless);
                reading_try(way, (fault_plan){DISK_FAULTS[k], at + stride / 2, true}, faultless);
            }
        }
    }
    ck_assert(state_digest() == state);
    printf("reading: %ld faults\n", faults_made);
}
END_TEST

static void setup(void)
{
    fixture_start(&f);
}

static void teardown(void)
{
    fault_plan_set(NULL);
    fixture_end(&f);
}

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, test_disk_faults, 0, SCENARIO_COUNT);
    tcase_add_test(tests, test_disk_faults_in_reading);
    tcase_add_loop_test(tests, test_power_loss, 0, SCENARIO_COUNT);
}

int main(void)
{
    fault_vfs_install();
    return run_suite("faults", add_tests);
}
