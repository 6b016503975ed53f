#include "sheet.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "formats.h"
#include "table.h"
#include "text.h"

struct sheet {
    output_format format;
    const struct terminal *terminal;
    const column_view *view;
    const char *const *names;
    size_t count;
    struct table *table; /* FORMAT_TABLE only */
    size_t rows;
    bool bare; /* without rows, names are not written either */
};

struct sheet *sheet_open(const struct options *options, const struct terminal *terminal, const column_view *view)
{
    struct sheet *new = memory_resize(NULL, 1, sizeof *new);
    *new = (struct sheet){.format = options->format, .terminal = terminal, .view = view};
    new->bare = options->command == COMMAND_SEARCH || options->command == COMMAND_KWIC;
    return new;
}

/* The line of names that csv and tsv begin with. */
static void names_write(const struct sheet *sheet)
{
    struct cell *cells = memory_resize(NULL, sheet->count, sizeof *cells);
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a sheet with columns has their names */
    for (size_t i = 0; i < sheet->count; i++) cells[i] = cell_text(sheet->names[i]);
    if (sheet->format == FORMAT_CSV) csv_row(cells, sheet->count);
    else tsv_row(cells, sheet->count);
    free(cells);
}

void sheet_columns(struct sheet *sheet, const char *const *names, size_t count)
{
    sheet->names = names;
    sheet->count = count;
    if (sheet->format == FORMAT_TABLE) sheet->table = table_open(sheet->terminal, sheet->view, names, count);
    else if (sheet->format != FORMAT_JSON) names_write(sheet);
}

bool sheet_row(struct sheet *sheet, const struct cell *cells)
{
    switch (sheet->format) {
    case FORMAT_TABLE: table_row(sheet->table, cells); break;
    case FORMAT_JSON: json_row(sheet->names, cells, sheet->count); break;
    case FORMAT_CSV: csv_row(cells, sheet->count); break;
    case FORMAT_TSV: tsv_row(cells, sheet->count); break;
    }
    sheet->rows++;
    return ferror(stdout) == 0;
}

size_t sheet_close(struct sheet *sheet)
{
    size_t rows = sheet->rows;
    if (sheet->table != NULL) table_close(sheet->table);
    free(sheet);
    return rows;
}

struct cell cell_text(const char *text)
{
    return (struct cell){.type = text != NULL ? SPEECH_TEXT : SPEECH_NULL, .text = text};
}

struct cell cell_integer(int64_t value, char *buffer)
{
    snprintf(buffer, 24, "%" PRId64, value);
    return (struct cell){.type = SPEECH_INTEGER, .text = buffer};
}

const char **cursor_names(const speech_cursor *cursor, size_t extra)
{
    int count = speech_cursor_columns(cursor);
    const char **names = memory_resize(NULL, (size_t)count + extra, sizeof *names);
    for (int i = 0; i < count; i++) names[i] = speech_cursor_name(cursor, i);
    return names;
}

void cursor_cells(speech_cursor *cursor, struct cell *cells)
{
    int count = speech_cursor_columns(cursor);
    for (int i = 0; i < count; i++) {
        cells[i].type = speech_cursor_type(cursor, i);
        cells[i].text = speech_cursor_text(cursor, i);
    }
}

/* Writes the rows of a cursor whose columns are `names`. */
static speech_status rows_write(struct sheet *sheet, speech_cursor *cursor, const char *const *names,
                                speech_error *error)
{
    size_t count = (size_t)speech_cursor_columns(cursor);
    struct cell *cells = memory_resize(NULL, count, sizeof *cells);
    bool taken = true;
    speech_status status = SPEECH_ROW;
    while (taken && (status = speech_cursor_next(cursor, error)) == SPEECH_ROW) {
        if (sheet->names == NULL) sheet_columns(sheet, names, count);
        cursor_cells(cursor, cells);
        taken = sheet_row(sheet, cells);
    }
    free(cells);
    return taken ? status : SPEECH_DONE;
}

speech_status sheet_cursor(struct sheet *sheet, speech_cursor *cursor, size_t *rows, speech_error *error)
{
    const char **names = cursor_names(cursor, 0);
    if (!sheet->bare) sheet_columns(sheet, names, (size_t)speech_cursor_columns(cursor));
    speech_status status = rows_write(sheet, cursor, names, error);
    *rows = sheet_close(sheet);
    free(names);
    speech_cursor_free(cursor);
    return status;
}
