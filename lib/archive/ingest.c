/* Ingest: the only place where the text analysis and the archive meet. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <speecharchive/analysis.h>

#include "error.h"
#include "prepared.h"
#include "row.h"
#include "store.h"
#include "text_buffer.h"
#include "text_index.h"

/* What the archive has of a document that is to be ingested. */
typedef struct known_document {
    speech_outcome outcome;
    int64_t id;      /* of the document of this name, or the one of this content; 0: none */
    size_t unplaced; /* tasks that its new version has no directive for */
} known_document;

/* The integers in the first row of a search by one string (and this version of the library), or 0. */
static speech_status find_row(row *r, const char *key, int64_t values[2], speech_error *error)
{
    row_string(r, key);
    if (sqlite3_bind_parameter_count(r->statement) > 1) row_string(r, speech_version());
    speech_status status = row_first(r, error);
    for (int i = 0; i < 2; i++)
        values[i] =
            status == SPEECH_ROW && i < sqlite3_column_count(r->statement) ? sqlite3_column_int64(r->statement, i) : 0;
    sqlite3_reset(r->statement);
    return status == SPEECH_ROW || status == SPEECH_DONE ? SPEECH_OK : status;
}

static speech_status document_find(speech_archive *archive, const speech_prepared *p, known_document *known,
                                   speech_error *error)
{
    int64_t named[2], same[2]; /* an id; of the one with the same content, whether this version analysed it */
    row r = row_start(archive, STATEMENT_DOCUMENT_BY_NAME, error);
    speech_status status = find_row(&r, p->name, named, error);
    if (status != SPEECH_OK) return status;
    r = row_start(archive, STATEMENT_DOCUMENT_BY_DIGEST, error);
    status = find_row(&r, p->digest, same, error);
    if (status != SPEECH_OK) return status;
    if (same[0] != 0 && same[0] != named[0]) *known = (known_document){SPEECH_DUPLICATE, same[0], 0};
    else if (same[0] != 0 && same[1] != 0) *known = (known_document){SPEECH_UNCHANGED, same[0], 0};
    else *known = (known_document){named[0] != 0 ? SPEECH_REPLACED : SPEECH_STORED, named[0], 0};
    return SPEECH_OK;
}

static bool is_there(const known_document *known)
{
    return known->outcome == SPEECH_UNCHANGED || known->outcome == SPEECH_DUPLICATE;
}

static speech_ingest_result result_of(const known_document *known, const speech_prepared *p)
{
    const speech_analysis *a = p->analysis;
    speech_ingest_result result = {.outcome = known->outcome, .document_id = known->id};
    if (is_there(known)) return result;
    result.replaced = p->document->replaced;
    result.replaced_at = p->document->replaced_at;
    result.speeches = a->speech_count;
    result.sections = a->section_count;
    result.paragraphs = a->paragraph_count;
    result.directives = a->directive_count;
    result.figures = a->figure_count;
    result.unplaced_tasks = known->unplaced;
    return result;
}

speech_status speech_prepare(speech_prepared **out, const char *name, const void *bytes, size_t length,
                             const speech_ingest_options *options, speech_error *error)
{
    speech_prepared *p = NULL;
    known_document known = {SPEECH_STORED, 0, 0};
    if (out == NULL || name == NULL || name[0] == '\0' || (bytes == NULL && length > 0))
        return error_set(error, SPEECH_MISUSE, 0, "a document needs a name and its bytes");
    if (options != NULL && options->struct_size != sizeof *options)
        return error_set(error, SPEECH_MISUSE, 0, "the ingest options' struct_size is not set");
    speech_status status = prepared_new(&p, name, bytes, length, options, error);
    if (status == SPEECH_OK && options != NULL && options->known != NULL)
        status = document_find(options->known, p, &known, error);
    if (status == SPEECH_OK && !is_there(&known)) status = prepared_analyze(p, error);
    if (status == SPEECH_OK) *out = p;
    else speech_prepared_free(p);
    return status;
}

speech_status speech_archive_store(speech_archive *archive, speech_prepared *prepared, speech_ingest_result *result,
                                   speech_error *error)
{
    if (archive == NULL || prepared == NULL)
        return error_set(error, SPEECH_MISUSE, 0, "an archive and a prepared document are needed");
    known_document known = {SPEECH_STORED, 0, 0};
    speech_status status = change_begin(archive, error);
    if (status != SPEECH_OK) return status;
    status = document_find(archive, prepared, &known, error);
    if (status == SPEECH_OK && !is_there(&known)) {
        status = prepared_analyze(prepared, error);
        stored_document stored = {known.id, 0};
        if (status == SPEECH_OK) status = store_document(archive, prepared, &stored, error);
        known.id = stored.id;
        known.unplaced = stored.unplaced;
    }
    status = change_end(archive, status, error);
    if (status == SPEECH_OK && result != NULL) *result = result_of(&known, prepared);
    return status;
}

