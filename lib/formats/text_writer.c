#include "text_writer.h"

#include <string.h>

#include "utf8.h"

static void put(text_writer *w, const char *text, size_t length)
{
    if (w->status != SPEECH_OK || length == 0) return;
    if (length > w->limit || w->text.length > w->limit - length) w->status = SPEECH_TOO_BIG;
    else w->status = text_buffer_add(&w->text, text, length);
}

/* Takes back the blanks that the text ends in. */
static void trim(text_writer *w)
{
    size_t end = w->text.length;
    if (end > w->line) end = utf8_trim_spaces(w->text.text, w->line, end);
    w->text.length = end;
    if (w->text.text != NULL) w->text.text[end] = '\0';
}

/* Writes what waits for the next character. */
static void settle(text_writer *w)
{
    if (w->breaks > 0) {
        trim(w);
        if (w->text.length > 0) put(w, "\n\n", w->breaks > 1 ? 2 : 1);
        w->line = w->text.length;
        w->blank = w->cell = false;
        w->breaks = 0;
    }
    bool started = w->text.length > w->line;
    if (w->cell && started) put(w, "\t", 1);
    else if (w->blank && started) put(w, " ", 1);
    w->blank = w->cell = w->faint = false;
}

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The no-break space is two bytes, C2 A0. */
static bool is_no_break_space(const char *text, size_t at, size_t length)
{
    return (unsigned char)text[at] == 0xC2 && at + 1 < length && (unsigned char)text[at + 1] == 0xA0;
}

void text_writer_flow(text_writer *w, const char *text, size_t length)
{
    for (size_t at = 0; at < length && w->status == SPEECH_OK;) {
        size_t from = at;
        while (at < length && !is_white(text[at]) && !is_no_break_space(text, at, length)) at++;
        if (at > from) {
            settle(w);
            put(w, text + from, at - from);
        }
        if (at == length) break;
        if (is_white(text[at])) {
            w->blank = true;
            at++;
            continue;
        }
        /* Blanks of its own, but not at the start of a line. */
        if (w->breaks == 0 && w->text.length > w->line) {
            settle(w);
            put(w, " ", 1);
        } else {
            w->faint = true;
        }
        at += 2;
    }
}

void text_writer_verbatim(text_writer *w, const char *text, size_t length)
{
    for (size_t at = 0; at < length && w->status == SPEECH_OK;) {
        size_t from = at;
        while (at < length && text[at] != '\n' && text[at] != '\r') at++;
        if (at > from) {
            settle(w);
            put(w, text + from, at - from);
        }
        if (at == length) break;
        at += text[at] == '\r' && at + 1 < length && text[at + 1] == '\n' ? 2 : 1;
        text_writer_line_end(w);
    }
}

void text_writer_block(text_writer *w)
{
    if (w->joined) w->blank = true;
    else if (w->breaks == 0) w->breaks = 1;
    else if (w->faint) w->breaks = 2;
    w->faint = false;
}

void text_writer_line_end(text_writer *w)
{
    if (w->joined) w->blank = true;
    else if (w->breaks < 2) w->breaks++;
    w->faint = false;
}

void text_writer_cell(text_writer *w)
{
    w->cell = true;
}

void text_writer_end(text_writer *w)
{
    trim(w);
    if (w->text.length > 0) put(w, "\n", 1);
    w->line = w->text.length;
    w->breaks = 0;
    w->blank = w->cell = w->faint = false;
}
