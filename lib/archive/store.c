#include "store.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "earlier.h"
#include "error.h"
#include "paragraph_facts.h"
#include "row.h"
#include "text_buffer.h"
#include "utf8.h"

/* What is known while a document is written: the ids that its rows have been given. */
typedef struct writer {
    speech_archive *archive;
    const speech_analysis *analysis;
    speech_error *error;
    int64_t document_id;
    bool replacing; /* the document's former rows are listed (see earlier.h) */
    int64_t *speech_ids;
    int64_t *section_ids;
    int64_t *paragraph_ids;
    int64_t *directive_ids;
    text_buffer pieces[5]; /* working memory for slices with line breaks in them; one for each column of a row */
} writer;

static bool is_line_break(char c)
{
    return c == '\n' || c == '\r';
}

/* The end of the white space at slice[at..end); *broken: is a line break in it? */
static size_t blank_end(const char *slice, size_t at, size_t end, bool *broken)
{
    *broken = false;
    while (at < end && utf8_is_space(utf8_at(slice + at))) {
        *broken |= is_line_break(slice[at]);
        at += utf8_width(slice[at]);
    }
    return at;
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || utf8_is_ascii_letter(c);
}

/*
 * A slice as a value: line breaks, with the blanks around them, are left out; between Latin letters or
 * digits they become one blank. `buffer` is used only if there are any. Errors: SPEECH_NOMEM.
 */
static speech_status slice_value(text_buffer *buffer, const char **text, size_t *length)
{
    const char *slice = *text;
    size_t end = *length;
    size_t at = 0;
    while (at < end && !is_line_break(slice[at])) at++;
    if (at == end) return SPEECH_OK;
    text_buffer_clear(buffer);
    if (text_buffer_reserve(buffer, end) != SPEECH_OK) return SPEECH_NOMEM;
    char *out = buffer->text;
    for (at = 0; at < end;) {
        bool broken = false;
        size_t next = blank_end(slice, at, end, &broken);
        if (!broken) {
            if (next == at) next += utf8_width(slice[at]);
            memcpy(out, slice + at, next - at);
            out += next - at;
        } else if (at > 0 && next < end && is_alphanumeric(slice[at - 1]) && is_alphanumeric(slice[next])) {
            *out++ = ' ';
        }
        at = next;
    }
    *out = '\0';
    *text = buffer->text;
    *length = (size_t)(out - buffer->text);
    return SPEECH_OK;
}

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

/*
 * Starts a row with its former id.
 * *id is that id or 0.
 */
static row row_start_former(writer *w, statement_id add, earlier_key key, int64_t *id)
{
    speech_status status = w->replacing ? earlier_take(w->archive, &key, id, w->error) : SPEECH_OK;
    if (status != SPEECH_OK) return (row){.archive = w->archive, .status = status};
    return row_with_id(w, add, *id);
}

static earlier_key key_of(const writer *w, earlier_kind kind, int64_t scope, speech_span words)
{
    return (earlier_key){kind, scope, w->analysis->text + words.begin, words.end - words.begin};
}

/* ---- documents ---- */

/* Now, in UTC; "" if there is no clock. */
static void time_format(char *out, size_t size)
{
    struct tm parts;
    time_t now = time(NULL);
    if (now == (time_t)-1 || gmtime_r(&now, &parts) == NULL || strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        out[0] = '\0';
}

static speech_status document_put(writer *w, const speech_prepared *source)
{
    const speech_analysis *a = w->analysis;
    const speech_document *d = source->document;
    char now[32];
    time_format(now, sizeof now);
    bool same = a->length == source->length && memcmp(a->text, source->bytes, a->length) == 0;
    row r = row_with_id(w, STATEMENT_ADD_DOCUMENT, w->document_id);
    row_string(&r, source->name);
    row_string(&r, d->media_type);
    row_string(&r, d->encoding);
    row_string(&r, source->digest);
    row_words(&r, now, strlen(now));
    row_string(&r, speech_version());
    row_size(&r, a->length);
    row_blob(&r, same ? NULL : source->bytes, source->length);
    row_words(&r, a->text, a->length);
    row_size(&r, d->replaced);
    row_string(&r, d->title);
    row_string(&r, d->published_on);
    return row_put(&r, w, &w->document_id);
}

/* ---- speeches ---- */

/* Gives the speeches of a replaced document their former ids, those of the same title first. */
static speech_status speeches_match(writer *w)
{
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < w->analysis->speech_count && status == SPEECH_OK; i++) {
        const char *title = w->analysis->speeches[i].title;
        earlier_key key = {EARLIER_SPEECH, w->document_id, title, title == NULL ? 0 : strlen(title)};
        status = earlier_take(w->archive, &key, &w->speech_ids[i], w->error);
    }
    for (size_t i = 0; i < w->analysis->speech_count && status == SPEECH_OK; i++)
        if (w->speech_ids[i] == 0) status = earlier_take_speech(w->archive, i + 1, &w->speech_ids[i], w->error);
    return status;
}

