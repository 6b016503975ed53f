/*
 * The ledger: directives as tasks that somebody closes.
 *
 *     speech_task_filter filter = {.struct_size = sizeof filter, .as_of = "2026-07-01", .overdue = 1};
 *     speech_cursor *tasks = NULL;
 *     speech_archive_tasks(archive, &filter, &tasks, &error);
 *     while (speech_cursor_next(tasks, &error) == SPEECH_ROW) ...
 *
 *     speech_task_mark mark = {.struct_size = sizeof mark, .status = SPEECH_TASK_DONE, .happened_on = "2026-06-28",
 *                              .evidence = "云水函〔2026〕17号"};
 *     speech_archive_mark(archive, 7, &mark, &error);
 *
 * Tasks. Every directive is one, open until somebody marks it, except hopes that name nobody and no time; these
 * become tasks when they are marked or assigned. A task's id is its directive's id, for good: it survives a corrected
 * text (rows that are taken for the same are told in README, "When a document changes"). When its directive has left
 * the text, or its document was removed, a task that was marked or assigned stays, unplaced, with what it said when it
 * was last there; when the words come back, so does the directive, under the same id.
 *
 * History. Marks and assignments are added and never changed or taken away; the file itself refuses it. The status on a
 * day is that of the mark with the latest `happened_on` up to that day, of several on one day the last recorded, and
 * "open" before the first. A mark that was a mistake is corrected by another of the same or a later day.
 *
 * Days. The library never asks the clock what day it is: every question says `as_of`. Only the time at which an entry
 * was recorded is taken from the clock. A due date that is only a year or a month counts as its last day.
 */
#ifndef SPEECHARCHIVE_LEDGER_H
#define SPEECHARCHIVE_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <speecharchive/archive.h>
#include <speecharchive/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum speech_task_status {
    SPEECH_TASK_OPEN,
    SPEECH_TASK_DOING,
    SPEECH_TASK_DONE,
    SPEECH_TASK_DROPPED /* closed without having been done */
} speech_task_status;

/* "open", "doing", "done", "dropped"; NULL for any other number. Static storage. */
SPEECH_API const char *speech_task_status_name(speech_task_status status);

/* ---- reading ---- */

typedef enum speech_task_order {
    SPEECH_TASKS_IN_TEXT, /* as the speeches state them; unplaced ones at the end */
    SPEECH_TASKS_BY_DUE   /* soonest first; those without a due date at the end */
} speech_task_order;

/*
 * Which tasks to read. Set struct_size to sizeof(speech_task_filter), as_of to a day, and all else to 0; then set
 * what is to be filtered. Conditions are joined by AND. "Contains" is that of speech_filter.
 */
typedef struct speech_task_filter {
    size_t struct_size;
    const char *as_of;     /* "2026-07-01": states, assignments and time left are those of that day */
    int64_t task_id;       /* 0: any */
    int64_t document_id;   /* 0: any; unplaced tasks have none, as of speech and section */
    int64_t speech_id;     /* 0: any */
    int64_t section_id;    /* this section and all below it; 0: any */
    const char *document;  /* document name contains */
    const char *actor;     /* who is to act, who leads or who supports contains */
    const char *text;      /* the directive contains */
    unsigned statuses;     /* OR of 1u << SPEECH_TASK_OPEN ...; 0: any */
    unsigned modalities;   /* OR of 1u << SPEECH_REQUIRE ...; 0: any */
    int overdue;           /* 1: only tasks that are not closed and were due before as_of */
    const int *due_within; /* only tasks that are not closed and due on as_of or so many days after it; 0 or more */
    const char *due_from;  /* due on or after a date */
    const char *due_to;    /* due on or before a date */
    int placed;            /* 1: only tasks that stand in the text, -1: only those that do not, 0: both */
    int touched;           /* 1: only tasks that were ever marked or assigned */
    speech_task_order order;
    size_t limit;  /* at most so many rows; 0: all */
    size_t offset; /* after leaving out so many */
} speech_task_filter;

/*
 * Reads the tasks that pass `filter`. *out is freed by speech_cursor_free. Its columns:
 *
 * - id, status, since (the day of the mark that says so)
 * - lead, support, due_on: what was assigned, else what the speech says; lead is else the actor
 * - due_by (last day of due_on), days_left (from as_of to due_by, negative when overdue; NULL when closed), overdue
 *   (0, 1)
 * - targets (the directive's figures), text
 * - note, evidence, by_whom: of that mark
 * - modality, actor, deadline, stated_due_on: of the directive
 * - assigned_lead, assigned_support, assigned_due_on
 * - section (its headings, outermost first), title, speaker, delivered_on, document, placed (0, 1)
 * - document_id, speech_id, section_id, begin_byte
 *
 * Errors: SPEECH_MISUSE (no as_of, a date that is none, an unknown bit), SPEECH_NOMEM, SPEECH_BUSY, SPEECH_IO,
 * SPEECH_CORRUPT.
 */
