/* An archive whose rows are written by the test itself, and texts to fill it with. */
#ifndef SPEECH_TESTS_SEARCH_FIXTURE_H
#define SPEECH_TESTS_SEARCH_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <speecharchive/archive.h>

#include "grams.h"
#include "handle.h"

typedef struct fixture {
    speech_archive *archive;
    char path[512];
    int64_t speech;
    int64_t paragraph;
    index_text index;
} fixture;

static inline void fixture_run(fixture *f, char *sql)
{
    char *message = NULL;
    ck_assert_ptr_nonnull(sql);
    ck_assert_msg(sqlite3_exec(f->archive->db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql, message);
    sqlite3_free(sql);
}

static inline void fixture_open(fixture *f)
{
    speech_error error;
    *f = (fixture){0};
    snprintf(f->path, sizeof f->path, "%s/check_search_%ld.db", BINARY_DIR, (long)getpid());
    remove(f->path);
    ck_assert_msg(speech_archive_open(&f->archive, f->path, SPEECH_OPEN_CREATE, &error) == SPEECH_OK, "%s",
                  error.message);
    fixture_run(f, sqlite3_mprintf("PRAGMA synchronous = off; BEGIN"));
}

static inline void fixture_close(fixture *f)
{
    char other[540];
    speech_archive_close(f->archive);
    index_text_free(&f->index);
    remove(f->path);
    snprintf(other, sizeof other, "%s-wal", f->path);
    remove(other);
    snprintf(other, sizeof other, "%s-shm", f->path);
    remove(other);
}

/* A new speech in a document of its own; NULL: not stated. */
static inline int64_t fixture_speech(fixture *f, const char *title, const char *speaker, const char *date)
{
    f->speech++;
    fixture_run(f, sqlite3_mprintf(
                       "INSERT INTO documents "
                       "(id, name, media_type, encoding, digest, ingested_at, analyzed_by, text_bytes, text) "
                       "VALUES (%lld, 'speech-%lld.txt', 'text/plain', 'UTF-8', '%064lld', '', '', 1, 'x')",
                       (long long)f->speech, (long long)f->speech, (long long)f->speech));
    fixture_run(
        f, sqlite3_mprintf(
               "INSERT INTO speeches (id, document_id, ordinal, title, speaker, delivered_on, begin_byte, end_byte) "
               "VALUES (%lld, %lld, 1, %Q, %Q, %Q, 0, 1000000000)",
               (long long)f->speech, (long long)f->speech, title, speaker, date));
    return f->speech;
}

/* A new paragraph of the latest speech. The bytes need not be NUL-terminated. Returns its id. */
static inline int64_t fixture_paragraph_of(fixture *f, const char *text, size_t length, bool heading)
{
    static const char INDEX[] = "INSERT INTO paragraphs_fts (rowid, grams, words) VALUES (?1, ?2, ?3)";
    sqlite3_stmt *insert = NULL;
    long long id = ++f->paragraph, begin = id * 100000;
    if (heading)
        fixture_run(f, sqlite3_mprintf("INSERT INTO sections (id, speech_id, ordinal, level, begin_byte, end_byte) "
                                       "VALUES (%lld, %lld, %lld, 1, %lld, %lld)",
                                       id, (long long)f->speech, id, begin, begin + 100000));
    fixture_run(
        f, sqlite3_mprintf("INSERT INTO paragraphs (id, speech_id, section_id, ordinal, begin_byte, end_byte, text) "
                           "VALUES (%lld, %lld, nullif(%lld, 0), %lld, %lld, %lld, '%.*q')",
                           id, (long long)f->speech, heading ? id : 0LL, id, begin, begin + (long long)length,
                           (int)length, text));
    ck_assert_int_eq(index_text_make(&f->index, text, length), SPEECH_OK);
    ck_assert_int_eq(sqlite3_prepare_v2(f->archive->db, INDEX, -1, &insert, NULL), SQLITE_OK);
    sqlite3_bind_int64(insert, 1, id);
    sqlite3_bind_text(insert, 2, f->index.grams.text, (int)f->index.grams.length, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, f->index.words.text, (int)f->index.words.length, SQLITE_STATIC);
    ck_assert_int_eq(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_finalize(insert);
    return id;
}

static inline int64_t fixture_paragraph(fixture *f, const char *text)
{
    return fixture_paragraph_of(f, text, strlen(text), false);
}

/* Ends the writing; needed before others read the file. */
static inline void fixture_commit(fixture *f)
{
    fixture_run(f, sqlite3_mprintf("COMMIT"));
}

/* Searches and writes the ids found, in order, as "3 1 2". */
static inline const char *fixture_found(fixture *f, const char *text, const speech_filter *filter,
                                        const speech_search_options *options)
{
    static char found[4096];
    speech_cursor *cursor = NULL;
    speech_error error = {0};
    size_t length = 0;
    speech_status status = speech_archive_search(f->archive, text, filter, options, &cursor, &error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", text, error.message);
    found[0] = '\0';
    while ((status = speech_cursor_next(cursor, &error)) == SPEECH_ROW && length < sizeof found - 32)
        length += (size_t)sprintf(found + length, "%s%lld", length > 0 ? " " : "",
                                  (long long)speech_cursor_integer(cursor, 0));
    ck_assert_msg(status == SPEECH_DONE, "%s: %s", text, error.message);
    speech_cursor_free(cursor);
    return found;
}

#endif
