#include "actor.h"

#include "directive_classes.h"

/* How far a 的 may stand from a pronoun whose relative clause it closes. */
enum { RELATIVE_BYTES = 13 };

/* The longest noun behind 各 that no table knows. */
enum { NOUN_BYTES = 24 };

/* How far what somebody owns may reach. */
enum { OWNED_BYTES = 60 };

/* Markers of a sentence that are asked for their actor: no real sentence has more. */
enum { MOST_MARKERS = 24 };

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
    bool open;   /* `begin` is set */
    bool each;   /* it begins with 各: any noun may end it */
    size_t last; /* behind the last item that was read */
    size_t begin;
    size_t end; /* behind the last noun for somebody who acts; 0 if there was none */
    speech_span pronoun;
} name;

static bool joined(const sentence_wording *s, const name *n, const wording *item)
{
    if (n->end == item->begin) return true;
    size_t before = item->begin > s->begin ? utf8_before(s->plain, item->begin) : item->begin;
    if (utf8_starts_with(s->plain, before, s->end, "、")) return true;
    const wording *previous = item > s->items ? item - 1 : item;
    return previous->end == item->begin && (previous->class == WORDING_TIE || wording_has_value(previous, "tie"));
}

static void restart(name *n, size_t begin)
{
    n->open = true;
    n->each = false;
    n->begin = begin;
    n->end = 0;
    n->pronoun = NOBODY;
}

static bool is_body(const wording *item)
{
    return item->class == WORDING_BODY || item->class == WORDING_PERSON || wording_has_value(item, "body");
}

/* 学校就是要…: the judgement only leads to the obligation. */
static bool leads_on(const sentence_wording *s, const wording *item)
{
    const wording *next = wording_next(s, (size_t)(item - s->items));
    return item->class == WORDING_STATE && next != NULL && next->class == WORDING_OBLIGE;
}

/* 各车站要…: a noun that no table knows. */
static bool names_each(const name *n, const wording *item)
{
    size_t limit = item->begin;
    return n->each && (is_marker(item->class) || item->class == WORDING_ADVERB || item->class == WORDING_PERIOD) &&
           n->end == 0 && limit > n->last && limit - n->last <= NOUN_BYTES;
}

/* Takes an item into the name. Returns true when the name is complete before it. */
static bool take(const sentence_wording *s, name *n, const wording *item)
{
    bool touches = n->open && n->end != 0 && n->end == item->begin;
    if (begins_name(item->class) && (!n->open || (n->begin != item->begin && !joined(s, n, item))))
        restart(n, item->begin);
    if (item->class == WORDING_EACH && n->begin == item->begin) {
        n->each = true;
        n->last = item->end;
    }
    if (item->class == WORDING_RELAY) restart(n, item->end);
    if (item->class == WORDING_PRONOUN) n->pronoun = (speech_span){item->begin, item->end};
    if (item->class == WORDING_PRONOUN || is_body(item) ||
        (touches && (item->class == WORDING_BRACKET || item->class == WORDING_TIE))) {
        n->end = item->end;
        return false;
    }
    if (!ends_name(item->class) && !leads_on(s, item)) return false;
    if (wording_has_value(item, "tie") && touches) return false;
    if (touches || (n->open && n->pronoun.end != 0)) return true;
    if (n->open && names_each(n, item)) {
        n->end = item->begin;
        return true;
    }
    if (wording_has_value(item, "agent")) restart(n, item->end);
    else if (item->class != WORDING_BREAK) n->open = false;
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
    while (at < s->end && (utf8_is_space(utf8_at(s->plain + at)) || utf8_starts_with(s->plain, at, s->end, "、") ||
                           utf8_starts_with(s->plain, at, s->end, "—")))
        at += utf8_width(s->plain[at]);
    return at;
}

