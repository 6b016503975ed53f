#include "handle.h"

#include <errno.h>
#include <string.h>

#include "error.h"
#include "memory.h"
#include "paragraph_facts.h"
#include "statements.h"
#include "text_index.h"
#include "utf8.h"

/* A path longer than this is shown by its end. */
enum { PATH_SHOWN = 120 };

speech_status archive_status(int code)
{
    if (code == SQLITE_IOERR_NOMEM) return SPEECH_NOMEM;
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return SPEECH_OK;
    case SQLITE_NOMEM: return SPEECH_NOMEM;
    case SQLITE_FULL: return SPEECH_FULL;
    case SQLITE_READONLY: return SPEECH_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return SPEECH_BUSY;
    case SQLITE_CORRUPT: return SPEECH_CORRUPT;
    case SQLITE_NOTADB: return SPEECH_NOT_ARCHIVE;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOLFS:
    case SQLITE_PROTOCOL: return SPEECH_IO;
    case SQLITE_TOOBIG: return SPEECH_TOO_BIG;
    case SQLITE_INTERRUPT: return SPEECH_INTERRUPTED;
    default: return SPEECH_INTERNAL;
    }
}

int archive_code(speech_status status)
{
    switch (status) {
    case SPEECH_OK: return SQLITE_OK;
    case SPEECH_NOMEM: return SQLITE_NOMEM;
    case SPEECH_FULL: return SQLITE_FULL;
    case SPEECH_BUSY: return SQLITE_BUSY;
    case SPEECH_IO: return SQLITE_IOERR;
    case SPEECH_CORRUPT: return SQLITE_CORRUPT;
    case SPEECH_TOO_BIG: return SQLITE_TOOBIG;
    case SPEECH_INTERRUPTED: return SQLITE_INTERRUPT;
    case SPEECH_INTERNAL: return SQLITE_INTERNAL;
    default: return SQLITE_ERROR;
    }
}

/* What a person is told; where SQLite knows more than the status says, its words are added. */
static const char *status_reason(speech_status status)
{
    switch (status) {
    case SPEECH_FULL: return "the disk is full";
    case SPEECH_READ_ONLY: return "the archive is read-only";
    case SPEECH_BUSY: return "another process is writing to the archive";
    case SPEECH_CORRUPT: return "the archive is damaged";
    case SPEECH_NOT_ARCHIVE: return "the file is not a speech archive";
    case SPEECH_IO: return "the archive could not be read or written";
    case SPEECH_TOO_BIG: return "a text is too big to be stored";
    case SPEECH_INTERNAL: return "a fault in the library";
    case SPEECH_UNSUPPORTED: return "this program's SQLite has no FTS5";
    default: return speech_status_text(status);
    }
}

const char *path_shown(const char *path)
{
    size_t length = strlen(path);
    if (length <= PATH_SHOWN) return path;
    path += length - PATH_SHOWN;
    while (utf8_continues(*path)) path++;
    return path;
}

/*
 * Our SQL is fixed, so what it cannot do is due to the tables and rows of the file: one is missing, is another kind of
 * thing, or has rules of its own. Only the expressions that FTS5 is given are made of what people type.
 */
static bool is_of_the_file(int code, const char *message)
{
    if ((code & 0xFF) == SQLITE_CONSTRAINT || (code & 0xFF) == SQLITE_MISMATCH) return true;
    return (code & 0xFF) == SQLITE_ERROR && strncmp(message, "fts5: ", 6) != 0;
}

/* A host's SQLite may be built without FTS5, the only module that the archive's tables need. */
static bool lacks_module(int code, const char *message)
{
    return (code & 0xFF) == SQLITE_ERROR && strncmp(message, "no such module", 14) == 0;
}

