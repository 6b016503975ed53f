/* Cursors: one row after the other from a statement. */
#ifndef SPEECH_ARCHIVE_CURSOR_H
#define SPEECH_ARCHIVE_CURSOR_H

#include "handle.h"

/*
 * Whoever makes a cursor may keep something of his own beside the statement. With `advance` the cursor
 * moves by that function (which makes the statement stand on the next row, and returns what
 * speech_cursor_next returns) instead of by sqlite3_step.
 */
typedef struct cursor_hooks {
    void *context;
    void (*context_free)(void *context); /* called once, after the statement is finalised; may be NULL */
    speech_status (*advance)(speech_cursor *cursor, speech_error *error); /* may be NULL */
} cursor_hooks;

struct speech_cursor {
    speech_archive *archive;
    sqlite3_stmt *statement;
    cursor_hooks hooks;
    bool row;  /* the statement stands on a row */
    bool done; /* no row is left, or reading failed: stepping again would start anew */
};

/*
 * Makes a cursor over `statement`, of which it takes ownership, as of hooks->context (hooks may be
 * NULL). On failure both are freed too. Errors: SPEECH_NOMEM, and those of text_index_catch_up.
 */
speech_status cursor_new(speech_archive *archive, sqlite3_stmt *statement, const cursor_hooks *hooks,
                         speech_cursor **out, speech_error *error);

#endif
