#include "modality.h"

#include "actor.h"
#include "imperative.h"

enum { NO_ITEM = WORDING_MAX, NEAR_BYTES = 18, EMBEDDED_BYTES = 240 };

/* The first valid word of each kind. */
typedef struct markers {
    size_t oblige;
    size_t forbid;
    size_t intend;
    size_t wish; /* or invite */
    size_t closing;
} markers;

/* What the words before the current one say about it. */
typedef struct context {
    uint16_t clause;
    bool condition;      /* in this clause */
    bool relayed_clause;
    bool relayed;        /* to the end of the sentence */
    bool purpose;
    size_t state;        /* last predicate of judgement in this clause */
} context;

static bool text_follows(const sentence_wording *s, size_t at, const char *what)
{
    return utf8_starts_with(s->plain, at, s->end, what);
}

static bool text_precedes(const sentence_wording *s, size_t at, const char *what)
{
    size_t length = strlen(what);
    return at >= s->begin + length && memcmp(s->plain + at - length, what, length) == 0;
}

/* 会议要求 relays; 会议的要求, 按照要求 are nouns; 我强调 is the speaker's own. */
static void take_relay(const sentence_wording *s, size_t at, context *c)
{
    static const char *const noun_after[] = {"的", "新", "高", "项", "些", "个", "确", "和", "关"};
    const wording *item = &s->items[at], *next = wording_next(s, at);
    for (size_t i = 0; i < sizeof noun_after / sizeof *noun_after; i++)
        if (text_precedes(s, item->begin, noun_after[i])) return;
    size_t first = clause_first(s, at);
    for (size_t i = first; i < at; i++)
        if (s->items[i].class == WORDING_PRONOUN) return;
    if (at > 0 && s->items[at - 1].end == item->begin && s->items[at - 1].class == WORDING_OBLIGE) return;
    bool noun = wording_has_value(item, "noun");
    if (next == NULL) {
        c->relayed_clause |= item->end < s->end;
        return;
    }
    bool colon = next->class == WORDING_BREAK && (s->plain[next->begin] == ':' || text_follows(s, next->begin, "："));
    if (next->class == WORDING_BREAK && noun && !colon) return;
    if (next->class == WORDING_BREAK || next->class == WORDING_OBLIGE || next->class == WORDING_FORBID)
        c->relayed = true;
    else if (next->class != WORDING_QUOTED)
        c->relayed_clause = true;
}

/* 要看到, 必须清醒地认识到: only introduces a judgement. Also 要强调的是. */
static bool introduces_judgement(const sentence_wording *s, size_t at)
{
    const wording *item = &s->items[at];
    for (size_t i = at + 1; i < s->count && s->items[i].begin <= item->end + NEAR_BYTES; i++) {
        uint16_t class = s->items[i].class;
        if (class == WORDING_COGNITION) return true;
        if ((class == WORDING_RELAY || class == WORDING_SPEAK) && s->items[i].begin == item->end) return true;
        if (class == WORDING_BREAK) break;
    }
    return false;
}

/* …是我们必须坚持的方针: the obligation only describes. */
static bool embedded(const sentence_wording *s, size_t at, const context *c)
{
    if (c->state == NO_ITEM || s->items[c->state].end == s->items[at].begin) return false;
    size_t limit = s->items[at].end + EMBEDDED_BYTES;
    for (size_t i = s->items[at].end; i < s->end && i < limit; i += utf8_width(s->plain[i])) {
        if (text_follows(s, i, "，") || s->plain[i] == ',') return false;
        if (text_follows(s, i, "的")) return true;
    }
    return false;
}

static bool oblige_holds(const sentence_wording *s, size_t at, const context *c)
{
    const wording *item = &s->items[at];
    if (introduces_judgement(s, at) || embedded(s, at, c)) return false;
    if (c->purpose && c->state != NO_ITEM && s->items[c->state].end == item->begin) return false;
    if (c->purpose && text_precedes(s, item->end, "就要")) return false;
    if (item->class == WORDING_NEED) return actor_of(s, at).end != 0;
    return true;
}

/* 将 and 计划 are intentions only right before what is to be done. */
static bool intend_holds(const sentence_wording *s, size_t at, const sentence_place *place)
{
    const wording *item = &s->items[at], *next = wording_next(s, at);
    if (next == NULL) return false;
    uint16_t class = next->class;
    if (class != WORDING_VERB && class != WORDING_ADVERB && class != WORDING_PREPOSITION && class != WORDING_PERIOD &&
        class != WORDING_RESOLVE)
        return false;
    if (text_precedes(s, item->begin, "这") || text_precedes(s, item->begin, "的")) return false;
    if (actor_of(s, at).end != 0) return true;
    if (wording_has_value(item, "actor")) return false;
    return place->stance != STANCE_ANALYSIS;
}

/* 我希望, 希望大家; the noun in 人民的希望 is none. */
static bool wish_holds(const sentence_wording *s, size_t at)
{
    const wording *item = &s->items[at];
    if (item->end >= s->end) return false;
    const wording *next = wording_next(s, at);
    if (next != NULL && (next->class == WORDING_BREAK || next->class == WORDING_STATE)) return false;
    return !text_precedes(s, item->begin, "的") && !text_follows(s, item->end, "的");
}

