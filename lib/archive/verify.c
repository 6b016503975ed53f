#include "verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

#include "digest.h"
#include "error.h"
#include "memory.h"
#include "utf8.h"

/* One row of a table with a place in the text. `section` is the parent of a section; 0: none. */
typedef struct placed_row {
    int64_t id;
    int64_t section;
    int64_t begin;
    int64_t end;
    const char *text; /* NULL if the table has none */
    int64_t text_length;
    bool held; /* it lies where the rows that it refers to lie */
} placed_row;

/* A section as the rows in it see it. */
typedef struct section_place {
    int64_t id;
    int64_t begin;
    int64_t end;
} section_place;

/* The speech that is being checked. */
typedef struct speech_state {
    verification *v;
    const char *text; /* of the document */
    int64_t id;
    int64_t begin;
    int64_t end;
    list sections;   /* section_place */
    list open;       /* size_t: sections that hold the current place, innermost last */
    size_t next;     /* the first section behind the current place */
    int64_t covered; /* how far the paragraphs reach */
    const char *table;
} speech_state;

void verify_report(verification *v, const char *format, ...)
{
    char message[240];
    v->problems++;
    if (v->problem == NULL) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    v->problem(v->context, message);
}

/* Is text[begin..end) nothing but white space? The text may be damaged. */
static bool is_blank(const char *text, int64_t begin, int64_t end)
{
    while (begin < end) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t width = utf8proc_iterate((const utf8proc_uint8_t *)text + begin, end - begin, &c);
        if (width <= 0 || !utf8_is_space((uint32_t)c)) return false;
        begin += width;
    }
    return true;
}

/* ---- sections ---- */

/* The innermost section that holds a place, or 0. Places must come in order. Errors: SPEECH_NOMEM. */
static speech_status section_at(speech_state *s, int64_t place, int64_t *id)
{
    const section_place *sections = s->sections.items;
    size_t *open = s->open.items;
    for (; s->next < s->sections.count && sections[s->next].begin <= place; s->next++) {
        size_t *added = list_add(&s->open);
        if (added == NULL) return SPEECH_NOMEM;
        *added = s->next;
        open = s->open.items;
        while (s->open.count > 1 && sections[open[s->open.count - 2]].end <= sections[s->next].begin) {
            open[s->open.count - 2] = open[s->open.count - 1];
            s->open.count--;
        }
    }
    while (s->open.count > 0 && sections[open[s->open.count - 1]].end <= place) s->open.count--;
    *id = s->open.count > 0 ? sections[open[s->open.count - 1]].id : 0;
    return SPEECH_OK;
}

/* Lets section_at start from the front again. */
static void sections_rewind(speech_state *s, const char *table)
{
    s->open.count = 0;
    s->next = 0;
    s->table = table;
}

/* ---- rows ---- */

static bool row_inside(const speech_state *s, const placed_row *r)
{
    return r->begin >= s->begin && r->begin < r->end && r->end <= s->end;
}

/* What holds for the rows of every table. `last` is the place of the row before. */
static speech_status row_verify(speech_state *s, const placed_row *r, int64_t last)
{
    verification *v = s->v;
    int64_t section = 0;
    if (r->begin < last) verify_report(v, "%s %lld is not in document order", s->table, (long long)r->id);
    else if (section_at(s, r->begin, &section) != SPEECH_OK) return SPEECH_NOMEM;
    else if (section != r->section)
        verify_report(v, "%s %lld is filed under section %lld, but lies in %lld", s->table, (long long)r->id,
                      (long long)r->section, (long long)section);
    if (r->text != NULL &&
        (r->text_length != r->end - r->begin || memcmp(r->text, s->text + r->begin, (size_t)r->text_length) != 0))
        verify_report(v, "%s %lld: its text is not what the document has there", s->table, (long long)r->id);
    if (utf8_continues(s->text[r->begin]) || utf8_continues(s->text[r->end]))
        verify_report(v, "%s %lld cuts a character in two", s->table, (long long)r->id);
    if (!r->held) verify_report(v, "%s %lld lies outside of what it refers to", s->table, (long long)r->id);
    return SPEECH_OK;
}

static placed_row row_read(sqlite3_stmt *statement)
{
    placed_row r = {
        .id = sqlite3_column_int64(statement, 0),
        .section = sqlite3_column_int64(statement, 1),
        .begin = sqlite3_column_int64(statement, 2),
        .end = sqlite3_column_int64(statement, 3),
        .text = (const char *)sqlite3_column_text(statement, 4),
        .held = sqlite3_column_int(statement, 5) != 0,
    };
    r.text_length = sqlite3_column_bytes(statement, 4);
    return r;
}

/* What else holds for the rows of one table. Errors: SPEECH_NOMEM. */
typedef speech_status (*row_check)(speech_state *s, const placed_row *r);

