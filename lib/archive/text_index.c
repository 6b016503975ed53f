#include "text_index.h"

#include "error.h"
#include "paragraph_facts.h"
#include "grams.h"
#include "row.h"

/* Entries that are being added or removed. */
typedef struct entries {
    speech_archive *archive;
    statement_id change; /* STATEMENT_INDEX_ADD or _REMOVE */
    int64_t up_to;       /* ids above this have no entry, and are left alone */
    int64_t *done;       /* is increased by the bytes of each text; may be NULL */
    index_text made;     /* working memory */
} entries;

/* Adds or removes the entry of the paragraph on whose row of id and text the statement stands. */
static speech_status entry_change(entries *e, sqlite3_stmt *paragraphs, speech_error *error)
{
    int64_t id = sqlite3_column_int64(paragraphs, 0);
    if (id > e->up_to) return SPEECH_OK;
    stored_text text;
    speech_status status = archive_text(e->archive, paragraphs, 1, &text, error);
    if (status != SPEECH_OK) return status;
    if (index_text_make(&e->made, text.bytes, text.length) != SPEECH_OK) return error_no_memory(error);
    if (e->done != NULL) *e->done += (int64_t)text.length;
    row r = row_start(e->archive, e->change, error);
    row_integer(&r, id);
    row_words(&r, e->made.grams.text, e->made.grams.length);
    row_words(&r, e->made.words.text, e->made.words.length);
    return row_run(&r, error);
}

/* Goes through all rows of the statement and resets it. */
static speech_status entries_change(entries *e, sqlite3_stmt *paragraphs, speech_error *error)
{
    speech_status status = SPEECH_OK;
    while (archive_next_row(e->archive, paragraphs, &status, error)) status = entry_change(e, paragraphs, error);
    sqlite3_reset(paragraphs);
    index_text_free(&e->made);
    return status;
}

speech_status text_index_last(speech_archive *archive, int64_t *id, speech_error *error)
{
    row r = row_start(archive, STATEMENT_INDEX_LAST, error);
    speech_status status = row_first(&r, error);
    if (status == SPEECH_ROW) *id = sqlite3_column_int64(r.statement, 0);
    sqlite3_reset(r.statement);
    return status == SPEECH_ROW ? SPEECH_OK : status;
}

speech_status text_index_start(speech_archive *archive, speech_error *error)
{
    return text_index_last(archive, &archive->indexed, error);
}

speech_status text_index_add(speech_archive *archive, int64_t behind, int64_t *done, speech_error *error)
{
    entries e = {.archive = archive, .change = STATEMENT_INDEX_ADD, .up_to = INT64_MAX, .done = done};
    sqlite3_stmt *paragraphs = NULL;
    speech_status status = archive_statement(archive, STATEMENT_INDEX_PENDING, &paragraphs, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(paragraphs, 1, behind);
    return entries_change(&e, paragraphs, error);
}

/* Adds the entries that are missing. */
static speech_status entries_add(speech_archive *archive, speech_error *error)
{
    speech_status status = text_index_add(archive, archive->indexed, NULL, error);
    return status == SPEECH_OK ? paragraph_facts_put(archive, archive->indexed + 1, error) : status;
}

speech_status text_index_catch_up(speech_archive *archive, speech_error *error)
{
    int64_t last = 0;
    if (archive->indexed == TEXT_INDEX_COMPLETE) return SPEECH_OK;
    speech_status status = text_index_last(archive, &last, error);
    if (status != SPEECH_OK || last <= archive->indexed) return status;
    if (archive->grouped) { /* the group goes on after a failure: half of the entries must not stay */
        status = savepoint_begin(archive, error);
        if (status != SPEECH_OK) return status;
        status = savepoint_end(archive, entries_add(archive, error), error);
    } else {
        status = entries_add(archive, error);
    }
    if (status == SPEECH_OK) archive->indexed = last;
    return status;
}

speech_status text_index_remove(speech_archive *archive, sqlite3_stmt *paragraphs, speech_error *error)
{
    entries e = {.archive = archive, .change = STATEMENT_INDEX_REMOVE, .up_to = archive->indexed};
    return entries_change(&e, paragraphs, error);
}