/* 不能 forbids where somebody who acts is its subject, or nobody is. */
static bool cannot_holds(const sentence_wording *s, size_t at)
{
    size_t content;
    size_t begin = clause_content(s, clause_first(s, at), &content);
    return begin == s->items[at].begin || actor_of(s, at).end != 0;
}

static void take_marker(const sentence_wording *s, size_t at, const context *c, const sentence_place *place, markers *m)
{
    if (c->relayed || c->relayed_clause || c->condition) return;
    switch (s->items[at].class) {
    case WORDING_OBLIGE:
    case WORDING_NEED:
        if (m->oblige == NO_ITEM && oblige_holds(s, at, c)) m->oblige = at;
        break;
    case WORDING_FORBID:
        if (m->forbid == NO_ITEM) m->forbid = at;
        break;
    case WORDING_CANNOT:
        if (m->forbid == NO_ITEM && cannot_holds(s, at)) m->forbid = at;
        break;
    case WORDING_INTEND:
        if (m->intend == NO_ITEM && intend_holds(s, at, place)) m->intend = at;
        break;
    case WORDING_WISH:
        if (m->wish == NO_ITEM && wish_holds(s, at)) m->wish = at;
        break;
    case WORDING_INVITE:
        if (m->wish == NO_ITEM) m->wish = at;
        break;
    case WORDING_CLOSING: m->closing = at; break;
    default: break;
    }
}

static markers find_markers(const sentence_wording *s, const sentence_place *place)
{
    markers m = {NO_ITEM, NO_ITEM, NO_ITEM, NO_ITEM, NO_ITEM};
    context c = {.state = NO_ITEM};
    for (size_t i = 0; i < s->count; i++) {
        const wording *item = &s->items[i];
        if (item->clause != c.clause) {
            c.clause = item->clause;
            c.condition = c.relayed_clause = false;
            c.state = NO_ITEM;
        }
        switch (item->class) {
        case WORDING_CONDITION: c.condition = true; break;
        case WORDING_STATE: c.state = i; break;
        case WORDING_PURPOSE: c.purpose = true; break;
        case WORDING_RELAY: take_relay(s, i, &c); break;
        default: take_marker(s, i, &c, place, &m); break;
        }
    }
    return m;
}

/* 要坚决防止…: what is to be done is to keep something from happening. */
static bool forbids_next(const sentence_wording *s, size_t at)
{
    for (const wording *next = wording_next(s, at); next != NULL; next = wording_next(s, ++at)) {
        if (next->class == WORDING_AVERT || next->class == WORDING_FORBID) return true;
        if (next->class != WORDING_RESOLVE && next->class != WORDING_ADVERB) return false;
    }
    return false;
}

/* 我要常去看看, 省里要出台…: the speaker's side announces. */
static bool is_own(const sentence_wording *s, size_t at)
{
    for (size_t i = clause_first(s, at); i < at; i++)
        if (s->items[i].class == WORDING_PRONOUN && wording_has_value(&s->items[i], "own")) return true;
    return false;
}

static speech_modality oblige_modality(const sentence_wording *s, const markers *m, const sentence_place *place)
{
    if (forbids_next(s, m->oblige)) return SPEECH_FORBID;
    if (is_own(s, m->oblige)) return SPEECH_PLAN;
    if (m->closing != NO_ITEM && place->last) return SPEECH_APPEAL;
    return SPEECH_REQUIRE;
}

static modality_verdict marked_verdict(const sentence_wording *s, const markers *m, const sentence_place *place)
{
    size_t first = m->oblige;
    modality_verdict v = {true, true, SPEECH_REQUIRE};
    if (m->oblige != NO_ITEM) v.modality = oblige_modality(s, m, place);
    if (m->forbid < first) {
        first = m->forbid;
        v.modality = SPEECH_FORBID;
    }
    if (m->wish < first) {
        first = m->wish;
        v.modality = SPEECH_APPEAL;
    }
    if (m->intend < first && m->oblige == NO_ITEM) {
        first = m->intend;
        v.modality = SPEECH_PLAN;
    }
    v.directive = first != NO_ITEM;
    return v;
}

modality_verdict modality_judge(const sentence_wording *s, const sentence_place *place)
{
    modality_verdict none = {false, false, SPEECH_REQUIRE};
    if (s->question || s->quoted || s->count == 0) return none;
    markers m = find_markers(s, place);
    modality_verdict v = marked_verdict(s, &m, place);
    if (v.directive) return v;
    imperative_kind kind = imperative_read(s, place);
    if (kind == IMPERATIVE_NONE) return none;
    v = (modality_verdict){true, false, SPEECH_REQUIRE};
    if (kind == IMPERATIVE_AVERT) v.modality = SPEECH_FORBID;
    if (kind == IMPERATIVE_PLAN) v.modality = SPEECH_PLAN;
    if (m.closing != NO_ITEM && place->last) v.modality = SPEECH_APPEAL;
    return v;
}

const char *speech_modality_name(speech_modality modality)
{
    switch (modality) {
    case SPEECH_REQUIRE: return "require";
    case SPEECH_FORBID: return "forbid";
    case SPEECH_PLAN: return "plan";
    case SPEECH_APPEAL: return "appeal";
    }
    return NULL;
}
