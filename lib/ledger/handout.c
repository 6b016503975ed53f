/* The hand-out: reading its tasks, and putting them into groups. */
#include "handout.h"

#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "decode.h"
#include "error.h"
#include "memory.h"
#include "value.h"
#include "versioned.h"

static const char SEPARATOR[] = "、";

/* ---- reading ---- */

/* The text of a column, copied; line breaks of a hard-wrapped source are left out. NULL: no memory. */
static const char *field(handout *h, text_buffer *piece, speech_cursor *cursor, const char *name)
{
    const char *stored = speech_cursor_text(cursor, speech_cursor_column(cursor, name));
    if (stored == NULL) return "";
    char *copy = arena_copy(&h->arena, stored, strlen(stored));
    if (copy == NULL) return NULL;
    utf8_repair(copy, 0); /* only a damaged archive has what is no UTF-8 */
    const char *text = copy;
    size_t length = strlen(copy);
    if (slice_value(piece, &text, &length) != SPEECH_OK) return NULL;
    return text == copy ? copy : arena_copy(&h->arena, text, length);
}

static speech_task_status status_of(const char *name)
{
    speech_task_status status = SPEECH_TASK_OPEN;
    while (name != NULL && status < SPEECH_TASK_DROPPED && strcmp(speech_task_status_name(status), name) != 0) status++;
    return status;
}

/*
 * The path that a task is filed under. A section that is headed by a task (1.要新建…) is an item: it and what else it
 * holds stand under the heading above.
 */
static const char *section_of(handout *h, const char *path, const char *text)
{
    static const char STEP[] = " / ";
    const char *last = path, *step = NULL;
    for (const char *found; (found = strstr(last, STEP)) != NULL;) {
        step = found;
        last = found + strlen(STEP);
    }
    bool heads = last[0] != '\0' && strncmp(text, last, strlen(last)) == 0;
    if (heads) h->item = path;
    if (h->item == NULL || strcmp(h->item, path) != 0) return path;
    return step == NULL ? "" : arena_copy(&h->arena, path, (size_t)(step - path));
}

/* Reads the row that the cursor stands on. Errors: SPEECH_NOMEM. */
static speech_status task_read(handout *h, text_buffer *piece, speech_cursor *cursor)
{
    handout_task *t = list_add(&h->tasks);
    if (t == NULL) return SPEECH_NOMEM;
    const struct {
        const char **value;
        const char *column;
    } fields[] = {{&t->since, "since"},       {&t->lead, "lead"},         {&t->support, "support"},
                  {&t->due_on, "due_on"},     {&t->due_by, "due_by"},     {&t->deadline, "deadline"},
                  {&t->targets, "targets"},   {&t->text, "text"},         {&t->note, "note"},
                  {&t->evidence, "evidence"}, {&t->section, "section"},   {&t->title, "title"},
                  {&t->speaker, "speaker"},   {&t->document, "document"}, {&t->delivered_on, "delivered_on"}};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if ((*fields[i].value = field(h, piece, cursor, fields[i].column)) == NULL) return SPEECH_NOMEM;
    if ((t->section = section_of(h, t->section, t->text)) == NULL) return SPEECH_NOMEM;
    int left = speech_cursor_column(cursor, "days_left");
    t->id = speech_cursor_integer(cursor, speech_cursor_column(cursor, "id"));
    t->status = status_of(speech_cursor_text(cursor, speech_cursor_column(cursor, "status")));
    t->placed = speech_cursor_integer(cursor, speech_cursor_column(cursor, "placed")) != 0;
    t->timed = speech_cursor_type(cursor, left) != SPEECH_NULL && date_is_day(t->due_by);
    t->days_left = (int)speech_cursor_integer(cursor, left);
    return SPEECH_OK;
}

static speech_status tasks_read(handout *h, speech_archive *archive, const speech_task_filter *filter,
                                speech_error *error)
{
    speech_cursor *cursor = NULL;
    text_buffer piece = {0};
    speech_status status = speech_archive_tasks(archive, filter, &cursor, error);
    if (status != SPEECH_OK) return status;
    while ((status = speech_cursor_next(cursor, error)) == SPEECH_ROW) {
        status = task_read(h, &piece, cursor);
        if (status != SPEECH_OK) {
            error_set(error, status, 0, "out of memory");
            break;
        }
    }
    text_buffer_free(&piece);
    speech_cursor_free(cursor);
    return status == SPEECH_DONE ? SPEECH_OK : status;
}

/* ---- groups ---- */

static bool entry_add(handout *h, const handout_task *t, const char *body, bool supports)
{
    handout_entry *e = list_add(&h->entries);
    if (e == NULL) return false;
    *e = (handout_entry){t, body, supports, 0};
    return true;
}

/* Adds the task for each of the bodies in `names`; with an empty name it is nobody's. */
static bool entries_add(handout *h, const handout_task *t, const char *names, bool supports)
{
    for (const char *at = names;; at += strlen(SEPARATOR)) {
        const char *stop = strstr(at, SEPARATOR);
        size_t length = stop == NULL ? strlen(at) : (size_t)(stop - at);
        const char *body = arena_copy(&h->arena, at, length);
        if (body == NULL || !entry_add(h, t, body, supports)) return false;
        if (stop == NULL) return true;
        at = stop;
    }
}

static int by_name(const void *a, const void *b)
{
    const handout_entry *x = *(const handout_entry *const *)a, *y = *(const handout_entry *const *)b;
    int order = strcmp(x->body, y->body);
    return order != 0 ? order : (x > y) - (x < y);
}

