/* The hand-out: the tasks that are handed out, in their groups, and the formats in which they are written. */
#ifndef SPEECH_LEDGER_HANDOUT_H
#define SPEECH_LEDGER_HANDOUT_H

#include <speecharchive/ledger.h>

#include "memory.h"
#include "page.h"

/* One task; strings are owned by the hand-out, "" is "none". */
typedef struct handout_task {
    long long id;
    speech_task_status status;
    bool placed;
    bool timed; /* days_left is known */
    int days_left;
    const char *since;
    const char *lead;
    const char *support;
    const char *due_on;
    const char *due_by;
    const char *deadline;
    const char *targets;
    const char *text;
    const char *note;
    const char *evidence;
    const char *section;
    const char *title;
    const char *speaker;
    const char *delivered_on;
    const char *document;
} handout_task;

/* A task where it stands in the hand-out. */
typedef struct handout_entry {
    const handout_task *task;
    const char *body; /* BY_BODY: whose it is; "": nobody's */
    bool supports;    /* BY_BODY: the body only supports */
    size_t order;     /* of the body */
} handout_entry;

typedef struct handout {
    const char *title;
    const char *as_of;
    const char *item; /* while tasks are read: the path of the last section that is headed by a task; NULL: none yet */
    speech_handout_options options;
    list tasks;   /* handout_task */
    list entries; /* handout_entry, group by group */
    arena arena;
} handout;

/* The entries as an array. */
#define HANDOUT_ENTRIES(h) ((const handout_entry *)(h)->entries.items)

/* ---- what all formats say in the same words ---- */

/* Where the task comes from: title, date and speaker. */
void handout_add_source(page *p, const handout_task *t);

/* The date, else the words of the speech. */
void handout_add_due(page *p, const handout_task *t);

/* 未启动, 推进中, 已完成, 已撤销. */
const char *handout_status(const handout_task *t);

/* 剩29天, 今日到期, 逾期3天; "" if there is no time to tell. */
void handout_add_time_left(page *p, const handout_task *t);

/* Note, evidence, and whether the text has it no more. */
void handout_add_remark(page *p, const handout_task *t);

/* 截至…，共…项：… */
void handout_add_summary(page *p, const handout *h);

/* Does entry i begin another speech, section or body than the one before? */
bool handout_speech_begins(const handout *h, size_t i);
bool handout_section_begins(const handout *h, size_t i);
bool handout_body_begins(const handout *h, size_t i);

/* ---- formats ---- */

void handout_write_markdown(page *p, const handout *h);
void handout_write_csv(page *p, const handout *h);
void handout_write_html(page *p, const handout *h);
void handout_write_calendar(page *p, const handout *h);

#endif
