#include "modality.h"

#include "actor.h"

/* MOST_NEEDS: so many 需要 are tried, which is more than any real sentence has. */
enum { NO_ITEM = WORDING_MAX, MOST_NEEDS = 16, MANNER_BYTES = 18, EMBEDDED_BYTES = 240 };

/* The first valid word of each kind. */
typedef struct markers {
    size_t oblige;
    size_t forbid;
    size_t intend;
    size_t wish; /* or invite */
    size_t closing;
    bool relayed; /* somebody else's words */
} markers;

/* What the words before the current one say about it. */
typedef struct context {
    uint16_t clause;
    bool condition; /* in this clause */
    bool relayed_clause;
    bool relayed; /* to the end of the sentence */
    bool purpose;
    bool past;        /* in this clause */
    bool past_before; /* anywhere before */
    bool judged;      /* a judgement was made before */
    bool recognized;  /* 要认识到 came before */
    bool motion;      /* 请予审议 came before */
    bool usual;       /* a condition or 一般来说 came before: 会 tells what is always done */
    bool believed;    /* 相信 came before: what follows is a forecast */
    int needs;        /* seen so far */
    size_t state;     /* last predicate of judgement in this clause */
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
    const wording *item = &s->items[at], *next = wording_next(s, at);
    c->believed |= wording_has_value(item, "belief");
    if (wording_context_before(s, item->begin, CONTEXT_MODIFIER)) return;
    size_t first = clause_first(s, at);
    for (size_t i = first; i < at; i++)
        if (s->items[i].class == WORDING_PRONOUN) return;
    if (at > 0 && s->items[at - 1].end == item->begin && s->items[at - 1].class == WORDING_OBLIGE) return;
    bool noun = wording_has_value(item, "noun");
    bool opinion = wording_has_value(item, "opinion") || wording_has_value(item, "belief");
    if (next != NULL && next->class == WORDING_BRACKET) next = wording_next(s, at + 1);
    if (next == NULL) {
        c->relayed_clause |= item->end < s->end;
        c->relayed |= opinion;
        return;
    }
    bool colon = next->class == WORDING_BREAK && (s->plain[next->begin] == ':' || text_follows(s, next->begin, "："));
    if (next->class == WORDING_BREAK && noun && !colon) {
        c->relayed |= text_follows(s, first > 0 ? s->items[first - 1].end : s->begin, "查"); /* 查本法规定，… */
        return;
    }
    if (next->class == WORDING_BREAK || next->class == WORDING_OBLIGE || next->class == WORDING_FORBID)
        c->relayed = true;
    else if (next->class != WORDING_QUOTED) c->relayed_clause = true;
}

/* 要看到, 必须清醒地认识到: only introduces a judgement. Also 要强调的是. */
static bool introduces_judgement(const sentence_wording *s, size_t at)
{
    size_t end = s->items[at].end;
    for (size_t i = at + 1; i < s->count; i++) {
        if (text_follows(s, end, "的")) end += strlen("的");
        const wording *item = &s->items[i];
        if (item->begin != end) break;
        uint16_t class = item->class;
        if (class == WORDING_RELAY && s->items[at].class == WORDING_FORBID) break; /* 不得要求群众… */
        if (class == WORDING_COGNITION || class == WORDING_RELAY || class == WORDING_SPEAK) return true;
        if (item->class != WORDING_ADVERB && !wording_has_value(item, "manner")) break;
        end = item->end;
    }
    return false;
}

/* Does `what` stand in the clause after items[at]? Only the near part is looked at. */
static bool clause_has(const sentence_wording *s, size_t at, const char *what)
{
    size_t limit = s->items[at].end + EMBEDDED_BYTES;
    for (size_t i = s->items[at].end; i < s->end && i < limit; i += utf8_width(s->plain[i])) {
        if (text_follows(s, i, "，") || s->plain[i] == ',') return false;
        if (text_follows(s, i, what)) return true;
    }
    return false;
}

static bool clause_starts(const sentence_wording *s, size_t at, const char *what)
{
    size_t item;
    return text_follows(s, clause_content(s, clause_first(s, at), &item), what);
}

/* …是我们必须坚持的方针: the obligation only describes. */
static bool embedded(const sentence_wording *s, size_t at, const context *c)
{
    if (c->state == NO_ITEM) return false;
    const wording *state = &s->items[c->state];
    if (state->end == s->items[at].begin)
        return wording_clause_ends(s, at, "的") || !text_precedes(s, state->end, "是") ||
               text_precedes(s, state->end, "不是");
    return clause_has(s, at, "的");
}

