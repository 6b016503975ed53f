#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define SAMPLE_ROWS 1000
#define GAP 2        /* blanks between columns */
#define NARROWEST 6  /* a column is not cut to less, nor to less than its heading */
#define ELLIPSIS "…" /* one column wide */

typedef struct table_column {
    const column_view *view;
    size_t source; /* which cell of a row */
    size_t widest; /* columns of the widest cell so far */
    size_t width;  /* columns it gets */
} table_column;

struct table {
    const struct terminal *terminal;
    table_column *columns;
    size_t column_count;
    char **cells; /* those of the sample, row by row */
    size_t rows;  /* in the sample */
    bool started; /* the sample is written */
};

struct table *table_open(const struct terminal *terminal, const column_view *view, const char *const *names,
                         size_t count)
{
    struct table *new = memory_resize(NULL, 1, sizeof *new);
    *new = (struct table){.terminal = terminal, .columns = memory_resize(NULL, count, sizeof *new->columns)};
    for (; view->name != NULL; view++) {
        size_t source = 0;
        while (source < count && strcmp(names[source], view->name) != 0) source++;
        if (source < count && new->column_count < count)
            new->columns[new->column_count++] =
                (table_column){.view = view, .source = source, .widest = text_width(view->heading)};
    }
    new->cells = memory_resize(NULL, SAMPLE_ROWS * (new->column_count + 1), sizeof *new->cells);
    return new;
}

/* How many parts of the spare room a column may take; 0: it is never cut. */
static size_t column_weight(const table_column *column)
{
    switch (column->view->style) {
    case COLUMN_NUMBER:
    case COLUMN_KEYWORD:
    case COLUMN_WORD: return 0;
    case COLUMN_NAME: return 1;
    case COLUMN_TEXT:
    case COLUMN_BEFORE:
    case COLUMN_HITS: return 3;
    }
    return 1;
}

/* The width of a column when one part of room is `part` columns wide. */
static size_t column_width(const table_column *column, size_t part)
{
    size_t most = column_weight(column) * part, least = text_width(column->view->heading);
    if (most == 0 || column->widest <= most) return column->widest;
    if (least < NARROWEST) least = NARROWEST;
    return most > least ? most : least;
}

static size_t table_width(const struct table *table, size_t part)
{
    size_t width = 0;
    for (size_t i = 0; i < table->column_count; i++)
        width += column_width(&table->columns[i], part) + (i > 0 ? GAP : 0);
    return width;
}

/* Gives each column its width: all it needs, or what is left of the terminal shared by weight. */
static void table_lay_out(struct table *table)
{
    size_t limit = table->terminal->width, part = limit > 0 ? 1 : SIZE_MAX / 4;
    while (limit > 0 && part < limit && table_width(table, part + 1) <= limit) part++;
    for (size_t i = 0; i < table->column_count; i++) table->columns[i].width = column_width(&table->columns[i], part);
    /* What rounding left over goes to the last column that is cut. */
    size_t width = table_width(table, part);
    for (size_t i = table->column_count; i-- > 0 && limit > width;)
        if (table->columns[i].width < table->columns[i].widest) {
            table->columns[i].width += limit - width;
            break;
        }
}

/* Writes text with its hits in colour. */
static void hits_write(const struct terminal *terminal, const char *text)
{
    bool inside = false;
    for (; *text != '\0'; text++) {
        bool mark = *text == HIT_BEGIN || *text == HIT_END;
        if (mark) inside = *text == HIT_BEGIN;
        if (mark) fputs(terminal_ink(terminal, inside ? INK_HIT : INK_PLAIN), stdout);
        else putchar((unsigned char)*text);
    }
    if (inside) fputs(terminal_ink(terminal, INK_PLAIN), stdout);
}

/* Where to begin a text that is wider than `room`, so that its first hit is seen and the room is filled. */
static const char *hits_start(const char *text, size_t room)
{
    const char *hit = strchr(text, HIT_BEGIN);
    if (hit == NULL) hit = strstr(text, "【");
    size_t width = text_width(text), before = hit != NULL ? width - text_width(hit) : 0;
    size_t skipped = before > room / 3 ? before - room / 3 : 0;
    if (skipped > width - room + 1) skipped = width - room + 1;
    return text + text_fit(text, skipped);
}

