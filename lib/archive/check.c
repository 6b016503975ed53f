/* Care: proving an archive, making its index anew, counting. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "paragraph_facts.h"
#include "row.h"
#include "text_index.h"
#include "versioned.h"
#include "verify.h"

/* SQLite calls back after so many steps of its machine: some hundred times a second. */
enum { STEPS_BETWEEN_CALLS = 10000 };

/* How far a long work is; `done` is counted up elsewhere. */
typedef struct work {
    speech_progress progress;
    void *context;
    const int64_t *done;
    int64_t total;
} work;

/* SQLite's progress handler: non-zero ends the running statement with SQLITE_INTERRUPT. */
static int work_report(void *data)
{
    const work *w = data;
    int64_t done = *w->done < w->total ? *w->done : w->total;
    return !w->progress(w->context, done, w->total);
}

static void work_watch(speech_archive *archive, work *w)
{
    if (w->progress != NULL) sqlite3_progress_handler(archive->db, STEPS_BETWEEN_CALLS, work_report, w);
}

static void work_end(speech_archive *archive, work *w, speech_status status)
{
    sqlite3_progress_handler(archive->db, 0, NULL, NULL);
    if (status == SPEECH_OK && w->progress != NULL) w->progress(w->context, w->total, w->total);
}

/* ---- check ---- */

/* Memory was too short to look at a page: SQLite tells that among the damages. */
static bool tells_no_memory(const char *damage)
{
    static const char CODE[] = "error code=";
    for (const char *at = damage; (at = strstr(at, CODE)) != NULL;) {
        at += strlen(CODE);
        if (archive_status((int)strtol(at, NULL, 10)) == SPEECH_NOMEM) return true;
    }
    return false;
}

/* Reports each row of a pragma, as its first three columns, except the single row 'ok'. */
static speech_status pragma_verify(verification *v, const char *sql, const char *what, speech_error *error)
{
    sqlite3_stmt *statement = NULL;
    speech_status status = archive_prepare(v->archive, sql, &statement, error);
    while (archive_next_row(v->archive, statement, &status, error)) {
        const char *first = (const char *)sqlite3_column_text(statement, 0);
        if (first != NULL && sqlite3_stricmp(first, "ok") == 0) continue;
        if (first != NULL && tells_no_memory(first)) {
            status = error_no_memory(error);
            continue;
        }
        const char *second = (const char *)sqlite3_column_text(statement, 1);
        const char *third = (const char *)sqlite3_column_text(statement, 2);
        verify_report(v, "%s: %s %s %s", what, first == NULL ? "" : first, second == NULL ? "" : second,
                      third == NULL ? "" : third);
    }
    sqlite3_finalize(statement);
    return status;
}

static speech_status file_verify(verification *v, speech_error *error)
{
    speech_status status = pragma_verify(v, "PRAGMA integrity_check", "the file is damaged", error);
    if (status != SPEECH_OK) return status;
    return pragma_verify(v, "PRAGMA foreign_key_check", "a row refers to one that is not there", error);
}

/* FTS5's own look at its structure. It is an INSERT, so it needs an archive that can be written to. */
static speech_status structure_verify(verification *v, speech_error *error)
{
    if (v->archive->read_only) return SPEECH_OK;
    return archive_execute(v->archive, "INSERT INTO paragraphs_fts (paragraphs_fts) VALUES ('integrity-check')", error);
}

/* A part of the check. */
typedef speech_status (*verify_part)(verification *v, speech_error *error);

/* Runs all parts; damage that keeps one from going on is a problem like others, and ends that part only. */
static speech_status parts_verify(verification *v, speech_error *error)
{
    static const verify_part PARTS[] = {file_verify, verify_documents, verify_index, verify_ledger};
    speech_error found = {.message = ""};
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++) {
        speech_status status = PARTS[i](v, &found);
        if (status == SPEECH_CORRUPT) verify_report(v, "%s", found.message);
        else if (status != SPEECH_OK) return error_set(error, status, 0, "%s", found.message);
    }
    return SPEECH_OK;
}

