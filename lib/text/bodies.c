#include "bodies.h"

#include <stdlib.h>

#include "due.h"
#include "duty.h"
#include "memory.h"
#include "unwrap.h"

/* No note is in more pieces. */
enum { MOST_PIECES = 8 };

/* A walk over the sentences. */
typedef struct reader {
    record *record;
    unwrapped unwrapped;
    duty_reader duty;
} reader;

/* Which directives a note counts for. */
typedef struct group {
    size_t first; /* index of the first directive behind the note before */
    size_t next;  /* of the directive of the next sentence that is one */
    int pieces;   /* of the note that the sentence before was; 0: it was none */
} group;

static speech_span in_source(const reader *r, speech_span span)
{
    return r->record->wrapped ? unwrap_span(&r->unwrapped, span) : span;
}

/* Reads the sentence's bodies. */
static bool read_bodies(reader *r, const sentence *s)
{
    if (!r->record->wrapped) {
        r->duty.text = r->record->plain;
        duty_read(&r->duty, s->body, s->end);
        return !r->duty.short_of_memory;
    }
    if (unwrap_sentence(&r->unwrapped, r->record->plain, s->body, s->end) != SPEECH_OK) return false;
    r->duty.text = r->unwrapped.text;
    duty_read(&r->duty, 0, r->unwrapped.length);
    return !r->duty.short_of_memory;
}

static void give_limit(reader *r, speech_directive *d)
{
    period p;
    if (r->duty.limit.end == 0 || d->deadline.end != 0 ||
        !period_read(r->duty.text, r->duty.limit.begin, r->duty.limit.end, &p))
        return;
    const speech_speech *speech = &RECORD_ITEMS(speech_speech, r->record->speeches)[d->speech];
    speech_span limit = {r->duty.limit.begin, p.end};
    due_resolve(r->duty.text, limit, speech->delivered_on, d->due_on);
    d->deadline = in_source(r, limit);
}

/* Who leads acts, where nobody else was found to, or only the beginning of the name (县 of 县发展改革局). */
static void give_actor(reader *r, speech_directive *d)
{
    const found_body *first = r->duty.found.items;
    if (r->duty.found.count == 0 || first->role != SPEECH_LEAD || first->labelled) return;
    speech_span lead = in_source(r, first->span);
    if (d->actor.end == 0 || (d->actor.begin == lead.begin && d->actor.end < lead.end)) d->actor = lead;
}

static bool give_bodies(reader *r, size_t directive)
{
    const found_body *found = r->duty.found.items;
    for (size_t i = 0; i < r->duty.found.count; i++) {
        speech_body *b = list_add(&r->record->bodies);
        if (b == NULL) return false;
        *b = (speech_body){in_source(r, found[i].span), directive, found[i].role};
    }
    give_limit(r, &RECORD_ITEMS(speech_directive, r->record->directives)[directive]);
    return true;
}

/* A note counts for what its paragraph or section holds; on a line of its own, for the paragraph above. */
static bool counts_for(const sentence *note, const speech_directive *d)
{
    if (d->speech != note->speech) return false;
    if (d->paragraph == note->paragraph || (note->section != SPEECH_NONE && d->section == note->section)) return true;
    return d->paragraph + 1 == note->paragraph && note->begin == note->body;
}

static bool take_note(reader *r, group *g, const sentence *s)
{
    const speech_directive *d = RECORD_ITEMS(speech_directive, r->record->directives);
    if (++g->pieces > MOST_PIECES) return true;
    if (!read_bodies(r, s)) return false;
    bool given = true;
    for (size_t i = g->first; i < g->next && given; i++)
        if (counts_for(s, &d[i])) given = give_bodies(r, i);
    return given;
}

static bool holds_label(const reader *r)
{
    const found_body *found = r->duty.found.items;
    return r->duty.limit.end != 0 || (r->duty.found.count > 0 && found[r->duty.found.count - 1].labelled);
}

static bool take_sentence(reader *r, group *g, const sentence *s)
{
    const speech_directive *d = RECORD_ITEMS(speech_directive, r->record->directives);
    bool directive = g->next < r->record->directives.count && d[g->next].span.begin == s->begin;
    if (!directive && duty_is_note(r->record->plain, s->begin, s->end)) return take_note(r, g, s);
    if (g->pieces > 0) g->first = g->next;
    g->pieces = 0;
    if (!directive) return true;
    if (!read_bodies(r, s)) return false;
    give_actor(r, &RECORD_ITEMS(speech_directive, r->record->directives)[g->next]);
    if (holds_label(r)) g->first = g->next; /* its bracket may go on behind a ； */
    return give_bodies(r, g->next++);
}

static int by_directive(const void *a, const void *b)
{
    const speech_body *x = a, *y = b;
    if (x->directive != y->directive) return x->directive < y->directive ? -1 : 1;
    return x->span.begin < y->span.begin ? -1 : x->span.begin > y->span.begin;
}

speech_status bodies_find(record *r)
{
    reader *reading = memory_zeroed(1, sizeof *reading);
    if (reading == NULL) return SPEECH_NOMEM;
    reading->record = r;
    reading->unwrapped = (unwrapped){.cuts = {.size = sizeof(unwrap_cut)}};
    reading->duty.found.size = sizeof(found_body);
    group g = {0, 0, 0};
    bool done = true;
    const sentence *s = RECORD_ITEMS(sentence, r->sentences);
    for (size_t i = 0; i < r->sentences.count && done; i++) done = take_sentence(reading, &g, &s[i]);
    if (r->bodies.count > 1) qsort(r->bodies.items, r->bodies.count, sizeof(speech_body), by_directive);
    unwrap_free(&reading->unwrapped);
    list_free(&reading->duty.found);
    memory_free(reading);
    return done ? SPEECH_OK : SPEECH_NOMEM;
}

const char *speech_body_role_name(speech_body_role role)
{
    switch (role) {
    case SPEECH_LEAD: return "lead";
    case SPEECH_SUPPORT: return "support";
    }
    return NULL;
}
