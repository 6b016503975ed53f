/*
 * Candidates: from a query to one FTS5 expression over paragraphs_fts that finds every paragraph that
 * matches, and, if it is exact, no other.
 *
 * A word made of index characters alone (see grams.h) is exact. Any other word is represented by the runs in
 * it, one behind the other, or by nothing if it has none; then the text of each candidate has to be asked
 * (query_decide). So it has where the words must stand in less than the paragraph, or a filter is not known to hold.
 */
#ifndef SPEECH_ARCHIVE_CANDIDATES_H
#define SPEECH_ARCHIVE_CANDIDATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <speecharchive/status.h>

#include "query.h"
#include "text_buffer.h"

enum {
    CANDIDATE_PHRASES = 64,   /* in one expression; what more a query has is asked of the text */
    CANDIDATE_CHARACTERS = 24 /* of one run that are looked up */
};

typedef struct candidates {
    text_buffer match; /* the FTS5 expression; empty: it matches no paragraph */
    bool complement;   /* the candidates are the paragraphs that do not match it */
    bool exact;
    size_t phrase_count;
    uint32_t phrase_terms[CANDIDATE_PHRASES]; /* the query's term that each phrase of the expression stands for */
} candidates;

/*
 * The candidates among all paragraphs, when the filters in `known` hold as `held` says (see query_facts); the others
 * are not looked at. *out is freed by candidates_free, also after an error. Errors: SPEECH_NOMEM.
 */
speech_status candidates_make(candidates *out, const query *q, uint64_t known, uint64_t held);

/*
 * The candidates for one term alone, as an FTS5 expression put into `match`; empty if the index knows nothing of it.
 * Errors: SPEECH_NOMEM.
 */
speech_status candidates_of_term(text_buffer *match, const query *q, size_t term);

/* Are they those of one word, found by the index alone? */
bool candidates_are_one_word(const candidates *c, const query *q);

void candidates_free(candidates *c);

#endif
