#include "subject.h"

#include "word_tables.h"

enum { MAX_SUBJECT = 14 /* characters */, MAX_STRIP = 5 };

/* Can the character be part of a noun? Numerals and marks end one. */
static bool in_noun(const passage *p, size_t at)
{
    uint32_t c = utf8_at(p->text + at);
    return is_han(c) || is_letter(c) || (c >= '0' && c <= '9');
}

/* Does a word at `at` end a noun? *step receives its length, or that of the word or character that does not. */
static bool noun_stops(const passage *p, size_t at, size_t *step)
{
    const word *w = word_at(&subject_words_words, p->text, at, p->end);
    *step = w != NULL ? w->length : utf8_width(p->text[at]);
    return w != NULL && w->class != SUBJECT_KEEP;
}

static speech_span subject_after(const passage *p, size_t begin)
{
    size_t at = begin, kept;
    for (int i = 0; i < MAX_SUBJECT && at < p->end && in_noun(p, at) && !noun_stops(p, at, &kept); i++) at += kept;
    return at > p->end ? (speech_span){begin, p->end} : (speech_span){begin, at};
}

/* `at` moved back over verbs and adverbs that link a noun to its number: 共, 达到. */
static size_t strip_links(const passage *p, size_t at, size_t floor, bool standing)
{
    for (int i = 0; i < MAX_STRIP && at > floor; i++) {
        const word *w = standing ? word_before(&rank_words_words, p, at) : NULL;
        if (w != NULL && w->value[0] == '\0' && at - w->length >= floor) {
            at -= w->length;
            continue;
        }
        w = word_before(&subject_words_words, p, at);
        if (w == NULL || w->class == SUBJECT_KEEP) w = word_before(&qualifiers_words, p, at);
        if (w == NULL || w->class == BEFORE_NONE || at - w->length < floor) break;
        at -= w->length;
    }
    return at;
}

/* The noun phrase that ends at `end`: what follows the last word that is no part of it. */
static speech_span noun_before(const passage *p, size_t end, size_t floor)
{
    size_t at = end;
    for (int i = 0; i < MAX_SUBJECT && at > floor; i++) {
        size_t before = utf8_before(p->text, at);
        if (!in_noun(p, before)) break;
        at = before;
    }
    passage head = {p->text, p->begin, end};
    size_t begin = at, step;
    while (at < end) {
        bool stop = noun_stops(&head, at, &step);
        at += step;
        if (stop) begin = at;
    }
    return (speech_span){begin, end};
}

static speech_span subject_before(const passage *p, size_t at, size_t floor, bool standing)
{
    return noun_before(p, strip_links(p, at, floor, standing), floor);
}

/* Is the noun that is counted the one after the number? Of a share only where it follows: 90%的学校, 八成以上资金. */
static bool counts_what_follows(const quantity *q, speech_figure_kind kind)
{
    int class = quantity_class(q);
    if (kind == SPEECH_PERCENT) return true;
    if (kind == SPEECH_RATIO) return class == 0 && !q->ratio;
    return class == UNIT_COUNT || class == UNIT_NOUN || class == UNIT_STANDING || class == UNIT_ORDINAL ||
           (class == 0 && q->number.form == NUMERAL_NUMBER);
}

speech_span subject_find(const passage *p, const quantity *q, const limits *l, size_t floor, speech_figure_kind kind)
{
    if (kind != SPEECH_RANK && counts_what_follows(q, kind)) {
        bool share = kind == SPEECH_PERCENT || kind == SPEECH_RATIO;
        size_t at = share && text_at(p, l->end, "的") ? l->end + strlen("的") : l->end;
        speech_span after = subject_after(p, at);
        if (after.end > after.begin) return after;
    }
    return subject_before(p, l->begin, floor, kind == SPEECH_RANK);
}
