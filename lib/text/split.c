#include "split.h"

#include <string.h>

#include "furniture.h"
#include "header.h"
#include "lines.h"
#include "metadata.h"
#include "salutation.h"
#include "structure_classes.h"
#include "utf8.h"
#include "word_tables.h"

enum { MAX_TAIL_LINE = 40, MAX_TITLE = 70, MIN_SPEECH_LINES = 2, MAX_HEADER_ABOVE = 6 };

/* Does the line end with a noun for a speech, being short? */
static bool is_title_like(const record *r, const line *l)
{
    size_t at = l->end;
    if (characters_between(r->text, l->begin, l->end, MAX_TITLE) >= MAX_TITLE) return false;
    for (int back = 0; back < 6 && at > l->begin; back++) {
        at = utf8_before(r->plain, at);
        const word *w = word_at(&titles_words, r->plain, at, l->end);
        if (w != NULL && at + w->length == l->end) return true;
    }
    return false;
}

/*
 * The first line of the header above a salutation in line `i`, if there is one that tells that a new speech begins:
 * short lines directly above, one of them a speech's title, after a line that ends a sentence. Else SPEECH_NONE.
 */
static size_t header_above(const record *r, size_t first, size_t i)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    bool titled = false;
    size_t k = i;
    while (k > first && i - k < MAX_HEADER_ABOVE) {
        const line *l = &lines[k - 1];
        if (ends_sentence(r->text, l->begin, l->end)) break;
        if (characters_between(r->text, l->begin, l->end, MAX_TITLE) >= MAX_TITLE) return SPEECH_NONE;
        titled = titled || is_title_like(r, l);
        k--;
    }
    return titled && k > first && i - k < MAX_HEADER_ABOVE ? k : SPEECH_NONE;
}

/* The line that the speech after line `first` begins in, or `count` if there is none. */
static size_t next_start(record *r, size_t first)
{
    line *lines = RECORD_ITEMS(line, r->lines);
    size_t end, last;
    for (size_t i = first + 1; i < r->lines.count; i++) {
        if (lines[i].kind == SPEECH_SEPARATOR) return i;
        if (i < first + MIN_SPEECH_LINES || !salutation_read(r, i, &end, &last)) continue;
        if (lines[last].end - end > 3 || utf8_at(r->plain + end) == 0xFF01) continue;
        size_t above = header_above(r, first + MIN_SPEECH_LINES, i);
        if (above != SPEECH_NONE) return above;
    }
    return r->lines.count;
}

static bool is_thanks(const record *r, const line *l)
{
    for (size_t at = l->begin; at < l->end; at += utf8_width(r->plain[at]))
        if (utf8_starts_with(r->plain, at, l->end, "谢谢") || utf8_starts_with(r->plain, at, l->end, "感谢"))
            return true;
    return false;
}

/* Does the line stand below a speech without being part of it: furniture, a source, a signature? */
static bool is_tail(const record *r, const line *l)
{
    if (l->kind != NOT_FURNITURE) return true;
    if (ends_sentence(r->text, l->begin, l->end) || is_thanks(r, l)) return false;
    if (utf8_starts_with(r->text, l->begin, l->end, "（") || utf8_starts_with(r->text, l->begin, l->end, "《"))
        return true;
    return characters_between(r->text, l->begin, l->end, MAX_TAIL_LINE) < MAX_TAIL_LINE;
}

/* The line just past the last one of the speech whose body begins in line `body`. */
static size_t find_last_line(const record *r, size_t body, size_t last)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    size_t whole = lines[last - 1].end - lines[body].begin;
    for (size_t i = body + 1; i < last; i++)
        if (lines[i].kind == ANNEX_BEGIN && (lines[i].begin - lines[body].begin) * 3 >= whole) last = i;
    size_t end = last;
    while (end > body + 1 && is_tail(r, &lines[end - 1])) end--;
    return end > body + 1 || !is_tail(r, &lines[body]) ? end : last;
}