speech_status speech_archive_ingest(speech_archive *archive, const char *name, const void *bytes, size_t length,
                                    speech_ingest_result *result, speech_error *error)
{
    if (archive == NULL) return error_set(error, SPEECH_MISUSE, 0, "an ingest needs an archive");
    if (archive->read_only) return error_set(error, SPEECH_READ_ONLY, 0, "the archive was opened read-only");
    speech_prepared *prepared = NULL;
    speech_ingest_options options = {.struct_size = sizeof options, .known = archive};
    speech_status status = speech_prepare(&prepared, name, bytes, length, &options, error);
    if (status == SPEECH_OK) status = speech_archive_store(archive, prepared, result, error);
    speech_prepared_free(prepared);
    return status;
}

/* ---- files ---- */

/* Reads to the end. *bytes is freed by the caller, also on failure. */
static speech_status stream_read(FILE *file, text_buffer *bytes)
{
    enum { CHUNK = 1 << 16 };
    for (;;) {
        if (bytes->length > INT32_MAX) return SPEECH_TOO_BIG;
        if (text_buffer_reserve(bytes, CHUNK) != SPEECH_OK) return SPEECH_NOMEM;
        size_t count = fread(bytes->text + bytes->length, 1, CHUNK, file);
        bytes->length += count;
        if (count < CHUNK) return ferror(file) ? SPEECH_IO : SPEECH_OK;
    }
}

static speech_status file_open(const char *path, FILE **out, speech_error *error)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return error_set(error, SPEECH_IO, 0, "%s: a directory, not a file", path_shown(path));
    FILE *file = fopen(path, "rb");
    if (file != NULL) {
        *out = file;
        return SPEECH_OK;
    }
    if (errno == ENOENT || errno == ENOTDIR)
        return error_set(error, SPEECH_NOT_FOUND, 0, "%s: there is no such file", path_shown(path));
    if (errno == EACCES) return error_set(error, SPEECH_IO, 0, "%s: no permission to read", path_shown(path));
    return error_set(error, SPEECH_IO, 0, "%s: the file could not be opened", path_shown(path));
}

speech_status speech_archive_ingest_file(speech_archive *archive, const char *path, speech_ingest_result *result,
                                         speech_error *error)
{
    if (archive == NULL || path == NULL) return error_set(error, SPEECH_MISUSE, 0, "no archive or no path was given");
    FILE *file = NULL;
    text_buffer bytes = {0};
    speech_status status = file_open(path, &file, error);
    if (status != SPEECH_OK) return status;
    status = stream_read(file, &bytes);
    fclose(file);
    if (status != SPEECH_OK)
        error_set(error, status, 0, "%s: %s", path_shown(path),
                  status == SPEECH_IO ? "the file could not be read" : speech_status_text(status));
    else status = speech_archive_ingest(archive, path, bytes.text, bytes.length, result, error);
    text_buffer_free(&bytes);
    return status;
}

/* ---- removal ---- */

static speech_status document_remove(speech_archive *archive, int64_t id, speech_error *error)
{
    sqlite3_stmt *paragraphs = NULL;
    speech_status status = archive_statement(archive, STATEMENT_DOCUMENT_PARAGRAPHS, &paragraphs, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(paragraphs, 1, id);
    status = text_index_remove(archive, paragraphs, error);
    if (status != SPEECH_OK) return status;
    row r = row_start(archive, STATEMENT_DOCUMENT_REMOVE, error);
    row_integer(&r, id);
    return row_run(&r, error);
}

speech_status speech_archive_remove(speech_archive *archive, const char *name, speech_error *error)
{
    if (archive == NULL || name == NULL) return error_set(error, SPEECH_MISUSE, 0, "no archive or no name was given");
    int64_t found[2] = {0, 0};
    speech_status status = change_begin(archive, error);
    if (status != SPEECH_OK) return status;
    row r = row_start(archive, STATEMENT_DOCUMENT_BY_NAME, error);
    status = find_row(&r, name, found, error);
    if (status == SPEECH_OK && found[0] == 0)
        status =
            error_set(error, SPEECH_NOT_FOUND, 0, "%s: there is no such document in the archive", path_shown(name));
    if (status == SPEECH_OK) status = document_remove(archive, found[0], error);
    return change_end(archive, status, error);
}
