#include "near_duplicates.h"

#include "error.h"
#include "memory.h"
#include "resemblance.h"
#include "row.h"

/* Of the speeches that have most keys in common with a new one so many are compared with it. */
enum { CANDIDATES = 8 };

/* A speech that is compared with others. */
typedef struct comparison {
    speech_archive *archive;
    int64_t id;
    char *text;
    size_t length;
    int64_t keys[RESEMBLANCE_KEYS];
    size_t key_count;
    int64_t other_id; /* the most alike so far; 0: none */
    double likeness;
} comparison;

/* The distinct speeches that have most keys in common with the speech, best first. Returns their number. */
static speech_status candidates_list(comparison *c, int64_t ids[CANDIDATES], size_t *count, speech_error *error)
{
    row r = row_start(c->archive, STATEMENT_LIKENESS_FIND, error);
    row_integer(&r, CANDIDATES);
    for (size_t i = 0; i < RESEMBLANCE_KEYS; i++) row_integer(&r, c->keys[i]);
    speech_status status = r.status;
    *count = 0;
    while (*count < CANDIDATES && archive_next_row(c->archive, r.statement, &status, error))
        ids[(*count)++] = sqlite3_column_int64(r.statement, 0);
    sqlite3_reset(r.statement);
    return status;
}

static speech_status candidate_compare(comparison *c, const resemblance_set *own, int64_t id, speech_error *error)
{
    char *text = NULL;
    size_t length = 0;
    resemblance_set other = {NULL, 0};
    speech_status status = speech_archive_speech_text(c->archive, id, &text, &length, error);
    if (status != SPEECH_OK) return status;
    if (resemblance_set_make(&other, text, length) != SPEECH_OK) status = error_no_memory(error);
    double found = status == SPEECH_OK ? resemblance(own, &other) : 0;
    if (found > c->likeness || (found == c->likeness && found > 0 && id < c->other_id)) {
        c->likeness = found;
        c->other_id = id;
    }
    resemblance_set_free(&other);
    memory_free(text);
    return status;
}

/* Finds the most alike of the distinct speeches. */
static speech_status likest_find(comparison *c, speech_error *error)
{
    int64_t ids[CANDIDATES];
    size_t count = 0;
    resemblance_set own = {NULL, 0};
    speech_status status = candidates_list(c, ids, &count, error);
    if (status == SPEECH_OK && count > 0 && resemblance_set_make(&own, c->text, c->length) != SPEECH_OK)
        status = error_no_memory(error);
    for (size_t i = 0; i < count && status == SPEECH_OK; i++) status = candidate_compare(c, &own, ids[i], error);
    resemblance_set_free(&own);
    return status;
}

/* Links the speech to the one it is like, or lists it among the distinct ones. */
static speech_status comparison_put(comparison *c, speech_error *error)
{
    if (c->likeness >= NEAR_DUPLICATE_LIKENESS) {
        row r = row_start(c->archive, STATEMENT_NEAR_DUPLICATE_ADD, error);
        row_integer(&r, c->id);
        row_integer(&r, c->other_id);
        row_real(&r, c->likeness);
        return row_run(&r, error);
    }
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < c->key_count && status == SPEECH_OK; i++) {
        row r = row_start(c->archive, STATEMENT_LIKENESS_KEY_ADD, error);
        row_integer(&r, c->keys[i]);
        row_integer(&r, c->id);
        status = row_run(&r, error);
    }
    return status;
}

static speech_status speech_compare(speech_archive *archive, int64_t id, speech_error *error)
{
    comparison c = {.archive = archive, .id = id};
    speech_status status = speech_archive_speech_text(archive, id, &c.text, &c.length, error);
    if (status != SPEECH_OK) return status;
    if (resemblance_keys(c.text, c.length, c.keys, &c.key_count) != SPEECH_OK) status = error_no_memory(error);
    if (status == SPEECH_OK && c.key_count > 0) status = likest_find(&c, error);
    if (status == SPEECH_OK) status = comparison_put(&c, error);
    memory_free(c.text);
    return status;
}

/* Adds the ids that a statement returns for a number to a list. */
static speech_status ids_add(speech_archive *archive, statement_id statement, int64_t key, speech_ids *ids,
                             speech_error *error)
{
    row r = row_start(archive, statement, error);
    row_integer(&r, key);
    speech_status status = r.status;
    while (archive_next_row(archive, r.statement, &status, error)) {
        int64_t *id = list_add(ids);
        if (id == NULL) status = error_no_memory(error);
        else *id = sqlite3_column_int64(r.statement, 0);
    }
    sqlite3_reset(r.statement);
    return status;
}

static speech_status speeches_compare(speech_archive *archive, const speech_ids *ids, speech_error *error)
{
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < ids->count && status == SPEECH_OK; i++) {
        status = speech_compare(archive, ((int64_t *)ids->items)[i], error);
        if (status == SPEECH_NOT_FOUND) status = SPEECH_OK; /* it is gone */
    }
    return status;
}

speech_status near_duplicates_forget(speech_archive *archive, int64_t document_id, speech_ids *linked,
                                     speech_error *error)
{
    speech_status status = ids_add(archive, STATEMENT_LIKENESS_LINKED, document_id, linked, error);
    static const statement_id REMOVALS[] = {STATEMENT_LIKENESS_UNLINK, STATEMENT_LIKENESS_FORGET};
    for (size_t i = 0; i < sizeof REMOVALS / sizeof *REMOVALS && status == SPEECH_OK; i++) {
        row r = row_start(archive, REMOVALS[i], error);
        row_integer(&r, document_id);
        status = row_run(&r, error);
    }
    return status;
}

speech_status near_duplicates_find(speech_archive *archive, int64_t document_id, const speech_ids *linked,
                                   speech_error *error)
{
    speech_ids own = {.size = sizeof(int64_t)};
    speech_status status = ids_add(archive, STATEMENT_DOCUMENT_SPEECHES, document_id, &own, error);
    if (status == SPEECH_OK) status = speeches_compare(archive, &own, error);
    if (status == SPEECH_OK) status = speeches_compare(archive, linked, error);
    list_free(&own);
    return status;
}

speech_status near_duplicates_tell(speech_archive *archive, speech_ingest_result *result, speech_error *error)
{
    row r = row_start(archive, STATEMENT_LIKENESS_FIRST, error);
    row_integer(&r, result->document_id);
    speech_status status = row_first(&r, error);
    if (status == SPEECH_ROW) {
        result->like_speech_id = sqlite3_column_int64(r.statement, 0);
        result->likeness = sqlite3_column_double(r.statement, 1);
        result->near_duplicates = (size_t)sqlite3_column_int64(r.statement, 2);
    }
    sqlite3_reset(r.statement);
    return status == SPEECH_ROW || status == SPEECH_DONE ? SPEECH_OK : status;
}

speech_status near_duplicates_find_all(speech_archive *archive, speech_error *error)
{
    sqlite3_stmt *documents = NULL;
    speech_status status = archive_prepare(archive, "SELECT id FROM documents ORDER BY id", &documents, error);
    while (archive_next_row(archive, documents, &status, error))
        status = near_duplicates_find(archive, sqlite3_column_int64(documents, 0), &(speech_ids){0}, error);
    sqlite3_finalize(documents);
    return status;
}