static bool ends_clause(const sentence_wording *s, size_t at)
{
    return at >= s->end || text_follows(s, at, "，") || text_follows(s, at, "。") || text_follows(s, at, "；") ||
           text_follows(s, at, "！") || s->plain[at] == ',';
}

/* 需要各方…, 我们需要…: somebody is to act; 任务很重，需要时间 is none. */
static bool need_holds(const sentence_wording *s, size_t at)
{
    speech_span who = actor_of(s, at);
    if (who.begin == s->items[at].end) return !ends_clause(s, who.end); /* 世界需要我们 asks for nothing */
    return at > 0 && s->items[at - 1].class == WORDING_PRONOUN && s->items[at - 1].end == s->items[at].begin;
}

static bool begins_action(const wording *item)
{
    uint16_t class = item->class;
    return class == WORDING_VERB || class == WORDING_ADVERB || class == WORDING_PREPOSITION ||
           class == WORDING_PERIOD || class == WORDING_RESOLVE || class == WORDING_RELAY || class == WORDING_INTEND;
}

/* 每月至少…: how often something is to be done. */
static bool follows_rate(const sentence_wording *s, size_t at)
{
    const wording *before = at > 0 ? &s->items[at - 1] : NULL;
    period p;
    return before != NULL && before->end == s->items[at].begin && before->class == WORDING_PERIOD &&
           period_read(s->plain, before->begin, before->end, &p) && p.recurring;
}

/* 他始终坚持军队必须…: what somebody else held, not what is demanded here. */
static bool is_told(const sentence_wording *s, size_t at)
{
    size_t item, first = clause_first(s, at);
    size_t begin = clause_content(s, first, &item);
    if (item >= at || s->items[item].begin != begin || !wording_has_value(&s->items[item], "third")) return false;
    if (s->items[item].end == s->items[at].begin) return text_precedes(s, s->items[at].end, "要"); /* 他们还要看看 */
    for (size_t i = item + 1; i < at; i++)
        if (s->items[i].class == WORDING_VERB) return true;
    return false;
}

static bool oblige_holds(const sentence_wording *s, size_t at, const context *c)
{
    const wording *item = &s->items[at];
    if (introduces_judgement(s, at) || embedded(s, at, c) || is_told(s, at)) return false;
    if (c->purpose && c->state != NO_ITEM && s->items[c->state].end == item->begin) return false;
    bool goal = wording_has_value(item, "goal") || text_precedes(s, item->end, "是");
    if (wording_has_value(item, "rate")) return follows_rate(s, at);
    const wording *next = wording_next(s, at);
    if (wording_has_value(item, "strict") && (next == NULL || !begins_action(next))) return false;
    if (text_precedes(s, item->begin, "有") && clause_has(s, at, "的")) return false; /* 有须先修的堤段 */
    if (goal && item->end >= s->end) return false;
    if (c->purpose && (goal || item->class == WORDING_NEED || text_precedes(s, item->end, "就要"))) return false;
    if (goal && (wording_clause_ends(s, at, "的") || clause_starts(s, at, "对"))) return false;
    if (text_precedes(s, item->end, "应") && clause_has(s, at, "邀")) return false;
    if (item->class == WORDING_NEED) return c->needs < MOST_NEEDS && need_holds(s, at);
    return !c->past;
}

/* 本局会, 今年计划, 也将: the word stands right behind who acts, when, or another adverb. */
static bool well_led(const sentence_wording *s, size_t at)
{
    if (at == 0 || s->items[at - 1].end != s->items[at].begin) return false;
    const wording *before = &s->items[at - 1];
    uint16_t class = before->class;
    return class == WORDING_PRONOUN || class == WORDING_PERSON || class == WORDING_BODY || class == WORDING_PERIOD;
}

static bool heads_clause(const sentence_wording *s, size_t at)
{
    size_t content;
    return clause_content(s, clause_first(s, at), &content) == s->items[at].begin;
}

/* Is an intention said of something to come to pass, or in a way that is none? */
static bool forecasts(const sentence_wording *s, size_t at)
{
    const wording *item = &s->items[at], *before = at > 0 ? &s->items[at - 1] : NULL;
    if (text_precedes(s, item->begin, "这") || text_precedes(s, item->begin, "的")) return true;
    if (before != NULL && before->end == item->begin && wording_has_value(before, "third")) return true;
    return wording_context_at(s, item->end, CONTEXT_TREND) || wording_context_in(s, at, CONTEXT_EFFECT);
}