SPEECH_API speech_status speech_archive_tasks(speech_archive *archive, const speech_task_filter *filter,
                                              speech_cursor **out, speech_error *error);

/*
 * All that was recorded about a task, by the day on which it happened (of one day assignments, then marks, each in the
 * order in which they were recorded, whatever the clock said): event ("mark" or "assign"), happened_on,
 * status, lead, support, due_on, note, evidence, by_whom, recorded_at, entry_id. No row: it was never marked or
 * assigned. SPEECH_NOT_FOUND if there is no such task.
 */
SPEECH_API speech_status speech_archive_task_history(speech_archive *archive, int64_t task_id, speech_cursor **out,
                                                     speech_error *error);

/* ---- writing ---- */

/* Set struct_size, status and happened_on. Strings are copied; NULL or "": none. */
typedef struct speech_task_mark {
    size_t struct_size;
    speech_task_status status;
    const char *happened_on; /* the day, "2026-06-28" */
    const char *note;
    const char *evidence; /* a file, an address, the number of a document: verbatim */
    const char *by_whom;
} speech_task_mark;

/*
 * Adds a mark to a task's history, in one transaction (or to the group that is open). Any status may follow any other.
 * Errors: SPEECH_NOT_FOUND (no such task), SPEECH_MISUSE, SPEECH_READ_ONLY, SPEECH_FULL, SPEECH_BUSY, SPEECH_IO.
 */
SPEECH_API speech_status speech_archive_mark(speech_archive *archive, int64_t task_id, const speech_task_mark *mark,
                                             speech_error *error);

/*
 * What the office decides where the speech left it open. Set struct_size and happened_on, and at least one of lead,
 * support and due_on. Of these NULL keeps what was assigned before, and "" withdraws it, so that what the speech says
 * counts again. Several bodies are joined by "、".
 */
typedef struct speech_task_assignment {
    size_t struct_size;
    const char *happened_on; /* the day of the decision */
    const char *lead;
    const char *support;
    const char *due_on; /* "2026", "2026-06" or "2026-06-30" */
    const char *note;
    const char *by_whom;
} speech_task_assignment;

/* Adds an assignment, kept apart from what the speech says. Errors as for speech_archive_mark. */
SPEECH_API speech_status speech_archive_assign(speech_archive *archive, int64_t task_id,
                                               const speech_task_assignment *assignment, speech_error *error);

/* ---- handing out ---- */

typedef enum speech_handout_format {
    SPEECH_HANDOUT_MARKDOWN, /* a table for each group */
    SPEECH_HANDOUT_CSV,      /* RFC 4180, one row a task, the group in its first columns */
    SPEECH_HANDOUT_HTML,     /* one page by itself, laid out for A4 across */
    SPEECH_HANDOUT_CALENDAR  /* iCalendar (RFC 5545): an all-day event for each due date */
} speech_handout_format;

typedef enum speech_handout_grouping {
    SPEECH_HANDOUT_BY_SECTION, /* by speech and, in it, by the section that holds the task */
    SPEECH_HANDOUT_BY_BODY     /* by body: what it leads, then what it supports; those of nobody at the end */
} speech_handout_grouping;

/* Set struct_size and what is not to be the default. */
typedef struct speech_handout_options {
    size_t struct_size;
    speech_handout_format format;
    speech_handout_grouping grouping;
    const char *title;    /* NULL: 任务分工清单 */
    bool byte_order_mark; /* CSV: begin with one, by which spreadsheet programs know UTF-8 */
    const char *stamp;    /* calendar, needed there: when it was made, "20260701T080000Z" */
} speech_handout_options;

/*
 * Writes the table that offices circulate (分工方案): task, targets, lead, support, deadline, status. Which tasks is
 * told by `filter`, as for speech_archive_tasks; the order is that of the text within a group. A calendar holds the
 * tasks among them that are not closed and have a due date, each as an event of the day due_by; its UID is made of the
 * task's id and document, so that a newer calendar replaces the older in the reader's program.
 * `options` may be NULL. *out is NUL-terminated UTF-8, freed by speech_free. Errors as for speech_archive_tasks.
 */
SPEECH_API speech_status speech_archive_handout(speech_archive *archive, const speech_task_filter *filter,
                                                const speech_handout_options *options, char **out, speech_error *error);

#ifdef __cplusplus
}
#endif
#endif
