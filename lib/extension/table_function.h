/*
 * Table-valued functions: what SQLite's virtual tables ask of every one of them. The arguments are hidden columns, the
 * last ones; the first is required. A function adds its own xOpen, xClose, xFilter, xNext, xEof, xColumn and xRowid.
 */
#ifndef SPEECH_EXTENSION_TABLE_FUNCTION_H
#define SPEECH_EXTENSION_TABLE_FUNCTION_H

#include <stdbool.h>

#include <speecharchive/status.h>

#include "sqlite.h"

enum { TABLE_ARGUMENTS = 6 };

typedef struct table_function {
    const char *sql;    /* CREATE TABLE x (columns, then arguments HIDDEN) */
    const char *call;   /* what a call looks like, for messages */
    int risk;           /* SQLITE_VTAB_INNOCUOUS or SQLITE_VTAB_DIRECTONLY */
    int first_argument; /* its column */
    int argument_count; /* at most TABLE_ARGUMENTS */
    double cost;        /* of a call, for the query planner */
    sqlite3_int64 rows; /* that a call returns, usually */
} table_function;

typedef struct table {
    sqlite3_vtab base;
    sqlite3 *db;
    const table_function *function;
} table;

/* The cursors of functions begin with this. */
typedef struct table_cursor {
    sqlite3_vtab_cursor base;
    sqlite3_value *arguments[TABLE_ARGUMENTS]; /* copies; NULL: not given */
} table_cursor;

/* For sqlite3_module; the client data of the module begins with its table_function. */
int table_connect(sqlite3 *db, void *context, int count, const char *const *arguments, sqlite3_vtab **out,
                  char **message);
int table_disconnect(sqlite3_vtab *base);
int table_best_index(sqlite3_vtab *base, sqlite3_index_info *info);

/* Takes the arguments that xFilter is called with, in place of earlier ones. */
int table_take_arguments(table_cursor *c, int plan, int count, sqlite3_value **values);
void table_free_arguments(table_cursor *c);

/* Is the argument left out, or NULL? */
bool table_lacks_argument(const table_cursor *c, int argument);

/* Makes the value of an argument's column the result. */
void table_result_argument(const table_cursor *c, sqlite3_context *context, int column);

/* Ends a call of xFilter or xNext with the library's error, as the table's message. */
int table_fail(table_cursor *c, const speech_error *error);

#endif
