#include "directives.h"

#include <string.h>

#include "actor.h"
#include "deadline.h"
#include "due.h"
#include "duty.h"
#include "memory.h"
#include "modality.h"
#include "stance.h"
#include "unwrap.h"

/* Marks and blanks that a title may have and the stored one has not. */
enum { TITLE_MARKS = 64 };

/* The longest line that heads a paragraph. */
enum { TOPIC_BYTES = 120 };

/* The longest number of an article: 第一百二十五条. */
enum { ARTICLE_BYTES = 30 };

/* What the walk over the sentences keeps. */
typedef struct walk {
    record *record;
    stance_track stance;
    sentence_wording wording;
    unwrapped unwrapped;
    size_t paragraph; /* of the sentence before, and the quotation marks that it left open */
    int open;
    bool listing;           /* the sentence before was a directive that ended in ；*/
    speech_modality former; /* the kind of the sentence before, if it was a directive */
    bool goals;             /* it ended so in a list of goals */
    bool targets;           /* a goal was stated in this paragraph */
    bool follows;           /* the sentence before in this paragraph was a directive */
} walk;

static bool ends_with(const walk *w, size_t begin, size_t end, const char *mark)
{
    size_t length = strlen(mark);
    return end >= begin + length && memcmp(w->record->plain + end - length, mark, length) == 0;
}

static bool add_directive(walk *w, const sentence *s, const modality_verdict *v)
{
    speech_directive *d = list_add(&w->record->directives);
    if (d == NULL) return false;
    *d = (speech_directive){.span = {s->begin, s->end},
                            .speech = s->speech,
                            .section = s->section,
                            .paragraph = s->paragraph,
                            .modality = v->modality,
                            .actor = actor_find(&w->wording, v->marker),
                            .deadline = deadline_find(&w->wording, v->marker, w->stance.year)};
    const speech_speech *speech = &RECORD_ITEMS(speech_speech, w->record->speeches)[s->speech];
    due_resolve(w->wording.plain, d->deadline, speech->delivered_on, d->due_on);
    if (w->record->wrapped) {
        d->actor = unwrap_span(&w->unwrapped, d->actor);
        d->deadline = unwrap_span(&w->unwrapped, d->deadline);
    }
    return true;
}

/* Behind 第十二条 and the blanks after it, which number a rule and belong to no sentence. */
static size_t skip_article(const walk *w, size_t begin, size_t end)
{
    const char *plain = w->record->plain;
    if (!utf8_starts_with(plain, begin, end, "第")) return begin;
    size_t at = begin, most = begin + ARTICLE_BYTES;
    while (at < end && at < most && !utf8_starts_with(plain, at, end, "条")) at += utf8_width(plain[at]);
    if (!utf8_starts_with(plain, at, end, "条")) return begin;
    size_t behind = at + strlen("条"), after = behind;
    after = utf8_skip_spaces(plain, after, end);
    return after > behind ? after : begin;
}

/* Reads the words of the sentence. False if memory is short. */
static bool read_wording(walk *w, const sentence *s)
{
    if (s->paragraph != w->paragraph) {
        w->open = 0;
        w->targets = w->follows = false;
    }
    w->paragraph = s->paragraph;
    /* The 要 of 一要 is the label's and the sentence's. */
    size_t body = ends_with(w, s->begin, s->body, "要") ? s->body - strlen("要") : s->body;
    body = skip_article(w, body, s->end);
    if (w->record->wrapped) {
        if (unwrap_sentence(&w->unwrapped, w->record->plain, body, s->end) != SPEECH_OK) return false;
        wording_read(&w->wording, w->unwrapped.text, 0, w->unwrapped.length, w->open);
    } else {
        wording_read(&w->wording, w->record->plain, body, s->end, w->open);
    }
    w->open = w->wording.open;
    return true;
}

/* （责任单位：…） */
static bool is_aside(const walk *w, const sentence *s)
{
    uint32_t first = utf8_at(w->record->plain + s->begin);
    uint32_t last = utf8_at(w->record->plain + utf8_before(w->record->plain, s->end));
    return (first == '(' || first == 0xFF08) && (last == ')' || last == 0xFF09);
}

/* Does a label stand here in the middle of a line? */
static bool is_run_in(const walk *w, const sentence *s)
{
    size_t at = s->begin;
    while (at > 0 && w->record->plain[at - 1] == ' ') at--;
    return at > 0 && w->record->plain[at - 1] != '\n' && s->paragraph == w->paragraph;
}

/* Is the sentence all that its section holds? */
static bool is_whole_section(const walk *w, const sentence *s)
{
    const sentence *next = s + 1, *end = RECORD_ITEMS(sentence, w->record->sentences) + w->record->sentences.count;
    if (next < end && next->section == s->section && is_aside(w, next)) next++;
    if (next >= end) return true;
    if (next->section == s->section && next->paragraph != s->paragraph && is_run_in(w, s)) return true;
    if (next->section == s->section) return false;
    return next->section == SPEECH_NONE ||
           RECORD_ITEMS(speech_section, w->record->sections)[next->section].parent != s->section;
}

/* Is it an item like the one before, of which one sentence was all: 一是…。二是…。? */
static bool follows_whole_item(const walk *w, const sentence *s)
{
    const speech_section *sections = RECORD_ITEMS(speech_section, w->record->sections);
    if (s == RECORD_ITEMS(sentence, w->record->sentences) || s[-1].paragraph != s->paragraph) return false;
    if (s[-1].section == SPEECH_NONE || s[-1].section == s->section || s[-1].body == s[-1].begin) return false;
    return sections[s[-1].section].parent == sections[s->section].parent;
}

