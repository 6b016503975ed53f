#include "earlier.h"

#include "row.h"
#include "text_index.h"

/* Kinds are those of earlier_kind, here and in statements.c. Places order rows of the same words. */
static const char LIST_MAKE[] = "CREATE TEMP TABLE IF NOT EXISTS earlier ("
                                "  kind INTEGER, scope INTEGER, words TEXT, place INTEGER, id INTEGER,"
                                "  speech INTEGER, section INTEGER, paragraph INTEGER,"
                                "  PRIMARY KEY (kind, scope, words, place, id)) WITHOUT ROWID;"
                                "CREATE UNIQUE INDEX IF NOT EXISTS temp.earlier_by_id ON earlier (kind, id);";

static const char LIST_FILL[] =
    "INSERT INTO temp.earlier"
    " SELECT 0, document_id, coalesce(title, ''), ordinal, id, NULL, NULL, NULL FROM speeches WHERE document_id = ?1"
    " UNION ALL SELECT 1, x.speech_id, coalesce(x.label, '') || coalesce(x.heading, ''), x.begin_byte, x.id, NULL, "
    "NULL,"
    "   NULL FROM speeches s JOIN sections x ON x.speech_id = s.id WHERE s.document_id = ?1"
    " UNION ALL SELECT 2, s.document_id, x.text, x.begin_byte, x.id, x.speech_id, x.section_id, NULL"
    "  FROM speeches s JOIN paragraphs x ON x.speech_id = s.id WHERE s.document_id = ?1"
    " UNION ALL SELECT 3, s.document_id, x.text, x.begin_byte, x.id, x.speech_id, x.section_id, x.paragraph_id"
    "  FROM speeches s JOIN directives x ON x.speech_id = s.id WHERE s.document_id = ?1"
    " UNION ALL SELECT 4, x.paragraph_id, x.text, x.begin_byte, x.id, NULL, NULL, NULL"
    "  FROM speeches s JOIN figures x ON x.speech_id = s.id WHERE s.document_id = ?1"
    " UNION ALL SELECT 5, x.speech_id, x.heading, x.begin_byte, x.id, NULL, NULL, NULL"
    "  FROM speeches s JOIN sections x ON x.speech_id = s.id WHERE s.document_id = ?1 AND x.heading IS NOT NULL";

/* Children first, so that nothing is left to cascades. */
static const char LIST_REMOVE[] = "DELETE FROM figures WHERE id IN (SELECT id FROM temp.earlier WHERE kind = 4);"
                                  "DELETE FROM directives WHERE id IN (SELECT id FROM temp.earlier WHERE kind = 3);"
                                  "DELETE FROM paragraphs WHERE id IN (SELECT id FROM temp.earlier WHERE kind = 2);"
                                  "DELETE FROM sections WHERE id IN (SELECT id FROM temp.earlier WHERE kind = 1);"
                                  "DELETE FROM speeches WHERE id IN (SELECT id FROM temp.earlier WHERE kind = 0);"
                                  "DELETE FROM temp.earlier;";

speech_status earlier_make(speech_archive *archive, speech_error *error)
{
    return archive_execute(archive, LIST_MAKE, error);
}