/* Where the last sentence of a line ends: a source or note in brackets behind it belongs to the page. */
static size_t find_text_end(const record *r, const line *l)
{
    enum { MAX_NOTE = 100 };
    size_t at = l->end;
    for (int back = 0; back < MAX_NOTE && at > l->begin; back++) {
        if (ends_sentence(r->text, l->begin, at)) {
            bool note = utf8_starts_with(r->text, at, l->end, "（") || utf8_starts_with(r->text, at, l->end, "《") ||
                        utf8_starts_with(r->text, at, l->end, "※") || utf8_starts_with(r->text, at, l->end, "(");
            return note ? at : l->end;
        }
        at = utf8_before(r->text, at);
    }
    return l->end;
}

/* Takes the title that stands on the separator above a speech (第二篇：…), if there is one, for want of another. */
static void take_separator_title(record *r, size_t separator, header *h)
{
    line *l = &RECORD_ITEMS(line, r->lines)[separator];
    for (size_t at = l->begin; at < l->end; at += utf8_width(r->plain[at])) {
        uint32_t c = utf8_at(r->plain + at);
        size_t behind = at + utf8_width(r->plain[at]);
        if (c != 0xFF1A && c != ':' && c != 0x3011) continue;
        if (behind < l->end) {
            l->begin = behind;
            l->furniture = false;
            h->title_lines[h->title_count++] = separator;
        }
        return;
    }
}

/* Adds the speech in the lines [first, last), if there is one. `separator` is the line above that parts it off, or
 * NONE. */
static speech_status add_speech(record *r, size_t separator, size_t first, size_t last)
{
    header h;
    if (!header_read(r, first, last, &h)) return SPEECH_OK;
    if (separator != SPEECH_NONE && h.title_count == 0) take_separator_title(r, separator, &h);
    line *lines = RECORD_ITEMS(line, r->lines);
    size_t end = find_last_line(r, h.body, last);
    for (size_t i = h.body; i < end; i++) lines[i].furniture = lines[i].kind != NOT_FURNITURE;
    lines[h.body].furniture = false;
    speech_speech *s = list_add(&r->speeches);
    if (s == NULL) return SPEECH_NOMEM;
    s->span.begin = h.title_count > 0 ? title_span(r, &lines[h.title_lines[0]]).begin : lines[h.body].begin;
    s->span.end = find_text_end(r, &lines[end - 1]);
    lines[end - 1].end = s->span.end;
    return metadata_find(r, &h, s);
}

/* A document in which no speech was found, say one short sentence, is one speech without metadata. */
static speech_status add_whole(record *r)
{
    line *lines = RECORD_ITEMS(line, r->lines);
    size_t first = 0;
    while (first + 1 < r->lines.count && lines[first].kind != NOT_FURNITURE) first++;
    for (size_t i = first; i < r->lines.count; i++) lines[i].furniture = lines[i].kind != NOT_FURNITURE && i > first;
    lines[first].furniture = false;
    speech_speech *s = list_add(&r->speeches);
    if (s == NULL) return SPEECH_NOMEM;
    s->span = (speech_span){lines[first].begin, lines[r->lines.count - 1].end};
    return SPEECH_OK;
}

speech_status split_speeches(record *r)
{
    size_t first = 0;
    while (first < r->lines.count) {
        line *lines = RECORD_ITEMS(line, r->lines);
        size_t separator = SPEECH_NONE;
        if (lines[first].kind == SPEECH_SEPARATOR) {
            separator = first;
            lines[first++].furniture = true;
        }
        if (first >= r->lines.count) break;
        speech_status status = header_unflatten(r, first);
        if (status != SPEECH_OK) return status;
        size_t last = next_start(r, first);
        status = add_speech(r, separator, first, last);
        if (status != SPEECH_OK) return status;
        first = last;
    }
    return r->speeches.count == 0 ? add_whole(r) : SPEECH_OK;
}
