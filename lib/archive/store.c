#include "store.h"

#include <string.h>

#include "earlier.h"
#include "error.h"
#include "memory.h"
#include "paragraph_facts.h"
#include "placing.h"
#include "row.h"
#include "text_buffer.h"
#include "value.h"

/* What is known while a document is written: the ids that its rows have been given. */
typedef struct writer {
    speech_archive *archive;
    const speech_analysis *analysis;
    speech_error *error;
    int64_t document_id;
    bool replacing; /* there is a former version */
    bool listed;    /* its rows, or tasks that may be found again, are listed (see earlier.h) */
    row_ids ids;
    text_buffer pieces[5]; /* working memory for slices with line breaks in them; one for each column of a row */
} writer;

/* Binds the value of a span; the row's n-th such one uses working memory n. */
static void row_value(row *r, writer *w, speech_span span, int n)
{
    const char *text = w->analysis->text + span.begin;
    size_t length = span.end - span.begin;
    if (slice_value(&w->pieces[n], &text, &length) != SPEECH_OK) r->status = SPEECH_NOMEM;
    row_text(r, text, length);
}

/* The same; where the text states nothing, what the caller stated (NULL: nothing either). */
static void row_value_or(row *r, writer *w, speech_span span, int n, const char *stated)
{
    if (span.end > span.begin) row_value(r, w, span, n);
    else row_string(r, stated);
}

/* Binds where a row lies. */
static void row_span(row *r, speech_span span)
{
    row_size(r, span.begin);
    row_size(r, span.end);
}

/* Binds the text of a row: exactly its slice. */
static void row_slice(row *r, const writer *w, speech_span span)
{
    row_text(r, w->analysis->text + span.begin, span.end - span.begin);
}

/* Binds the id of row `index` of another table; SPEECH_NONE is NULL. */
static void row_reference(row *r, const int64_t *ids, size_t index)
{
    if (index == SPEECH_NONE) row_null(r);
    else row_integer(r, ids[index]);
}

/*
 * A row to be added, or, if it has an id, to be set, by the statement that follows. (An upsert would do both, but
 * SQLite keeps a journal of its own for each.)
 */
static row row_with_id(writer *w, statement_id add, int64_t id)
{
    row r = row_start(w->archive, id == 0 ? add : (statement_id)(add + 1), w->error);
    row_id(&r, id);
    return r;
}

/* Runs the row's statement; *id, if it was 0, receives the id of the new row. */
static speech_status row_put(row *r, writer *w, int64_t *id)
{
    speech_status status = row_run(r, w->error);
    if (status == SPEECH_OK && *id == 0) *id = sqlite3_last_insert_rowid(w->archive->db);
    return status;
}

/* ---- documents ---- */

static speech_status document_put(writer *w, const speech_prepared *source)
{
    const speech_analysis *a = w->analysis;
    const speech_document *d = source->document;
    bool same = a->length == source->length && memcmp(a->text, source->bytes, a->length) == 0;
    row r = row_with_id(w, STATEMENT_ADD_DOCUMENT, w->document_id);
    row_string(&r, source->name);
    row_string(&r, d->media_type);
    row_string(&r, d->encoding);
    row_string(&r, source->digest);
    row_now(&r);
    row_string(&r, speech_version());
    row_size(&r, a->length);
    row_blob(&r, same ? NULL : source->bytes, source->length);
    row_words(&r, a->text, a->length);
    row_size(&r, d->replaced);
    row_string(&r, d->title);
    row_string(&r, d->published_on);
    row_string(&r, source->text_digest);
    return row_put(&r, w, &w->document_id);
}

/* ---- speeches ---- */

static speech_status speech_put(writer *w, size_t i)
{
    const speech_speech *s = &w->analysis->speeches[i];
    const speech_stated *stated = &w->analysis->stated;
    row r = row_with_id(w, STATEMENT_ADD_SPEECH, w->ids.speeches[i]);
    row_integer(&r, w->document_id);
    row_size(&r, i + 1);
    row_string(&r, s->title);
    row_value_or(&r, w, s->occasion, 0, stated->occasion);
    row_value_or(&r, w, s->speaker, 1, stated->speaker);
    row_value_or(&r, w, s->speaker_role, 2, stated->speaker_role);
    row_value_or(&r, w, s->audience, 3, stated->audience);
    row_string(&r, s->delivered_on);
    row_span(&r, s->span);
    return row_put(&r, w, &w->ids.speeches[i]);
}

static speech_status speeches_put(writer *w)
{
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < w->analysis->speech_count && status == SPEECH_OK; i++) status = speech_put(w, i);
    return status;
}

/* ---- sections ---- */

static speech_status section_put(writer *w, size_t i, size_t ordinal)
{
    const speech_section *s = &w->analysis->sections[i];
    row r = row_with_id(w, STATEMENT_ADD_SECTION, w->ids.sections[i]);
    row_integer(&r, w->ids.speeches[s->speech]);
    row_reference(&r, w->ids.sections, s->parent);
    row_size(&r, ordinal);
    row_integer(&r, s->level);
    row_value(&r, w, s->label, 0);
    row_id(&r, s->number);
    row_value(&r, w, s->heading, 1);
    row_span(&r, s->span);
    return row_put(&r, w, &w->ids.sections[i]);
}

