/*
 * Usage: where and how often the words of a query stand in the paragraphs that match it. SQL functions for trend.c and
 * concordance.c, whose argument `usage` is a usage bound to the statement under USAGE_POINTER:
 *
 *   speech_positions(paragraphs_fts, usage)  occurrences in the row that the index is at, if the usage is indexed
 *   speech_occurrences(usage, text, held)    occurrences in a paragraph's text; NULL if it does not match
 *   speech_matches(usage, text, held)        does the text match?
 *
 * `held` has the bits of the filters that hold, of those that each row decides about (see filter_conditions.h).
 */
#ifndef SPEECH_ARCHIVE_USAGE_H
#define SPEECH_ARCHIVE_USAGE_H

#include <stdint.h>

#include <speecharchive/status.h>

#include "candidates.h"
#include "conditions.h"
#include "hits.h"
#include "query.h"
#include "sqlite.h"

#define USAGE_POINTER "speech_usage"

typedef struct usage {
    query query;
    uint64_t required; /* filters that the SQL sees to, and how they hold (see query_required) */
    uint64_t held;
    candidates candidates;
    list terms;   /* size_t: the terms of the query that are to be found, each word once */
    bool indexed; /* positions in the index tell all occurrences */
    text_buffer folded;
} usage;

/* Reads a query. *out is freed by usage_free, also after an error. Errors: SPEECH_NOMEM. */
speech_status usage_make(usage *out, const char *text, speech_error *error);

void usage_free(usage *u);

/*
 * A SELECT of the paragraphs among which all matches are: id and held. Where words have to stand in less than a
 * paragraph, they are the matches. The query's filters are added to `c`, which is to be bound; `order` is an ORDER BY
 * clause on paragraphs t of speeches s, or "". The caller frees it with sqlite3_free; NULL: out of memory.
 */
char *usage_paragraphs_sql(const usage *u, conditions *c, const char *order);

/* Does a paragraph of that SELECT match? */
bool usage_matches(usage *u, const char *folded, size_t length, uint64_t held);

/* Binds :usage, :match and the conditions, where the SQL has them. Errors: SPEECH_NOMEM. */
speech_status usage_bind(usage *u, const conditions *c, sqlite3_stmt *statement);

/* Registers the functions on a connection, once, when it is opened. */
speech_status usage_register(sqlite3 *db, fts5_api *fts5);

#endif