static int by_body(const void *a, const void *b)
{
    const handout_entry *x = a, *y = b;
    bool nobody = x->body[0] == '\0', nobodys = y->body[0] == '\0';
    if (nobody != nobodys) return nobody ? 1 : -1;
    if (x->order != y->order) return x->order < y->order ? -1 : 1;
    if (x->supports != y->supports) return x->supports ? 1 : -1;
    return (x->task > y->task) - (x->task < y->task);
}

/* Puts the entries in order: bodies as they first come up, what they lead before what they support. */
static bool entries_sort(handout *h)
{
    handout_entry *entries = h->entries.items;
    size_t count = h->entries.count;
    handout_entry **named = memory_alloc((count + 1) * sizeof *named);
    if (named == NULL) return false;
    for (size_t i = 0; i < count; i++) named[i] = &entries[i];
    qsort(named, count, sizeof *named, by_name);
    for (size_t i = 0, first = 0; i < count; i++) {
        if (strcmp(named[i]->body, named[first]->body) != 0) first = i;
        named[i]->order = (size_t)(named[first] - entries);
    }
    memory_free(named);
    qsort(entries, count, sizeof *entries, by_body);
    return true;
}

static bool entries_make(handout *h)
{
    const handout_task *tasks = h->tasks.items;
    bool by_bodies = h->options.grouping == SPEECH_HANDOUT_BY_BODY;
    for (size_t i = 0; i < h->tasks.count; i++) {
        if (!by_bodies) {
            if (!entry_add(h, &tasks[i], "", false)) return false;
            continue;
        }
        if (!entries_add(h, &tasks[i], tasks[i].lead, false)) return false;
        if (tasks[i].support[0] != '\0' && !entries_add(h, &tasks[i], tasks[i].support, true)) return false;
    }
    return !by_bodies || h->entries.count == 0 || entries_sort(h);
}

static bool differs(const handout *h, size_t i, bool section)
{
    if (i == 0) return true;
    const handout_task *t = HANDOUT_ENTRIES(h)[i].task, *before = HANDOUT_ENTRIES(h)[i - 1].task;
    if (strcmp(t->document, before->document) != 0 || strcmp(t->title, before->title) != 0) return true;
    if (strcmp(t->delivered_on, before->delivered_on) != 0) return true;
    return section && strcmp(t->section, before->section) != 0;
}

bool handout_speech_begins(const handout *h, size_t i)
{
    return differs(h, i, false);
}

bool handout_section_begins(const handout *h, size_t i)
{
    return differs(h, i, true);
}

bool handout_body_begins(const handout *h, size_t i)
{
    return i == 0 || strcmp(HANDOUT_ENTRIES(h)[i].body, HANDOUT_ENTRIES(h)[i - 1].body) != 0;
}

/* ---- all of it ---- */

/* "20260701T080000Z" */
static bool is_stamp(const char *stamp)
{
    static const char SHAPE[] = "00000000T000000Z";
    if (stamp == NULL || strlen(stamp) != strlen(SHAPE)) return false;
    for (size_t i = 0; SHAPE[i] != '\0'; i++)
        if (SHAPE[i] == '0' ? stamp[i] < '0' || stamp[i] > '9' : stamp[i] != SHAPE[i]) return false;
    return true;
}

/* Takes the options over into *o, and checks them. */
static speech_status options_take(speech_handout_options *o, const speech_handout_options *given, speech_error *error)
{
    speech_status status = struct_take(o, given, (struct_kind){sizeof *o, "the handout options"}, error);
    if (status != SPEECH_OK) return status;
    if ((unsigned)o->format > SPEECH_HANDOUT_CALENDAR || (unsigned)o->grouping > SPEECH_HANDOUT_BY_BODY)
        return error_misuse(error, "there is no such format or grouping");
    if (o->format == SPEECH_HANDOUT_CALENDAR && !is_stamp(o->stamp))
        return error_misuse(error, "a calendar needs its time stamp, written 20260701T080000Z");
    return SPEECH_OK;
}

static void handout_free(handout *h)
{
    list_free(&h->tasks);
    list_free(&h->entries);
    arena_free(&h->arena);
}

speech_status speech_archive_handout(speech_archive *archive, const speech_task_filter *filter,
                                     const speech_handout_options *options, char **out, speech_error *error)
{
    static void (*const WRITERS[])(page *, const handout *) = {
        [SPEECH_HANDOUT_MARKDOWN] = handout_write_markdown,
        [SPEECH_HANDOUT_CSV] = handout_write_csv,
        [SPEECH_HANDOUT_HTML] = handout_write_html,
        [SPEECH_HANDOUT_CALENDAR] = handout_write_calendar,
    };
    if (archive == NULL || out == NULL) return error_misuse(error, "no archive was given");
    handout h = {.tasks.size = sizeof(handout_task), .entries.size = sizeof(handout_entry)};
    speech_status status = options_take(&h.options, options, error);
    if (status != SPEECH_OK) return status;
    h.title = h.options.title == NULL ? "任务分工清单" : h.options.title;
    page p = {.status = SPEECH_OK};
    status = tasks_read(&h, archive, filter, error);
    if (status == SPEECH_OK) {
        h.as_of = filter->as_of;
        page_add(&p, "");
        if (!entries_make(&h)) p.status = SPEECH_NOMEM;
        if (p.status == SPEECH_OK) WRITERS[h.options.format](&p, &h);
        if (p.status != SPEECH_OK) status = error_set(error, p.status, 0, "out of memory");
    }
    handout_free(&h);
    if (status == SPEECH_OK) *out = p.text.text;
    else text_buffer_free(&p.text);
    return status;
}
