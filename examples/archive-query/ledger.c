/* The commands of the ledger: tasks, mark, assign, history and handout. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command.h"
#include "sheet.h"
#include "text.h"
#include "values.h"

static const column_view tasks_view[] = {
    {"id", "id", COLUMN_NUMBER},         {"speech_id", "speech", COLUMN_NUMBER}, {"status", "status", COLUMN_WORD},
    {"due_by", "due", COLUMN_WORD},      {"days_left", "left", COLUMN_NUMBER},   {"lead", "lead", COLUMN_NAME},
    {"support", "support", COLUMN_NAME}, {"text", "text", COLUMN_TEXT},          {NULL, NULL, COLUMN_NAME},
};

static const column_view history_view[] = {
    {"happened_on", "date", COLUMN_WORD}, {"event", "event", COLUMN_WORD},
    {"status", "status", COLUMN_WORD},    {"lead", "lead", COLUMN_NAME},
    {"support", "support", COLUMN_NAME},  {"due_on", "due", COLUMN_WORD},
    {"note", "note", COLUMN_TEXT},        {"evidence", "evidence", COLUMN_NAME},
    {"by_whom", "by", COLUMN_NAME},       {NULL, NULL, COLUMN_NAME},
};

/* The day that was given, or today where the user is; `buffer` has room for 11 bytes. NULL after a message. */
static const char *day_of(const struct options *options, char *buffer)
{
    struct tm parts;
    time_t now = time(NULL);
    if (options->ledger.day != NULL) return options->ledger.day;
    if (now != (time_t)-1 && localtime_r(&now, &parts) != NULL && strftime(buffer, 11, "%Y-%m-%d", &parts) > 0)
        return buffer;
    message("what day it is can't be told; say it with --as-of or --date");
    return NULL;
}

static speech_task_filter filter_of(const struct options *options, const char *day)
{
    const speech_filter *f = &options->filter;
    const struct ledger_options *l = &options->ledger;
    return (speech_task_filter){.struct_size = sizeof(speech_task_filter),
                                .as_of = day,
                                .document_id = f->document_id,
                                .speech_id = f->speech_id,
                                .section_id = f->section_id,
                                .document = f->document,
                                .actor = f->actor,
                                .text = f->text,
                                .statuses = l->statuses,
                                .modalities = f->modalities,
                                .overdue = l->overdue,
                                .due_within = l->due_within,
                                .due_from = f->due_from,
                                .due_to = f->due_to,
                                .placed = l->placed,
                                .touched = l->touched,
                                .order = l->soonest ? SPEECH_TASKS_BY_DUE : SPEECH_TASKS_IN_TEXT,
                                .limit = f->limit,
                                .offset = f->offset};
}

int tasks_run(const struct options *options)
{
    struct terminal terminal = terminal_look(options->color, options->width);
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    speech_cursor *cursor = NULL;
    char today[11];
    size_t rows = 0;
    const char *day = day_of(options, today);
    if (day == NULL) return STATUS_USAGE;
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status != STATUS_DONE) return status;
    speech_task_filter filter = filter_of(options, day);
    if (speech_archive_tasks(archive, &filter, &cursor, &error) != SPEECH_OK ||
        sheet_cursor(sheet_open(options, &terminal, tasks_view), cursor, &rows, &error) != SPEECH_DONE)
        status = archive_failed(options, &error);
    else if (rows == 0 && options->format == FORMAT_TABLE && terminal.errors) message("nothing matches");
    speech_archive_close(archive);
    return status;
}

int history_run(const struct options *options)
{
    struct terminal terminal = terminal_look(options->color, options->width);
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    speech_cursor *cursor = NULL;
    int64_t id;
    size_t rows = 0;
    if (!value_parse_whole(options->arguments[0], 1, INT64_MAX, &id)) {
        message("'%s' is no id of a task; `archive-query tasks` lists them", options->arguments[0]);
        return STATUS_USAGE;
    }
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status != STATUS_DONE) return status;
    speech_status found = speech_archive_task_history(archive, id, &cursor, &error);
    if (found == SPEECH_OK) found = sheet_cursor(sheet_open(options, &terminal, history_view), cursor, &rows, &error);
    if (found == SPEECH_NOT_FOUND) {
        message("there is no task %" PRId64 "; `archive-query tasks` lists them", id);
        status = STATUS_USAGE;
    } else if (found != SPEECH_DONE) {
        status = archive_failed(options, &error);
    } else if (rows == 0 && options->format == FORMAT_TABLE && terminal.errors) {
        message("nothing was recorded about it");
    }
    speech_archive_close(archive);
    return status;
}

/* ---- writing ---- */

/* Writes one entry about a task. */
typedef speech_status (*entry_write)(speech_archive *archive, int64_t id, const struct options *options,
                                     const char *day, speech_error *error);

