/*
 * Marks are taken away line by line, and all else stays: line ends, numbers of lists, words. A renderer would not do:
 * it joins lines to paragraphs, numbers lists anew, and CommonMark's rules for emphasis fail between Chinese
 * characters. What might be meant literally, like the asterisks that hide digits, is left alone.
 */
#include "markdown.h"

#include <string.h>

#include "date.h"
#include "error.h"
#include "markdown_inline.h"
#include "utf8.h"

enum { FRONT_MATTER_LINES = 60, MAX_TITLE = 600 };

/* One line of the source, without its end. */
typedef struct source_line {
    size_t begin;
    size_t end;
    size_t next; /* where the next one begins */
} source_line;

typedef struct markdown_parse {
    reading *reading;
    const char *text;
    size_t length;
    text_buffer line; /* working memory */
    char fence;       /* of the open code block: ` or ~, else 0 */
    size_t fence_length;
    bool in_table;
} markdown_parse;

static source_line line_at(const markdown_parse *m, size_t at)
{
    source_line l = {at, at, at};
    while (l.end < m->length && m->text[l.end] != '\n' && m->text[l.end] != '\r') l.end++;
    l.next = l.end;
    if (l.next < m->length)
        l.next += m->text[l.next] == '\r' && l.next + 1 < m->length && m->text[l.next + 1] == '\n' ? 2 : 1;
    return l;
}

static size_t skip_blanks(const markdown_parse *m, size_t at, size_t end)
{
    while (at < end && (m->text[at] == ' ' || m->text[at] == '\t')) at++;
    return at;
}

/* How often the character stands at `at`. */
static size_t run(const markdown_parse *m, size_t at, size_t end, char c)
{
    size_t from = at;
    while (at < end && m->text[at] == c) at++;
    return at - from;
}

/* Does the line hold only these characters, at least three of them? A rule, or the line under a heading. */
static bool is_rule(const markdown_parse *m, size_t begin, size_t end)
{
    size_t marks = 0;
    char c = begin < end ? m->text[begin] : '\0';
    if (c != '-' && c != '*' && c != '_' && c != '=') return false;
    for (size_t at = begin; at < end; at++) {
        if (m->text[at] == c) marks++;
        else if (m->text[at] != ' ' && m->text[at] != '\t') return false;
    }
    return marks >= 3;
}

/* |---|:-:| under the head of a table. */
static bool is_table_rule(const markdown_parse *m, source_line l)
{
    bool bar = false, dash = false;
    for (size_t at = l.begin; at < l.end; at++) {
        bar |= m->text[at] == '|';
        dash |= m->text[at] == '-';
        if (strchr("|-: \t", m->text[at]) == NULL) return false;
    }
    return bar && dash;
}

/* ---- front matter ---- */

static bool starts_key(const markdown_parse *m, source_line l, const char *key, size_t *value)
{
    if (!utf8_starts_with(m->text, l.begin, l.end, key)) return false;
    *value = skip_blanks(m, l.begin + strlen(key), l.end);
    return *value < l.end;
}

static speech_status read_key(markdown_parse *m, source_line l)
{
    size_t value;
    speech_span place;
    date d;
    if (starts_key(m, l, "title:", &value)) {
        size_t end = l.end;
        if (end - value >= 2 && (m->text[value] == '"' || m->text[value] == '\'') &&
            m->text[end - 1] == m->text[value]) {
            value++;
            end--;
        }
        if (m->reading->title.length == 0 && end > value && end - value < MAX_TITLE)
            return text_buffer_add(&m->reading->title, m->text + value, end - value);
    } else if (starts_key(m, l, "date:", &value) && m->reading->published_on[0] == '\0' &&
               date_find(m->text, (speech_span){value, l.end}, &d, &place) && d.day != 0) {
        date_format(d, m->reading->published_on);
    }
    return SPEECH_OK;
}

/* Reads the properties between two lines of --- at the start of a file; *end: where the text begins. */
static speech_status read_front_matter(markdown_parse *m, size_t *end)
{
    source_line first = line_at(m, 0), l = first;
    *end = 0;
    if (first.end != 3 || memcmp(m->text, "---", 3) != 0) return SPEECH_OK;
    for (int count = 0; count < FRONT_MATTER_LINES && l.next < m->length; count++) {
        l = line_at(m, l.next);
        if (l.end - l.begin == 3 && memcmp(m->text + l.begin, "---", 3) == 0) {
            *end = l.next;
            break;
        }
    }
    speech_status status = SPEECH_OK;
    for (l = line_at(m, first.next); l.next < *end && status == SPEECH_OK; l = line_at(m, l.next))
        status = read_key(m, l);
    return status;
}

/* ---- lines ---- */

/* Does the line open or close a block of code? */
static bool take_fence(markdown_parse *m, size_t begin, size_t end)
{
    char c = begin < end ? m->text[begin] : '\0';
    size_t length = c == '`' || c == '~' ? run(m, begin, end, c) : 0;
    if (m->fence == '\0') {
        if (length < 3) return false;
        m->fence = c;
        m->fence_length = length;
        return true;
    }
    if (c != m->fence || length < m->fence_length || skip_blanks(m, begin + length, end) != end) return false;
    m->fence = '\0';
    return true;
}

