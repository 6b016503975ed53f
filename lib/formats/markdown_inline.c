#include "markdown_inline.h"

#include <stdbool.h>
#include <string.h>

#include "ascii.h"
#include "utf8.h"

/*
 * Nothing on a line reaches further than this; and what is looked at in search of closing marks is at most so many
 * bytes for each of the line's, after the first million: a line of marks alone takes linear time.
 */
enum { REACH = 2000, SEARCHES = 64, SEARCHES_FREE = 1 << 20 };

typedef struct inline_text {
    const char *text;
    size_t begin;
    size_t end;
    size_t left; /* bytes that may still be looked at */
} inline_text;

/* How far a search from `at` may go. */
static size_t reach(inline_text *t, size_t at)
{
    size_t most = t->end - at > REACH ? REACH : t->end - at;
    if (most > t->left) most = 0;
    t->left -= most;
    return at + most;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Could the character before `at`, or at it, be part of a word? Chinese characters are; marks and blanks are not. */
static bool is_word_before(const inline_text *t, size_t at)
{
    if (at == t->begin) return false;
    uint32_t c = utf8_at(t->text + utf8_before(t->text, at));
    return utf8_is_ascii_letter((char)(c < 0x80 ? c : 0)) || utf8_arabic_digit(c) >= 0 || (c >= 0x3400 && c < 0xFE00);
}

static bool is_word_at(const inline_text *t, size_t at)
{
    return at < t->end &&
           is_word_before(&(inline_text){.text = t->text, .begin = at, .end = t->end}, at + utf8_width(t->text[at]));
}

static size_t run_at(const inline_text *t, size_t at)
{
    size_t from = at;
    while (at < t->end && t->text[at] == t->text[from]) at++;
    return at - from;
}

/*
 * The length of the mark of emphasis at `at` that is closed on this line, and where it is closed; 0: what stands there
 * is meant literally. Two or more characters have to stand between double marks (在**市**县 hides names), and single
 * ones must not touch a word from outside (投资*亿元，建成*个 hides digits).
 */
static size_t emphasis_at(inline_text *t, size_t at, size_t *close)
{
    size_t width = run_at(t, at), from = at + width;
    char c = t->text[at];
    if (width > 3 || from >= t->end || is_blank(t->text[from])) return 0;
    if ((c == '~' && width != 2) || ((width == 1 || c == '_') && is_word_before(t, at))) return 0;
    size_t characters = 0, last = reach(t, from);
    for (size_t next = from; next < last; next += utf8_width(t->text[next]), characters++) {
        if (t->text[next] != c) continue;
        size_t closing = run_at(t, next);
        bool fits = closing == width && !is_blank(t->text[next - 1]) && characters >= (width > 1 ? 2 : 1) &&
                    !((width == 1 || c == '_') && is_word_at(t, next + closing));
        if (fits) {
            *close = next;
            return width;
        }
        if (closing == width) return 0;
        next += closing - 1;
    }
    return 0;
}

/* The bracket that closes the one at `at`, on this line; or `at`. */
static size_t closing_bracket(inline_text *t, size_t at, char open, char close)
{
    int depth = 0;
    size_t last = reach(t, at);
    for (size_t next = at; next < last; next++) {
        if (t->text[next] == '\\') next++;
        else if (t->text[next] == open) depth++;
        else if (t->text[next] == close && --depth == 0) return next;
    }
    return at;
}

/* [text](address) at `at`: where its text ends, and the whole; false if it is none. */
static bool link_at(inline_text *t, size_t at, size_t *text_end, size_t *end)
{
    size_t close = closing_bracket(t, at, '[', ']');
    if (close == at || close + 1 >= t->end || t->text[close + 1] != '(') return false;
    size_t last = closing_bracket(t, close + 1, '(', ')');
    if (last == close + 1) return false;
    *text_end = close;
    *end = last + 1;
    return true;
}

/* The end of the tag or comment of HTML at `at`, or `at`; *line: it is a line end. */
static size_t tag_end(inline_text *t, size_t at, bool *line)
{
    static const char *const names[] = {"p",  "br", "div",    "span", "a",      "img",   "b",     "i",
                                        "u",  "em", "strong", "sup",  "sub",    "h1",    "h2",    "h3",
                                        "h4", "h5", "h6",     "font", "center", "table", "tr",    "td",
                                        "th", "li", "ul",     "ol",   "hr",     "tbody", "thead", "blockquote"};
    size_t last = reach(t, at);
    if (utf8_starts_with(t->text, at, t->end, "<!--")) {
        for (size_t next = at + 4; next + 3 <= last; next++)
            if (memcmp(t->text + next, "-->", 3) == 0) return next + 3;
        return at;
    }
    size_t name = at + 1 + (at + 1 < t->end && t->text[at + 1] == '/'), next = name;
    while (next < t->end &&
           (utf8_is_ascii_letter(t->text[next]) || utf8_arabic_digit((unsigned char)t->text[next]) >= 0))
        next++;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) != next - name || !ascii_same_prefix(t->text + name, names[i], next - name)) continue;
        *line = i == 1;
        for (; next < last; next++)
            if (t->text[next] == '>') return next + 1;
    }
    return at;
}

