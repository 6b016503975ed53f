#include "names.h"

#include <string.h>

#include "error.h"
#include "memory.h"
#include "near_duplicates.h"
#include "row.h"
#include "statement_rows.h"
#include "text_index.h"

/* Has the row a text in this column that equals `text`? */
static bool column_is(sqlite3_stmt *statement, int column, const char *text)
{
    const char *value = (const char *)sqlite3_column_text(statement, column);
    return value != NULL && strcmp(value, text) == 0;
}

/* Do the same bytes make the same text? Not where the caller says how they are to be read. */
static bool bytes_tell(const speech_prepared *p)
{
    return p->read.encoding == NULL && p->read.media_type == NULL;
}

/* The document or alias of this name. What `known` tells if its content is the same is settled here. */
static speech_status name_find(speech_archive *archive, const speech_prepared *p, known_document *known,
                               speech_error *error)
{
    row r = row_start(archive, STATEMENT_NAME_FIND, error);
    row_string(&r, p->name);
    speech_status status = row_first(&r, error);
    if (status == SPEECH_ROW) {
        int64_t id = sqlite3_column_int64(r.statement, 0);
        bool alias = sqlite3_column_int(r.statement, 1) != 0;
        bool same =
            column_is(r.statement, 2, p->digest) && (bytes_tell(p) || column_is(r.statement, 4, p->text_digest));
        *(alias ? &known->alias_of : &known->named_id) = id;
        known->other_text = !alias && p->text_digest[0] != '\0' && !column_is(r.statement, 4, p->text_digest);
        if (same) {
            known->id = id;
            known->outcome = alias ? SPEECH_DUPLICATE : SPEECH_UNCHANGED;
            known->settled = alias || column_is(r.statement, 3, speech_version());
            known->other_text = false;
        }
    }
    sqlite3_reset(r.statement);
    return status == SPEECH_ROW || status == SPEECH_DONE ? SPEECH_OK : status;
}

/* The document that has these bytes or this text, under whatever name; *id 0: none. */
static speech_status content_find(speech_archive *archive, const speech_prepared *p, int64_t *id, speech_error *error)
{
    row r = row_start(archive, STATEMENT_CONTENT_FIND, error);
    row_string(&r, p->digest);
    row_string(&r, p->text_digest);
    speech_status status = row_first(&r, error);
    *id = status == SPEECH_ROW ? sqlite3_column_int64(r.statement, 0) : 0;
    sqlite3_reset(r.statement);
    return status == SPEECH_ROW || status == SPEECH_DONE ? SPEECH_OK : status;
}

speech_status document_find(speech_archive *archive, const speech_prepared *p, known_document *known,
                            speech_error *error)
{
    *known = (known_document){.outcome = SPEECH_STORED};
    int64_t same = 0;
    speech_status status = name_find(archive, p, known, error);
    if (status == SPEECH_OK && known->outcome == SPEECH_STORED) status = content_find(archive, p, &same, error);
    if (status != SPEECH_OK) return status;
    if (same != 0 && same != known->named_id) {
        known->outcome = SPEECH_DUPLICATE;
        known->id = same;
    } else if (known->named_id != 0) {
        known->id = known->named_id;
        if (known->settled) status = statement_is(archive, known->id, &p->stated, &known->settled, error);
        known->outcome = known->settled ? SPEECH_UNCHANGED : SPEECH_REPLACED;
    }
    return status;
}

/* ---- aliases ---- */

speech_status alias_put(speech_archive *archive, const speech_prepared *p, const known_document *known,
                        speech_error *error)
{
    if (known->named_id != 0) {
        speech_status status = document_give_up_name(archive, known->named_id, error);
        if (status != SPEECH_OK) return status;
    }
    row r = row_start(archive, STATEMENT_ALIAS_PUT, error);
    row_integer(&r, known->id);
    row_string(&r, p->name);
    row_string(&r, p->digest);
    row_now(&r);
    return row_run(&r, error);
}

speech_status alias_remove(speech_archive *archive, const char *name, speech_error *error)
{
    row r = row_start(archive, STATEMENT_ALIAS_REMOVE, error);
    row_string(&r, name);
    return row_run(&r, error);
}

speech_status alias_first(speech_archive *archive, int64_t document_id, char **name, speech_error *error)
{
    row r = row_start(archive, STATEMENT_ALIAS_FIRST, error);
    row_integer(&r, document_id);
    speech_status status = row_first(&r, error);
    *name = NULL;
    if (status == SPEECH_ROW) {
        stored_text found;
        status = archive_text(archive, r.statement, 0, &found, error);
        if (status == SPEECH_OK && (*name = memory_copy(found.bytes)) == NULL) status = error_no_memory(error);
    }
    sqlite3_reset(r.statement);
    return status == SPEECH_DONE ? SPEECH_OK : status;
}