/* ---- paragraphs ---- */

static speech_status paragraph_put(writer *w, size_t i, size_t ordinal)
{
    const speech_paragraph *p = &w->analysis->paragraphs[i];
    row r = row_with_id(w, STATEMENT_ADD_PARAGRAPH, w->ids.paragraphs[i]);
    row_integer(&r, w->ids.speeches[p->speech]);
    row_reference(&r, w->ids.sections, p->section);
    row_size(&r, ordinal);
    row_span(&r, p->span);
    row_slice(&r, w, p->span);
    return row_put(&r, w, &w->ids.paragraphs[i]);
}

/* ---- directives ---- */

static speech_status directive_write(writer *w, size_t i, size_t ordinal, statement_id id)
{
    const speech_directive *d = &w->analysis->directives[i];
    row r = row_start(w->archive, id, w->error);
    row_id(&r, w->ids.directives[i]);
    row_integer(&r, w->ids.speeches[d->speech]);
    row_reference(&r, w->ids.sections, d->section);
    row_reference(&r, w->ids.paragraphs, d->paragraph);
    row_size(&r, ordinal);
    row_string(&r, speech_modality_name(d->modality));
    row_value(&r, w, d->actor, 0);
    row_value(&r, w, d->deadline, 1);
    row_string(&r, d->due_on);
    row_span(&r, d->span);
    row_slice(&r, w, d->span);
    return row_put(&r, w, &w->ids.directives[i]);
}

static speech_status directive_put(writer *w, size_t i, size_t ordinal)
{
    if (w->ids.directives[i] == 0) return directive_write(w, i, ordinal, STATEMENT_ADD_DIRECTIVE);
    speech_status status = directive_write(w, i, ordinal, STATEMENT_SET_DIRECTIVE);
    bool returns = status == SPEECH_OK && sqlite3_changes(w->archive->db) == 0; /* a task that had left the text */
    return returns ? directive_write(w, i, ordinal, STATEMENT_ADD_DIRECTIVE) : status;
}

/* ---- figures ---- */

static speech_status figure_put(writer *w, size_t i, size_t ordinal)
{
    const speech_figure *f = &w->analysis->figures[i];
    int64_t id = 0;
    earlier_key key = {.kind = EARLIER_FIGURE,
                       .scope = w->ids.paragraphs[f->paragraph],
                       .words = w->analysis->text + f->span.begin,
                       .length = f->span.end - f->span.begin};
    speech_status status = w->replacing ? earlier_take(w->archive, &key, &id, w->error) : SPEECH_OK;
    if (status != SPEECH_OK) return status;
    row r = row_with_id(w, STATEMENT_ADD_FIGURE, id);
    row_integer(&r, w->ids.speeches[f->speech]);
    row_reference(&r, w->ids.sections, f->section);
    row_reference(&r, w->ids.paragraphs, f->paragraph);
    row_reference(&r, w->ids.directives, f->directive);
    row_size(&r, ordinal);
    row_string(&r, speech_figure_kind_name(f->kind));
    if (f->has_value) row_decimal(&r, f->value);
    else row_null(&r);
    if (f->has_high) row_decimal(&r, f->high);
    else row_null(&r);
    row_string(&r, f->unit);
    row_string(&r, speech_qualifier_name(f->qualifier));
    row_integer(&r, f->masked);
    row_value(&r, w, f->subject, 0);
    row_span(&r, f->span);
    row_slice(&r, w, f->span);
    return row_put(&r, w, &id);
}

/* Counts from 1 anew for each holder (a speech, say); rows come holder by holder. */
typedef struct counter {
    size_t holder;
    size_t ordinal;
} counter;

static size_t count_in(counter *c, size_t holder)
{
    if (c->holder != holder) *c = (counter){holder, 0};
    return ++c->ordinal;
}

/* Runs a statement on the rows of the document. */
static speech_status rows_change(writer *w, statement_id id)
{
    row r = row_start(w->archive, id, w->error);
    row_integer(&r, w->document_id);
    return row_run(&r, w->error);
}

/* ---- doubts ---- */

/* The text of a doubt about what was stated, which stands nowhere in the document. */
static void doubt_stated(row *r, const char *stated)
{
    row_null(r);
    row_null(r);
    row_string(r, stated);
}

/* Doubts are about an analysis, not about the text, so they do not outlive it and keep no ids. */
static speech_status doubt_add(writer *w, const speech_doubt *d)
{
    bool placed = d->span.end > d->span.begin;
    row r = row_start(w->archive, STATEMENT_DOUBT_ADD, w->error);
    row_reference(&r, w->ids.speeches, d->speech);
    row_string(&r, speech_doubt_kind_name(d->kind));
    if (d->kind == SPEECH_DOUBT_UNCOVERED) row_real(&r, d->share);
    else row_null(&r);
    if (placed) row_span(&r, d->span);
    if (placed && d->kind != SPEECH_DOUBT_UNCOVERED) row_slice(&r, w, d->span);
    if (d->stated != NULL) doubt_stated(&r, d->stated);
    return row_run(&r, w->error);
}

