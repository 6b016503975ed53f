#include "sentences.h"

#include "utf8.h"

static bool ends(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == '!' || c == '?' || c == ';';
}

/* A mark that still belongs to a sentence behind its final one. */
static bool closes(uint32_t c)
{
    return c == 0x201D || c == 0x2019 || c == 0x300F || c == 0x300D || c == 0xFF09 || c == ')' || ends(c);
}

/* Where a walk over the sections stands. */
typedef struct position {
    size_t next;
    size_t inner;
} position;

static void advance(const record *r, position *p, size_t at)
{
    const speech_section *s = RECORD_ITEMS(speech_section, r->sections);
    while (p->next < r->sections.count && s[p->next].span.begin <= at) p->inner = p->next++;
    while (p->inner != SPEECH_NONE && s[p->inner].span.end <= at) p->inner = s[p->inner].parent;
}

static bool add_sentence(record *r, position *where, size_t paragraph, size_t begin, size_t end)
{
    begin = utf8_skip_spaces(r->text, begin, end);
    end = utf8_trim_spaces(r->text, begin, end);
    if (begin == end) return true;
    sentence *s = list_add(&r->sentences);
    if (s == NULL) return false;
    advance(r, where, begin);
    *s = (sentence){.begin = begin, .end = end, .body = begin, .paragraph = paragraph, .section = where->inner};
    s->speech = RECORD_ITEMS(speech_paragraph, r->paragraphs)[paragraph].speech;
    if (where->inner == SPEECH_NONE) return true;
    const speech_section *section = &RECORD_ITEMS(speech_section, r->sections)[where->inner];
    if (section->label.begin != begin) return true;
    s->body = section->label.end;
    size_t behind = section->heading.end;
    while (behind < end && closes(utf8_at(r->text + behind))) behind += utf8_width(r->text[behind]);
    s->heading = behind == end;
    return true;
}

/* Splits the paragraph at the marks that end sentences. */
static bool split_paragraph(record *r, position *where, size_t paragraph)
{
    const speech_span span = RECORD_ITEMS(speech_paragraph, r->paragraphs)[paragraph].span;
    size_t begin = span.begin, at = begin;
    while (at < span.end) {
        if (utf8_leads_han(r->text[at])) {
            at += 3;
            continue;
        }
        bool ended = ends(utf8_at(r->text + at));
        at += utf8_width(r->text[at]);
        if (!ended) continue;
        while (at < span.end && closes(utf8_at(r->text + at))) at += utf8_width(r->text[at]);
        if (!add_sentence(r, where, paragraph, begin, at)) return false;
        begin = at;
    }
    return add_sentence(r, where, paragraph, begin, span.end);
}

speech_status sentences_find(record *r)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    position where = {0, SPEECH_NONE};
    size_t k = 0;
    for (size_t i = 0; i < r->paragraphs.count; i++) {
        size_t begin = RECORD_ITEMS(speech_paragraph, r->paragraphs)[i].span.begin;
        while (k < r->lines.count && lines[k].end <= begin) k++;
        if (k < r->lines.count && lines[k].furniture) continue;
        if (!split_paragraph(r, &where, i)) return SPEECH_NOMEM;
    }
    return SPEECH_OK;
}