static speech_status speech_put(writer *w, size_t i)
{
    const speech_speech *s = &w->analysis->speeches[i];
    const speech_stated *stated = &w->analysis->stated;
    row r = row_with_id(w, STATEMENT_ADD_SPEECH, w->speech_ids[i]);
    row_integer(&r, w->document_id);
    row_size(&r, i + 1);
    row_string(&r, s->title);
    row_value_or(&r, w, s->occasion, 0, stated->occasion);
    row_value_or(&r, w, s->speaker, 1, stated->speaker);
    row_value_or(&r, w, s->speaker_role, 2, stated->speaker_role);
    row_value_or(&r, w, s->audience, 3, stated->audience);
    row_string(&r, s->delivered_on);
    row_span(&r, s->span);
    return row_put(&r, w, &w->speech_ids[i]);
}

static speech_status speeches_put(writer *w)
{
    speech_status status = w->replacing ? speeches_match(w) : SPEECH_OK;
    for (size_t i = 0; i < w->analysis->speech_count && status == SPEECH_OK; i++) status = speech_put(w, i);
    return status;
}

/* ---- sections ---- */

/* A section's former id: by its label and heading as they are stored. */
static speech_status section_match(writer *w, const speech_section *s, int64_t *id)
{
    if (!w->replacing) return SPEECH_OK;
    text_buffer *words = &w->pieces[2];
    speech_span spans[] = {s->label, s->heading};
    text_buffer_clear(words);
    for (int i = 0; i < 2; i++) {
        const char *text = w->analysis->text + spans[i].begin;
        size_t length = spans[i].end - spans[i].begin;
        if (slice_value(&w->pieces[0], &text, &length) != SPEECH_OK ||
            text_buffer_add(words, text, length) != SPEECH_OK)
            return error_set(w->error, SPEECH_NOMEM, 0, "out of memory");
    }
    earlier_key key = {EARLIER_SECTION, w->speech_ids[s->speech], words->text, words->length};
    return earlier_take(w->archive, &key, id, w->error);
}

static speech_status section_put(writer *w, size_t i, size_t ordinal)
{
    const speech_section *s = &w->analysis->sections[i];
    int64_t id = 0;
    speech_status status = section_match(w, s, &id);
    if (status != SPEECH_OK) return status;
    row r = row_with_id(w, STATEMENT_ADD_SECTION, id);
    row_integer(&r, w->speech_ids[s->speech]);
    row_reference(&r, w->section_ids, s->parent);
    row_size(&r, ordinal);
    row_integer(&r, s->level);
    row_value(&r, w, s->label, 0);
    row_id(&r, s->number);
    row_value(&r, w, s->heading, 1);
    row_span(&r, s->span);
    status = row_put(&r, w, &id);
    w->section_ids[i] = id;
    return status;
}

/* ---- paragraphs ---- */

static speech_status paragraph_put(writer *w, size_t i, size_t ordinal)
{
    const speech_paragraph *p = &w->analysis->paragraphs[i];
    int64_t id = 0;
    earlier_key key = key_of(w, EARLIER_PARAGRAPH, w->document_id, p->span);
    row r = row_start_former(w, STATEMENT_ADD_PARAGRAPH, key, &id);
    row_integer(&r, w->speech_ids[p->speech]);
    row_reference(&r, w->section_ids, p->section);
    row_size(&r, ordinal);
    row_span(&r, p->span);
    row_slice(&r, w, p->span);
    speech_status status = row_put(&r, w, &id);
    w->paragraph_ids[i] = id;
    return status;
}

