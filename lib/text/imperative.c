#include "imperative.h"

#include "actor.h"

enum { TOPIC_CLAUSES = 3 };

/* 我讲几点意见, 这里我强调: the speaker on his own speech. */
static bool speaks(const sentence_wording *s, size_t at)
{
    if (s->items[at].class == WORDING_SPEAK) return true;
    return at > 0 && s->items[at].class == WORDING_RELAY && s->items[at - 1].class == WORDING_PRONOUN;
}

/* 2019年 in a speech of 2021. */
static bool lies_behind(const sentence_wording *s, const wording *item, int year)
{
    period p;
    return year != 0 && period_read(s->plain, item->begin, item->end, &p) && p.has_year && p.year < year;
}

/* 完成使命，我们责任重大: an imperative does not go on with a subject of its own. */
static bool comments(const sentence_wording *s, size_t at)
{
    if (at == 0 || s->items[at].class != WORDING_BREAK || at + 1 >= s->count) return false;
    const wording *next = &s->items[at + 1];
    return next->begin == s->items[at].end && (next->class == WORDING_PRONOUN || wording_has_value(next, "third"));
}

/* 持续改善条件 beside 条件持续改善. */
static bool takes_object(const sentence_wording *s, size_t at)
{
    size_t item;
    if (!wording_has_value(&s->items[at], "verb")) return false;
    return clause_content(s, clause_first(s, at), &item) == s->items[at].begin && !wording_clause_ends_at(s, at);
}

static bool is_verb(const wording *item)
{
    return item->class == WORDING_VERB || item->class == WORDING_RESOLVE || item->class == WORDING_AVERT ||
           (item->class == WORDING_RESULT && wording_has_value(item, "verb"));
}

/* Does the clause of items[at] begin with a verb before it? */
static bool follows_verb(const sentence_wording *s, size_t at)
{
    size_t item;
    size_t begin = clause_content(s, clause_first(s, at), &item);
    return item < at && s->items[item].begin == begin && is_verb(&s->items[item]);
}

/* 培育具有影响的企业: what is judged is only the object of a verb. */
static bool is_inner(const sentence_wording *s, size_t at)
{
    return wording_has_value(&s->items[at], "inner") && follows_verb(s, at);
}

/* 在现有基础上将名额翻一番: 将 stands for 把 there too. */
static bool is_adverbial(const sentence_wording *s, size_t at)
{
    size_t item;
    size_t begin = clause_content(s, clause_first(s, at), &item);
    return item < at && s->items[item].begin == begin && s->items[item].class == WORDING_PREPOSITION;
}

bool intends_nothing(const sentence_wording *s, size_t at)
{
    const wording *item = &s->items[at];
    size_t content;
    static const char will[] = "将";
    if (item->class != WORDING_INTEND || item->end - item->begin != sizeof will - 1 ||
        !utf8_starts_with(s->plain, item->begin, s->end, will))
        return false;
    if (clause_content(s, clause_first(s, at), &content) != item->begin) return false;
    return wording_context_in(s, at, CONTEXT_DISPOSAL);
}

/* 推动东部率先发展 after other tasks: what is to be reached. */
static bool is_reached(const sentence_wording *s, size_t at)
{
    return !wording_has_value(&s->items[at], "state") && follows_verb(s, at);
}

/* Does the sentence tell what was done or how things are? */
static bool tells(const sentence_wording *s, const sentence_place *place)
{
    for (size_t i = 0; i < s->count; i++) {
        if (speaks(s, i) || comments(s, i)) return true;
        switch (s->items[i].class) {
        case WORDING_ASPECT:
        case WORDING_PAST: return true;
        case WORDING_NEED: /* 大概还需要五年: how things are */
            if (i == 0 || s->items[i - 1].class != WORDING_ADVERB) break;
            if (s->items[i - 1].end == s->items[i].begin) return true;
            break;
        case WORDING_INTEND:
            if (wording_forecasts(s, i) && !intends_nothing(s, i) && !is_adverbial(s, i)) return true;
            break;
        case WORDING_STATE:
            if (!is_inner(s, i)) return true;
            break;
        case WORDING_RESULT:
            if (place->follows && place->stance == STANCE_TASK && is_reached(s, i)) break;
            if (!place->certain && !takes_object(s, i) && s->items[i].clause == 0) return true;
            break;
        case WORDING_PERIOD:
            if (lies_behind(s, &s->items[i], place->year)) return true;
            break;
        default: break;
        }
    }
    return false;
}

