#include "statement_rows.h"

#include <string.h>

#include "date.h"
#include "row.h"

enum { MEMBERS = 6 };

/* The members in the order of the columns. */
static void members(const speech_stated *s, const char *out[MEMBERS])
{
    const char *all[MEMBERS] = {s->title, s->occasion, s->speaker, s->speaker_role, s->audience, s->delivered_on};
    memcpy(out, all, sizeof all);
}

static bool is_nothing(const speech_stated *stated)
{
    const char *values[MEMBERS];
    members(stated, values);
    for (int i = 0; i < MEMBERS; i++)
        if (values[i] != NULL) return false;
    return true;
}

/* Goes to the row of a document: SPEECH_ROW or SPEECH_DONE. The caller resets the statement. */
static speech_status statement_find(speech_archive *archive, int64_t document_id, row *r, speech_error *error)
{
    *r = row_start(archive, STATEMENT_STATED_FIND, error);
    row_integer(r, document_id);
    return row_first(r, error);
}

speech_status statement_is(speech_archive *archive, int64_t document_id, const speech_stated *stated, bool *same,
                           speech_error *error)
{
    if (is_nothing(stated)) return SPEECH_OK;
    row r;
    const char *values[MEMBERS];
    members(stated, values);
    speech_status status = statement_find(archive, document_id, &r, error);
    *same = status == SPEECH_ROW;
    for (int i = 0; i < MEMBERS && *same; i++) {
        const char *stored = (const char *)sqlite3_column_text(r.statement, i);
        *same = stored == NULL || values[i] == NULL ? stored == values[i] : strcmp(stored, values[i]) == 0;
    }
    sqlite3_reset(r.statement);
    return status == SPEECH_ROW || status == SPEECH_DONE ? SPEECH_OK : status;
}

speech_status statement_take_up(speech_archive *archive, int64_t document_id, speech_prepared *prepared,
                                speech_error *error)
{
    if (!is_nothing(&prepared->stated)) return SPEECH_OK;
    row r;
    speech_status status = statement_find(archive, document_id, &r, error);
    if (status == SPEECH_ROW) {
        const char *v[MEMBERS];
        for (int i = 0; i < MEMBERS; i++) v[i] = (const char *)sqlite3_column_text(r.statement, i);
        speech_stated stored = {v[0], v[1], v[2], v[3], v[4], v[5]};
        if (stored.delivered_on != NULL && !date_exists(stored.delivered_on)) stored.delivered_on = NULL; /* damaged */
        status = prepared_state(prepared, &stored, error);
    }
    sqlite3_reset(r.statement);
    return status == SPEECH_DONE ? SPEECH_OK : status;
}

speech_status statement_put(speech_archive *archive, int64_t document_id, const speech_stated *stated,
                            speech_error *error)
{
    if (is_nothing(stated)) return SPEECH_OK;
    const char *values[MEMBERS];
    members(stated, values);
    row r = row_start(archive, STATEMENT_STATED_PUT, error);
    row_integer(&r, document_id);
    for (int i = 0; i < MEMBERS; i++) row_string(&r, values[i]);
    return row_run(&r, error);
}
