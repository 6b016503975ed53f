#include "handle.h"

#include <errno.h>
#include <string.h>

#include "error.h"
#include "statements.h"
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

/* Our SQL is fixed, so a table or column that it does not find is missing from the file. */
static bool lacks_table(int code, const char *message)
{
    return (code & 0xFF) == SQLITE_ERROR && strncmp(message, "no such ", 8) == 0;
}

speech_status archive_error(speech_archive *archive, speech_error *error)
{
    int code = sqlite3_extended_errcode(archive->db);
    speech_status status = archive_status(code);
    const char *detail = sqlite3_errmsg(archive->db);
    if (status == SPEECH_OK) status = SPEECH_INTERNAL;
    if (lacks_table(code, detail)) status = SPEECH_CORRUPT;
    if (status == SPEECH_IO && sqlite3_system_errno(archive->db) == ENOSPC) status = SPEECH_FULL;
    bool more = status == SPEECH_CORRUPT || status == SPEECH_IO || status == SPEECH_INTERNAL;
    return error_set(error, status, 0, "%s: %s%s%s%s", path_shown(archive->path), status_reason(status),
                     more ? " (" : "", more ? detail : "", more ? ")" : "");
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
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) *status = archive_error(archive, error);
    return code == SQLITE_ROW;
}

speech_status archive_execute(speech_archive *archive, const char *sql, speech_error *error)
{
    if (sqlite3_exec(archive->db, sql, NULL, NULL, NULL) != SQLITE_OK) return archive_error(archive, error);
    return SPEECH_OK;
}

speech_status archive_integer(speech_archive *archive, const char *sql, int64_t *out, speech_error *error)
{
    sqlite3_stmt *statement = NULL;
    speech_status status = archive_prepare(archive, sql, &statement, error);
    if (status != SPEECH_OK) return status;
    switch (sqlite3_step(statement)) {
    case SQLITE_ROW: *out = sqlite3_column_int64(statement, 0); break;
    case SQLITE_DONE:
        status = error_set(error, SPEECH_CORRUPT, 0, "%s: the archive is damaged (a value is missing)",
                           path_shown(archive->path));
        break;
    default: status = archive_error(archive, error); break;
    }
    sqlite3_finalize(statement);
    return status;
}
