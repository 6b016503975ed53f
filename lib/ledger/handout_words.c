/* What all formats of the hand-out say in the same words: those of Chinese offices. */
#include <string.h>

#include "handout.h"

void handout_add_source(page *p, const handout_task *t)
{
    page_add(p, t->title[0] != '\0' ? t->title : t->document);
    if (t->delivered_on[0] == '\0' && t->speaker[0] == '\0') return;
    page_add(p, "（");
    if (t->delivered_on[0] != '\0') page_add_date(p, t->delivered_on);
    if (t->delivered_on[0] != '\0' && t->speaker[0] != '\0') page_add(p, "，");
    page_add(p, t->speaker);
    page_add(p, "）");
}

void handout_add_due(page *p, const handout_task *t)
{
    if (t->due_on[0] != '\0') page_add_date(p, t->due_on);
    else page_add(p, t->deadline);
}

const char *handout_status(const handout_task *t)
{
    static const char *const WORDS[] = {"未启动", "推进中", "已完成", "已撤销"};
    return WORDS[t->status];
}

void handout_add_time_left(page *p, const handout_task *t)
{
    if (!t->timed) return;
    if (t->days_left == 0) {
        page_add(p, "今日到期");
        return;
    }
    page_add(p, t->days_left < 0 ? "逾期" : "剩");
    page_add_number(p, t->days_left < 0 ? -t->days_left : t->days_left);
    page_add(p, "天");
}

void handout_add_remark(page *p, const handout_task *t)
{
    const char *const parts[] = {t->note, t->evidence, t->placed ? "" : "原文已无此句"};
    bool any = false;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i][0] == '\0') continue;
        if (any) page_add(p, "；");
        page_add(p, parts[i]);
        any = true;
    }
}

void handout_add_summary(page *p, const handout *h)
{
    const handout_task *tasks = h->tasks.items;
    size_t counts[SPEECH_TASK_DROPPED + 1] = {0}, overdue = 0;
    for (size_t i = 0; i < h->tasks.count; i++) {
        counts[tasks[i].status]++;
        overdue += tasks[i].timed && tasks[i].days_left < 0;
    }
    page_add(p, "截至");
    page_add_date(p, h->as_of);
    page_add(p, "，共");
    page_add_number(p, (long long)h->tasks.count);
    page_add(p, "项");
    for (int status = SPEECH_TASK_OPEN; status <= SPEECH_TASK_DROPPED; status++) {
        page_add(p, status == SPEECH_TASK_OPEN ? "：" : "、");
        page_add(p, handout_status(&(handout_task){.status = (speech_task_status)status}));
        page_add_number(p, (long long)counts[status]);
    }
    page_add(p, "；其中逾期");
    page_add_number(p, (long long)overdue);
    page_add(p, "。");
}