speech_status archive_error(speech_archive *archive, speech_error *error)
{
    int code = sqlite3_extended_errcode(archive->db);
    speech_status status = archive_status(code);
    const char *detail = sqlite3_errmsg(archive->db);
    if (status == SPEECH_OK) status = SPEECH_INTERNAL;
    if (is_of_the_file(code, detail)) status = SPEECH_CORRUPT;
    if (lacks_module(code, detail)) status = SPEECH_UNSUPPORTED;
    if (status == SPEECH_IO && sqlite3_system_errno(archive->db) == ENOSPC) status = SPEECH_FULL;
    if (archive->grouped && archive->lost == SPEECH_OK && sqlite3_get_autocommit(archive->db)) archive->lost = status;
    bool more = status == SPEECH_CORRUPT || status == SPEECH_IO || status == SPEECH_INTERNAL;
    return error_set(error, status, 0, "%s: %s%s%s%s", path_shown(archive->path), status_reason(status),
                     more ? " (" : "", more ? detail : "", more ? ")" : "");
}

void archive_statements_free(speech_archive *archive)
{
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(archive->statements[i]);
        archive->statements[i] = NULL;
    }
}

/* Frees what a handle keeps, the connection excepted. */
static void archive_clear(speech_archive *archive)
{
    paragraph_facts_free(archive);
    archive_statements_free(archive);
    memory_free(archive->path);
}

void archive_return(speech_archive *archive)
{
    if (archive == NULL) return;
    archive_clear(archive);
    memory_free(archive);
}

static void archive_free(speech_archive *archive)
{
    archive_clear(archive);
    sqlite3_close_v2(archive->db);
    memory_free(archive);
}

void archive_cursor_made(speech_archive *archive)
{
    archive->cursors++;
}

void archive_cursor_freed(speech_archive *archive)
{
    archive->cursors--;
    if (archive->closed && archive->cursors == 0) archive_free(archive);
}

/* A group is dropped at once, so that a cursor that is still there locks nobody out. */
void speech_archive_close(speech_archive *archive)
{
    if (archive == NULL) return;
    if (archive->db != NULL) transaction_undo(archive);
    archive->closed = true;
    if (archive->cursors == 0) archive_free(archive);
}

speech_status archive_marks(speech_archive *archive, int64_t *id, int64_t *version, speech_error *error)
{
    speech_status status = archive_integer(archive, "PRAGMA application_id", id, error);
    if (status == SPEECH_OK) status = archive_integer(archive, "PRAGMA user_version", version, error);
    if (status != SPEECH_OK || *id != ARCHIVE_APPLICATION_ID || *version <= ARCHIVE_FORMAT_VERSION) return status;
    return error_set(error, SPEECH_TOO_NEW, 0, "%s: made by a newer version of the library (format %lld)",
                     path_shown(archive->path), (long long)*version);
}

/* Is there an archive that can be read as it is? */
static speech_status format_check(speech_archive *archive, speech_error *error)
{
    int64_t id = 0, version = 0;
    speech_status status = archive_marks(archive, &id, &version, error);
    if (status != SPEECH_OK) return status;
    bool known = id == ARCHIVE_APPLICATION_ID; /* else it is attached, or a copy made by other means */
    int code =
        sqlite3_table_column_metadata(archive->db, NULL, "paragraph_facts", "facts", NULL, NULL, NULL, NULL, NULL);
    if (code == SQLITE_OK) return SPEECH_OK;
    if ((code & 0xFF) != SQLITE_ERROR) return archive_error(archive, error);
    if (known)
        return error_set(error, SPEECH_TOO_OLD, 0,
                         "%s: made by an older version of the library (format %lld); open it with the library for "
                         "writing once",
                         path_shown(archive->path), (long long)version);
    return error_set(error, SPEECH_NOT_ARCHIVE, 0, "%s: no speech archive is open on this connection",
                     path_shown(archive->path));
}

speech_archive *archive_new(const char *path, bool read_only)
{
    speech_archive *archive = memory_zeroed(1, sizeof *archive);
    if (archive == NULL) return NULL;
    archive->path = memory_copy(path);
    archive->indexed = TEXT_INDEX_COMPLETE;
    archive->read_only = read_only;
    if (archive->path != NULL) return archive;
    memory_free(archive);
    return NULL;
}

speech_status archive_borrow(speech_archive **out, sqlite3 *db, speech_error *error)
{
    const char *name = sqlite3_db_filename(db, "main");
    const char *path = name == NULL || *name == '\0' ? ":memory:" : name;
    speech_archive *archive = archive_new(path, true);
    if (archive == NULL) return error_no_memory(error);
    archive->db = db;
    speech_status status = format_check(archive, error);
    if (status == SPEECH_OK) *out = archive;
    else archive_return(archive);
    return status;
}

