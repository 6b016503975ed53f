#include "qualifier.h"

#include "decimal.h"
#include "word_tables.h"

enum {
    MAX_LINKS = 3,    /* words between a qualifier and its number: 最高可|给予 */
    LEAST_REACH = 11, /* characters from 至少 to its number: 至少上一节示范课、搞一次 */
    MAX_BRACKET = 40  /* bytes of "（含）" between a quantity and 以上 */
};

/* Is the quantity a period, before which 近 means "the last"? */
static bool is_period(const quantity *q)
{
    int class = quantity_class(q);
    return class == UNIT_YEAR || class == UNIT_TIME || class == UNIT_DAY;
}

/* Is it large, so that a bare 过 or 破 before it means "over"? */
static bool is_large(const quantity *q)
{
    return q->number.scaled || q->number.implied || q->number.form == NUMERAL_TENTH || q->half;
}

static bool near_is_under(const passage *p, const quantity *q, size_t at)
{
    if (!is_period(q) || q->half || q->number.implied) return true;
    return word_before(&period_before_words, p, at) != NULL;
}

/* The qualifier that a word before the quantity states, or SPEECH_EXACT. */
static speech_qualifier before_means(const passage *p, const quantity *q, const word *w, size_t at)
{
    switch (w->class) {
    case BEFORE_APPROX: return SPEECH_APPROX;
    case BEFORE_OVER:
    case BEFORE_LEAST: return SPEECH_OVER;
    case BEFORE_UNDER:
    case BEFORE_MOST: return SPEECH_UNDER;
    case BEFORE_NEAR: return near_is_under(p, q, at) ? SPEECH_UNDER : SPEECH_EXACT;
    case BEFORE_PASS: return is_large(q) ? SPEECH_OVER : SPEECH_EXACT;
    default: return SPEECH_EXACT;
    }
}

static size_t skip_blanks_back(const passage *p, size_t at)
{
    for (int i = 0; i < 2 && utf8_is_space(character_before(p, at)); i++) at = utf8_before(p->text, at);
    return at;
}

/* A word right before the quantity, or before a verb like 达到 or 给予 that stands between. */
static void limits_before(const passage *p, const quantity *q, limits *l)
{
    size_t at = skip_blanks_back(p, q->begin);
    for (int i = 0; i < MAX_LINKS; i++) {
        const word *w = word_before(&qualifiers_words, p, at);
        if (w != NULL) {
            l->qualifier = before_means(p, q, w, at - w->length);
            l->before = l->qualifier != SPEECH_EXACT;
            if (l->before) l->begin = at - w->length;
            return;
        }
        w = word_before(&subject_words_words, p, at);
        if (w == NULL || w->class != SUBJECT_LINK) return;
        at -= w->length;
    }
}

/* 至少 or 至多 with a verb after it. */
static void limits_least(const passage *p, const quantity *q, limits *l)
{
    size_t at = q->begin;
    for (int i = 0; i < LEAST_REACH && at > p->begin; i++) {
        at = utf8_before(p->text, at);
        if (ends_clause(utf8_at(p->text + at))) return;
        const word *w = word_at(&qualifiers_words, p->text, at, q->begin);
        if (w == NULL || (w->class != BEFORE_LEAST && w->class != BEFORE_MOST)) continue;
        l->qualifier = w->class == BEFORE_LEAST ? SPEECH_OVER : SPEECH_UNDER;
        l->before = true;
        return;
    }
}

/* Past "（含）" at `at`, or `at`. */
static size_t skip_inclusive(const passage *p, size_t at)
{
    if (!text_at(p, at, "（含") && !text_at(p, at, "(含")) return at;
    for (size_t q = at; q < p->end && q < at + MAX_BRACKET; q += utf8_width(p->text[q]))
        if (text_at(p, q, "）") || text_at(p, q, ")")) return q + utf8_width(p->text[q]);
    return at;
}

/* A word right after the quantity: it wins over one before, except 约…以上 and the like. */
static void limits_after(const passage *p, const quantity *q, limits *l)
{
    size_t at = skip_inclusive(p, numeral_skip_blanks(p->text, q->end, p->end));
    const word *w = word_at(&qualifiers_words, p->text, at, p->end);
    if (w == NULL || w->class < AFTER_APPROX) return;
    l->after = true;
    l->end = at + w->length;
    if (l->before && l->qualifier != SPEECH_APPROX) return;
    l->qualifier = w->class == AFTER_APPROX ? SPEECH_APPROX : w->class == AFTER_OVER ? SPEECH_OVER : SPEECH_UNDER;
}

limits limits_find(const passage *p, const quantity *q)
{
    limits l = {SPEECH_EXACT, q->begin, q->end, false, false};
    limits_before(p, q, &l);
    if (!l.before && !q->infix) limits_least(p, q, &l);
    limits_after(p, q, &l);
    if (l.qualifier == SPEECH_EXACT && (q->infix || q->number.inexact)) l.qualifier = SPEECH_APPROX;
    return l;
}
