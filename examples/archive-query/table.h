/* A table with aligned columns, for people. */
#ifndef ARCHIVE_QUERY_TABLE_H
#define ARCHIVE_QUERY_TABLE_H

#include <stddef.h>

#include "sheet.h"

struct table;

/* `view` says which of the `count` columns called `names` are shown. All are kept by the caller. */
struct table *table_open(const struct terminal *terminal, const column_view *view, const char *const *names,
                         size_t count);

/*
 * Adds a row. The first 1000 rows decide how wide the columns are: they are written when there are so many,
 * or at the end; each row after them at once.
 */
void table_row(struct table *table, const struct cell *cells);

/* Writes what is left. A table without rows writes nothing. */
void table_close(struct table *table);

#endif
