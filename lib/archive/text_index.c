#include "text_index.h"

#include "error.h"
#include "row.h"

/* Runs STATEMENT_INDEX_ADD or _REMOVE. */
static speech_status entry_run(speech_archive *archive, statement_id id, int64_t paragraph_id, const index_text *made,
                               speech_error *error)
{
    row r = row_start(archive, id, error);
    row_integer(&r, paragraph_id);
    row_words(&r, made->grams.text, made->grams.length);
    row_words(&r, made->words.text, made->words.length);
    return row_run(&r, error);
}

speech_status text_index_add(speech_archive *archive, index_text *made, int64_t paragraph_id, const char *text,
                             size_t length, speech_error *error)
{
    if (index_text_make(made, text, length) != SPEECH_OK) return error_set(error, SPEECH_NOMEM, 0, "out of memory");
    return entry_run(archive, STATEMENT_INDEX_ADD, paragraph_id, made, error);
}

/* Removes the paragraph on whose row the statement stands. */
static speech_status row_remove(speech_archive *archive, sqlite3_stmt *paragraphs, index_text *made,
                                speech_error *error)
{
    int64_t id = sqlite3_column_int64(paragraphs, 0);
    const char *text = (const char *)sqlite3_column_text(paragraphs, 1);
    int length = sqlite3_column_bytes(paragraphs, 1);
    if (text == NULL || index_text_make(made, text, (size_t)length) != SPEECH_OK)
        return error_set(error, SPEECH_NOMEM, 0, "out of memory");
    return entry_run(archive, STATEMENT_INDEX_REMOVE, id, made, error);
}

speech_status text_index_remove_all(speech_archive *archive, sqlite3_stmt *paragraphs, speech_error *error)
{
    index_text made = {0};
    speech_status status = SPEECH_OK;
    int code = SQLITE_ROW;
    while (status == SPEECH_OK && (code = sqlite3_step(paragraphs)) == SQLITE_ROW)
        status = row_remove(archive, paragraphs, &made, error);
    if (status == SPEECH_OK && code != SQLITE_DONE) status = archive_error(archive, error);
    sqlite3_reset(paragraphs);
    index_text_free(&made);
    return status;
}