static speech_status doubts_put(writer *w)
{
    speech_status status = w->replacing ? rows_change(w, STATEMENT_DOUBTS_REMOVE) : SPEECH_OK;
    for (size_t i = 0; i < w->analysis->doubt_count && status == SPEECH_OK; i++)
        status = doubt_add(w, &w->analysis->doubts[i]);
    return status;
}

/* ---- bodies ---- */

static speech_status body_add(writer *w, const speech_body *b, size_t ordinal)
{
    row r = row_start(w->archive, STATEMENT_BODY_ADD, w->error);
    row_reference(&r, w->ids.directives, b->directive);
    row_size(&r, ordinal);
    row_string(&r, speech_body_role_name(b->role));
    row_value(&r, w, b->span, 0);
    row_span(&r, b->span);
    return row_run(&r, w->error);
}

/* They too are about an analysis. */
static speech_status bodies_put(writer *w)
{
    counter within = {SPEECH_NONE, 0};
    speech_status status = w->replacing ? rows_change(w, STATEMENT_BODIES_REMOVE) : SPEECH_OK;
    for (size_t i = 0; i < w->analysis->body_count && status == SPEECH_OK; i++) {
        const speech_body *b = &w->analysis->bodies[i];
        status = body_add(w, b, count_in(&within, b->directive));
    }
    return status;
}

/* ---- all of it ---- */

static speech_status parts_put(writer *w)
{
    const speech_analysis *a = w->analysis;
    speech_status status = SPEECH_OK;
    counter sections = {SPEECH_NONE, 0}, paragraphs = sections, directives = sections, figures = sections;
    for (size_t i = 0; i < a->section_count && status == SPEECH_OK; i++)
        status = section_put(w, i, count_in(&sections, a->sections[i].speech));
    for (size_t i = 0; i < a->paragraph_count && status == SPEECH_OK; i++)
        status = paragraph_put(w, i, count_in(&paragraphs, a->paragraphs[i].speech));
    for (size_t i = 0; i < a->directive_count && status == SPEECH_OK; i++)
        status = directive_put(w, i, count_in(&directives, a->directives[i].speech));
    for (size_t i = 0; i < a->figure_count && status == SPEECH_OK; i++)
        status = figure_put(w, i, count_in(&figures, a->figures[i].speech));
    return status;
}

/* One block for the ids of all tables. */
static speech_status writer_prepare(writer *w)
{
    const speech_analysis *a = w->analysis;
    size_t count = a->speech_count + a->section_count + a->paragraph_count + a->directive_count;
    w->ids.speeches = memory_zeroed(count + 1, sizeof *w->ids.speeches);
    if (w->ids.speeches == NULL) return error_no_memory(w->error);
    w->ids.sections = w->ids.speeches + a->speech_count;
    w->ids.paragraphs = w->ids.sections + a->section_count;
    w->ids.directives = w->ids.paragraphs + a->paragraph_count;
    return SPEECH_OK;
}

static void writer_free(writer *w)
{
    for (size_t i = 0; i < sizeof w->pieces / sizeof w->pieces[0]; i++) text_buffer_free(&w->pieces[i]);
    memory_free(w->ids.speeches);
}

/* What tasks keep of their directives is what the text says now; *unplaced: how many have none any more. */
static speech_status tasks_put(writer *w, size_t *unplaced)
{
    if (!w->listed) return SPEECH_OK;
    speech_status status = earlier_remove(w->archive, unplaced, w->error);
    return status == SPEECH_OK ? rows_change(w, STATEMENT_TASKS_REFRESH) : status;
}

speech_status store_document(speech_archive *archive, const speech_prepared *prepared, stored_document *document,
                             speech_error *error)
{
    writer w = {.archive = archive, .error = error, .document_id = document->id, .replacing = document->id != 0};
    size_t unplaced = 0;
    w.analysis = prepared->analysis;
    speech_status status = writer_prepare(&w);
    placed_document placed = {document->id, prepared->name, w.analysis};
    if (status == SPEECH_OK) status = rows_place(archive, &placed, &w.ids, &w.listed, error);
    if (status == SPEECH_OK) status = document_put(&w, prepared);
    if (status == SPEECH_OK) status = speeches_put(&w);
    if (status == SPEECH_OK) status = parts_put(&w);
    if (status == SPEECH_OK) status = bodies_put(&w);
    if (status == SPEECH_OK) status = doubts_put(&w);
    if (status == SPEECH_OK) status = tasks_put(&w, &unplaced);
    if (status == SPEECH_OK && w.replacing) status = paragraph_facts_put_document(archive, w.document_id, error);
    if (status == SPEECH_OK) *document = (stored_document){w.document_id, unplaced};
    writer_free(&w);
    return status;
}
