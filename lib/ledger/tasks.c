/* Reading the ledger: from a speech_task_filter to a cursor over the tasks of a day. */
#include <speecharchive/ledger.h>

#include "conditions.h"
#include "cursor.h"
#include "date.h"
#include "error.h"
#include "query_filter.h"
#include "schema.h"
#include "versioned.h"

/* The tasks as they stood on :day; task_days tells how a day is picked out of it. */
static const char TASKS[] =
    "SELECT id, status, since, lead, support, due_on, due_by, days_left, coalesce(days_left < 0, 0) AS overdue, "
    "targets,"
    " text, note, evidence, by_whom, modality, actor, deadline, stated_due_on, assigned_lead, assigned_support,"
    " assigned_due_on, section, title, speaker, delivered_on, document, placed, document_id, speech_id, section_id,"
    " begin_byte "
    "FROM (SELECT *, CASE WHEN status IN ('open', 'doing')"
    "       THEN CAST(julianday(due_by) - julianday(:day) AS INTEGER) END AS days_left"
    "      FROM task_days"
    "      WHERE coalesce(since, :day) <= :day AND coalesce(until, '9999-99-99') > :day"
    "        AND coalesce(assigned_since, :day) <= :day AND coalesce(assigned_until, '9999-99-99') > :day) t "
    "WHERE 1%s ORDER BY %s LIMIT %lld OFFSET %lld";

static const char *const ORDERS[] = {
    [SPEECH_TASKS_IN_TEXT] = "placed DESC, document_id, speech_ordinal, ordinal, document, begin_byte, id",
    [SPEECH_TASKS_BY_DUE] =
        "due_by IS NULL, due_by, placed DESC, document_id, speech_ordinal, ordinal, document, begin_byte, id"};

static bool is_date(const char *iso)
{
    return iso == NULL || date_is_iso(iso);
}

/* Takes a filter over into *f. Does it keep its rules? Unknown bits are found when their names are looked for. */
static speech_status filter_take(speech_task_filter *f, const speech_task_filter *given, speech_error *error)
{
    speech_status status = struct_take(f, given, (struct_kind){sizeof *f, "the task filter"}, error);
    if (status != SPEECH_OK) return status;
    if (!date_is_day(f->as_of)) return error_misuse(error, "tasks are those of a day (as_of), written 2026-06-30");
    if (!is_date(f->due_from) || !is_date(f->due_to))
        return error_misuse(error, "a date is written 2021, 2021-03 or 2021-03-04");
    if (f->due_within != NULL && *f->due_within < 0) return error_misuse(error, "due_within is a number of days");
    if ((unsigned)f->order > SPEECH_TASKS_BY_DUE) return error_misuse(error, "there is no such order of tasks");
    return SPEECH_OK;
}

static const char *status_name(int status)
{
    return speech_task_status_name((speech_task_status)status);
}

static void add_id(conditions *c, const char *before, int64_t id)
{
    if (id != 0) conditions_add_integer(c, c->sql, before, id, "");
}

static void add_contains(conditions *c, const char *before, const char *column, const char *value)
{
    sqlite3_str_appendall(c->sql, before);
    conditions_add_contains(c, c->sql, column, value);
}

static void add_place(conditions *c, const speech_task_filter *f)
{
    add_id(c, " AND id = ", f->task_id);
    add_id(c, " AND document_id = ", f->document_id);
    add_id(c, " AND speech_id = ", f->speech_id);
    if (f->section_id != 0) conditions_add_section(c, "section_id", f->section_id);
    if (f->document != NULL) add_contains(c, " AND ", "document", f->document);
    if (f->text != NULL) add_contains(c, " AND ", "text", f->text);
    if (f->placed != 0) sqlite3_str_appendf(c->sql, " AND placed = %d", f->placed > 0);
    if (f->touched != 0) sqlite3_str_appendall(c->sql, " AND id IN (SELECT id FROM tasks)");
    if (f->actor == NULL) return;
    add_contains(c, " AND (", "actor", f->actor);
    add_contains(c, " OR ", "lead", f->actor);
    add_contains(c, " OR ", "support", f->actor);
    sqlite3_str_appendall(c->sql, ")");
}

static void add_times(conditions *c, const speech_task_filter *f)
{
    if (f->overdue != 0) sqlite3_str_appendall(c->sql, " AND days_left < 0");
    if (f->due_within != NULL) conditions_add_integer(c, c->sql, " AND days_left BETWEEN 0 AND ", *f->due_within, "");
    if (f->due_from == NULL && f->due_to == NULL) return;
    sqlite3_str_appendall(c->sql, " AND ");
    conditions_add_due(c, c->sql, "t", f->due_from == NULL ? "" : f->due_from, f->due_to == NULL ? "" : f->due_to);
}

static speech_status tasks_prepare(speech_archive *archive, const speech_task_filter *f, const conditions *c,
                                   sqlite3_stmt **out, speech_error *error)
{
    const char *where = conditions_sql(c);
    char *sql = where == NULL
                    ? NULL
                    : sqlite3_mprintf(TASKS, where, ORDERS[f->order], conditions_limit(c), conditions_offset(c));
    if (sql == NULL) return error_no_memory(error);
    speech_status status = archive_prepare(archive, sql, out, error);
    sqlite3_free(sql);
    if (status != SPEECH_OK) return status;
    int day = sqlite3_bind_parameter_index(*out, ":day");
    if (sqlite3_bind_text(*out, day, f->as_of, -1, SQLITE_TRANSIENT) != SQLITE_OK ||
        conditions_bind(c, *out) != SPEECH_OK)
        return error_no_memory(error);
    return SPEECH_OK;
}

speech_status speech_archive_tasks(speech_archive *archive, const speech_task_filter *filter, speech_cursor **out,
                                   speech_error *error)
{
    if (archive == NULL || out == NULL) return error_misuse(error, "a reading needs an archive");
    speech_task_filter own;
    speech_status status = filter_take(&own, filter, error);
    if (status == SPEECH_OK) status = schema_views_need(archive, error);
    if (status != SPEECH_OK) return status;
    conditions c = {.sql = sqlite3_str_new(NULL), .limit = own.limit, .offset = own.offset};
    sqlite3_stmt *statement = NULL;
    bool known = conditions_add_names(&c, "status", own.statuses, status_name) &&
                 conditions_add_names(&c, "modality", own.modalities, query_modality_name);
    add_place(&c, &own);
    add_times(&c, &own);
    if (!known) status = error_misuse(error, "an unknown bit is set in the filter");
    else if (c.status != SPEECH_OK) status = error_set(error, c.status, 0, "out of memory");
    else status = tasks_prepare(archive, &own, &c, &statement, error);
    conditions_free(&c);
    if (status == SPEECH_OK) return cursor_new(archive, statement, NULL, out, error);
    sqlite3_finalize(statement);
    return status;
}