/* 1. and （1） in a notice or plan number its tasks. */
static bool is_numbered_task(const walk *w, const sentence *s)
{
    const sentence *next = s + 1, *end = RECORD_ITEMS(sentence, w->record->sentences) + w->record->sentences.count;
    if (!w->stance.orders || next >= end || next->paragraph != s->paragraph) return false;
    for (size_t at = s->begin; at < s->body; at++)
        if (w->record->plain[at] >= '0' && w->record->plain[at] <= '9') return true;
    return false;
}

/* A short sentence alone on its line above a paragraph of several: it heads that paragraph. */
static bool is_topic_line(const walk *w, const sentence *s)
{
    const sentence *first = RECORD_ITEMS(sentence, w->record->sentences), *end = first + w->record->sentences.count;
    if (s->body > s->begin || s->end - s->begin > TOPIC_BYTES || end - s < 3) return false;
    if (ends_with(w, s->begin, s->end, "；") || ends_with(w, s->begin, s->end, "：")) return false;
    bool alone = (s == first || s[-1].paragraph != s->paragraph) && s[1].paragraph != s->paragraph;
    bool ended = ends_with(w, s->begin, s->end, "。") || ends_with(w, s->begin, s->end, "！");
    if (alone && !ended && !w->record->wrapped) return true;
    return alone && s[1].body == s[1].begin && s[1].section == s->section && s[2].paragraph == s[1].paragraph;
}

/* A heading names a topic; 一是 with several clauses, or an item that is its section's whole text, says more. */
static bool is_heading(const walk *w, const sentence *s)
{
    if (is_topic_line(w, s)) return true;
    if (s->body > s->begin && w->wording.clauses <= 1 && ends_with(w, s->begin, s->end, "：")) return true;
    if (!s->heading || ends_with(w, s->begin, s->end, "；")) return false;
    if (ends_with(w, s->begin, s->body, "是") && w->wording.clauses >= 2) return false;
    bool ended = ends_with(w, s->begin, s->end, "。") || ends_with(w, s->begin, s->end, "！");
    return !(ended && (is_whole_section(w, s) || is_numbered_task(w, s) || follows_whole_item(w, s)));
}

/* The title lines at the head of a speech are none of its sentences. */
static bool is_title(const walk *w, const sentence *s)
{
    const speech_speech *speech = &RECORD_ITEMS(speech_speech, w->record->speeches)[s->speech];
    if (speech->title == NULL || s->begin - speech->span.begin > strlen(speech->title) + TITLE_MARKS) return false;
    size_t begin = s->begin;
    while (begin < s->end && (w->record->text[begin] == '#' || w->record->text[begin] == ' ')) begin++;
    size_t length = s->end - begin, most = strlen(speech->title);
    for (size_t at = 0; at + length <= most; at++)
        if (memcmp(speech->title + at, w->record->text + begin, length) == 0) return true;
    return false;
}

static bool judge_sentence(walk *w, const sentence *s, bool last)
{
    if (s->speech != w->stance.speech) stance_begin(&w->stance, w->record, s->speech);
    stance_enter(&w->stance, s->section);
    if (duty_is_note(w->record->plain, s->begin, s->end)) return true;
    if (!read_wording(w, s)) return false;
    sentence_place place = {.heading = is_heading(w, s),
                            .last = last,
                            .news = w->stance.news,
                            .year = w->stance.year,
                            .listing = w->listing,
                            .former = w->former,
                            .goals = w->goals,
                            .targets = w->targets,
                            .follows = w->follows};
    place.stance = stance_now(&w->stance, &place.certain);
    modality_verdict v = {false, SPEECH_NONE, SPEECH_REQUIRE, false};
    bool title = is_title(w, s);
    if (!title) v = modality_judge(&w->wording, &place);
    bool task = v.directive && (v.modality == SPEECH_REQUIRE || v.modality == SPEECH_FORBID);
    bool labelled = s->body > s->begin; /* what a label's heading says is known already */
    bool telling = v.directive || !place.heading || !labelled;
    if (!title && telling) stance_learn(&w->stance, &w->wording, v.directive, task);
    w->listing = v.directive && (ends_with(w, s->begin, s->end, "；") || ends_with(w, s->begin, s->end, ";"));
    w->former = v.modality;
    w->goals = w->listing && v.goal;
    w->targets |= v.goal;
    w->follows = v.directive;
    bool bare = s->body >= s->end; /* 一要 alone on its line: it governs what follows, and is no sentence */
    return !v.directive || bare || add_directive(w, s, &v);
}

speech_status directives_find(record *r)
{
    walk *w = memory_zeroed(1, sizeof *w);
    if (w == NULL) return SPEECH_NOMEM;
    w->record = r;
    w->unwrapped = (unwrapped){.cuts = {.size = sizeof(unwrap_cut)}};
    w->stance.speech = w->paragraph = SPEECH_NONE;
    speech_status status = SPEECH_OK;
    const sentence *s = RECORD_ITEMS(sentence, r->sentences);
    for (size_t i = 0; i < r->sentences.count; i++) {
        size_t ahead = i + 3 < r->sentences.count ? i + 3 : r->sentences.count - 1;
        bool last = i + 3 >= r->sentences.count || s[ahead].speech != s[i].speech;
        if (!judge_sentence(w, &s[i], last)) {
            status = SPEECH_NOMEM;
            break;
        }
    }
    unwrap_free(&w->unwrapped);
    memory_free(w);
    return status;
}