speech_status earlier_list(speech_archive *archive, int64_t document_id, speech_error *error)
{
    sqlite3_stmt *statement = NULL;
    speech_status status = archive_execute(archive, "DELETE FROM temp.earlier", error);
    if (status == SPEECH_OK) status = archive_prepare(archive, LIST_FILL, &statement, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(statement, 1, document_id);
    status = archive_step(archive, statement, error);
    sqlite3_finalize(statement);
    return status == SPEECH_DONE ? SPEECH_OK : status;
}

static speech_status row_forget(speech_archive *archive, earlier_kind kind, int64_t id, speech_error *error)
{
    row r = row_start(archive, STATEMENT_EARLIER_FORGET, error);
    row_integer(&r, kind);
    row_integer(&r, id);
    return row_run(&r, error);
}

/* Goes to the row that a search returned, if any, and takes it off the list. */
static speech_status row_take(row *found, earlier_kind kind, int64_t *id, speech_error *error)
{
    speech_status status = row_first(found, error);
    *id = status == SPEECH_ROW ? sqlite3_column_int64(found->statement, 0) : 0;
    sqlite3_reset(found->statement);
    if (status == SPEECH_ROW) return row_forget(found->archive, kind, *id, error);
    return status == SPEECH_DONE ? SPEECH_OK : status;
}

speech_status earlier_list_speech_tasks(speech_archive *archive, int64_t document_id, int64_t speech,
                                        const speech_speech *words, speech_error *error)
{
    row r = row_start(archive, STATEMENT_EARLIER_LIST_TASKS, error);
    row_integer(&r, document_id);
    row_integer(&r, speech);
    row_string(&r, words->title);
    row_string(&r, words->delivered_on);
    return row_run(&r, error);
}

speech_status earlier_list_document_tasks(speech_archive *archive, int64_t document_id, const char *name,
                                          speech_error *error)
{
    row r = row_start(archive, STATEMENT_EARLIER_LIST_OTHER_TASKS, error);
    row_integer(&r, document_id);
    row_string(&r, name);
    return row_run(&r, error);
}

speech_status earlier_take(speech_archive *archive, const earlier_key *key, int64_t *id, speech_error *error)
{
    row r = row_start(archive, STATEMENT_EARLIER_FIND, error);
    row_integer(&r, key->kind);
    row_integer(&r, key->scope);
    row_words(&r, key->words, key->length);
    row_id(&r, key->speech);
    row_id(&r, key->section);
    row_id(&r, key->paragraph);
    return row_take(&r, key->kind, id, error);
}

speech_status earlier_take_id(speech_archive *archive, earlier_kind kind, int64_t id, bool *taken, speech_error *error)
{
    speech_status status = row_forget(archive, kind, id, error);
    *taken = status == SPEECH_OK && sqlite3_changes(archive->db) > 0;
    return status;
}

speech_status earlier_paragraph_speech(speech_archive *archive, const earlier_key *key, int64_t *speech,
                                       speech_error *error)
{
    row r = row_start(archive, STATEMENT_EARLIER_SPEECH, error);
    row_integer(&r, key->scope);
    row_words(&r, key->words, key->length);
    speech_status status = row_first(&r, error);
    *speech = status == SPEECH_ROW ? sqlite3_column_int64(r.statement, 0) : 0;
    if (status == SPEECH_ROW) status = archive_step(archive, r.statement, error);
    if (status == SPEECH_ROW) *speech = 0; /* there is another: it can't be told which */
    sqlite3_reset(r.statement);
    return status == SPEECH_ROW || status == SPEECH_DONE ? SPEECH_OK : status;
}

speech_status earlier_take_speech(speech_archive *archive, size_t ordinal, int64_t *id, speech_error *error)
{
    row r = row_start(archive, STATEMENT_EARLIER_FIND_SPEECH, error);
    row_size(&r, ordinal);
    return row_take(&r, EARLIER_SPEECH, id, error);
}

/* How many directives that are left have been marked or assigned, and are not out of the text already. */
static speech_status tasks_count(speech_archive *archive, size_t *tasks, speech_error *error)
{
    int64_t count = 0;
    speech_status status = archive_integer(archive,
                                           "SELECT count(*) FROM temp.earlier e JOIN tasks t ON t.id = e.id "
                                           "WHERE e.kind = 3 AND e.paragraph IS NOT NULL",
                                           &count, error);
    *tasks = (size_t)count;
    return status;
}

speech_status earlier_remove(speech_archive *archive, size_t *tasks, speech_error *error)
{
    sqlite3_stmt *paragraphs = NULL;
    speech_status status = tasks_count(archive, tasks, error);
    if (status == SPEECH_OK) status = archive_statement(archive, STATEMENT_EARLIER_PARAGRAPHS, &paragraphs, error);
    if (status == SPEECH_OK) status = text_index_remove(archive, paragraphs, error);
    if (status == SPEECH_OK) status = archive_execute(archive, LIST_REMOVE, error);
    return status;
}