speech_status archive_prepare(speech_archive *archive, const char *sql, sqlite3_stmt **out, speech_error *error)
{
    if (sqlite3_prepare_v2(archive->db, sql, -1, out, NULL) != SQLITE_OK) return archive_error(archive, error);
    return SPEECH_OK;
}

speech_status archive_statement(speech_archive *archive, statement_id id, sqlite3_stmt **out, speech_error *error)
{
    sqlite3_stmt **kept = &archive->statements[id];
    if (*kept == NULL) {
        const char *sql = statement_sql(id);
        if (sqlite3_prepare_v3(archive->db, sql, -1, SQLITE_PREPARE_PERSISTENT, kept, NULL) != SQLITE_OK)
            return archive_error(archive, error);
    }
    sqlite3_reset(*kept);
    sqlite3_clear_bindings(*kept);
    *out = *kept;
    return SPEECH_OK;
}

/*
 * Are all texts of the row there? They may have to be copied or converted when they are asked for first, and SQLite
 * answers NULL if memory is short for that, which is to be told from a value that is NULL.
 */
static bool row_is_whole(sqlite3_stmt *statement)
{
    for (int i = sqlite3_column_count(statement); i-- > 0;)
        if (sqlite3_column_type(statement, i) == SQLITE_TEXT && sqlite3_column_text(statement, i) == NULL) return false;
    return true;
}

speech_status archive_step(speech_archive *archive, sqlite3_stmt *statement, speech_error *error)
{
    switch (sqlite3_step(statement)) {
    case SQLITE_ROW: return row_is_whole(statement) ? SPEECH_ROW : error_no_memory(error);
    case SQLITE_DONE: return SPEECH_DONE;
    default: return archive_error(archive, error);
    }
}

speech_status archive_run(speech_archive *archive, statement_id id, speech_error *error)
{
    sqlite3_stmt *statement = NULL;
    speech_status status = archive_statement(archive, id, &statement, error);
    if (status != SPEECH_OK) return status;
    if (sqlite3_step(statement) != SQLITE_DONE) status = archive_error(archive, error);
    sqlite3_reset(statement);
    return status;
}

bool archive_next_row(speech_archive *archive, sqlite3_stmt *statement, speech_status *status, speech_error *error)
{
    if (*status != SPEECH_OK) return false;
    speech_status stepped = archive_step(archive, statement, error);
    if (stepped != SPEECH_ROW && stepped != SPEECH_DONE) *status = stepped;
    return stepped == SPEECH_ROW;
}

speech_status archive_execute(speech_archive *archive, const char *sql, speech_error *error)
{
    if (sqlite3_exec(archive->db, sql, NULL, NULL, NULL) != SQLITE_OK) return archive_error(archive, error);
    return SPEECH_OK;
}

static speech_status value_missing(speech_archive *archive, speech_error *error)
{
    return error_set(error, SPEECH_CORRUPT, 0, "%s: the archive is damaged (a value is missing)",
                     path_shown(archive->path));
}

speech_status archive_text(speech_archive *archive, sqlite3_stmt *row, int column, stored_text *out,
                           speech_error *error)
{
    const char *bytes = (const char *)sqlite3_column_text(row, column);
    if (bytes == NULL && sqlite3_errcode(archive->db) == SQLITE_NOMEM) return error_no_memory(error);
    if (bytes == NULL) return value_missing(archive, error);
    *out = (stored_text){bytes, (size_t)sqlite3_column_bytes(row, column)};
    return SPEECH_OK;
}

speech_status archive_integer(speech_archive *archive, const char *sql, int64_t *out, speech_error *error)
{
    sqlite3_stmt *statement = NULL;
    speech_status status = archive_prepare(archive, sql, &statement, error);
    if (status != SPEECH_OK) return status;
    status = archive_step(archive, statement, error);
    if (status == SPEECH_ROW) *out = sqlite3_column_int64(statement, 0);
    if (status == SPEECH_DONE) status = value_missing(archive, error);
    sqlite3_finalize(statement);
    return status == SPEECH_ROW ? SPEECH_OK : status;
}
