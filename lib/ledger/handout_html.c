/* The hand-out as one HTML page by itself, for the screen and for A4 paper across. */
#include <string.h>

#include "handout.h"

static const char STYLE[] =
    "@page{size:A4 landscape;margin:14mm 12mm 15mm}"
    "*{box-sizing:border-box}"
    "body{margin:0 auto;padding:24px;max-width:297mm;color:#111;background:#fff;"
    "font:14px/1.6 \"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang SC\",sans-serif}"
    "h1{margin:0 0 4px;text-align:center;font-size:24px;letter-spacing:2px}"
    "p.summary{margin:0 0 18px;text-align:center;color:#444}"
    "h2{margin:22px 0 8px;font-size:17px;break-after:avoid}"
    "h2 small{font-weight:normal;font-size:13px;color:#444}"
    "table{width:100%;border-collapse:collapse;table-layout:fixed}"
    "th,td{border:1px solid #555;padding:4px 6px;vertical-align:top;text-align:left;overflow-wrap:anywhere}"
    "thead{display:table-header-group}"
    "thead th{background:#e9edf2;text-align:center;vertical-align:middle}"
    "tr{break-inside:avoid}"
    "tr.section th{background:#f5f6f8;font-weight:600;break-after:avoid}"
    "td.number,td.due,td.status{text-align:center}"
    "td.due,td.status{padding-left:2px;padding-right:2px}"
    "td.status span,td.due span{white-space:nowrap;font-size:.93em}"
    "td.status b{display:block;font-weight:600}"
    "tr.overdue td.status{color:#b00020}"
    "tr.done td.status{color:#1b6e2e}"
    "tr.dropped td{color:#777}"
    "footer{margin-top:14px;font-size:12px;color:#555}"
    "@media print{body{padding:0;max-width:none;font-size:10pt;line-height:1.45}"
    "h1{font-size:18pt}h2{font-size:13pt}h2 small{font-size:10pt}thead th,tr.section th{print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}}";

static void add_text(page *p, const char *text)
{
    for (; *text != '\0'; text++) {
        switch (*text) {
        case '<': page_add(p, "&lt;"); break;
        case '>': page_add(p, "&gt;"); break;
        case '&': page_add(p, "&amp;"); break;
        case '"': page_add(p, "&quot;"); break;
        default: page_add_bytes(p, text, 1);
        }
    }
}

/* Text that `add` writes. */
static void add_words(page *p, const handout_task *t, void (*add)(page *, const handout_task *))
{
    page words = {.status = SPEECH_OK};
    add(&words, t);
    if (words.text.length > 0) add_text(p, words.text.text);
    if (words.status != SPEECH_OK) p->status = words.status;
    text_buffer_free(&words.text);
}

static void add_cell(page *p, const char *text)
{
    page_add(p, "<td>");
    add_text(p, text);
    page_add(p, "</td>");
}

static bool by_bodies(const handout *h)
{
    return h->options.grouping == SPEECH_HANDOUT_BY_BODY;
}

/* Of the columns, in per cent. */
static const int SECTION_WIDTHS[] = {4, 29, 12, 12, 13, 10, 10, 10, 0};
static const int BODY_WIDTHS[] = {4, 5, 25, 10, 11, 11, 10, 10, 14, 0};

static void begin_table(page *p, const handout *h, size_t i)
{
    const handout_entry *e = &HANDOUT_ENTRIES(h)[i];
    if (i > 0) page_add(p, "</tbody>\n</table>\n");
    page_add(p, "<h2>");
    if (by_bodies(h)) add_text(p, e->body[0] != '\0' ? e->body : "未明确责任单位");
    else add_words(p, e->task, handout_add_source);
    page_add(p, "</h2>\n<table>\n<colgroup>");
    for (const int *width = by_bodies(h) ? BODY_WIDTHS : SECTION_WIDTHS; *width != 0; width++) {
        page_add(p, "<col style=\"width:");
        page_add_number(p, *width);
        page_add(p, "%\">");
    }
    page_add(p, "</colgroup>\n<thead><tr><th>编号</th>");
    if (by_bodies(h)) page_add(p, "<th>职责</th>");
    page_add(p, "<th>任务</th><th>目标</th><th>牵头单位</th><th>配合单位</th><th>完成时限</th><th>状态</th>");
    page_add(p, by_bodies(h) ? "<th>出处、备注</th></tr></thead>\n<tbody>\n" : "<th>备注</th></tr></thead>\n<tbody>\n");
}

static void add_section(page *p, const handout_task *t)
{
    if (t->section[0] == '\0') return;
    page_add(p, "<tr class=\"section\"><th colspan=\"8\">");
    add_text(p, t->section);
    page_add(p, "</th></tr>\n");
}

static const char *row_class(const handout_task *t)
{
    if (t->timed && t->days_left < 0) return "overdue";
    return speech_task_status_name(t->status);
}

static void add_status(page *p, const handout_task *t)
{
    page_add(p, "<td class=\"status\"><b>");
    page_add(p, handout_status(t));
    page_add(p, "</b><span>");
    if (t->timed) add_words(p, t, handout_add_time_left);
    else if (t->since[0] != '\0') page_add_date(p, t->since);
    page_add(p, "</span></td>");
}

static void add_row(page *p, const handout *h, const handout_entry *e)
{
    const handout_task *t = e->task;
    page_add(p, "<tr class=\"");
    page_add(p, row_class(t));
    page_add(p, "\"><td class=\"number\">");
    page_add_number(p, t->id);
    page_add(p, "</td>");
    if (by_bodies(h)) add_cell(p, e->body[0] == '\0' ? "" : e->supports ? "配合" : "牵头");
    add_cell(p, t->text);
    add_cell(p, t->targets);
    add_cell(p, t->lead);
    add_cell(p, t->support);
    page_add(p, t->due_on[0] != '\0' ? "<td class=\"due\"><span>" : "<td class=\"due\">");
    add_words(p, t, handout_add_due);
    page_add(p, t->due_on[0] != '\0' ? "</span></td>" : "</td>");
    add_status(p, t);
    page_add(p, "<td>");
    if (by_bodies(h)) add_words(p, t, handout_add_source);
    if (by_bodies(h) && (t->note[0] != '\0' || t->evidence[0] != '\0' || !t->placed)) page_add(p, "<br>");
    add_words(p, t, handout_add_remark);
    page_add(p, "</td></tr>\n");
}

void handout_write_html(page *p, const handout *h)
{
    page_add(p, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    add_text(p, h->title);
    page_add(p, "</title>\n<style>");
    page_add(p, STYLE);
    page_add(p, "</style>\n</head>\n<body>\n<h1>");
    add_text(p, h->title);
    page_add(p, "</h1>\n<p class=\"summary\">");
    handout_add_summary(p, h);
    page_add(p, "</p>\n");
    for (size_t i = 0; i < h->entries.count; i++) {
        if (by_bodies(h) ? handout_body_begins(h, i) : handout_speech_begins(h, i)) begin_table(p, h, i);
        if (!by_bodies(h) && handout_section_begins(h, i)) add_section(p, HANDOUT_ENTRIES(h)[i].task);
        add_row(p, h, &HANDOUT_ENTRIES(h)[i]);
    }
    if (h->entries.count > 0) page_add(p, "</tbody>\n</table>\n");
    page_add(p, "<footer>编号即台账编号，办理情况按编号登记。</footer>\n</body>\n</html>\n");
}
