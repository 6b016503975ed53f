#include "deadline.h"

#include "actor.h"
#include "directive_classes.h"

/* Periods of a sentence that are looked at: no real sentence has more. */
enum { MOST_PERIODS = 24 };

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
        if (class == WORDING_OBLIGE && i > at) return wording_clause_ends(s, i, "的");
        if (class == WORDING_INTEND && i > at) return false;
        if (class == WORDING_ASPECT || class == WORDING_PAST) return true;
        if (class == WORDING_RELAY || class == WORDING_STATE) return true;
    }
    return false;
}

/* Does the clause hold a word of a task, or is it the time alone? */
static bool sets_task(const sentence_wording *s, size_t at)
{
    const wording *next = wording_next(s, at);
    if (next != NULL && next->class == WORDING_BREAK) return true;
    size_t last = clause_last(s, at);
    if (at == clause_first(s, at) && last + 1 < s->count && s->items[last + 1].class == WORDING_OBLIGE &&
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

/* 以明年大会为契机, 比今年增长, 落实2030年议程: the time is part of an object. */
static bool is_object(const sentence_wording *s, size_t at, const period *p)
{
    static const char *const before[] = {"以", "比", "较"};
    if (at == 0 || s->items[at - 1].end != s->items[at].begin) return false;
    const wording *last = &s->items[at - 1];
    if (last->class == WORDING_VERB) return p->edge == PERIOD_EDGE_NONE && p->has_year;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (utf8_starts_with(s->plain, last->begin, last->end, before[i])) return true;
    return false;
}

/* 2010年的水平: the time of what is compared with. */
static bool is_measure(const sentence_wording *s, size_t at)
{
    static const char *const after[] = {"的基数", "的基础", "的水平"};
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if (utf8_starts_with(s->plain, s->items[at].end, s->end, after[i])) return true;
    return false;
}

/* 每学期 is the time of a task only beside who acts or at the head of a clause. */
static bool well_placed(const sentence_wording *s, size_t at, const period *p)
{
    if (!p->recurring || p->edge != PERIOD_EDGE_NONE || at == 0) return true;
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

/* Is items[at] the time of a task? */
static bool is_deadline(const sentence_wording *s, size_t at, int year, period *p)
{
    const wording *item = &s->items[at];
    if (item->class != WORDING_PERIOD || !period_read(s->plain, item->begin, item->end, p)) return false;
    if (p->has_year && year != 0 && p->year < year) return false;
    if (is_object(s, at, p) || is_measure(s, at)) return false;
    return !looks_back(s, at) && sets_task(s, at) && well_placed(s, at, p);
}

speech_span deadline_find(const sentence_wording *s, size_t marker, int year)
{
    speech_span found = {0, 0};
    bool limited = false;
    for (size_t i = 0, periods = 0; i < s->count && periods < MOST_PERIODS; i++) {
        /* What stands up to the governing clause comes before what later clauses add. */
        if (found.end != 0 && marker < s->count && s->items[i].clause > s->items[marker].clause) break;
        period p;
        periods += s->items[i].class == WORDING_PERIOD;
        if (!is_deadline(s, i, year, &p)) continue;
        bool limits = is_limit(&p);
        if (found.end == 0 || (limits && !limited)) found = (speech_span){s->items[i].begin, s->items[i].end};
        limited |= limits;
    }
    return found;
}
