/* Archives of older formats: tests/format_N.sql is the schema of format N as it was. */
#ifndef OLDER_ARCHIVE_H
#define OLDER_ARCHIVE_H

#include "archive_fixture.h"

#include "grams.h"

static inline void older_execute(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql, message);
}

/* Calls `use` with the first column of each row of `sql`. */
static inline void older_each_value(sqlite3 *db, const char *sql, void (*use)(sqlite3 *db, const char *value))
{
    sqlite3_stmt *statement = NULL;
    ck_assert_int_eq(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) use(db, (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
}

/* Copies what a table of the older format has of the present one, which is attached as `present`. */
static inline void older_table_copy(sqlite3 *db, const char *table)
{
    char sql[4096];
    snprintf(sql, sizeof sql,
             "SELECT 'INSERT INTO main.%s (' || group_concat(name, ', ') || ') SELECT ' || group_concat(name, ', ') || "
             "' FROM present.%s' FROM pragma_table_info('%s', 'main')",
             table, table, table);
    older_each_value(db, sql, older_execute);
}

static inline void older_index_fill(sqlite3 *db)
{
    index_text index = {0};
    sqlite3_stmt *read = NULL, *add = NULL;
    ck_assert_int_eq(sqlite3_prepare_v2(db, "SELECT id, text FROM main.paragraphs", -1, &read, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(db, "INSERT INTO main.paragraphs_fts (rowid, grams, words) VALUES (?1, ?2, ?3)",
                                        -1, &add, NULL),
                     SQLITE_OK);
    while (sqlite3_step(read) == SQLITE_ROW) {
        ck_assert_int_eq(
            index_text_make(&index, (const char *)sqlite3_column_text(read, 1), (size_t)sqlite3_column_bytes(read, 1)),
            SPEECH_OK);
        sqlite3_bind_int64(add, 1, sqlite3_column_int64(read, 0));
        sqlite3_bind_text(add, 2, index.grams.text, (int)index.grams.length, SQLITE_STATIC);
        sqlite3_bind_text(add, 3, index.words.text, (int)index.words.length, SQLITE_STATIC);
        ck_assert_int_eq(sqlite3_step(add), SQLITE_DONE);
        sqlite3_reset(add);
    }
    sqlite3_finalize(read);
    sqlite3_finalize(add);
    index_text_free(&index);
}

/* Makes an archive of format 1 at `path` with the rows of the one at f->path. */
static inline void older_make(const fixture *f, const char *path)
{
    sqlite3 *db = NULL;
    char attach[256];
    size_t length = 0;
    char *schema = read_file(SOURCE_DIR "/tests/format_1.sql", &length);
    ck_assert_ptr_nonnull(schema);
    ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
    older_execute(db, schema);
    free(schema);
    snprintf(attach, sizeof attach, "ATTACH '%s' AS present", f->path);
    older_execute(db, attach);
    static const char *const TABLES[] = {"documents",  "speeches", "sections", "paragraphs",
                                         "directives", "figures",  "doubts",   "archive_info"};
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) older_table_copy(db, TABLES[i]);
    older_index_fill(db);
    sqlite3_close(db);
}

#endif
