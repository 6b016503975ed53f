#include "row.h"

#include <string.h>

#include "clock.h"
#include "decimal.h"
#include "error.h"

row row_start(speech_archive *archive, statement_id id, speech_error *error)
{
    row r = {.archive = archive};
    r.status = archive_statement(archive, id, &r.statement, error);
    return r;
}

/* The number of the next parameter, or 0 if the row has failed. */
static int next_parameter(row *r)
{
    return r->status == SPEECH_OK ? ++r->bound : 0;
}

static void row_note(row *r, int code)
{
    if (r->status == SPEECH_OK) r->status = archive_status(code);
}

void row_null(row *r)
{
    next_parameter(r); /* a parameter without a value is NULL */
}

void row_integer(row *r, int64_t value)
{
    int parameter = next_parameter(r);
    if (parameter > 0) row_note(r, sqlite3_bind_int64(r->statement, parameter, value));
}

void row_id(row *r, int64_t id)
{
    if (id == 0) row_null(r);
    else row_integer(r, id);
}

void row_size(row *r, size_t value)
{
    row_integer(r, (int64_t)value);
}

void row_real(row *r, double value)
{
    int parameter = next_parameter(r);
    if (parameter > 0) row_note(r, sqlite3_bind_double(r->statement, parameter, value));
}

void row_decimal(row *r, speech_decimal value)
{
    int64_t whole = 0;
    if (decimal_to_integer(value, &whole)) row_integer(r, whole);
    else row_real(r, speech_decimal_to_double(value));
}

void row_words(row *r, const char *text, size_t length)
{
    int parameter = next_parameter(r);
    const char *words = length == 0 ? "" : text;
    if (parameter > 0)
        row_note(r, sqlite3_bind_text64(r->statement, parameter, words, length, SQLITE_STATIC, SQLITE_UTF8));
}

void row_text(row *r, const char *text, size_t length)
{
    if (length == 0) row_null(r);
    else row_words(r, text, length);
}

void row_string(row *r, const char *text)
{
    row_text(r, text, text == NULL ? 0 : strlen(text));
}

void row_blob(row *r, const void *bytes, size_t length)
{
    int parameter = next_parameter(r);
    if (parameter > 0 && bytes != NULL)
        row_note(r, sqlite3_bind_blob64(r->statement, parameter, bytes, length, SQLITE_STATIC));
}

void row_now(row *r)
{
    char now[TIME_STAMP_SIZE];
    time_stamp(now);
    int parameter = next_parameter(r);
    if (parameter > 0) row_note(r, sqlite3_bind_text(r->statement, parameter, now, -1, SQLITE_TRANSIENT));
}

speech_status row_first(row *r, speech_error *error)
{
    if (r->statement == NULL) return r->status; /* told already */
    if (r->status == SPEECH_NOMEM) return error_no_memory(error);
    if (r->status != SPEECH_OK) return archive_error(r->archive, error);
    return archive_step(r->archive, r->statement, error);
}

speech_status row_run(row *r, speech_error *error)
{
    speech_status status = row_first(r, error);
    if (r->statement != NULL) {
        sqlite3_reset(r->statement);
        sqlite3_clear_bindings(r->statement); /* they point to memory that is the caller's */
    }
    return status == SPEECH_ROW || status == SPEECH_DONE ? SPEECH_OK : status;
}
