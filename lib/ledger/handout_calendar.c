/*
 * The hand-out as iCalendar (RFC 5545). Due dates are all-day events and not to-dos (VTODO), which Google's and
 * Microsoft's calendars do not take in; they are transparent, so that nobody counts as busy on them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "digest.h"
#include "handout.h"
#include "utf8.h"

/* A content line is folded so that no part of it is longer, its line end left out (RFC 5545, 3.1). */
enum { LINE_OCTETS = 75 };

/* Adds a content line, folded between characters. */
static void add_line(page *p, const char *line)
{
    size_t room = LINE_OCTETS;
    while (*line != '\0') {
        size_t length = 0;
        while (line[length] != '\0' && length + utf8_width(line[length]) <= room) length += utf8_width(line[length]);
        page_add_bytes(p, line, length);
        line += length;
        if (*line != '\0') page_add(p, "\r\n ");
        room = LINE_OCTETS - 1; /* the blank that a folded line begins with */
    }
    page_add(p, "\r\n");
}

/* Adds text as a value (RFC 5545, 3.3.11). */
static void add_text(page *p, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n') page_add(p, "\\n");
        else if (*text != '\r') {
            if (strchr("\\;,", *text) != NULL) page_add(p, "\\");
            page_add_bytes(p, text, 1);
        }
    }
}

/* "2026-06-30" as 20260630, or the day behind it. */
static void add_day(page *p, const char *iso, int later)
{
    char compact[24];
    date d = date_of_iso(iso);
    d.day += later;
    if (d.day > date_month_days(d.year, d.month)) {
        d.day = 1;
        d.month = d.month % 12 + 1;
        d.year += d.month == 1;
    }
    snprintf(compact, sizeof compact, "%04d%02d%02d", d.year % 10000, d.month % 100, d.day % 100);
    page_add(p, compact);
}

/* Adds what is gathered in `line` as one content line, and empties it. */
static void flush(page *p, page *line)
{
    if (line->text.length > 0) add_line(p, line->text.text);
    if (line->status != SPEECH_OK) p->status = line->status;
    text_buffer_clear(&line->text);
}

static void add_uid(page *line, const handout_task *t)
{
    enum { DIGITS = 16 };
    char digest[DIGEST_TEXT_SIZE];
    digest_text(t->document, strlen(t->document), digest);
    page_add(line, "UID:task-");
    page_add_number(line, t->id);
    page_add(line, "-");
    page_add_bytes(line, digest, DIGITS);
    page_add(line, "@speecharchive");
}

/* "\n牵头单位：…", if there is anything. */
static void add_fact(page *words, const char *name, const char *value)
{
    if (value[0] == '\0') return;
    if (words->text.length > 0) page_add(words, "\n");
    page_add(words, name);
    page_add(words, value);
}

static void add_description(page *line, const handout_task *t)
{
    page words = {.status = SPEECH_OK};
    add_fact(&words, "任务：", t->text);
    add_fact(&words, "目标：", t->targets);
    add_fact(&words, "牵头单位：", t->lead);
    add_fact(&words, "配合单位：", t->support);
    add_fact(&words, "状态：", handout_status(t));
    add_fact(&words, "出处：", t->title[0] != '\0' ? t->title : t->document);
    add_fact(&words, "部分：", t->section);
    page_add(line, "DESCRIPTION:");
    if (words.text.length > 0) add_text(line, words.text.text);
    if (words.status != SPEECH_OK) line->status = words.status;
    text_buffer_free(&words.text);
}

static void add_event(page *p, page *line, const handout *h, const handout_task *t)
{
    add_line(p, "BEGIN:VEVENT");
    add_uid(line, t);
    flush(p, line);
    page_add(line, "DTSTAMP:");
    page_add(line, h->options.stamp);
    flush(p, line);
    page_add(line, "DTSTART;VALUE=DATE:");
    add_day(line, t->due_by, 0);
    flush(p, line);
    page_add(line, "DTEND;VALUE=DATE:"); /* the first day that is no part of it */
    add_day(line, t->due_by, 1);
    flush(p, line);
    page_add(line, "SUMMARY:");
    if (t->lead[0] != '\0') add_text(line, t->lead);
    if (t->lead[0] != '\0') page_add(line, "：");
    add_text(line, t->text);
    flush(p, line);
    add_description(line, t);
    flush(p, line);
    add_line(p, "TRANSP:TRANSPARENT");
    add_line(p, "END:VEVENT");
}

void handout_write_calendar(page *p, const handout *h)
{
    const handout_task *tasks = h->tasks.items;
    page line = {.status = SPEECH_OK};
    add_line(p, "BEGIN:VCALENDAR");
    add_line(p, "VERSION:2.0");
    add_line(p, "PRODID:-//libspeecharchive//ledger//ZH");
    add_line(p, "CALSCALE:GREGORIAN");
    page_add(&line, "X-WR-CALNAME:");
    add_text(&line, h->title);
    flush(p, &line);
    for (size_t i = 0; i < h->tasks.count; i++)
        if (tasks[i].timed) add_event(p, &line, h, &tasks[i]);
    add_line(p, "END:VCALENDAR");
    text_buffer_free(&line.text);
}
