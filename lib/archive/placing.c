#include "placing.h"

#include <stdlib.h>
#include <string.h>

#include "alike.h"
#include "earlier.h"
#include "error.h"
#include "memory.h"
#include "row.h"
#include "value.h"

/* Speeches that paragraphs of one new speech are counted for: more have no part of it worth counting. */
enum { MOST_HOLDERS = 64 };

/* ---- speeches ---- */

/* How many paragraphs of a new speech an earlier one held. */
typedef struct holder {
    int64_t speech;
    size_t paragraphs;
} holder;

static earlier_key key_of(const placing *p, earlier_kind kind, int64_t scope, speech_span words)
{
    return (earlier_key){
        .kind = kind, .scope = scope, .words = p->analysis->text + words.begin, .length = words.end - words.begin};
}

static void holder_count(holder *holders, size_t *count, int64_t speech)
{
    size_t i = 0;
    while (i < *count && holders[i].speech != speech) i++;
    if (i == MOST_HOLDERS) return;
    if (i == *count) holders[(*count)++] = (holder){speech, 0};
    holders[i].paragraphs++;
}

/* Takes the speech that held most of the paragraphs [first, last) of speech i, if it held more than half of them. */
static speech_status speech_place_by_paragraphs(placing *p, size_t i, size_t first, size_t last)
{
    holder holders[MOST_HOLDERS];
    size_t count = 0;
    speech_status status = SPEECH_OK;
    for (size_t k = first; k < last && status == SPEECH_OK; k++) {
        int64_t speech = 0;
        earlier_key key = key_of(p, EARLIER_PARAGRAPH, p->document_id, p->analysis->paragraphs[k].span);
        status = earlier_paragraph_speech(p->archive, &key, &speech, p->error);
        if (speech != 0) holder_count(holders, &count, speech);
    }
    for (size_t k = 0; k < count && status == SPEECH_OK; k++) {
        if (holders[k].paragraphs * 2 <= last - first) continue;
        bool taken = false;
        status = earlier_take_id(p->archive, EARLIER_SPEECH, holders[k].speech, &taken, p->error);
        if (taken) p->ids->speeches[i] = holders[k].speech;
    }
    return status;
}

static speech_status speeches_place_by_title(placing *p)
{
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < p->analysis->speech_count && status == SPEECH_OK; i++) {
        const char *title = p->analysis->speeches[i].title;
        earlier_key key = {.kind = EARLIER_SPEECH,
                           .scope = p->document_id,
                           .words = title,
                           .length = title == NULL ? 0 : strlen(title)};
        if (p->ids->speeches[i] == 0) status = earlier_take(p->archive, &key, &p->ids->speeches[i], p->error);
    }
    return status;
}

static speech_status speeches_place(placing *p)
{
    const speech_analysis *a = p->analysis;
    speech_status status = SPEECH_OK;
    for (size_t i = 0, first = 0, last = 0; i < a->speech_count && status == SPEECH_OK; i++, first = last) {
        while (last < a->paragraph_count && a->paragraphs[last].speech == i) last++;
        status = speech_place_by_paragraphs(p, i, first, last);
    }
    if (status == SPEECH_OK) status = speeches_place_by_title(p);
    for (size_t i = 0; i < a->speech_count && status == SPEECH_OK; i++)
        if (p->ids->speeches[i] == 0) status = earlier_take_speech(p->archive, i + 1, &p->ids->speeches[i], p->error);
    return status;
}

/* ---- sections ---- */

/* Adds a span's value, as it is stored, to `words`. */
static speech_status words_add(placing *p, text_buffer *words, speech_span span)
{
    const char *text = p->analysis->text + span.begin;
    size_t length = span.end - span.begin;
    if (slice_value(&p->piece, &text, &length) != SPEECH_OK || text_buffer_add(words, text, length) != SPEECH_OK)
        return error_no_memory(p->error);
    return SPEECH_OK;
}

/* By label and heading, or by the heading alone: the labels behind a section that is gone count on differently. */
static speech_status sections_place(placing *p, bool labelled)
{
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < p->analysis->section_count && status == SPEECH_OK; i++) {
        const speech_section *s = &p->analysis->sections[i];
        if (p->ids->sections[i] != 0 || (!labelled && s->heading.end == s->heading.begin)) continue;
        text_buffer_clear(&p->words);
        if (labelled) status = words_add(p, &p->words, s->label);
        if (status == SPEECH_OK) status = words_add(p, &p->words, s->heading);
        earlier_key key = {.kind = labelled ? EARLIER_SECTION : EARLIER_HEADING,
                           .scope = p->ids->speeches[s->speech],
                           .words = p->words.text,
                           .length = p->words.length};
        if (status == SPEECH_OK) status = earlier_take(p->archive, &key, &p->ids->sections[i], p->error);
    }
    return status;
}

