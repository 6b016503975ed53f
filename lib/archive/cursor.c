#include "cursor.h"

#include <string.h>

#include "error.h"
#include "memory.h"
#include "text_index.h"

speech_status cursor_new(speech_archive *archive, sqlite3_stmt *statement, const cursor_hooks *hooks,
                         speech_cursor **out, speech_error *error)
{
    cursor_hooks own = {0};
    if (hooks != NULL) own = *hooks;
    speech_status status = text_index_catch_up(archive, error); /* in a group: cursors see all of it */
    speech_cursor *cursor = status == SPEECH_OK ? memory_alloc(sizeof *cursor) : NULL;
    if (cursor == NULL) {
        sqlite3_finalize(statement);
        if (own.context_free != NULL) own.context_free(own.context);
        return status == SPEECH_OK ? error_no_memory(error) : status;
    }
    *cursor = (speech_cursor){.archive = archive, .statement = statement, .hooks = own};
    archive_cursor_made(archive);
    *out = cursor;
    return SPEECH_OK;
}

speech_status speech_cursor_next(speech_cursor *cursor, speech_error *error)
{
    if (cursor == NULL) return error_misuse(error, "no cursor was given");
    if (cursor->done) return SPEECH_DONE;
    speech_status status = cursor->hooks.advance != NULL ? cursor->hooks.advance(cursor, error)
                                                         : archive_step(cursor->archive, cursor->statement, error);
    cursor->row = status == SPEECH_ROW;
    cursor->done = status != SPEECH_ROW;
    if (cursor->done) sqlite3_reset(cursor->statement); /* the snapshot is let go at once */
    return status;
}

int speech_cursor_columns(const speech_cursor *cursor)
{
    return cursor == NULL ? 0 : sqlite3_column_count(cursor->statement);
}

const char *speech_cursor_name(const speech_cursor *cursor, int column)
{
    if (column < 0 || column >= speech_cursor_columns(cursor)) return NULL;
    return sqlite3_column_name(cursor->statement, column);
}

int speech_cursor_column(const speech_cursor *cursor, const char *name)
{
    int count = name == NULL ? 0 : speech_cursor_columns(cursor);
    for (int i = 0; i < count; i++) {
        const char *candidate = sqlite3_column_name(cursor->statement, i);
        if (candidate != NULL && strcmp(candidate, name) == 0) return i;
    }
    return -1;
}

/* Is there a value to be asked for? */
static bool has_value(const speech_cursor *cursor, int column)
{
    return cursor != NULL && cursor->row && column >= 0 && column < speech_cursor_columns(cursor);
}

speech_type speech_cursor_type(speech_cursor *cursor, int column)
{
    if (!has_value(cursor, column)) return SPEECH_NULL;
    switch (sqlite3_column_type(cursor->statement, column)) {
    case SQLITE_INTEGER: return SPEECH_INTEGER;
    case SQLITE_FLOAT: return SPEECH_REAL;
    case SQLITE_NULL: return SPEECH_NULL;
    default: return SPEECH_TEXT;
    }
}

int64_t speech_cursor_integer(speech_cursor *cursor, int column)
{
    return has_value(cursor, column) ? sqlite3_column_int64(cursor->statement, column) : 0;
}

double speech_cursor_real(speech_cursor *cursor, int column)
{
    return has_value(cursor, column) ? sqlite3_column_double(cursor->statement, column) : 0.0;
}

const char *speech_cursor_text(speech_cursor *cursor, int column)
{
    return has_value(cursor, column) ? (const char *)sqlite3_column_text(cursor->statement, column) : NULL;
}

void speech_cursor_free(speech_cursor *cursor)
{
    if (cursor == NULL) return;
    sqlite3_finalize(cursor->statement);
    if (cursor->hooks.context_free != NULL) cursor->hooks.context_free(cursor->hooks.context);
    archive_cursor_freed(cursor->archive);
    memory_free(cursor);
}