size_t clause_content(const sentence_wording *s, size_t first, size_t *item)
{
    size_t at = skip_blanks(s, first == 0 ? s->begin : s->items[first - 1].end);
    while (first < s->count && s->items[first].begin == at) {
        uint16_t class = s->items[first].class;
        bool opens = class == WORDING_CONNECTIVE || class == WORDING_ADVERB || class == WORDING_PERIOD;
        if (!opens && class != WORDING_CONDITION) break;
        at = skip_blanks(s, s->items[first++].end);
    }
    *item = first;
    return at;
}

/* A clause that begins with a verb or an object has no subject before somebody is named outright. */
static bool subject_first(const sentence_wording *s, size_t item, size_t at)
{
    if (item >= s->count || s->items[item].begin != at) return true;
    uint16_t class = s->items[item].class;
    return wording_has_value(&s->items[item], "body") || wording_names_office(s, item) ||
           (class != WORDING_COGNITION && class != WORDING_CONDITION && class != WORDING_VERB &&
            class != WORDING_PREPOSITION && class != WORDING_WISH && !is_marker(class));
}

/* Does 的 stand between? */
static bool describes(const sentence_wording *s, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at += utf8_width(s->plain[at]))
        if (utf8_starts_with(s->plain, at, end, "的")) return true;
    return false;
}

/* 我们的工作必须…, 教师在会上的发言要…: what somebody owns is the subject. */
static bool owns(const sentence_wording *s, speech_span found, size_t last)
{
    size_t limit = s->items[last].begin;
    if (found.end == 0 || found.end >= limit || limit - found.end > OWNED_BYTES) return false;
    const wording *before = last > 0 ? &s->items[last - 1] : NULL;
    bool touches = before != NULL && before->end == limit;
    bool adverb = touches && before->class != WORDING_VERB && before->class != WORDING_BODY;
    if (adverb || wording_context_before(s, limit, CONTEXT_SCENE)) return false;
    return describes(s, found.end, limit);
}

/* Reads the subject from items[first] on up to items[last], which says what the subject does. */
static speech_span read_subject(const sentence_wording *s, size_t first, size_t last)
{
    size_t i;
    name n = {.begin = clause_content(s, first, &i)};
    n.open = subject_first(s, i, n.begin);
    for (size_t relay = i; relay < last; relay++) /* 我们认为各方应当…: the subject comes after the verb of saying */
        if (s->items[relay].class == WORDING_RELAY) {
            i = relay + 1;
            restart(&n, s->items[relay].end);
        }
    for (; i <= last && i < s->count; i++) {
        if (!take(s, &n, &s->items[i])) continue;
        speech_span found = name_span(&n, s->items[i].begin);
        return owns(s, found, last) ? NOBODY : found;
    }
    return NOBODY;
}

/* A clause that is a name alone: 各学校，要…; 已经达标的县，要…. */
static speech_span read_clause_name(const sentence_wording *s, size_t brk)
{
    size_t first = clause_first(s, brk), i;
    size_t begin = clause_content(s, first, &i);
    if (i >= brk) return NOBODY;
    /* 在一线工作的职工，要…: a name that begins with what describes it. */
    bool described = utf8_starts_with(s->plain, begin, s->end, "在") && s->items[brk - 1].begin > s->begin &&
                     utf8_starts_with(s->plain, utf8_before(s->plain, s->items[brk - 1].begin), s->end, "的");
    if (!described && !subject_first(s, i, begin)) return NOBODY;
    for (size_t at = i; at < brk; at++) {
        bool judged = s->items[at].class == WORDING_STATE && !describes(s, s->items[at].end, s->items[brk].begin);
        if (judged || is_marker(s->items[at].class)) return NOBODY;
    }
    const wording *last = &s->items[brk - 1];
    bool named = is_body(last) || last->class == WORDING_PRONOUN ||
                 (last->class == WORDING_BRACKET && brk - 1 > first && is_body(last - 1));
    return named && last->end == s->items[brk].begin ? (speech_span){begin, last->end} : NOBODY;
}

