#include "schema.h"

#include <string.h>

#include "error.h"
#include "sql_files.h"
#include "text_buffer.h"

/* The views that the library reads, each behind those that it is made of. */
static const char *const OWN_VIEWS[] = {"section_paths", "stated_tasks", "task_texts", "task_states",
                                        "task_duties",   "task_days",    "task_events"};

/* ---- views ---- */

speech_status schema_views_need(speech_archive *archive, speech_error *error)
{
    speech_status status = SPEECH_OK;
    if (archive->has_views) return status;
    for (size_t i = 0; i < sizeof OWN_VIEWS / sizeof OWN_VIEWS[0] && status == SPEECH_OK; i++) {
        char head[64];
        sqlite3_snprintf(sizeof head, head, "VIEW %s AS", OWN_VIEWS[i]);
        const char *begin = strstr(sql_views, head) + strlen("VIEW ");
        char *sql = sqlite3_mprintf("CREATE TEMP VIEW IF NOT EXISTS %.*s", (int)(strstr(begin, ";\n") - begin), begin);
        status = sql == NULL ? error_no_memory(error) : archive_execute(archive, sql, error);
        sqlite3_free(sql);
    }
    archive->has_views = status == SPEECH_OK;
    return status;
}

/* ---- comparing ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

/* The end of the blanks and comments that SQL begins with. */
static const char *gap_end(const char *sql)
{
    for (;;) {
        if (is_blank(*sql)) sql++;
        else if (sql[0] == '-' && sql[1] == '-') sql += strcspn(sql, "\n");
        else return sql;
    }
}

/* The end of the quoted piece that SQL begins with, or of one character. */
static const char *piece_end(const char *sql)
{
    if (*sql != '\'' && *sql != '"') return sql + 1;
    const char *end = strchr(sql + 1, *sql);
    return end == NULL ? sql + strlen(sql) : end + 1;
}

/* SQL without comments, and with blanks only where they part two words. *out is emptied first. */
static speech_status sql_normalize(text_buffer *out, const char *sql)
{
    text_buffer_clear(out);
    speech_status status = text_buffer_reserve(out, strlen(sql) + 1);
    for (sql = gap_end(sql); *sql != '\0' && status == SPEECH_OK;) {
        const char *end = piece_end(sql), *next = gap_end(end);
        status = text_buffer_add(out, sql, (size_t)(end - sql));
        if (status == SPEECH_OK && next > end && is_word(end[-1]) && is_word(*next))
            status = text_buffer_add(out, " ", 1);
        sql = next;
    }
    return status;
}

static bool begins_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* Working memory of a comparison. */
typedef struct comparison {
    sqlite3 *own;              /* a database in memory with our schema */
    sqlite3_stmt *of_own;      /* () -> type, name, sql of each thing in it */
    sqlite3_stmt *own_name;    /* (name, table) -> is there such a thing, is there such a table */
    sqlite3_stmt *of_file;     /* (type, name) -> sql */
    sqlite3_stmt *all_of_file; /* () -> type, name, table */
    text_buffer wanted;
    text_buffer found;
} comparison;

static void comparison_free(comparison *c)
{
    sqlite3_finalize(c->of_own);
    sqlite3_finalize(c->own_name);
    sqlite3_finalize(c->of_file);
    sqlite3_finalize(c->all_of_file);
    sqlite3_close(c->own);
    text_buffer_free(&c->wanted);
    text_buffer_free(&c->found);
}

