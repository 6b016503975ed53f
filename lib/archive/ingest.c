/* Ingest: the only place where the text analysis and the archive meet. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <speecharchive/analysis.h>

#include "error.h"
#include "memory.h"
#include "names.h"
#include "near_duplicates.h"
#include "row.h"
#include "statement_rows.h"
#include "store.h"
#include "text_buffer.h"
#include "versioned.h"

static const struct_kind RESULT = {sizeof(speech_ingest_result), "the ingest result"};

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

/* Looks a document up by its bytes and, if they are not known, by its text, which is read for it. */
static speech_status known_find(speech_archive *archive, speech_prepared *p, known_document *known, speech_error *error)
{
    speech_status status = document_find(archive, p, known, error);
    if (status != SPEECH_OK || is_there(known) || p->document != NULL) return status;
    status = prepared_read(p, error);
    return status == SPEECH_OK ? document_find(archive, p, known, error) : status;
}

speech_status speech_prepare(speech_prepared **out, const char *name, const void *bytes, size_t length,
                             const speech_ingest_options *options, speech_error *error)
{
    speech_prepared *p = NULL;
    known_document known = {.outcome = SPEECH_STORED};
    if (out == NULL || name == NULL || name[0] == '\0' || (bytes == NULL && length > 0))
        return error_misuse(error, "a document needs a name and its bytes");
    speech_ingest_options own;
    speech_status status = struct_take(&own, options, (struct_kind){sizeof own, "the ingest options"}, error);
    if (status == SPEECH_OK) status = prepared_new(&p, name, bytes, length, &own, error);
    if (status == SPEECH_OK && own.known != NULL) status = known_find(own.known, p, &known, error);
    if (status == SPEECH_OK && !is_there(&known)) status = prepared_analyze(p, error);
    if (status == SPEECH_OK) *out = p;
    else speech_prepared_free(p);
    return status;
}

/* The text of a document before it is replaced, and the first alias, as which it is to go on; {0}: nothing. */
typedef struct former_text {
    char *alias;
    char *text;
    size_t length;
} former_text;

/* Keeps the text of a document that is to get another, if it has aliases. The caller frees its members. */
static speech_status former_keep(speech_archive *archive, int64_t id, former_text *former, speech_error *error)
{
    speech_status status = alias_first(archive, id, &former->alias, error);
    if (status != SPEECH_OK || former->alias == NULL) return status;
    row r = row_start(archive, STATEMENT_DOCUMENT_TEXT, error);
    row_integer(&r, id);
    status = row_first(&r, error);
    if (status == SPEECH_ROW) {
        stored_text text = {NULL, 0};
        status = archive_text(archive, r.statement, 0, &text, error);
        former->length = text.length;
        if (status == SPEECH_OK && (former->text = memory_alloc(text.length + 1)) == NULL)
            status = error_no_memory(error);
        if (status == SPEECH_OK) memcpy(former->text, text.bytes, text.length);
    }
    sqlite3_reset(r.statement);
    return status;
}

/* Stores a former text as a document of the name that was its first alias, with what was stated about it. */
static speech_status former_store(speech_archive *archive, int64_t id, const former_text *former, speech_error *error)
{
    stored_document stored = {0, 0};
    speech_prepared *p = NULL;
    speech_read_options read = {.struct_size = sizeof read, .encoding = "UTF-8", .media_type = "text/plain"};
    speech_ingest_options options = {.struct_size = sizeof options, .read = &read};
    speech_status status = prepared_new(&p, former->alias, former->text, former->length, &options, error);
    if (status == SPEECH_OK) status = statement_take_up(archive, id, p, error);
    if (status == SPEECH_OK) status = prepared_analyze(p, error);
    if (status == SPEECH_OK) status = alias_remove(archive, former->alias, error);
    if (status == SPEECH_OK) status = store_document(archive, p, &stored, error);
    if (status == SPEECH_OK) status = statement_put(archive, stored.id, &p->stated, error);
    if (status == SPEECH_OK) status = aliases_move(archive, id, stored.id, error);
    if (status == SPEECH_OK) status = near_duplicates_find(archive, stored.id, &(speech_ids){0}, error);
    speech_prepared_free(p);
    return status;
}