/* 各作业区每班开工前，要…: the clause that sets the scene begins with who is to act. */
static speech_span read_scene_subject(const sentence_wording *s, size_t brk, size_t item, size_t begin)
{
    bool many = item < brk && s->items[item].begin == begin &&
                (s->items[item].class == WORDING_EACH || s->items[item].class == WORDING_PERSON);
    if (!many || !wording_context_before(s, s->items[brk].begin, CONTEXT_SCENE)) return NOBODY;
    for (size_t i = item; i < brk; i++) {
        if (is_body(&s->items[i])) return (speech_span){begin, s->items[i].end};
        if (s->items[i].class != WORDING_EACH && s->items[i].class != WORDING_TIE) return NOBODY;
    }
    return NOBODY;
}

/* 各厂在提高质量的基础上，要…: the subject begins the clause before. */
static speech_span read_clause_subject(const sentence_wording *s, size_t brk)
{
    size_t first = clause_first(s, brk), i;
    size_t begin = clause_content(s, first, &i);
    const wording *body = i < brk ? wording_next(s, i) : NULL;
    if (i < brk && s->items[i].class == WORDING_VERB && s->items[i].begin == begin && body != NULL && is_body(body) &&
        utf8_starts_with(s->plain, body->end, s->end, "在"))
        return (speech_span){begin, body->end};
    speech_span found = read_subject(s, first, brk);
    if (found.end == 0) found = read_scene_subject(s, brk, i, begin);
    return found.begin == begin ? found : NOBODY;
}

/* The names that stand together from items[first] on: 各部门 in 各部门通力合作. */
static speech_span read_chain(const sentence_wording *s, size_t first, size_t begin)
{
    size_t end = begin, at = begin;
    for (size_t i = first; i < s->count && s->items[i].begin == at; i++) {
        const wording *item = &s->items[i];
        bool names = is_body(item) || item->class == WORDING_PRONOUN;
        if (!names && item->class != WORDING_EACH && item->class != WORDING_TIE) break;
        at = item->end;
        if (names) end = at;
    }
    return end == begin ? NOBODY : (speech_span){begin, end};
}

/* 希望大家…, 需要各单位…: the name comes after the word. */
static speech_span read_object(const sentence_wording *s, size_t marker)
{
    const wording *item = &s->items[marker];
    name n = {.open = true, .begin = item->end};
    for (size_t i = marker + 1; i < s->count && s->items[i].clause == item->clause; i++) {
        const wording *next = &s->items[i];
        bool verb = next->class == WORDING_VERB || next->class == WORDING_RELAY;
        bool done = verb && !wording_has_value(next, "body") && n.end == next->begin;
        if (next->class == WORDING_VERB && next->begin == item->end && !is_body(next)) return NOBODY;
        if (done || take(s, &n, next)) {
            n.begin = item->end;
            return name_span(&n, next->begin);
        }
        if (!n.open || next->class == WORDING_RELAY) return NOBODY;
    }
    return read_chain(s, marker + 1, item->end);
}

/* GTS要…: a name in Latin letters right before the word. */
static speech_span read_acronym(const sentence_wording *s, size_t first, size_t marker)
{
    size_t item;
    size_t begin = clause_content(s, first, &item), end = begin;
    while (end < s->end && utf8_is_ascii_letter(s->plain[end])) end++;
    return end - begin >= 2 && end == s->items[marker].begin ? (speech_span){begin, end} : NOBODY;
}

static bool names_after(const wording *item)
{
    return item->class == WORDING_WISH || item->class == WORDING_NEED || wording_has_value(item, "object");
}