/* ---- directives ---- */

static speech_status directive_put(writer *w, size_t i, size_t ordinal)
{
    const speech_directive *d = &w->analysis->directives[i];
    int64_t id = 0;
    earlier_key key = key_of(w, EARLIER_DIRECTIVE, w->document_id, d->span);
    row r = row_start_former(w, STATEMENT_ADD_DIRECTIVE, key, &id);
    row_integer(&r, w->speech_ids[d->speech]);
    row_reference(&r, w->section_ids, d->section);
    row_reference(&r, w->paragraph_ids, d->paragraph);
    row_size(&r, ordinal);
    row_string(&r, speech_modality_name(d->modality));
    row_value(&r, w, d->actor, 0);
    row_value(&r, w, d->deadline, 1);
    row_string(&r, d->due_on);
    row_span(&r, d->span);
    row_slice(&r, w, d->span);
    speech_status status = row_put(&r, w, &id);
    w->directive_ids[i] = id;
    return status;
}

/* ---- figures ---- */

static speech_status figure_put(writer *w, size_t i, size_t ordinal)
{
    const speech_figure *f = &w->analysis->figures[i];
    int64_t id = 0;
    earlier_key key = key_of(w, EARLIER_FIGURE, w->paragraph_ids[f->paragraph], f->span);
    row r = row_start_former(w, STATEMENT_ADD_FIGURE, key, &id);
    row_integer(&r, w->speech_ids[f->speech]);
    row_reference(&r, w->section_ids, f->section);
    row_reference(&r, w->paragraph_ids, f->paragraph);
    row_reference(&r, w->directive_ids, f->directive);
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

/* Removes what a statement finds for the document. */
static speech_status rows_remove(writer *w, statement_id id)
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
    row_reference(&r, w->speech_ids, d->speech);
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
    speech_status status = w->replacing ? rows_remove(w, STATEMENT_DOUBTS_REMOVE) : SPEECH_OK;
    for (size_t i = 0; i < w->analysis->doubt_count && status == SPEECH_OK; i++)
        status = doubt_add(w, &w->analysis->doubts[i]);
    return status;
}

/* ---- bodies ---- */

static speech_status body_add(writer *w, const speech_body *b, size_t ordinal)
{
    row r = row_start(w->archive, STATEMENT_BODY_ADD, w->error);
    row_reference(&r, w->directive_ids, b->directive);
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
    speech_status status = w->replacing ? rows_remove(w, STATEMENT_BODIES_REMOVE) : SPEECH_OK;
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
    w->speech_ids = calloc(count + 1, sizeof *w->speech_ids);
    if (w->speech_ids == NULL) return error_set(w->error, SPEECH_NOMEM, 0, "out of memory");
    w->section_ids = w->speech_ids + a->speech_count;
    w->paragraph_ids = w->section_ids + a->section_count;
    w->directive_ids = w->paragraph_ids + a->paragraph_count;
    return w->replacing ? earlier_list(w->archive, w->document_id, w->error) : SPEECH_OK;
}

static void writer_free(writer *w)
{
    for (size_t i = 0; i < sizeof w->pieces / sizeof w->pieces[0]; i++) text_buffer_free(&w->pieces[i]);
    free(w->speech_ids);
}

speech_status store_document(speech_archive *archive, const speech_prepared *prepared, int64_t *id, speech_error *error)
{
    writer w = {.archive = archive, .error = error, .document_id = *id, .replacing = *id != 0};
    w.analysis = prepared->analysis;
    speech_status status = writer_prepare(&w);
    if (status == SPEECH_OK) status = document_put(&w, prepared);
    if (status == SPEECH_OK) status = speeches_put(&w);
    if (status == SPEECH_OK) status = parts_put(&w);
    if (status == SPEECH_OK) status = bodies_put(&w);
    if (status == SPEECH_OK) status = doubts_put(&w);
    if (status == SPEECH_OK && w.replacing) status = earlier_remove(archive, error);
    if (status == SPEECH_OK && w.replacing) status = paragraph_facts_put_document(archive, *id, error);
    if (status == SPEECH_OK) *id = w.document_id;
    writer_free(&w);
    return status;
}
