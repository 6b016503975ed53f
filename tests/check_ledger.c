#include "archive_fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

static fixture f;

#define DOCUMENT                                                                                                       \
    "在云岭县重点工作推进会上的讲话\n"                                                                  \
    "（2026年2月3日）\n"                                                                                          \
    "同志们：\n"                                                                                                   \
    "一、抓好项目\n"                                                                                             \
    "由县发展改革局牵头，县财政局、县自然资源局配合，6月底前要完成项目库更新。\n"  \
    "县住建局要在2026年改造老旧小区12个。\n"                                                            \
    "严禁挪用项目资金。\n"                                                                                    \
    "二、抓好服务\n"                                                                                             \
    "各乡镇要在3月15日前公开办事指南。\n"                                                               \
    "希望早日取得新的更大成效。\n"

static void setup(void)
{
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
}

static void teardown(void)
{
    fixture_end(&f);
}

static speech_ingest_result ingest(const char *name, const char *text)
{
    speech_ingest_result result = {.struct_size = sizeof result};
    speech_status status = speech_archive_ingest(f.archive, name, text, strlen(text), &result, &f.error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", name, f.error.message);
    return result;
}

static void mark(int64_t id, speech_task_status status, const char *day, const char *note)
{
    speech_task_mark m = {.struct_size = sizeof m, .status = status, .happened_on = day, .note = note};
    speech_status done = speech_archive_mark(f.archive, id, &m, &f.error);
    ck_assert_msg(done == SPEECH_OK, "mark %d: %s", (int)id, f.error.message);
}

/* The values of a column of the tasks that pass a filter, each followed by a blank; NULL is "-". */
static const char *tasks(const speech_task_filter *given, const char *column)
{
    static char values[8192];
    speech_task_filter filter = *given;
    speech_cursor *cursor = NULL;
    filter.struct_size = sizeof filter;
    if (filter.as_of == NULL) filter.as_of = "2026-06-01";
    speech_status status = speech_archive_tasks(f.archive, &filter, &cursor, &f.error);
    ck_assert_msg(status == SPEECH_OK, "tasks: %s", f.error.message);
    values[0] = '\0';
    int number = speech_cursor_column(cursor, column);
    ck_assert_int_ge(number, 0);
    while ((status = speech_cursor_next(cursor, &f.error)) == SPEECH_ROW) {
        const char *value = speech_cursor_text(cursor, number);
        snprintf(values + strlen(values), sizeof values - strlen(values), "%s ", value == NULL ? "-" : value);
    }
    ck_assert_msg(status == SPEECH_DONE, "tasks: %s", f.error.message);
    speech_cursor_free(cursor);
    return values;
}

/* ---- reading ---- */

/* Every directive but the bare call at the end. 1 由…牵头, 2 县住建局, 3 严禁, 4 各乡镇. */
static const struct {
    speech_task_filter filter;
    const char *ids;
} FILTERS[] = {
    {{.task_id = 0}, "1 2 3 4 "},
    {{.task_id = 3}, "3 "},
    {{.document_id = 1}, "1 2 3 4 "},
    {{.document_id = 2}, ""},
    {{.speech_id = 1}, "1 2 3 4 "},
    {{.section_id = 2}, "4 "},
    {{.document = "A.TXT"}, "1 2 3 4 "},
    {{.document = "b.txt"}, ""},
    {{.actor = "县财政局"}, "1 "},
    {{.actor = "縣住建局"}, "2 "},
    {{.actor = "局"}, "1 2 "},
    {{.text = "项目"}, "1 3 "},
    {{.modalities = 1u << SPEECH_FORBID}, "3 "},
    {{.statuses = 1u << SPEECH_TASK_OPEN}, "1 2 3 4 "},
    {{.statuses = 1u << SPEECH_TASK_DONE}, ""},
    {{.overdue = 1}, "4 "},
    {{.overdue = 1, .as_of = "2026-03-15"}, ""},
    {{.overdue = 1, .as_of = "2026-03-16"}, "4 "},
    {{.overdue = 1, .as_of = "2026-07-01"}, "1 4 "},
    {{.overdue = 1, .as_of = "2026-12-31"}, "1 4 "},
    {{.overdue = 1, .as_of = "2027-01-01"}, "1 2 4 "},
    {{.due_within = &(const int){29}}, "1 "},
    {{.due_within = &(const int){28}}, ""},
    {{.due_within = &(const int){0}, .as_of = "2026-06-30"}, "1 "},
    {{.due_from = "2026-06"}, "1 2 "},
    {{.due_to = "2026-06"}, "1 4 "},
    {{.due_from = "2026-12-31"}, "2 "},
    {{.placed = 1}, "1 2 3 4 "},
    {{.placed = -1}, ""},
    {{.touched = 1}, ""},
    {{.order = SPEECH_TASKS_BY_DUE}, "4 1 2 3 "},
    {{.order = SPEECH_TASKS_BY_DUE, .limit = 2, .offset = 1}, "1 2 "},
};

START_TEST(test_filters)
{
    ingest("a.txt", DOCUMENT);
    ck_assert_str_eq(tasks(&FILTERS[_i].filter, "id"), FILTERS[_i].ids);
}
END_TEST

static const struct {
    const char *column;
    const char *values;
} COLUMNS[] = {
    {"status", "open open open open "},
    {"since", "- - - - "},
    {"lead", "县发展改革局 县住建局 - 各乡镇 "},
    {"support", "县财政局、县自然资源局 - - - "},
    {"due_on", "2026-06-30 2026 - 2026-03-15 "},
    {"due_by", "2026-06-30 2026-12-31 - 2026-03-15 "},
    {"days_left", "29 213 - -78 "},
    {"overdue", "0 0 0 1 "},
    {"deadline", "6月底前 2026年 - 3月15日前 "},
    {"modality", "require require forbid require "},
    {"section", "一、抓好项目 一、抓好项目 一、抓好项目 二、抓好服务 "},
    {"placed", "1 1 1 1 "},
};

START_TEST(test_columns)
{
    ingest("a.txt", DOCUMENT);
    ck_assert_str_eq(tasks(&(speech_task_filter){.task_id = 0}, COLUMNS[_i].column), COLUMNS[_i].values);
}
END_TEST

START_TEST(test_targets)
{
    ingest("a.txt", DOCUMENT);
    ck_assert_ptr_nonnull(strstr(tasks(&(speech_task_filter){.task_id = 2}, "targets"), "12个"));
}
END_TEST

START_TEST(test_misuse)
{
    speech_cursor *cursor = NULL;
    speech_task_filter filter = {.struct_size = sizeof filter};
    const speech_task_filter wrong[] = {
        {.struct_size = 0, .as_of = "2026-01-01"},
        {.struct_size = sizeof filter},
        {.struct_size = sizeof filter, .as_of = "2026-01"},
        {.struct_size = sizeof filter, .as_of = "2026-02-30"},
        {.struct_size = sizeof filter, .as_of = "2026-01-01", .due_from = "soon"},
        {.struct_size = sizeof filter, .as_of = "2026-01-01", .statuses = 1u << 9},
        {.struct_size = sizeof filter, .as_of = "2026-01-01", .modalities = 1u << 9},
        {.struct_size = sizeof filter, .as_of = "2026-01-01", .due_within = &(const int){-1}},
        {.struct_size = sizeof filter, .as_of = "2026-01-01", .order = (speech_task_order)9},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        ck_assert_int_eq(speech_archive_tasks(f.archive, &wrong[i], &cursor, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_tasks(f.archive, NULL, &cursor, &f.error), SPEECH_MISUSE);
    ck_assert_ptr_null(cursor);
    ingest("a.txt", DOCUMENT);
    speech_task_mark m = {.struct_size = sizeof m, .happened_on = "2026-02-30"};
    ck_assert_int_eq(speech_archive_mark(f.archive, 1, &m, &f.error), SPEECH_MISUSE);
    m.happened_on = "2026-02-28";
    m.status = (speech_task_status)4;
    ck_assert_int_eq(speech_archive_mark(f.archive, 1, &m, &f.error), SPEECH_MISUSE);
    m.status = SPEECH_TASK_DONE;
    ck_assert_int_eq(speech_archive_mark(f.archive, 99, &m, &f.error), SPEECH_NOT_FOUND);
    speech_task_assignment a = {.struct_size = sizeof a, .happened_on = "2026-02-28"};
    ck_assert_int_eq(speech_archive_assign(f.archive, 1, &a, &f.error), SPEECH_MISUSE);
    a.due_on = "2026-13";
    ck_assert_int_eq(speech_archive_assign(f.archive, 1, &a, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_task_history(f.archive, 99, &cursor, &f.error), SPEECH_NOT_FOUND);
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM tasks"), "0");
    fixture_close(&f);
    fixture_open(&f, SPEECH_OPEN_READ_ONLY);
    ck_assert_int_eq(speech_archive_mark(f.archive, 1, &m, &f.error), SPEECH_READ_ONLY);
}
END_TEST

/* ---- history ---- */

/* The status on a day is that of the latest mark up to it; what was recorded later about an earlier day counts there.
 */
START_TEST(test_status_by_day)
{
    ingest("a.txt", DOCUMENT);
    mark(1, SPEECH_TASK_DOING, "2026-03-01", NULL);
    mark(1, SPEECH_TASK_DONE, "2026-06-20", "验收");
    mark(1, SPEECH_TASK_DOING, "2026-06-20", "当天退回");
    mark(1, SPEECH_TASK_DROPPED, "2026-08-01", NULL);
    mark(1, SPEECH_TASK_OPEN, "2026-04-01", "补记");
    static const struct {
        const char *day;
        const char *status;
        const char *note;
    } DAYS[] = {
        {"2026-02-28", "open ", "- "},    {"2026-03-01", "doing ", "- "},        {"2026-04-01", "open ", "补记 "},
        {"2026-06-19", "open ", "补记 "}, {"2026-06-20", "doing ", "当天退回 "}, {"2026-07-31", "doing ", "当天退回 "},
        {"2026-08-01", "dropped ", "- "}, {"2030-01-01", "dropped ", "- "},
    };
    for (size_t i = 0; i < sizeof DAYS / sizeof DAYS[0]; i++) {
        speech_task_filter filter = {.as_of = DAYS[i].day, .task_id = 1};
        ck_assert_str_eq(tasks(&filter, "status"), DAYS[i].status);
        ck_assert_str_eq(tasks(&filter, "note"), DAYS[i].note);
    }
    ck_assert_str_eq(query(&f, "SELECT status FROM task_list WHERE id = 1"), "dropped");
    ck_assert_str_eq(tasks(&(speech_task_filter){.as_of = "2026-07-01", .overdue = 1}, "id"), "1 4 ");
    ck_assert_str_eq(tasks(&(speech_task_filter){.as_of = "2026-08-01", .overdue = 1}, "id"), "4 ");
    ck_assert_str_eq(query(&f, "SELECT group_concat(status) FROM (SELECT * FROM task_events WHERE task_id = 1 "
                               "ORDER BY happened_on, recorded_at, entry_id)"),
                     "doing,open,done,doing,dropped");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

START_TEST(test_assignments)
{
    ingest("a.txt", DOCUMENT);
    speech_task_assignment a = {.struct_size = sizeof a, .happened_on = "2026-03-01", .lead = "县审计局"};
    ck_assert_int_eq(speech_archive_assign(f.archive, 3, &a, &f.error), SPEECH_OK);
    a = (speech_task_assignment){.struct_size = sizeof a, .happened_on = "2026-04-01", .support = "县财政局、县纪委"};
    ck_assert_int_eq(speech_archive_assign(f.archive, 3, &a, &f.error), SPEECH_OK);
    a = (speech_task_assignment){.struct_size = sizeof a, .happened_on = "2026-05-01", .lead = "", .due_on = "2026-09"};
    ck_assert_int_eq(speech_archive_assign(f.archive, 3, &a, &f.error), SPEECH_OK);
    speech_task_filter third = {.as_of = "2026-02-28", .task_id = 3};
    ck_assert_str_eq(tasks(&third, "lead"), "- ");
    third.as_of = "2026-03-31";
    ck_assert_str_eq(tasks(&third, "lead"), "县审计局 ");
    ck_assert_str_eq(tasks(&third, "support"), "- ");
    third.as_of = "2026-04-01";
    ck_assert_str_eq(tasks(&third, "lead"), "县审计局 ");
    ck_assert_str_eq(tasks(&third, "support"), "县财政局、县纪委 ");
    third.as_of = "2026-06-01";
    ck_assert_str_eq(tasks(&third, "lead"), "- ");
    ck_assert_str_eq(tasks(&third, "support"), "县财政局、县纪委 ");
    ck_assert_str_eq(tasks(&third, "due_by"), "2026-09-30 ");
    ck_assert_str_eq(tasks(&third, "stated_due_on"), "- ");
    ck_assert_str_eq(tasks(&(speech_task_filter){.actor = "纪委"}, "id"), "3 ");
    ck_assert_str_eq(query(&f, "SELECT group_concat(role || ' ' || body, ',') FROM task_bodies WHERE task_id = 3"),
                     "support 县财政局,support 县纪委");
    ck_assert_str_eq(query(&f, "SELECT actor IS NULL FROM directives WHERE id = 3"), "1");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* What nobody may do to a history, with the stock shell or otherwise. */
START_TEST(test_append_only)
{
    static const char *const STATEMENTS[] = {
        "UPDATE task_history SET status = 'open'",
        "DELETE FROM task_history",
        ("REPLACE INTO task_history (id, task_id, status, happened_on, recorded_at) "
         "VALUES (1, 1, 'open', '2026-01-01', '')"),
        "UPDATE OR REPLACE task_history SET id = 9",
        "UPDATE task_assignments SET lead = NULL",
        "DELETE FROM task_assignments WHERE id = 1",
        "REPLACE INTO task_assignments (id, task_id, happened_on, recorded_at) VALUES (1, 1, '2026-01-01', '')",
        "DELETE FROM tasks",
        "UPDATE tasks SET id = 7",
        "REPLACE INTO tasks (id, document, modality, begin_byte, text) VALUES (1, '', '', 0, '')",
        "INSERT INTO task_history (task_id, status, happened_on, recorded_at) VALUES (1, 'won', '2026-01-01', '')",
        "INSERT INTO task_history (task_id, status, happened_on, recorded_at) VALUES (1, 'done', '2026-02-30', '')",
        "INSERT INTO task_history (task_id, status, happened_on, recorded_at) VALUES (1, 'done', 'now', '')",
    };
    ingest("a.txt", DOCUMENT);
    mark(1, SPEECH_TASK_DONE, "2026-03-01", "验收");
    speech_task_assignment a = {.struct_size = sizeof a, .happened_on = "2026-03-01", .lead = "县审计局"};
    ck_assert_int_eq(speech_archive_assign(f.archive, 1, &a, &f.error), SPEECH_OK);
    fixture_close(&f);
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(f.path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof STATEMENTS / sizeof STATEMENTS[0]; i++)
        ck_assert_msg(sqlite3_exec(db, STATEMENTS[i], NULL, NULL, NULL) != SQLITE_OK, "allowed: %s", STATEMENTS[i]);
    ck_assert_int_eq(sqlite3_exec(db, "DELETE FROM documents", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    fixture_open(&f, 0);
    ck_assert_str_eq(query(&f, "SELECT group_concat(status || note) FROM task_history"), "done验收");
    ck_assert_str_eq(query(&f, "SELECT lead FROM task_assignments"), "县审计局");
}
END_TEST

/* What is dropped behind the archive's back is found by a check. */
START_TEST(test_check_finds_loss)
{
    ingest("a.txt", DOCUMENT);
    mark(1, SPEECH_TASK_DOING, "2026-03-01", NULL);
    mark(1, SPEECH_TASK_DONE, "2026-03-02", NULL);
    ck_assert_int_eq(problems(&f), 0);
    fixture_close(&f);
    meddle(&f, "DROP TRIGGER task_history_no_delete; DELETE FROM task_history WHERE id = 2;");
    fixture_open(&f, 0);
    ck_assert_int_eq(problems(&f), 2); /* the entry, and the trigger */
}
END_TEST

START_TEST(test_views)
{
    ingest("a.txt", DOCUMENT);
    mark(1, SPEECH_TASK_DOING, "2026-03-01", NULL);
    mark(2, SPEECH_TASK_DONE, "2026-03-02", NULL);
    mark(3, SPEECH_TASK_DROPPED, "2026-03-02", NULL);
    ck_assert_str_eq(query(&f, "SELECT tasks || ' ' || open || ' ' || doing || ' ' || done || ' ' || dropped || ' ' || "
                               "closed_percent FROM closing_rates"),
                     "4 1 1 1 1 50.0");
    ck_assert_str_eq(query(&f, "SELECT group_concat(body || task_id, ' ') FROM (SELECT * FROM task_bodies "
                               "WHERE role = 'lead' ORDER BY task_id)"),
                     "县发展改革局1 县住建局2 各乡镇4");
    ck_assert_str_eq(query(&f, "SELECT group_concat(id) FROM task_list WHERE due_by < '2026-07-01' AND "
                               "status IN ('open', 'doing')"),
                     "1,4");
}
END_TEST

/* ---- several processes ---- */

enum { PROCESSES = 4, MARKS = 40 };

/* Marks a task again and again through a handle of its own. */
static void mark_in_process(int64_t id, int marks)
{
    speech_archive *archive = NULL;
    speech_error error;
    speech_status status = speech_archive_open(&archive, f.path, SPEECH_OPEN_READ_WRITE, &error);
    for (int i = 0; i < marks && status == SPEECH_OK; i++) {
        char note[32];
        snprintf(note, sizeof note, "%d-%d", (int)id, i);
        speech_task_mark m = {
            .struct_size = sizeof m, .status = SPEECH_TASK_DOING, .happened_on = "2026-03-01", .note = note};
        status = speech_archive_mark(archive, id, &m, &error);
    }
    speech_archive_close(archive);
    _exit(status == SPEECH_OK ? 0 : 1);
}

START_TEST(test_concurrent_marks)
{
    pid_t children[PROCESSES];
    ingest("a.txt", DOCUMENT);
    fixture_close(&f);
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        ck_assert_int_ge(children[i], 0);
        if (children[i] == 0) mark_in_process(i + 1, MARKS);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int result = 0;
        ck_assert_int_eq(waitpid(children[i], &result, 0), children[i]);
        ck_assert(WIFEXITED(result) && WEXITSTATUS(result) == 0);
    }
    fixture_open(&f, 0);
    char wanted[32];
    snprintf(wanted, sizeof wanted, "%d", PROCESSES * MARKS);
    ck_assert_str_eq(query(&f, "SELECT count(DISTINCT note) FROM task_history"), wanted);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

static void add_tests(TCase *cases)
{
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_loop_test(cases, test_filters, 0, (int)(sizeof FILTERS / sizeof FILTERS[0]));
    tcase_add_loop_test(cases, test_columns, 0, (int)(sizeof COLUMNS / sizeof COLUMNS[0]));
    tcase_add_test(cases, test_targets);
    tcase_add_test(cases, test_misuse);
    tcase_add_test(cases, test_status_by_day);
    tcase_add_test(cases, test_assignments);
    tcase_add_test(cases, test_append_only);
    tcase_add_test(cases, test_check_finds_loss);
    tcase_add_test(cases, test_views);
    tcase_add_test(cases, test_concurrent_marks);
}

int main(void)
{
    return run_suite("ledger", add_tests);
}
