/* The formats that programs read: one row at a time, all columns. */
#ifndef ARCHIVE_QUERY_FORMATS_H
#define ARCHIVE_QUERY_FORMATS_H

#include <stddef.h>

#include "sheet.h"

/* One JSON object and a line end; numbers as numbers, an empty cell as null. */
void json_row(const char *const *names, const struct cell *cells, size_t count);

/* A record of RFC 4180, ended by CR LF; an empty cell is an empty field. */
void csv_row(const struct cell *cells, size_t count);

/* Fields between tabs; a tab, line end or backslash in one is written \t, \n, \r or \\. */
void tsv_row(const struct cell *cells, size_t count);

#endif