/* Passes over the marks at the start of a line: quotes, bullets, the signs of a heading. *heading: was there such? */
static size_t skip_marks(const markdown_parse *m, size_t begin, size_t end, bool *heading)
{
    size_t at = skip_blanks(m, begin, end);
    *heading = false;
    while (at < end && m->text[at] == '>') at = skip_blanks(m, at + 1, end);
    if (end - at >= 2 && strchr("-*+", m->text[at]) != NULL && (m->text[at + 1] == ' ' || m->text[at + 1] == '\t'))
        at = skip_blanks(m, at + 1, end);
    size_t signs = run(m, at, end, '#');
    if (signs >= 1 && signs <= 6 && (at + signs == end || m->text[at + signs] == ' ' || m->text[at + signs] == '\t')) {
        at = skip_blanks(m, at + signs, end);
        *heading = true;
    }
    return at;
}

/* [name]: address, which a link elsewhere refers to. */
static bool is_reference(const markdown_parse *m, size_t begin, size_t end)
{
    size_t at = begin;
    if (at == end || m->text[at] != '[' || (at + 1 < end && m->text[at + 1] == '^')) return false;
    while (at < end && m->text[at] != ']') at++;
    if (end - at < 2 || m->text[at + 1] != ':') return false;
    at = skip_blanks(m, at + 2, end);
    return utf8_starts_with(m->text, at, end, "http") || utf8_starts_with(m->text, at, end, "/") ||
           utf8_starts_with(m->text, at, end, "./");
}

static speech_status write_inline(markdown_parse *m, size_t begin, size_t end)
{
    text_buffer_clear(&m->line);
    speech_status status = markdown_inline_add(&m->line, m->text, begin, end);
    if (status == SPEECH_OK) text_writer_verbatim(&m->reading->writer, m->line.text, m->line.length);
    return status;
}

static speech_status write_row(markdown_parse *m, source_line l)
{
    speech_status status = SPEECH_OK;
    size_t at = skip_blanks(m, l.begin, l.end);
    if (at < l.end && m->text[at] == '|') at++;
    for (size_t from = at; at <= l.end && status == SPEECH_OK; at++) {
        if (at < l.end && (m->text[at] != '|' || m->text[at - 1] == '\\')) continue;
        size_t begin = skip_blanks(m, from, at), end = at;
        while (end > begin && (m->text[end - 1] == ' ' || m->text[end - 1] == '\t')) end--;
        if (end > begin) {
            text_writer_cell(&m->reading->writer);
            status = write_inline(m, begin, end);
        }
        from = at + 1;
    }
    text_writer_block(&m->reading->writer);
    return status;
}

static speech_status write_line(markdown_parse *m, source_line l)
{
    bool heading;
    text_writer *w = &m->reading->writer;
    size_t begin = skip_marks(m, l.begin, l.end, &heading), end = utf8_trim_spaces(m->text, begin, l.end);
    if (heading) {
        size_t closing = end;
        while (closing > begin && m->text[closing - 1] == '#') closing--;
        if (closing == begin || m->text[closing - 1] == ' ') end = utf8_trim_spaces(m->text, begin, closing);
    }
    if (is_rule(m, skip_blanks(m, l.begin, l.end), end) || is_reference(m, begin, end)) begin = end;
    speech_status status = write_inline(m, begin, end);
    /* A line that held nothing but marks is not there; one that was empty stays. */
    if (m->line.length > 0) text_writer_block(w);
    else if (utf8_skip_spaces(m->text, l.begin, l.end) == l.end) text_writer_line_end(w);
    return status;
}

static speech_status take_line(markdown_parse *m, source_line l)
{
    size_t begin = skip_blanks(m, l.begin, l.end);
    if (take_fence(m, begin, l.end)) return SPEECH_OK;
    if (m->fence != '\0') {
        text_writer_verbatim(&m->reading->writer, m->text + l.begin, l.end - l.begin);
        text_writer_line_end(&m->reading->writer);
        return SPEECH_OK;
    }
    bool bar = begin < l.end && memchr(m->text + begin, '|', l.end - begin) != NULL;
    if (m->in_table && is_table_rule(m, l)) return SPEECH_OK;
    m->in_table = bar && (m->in_table || (l.next < m->length && is_table_rule(m, line_at(m, l.next))));
    return m->in_table ? write_row(m, l) : write_line(m, l);
}

speech_status markdown_read(reading *r, const char *text, size_t length)
{
    markdown_parse m = {.reading = r, .text = text, .length = length};
    size_t at = 0;
    speech_status status = read_front_matter(&m, &at);
    while (at < length && status == SPEECH_OK) {
        source_line l = line_at(&m, at);
        status = take_line(&m, l);
        if (status == SPEECH_OK) status = r->writer.status;
        at = l.next;
    }
    text_writer_end(&r->writer);
    if (status == SPEECH_OK) status = r->writer.status;
    text_buffer_free(&m.line);
    if (status == SPEECH_TOO_BIG) return reading_too_big(r, "the document");
    return status == SPEECH_OK ? status : error_set(r->error, status, 0, "%s", speech_status_text(status));
}
