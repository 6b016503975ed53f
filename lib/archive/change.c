/* Changes: transactions, and savepoints within a group of them. */
#include "handle.h"

#include "error.h"
#include "schema.h"
#include "text_index.h"

/* Does a cursor of this handle stand on a row? Our own statements are reset after every use. */
static bool is_reading(const speech_archive *archive)
{
    sqlite3_stmt *statement = sqlite3_next_stmt(archive->db, NULL);
    while (statement != NULL) {
        if (sqlite3_stmt_busy(statement)) return true;
        statement = sqlite3_next_stmt(archive->db, statement);
    }
    return false;
}

static speech_status change_allowed(speech_archive *archive, speech_error *error)
{
    if (archive->read_only) return error_set(error, SPEECH_READ_ONLY, 0, "the archive was opened read-only");
    if (is_reading(archive)) return error_misuse(error, "free the archive's cursors before changing it");
    if (archive->lost != SPEECH_OK)
        return error_set(error, archive->lost, 0, "the group of changes was dropped after an error (%s)",
                         speech_status_text(archive->lost));
    return SPEECH_OK;
}

speech_status change_begin(speech_archive *archive, speech_error *error)
{
    speech_status status = change_allowed(archive, error);
    if (status != SPEECH_OK) return status;
    if (archive->grouped) return archive_run(archive, STATEMENT_SAVEPOINT, error);
    status = schema_views_need(archive, error);
    if (status == SPEECH_OK) status = archive_run(archive, STATEMENT_BEGIN, error);
    if (status != SPEECH_OK) return status;
    status = text_index_start(archive, error);
    if (status != SPEECH_OK) archive_run(archive, STATEMENT_ROLLBACK, NULL);
    return status;
}

/* Undoes what was done since change_begin. SQLite itself has done so already after some errors. */
static void change_undo(speech_archive *archive, speech_status status)
{
    if (sqlite3_get_autocommit(archive->db)) {
        if (archive->grouped) archive->lost = status;
    } else if (archive->grouped) {
        archive_run(archive, STATEMENT_SAVEPOINT_ROLLBACK, NULL);
        archive_run(archive, STATEMENT_SAVEPOINT_RELEASE, NULL);
    } else {
        archive_run(archive, STATEMENT_ROLLBACK, NULL);
    }
}

speech_status change_end(speech_archive *archive, speech_status status, speech_error *error)
{
    archive->writes++;
    if (status == SPEECH_OK && !archive->grouped) status = text_index_catch_up(archive, error);
    if (status == SPEECH_OK)
        status = archive_run(archive, archive->grouped ? STATEMENT_SAVEPOINT_RELEASE : STATEMENT_COMMIT, error);
    if (status != SPEECH_OK) change_undo(archive, status);
    if (!archive->grouped) archive->indexed = TEXT_INDEX_COMPLETE;
    return status;
}

speech_status speech_archive_begin(speech_archive *archive, speech_error *error)
{
    if (archive == NULL) return error_misuse(error, "no archive was given");
    if (archive->grouped) return error_misuse(error, "a group of changes is open already");
    speech_status status = change_begin(archive, error);
    archive->grouped = status == SPEECH_OK;
    return status;
}

speech_status speech_archive_commit(speech_archive *archive, speech_error *error)
{
    if (archive == NULL) return error_misuse(error, "no archive was given");
    if (!archive->grouped) return error_misuse(error, "no group of changes is open");
    speech_status status = change_allowed(archive, error);
    if (status == SPEECH_MISUSE) return status; /* the group stays open until the cursor is freed */
    archive->grouped = false;
    archive->lost = SPEECH_OK;
    if (status != SPEECH_OK) archive->indexed = TEXT_INDEX_COMPLETE;
    return status == SPEECH_OK ? change_end(archive, SPEECH_OK, error) : status;
}
