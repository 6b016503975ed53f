/* The hand-out as CSV (RFC 4180). Dates are ISO, so that spreadsheet programs sort them and count with them. */
#include <string.h>

#include "handout.h"

static void add_cell(page *p, const char *text)
{
    bool quoted = strpbrk(text, "\",\r\n") != NULL;
    if (quoted) page_add(p, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"') page_add(p, "\"");
        page_add_bytes(p, text, 1);
    }
    if (quoted) page_add(p, "\"");
    page_add(p, ",");
}

static void add_number(page *p, long long number)
{
    page_add_number(p, number);
    page_add(p, ",");
}

static void add_row(page *p, const handout *h, const handout_entry *e)
{
    const handout_task *t = e->task;
    if (h->options.grouping == SPEECH_HANDOUT_BY_BODY) {
        add_cell(p, e->body);
        add_cell(p, e->body[0] == '\0' ? "" : e->supports ? "配合" : "牵头");
    }
    add_cell(p, t->title);
    add_cell(p, t->delivered_on);
    add_cell(p, t->section);
    add_number(p, t->id);
    add_cell(p, t->text);
    add_cell(p, t->targets);
    add_cell(p, t->lead);
    add_cell(p, t->support);
    add_cell(p, t->due_on[0] != '\0' ? t->due_on : t->deadline);
    if (t->timed) add_number(p, t->days_left);
    else add_cell(p, "");
    add_cell(p, handout_status(t));
    add_cell(p, t->since);
    add_cell(p, t->note);
    add_cell(p, t->evidence);
    add_cell(p, t->document);
    p->text.length -= p->status == SPEECH_OK; /* the comma behind the last cell */
    page_add(p, "\r\n");
}

void handout_write_csv(page *p, const handout *h)
{
    if (h->options.byte_order_mark) page_add(p, "\xEF\xBB\xBF");
    if (h->options.grouping == SPEECH_HANDOUT_BY_BODY) page_add(p, "单位,职责,");
    page_add(p,
             "讲话,讲话日期,部分,编号,任务,目标,牵头单位,配合单位,完成时限,剩余天数,状态,状态日期,备注,依据,文件\r\n");
    for (size_t i = 0; i < h->entries.count; i++) add_row(p, h, &HANDOUT_ENTRIES(h)[i]);
}