speech_span actor_of(const sentence_wording *s, size_t marker)
{
    const wording *item = &s->items[marker];
    static const size_t we = sizeof "我们" - 1;
    if (item->class == WORDING_INVITE) return (speech_span){item->end - we, item->end};
    const wording *next = wording_next(s, marker);
    if (next != NULL && wording_has_value(next, "agent")) return read_object(s, marker + 1); /* 应由各县负责 */
    if (names_after(item)) {
        speech_span after = read_object(s, marker);
        if (after.end != 0 || item->class == WORDING_WISH) return after;
    }
    size_t first = clause_first(s, marker), content;
    speech_span found = read_subject(s, first, marker);
    if (found.end == 0) found = read_acronym(s, first, marker);
    if (found.end != 0 || first == 0) return found;
    size_t at = clause_content(s, first, &content);
    if (at != item->begin && !(content < s->count && s->items[content].class == WORDING_RESOLVE)) return NOBODY;
    found = read_clause_name(s, first - 1);
    return found.end != 0 ? found : read_clause_subject(s, first - 1);
}

speech_span actor_of_clause(const sentence_wording *s, size_t first)
{
    size_t i;
    size_t begin = clause_content(s, first, &i), end = 0;
    if (i >= s->count || s->items[first].class == WORDING_CONDITION || !subject_first(s, i, begin)) return NOBODY;
    if (s->items[i].class == WORDING_VERB && s->items[i].begin == begin) return NOBODY;
    for (; i < s->count && s->items[i].clause == s->items[first].clause; i++) {
        const wording *item = &s->items[i];
        bool tie = end == item->begin && (item->class == WORDING_TIE || wording_has_value(item, "tie"));
        bool bracket = end == item->begin && item->class == WORDING_BRACKET;
        if (wording_names_office(s, i)) continue;
        if (is_body(item) || item->class == WORDING_PRONOUN || tie || bracket) end = item->end;
        else if (end != 0)
            return end == item->begin && item->class != WORDING_STATE ? (speech_span){begin, end} : NOBODY;
    }
    return NOBODY;
}

/* 我们 or 中方 at the head of a sentence acts in all its clauses. */
static speech_span sentence_subject(const sentence_wording *s)
{
    size_t item;
    size_t begin = clause_content(s, 0, &item);
    if (item >= s->count || s->items[item].begin != begin || wording_has_value(&s->items[item], "third")) return NOBODY;
    const wording *head = &s->items[item], *next = wording_next(s, item);
    bool named = head->class == WORDING_PRONOUN || (head->class == WORDING_PERSON && next != NULL &&
                                                    (next->class == WORDING_VERB || next->class == WORDING_ADVERB));
    /* 我们提出的任务: 我们 is only the subject of what describes the task. */
    for (size_t at = head->end; named && at < s->end && at < head->end + RELATIVE_BYTES; at += utf8_width(s->plain[at]))
        if (utf8_starts_with(s->plain, at, s->end, "的")) named = false;
    return named ? (speech_span){head->begin, head->end} : NOBODY;
}

/* 由某局牵头, …由某馆负责: who is charged with the task. */
static speech_span charged(const sentence_wording *s)
{
    for (size_t i = 0, agents = 0; i < s->count && agents < MOST_MARKERS; i++) {
        if (!wording_has_value(&s->items[i], "agent")) continue;
        agents++;
        speech_span found = read_object(s, i);
        if (found.begin != s->items[i].end) continue;
        for (size_t k = i + 1; k < s->count && s->items[k].begin <= found.end; k++)
            if (s->items[k].begin == found.end && s->items[k].class == WORDING_VERB) return found;
    }
    return NOBODY;
}

speech_span actor_find(const sentence_wording *s, size_t marker)
{
    speech_span found = NOBODY;
    if (marker >= s->count) {
        if (s->count > 0) found = actor_of_clause(s, 0);
        return found.end != 0 ? found : charged(s);
    }
    found = actor_of(s, marker);
    for (size_t i = 0, markers = 0; i < s->count && found.end == 0 && markers < MOST_MARKERS; i++) {
        uint16_t class = s->items[i].class;
        if (!is_marker(class) && class != WORDING_WISH && class != WORDING_INVITE) continue;
        found = actor_of(s, i);
        markers++;
    }
    if (found.end == 0) found = charged(s);
    return found.end != 0 ? found : sentence_subject(s);
}