/* Where to begin a text that is wider than `room`, so that its end and "…" before it fill the room. */
static const char *tail_start(const char *text, size_t room)
{
    const char *start = text + text_fit(text, text_width(text) - room + 1);
    return text_width(start) < room ? start : start + text_fit(start, 2); /* half of a wide character was too much */
}

/* What of a text is shown in `room` columns; freed with free. */
static char *cell_cut(const char *text, column_style style, size_t room)
{
    const char *start = style == COLUMN_HITS     ? hits_start(text, room)
                        : style == COLUMN_BEFORE ? tail_start(text, room)
                                                 : text;
    size_t dots = start > text;
    size_t length = strlen(start);
    if (text_width(start) + dots > room) length = text_fit(start, room - dots - 1);
    char *shown = memory_resize(NULL, length + 2 * sizeof ELLIPSIS, 1);
    snprintf(shown, length + 2 * sizeof ELLIPSIS, "%s%.*s%s", dots > 0 ? ELLIPSIS : "", (int)length, start,
             start[length] != '\0' ? ELLIPSIS : "");
    return shown;
}

static void blanks_write(size_t count)
{
    while (count-- > 0) putchar(' ');
}

/*
 * Writes a cell, cut if need be. *pending is the number of blanks that are due before it; blanks at the end of
 * a line are never written.
 */
static void cell_write(const struct table *table, const table_column *column, const char *text, size_t *pending)
{
    size_t width = text_width(text);
    char *shown = NULL;
    if (table->terminal->width > 0 && width > column->width && column_weight(column) > 0) {
        shown = cell_cut(text, column->view->style, column->width);
        text = shown;
        width = text_width(text);
    }
    size_t spare = width < column->width ? column->width - width : 0;
    bool right = column->view->style == COLUMN_NUMBER || column->view->style == COLUMN_BEFORE;
    if (width > 0) {
        blanks_write(*pending + (right ? spare : 0));
        hits_write(table->terminal, text);
        *pending = GAP + (right ? 0 : spare);
    } else {
        *pending += column->width + GAP;
    }
    free(shown);
}

static void headings_write(const struct table *table)
{
    size_t pending = 0;
    fputs(terminal_ink(table->terminal, INK_BOLD), stdout);
    for (size_t i = 0; i < table->column_count; i++)
        cell_write(table, &table->columns[i], table->columns[i].view->heading, &pending);
    fputs(terminal_ink(table->terminal, INK_PLAIN), stdout);
    putchar('\n');
}

static void row_write(const struct table *table, char *const *cells)
{
    size_t pending = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        bool keyword = table->columns[i].view->style == COLUMN_KEYWORD;
        if (keyword) fputs(terminal_ink(table->terminal, INK_HIT), stdout);
        cell_write(table, &table->columns[i], cells[i], &pending);
        if (keyword) fputs(terminal_ink(table->terminal, INK_PLAIN), stdout);
    }
    putchar('\n');
}

static void row_free(const struct table *table, char **cells)
{
    for (size_t i = 0; i < table->column_count; i++) free(cells[i]);
}

/* Writes the rows that were held back. */
static void sample_write(struct table *table)
{
    table->started = true;
    if (table->rows == 0) return;
    table_lay_out(table);
    headings_write(table);
    for (size_t row = 0; row < table->rows; row++) {
        row_write(table, table->cells + row * table->column_count);
        row_free(table, table->cells + row * table->column_count);
    }
}

void table_row(struct table *table, const struct cell *cells)
{
    char **row = table->cells + table->rows * table->column_count;
    for (size_t i = 0; i < table->column_count; i++) {
        table_column *column = &table->columns[i];
        const char *text = cells[column->source].text;
        row[i] = text_clean(text != NULL ? text : "", column->view->style == COLUMN_HITS ? TEXT_HITS : TEXT_LINE);
        size_t width = table->started ? 0 : text_width(row[i]);
        if (width > column->widest) column->widest = width;
    }
    if (table->started) {
        row_write(table, row);
        row_free(table, row);
    } else if (++table->rows == SAMPLE_ROWS) {
        sample_write(table);
    }
}

void table_close(struct table *table)
{
    if (!table->started) sample_write(table);
    free(table->cells);
    free(table->columns);
    free(table);
}
