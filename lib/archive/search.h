/*
 * What search adds to the archive's connection. SQL functions, so that filters compare as search does:
 *
 *   speech_fold(text)           the folded text (see fold.h); NULL for NULL
 *   speech_contains(text, word) 1 if the folded text holds the folded word, 0 if not or if text is NULL
 *
 * and those that a search uses itself, whose first argument (of speech_rank the second) is the search:
 *
 *   speech_rank(paragraphs_fts, search)  the score of the row that the index is at, which
 *   speech_kept(search)                  says again
 *   speech_score(search, id, text, held) the score of a paragraph for a text in it; NULL if that does not match where
 *                                        the filters of the query hold that have their bit set
 *   speech_recency(date)                 the score where no word was to be found, as a later date is better
 *   speech_shown(search, text)           the snippet
 *   speech_hits(search, text, begin)     where the words stand in a text that begins there, as JSON
 *
 * Scores are NULL for rows that are not among the best wanted.
 */
#ifndef SPEECH_ARCHIVE_SEARCH_H
#define SPEECH_ARCHIVE_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include <speecharchive/status.h>

#include "candidates.h"
#include "query.h"
#include "rank.h"
#include "snippet.h"
#include "sqlite.h"

/* One search, as long as its cursor lives. */
typedef struct search {
    query query;
    uint64_t required; /* filters that the SQL sees to, and how they hold (see query_required) */
    uint64_t held;
    candidates candidates;
    ranking ranking;
    speech_group group;
    char *others;       /* SQL: the filters that each row decides about, as bits; NULL: none */
    text_buffer newest; /* the ids of the answers, where they could be found by reading on; see newest.h */
    double kept;        /* the score of the row that speech_rank has seen last */
    snippet_style style;
    char *marks; /* memory of the style's strings */
    hit_memory memory;
    text_buffer snippet;
} search;

/* The type under which a search is bound to a statement (sqlite3_bind_pointer). */
#define SEARCH_POINTER "speech_search"

/*
 * The FROM clause of the candidates, with its WHERE, to which conditions may be added: paragraphs t of speeches s, and
 * u where the words must stand in less than a paragraph; and the text that they must stand in. If it holds :match, that
 * is the candidates' expression. Static storage.
 */
const char *search_from(const query *q, const candidates *c);
const char *search_text(const query *q);

/* Binds :match, if the statement has it. */
speech_status search_bind_match(const candidates *c, sqlite3_stmt *statement);

/* Registers the functions on a connection, once, when it is opened. Errors: SPEECH_NOMEM, SPEECH_INTERNAL (no FTS5). */
speech_status search_register(sqlite3 *db);

#endif