/* 将, 计划 and the like are intentions only right before what is to be done, some only behind who does it. */
static bool leads_to_action(const sentence_wording *s, size_t at)
{
    const wording *item = &s->items[at], *next = wording_next(s, at);
    bool led = well_led(s, at), loose = led && !wording_has_value(item, "");
    bool sure = wording_has_value(item, "sure") || (led && text_follows(s, item->end, "不"));
    bool manner = led && wording_has_value(item, "") && at + 1 < s->count && s->items[at + 1].class == WORDING_BREAK &&
                  s->items[at + 1].begin - item->end <= MANNER_BYTES; /* 我们将一如既往，… */
    bool office = led && wording_has_value(&s->items[at - 1], "office") && wording_forecasts(s, at); /* 水利局将派员 */
    if (next == NULL || manner || sure) return loose || manner || sure || office;
    if (loose && text_follows(s, next->begin, "和")) return false; /* 计划和方针 */
    if (!led && wording_has_value(item, "loose") && next->class == WORDING_VERB && wording_clause_ends_at(s, at + 1))
        return false; /* 变更和计划安排 */
    if (wording_has_value(item, "certain") && next->class == WORDING_PREPOSITION) return actor_of(s, at).end != 0;
    if (wording_has_value(item, "certain")) return next->class == WORDING_VERB || next->class == WORDING_ADVERB;
    return begins_action(next);
}

/* 我们会, 本局会. */
static bool is_own_side(const sentence_wording *s, size_t at)
{
    for (size_t i = clause_first(s, at); i < at; i++)
        if (s->items[i].class == WORDING_PRONOUN || s->items[i].class == WORDING_PERSON)
            return !wording_has_value(&s->items[i], "third");
    return false;
}

/* 政府决定提高价格，满足了…: a decision that has taken effect. */
static bool is_past_decision(const sentence_wording *s, size_t at)
{
    if (!text_follows(s, s->items[at].begin, "决定")) return false;
    while (++at < s->count)
        if (s->items[at].class == WORDING_ASPECT) return true;
    return false;
}

/* 讨论和决定…: 决定 is the second of two verbs. */
static bool is_coordinate(const sentence_wording *s, size_t at)
{
    return at > 1 && wording_has_value(&s->items[at - 1], "tie") && s->items[at - 1].end == s->items[at].begin &&
           s->items[at - 2].class == WORDING_VERB && s->items[at - 2].end == s->items[at - 1].begin;
}

/* 某局已…，稍后亦会…: whoever the sentence began with acts in a clause that begins with the word. */
static bool continues_subject(const sentence_wording *s, size_t at)
{
    size_t item;
    if (s->items[at].clause == 0 || !heads_clause(s, at)) return false;
    size_t begin = clause_content(s, 0, &item);
    for (; item < s->count && s->items[item].clause == 0; item++) {
        const wording *w = &s->items[item];
        bool named = w->class == WORDING_BODY || w->class == WORDING_PRONOUN || w->class == WORDING_PERSON;
        if (named && (item + 1 < s->count && s->items[item + 1].begin == w->end) && w->begin >= begin) return true;
        if (w->class == WORDING_PREPOSITION || w->class == WORDING_STATE || w->class == WORDING_VERB) return false;
    }
    return false;
}

/* 落实这一文件，将打通通道; 这些变化，将巩固…: what was said before brings it about. */
static bool has_act_as_subject(const sentence_wording *s, size_t at)
{
    size_t first = clause_first(s, at), item;
    if (first == 0) return false;
    size_t before = clause_first(s, first - 1), begin = clause_content(s, before, &item);
    if (text_follows(s, begin, "这")) return true;
    return item < s->count && s->items[item].begin == begin && s->items[item].class == WORDING_VERB;
}

static bool intend_holds(const sentence_wording *s, size_t at, const context *c, const sentence_place *place)
{
    if (c->past || c->believed || introduces_judgement(s, at) || intends_nothing(s, at)) return false;
    if (is_past_decision(s, at)) return false;
    if (forecasts(s, at) || is_coordinate(s, at) || !leads_to_action(s, at)) return false;
    if (c->usual && wording_has_value(&s->items[at], "actor") && !is_own_side(s, at)) return false;
    if (actor_of(s, at).end != 0) return true;
    if (!c->judged && continues_subject(s, at)) return true;
    if (place->follows && place->former == SPEECH_PLAN && heads_clause(s, at))
        return true; /* 此外，亦会…: the subject is that of the sentence before */
    if (wording_has_value(&s->items[at], "actor") || c->judged || place->stance == STANCE_ANALYSIS) return false;
    if (heads_clause(s, at)) return !has_act_as_subject(s, at);
    return place->stance == STANCE_TASK;
}