/* Goes through the speech's rows that a cached statement returns. */
static speech_status rows_verify(speech_state *s, statement_id id, const char *table, row_check check,
                                 speech_error *error)
{
    sqlite3_stmt *statement = NULL;
    speech_status status = archive_statement(s->v->archive, id, &statement, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(statement, 1, s->id);
    sections_rewind(s, table);
    int64_t last = 0;
    while (archive_next_row(s->v->archive, statement, &status, error)) {
        placed_row r = row_read(statement);
        if (!row_inside(s, &r)) {
            verify_report(s->v, "%s %lld lies outside of its speech", table, (long long)r.id);
            continue;
        }
        status = row_verify(s, &r, last);
        if (status == SPEECH_OK && check != NULL) status = check(s, &r);
        if (status != SPEECH_OK) status = error_no_memory(error);
        last = r.begin;
    }
    sqlite3_reset(statement);
    return status;
}

static speech_status section_note(speech_state *s, const placed_row *r)
{
    section_place *place = list_add(&s->sections);
    if (place == NULL) return SPEECH_NOMEM;
    *place = (section_place){r->id, r->begin, r->end};
    return SPEECH_OK;
}

static speech_status paragraph_check(speech_state *s, const placed_row *r)
{
    if (r->begin < s->covered) verify_report(s->v, "paragraph %lld overlaps the one before", (long long)r->id);
    else if (!is_blank(s->text, s->covered, r->begin))
        verify_report(s->v, "text before paragraph %lld lies in no paragraph", (long long)r->id);
    s->covered = r->end;
    return SPEECH_OK;
}

/* ---- speeches and documents ---- */

static speech_status paragraphs_verify(speech_state *s, speech_error *error)
{
    s->covered = s->begin;
    speech_status status = rows_verify(s, STATEMENT_VERIFY_PARAGRAPHS, "paragraph", paragraph_check, error);
    if (status == SPEECH_OK && !is_blank(s->text, s->covered, s->end))
        verify_report(s->v, "speech %lld: text at its end lies in no paragraph", (long long)s->id);
    return status;
}

static speech_status speech_verify(speech_state *s, speech_error *error)
{
    s->sections.count = 0;
    speech_status status = rows_verify(s, STATEMENT_VERIFY_SECTIONS, "section", section_note, error);
    if (status == SPEECH_OK) status = paragraphs_verify(s, error);
    if (status == SPEECH_OK) status = rows_verify(s, STATEMENT_VERIFY_DIRECTIVES, "directive", NULL, error);
    if (status == SPEECH_OK) status = rows_verify(s, STATEMENT_VERIFY_FIGURES, "figure", NULL, error);
    return status;
}

/* Goes through the speeches of one document, whose text is `length` bytes. */
static speech_status speeches_verify(verification *v, int64_t document_id, const char *text, int64_t length,
                                     speech_error *error)
{
    speech_state s = {.v = v, .text = text};
    s.sections.size = sizeof(section_place);
    s.open.size = sizeof(size_t);
    sqlite3_stmt *statement = NULL;
    speech_status status = archive_statement(v->archive, STATEMENT_VERIFY_SPEECHES, &statement, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(statement, 1, document_id);
    int64_t covered = 0;
    while (archive_next_row(v->archive, statement, &status, error)) {
        s.id = sqlite3_column_int64(statement, 0);
        s.begin = sqlite3_column_int64(statement, 1);
        s.end = sqlite3_column_int64(statement, 2);
        if (s.begin < covered || s.end <= s.begin || s.end > length) {
            verify_report(v, "speech %lld overlaps the one before, or leaves its document", (long long)s.id);
            continue;
        }
        covered = s.end;
        status = speech_verify(&s, error);
    }
    sqlite3_reset(statement);
    list_free(&s.sections);
    list_free(&s.open);
    return status;
}

/* Checks the document on whose row the statement stands: id, name, digest, text_bytes, source, text,
 * text_digest, is the name an alias as well. */
static speech_status document_verify(verification *v, sqlite3_stmt *row, speech_error *error)
{
    int64_t id = sqlite3_column_int64(row, 0);
    stored_text name, digest, stored;
    speech_status status = archive_text(v->archive, row, 1, &name, error);
    if (status == SPEECH_OK) status = archive_text(v->archive, row, 2, &digest, error);
    if (status == SPEECH_OK) status = archive_text(v->archive, row, 5, &stored, error);
    if (status != SPEECH_OK) return status;
    const char *text = stored.bytes, *shown = path_shown(name.bytes);
    int64_t length = (int64_t)stored.length;
    bool same = sqlite3_column_type(row, 4) == SQLITE_NULL;
    const void *source = same ? text : sqlite3_column_blob(row, 4);
    size_t source_length = same ? (size_t)length : (size_t)sqlite3_column_bytes(row, 4);
    char made[DIGEST_TEXT_SIZE];
    digest_text(source, source_length, made);
    if (strcmp(made, digest.bytes) != 0) verify_report(v, "%s: its content does not have its digest", shown);
    const char *text_digest = (const char *)sqlite3_column_text(row, 6);
    if (digest_lines(text, (size_t)length, made) != SPEECH_OK) return error_no_memory(error);
    if (text_digest == NULL || strcmp(made, text_digest) != 0)
        verify_report(v, "%s: its text does not have its digest", shown);
    if (sqlite3_column_int(row, 7) != 0) verify_report(v, "%s: both a document and an alias", shown);
    if (length != sqlite3_column_int64(row, 3)) verify_report(v, "%s: its text has another length", shown);
    v->done += length;
    return speeches_verify(v, id, text, length, error);
}

speech_status verify_documents(verification *v, speech_error *error)
{
    sqlite3_stmt *documents = NULL;
    speech_status status = archive_prepare(v->archive,
                                           "SELECT id, name, digest, text_bytes, source, text, text_digest, "
                                           "name IN (SELECT name FROM document_aliases) FROM documents",
                                           &documents, error);
    if (status != SPEECH_OK) return status;
    while (archive_next_row(v->archive, documents, &status, error)) status = document_verify(v, documents, error);
    sqlite3_finalize(documents);
    return status;
}
