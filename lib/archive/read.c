/* Reading: cursors over the tables, and the text of a speech. */
#include "conditions.h"
#include "cursor.h"
#include "error.h"
#include "memory.h"

/* The columns of each table as the cursor shows them, and what puts them into document order. */
typedef struct table_columns {
    const char *columns;
    const char *order;
} table_columns;

static const table_columns TABLES[] = {
    [SPEECH_DOCUMENTS] =
        {"d.id, d.name, d.media_type, d.encoding, d.digest, d.ingested_at, d.analyzed_by, d.text_bytes, d.replaced, "
         "d.title, d.published_on, d.text_digest, "
         "(SELECT group_concat(name, char(10)) FROM (SELECT name FROM document_aliases a WHERE a.document_id = d.id "
         "ORDER BY a.id)) AS aliases",
         "d.id"},
    [SPEECH_SPEECHES] = {"s.id, s.document_id, s.ordinal, s.title, s.occasion, s.speaker, s.speaker_role, s.audience, "
                         "s.delivered_on, s.begin_byte, s.end_byte, "
                         "(SELECT other_id FROM near_duplicates n WHERE n.speech_id = s.id) AS like_speech_id, "
                         "(SELECT likeness FROM near_duplicates n WHERE n.speech_id = s.id) AS likeness",
                         "s.document_id, s.ordinal"},
    [SPEECH_SECTIONS] = {"t.id, t.speech_id, t.parent_id, t.ordinal, t.level, t.label, t.number, t.heading, "
                         "t.begin_byte, t.end_byte",
                         "s.document_id, s.ordinal, t.ordinal"},
    [SPEECH_PARAGRAPHS] = {"t.id, t.speech_id, t.section_id, t.ordinal, t.begin_byte, t.end_byte, t.text",
                           "s.document_id, s.ordinal, t.ordinal"},
    [SPEECH_DIRECTIVES] = {"t.id, t.speech_id, t.section_id, t.paragraph_id, t.ordinal, t.modality, t.actor, "
                           "t.deadline, t.due_on, t.begin_byte, t.end_byte, t.text",
                           "s.document_id, s.ordinal, t.ordinal"},
    [SPEECH_FIGURES] = {"t.id, t.speech_id, t.section_id, t.paragraph_id, t.directive_id, t.ordinal, t.kind, t.value, "
                        "t.high, t.unit, t.qualifier, t.masked, t.subject, t.begin_byte, t.end_byte, t.text",
                        "s.document_id, s.ordinal, t.ordinal"},
    [SPEECH_DOUBTS] = {"t.id, t.speech_id, t.kind, t.share, t.begin_byte, t.end_byte, t.text",
                       "s.document_id, s.ordinal, t.id"},
};

/* Prepares the reading of a table under conditions. *out is the caller's. */
static speech_status reading_prepare(speech_archive *archive, speech_table table, const conditions *c,
                                     sqlite3_stmt **out, speech_error *error)
{
    const char *where = conditions_sql(c);
    char *sql = where == NULL ? NULL
                              : sqlite3_mprintf("SELECT %s%s WHERE 1%s ORDER BY %s LIMIT %lld OFFSET %lld",
                                                TABLES[table].columns, conditions_from(table), where,
                                                TABLES[table].order, conditions_limit(c), conditions_offset(c));
    if (sql == NULL) return error_no_memory(error);
    speech_status status = archive_prepare(archive, sql, out, error);
    sqlite3_free(sql);
    if (status == SPEECH_OK && conditions_bind(c, *out) != SPEECH_OK) status = error_no_memory(error);
    return status;
}

speech_status speech_archive_read(speech_archive *archive, speech_table table, const speech_filter *filter,
                                  speech_cursor **out, speech_error *error)
{
    if (archive == NULL || out == NULL || (unsigned)table > SPEECH_DOUBTS)
        return error_misuse(error, "a reading needs an archive and one of its tables");
    conditions c;
    sqlite3_stmt *statement = NULL;
    speech_status status = conditions_make(&c, table, filter, error);
    if (status == SPEECH_OK) status = reading_prepare(archive, table, &c, &statement, error);
    conditions_free(&c);
    if (status == SPEECH_OK) return cursor_new(archive, statement, NULL, out, error);
    sqlite3_finalize(statement);
    return status;
}

/* Bytes of a document's text. */
typedef struct text_slice {
    int64_t document_id;
    int64_t begin;
    int64_t end;
} text_slice;

/* Reads a slice, NUL-terminated. The caller frees *out. */
static speech_status slice_read(speech_archive *archive, text_slice slice, char **out, speech_error *error)
{
    sqlite3_blob *blob = NULL;
    if (sqlite3_blob_open(archive->db, "main", "documents", "text", slice.document_id, 0, &blob) != SQLITE_OK) {
        sqlite3_blob_close(blob);
        return archive_error(archive, error);
    }
    speech_status status = SPEECH_OK;
    char *text = NULL;
    bool inside = slice.begin >= 0 && slice.end >= slice.begin && slice.end <= sqlite3_blob_bytes(blob);
    int size = inside ? (int)(slice.end - slice.begin) : 0;
    if (!inside)
        status = error_set(error, SPEECH_CORRUPT, 0, "%s: the archive is damaged (a speech leaves its document)",
                           path_shown(archive->path));
    else if ((text = memory_alloc((size_t)size + 1)) == NULL) status = error_no_memory(error);
    else if (sqlite3_blob_read(blob, text, size, (int)slice.begin) != SQLITE_OK) status = archive_error(archive, error);
    sqlite3_blob_close(blob);
    if (status != SPEECH_OK || text == NULL) {
        memory_free(text);
        return status;
    }
    text[size] = '\0';
    *out = text;
    return SPEECH_OK;
}

speech_status speech_archive_speech_text(speech_archive *archive, int64_t speech_id, char **out, size_t *length,
                                         speech_error *error)
{
    if (archive == NULL || out == NULL) return error_misuse(error, "no archive was given");
    sqlite3_stmt *place = NULL;
    speech_status status = archive_statement(archive, STATEMENT_SPEECH_PLACE, &place, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(place, 1, speech_id);
    text_slice slice = {0, 0, 0};
    if (archive_next_row(archive, place, &status, error)) {
        slice = (text_slice){sqlite3_column_int64(place, 0), sqlite3_column_int64(place, 1),
                             sqlite3_column_int64(place, 2)};
        status = slice_read(archive, slice, out, error);
    } else if (status == SPEECH_OK) {
        status = error_set(error, SPEECH_NOT_FOUND, 0, "there is no speech %lld in the archive", (long long)speech_id);
    }
    sqlite3_reset(place); /* until now, so that place and text are of one version of the archive */
    if (status == SPEECH_OK && length != NULL) *length = (size_t)(slice.end - slice.begin);
    return status;
}
