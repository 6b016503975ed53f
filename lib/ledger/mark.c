/* Writing to the ledger: marks and assignments. */
#include <speecharchive/ledger.h>

#include <string.h>

#include "cursor.h"
#include "date.h"
#include "error.h"
#include "row.h"
#include "schema.h"
#include "versioned.h"

const char *speech_task_status_name(speech_task_status status)
{
    static const char *const NAMES[] = {"open", "doing", "done", "dropped"};
    return (unsigned)status < sizeof NAMES / sizeof NAMES[0] ? NAMES[status] : NULL;
}

/* Is there such a task, or a directive that may become one? */
static speech_status task_find(speech_archive *archive, int64_t id, speech_error *error)
{
    row r = row_start(archive, STATEMENT_TASK_FIND, error);
    row_integer(&r, id);
    speech_status status = row_first(&r, error);
    sqlite3_reset(r.statement);
    if (status == SPEECH_ROW) return SPEECH_OK;
    if (status != SPEECH_DONE) return status;
    return error_set(error, SPEECH_NOT_FOUND, 0, "there is no task %lld in the archive", (long long)id);
}

/* Makes the directive a task that is kept, if it is none yet. */
static speech_status task_keep(speech_archive *archive, int64_t id, speech_error *error)
{
    speech_status status = task_find(archive, id, error);
    if (status != SPEECH_OK) return status;
    row r = row_start(archive, STATEMENT_TASK_ADD, error);
    row_integer(&r, id);
    return row_run(&r, error);
}

static speech_status mark_add(speech_archive *archive, int64_t task_id, const speech_task_mark *mark,
                              speech_error *error)
{
    row r = row_start(archive, STATEMENT_TASK_MARK, error);
    row_integer(&r, task_id);
    row_string(&r, speech_task_status_name(mark->status));
    row_string(&r, mark->happened_on);
    row_string(&r, mark->note);
    row_string(&r, mark->evidence);
    row_string(&r, mark->by_whom);
    row_now(&r);
    return row_run(&r, error);
}

speech_status speech_archive_mark(speech_archive *archive, int64_t task_id, const speech_task_mark *mark,
                                  speech_error *error)
{
    if (archive == NULL || mark == NULL) return error_misuse(error, "no archive or no mark was given");
    speech_task_mark own;
    speech_status status = struct_take(&own, mark, (struct_kind){sizeof own, "the mark"}, error);
    if (status != SPEECH_OK) return status;
    if (speech_task_status_name(own.status) == NULL)
        return error_misuse(error, "a mark needs one of the four statuses");
    if (!date_is_day(own.happened_on)) return error_misuse(error, "a mark needs the day, written 2026-06-30");
    status = change_begin(archive, error);
    if (status != SPEECH_OK) return status;
    status = task_keep(archive, task_id, error);
    if (status == SPEECH_OK) status = mark_add(archive, task_id, &own, error);
    return change_end(archive, status, error);
}

/* Binds a text of which NULL and "" mean different things. */
static void row_choice(row *r, const char *text)
{
    if (text == NULL) row_null(r);
    else row_words(r, text, strlen(text));
}

static speech_status assignment_add(speech_archive *archive, int64_t task_id, const speech_task_assignment *a,
                                    speech_error *error)
{
    row r = row_start(archive, STATEMENT_TASK_ASSIGN, error);
    row_integer(&r, task_id);
    row_choice(&r, a->lead);
    row_choice(&r, a->support);
    row_choice(&r, a->due_on);
    row_string(&r, a->happened_on);
    row_string(&r, a->note);
    row_string(&r, a->by_whom);
    row_now(&r);
    return row_run(&r, error);
}

static speech_status assignment_check(const speech_task_assignment *a, speech_error *error)
{
    if (!date_is_day(a->happened_on)) return error_misuse(error, "an assignment needs the day, written 2026-06-30");
    if (a->lead == NULL && a->support == NULL && a->due_on == NULL)
        return error_misuse(error, "an assignment needs a lead, a support or a due date");
    if (a->due_on != NULL && a->due_on[0] != '\0' && !date_exists(a->due_on))
        return error_misuse(error, "a due date is written 2026, 2026-06 or 2026-06-30");
    return SPEECH_OK;
}

speech_status speech_archive_assign(speech_archive *archive, int64_t task_id, const speech_task_assignment *assignment,
                                    speech_error *error)
{
    if (archive == NULL || assignment == NULL) return error_misuse(error, "no archive or no assignment was given");
    speech_task_assignment own;
    speech_status status = struct_take(&own, assignment, (struct_kind){sizeof own, "the assignment"}, error);
    if (status == SPEECH_OK) status = assignment_check(&own, error);
    if (status == SPEECH_OK) status = change_begin(archive, error);
    if (status != SPEECH_OK) return status;
    status = task_keep(archive, task_id, error);
    if (status == SPEECH_OK) status = assignment_add(archive, task_id, &own, error);
    return change_end(archive, status, error);
}

speech_status speech_archive_task_history(speech_archive *archive, int64_t task_id, speech_cursor **out,
                                          speech_error *error)
{
    static const char HISTORY[] = "SELECT event, happened_on, status, lead, support, due_on, note, evidence, by_whom, "
                                  "recorded_at, entry_id FROM task_events WHERE task_id = ?1 "
                                  "ORDER BY happened_on, event, entry_id";
    if (archive == NULL || out == NULL) return error_misuse(error, "no archive was given");
    sqlite3_stmt *statement = NULL;
    speech_status status = schema_views_need(archive, error);
    if (status == SPEECH_OK) status = task_find(archive, task_id, error);
    if (status == SPEECH_OK) status = archive_prepare(archive, HISTORY, &statement, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(statement, 1, task_id);
    return cursor_new(archive, statement, NULL, out, error);
}
