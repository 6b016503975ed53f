/* Rows on standard output, in the format the user asked for. */
#ifndef ARCHIVE_QUERY_SHEET_H
#define ARCHIVE_QUERY_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <speecharchive/archive.h>

#include "options.h"
#include "terminal.h"

/* One value. */
struct cell {
    speech_type type;
    const char *text; /* also of numbers; NULL for SPEECH_NULL */
};

/* How a table shows a column. json, csv and tsv show all columns that there are, as they are. */
typedef enum column_style {
    COLUMN_NUMBER, /* right-aligned, never cut */
    COLUMN_WORD,   /* never cut */
    COLUMN_NAME,   /* cut to fit */
    COLUMN_TEXT,   /* the same, with three times the room */
    COLUMN_HITS,   /* text whose first hit stays in sight when cut */
    COLUMN_BEFORE, /* text that the next column goes on with: right-aligned, cut at its beginning */
    COLUMN_KEYWORD /* never cut, coloured as a hit */
} column_style;

typedef struct column_view {
    const char *name; /* as in the archive */
    const char *heading;
    column_style style;
} column_view;

struct sheet;

/*
 * Begins a sheet whose rows have the `count` columns called `names`; both are kept by the sheet's caller
 * until sheet_close, as are `terminal` and `view`, the columns that a table shows, ended by one without a
 * name; those that are not among `names` are left out.
 */
struct sheet *sheet_open(const struct options *options, const struct terminal *terminal, const column_view *view);
void sheet_columns(struct sheet *sheet, const char *const *names, size_t count);

/* Writes one row, a cell for each column. False: standard output takes no more. */
bool sheet_row(struct sheet *sheet, const struct cell *cells);

/* Ends the sheet and writes what is left of it. Returns the number of rows. */
size_t sheet_close(struct sheet *sheet);

/* Cells of made-up rows. `buffer` has room for 24 bytes. NULL text makes an empty cell. */
struct cell cell_text(const char *text);
struct cell cell_integer(int64_t value, char *buffer);

/*
 * Writes all rows of a cursor, then ends the sheet and frees the cursor. Returns the status of the last
 * speech_cursor_next: SPEECH_DONE (also when standard output takes no more) or what went wrong. *rows
 * receives the number of rows. A search or concordance without any writes nothing, not even the names of the columns.
 */
speech_status sheet_cursor(struct sheet *sheet, speech_cursor *cursor, size_t *rows, speech_error *error);

/* The names of a cursor's columns, with room for `extra` more; freed with free. */
const char **cursor_names(const speech_cursor *cursor, size_t extra);

/* The current row of a cursor, a cell a column. The texts last until the next row. */
void cursor_cells(speech_cursor *cursor, struct cell *cells);

#endif