/* Our schema, made anew. Whatever fails here is a lack of memory, or a fault of ours. */
static speech_status own_schema_make(comparison *c, speech_error *error)
{
    static const char *const SQL[] = {sql_schema, sql_documents, sql_ledger, sql_views};
    int code = sqlite3_open(":memory:", &c->own);
    for (size_t i = 0; i < sizeof SQL / sizeof SQL[0] && code == SQLITE_OK; i++)
        code = sqlite3_exec(c->own, SQL[i], NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(c->own, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL", -1,
                                  &c->of_own, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(c->own,
                                  "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = ?1), EXISTS (SELECT 1 "
                                  "FROM sqlite_master WHERE type = 'table' AND name = ?2 COLLATE NOCASE)",
                                  -1, &c->own_name, NULL);
    if (code == SQLITE_OK) return SPEECH_OK;
    return error_set(error, archive_status(code), 0, "the schema could not be made (%s)", sqlite3_errstr(code));
}

/*
 * Is the file's table, index, view or trigger the one wanted? FTS5's own tables are as the SQLite that made them has
 * them, so of these it only counts that they are plain tables.
 */
static speech_status thing_matches(comparison *c, const char *name, const char *wanted, const char *found, bool *same)
{
    if (begins_with(name, "paragraphs_fts_")) {
        *same = begins_with(found, "CREATE TABLE ");
        return SPEECH_OK;
    }
    speech_status status = sql_normalize(&c->wanted, wanted);
    if (status == SPEECH_OK) status = sql_normalize(&c->found, found);
    *same = status == SPEECH_OK && strcmp(c->wanted.text, c->found.text) == 0;
    return status;
}

static speech_status differs(speech_archive *archive, const char *what, const char *type, const char *name,
                             speech_error *error)
{
    return error_set(error, SPEECH_CORRUPT, 0, "%s: %s %s %s", path_shown(archive->path), what, type, name);
}

/* Compares the thing of our schema on whose row the comparison stands with the file's. */
static speech_status thing_compare(speech_archive *archive, comparison *c, speech_error *error)
{
    const char *type = (const char *)sqlite3_column_text(c->of_own, 0);
    const char *name = (const char *)sqlite3_column_text(c->of_own, 1);
    const char *wanted = (const char *)sqlite3_column_text(c->of_own, 2);
    if (type == NULL || name == NULL || wanted == NULL) return error_no_memory(error);
    speech_status status = SPEECH_OK;
    bool same = false;
    sqlite3_bind_text(c->of_file, 1, type, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(c->of_file, 2, name, -1, SQLITE_TRANSIENT);
    if (archive_next_row(archive, c->of_file, &status, error)) {
        stored_text found;
        status = archive_text(archive, c->of_file, 0, &found, error);
        if (status == SPEECH_OK && thing_matches(c, name, wanted, found.bytes, &same) != SPEECH_OK)
            status = error_no_memory(error);
    }
    sqlite3_reset(c->of_file);
    if (status != SPEECH_OK || same) return status;
    return differs(archive, "not as the library makes an archive:", type, name, error);
}

/* Is it one that the file may not have besides ours: a trigger, or something that belongs to a table of ours? */
static speech_status stranger_find(speech_archive *archive, comparison *c, speech_error *error)
{
    stored_text type, name, table;
    speech_status status = archive_text(archive, c->all_of_file, 0, &type, error);
    if (status == SPEECH_OK) status = archive_text(archive, c->all_of_file, 1, &name, error);
    if (status == SPEECH_OK) status = archive_text(archive, c->all_of_file, 2, &table, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_text(c->own_name, 1, name.bytes, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(c->own_name, 2, table.bytes, -1, SQLITE_TRANSIENT);
    if (sqlite3_step(c->own_name) != SQLITE_ROW) status = error_no_memory(error);
    bool own = sqlite3_column_int(c->own_name, 0) != 0, ours = sqlite3_column_int(c->own_name, 1) != 0;
    sqlite3_reset(c->own_name);
    if (status == SPEECH_OK && !own && (ours || strcmp(type.bytes, "trigger") == 0))
        return differs(archive, "the archive's tables have something besides:", type.bytes, name.bytes, error);
    return status;
}

speech_status schema_compare(speech_archive *archive, speech_error *error)
{
    comparison c = {.own = NULL};
    speech_status status = own_schema_make(&c, error);
    if (status == SPEECH_OK)
        status = archive_prepare(archive, "SELECT sql FROM main.sqlite_master WHERE type = ?1 AND name = ?2",
                                 &c.of_file, error);
    if (status == SPEECH_OK)
        status = archive_prepare(archive, "SELECT type, name, tbl_name FROM main.sqlite_master WHERE sql IS NOT NULL",
                                 &c.all_of_file, error);
    int code = SQLITE_DONE;
    while (status == SPEECH_OK && (code = sqlite3_step(c.of_own)) == SQLITE_ROW)
        status = thing_compare(archive, &c, error);
    if (status == SPEECH_OK && code != SQLITE_DONE) status = error_no_memory(error);
    while (archive_next_row(archive, c.all_of_file, &status, error)) status = stranger_find(archive, &c, error);
    comparison_free(&c);
    return status;
}

/* ---- the file ---- */

speech_status schema_quick_check(speech_archive *archive, speech_error *error)
{
    sqlite3_stmt *check = NULL;
    stored_text found = {"ok", 2};
    speech_status status = archive_prepare(archive, "PRAGMA quick_check(1)", &check, error);
    if (archive_next_row(archive, check, &status, error)) status = archive_text(archive, check, 0, &found, error);
    if (status == SPEECH_OK && sqlite3_stricmp(found.bytes, "ok") != 0)
        status = error_set(error, SPEECH_CORRUPT, 0, "%s: the archive is damaged (%s)", path_shown(archive->path),
                           found.bytes);
    sqlite3_finalize(check);
    return status;
}