/* All parts see one version of the archive; the first does not, as it may have to write. */
static speech_status archive_verify(verification *v, speech_error *error)
{
    speech_archive *archive = v->archive;
    speech_error found = {.message = ""};
    speech_status status = text_index_catch_up(archive, error);
    if (status != SPEECH_OK) return status;
    status = structure_verify(v, &found);
    if (status == SPEECH_CORRUPT) verify_report(v, "the full-text index is damaged");
    else if (status != SPEECH_OK) return error_set(error, status, 0, "%s", found.message);
    status = verify_index_prepare(archive, error);
    if (status != SPEECH_OK) return status;
    bool own = sqlite3_get_autocommit(archive->db);
    status = own ? transaction_begin(archive, STATEMENT_BEGIN_READING, error) : SPEECH_OK;
    if (status == SPEECH_OK) status = parts_verify(v, error);
    if (own) transaction_undo(archive);
    return status;
}

speech_status speech_archive_check(speech_archive *archive, speech_problem problem, speech_progress progress,
                                   void *context, speech_error *error)
{
    if (archive == NULL) return error_misuse(error, "no archive was given");
    verification v = {.archive = archive, .problem = problem, .context = context};
    work w = {.progress = progress, .context = context, .done = &v.done};
    speech_status status =
        archive_integer(archive, "SELECT coalesce(sum(text_bytes), 0) FROM documents", &w.total, error);
    if (status != SPEECH_OK) return status;
    w.total = w.total < INT64_MAX / 3 ? w.total * 3 : INT64_MAX; /* the documents, the paragraphs, the index */
    work_watch(archive, &w);
    status = archive_verify(&v, error);
    work_end(archive, &w, status);
    if (status != SPEECH_OK || v.problems == 0) return status;
    return error_set(error, SPEECH_CORRUPT, 0, "%s: problems found: %zu", path_shown(archive->path), v.problems);
}

/* ---- rebuild ---- */

static speech_status facts_rebuild(speech_archive *archive, speech_error *error)
{
    speech_status status = archive_run(archive, STATEMENT_FACTS_CLEAR, error);
    return status == SPEECH_OK ? paragraph_facts_put(archive, 1, error) : status;
}

speech_status speech_archive_rebuild(speech_archive *archive, speech_progress progress, void *context,
                                     speech_error *error)
{
    if (archive == NULL) return error_misuse(error, "no archive was given");
    int64_t done = 0;
    work w = {.progress = progress, .context = context, .done = &done};
    speech_status status = change_begin(archive, error);
    if (status != SPEECH_OK) return status;
    status = archive_integer(archive, "SELECT coalesce(sum(text_bytes), 0) FROM documents", &w.total, error);
    work_watch(archive, &w);
    if (status == SPEECH_OK)
        status = archive_execute(archive, "INSERT INTO paragraphs_fts (paragraphs_fts) VALUES ('delete-all')", error);
    if (status == SPEECH_OK) status = text_index_add(archive, INT64_MIN, &done, error);
    if (status == SPEECH_OK) status = facts_rebuild(archive, error);
    if (status == SPEECH_OK) status = text_index_start(archive, error);
    work_end(archive, &w, status);
    return change_end(archive, status, error);
}

/* ---- count ---- */

speech_status speech_archive_count(speech_archive *archive, speech_counts *out, speech_error *error)
{
    static const struct_kind COUNTS = {sizeof *out, "the counts"};
    if (archive == NULL || out == NULL) return error_misuse(error, "no archive or nothing to fill in was given");
    speech_status status = struct_check(out, COUNTS, error);
    if (status != SPEECH_OK) return status;
    speech_counts own = {0};
    row r = row_start(archive, STATEMENT_COUNTS, error);
    status = row_first(&r, error);
    if (status == SPEECH_ROW) {
        int64_t *fields[] = {&own.documents, &own.speeches,   &own.sections,   &own.paragraphs, &own.directives,
                             &own.figures,   &own.text_bytes, &own.file_bytes, &own.aliases,    &own.near_duplicates};
        for (int i = 0; i < 10; i++) *fields[i] = sqlite3_column_int64(r.statement, i);
        struct_give(out, &own, COUNTS);
        status = SPEECH_OK;
    }
    sqlite3_reset(r.statement);
    return status;
}
