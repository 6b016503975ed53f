#include "deadline.h"

#include "actor.h"
#include "directive_classes.h"

/* The item that ends the clause of items[at]. */
static size_t clause_last(const sentence_wording *s, size_t at)
{
    while (at + 1 < s->count && s->items[at + 1].clause == s->items[at].clause) at++;
    return at;
}

/* Does the clause say what was, or what is, rather than what is to be done? */
static bool looks_back(const sentence_wording *s, size_t at)
{
    size_t last = clause_last(s, at);
    for (size_t i = clause_first(s, at); i <= last; i++) {
        uint16_t class = s->items[i].class;
        if (class == WORDING_OBLIGE && i > at) return false;
        if (class == WORDING_ASPECT || class == WORDING_PAST || class == WORDING_RELAY || class == WORDING_STATE) return true;
    }
    return false;
}

/* Does the clause hold a word of a task, or is it the time alone? */
static bool sets_task(const sentence_wording *s, size_t at)
{
    const wording *next = wording_next(s, at);
    if (next != NULL && next->class == WORDING_BREAK) return true;
    size_t last = clause_last(s, at);
    if (at == 0 && last + 1 < s->count && s->items[last + 1].class == WORDING_OBLIGE &&
        s->items[last + 1].begin == s->items[last].end)
        return true;
    for (size_t i = clause_first(s, at); i < s->count && s->items[i].clause == s->items[at].clause; i++) {
        uint16_t class = s->items[i].class;
        if (class == WORDING_OBLIGE || class == WORDING_RESOLVE || class == WORDING_FORBID || class == WORDING_INTEND ||
            class == WORDING_VERB || class == WORDING_WISH || class == WORDING_INVITE || class == WORDING_PREPOSITION)
            return true;
    }
    return false;
}

/* 每学期 is the time of a task only beside who acts or at the head of a clause. */
static bool well_placed(const sentence_wording *s, size_t at, const period *p)
{
    if (!p->recurring || at == 0) return true;
    const wording *before = &s->items[at - 1];
    if (before->end != s->items[at].begin) return false;
    return before->class == WORDING_BREAK || before->class == WORDING_BODY || before->class == WORDING_PRONOUN ||
           before->class == WORDING_PERSON;
}

static bool is_limit(const period *p)
{
    return p->edge == PERIOD_EDGE_END || p->edge == PERIOD_EDGE_BEFORE || p->edge == PERIOD_EDGE_END_BEFORE ||
           p->edge == PERIOD_EDGE_WITHIN;
}

speech_span deadline_find(const sentence_wording *s, int year)
{
    speech_span found = {0, 0};
    for (size_t i = 0; i < s->count; i++) {
        const wording *item = &s->items[i];
        period p;
        if (item->class != WORDING_PERIOD || !period_read(s->plain, item->begin, item->end, &p)) continue;
        if (p.has_year && year != 0 && p.year < year) continue;
        if (looks_back(s, i) || !sets_task(s, i) || !well_placed(s, i, &p)) continue;
        if (is_limit(&p)) return (speech_span){item->begin, item->end};
        if (found.end == 0) found = (speech_span){item->begin, item->end};
    }
    return found;
}