/* 我希望, 希望大家; the noun in 人民的希望 is none. */
static bool wish_holds(const sentence_wording *s, size_t at, const context *c)
{
    const wording *item = &s->items[at], *next = wording_next(s, at);
    if (item->end >= s->end || c->past || wording_context_in(s, at, CONTEXT_SITTING)) return false;
    if (c->past_before && actor_of(s, at).end == 0) return false;
    if (wording_context_before(s, item->begin, CONTEXT_MODIFIER)) return false;
    if (next != NULL && next->class == WORDING_STATE) return false;
    if (text_precedes(s, item->begin, "有人") || text_precedes(s, item->begin, "人们")) return false;
    if (wording_has_value(item, "guest")) {
        speech_span guest = actor_of(s, at);
        return guest.begin == item->end && !ends_clause(s, guest.end);
    }
    const wording *before = at > 0 && s->items[at - 1].clause == item->clause ? &s->items[at - 1] : NULL;
    bool own = before != NULL && (before->class == WORDING_PRONOUN || before->class == WORDING_PERSON ||
                                  before->class == WORDING_BODY || before->class == WORDING_ADVERB);
    bool noun = wording_has_value(item, "noun"), advice = wording_has_value(item, "advice");
    if (next != NULL && next->class == WORDING_BREAK) return own && (!noun || before->end == item->begin);
    if ((noun || advice) && own && before->class == WORDING_BODY) return false; /* 有议员建议…: somebody else does */
    own = own && before->end == item->begin;
    if (noun && !own && !(item->clause == 0 && heads_clause(s, at))) return false;
    if (advice && !own && !heads_clause(s, at)) return false;
    return !text_follows(s, item->end, "的");
}

/* 不能…的人，…; 不要…的做法，是…: only describes what is spoken of next. */
static bool only_describes(const sentence_wording *s, size_t at)
{
    if (!heads_clause(s, at) || !clause_has(s, at, "的")) return false;
    while (at < s->count && s->items[at].class != WORDING_BREAK) at++;
    if (at + 1 >= s->count) return false;
    const wording *last = &s->items[at - 1], *next = &s->items[at + 1];
    bool somebody = last->class == WORDING_BODY && last->end == s->items[at].begin && last->begin > s->begin &&
                    text_precedes(s, last->begin, "的");
    return somebody || (next->class == WORDING_STATE && next->begin == s->items[at].end);
}

/* 不能 forbids where somebody who acts is its subject, or nobody is. */
static bool cannot_holds(const sentence_wording *s, size_t at)
{
    return !only_describes(s, at) && (heads_clause(s, at) || actor_of(s, at).end != 0);
}

/* 开展禁止赌博的宣传: what is forbidden is only the object of a verb. */
static bool forbid_holds(const sentence_wording *s, size_t at, const context *c)
{
    if (at > 0 && s->items[at - 1].class == WORDING_VERB && s->items[at - 1].end == s->items[at].begin) return false;
    return !c->past && !introduces_judgement(s, at) && !only_describes(s, at) && !wording_clause_ends(s, at, "规定");
}

static void take_marker(const sentence_wording *s, size_t at, const context *c, const sentence_place *place, markers *m)
{
    if (c->relayed || c->relayed_clause || c->condition) return;
    switch (s->items[at].class) {
    case WORDING_OBLIGE:
    case WORDING_NEED:
        if (m->oblige == NO_ITEM && oblige_holds(s, at, c)) m->oblige = at;
        break;
    case WORDING_RESOLVE: /* 我们必须认识到…，切实…: the task comes after the judgement */
        if (m->oblige == NO_ITEM && c->recognized && heads_clause(s, at)) m->oblige = at;
        break;
    case WORDING_FORBID:
        if (m->forbid == NO_ITEM && forbid_holds(s, at, c)) m->forbid = at;
        break;
    case WORDING_CANNOT:
        if (m->forbid == NO_ITEM && cannot_holds(s, at)) m->forbid = at;
        break;
    case WORDING_INTEND:
        if (m->intend == NO_ITEM && intend_holds(s, at, c, place)) m->intend = at;
        break;
    case WORDING_WISH:
        if (m->wish == NO_ITEM && !c->motion && wish_holds(s, at, c)) m->wish = at;
        break;
    case WORDING_INVITE:
        if (m->wish == NO_ITEM && heads_clause(s, at)) m->wish = at;
        break;
    case WORDING_CLOSING: m->closing = at; break;
    default: break;
    }
}