speech_status aliases_move(speech_archive *archive, int64_t from, int64_t to, speech_error *error)
{
    row r = row_start(archive, STATEMENT_ALIASES_MOVE, error);
    row_integer(&r, from);
    row_integer(&r, to);
    return row_run(&r, error);
}

/* ---- giving up a name ---- */

static speech_status document_rename(speech_archive *archive, int64_t document_id, const char *name,
                                     speech_error *error)
{
    static const statement_id RENAMES[] = {STATEMENT_TASKS_RENAME, STATEMENT_DOCUMENT_RENAME};
    speech_status status = alias_remove(archive, name, error);
    for (size_t i = 0; i < sizeof RENAMES / sizeof *RENAMES && status == SPEECH_OK; i++) {
        row r = row_start(archive, RENAMES[i], error);
        row_integer(&r, document_id);
        row_string(&r, name);
        status = row_run(&r, error);
    }
    return status;
}

static speech_status document_remove(speech_archive *archive, int64_t id, speech_error *error)
{
    sqlite3_stmt *paragraphs = NULL;
    speech_ids linked = {.size = sizeof(int64_t)};
    speech_status status = near_duplicates_forget(archive, id, &linked, error);
    if (status == SPEECH_OK) status = archive_statement(archive, STATEMENT_DOCUMENT_PARAGRAPHS, &paragraphs, error);
    if (status == SPEECH_OK) {
        sqlite3_bind_int64(paragraphs, 1, id);
        status = text_index_remove(archive, paragraphs, error);
    }
    if (status == SPEECH_OK) {
        row r = row_start(archive, STATEMENT_DOCUMENT_REMOVE, error);
        row_integer(&r, id);
        status = row_run(&r, error);
    }
    if (status == SPEECH_OK) status = near_duplicates_find(archive, id, &linked, error);
    list_free(&linked);
    return status;
}

speech_status document_give_up_name(speech_archive *archive, int64_t document_id, speech_error *error)
{
    char *alias = NULL;
    speech_status status = alias_first(archive, document_id, &alias, error);
    if (status == SPEECH_OK && alias != NULL) status = document_rename(archive, document_id, alias, error);
    else if (status == SPEECH_OK) status = document_remove(archive, document_id, error);
    memory_free(alias);
    return status;
}

/* ---- archives of format 1 ---- */

speech_status text_digests_put(speech_archive *archive, speech_error *error)
{
    sqlite3_stmt *documents = NULL;
    speech_status status = archive_prepare(archive, "SELECT id, text FROM documents", &documents, error);
    while (archive_next_row(archive, documents, &status, error)) {
        char digest[DIGEST_TEXT_SIZE];
        stored_text text;
        status = archive_text(archive, documents, 1, &text, error);
        if (status == SPEECH_OK && digest_lines(text.bytes, text.length, digest) != SPEECH_OK)
            status = error_no_memory(error);
        if (status != SPEECH_OK) break;
        row r = row_start(archive, STATEMENT_TEXT_DIGEST_PUT, error);
        row_integer(&r, sqlite3_column_int64(documents, 0));
        row_string(&r, digest);
        status = row_run(&r, error);
    }
    sqlite3_finalize(documents);
    return status;
}

/* ---- removal ---- */

speech_status speech_archive_remove(speech_archive *archive, const char *name, speech_error *error)
{
    if (archive == NULL || name == NULL) return error_misuse(error, "no archive or no name was given");
    speech_status status = change_begin(archive, error);
    if (status != SPEECH_OK) return status;
    row r = row_start(archive, STATEMENT_NAME_FIND, error);
    row_string(&r, name);
    status = row_first(&r, error);
    int64_t id = status == SPEECH_ROW ? sqlite3_column_int64(r.statement, 0) : 0;
    bool alias = status == SPEECH_ROW && sqlite3_column_int(r.statement, 1) != 0;
    sqlite3_reset(r.statement);
    if (status == SPEECH_DONE)
        status =
            error_set(error, SPEECH_NOT_FOUND, 0, "%s: there is no such document in the archive", path_shown(name));
    else if (status == SPEECH_ROW)
        status = alias ? alias_remove(archive, name, error) : document_give_up_name(archive, id, error);
    return change_end(archive, status, error);
}