/* An entity that people write in Markdown, and the character it stands for; returns its end, or `at`. */
static size_t entity_at(const inline_text *t, size_t at, const char **character)
{
    static const char *const entities[][2] = {{"&nbsp;", " "},  {"&amp;", "&"}, {"&lt;", "<"},    {"&gt;", ">"},
                                              {"&quot;", "\""}, {"&#39;", "'"}, {"&emsp;", "　"}, {"&ensp;", " "}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (utf8_starts_with(t->text, at, t->end, entities[i][0])) {
            *character = entities[i][1];
            return at + strlen(entities[i][0]);
        }
    return at;
}

static bool is_ascii_mark(char c)
{
    return c > ' ' && c < 0x7F && !utf8_is_ascii_letter(c) && !(c >= '0' && c <= '9');
}

/* Passes over the mark at *at and writes what it stands for. `ends`: where the open emphasis is closed, and by how
 * much. */
static speech_status take_mark(text_buffer *out, inline_text *t, size_t *at, size_t open[2])
{
    size_t close, end, from = *at;
    bool line = false;
    const char *character = NULL;
    char c = t->text[from];
    if ((c == '*' || c == '_' || c == '~') && open[0] == 0 && (close = 0, end = emphasis_at(t, from, &close)) > 0) {
        open[0] = close;
        open[1] = end;
        *at += end;
        return SPEECH_OK;
    }
    if (c == '\\' && from + 1 < t->end && is_ascii_mark(t->text[from + 1])) {
        *at += 2;
        return text_buffer_add(out, t->text + from + 1, 1);
    }
    if (c == '!' && from + 1 < t->end && t->text[from + 1] == '[' && link_at(t, from + 1, &close, &end)) {
        *at = end;
        return SPEECH_OK;
    }
    if (c == '[' && link_at(t, from, &close, &end)) {
        *at = end;
        return markdown_inline_add(out, t->text, from + 1, close);
    }
    if (c == '<' && (end = tag_end(t, from, &line)) > from) {
        *at = end;
        return line ? text_buffer_add(out, "\n", 1) : SPEECH_OK;
    }
    if (c == '&' && (end = entity_at(t, from, &character)) > from) {
        *at = end;
        return text_buffer_add(out, character, strlen(character));
    }
    *at += c == '*' || c == '_' || c == '~' ? run_at(t, from) : 1;
    return text_buffer_add(out, t->text + from, *at - from);
}

speech_status markdown_inline_add(text_buffer *out, const char *text, size_t begin, size_t end)
{
    inline_text t = {.text = text, .begin = begin, .end = end, .left = SEARCHES_FREE + (end - begin) * SEARCHES};
    size_t open[2] = {0, 0}; /* where the open emphasis is closed, and how long that mark is */
    speech_status status = SPEECH_OK;
    for (size_t at = begin; at < end && status == SPEECH_OK;) {
        if (open[1] > 0 && at == open[0]) {
            at += open[1];
            open[0] = open[1] = 0;
            continue;
        }
        size_t from = at;
        while (at < end && strchr("*_~\\![<&", text[at]) == NULL) at++;
        if (at > from) status = text_buffer_add(out, text + from, at - from);
        else status = take_mark(out, &t, &at, open);
    }
    return status;
}