/* 将…纳入…: 将 stands for 把 where its object, no action, comes next, and a verb of disposing after it. */
static bool is_disposal(const sentence_wording *s, size_t at)
{
    return wording_has_value(&s->items[at], "disposal") || intends_nothing(s, at);
}

/* A verb anywhere from items[at] on. */
static bool verb_follows(const sentence_wording *s, size_t at)
{
    for (; at < s->count; at++)
        if (is_verb(&s->items[at]) || wording_has_value(&s->items[at], "disposal")) return true;
    return false;
}

/* The item that ends the clause: its break, or s->count. */
static size_t clause_break(const sentence_wording *s, size_t at)
{
    while (at < s->count && s->items[at].class != WORDING_BREAK) at++;
    return at;
}

static imperative_kind kind_of(const wording *head)
{
    if (head->class == WORDING_AVERT) return IMPERATIVE_AVERT;
    return wording_has_value(head, "plan") ? IMPERATIVE_PLAN : IMPERATIVE_TASK;
}

/* A heading is a directive only with a word that presses: 坚决, 确保. */
static bool presses(const sentence_wording *s, size_t item)
{
    return item < s->count && wording_has_value(&s->items[item], "heading");
}

/* A subject with a verb is a task only where tasks are set, or where it stands for many: 各校加强管理. */
static bool acts(const sentence_wording *s, size_t first, size_t item, const sentence_place *place)
{
    if (actor_of_clause(s, first).end == 0 || !verb_follows(s, item)) return false;
    if (place->certain || (item < s->count && s->items[item].class == WORDING_EACH)) return true;
    /* 市水务局会同各县…, 市水务局牵头…: roles are given out. */
    size_t end = actor_of_clause(s, first).end;
    while (item < s->count && s->items[item].begin < end) item++;
    return item < s->count && s->items[item].begin == end && wording_has_value(&s->items[item], "role");
}

/* 让…！ at the head of the sentence. 让…，需要… is no call. */
static bool calls(const sentence_wording *s)
{
    if (!wording_has_value(&s->items[0], "let") || s->items[0].begin != s->begin) return false;
    for (size_t i = 1; i < s->count; i++)
        if (s->items[i].class == WORDING_NEED) return false;
    return true;
}

/* 我们支持…, 中方主张…: a pledge of the speaker's side. */
static bool pledges(const sentence_wording *s)
{
    size_t item;
    size_t at = clause_content(s, 0, &item);
    if (item + 1 < s->count && s->items[item].class == WORDING_BREAK && s->items[item].begin == at)
        at = clause_content(s, item + 1, &item); /* 同时，… */
    if (item >= s->count || s->items[item].begin != at) return false;
    if (s->items[item].class != WORDING_PRONOUN && s->items[item].class != WORDING_PERSON) return false;
    const wording *next = wording_next(s, item);
    return next != NULL && wording_has_value(next, "pledge");
}

/* 增长5%左右, 稳定在600万亩: a figure to be reached. */
static bool states_target(const sentence_wording *s)
{
    bool figure = false, trend = false;
    for (size_t at = s->begin; at < s->end && !(figure && trend); at += utf8_width(s->plain[at])) {
        figure |= s->plain[at] >= '0' && s->plain[at] <= '9';
        trend |= wording_context_at(s, at, CONTEXT_TARGET);
    }
    return figure && trend;
}

/* 到2027年，…基本形成: what is to be by then. */
static bool states_prospect(const sentence_wording *s)
{
    size_t item;
    size_t at = clause_content(s, 0, &item);
    const wording *last = item > 0 ? &s->items[item - 1] : NULL;
    period p;
    if (last == NULL || last->class != WORDING_PERIOD) return false;
    if (!period_read(s->plain, last->begin, last->end, &p)) return false;
    return (p.has_year || p.masked) && item < s->count && s->items[item].class == WORDING_BREAK &&
           s->items[item].begin == at;
}

/* A bare statement that is a task because of where it stands. */
static bool is_goal(const sentence_wording *s, const sentence_place *place)
{
    if (place->goals) return true;
    if (place->stance != STANCE_TASK && !place->targets) return false;
    if ((place->certain || place->targets || place->follows) && states_target(s)) return true;
    return place->certain && states_prospect(s);
}