static markers find_markers(const sentence_wording *s, const sentence_place *place)
{
    markers m = {NO_ITEM, NO_ITEM, NO_ITEM, NO_ITEM, NO_ITEM, false};
    context c = {.state = NO_ITEM};
    for (size_t i = 0; i < s->count; i++) {
        const wording *item = &s->items[i];
        if (item->clause != c.clause) {
            c.clause = item->clause;
            c.condition = c.relayed_clause = c.past = false;
            c.state = NO_ITEM;
        }
        switch (item->class) {
        case WORDING_CONDITION: c.condition = c.usual = true; break;
        case WORDING_CONNECTIVE: c.usual |= wording_has_value(item, "habit"); break;
        case WORDING_STATE:
            c.state = i;
            c.judged = true;
            break;
        case WORDING_COGNITION: c.judged = c.recognized = true; break;
        case WORDING_PURPOSE: c.purpose = true; break;
        case WORDING_SPEAK: c.motion |= wording_has_value(item, "motion"); break;
        case WORDING_ASPECT:
        case WORDING_PAST: c.past = c.past_before = true; break;
        case WORDING_RELAY: take_relay(s, i, &c); break;
        default: take_marker(s, i, &c, place, &m); break;
        }
        c.needs += item->class == WORDING_NEED;
        m.relayed |= c.relayed;
    }
    return m;
}

/* 要坚决防止…: what is to be done is to keep something from happening. */
static bool forbids_next(const sentence_wording *s, size_t at)
{
    if (text_precedes(s, s->items[at].end, "把")) return false;
    for (const wording *next = wording_next(s, at); next != NULL; next = wording_next(s, ++at)) {
        if (next->class == WORDING_AVERT || next->class == WORDING_FORBID) return true;
        if (next->class != WORDING_RESOLVE && next->class != WORDING_ADVERB) return false;
    }
    return false;
}

/* 我要常去看看, 省里今年要出台…: the speaker's side announces. */
static bool is_own(const sentence_wording *s, size_t at)
{
    size_t begin = s->items[at].begin;
    while (at-- > 0 && s->items[at].end == begin) {
        if (s->items[at].class == WORDING_PRONOUN) return wording_has_value(&s->items[at], "own");
        if (s->items[at].class != WORDING_PERIOD && s->items[at].class != WORDING_ADVERB) break;
        begin = s->items[at].begin;
    }
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
    modality_verdict v = {m->oblige != NO_ITEM, SPEECH_NONE, SPEECH_REQUIRE, false};
    size_t first = m->oblige;
    if (v.directive) v.modality = oblige_modality(s, m, place);
    if (m->forbid < first) {
        first = m->forbid;
        bool later = s->items[first].clause > 0 && imperative_heads(s, place);
        v.modality = later ? SPEECH_REQUIRE : SPEECH_FORBID;
    }
    v.goal = v.directive && wording_has_value(&s->items[first], "goal");
    if (m->wish < first && !v.goal) {
        first = m->wish;
        v.modality = SPEECH_APPEAL;
    }
    if (m->intend < first && m->oblige == NO_ITEM) {
        first = m->intend;
        v.modality = SPEECH_PLAN;
    }
    v.directive = first != NO_ITEM;
    v.marker = first;
    return v;
}

/* A sentence without a marker. */
static modality_verdict bare_verdict(const sentence_wording *s, const markers *m, const sentence_place *place)
{
    modality_verdict v = {!m->relayed, SPEECH_NONE, SPEECH_REQUIRE, place->goals || place->targets};
    bool closing = m->closing != NO_ITEM && place->last;
    switch (imperative_read(s, place)) {
    case IMPERATIVE_NONE: v.directive = closing && v.directive && !s->items[m->closing].word->value[0]; break;
    case IMPERATIVE_CALL: v.modality = SPEECH_APPEAL; break;
    case IMPERATIVE_AVERT: v.modality = SPEECH_FORBID; break;
    case IMPERATIVE_PLAN: v.modality = SPEECH_PLAN; break;
    case IMPERATIVE_TASK:
        if (place->listing) v.modality = place->former;
        if (place->last && wording_exclaims(s)) v.modality = SPEECH_APPEAL;
        break;
    }
    if (v.directive && closing) v.modality = SPEECH_APPEAL;
    return v;
}

modality_verdict modality_judge(const sentence_wording *s, const sentence_place *place)
{
    modality_verdict none = {false, SPEECH_NONE, SPEECH_REQUIRE, false};
    if (s->question || s->quoted || place->news) return none;
    markers m = find_markers(s, place);
    modality_verdict v = marked_verdict(s, &m, place);
    return v.directive ? v : bare_verdict(s, &m, place);
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
