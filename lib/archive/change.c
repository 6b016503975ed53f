/* Changes: transactions, and savepoints within a group of them. */
#include "handle.h"

#include "earlier.h"
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
    /* SQLite gives up a transaction also when memory is short for a reading, and not every reading tells it. */
    if (archive->grouped && archive->lost == SPEECH_OK && sqlite3_get_autocommit(archive->db))
        archive->lost = SPEECH_NOMEM;
    if (archive->lost != SPEECH_OK)
        return error_set(error, archive->lost, 0, "the group of changes was dropped after an error (%s)",
                         speech_status_text(archive->lost));
    return SPEECH_OK;
}

/* Prepares a statement that must not need memory when it is run: one prepared earlier may have to be once more. */
static speech_status statement_renew(speech_archive *archive, statement_id id, speech_error *error)
{
    sqlite3_stmt *renewed = NULL;
    sqlite3_finalize(archive->statements[id]);
    archive->statements[id] = NULL;
    return archive_statement(archive, id, &renewed, error);
}

speech_status transaction_begin(speech_archive *archive, statement_id begin, speech_error *error)
{
    speech_status status = statement_renew(archive, STATEMENT_ROLLBACK, error);
    if (status != SPEECH_OK) return status;
    transaction_undo(archive); /* of one that could not be undone when it failed */
    return archive_run(archive, begin, error);
}

void transaction_undo(speech_archive *archive)
{
    if (!sqlite3_get_autocommit(archive->db)) archive_run(archive, STATEMENT_ROLLBACK, NULL);
}

speech_status savepoint_begin(speech_archive *archive, speech_error *error)
{
    speech_status status = statement_renew(archive, STATEMENT_SAVEPOINT_ROLLBACK, error);
    if (status == SPEECH_OK) status = statement_renew(archive, STATEMENT_SAVEPOINT_RELEASE, error);
    return status == SPEECH_OK ? archive_run(archive, STATEMENT_SAVEPOINT, error) : status;
}

/* Undoes what was done since savepoint_begin; the group too, if SQLite has given that up or half of it would stay. */
static void savepoint_undo(speech_archive *archive, speech_status status)
{
    if (!sqlite3_get_autocommit(archive->db) && archive_run(archive, STATEMENT_SAVEPOINT_ROLLBACK, NULL) == SPEECH_OK &&
        archive_run(archive, STATEMENT_SAVEPOINT_RELEASE, NULL) == SPEECH_OK)
        return;
    transaction_undo(archive);
    archive->lost = status;
}

speech_status savepoint_end(speech_archive *archive, speech_status status, speech_error *error)
{
    if (status == SPEECH_OK) status = archive_run(archive, STATEMENT_SAVEPOINT_RELEASE, error);
    if (status != SPEECH_OK) savepoint_undo(archive, status);
    return status;
}

speech_status change_begin(speech_archive *archive, speech_error *error)
{
    speech_status status = change_allowed(archive, error);
    if (status != SPEECH_OK) return status;
    if (archive->grouped) return savepoint_begin(archive, error);
    status = schema_views_need(archive, error);
    if (status == SPEECH_OK) status = earlier_make(archive, error);
    if (status == SPEECH_OK) status = transaction_begin(archive, STATEMENT_BEGIN, error);
    if (status == SPEECH_OK) status = text_index_start(archive, error);
    if (status != SPEECH_OK) transaction_undo(archive);
    return status;
}

speech_status change_end(speech_archive *archive, speech_status status, speech_error *error)
{
    archive->writes++;
    if (archive->grouped) return savepoint_end(archive, status, error);
    if (status == SPEECH_OK) status = text_index_catch_up(archive, error);
    if (status == SPEECH_OK) status = archive_run(archive, STATEMENT_COMMIT, error);
    if (status != SPEECH_OK) transaction_undo(archive);
    archive->indexed = TEXT_INDEX_COMPLETE;
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
    if (status == SPEECH_OK) return change_end(archive, SPEECH_OK, error);
    archive->indexed = TEXT_INDEX_COMPLETE;
    transaction_undo(archive);
    return status;
}