/* Says how a task stands now. */
static void task_tell(speech_archive *archive, int64_t id, const char *day)
{
    speech_task_filter filter = {.struct_size = sizeof filter, .as_of = day, .task_id = id};
    speech_cursor *cursor = NULL;
    if (speech_archive_tasks(archive, &filter, &cursor, NULL) != SPEECH_OK) return;
    if (speech_cursor_next(cursor, NULL) == SPEECH_ROW) {
        static const char *const columns[] = {"status", "lead", "support", "due_on", "text"};
        static const char *const names[] = {"", "lead ", "support ", "due ", ""};
        printf("%" PRId64, id);
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
            const char *value = speech_cursor_text(cursor, speech_cursor_column(cursor, columns[i]));
            char *clean = value == NULL ? NULL : text_clean(value, TEXT_LINE);
            if (clean != NULL) printf("  %s%s", names[i], clean);
            free(clean);
        }
        putchar('\n');
    }
    speech_cursor_free(cursor);
}

/* Writes an entry about each of the first `count` arguments; what is no task is named, and the others go on. */
static int entries_write(const struct options *options, int count, entry_write write)
{
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    char today[11];
    const char *day = day_of(options, today);
    if (day == NULL) return STATUS_USAGE;
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_WRITE);
    for (int i = 0; i < count && status != STATUS_ARCHIVE; i++) {
        int64_t id = 0;
        bool number = value_parse_whole(options->arguments[i], 1, INT64_MAX, &id);
        speech_status done = number ? write(archive, id, options, day, &error) : SPEECH_NOT_FOUND;
        if (done == SPEECH_NOT_FOUND) {
            message("there is no task '%s'; `archive-query tasks` lists them", options->arguments[i]);
            status = STATUS_USAGE;
        } else if (done != SPEECH_OK) {
            status = archive_failed(options, &error);
        } else if (options->format == FORMAT_TABLE) {
            task_tell(archive, id, day);
        }
    }
    speech_archive_close(archive);
    return status;
}

static speech_status mark_write(speech_archive *archive, int64_t id, const struct options *options, const char *day,
                                speech_error *error)
{
    speech_task_mark mark = {.struct_size = sizeof mark,
                             .happened_on = day,
                             .note = options->ledger.note,
                             .evidence = options->ledger.evidence,
                             .by_whom = options->ledger.by_whom};
    value_parse_status(options->arguments[options->argument_count - 1], &mark.status);
    return speech_archive_mark(archive, id, &mark, error);
}

int mark_run(const struct options *options)
{
    int count = options->argument_count - 1;
    speech_task_status status;
    if (!value_parse_status(options->arguments[count], &status)) {
        message("a task is open, doing, done or dropped, not '%s'", options->arguments[count]);
        return STATUS_USAGE;
    }
    return entries_write(options, count, mark_write);
}

static speech_status assignment_write(speech_archive *archive, int64_t id, const struct options *options,
                                      const char *day, speech_error *error)
{
    speech_task_assignment assignment = {.struct_size = sizeof assignment,
                                         .happened_on = day,
                                         .lead = options->ledger.lead,
                                         .support = options->ledger.support,
                                         .due_on = options->ledger.due_on,
                                         .note = options->ledger.note,
                                         .by_whom = options->ledger.by_whom};
    return speech_archive_assign(archive, id, &assignment, error);
}

int assign_run(const struct options *options)
{
    const struct ledger_options *l = &options->ledger;
    if (l->lead == NULL && l->support == NULL && l->due_on == NULL) {
        message("assign what? --lead, --support or --due");
        return STATUS_USAGE;
    }
    return entries_write(options, options->argument_count, assignment_write);
}

/* ---- the hand-out ---- */

/* A calendar says when it was made: now, if the user does not say it. False after a message. */
static bool stamp_make(speech_handout_options *handout, char stamp[24])
{
    struct tm parts;
    time_t now = time(NULL);
    if (handout->format != SPEECH_HANDOUT_CALENDAR || handout->stamp != NULL) return true;
    if (now == (time_t)-1 || gmtime_r(&now, &parts) == NULL || strftime(stamp, 24, "%Y%m%dT%H%M%SZ", &parts) == 0) {
        message("what time it is can't be told; say it with --stamp");
        return false;
    }
    handout->stamp = stamp;
    return true;
}

int handout_run(const struct options *options)
{
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    speech_handout_options handout = options->ledger.handout;
    char today[11], stamp[24];
    char *text = NULL;
    const char *day = day_of(options, today);
    if (day == NULL || !stamp_make(&handout, stamp)) return STATUS_USAGE;
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status != STATUS_DONE) return status;
    speech_task_filter filter = filter_of(options, day);
    if (speech_archive_handout(archive, &filter, &handout, &text, &error) != SPEECH_OK)
        status = archive_failed(options, &error);
    else fputs(text, stdout);
    speech_free(text);
    speech_archive_close(archive);
    return status;
}
