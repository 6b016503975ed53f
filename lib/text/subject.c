#include "subject.h"

#include "word_tables.h"

enum { MAX_SUBJECT = 14 /* characters */, MAX_STRIP = 5 };

/* Can the character be part of a noun? Numerals and marks end one. */
static bool in_noun(const passage *p, size_t at)
{
    uint32_t c = utf8_at(p->text + at);
    return is_han(c) || is_letter(c) || (c >= '0' && c <= '9');
}

/* The word of subject_words that ends or holds the noun at `at`: its length if it is to be kept, or 0. */
static bool noun_stops(const passage *p, size_t at, size_t *kept)
{
    const word *w = word_at(&subject_words_words, p->text, at, p->end);
    *kept = w != NULL && w->class == SUBJECT_KEEP ? w->length : utf8_width(p->text[at]);
    return w != NULL && w->class != SUBJECT_KEEP;
}

static speech_span subject_after(const passage *p, size_t begin)
{
    size_t at = begin, kept;
    for (int i = 0; i < MAX_SUBJECT && at < p->end && in_noun(p, at) && !noun_stops(p, at, &kept); i++) at += kept;
    return at > p->end ? (speech_span){begin, p->end} : (speech_span){begin, at};
}

/* `at` moved back over verbs and adverbs that link a noun to its number: 共, 达到. */
static size_t strip_links(const passage *p, size_t at, size_t floor)
{
    for (int i = 0; i < MAX_STRIP && at > floor; i++) {
        const word *w = word_before(&subject_words_words, p, at);
        if (w == NULL || w->class == SUBJECT_KEEP) w = word_before(&qualifiers_words, p, at);
        if (w == NULL || w->class == BEFORE_NONE || at - w->length < floor) break;
        at -= w->length;
    }
    return at;
}

static speech_span subject_before(const passage *p, size_t at, size_t floor)
{
    size_t end = strip_links(p, at, floor), begin = end;
    for (int i = 0; i < MAX_SUBJECT && begin > floor; i++) {
        size_t before = utf8_before(p->text, begin);
        if (!in_noun(p, before)) break;
        const word *w = word_before(&subject_words_words, p, begin);
        if (w != NULL && w->class != SUBJECT_KEEP) break;
        if (w != NULL && begin - w->length >= floor) before = begin - w->length;
        begin = before;
    }
    return (speech_span){begin, end};
}

speech_span subject_find(const passage *p, const quantity *q, const limits *l, size_t floor)
{
    int class = quantity_class(q);
    bool counts = class == UNIT_COUNT || class == UNIT_NOUN || class == UNIT_STANDING || class == UNIT_ORDINAL ||
                  (class == 0 && q->number.form == NUMERAL_NUMBER && !q->ratio);
    if (counts) {
        speech_span after = subject_after(p, l->end);
        if (after.end > after.begin) return after;
    }
    return subject_before(p, l->begin, floor);
}
