/*
 * Conditions: from a speech_filter to SQL. The SQL calls the row's table t and its speech s (rows of speeches
 * are s themselves, documents are d), so whoever uses it has these in his FROM; conditions_from gives one.
 * Names of documents and speakers are looked through once a query, not once a row. Uses speech_contains of search.h.
 *
 * Dates: an incomplete delivered_on counts as the first day of its month or year, an incomplete due_on as
 * the last, since "by 2025" ends with 2025.
 */
#ifndef SPEECH_ARCHIVE_CONDITIONS_H
#define SPEECH_ARCHIVE_CONDITIONS_H

#include "handle.h"

enum { CONDITION_LIMIT = 160 }; /* values; more than a filter and a query's filters have */

typedef struct condition_value {
    int type; /* SQLITE_INTEGER, SQLITE_FLOAT or SQLITE_TEXT */
    int64_t integer;
    double real;
    char *text; /* owned */
} condition_value;

/* Start with {0}; free with conditions_free. */
typedef struct conditions {
    sqlite3_str *sql; /* " AND (...)" for each condition; parameters are named :c0, :c1 ... */
    condition_value values[CONDITION_LIMIT];
    int count;
    bool beyond_speech;   /* something is asked that is not the speech's or its document's */
    speech_status status; /* SPEECH_NOMEM: a value could not be copied */
    size_t limit;         /* as in the filter; not part of the SQL */
    size_t offset;
} conditions;

/* Takes a caller's filter (NULL: no condition), which may be of another version, over into *own. Errors: SPEECH_MISUSE.
 */
speech_status conditions_filter(speech_filter *own, const speech_filter *given, speech_error *error);

/*
 * Fills in `c` (which the caller frees, also on failure) for a filter, which may be NULL: no condition.
 * Errors: SPEECH_MISUSE (a condition on something the table does not have, a date that is none, an unknown
 * bit, struct_size not set), SPEECH_NOMEM.
 */
speech_status conditions_make(conditions *c, speech_table table, const speech_filter *filter, speech_error *error);

/*
 * More conditions, added to `sql`, which may be c->sql or any other that goes into the same statement. Each adds the
 * parameter of one value between `before` and `behind`; a failure is kept in c->status.
 */
void conditions_add_integer(conditions *c, sqlite3_str *sql, const char *before, int64_t value, const char *behind);
void conditions_add_text(conditions *c, sqlite3_str *sql, const char *before, const char *value, const char *behind);

/* COLUMN contains `value`, and "... IN (SELECT id FROM a table" closed by the rows whose COLUMN does. */
void conditions_add_contains(conditions *c, sqlite3_str *sql, const char *column, const char *value);
void conditions_add_among(conditions *c, sqlite3_str *sql, const char *before, const char *column, const char *value);

/* " AND COLUMN is one of the names whose bits are set", nothing for no bit; false: one is unknown. */
bool conditions_add_names(conditions *c, const char *column, unsigned bits, const char *(*name)(int));

/* " AND COLUMN is this section or one below it". */
void conditions_add_section(conditions *c, const char *column, int64_t section_id);

/* The speech s was delivered, or the directive `row` is due, in a range of valid dates; "": open. */
void conditions_add_delivered(conditions *c, sqlite3_str *sql, const char *from, const char *to);
void conditions_add_due(conditions *c, sqlite3_str *sql, const char *row, const char *from, const char *to);

/* The FROM clause for a table: " FROM figures t JOIN speeches s ON ...". Static storage. */
const char *conditions_from(speech_table table);

/* The conditions as text, "" if there are none. Valid until conditions_free. NULL: out of memory. */
const char *conditions_sql(const conditions *c);

/* The filter's limit and offset as LIMIT and OFFSET take them. */
long long conditions_limit(const conditions *c);
long long conditions_offset(const conditions *c);

/* Binds the values to a statement that holds the SQL. Errors: SPEECH_NOMEM. */
speech_status conditions_bind(const conditions *c, sqlite3_stmt *statement);

void conditions_free(conditions *c);

#endif
