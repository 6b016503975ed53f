/* The hand-out as Markdown, with tables as GitHub and most others read them. */
#include <string.h>

#include "handout.h"

/* Adds text so that none of it is taken for markup. */
static void add_text(page *p, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n' || *text == '\r') page_add(p, " ");
        else {
            if (strchr("\\`*_[]<>|~#", *text) != NULL) page_add(p, "\\");
            page_add_bytes(p, text, 1);
        }
    }
}

/* A cell whose text `add` writes. */
static void add_cell(page *p, const handout_task *t, void (*add)(page *, const handout_task *))
{
    page cell = {.status = SPEECH_OK};
    add(&cell, t);
    if (cell.text.length > 0) add_text(p, cell.text.text);
    if (cell.status != SPEECH_OK) p->status = cell.status;
    text_buffer_free(&cell.text);
    page_add(p, " | ");
}

static void add_text_cell(page *p, const char *text)
{
    add_text(p, text);
    page_add(p, " | ");
}

static void add_status(page *p, const handout_task *t)
{
    page_add(p, handout_status(t));
    if (t->timed) page_add(p, "，");
    handout_add_time_left(p, t);
}

static void add_heading(page *p, const char *mark, const handout_task *t, void (*add)(page *, const handout_task *))
{
    page heading = {.status = SPEECH_OK};
    add(&heading, t);
    page_add(p, mark);
    if (heading.text.length > 0) add_text(p, heading.text.text);
    if (heading.status != SPEECH_OK) p->status = heading.status;
    text_buffer_free(&heading.text);
    page_add(p, "\n\n");
}

static void add_section(page *p, const handout_task *t)
{
    page_add(p, t->section);
}

static void begin_group(page *p, const handout *h, size_t i)
{
    const handout_entry *e = &HANDOUT_ENTRIES(h)[i];
    bool bodies = h->options.grouping == SPEECH_HANDOUT_BY_BODY;
    if (i > 0) page_add(p, "\n");
    if (bodies) {
        page_add(p, "## ");
        add_text(p, e->body[0] != '\0' ? e->body : "未明确责任单位");
        page_add(p, "\n\n");
    } else {
        if (handout_speech_begins(h, i)) add_heading(p, "## ", e->task, handout_add_source);
        if (e->task->section[0] != '\0') add_heading(p, "### ", e->task, add_section);
    }
    page_add(p, bodies ? "| 编号 | 职责 | 任务 | 目标 | 牵头单位 | 配合单位 | 完成时限 | 状态 | 备注 | 出处 |\n"
                         "|---:|---|---|---|---|---|---|---|---|---|\n"
                       : "| 编号 | 任务 | 目标 | 牵头单位 | 配合单位 | 完成时限 | 状态 | 备注 |\n"
                         "|---:|---|---|---|---|---|---|---|\n");
}

static void add_row(page *p, const handout *h, const handout_entry *e)
{
    const handout_task *t = e->task;
    bool bodies = h->options.grouping == SPEECH_HANDOUT_BY_BODY;
    page_add(p, "| ");
    page_add_number(p, t->id);
    page_add(p, " | ");
    if (bodies) add_text_cell(p, e->body[0] == '\0' ? "" : e->supports ? "配合" : "牵头");
    add_text_cell(p, t->text);
    add_text_cell(p, t->targets);
    add_text_cell(p, t->lead);
    add_text_cell(p, t->support);
    add_cell(p, t, handout_add_due);
    add_cell(p, t, add_status);
    add_cell(p, t, handout_add_remark);
    if (bodies) add_cell(p, t, handout_add_source);
    p->text.length -= p->status == SPEECH_OK; /* the blank behind the last bar */
    page_add(p, "\n");
}

void handout_write_markdown(page *p, const handout *h)
{
    bool bodies = h->options.grouping == SPEECH_HANDOUT_BY_BODY;
    page_add(p, "# ");
    add_text(p, h->title);
    page_add(p, "\n\n");
    handout_add_summary(p, h);
    page_add(p, "\n\n");
    for (size_t i = 0; i < h->entries.count; i++) {
        if (bodies ? handout_body_begins(h, i) : handout_section_begins(h, i)) begin_group(p, h, i);
        add_row(p, h, &HANDOUT_ENTRIES(h)[i]);
    }
}