/* Writes a document whose content is not there yet. */
static speech_status document_write(speech_archive *archive, const speech_prepared *p, known_document *known,
                                    speech_error *error)
{
    former_text former = {NULL, NULL, 0};
    speech_ids linked = {.size = sizeof(int64_t)};
    speech_status status = SPEECH_OK;
    if (known->id != 0) status = near_duplicates_forget(archive, known->id, &linked, error);
    if (status == SPEECH_OK && known->alias_of != 0) status = alias_remove(archive, p->name, error);
    if (status == SPEECH_OK && known->other_text) status = former_keep(archive, known->id, &former, error);
    stored_document stored = {known->id, 0};
    if (status == SPEECH_OK) status = store_document(archive, p, &stored, error);
    known->id = stored.id;
    known->unplaced = stored.unplaced;
    if (status == SPEECH_OK) status = near_duplicates_find(archive, known->id, &linked, error);
    if (status == SPEECH_OK && former.alias != NULL) status = former_store(archive, known->id, &former, error);
    if (status == SPEECH_OK) status = statement_put(archive, known->id, &p->stated, error);
    list_free(&linked);
    memory_free(former.alias);
    memory_free(former.text);
    return status;
}

/* Stores a document within a change. What is known by its bytes or its text is not analysed. */
static speech_status document_store(speech_archive *archive, speech_prepared *p, known_document *known,
                                    speech_error *error)
{
    speech_status status = known_find(archive, p, known, error);
    if (status == SPEECH_OK && known->named_id != 0 && !is_there(known))
        status = statement_take_up(archive, known->named_id, p, error);
    if (status == SPEECH_OK && !is_there(known)) status = prepared_analyze(p, error);
    if (status != SPEECH_OK || known->settled) return status;
    if (known->outcome == SPEECH_DUPLICATE) return alias_put(archive, p, known, error);
    return document_write(archive, p, known, error);
}

speech_status speech_archive_store(speech_archive *archive, speech_prepared *prepared, speech_ingest_result *result,
                                   speech_error *error)
{
    if (archive == NULL || prepared == NULL)
        return error_misuse(error, "an archive and a prepared document are needed");
    known_document known;
    speech_ingest_result found = {.outcome = SPEECH_STORED};
    speech_status status = struct_check(result, RESULT, error);
    if (status == SPEECH_OK) status = change_begin(archive, error);
    if (status != SPEECH_OK) return status;
    status = document_store(archive, prepared, &known, error);
    if (status == SPEECH_OK) found = result_of(&known, prepared);
    if (status == SPEECH_OK && !is_there(&known)) status = near_duplicates_tell(archive, &found, error);
    status = change_end(archive, status, error);
    if (status == SPEECH_OK) struct_give(result, &found, RESULT);
    return status;
}

speech_status speech_archive_ingest(speech_archive *archive, const char *name, const void *bytes, size_t length,
                                    speech_ingest_result *result, speech_error *error)
{
    if (archive == NULL) return error_misuse(error, "an ingest needs an archive");
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

/* What is wrong with the document is told with its path, as what is wrong with the archive is with that one's. */
static speech_status file_ingest(speech_archive *archive, const char *path, const text_buffer *bytes,
                                 speech_ingest_result *result, speech_error *error)
{
    speech_error found = {SPEECH_OK, 0, ""};
    speech_status status = speech_archive_ingest(archive, path, bytes->text, bytes->length, result, &found);
    bool document =
        status == SPEECH_ENCODING || status == SPEECH_EMPTY || status == SPEECH_UNSUPPORTED || status == SPEECH_TOO_BIG;
    if (status != SPEECH_OK)
        error_set(error, status, found.offset, "%s%s%s", document ? path_shown(path) : "", document ? ": " : "",
                  found.message);
    return status;
}

speech_status speech_archive_ingest_file(speech_archive *archive, const char *path, speech_ingest_result *result,
                                         speech_error *error)
{
    if (archive == NULL || path == NULL) return error_misuse(error, "no archive or no path was given");
    FILE *file = NULL;
    text_buffer bytes = {0};
    speech_status status = file_open(path, &file, error);
    if (status != SPEECH_OK) return status;
    status = stream_read(file, &bytes);
    fclose(file);
    if (status != SPEECH_OK)
        error_set(error, status, 0, "%s: %s", path_shown(path),
                  status == SPEECH_IO ? "the file could not be read" : speech_status_text(status));
    else status = file_ingest(archive, path, &bytes, result, error);
    text_buffer_free(&bytes);
    return status;
}