/* 为确保安全，某厂安排…: behind the clause of the preposition at items[at] somebody is told of, not told to act. */
static bool has_subject_next(const sentence_wording *s, size_t at)
{
    size_t brk = clause_break(s, at), item;
    if (brk + 1 >= s->count) return false;
    size_t begin = clause_content(s, brk + 1, &item);
    if (item >= s->count || s->items[item].begin != begin) return true;
    return s->items[item].class == WORDING_BODY || s->items[item].class == WORDING_PERSON;
}

/* The kind of a clause that begins with items[item], or IMPERATIVE_NONE; *done if no later clause can say otherwise. */
static imperative_kind clause_kind(const sentence_wording *s, size_t item, bool certain, bool *done)
{
    const wording *head = &s->items[item], *next = wording_next(s, item);
    *done = true;
    if (is_verb(head)) return kind_of(next != NULL && head->class == WORDING_RESOLVE ? next : head);
    if (head->class == WORDING_QUOTED && next != NULL && next->class == WORDING_VERB) return kind_of(next);
    if (head->class == WORDING_PREPOSITION && !certain && !wording_has_value(head, "disposal") &&
        !wording_has_value(head, "range") && !wording_has_value(head, "agent") && has_subject_next(s, item))
        return IMPERATIVE_NONE;
    if (head->class == WORDING_PREPOSITION || is_disposal(s, item))
        return verb_follows(s, item + 1) ? IMPERATIVE_TASK : IMPERATIVE_NONE;
    *done = false;
    return IMPERATIVE_NONE;
}

/* 力争…, 坚决…: a word that presses heads the sentence. */
static bool is_pressed(const sentence_wording *s)
{
    size_t item;
    size_t at = clause_content(s, 0, &item);
    return presses(s, item) && s->items[item].begin == at;
}

static imperative_kind read_clauses(const sentence_wording *s, const sentence_place *place)
{
    size_t first = 0;
    for (int clause = 0; clause < TOPIC_CLAUSES && first < s->count; clause++) {
        size_t item;
        size_t at = clause_content(s, first, &item);
        if (place->heading) return presses(s, item) && s->items[item].begin == at ? IMPERATIVE_TASK : IMPERATIVE_NONE;
        const wording *head = item < s->count && s->items[item].begin == at ? &s->items[item] : NULL;
        bool aside = s->items[first].class == WORDING_CONDITION || (head != NULL && wording_has_value(head, "cause"));
        if (!aside && head != NULL) {
            bool done;
            imperative_kind kind = clause_kind(s, item, place->certain, &done);
            if (done) return kind;
        }
        if (!aside && s->items[first].class != WORDING_BREAK && acts(s, first, item, place)) return IMPERATIVE_TASK;
        size_t brk = clause_break(s, item);
        if (brk >= s->count) return IMPERATIVE_NONE;
        bool scene = s->items[brk].begin == at || wording_context_before(s, s->items[brk].begin, CONTEXT_SCENE);
        if (!aside && !scene) return IMPERATIVE_NONE;
        first = brk + 1;
    }
    return IMPERATIVE_NONE;
}

imperative_kind imperative_read(const sentence_wording *s, const sentence_place *place)
{
    if (tells(s, place) || wording_breaks_off(s)) return IMPERATIVE_NONE;
    if (place->goals) return IMPERATIVE_TASK;
    if (s->count == 0) return !place->heading && is_goal(s, place) ? IMPERATIVE_TASK : IMPERATIVE_NONE;
    if (calls(s) && !place->heading && (place->stance != STANCE_TASK || wording_exclaims(s))) return IMPERATIVE_CALL;
    if (pledges(s) && !(place->certain && place->stance == STANCE_REPORT)) return IMPERATIVE_PLAN;
    bool open = place->stance == STANCE_TASK || place->listing;
    if (!open && !place->targets && !(place->stance != STANCE_REPORT && is_pressed(s))) return IMPERATIVE_NONE;
    imperative_kind kind = open || !place->targets ? read_clauses(s, place) : IMPERATIVE_NONE;
    return kind == IMPERATIVE_NONE && !place->heading && is_goal(s, place) ? IMPERATIVE_TASK : kind;
}

bool imperative_heads(const sentence_wording *s, const sentence_place *place)
{
    size_t item;
    size_t begin = clause_content(s, 0, &item);
    if (item >= s->count || s->items[item].begin != begin || s->items[item].class != WORDING_VERB) return false;
    size_t brk = clause_break(s, item);
    if (brk >= s->count || wording_context_before(s, s->items[brk].begin, CONTEXT_SCENE)) return false;
    return imperative_read(s, place) == IMPERATIVE_TASK;
}
