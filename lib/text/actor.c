#include "actor.h"

#include "directive_classes.h"

static const speech_span NOBODY = {0, 0};

static bool is_marker(uint16_t class)
{
    return class == WORDING_OBLIGE || class == WORDING_NEED || class == WORDING_FORBID || class == WORDING_CANNOT ||
           class == WORDING_INTEND || class == WORDING_RESOLVE || class == WORDING_AVERT;
}

/* Words that stand between a subject and what is said of it. */
static bool ends_name(uint16_t class)
{
    return is_marker(class) || class == WORDING_ADVERB || class == WORDING_PREPOSITION || class == WORDING_PERIOD ||
           class == WORDING_BREAK || class == WORDING_CONNECTIVE || class == WORDING_WISH;
}

static bool begins_name(uint16_t class)
{
    return class == WORDING_EACH || class == WORDING_PERSON || class == WORDING_PRONOUN;
}

/* The name that is being read. */
typedef struct name {
    bool open;     /* `begin` is set */
    size_t begin;
    size_t end;    /* behind the last noun for somebody who acts; 0 if there was none */
    speech_span pronoun;
} name;

static bool joined(const sentence_wording *s, const name *n, const wording *item)
{
    if (n->end == item->begin) return true;
    size_t before = item->begin > s->begin ? utf8_before(s->plain, item->begin) : item->begin;
    if (utf8_starts_with(s->plain, before, s->end, "、")) return true;
    const wording *previous = item > s->items ? item - 1 : item;
    return previous->end == item->begin &&
           (previous->class == WORDING_TIE || wording_has_value(previous, "tie"));
}

static void restart(name *n, size_t begin)
{
    n->open = true;
    n->begin = begin;
    n->end = 0;
    n->pronoun = NOBODY;
}

/* Takes an item into the name. Returns true when the name is complete before it. */
static bool take(const sentence_wording *s, name *n, const wording *item, bool verb_ends)
{
    bool touches = n->open && n->end != 0 && n->end == item->begin;
    if (begins_name(item->class) && (!n->open || (n->begin != item->begin && !joined(s, n, item))))
        restart(n, item->begin);
    switch (item->class) {
    case WORDING_PRONOUN:
        n->pronoun = (speech_span){item->begin, item->end};
        n->end = item->end;
        return false;
    case WORDING_PERSON:
    case WORDING_BODY: n->end = item->end; return false;
    case WORDING_BRACKET:
    case WORDING_TIE:
        if (touches) n->end = item->end;
        return false;
    case WORDING_VERB: return verb_ends && touches;
    default: break;
    }
    if (!ends_name(item->class)) return false;
    if (wording_has_value(item, "tie") && touches) return false;
    if (touches || (n->open && n->pronoun.end != 0)) return true;
    if (wording_has_value(item, "agent"))
        restart(n, item->end);
    else if (item->class != WORDING_BREAK)
        n->open = false;
    return false;
}

static speech_span name_span(const name *n, size_t limit)
{
    if (!n->open || n->end == 0) return NOBODY;
    if (n->end != limit && n->pronoun.end != 0) return n->pronoun;
    return n->end == limit ? (speech_span){n->begin, n->end} : NOBODY;
}

size_t clause_first(const sentence_wording *s, size_t at)
{
    while (at > 0 && s->items[at - 1].clause == s->items[at].clause && s->items[at - 1].class != WORDING_BREAK) at--;
    return at;
}

static size_t skip_blanks(const sentence_wording *s, size_t at)
{
    while (at < s->end && (utf8_is_space(utf8_at(s->plain + at)) || utf8_starts_with(s->plain, at, s->end, "、")))
        at += utf8_width(s->plain[at]);
    return at;
}

size_t clause_content(const sentence_wording *s, size_t first, size_t *item)
{
    size_t at = skip_blanks(s, first == 0 ? s->begin : s->items[first - 1].end);
    while (first < s->count && s->items[first].begin == at) {
        uint16_t class = s->items[first].class;
        if (class != WORDING_CONNECTIVE && class != WORDING_ADVERB && class != WORDING_PERIOD && class != WORDING_CONDITION)
            break;
        at = skip_blanks(s, s->items[first++].end);
    }
    *item = first;
    return at;
}

/* Reads the subject from items[first] on up to items[last], which says what the subject does. */
static speech_span read_subject(const sentence_wording *s, size_t first, size_t last, bool verb_ends)
{
    size_t i;
    name n = {.open = true, .begin = clause_content(s, first, &i)};
    for (; i <= last && i < s->count; i++) {
        const wording *item = &s->items[i];
        if (take(s, &n, item, verb_ends)) return name_span(&n, item->begin);
    }
    return NOBODY;
}

/* A clause that is a name alone: 各学校，要…. */
static speech_span read_clause_name(const sentence_wording *s, size_t brk)
{
    size_t first = clause_first(s, brk), i;
    name n = {.open = true, .begin = clause_content(s, first, &i)};
    if (i < brk && (s->items[i].class == WORDING_VERB || s->items[i].class == WORDING_RESOLVE)) return NOBODY;
    for (; i <= brk; i++)
        if (take(s, &n, &s->items[i], false)) return i == brk ? name_span(&n, s->items[brk].begin) : NOBODY;
    return NOBODY;
}

/* 希望大家…, 需要各单位…: the name comes after the word. */
static speech_span read_object(const sentence_wording *s, size_t marker)
{
    const wording *item = &s->items[marker];
    name n = {.open = true, .begin = item->end};
    for (size_t i = marker + 1; i < s->count && s->items[i].clause == item->clause; i++)
        if (take(s, &n, &s->items[i], true)) return name_span(&n, s->items[i].begin);
    return n.pronoun.end != 0 && n.pronoun.begin == item->end ? n.pronoun : name_span(&n, s->end);
}

static bool names_after(const wording *item)
{
    return item->class == WORDING_WISH || item->class == WORDING_NEED;
}

speech_span actor_of(const sentence_wording *s, size_t marker)
{
    const wording *item = &s->items[marker];
    static const size_t we = sizeof "我们" - 1;
    if (item->class == WORDING_INVITE) return (speech_span){item->end - we, item->end};
    if (names_after(item)) {
        speech_span after = read_object(s, marker);
        if (after.end != 0 || item->class == WORDING_WISH) return after;
    }
    size_t first = clause_first(s, marker), content;
    speech_span found = read_subject(s, first, marker, false);
    if (found.end != 0 || first == 0) return found;
    size_t at = clause_content(s, first, &content);
    if (at != item->begin && !(content < s->count && s->items[content].class == WORDING_RESOLVE)) return NOBODY;
    return read_clause_name(s, first - 1);
}

speech_span actor_of_clause(const sentence_wording *s, size_t first)
{
    size_t last = first;
    while (last + 1 < s->count && s->items[last + 1].clause == s->items[first].clause &&
           s->items[last + 1].class != WORDING_BREAK)
        last++;
    return read_subject(s, first, last, true);
}

speech_span actor_find(const sentence_wording *s)
{
    for (size_t i = 0; i < s->count; i++) {
        uint16_t class = s->items[i].class;
        if (!is_marker(class) && class != WORDING_WISH && class != WORDING_INVITE) continue;
        speech_span found = actor_of(s, i);
        if (found.end != 0) return found;
    }
    return s->count > 0 && s->items[0].class != WORDING_BREAK ? actor_of_clause(s, 0) : NOBODY;
}