/* ---- paragraphs and directives ---- */

/* What stands for a speech in keys: its id, or, if it is new, something that is no id. */
static int64_t speech_key(const placing *p, size_t speech)
{
    int64_t id = p->ids->speeches[speech];
    return id != 0 ? id : -(int64_t)speech - 1;
}

/* How far a paragraph or directive may have moved. */
typedef enum reach { IN_PARAGRAPH, IN_SECTION, IN_SPEECH, IN_DOCUMENT, REACHES } reach;

/* Narrows the key to a reach, as far as section or speech; false if the section is new, so that nothing was in it. */
static bool key_narrow(const placing *p, size_t speech, size_t section, reach within, earlier_key *key)
{
    if (within == IN_SECTION) return (key->section = section == SPEECH_NONE ? 0 : p->ids->sections[section]) != 0;
    if (within == IN_SPEECH) key->speech = speech_key(p, speech);
    return true;
}

static speech_status paragraphs_place(placing *p, reach within)
{
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < p->analysis->paragraph_count && status == SPEECH_OK; i++) {
        const speech_paragraph *g = &p->analysis->paragraphs[i];
        earlier_key key = key_of(p, EARLIER_PARAGRAPH, p->document_id, g->span);
        if (p->ids->paragraphs[i] == 0 && key_narrow(p, g->speech, g->section, within, &key))
            status = earlier_take(p->archive, &key, &p->ids->paragraphs[i], p->error);
    }
    return status;
}

static speech_status directives_place(placing *p, reach within)
{
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < p->analysis->directive_count && status == SPEECH_OK; i++) {
        const speech_directive *d = &p->analysis->directives[i];
        earlier_key key = key_of(p, EARLIER_DIRECTIVE, p->document_id, d->span);
        if (within == IN_PARAGRAPH) key.paragraph = p->ids->paragraphs[d->paragraph];
        bool narrowed =
            within == IN_PARAGRAPH ? key.paragraph != 0 : key_narrow(p, d->speech, d->section, within, &key);
        if (p->ids->directives[i] == 0 && narrowed)
            status = earlier_take(p->archive, &key, &p->ids->directives[i], p->error);
    }
    return status;
}

/* ---- all of it ---- */

/* Lists the tasks that may be found again, if there are any at all. */
static speech_status tasks_list(placing *p, const char *name, bool any)
{
    speech_status status = SPEECH_OK;
    for (size_t i = 0; any && i < p->analysis->speech_count && status == SPEECH_OK; i++)
        status = earlier_list_speech_tasks(p->archive, p->document_id, speech_key(p, i), &p->analysis->speeches[i],
                                           p->error);
    return any && status == SPEECH_OK ? earlier_list_document_tasks(p->archive, p->document_id, name, p->error)
                                      : status;
}

/* Places what holds the directives, as far as there was a former version. */
static speech_status holders_place(placing *p)
{
    if (p->document_id == 0) return SPEECH_OK;
    speech_status status = speeches_place(p);
    if (status == SPEECH_OK) status = sections_place(p, true);
    if (status == SPEECH_OK) status = sections_place(p, false);
    for (reach within = IN_SECTION; within < REACHES && status == SPEECH_OK; within++)
        status = paragraphs_place(p, within);
    return status;
}

static speech_status all_place(placing *p, const char *name, bool tasks)
{
    speech_status status = earlier_list(p->archive, p->document_id, p->error);
    if (status == SPEECH_OK) status = holders_place(p);
    if (status == SPEECH_OK) status = tasks_list(p, name, tasks);
    for (reach within = IN_PARAGRAPH; within < REACHES && status == SPEECH_OK; within++)
        status = directives_place(p, within);
    return status == SPEECH_OK ? directives_place_alike(p) : status;
}

speech_status rows_place(speech_archive *archive, const placed_document *document, row_ids *ids, bool *listed,
                         speech_error *error)
{
    int64_t tasks = 0;
    placing p = {
        .archive = archive, .analysis = document->analysis, .document_id = document->id, .ids = ids, .error = error};
    speech_status status = archive_integer(archive, "SELECT EXISTS (SELECT 1 FROM tasks)", &tasks, error);
    *listed = status == SPEECH_OK && (document->id != 0 || tasks != 0);
    if (*listed) status = all_place(&p, document->name, tasks != 0);
    text_buffer_free(&p.piece);
    text_buffer_free(&p.words);
    return status;
}
