#include "directives.h"

#include <stdlib.h>

#include "actor.h"
#include "deadline.h"
#include "due.h"
#include "modality.h"
#include "stance.h"

/* What the walk over the sentences keeps. */
typedef struct walk {
    record *record;
    stance_track stance;
    sentence_wording wording;
    size_t paragraph; /* of the sentence before, and the quotation marks that it left open */
    int open;
} walk;

static bool add_directive(walk *w, const sentence *s, speech_modality modality)
{
    speech_directive *d = list_add(&w->record->directives);
    if (d == NULL) return false;
    *d = (speech_directive){.span = {s->begin, s->end},
                            .speech = s->speech,
                            .section = s->section,
                            .paragraph = s->paragraph,
                            .modality = modality,
                            .actor = actor_find(&w->wording),
                            .deadline = deadline_find(&w->wording, w->stance.year)};
    const speech_speech *speech = &RECORD_ITEMS(speech_speech, w->record->speeches)[s->speech];
    due_resolve(w->record->plain, d->deadline, speech->delivered_on, d->due_on);
    return true;
}

/* A sentence that is the whole text of its section and has several clauses is no mere heading. */
static bool is_heading(const walk *w, const sentence *s)
{
    if (!s->heading) return false;
    const sentence *all = RECORD_ITEMS(sentence, w->record->sentences);
    const sentence *end = all + w->record->sentences.count;
    bool alone = s + 1 == end || s[1].section != s->section;
    if (alone && s->section != SPEECH_NONE && s + 1 < end && s[1].section != SPEECH_NONE)
        alone = RECORD_ITEMS(speech_section, w->record->sections)[s[1].section].parent != s->section;
    return !(alone ? w->wording.clauses >= 1 : w->wording.clauses >= 2);
}

static bool judge_sentence(walk *w, const sentence *s, bool last)
{
    if (s->speech != w->stance.speech) stance_begin(&w->stance, w->record, s->speech);
    stance_enter(&w->stance, s->section);
    if (s->paragraph != w->paragraph) w->open = 0;
    w->paragraph = s->paragraph;
    wording_read(&w->wording, w->record->plain, s->body, s->end, w->open);
    w->open = w->wording.open;
    sentence_place place = {.heading = is_heading(w, s), .last = last};
    place.stance = stance_now(&w->stance, &place.certain);
    modality_verdict v = modality_judge(&w->wording, &place);
    bool task = v.directive && (v.modality == SPEECH_REQUIRE || v.modality == SPEECH_FORBID);
    if (!place.heading || v.directive) stance_learn(&w->stance, &w->wording, v.directive, task);
    return !v.directive || add_directive(w, s, v.modality);
}

speech_status directives_find(record *r)
{
    walk *w = malloc(sizeof *w);
    if (w == NULL) return SPEECH_NOMEM;
    w->record = r;
    w->stance.speech = w->paragraph = SPEECH_NONE;
    w->open = 0;
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
    free(w);
    return status;
}
