/*
 * Binding the values of a row, one after the other. The first failure is kept and the rest is left out,
 * so that a row is checked once, at the end.
 */
#ifndef SPEECH_ARCHIVE_ROW_H
#define SPEECH_ARCHIVE_ROW_H

#include <speecharchive/analysis.h>

#include "handle.h"

typedef struct row {
    speech_archive *archive;
    sqlite3_stmt *statement;
    speech_status status;
    int bound; /* values so far */
} row;

/* A row for a cached statement. */
row row_start(speech_archive *archive, statement_id id, speech_error *error);

/* The texts and blobs must stay as they are until row_run. An empty text, and an id of 0, are stored as NULL. */
void row_id(row *r, int64_t id);
void row_integer(row *r, int64_t value);
void row_size(row *r, size_t value);
void row_real(row *r, double value);
void row_decimal(row *r, speech_decimal value);
void row_text(row *r, const char *text, size_t length);
void row_words(row *r, const char *text, size_t length); /* an empty text is '' */
void row_string(row *r, const char *text);
void row_blob(row *r, const void *bytes, size_t length);
void row_null(row *r);
void row_now(row *r); /* the present time, "2021-03-04T05:06:07Z" */

/* Runs the statement to its end and resets it. */
speech_status row_run(row *r, speech_error *error);

/* Goes to the first row of the result: SPEECH_ROW or SPEECH_DONE. The caller resets the statement. */
speech_status row_first(row *r, speech_error *error);

#endif
