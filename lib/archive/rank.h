/*
 * Ranking: how well a paragraph answers a query.
 *
 * For each word of the query its occurrences in the paragraph count, less and less the more there are and the
 * longer the paragraph is (as in BM25), rare words more than common ones. Words that follow each other in the
 * query and in the paragraph count more, and so does a paragraph that begins a section. All this is rounded,
 * and what lies below tells the dates apart: of two paragraphs that are equally good the newer one comes first. Where a
 * single character is all that is to be found, only the date counts.
 *
 * What the occurrences add at most tells of most paragraphs that they are not among the best `wanted`; for the others
 * length and place are known (see paragraph_facts.h); its date is looked up only if it may still be
 * among the best `wanted`.
 */
#ifndef SPEECH_ARCHIVE_RANK_H
#define SPEECH_ARCHIVE_RANK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "candidates.h"
#include "handle.h"
#include "query.h"

enum { RANK_TERMS = CANDIDATE_PHRASES, RANK_PAIRS = 8, RANK_COUNTS = 16 };

/* A word that is to be found. */
typedef struct ranked_term {
    size_t term;   /* of the query */
    double weight; /* all weights together are 1 */
    size_t count;  /* occurrences in the paragraph in hand */
    double
        most[RANK_COUNTS]; /* what so many occurrences add at most, however short the paragraph; the last: any number */
} ranked_term;

/* Two words that follow each other in the query: ranked terms `first` and `first` + 1. */
typedef struct ranked_pair {
    size_t first;
    text_buffer together; /* both, folded, with nothing between */
    finder finder;
    size_t distance; /* characters of the first */
} ranked_pair;

typedef struct ranking {
    speech_archive *archive;
    bool started;           /* a row has been seen */
    sqlite3_stmt *speeches; /* the ids of those whose paragraphs count; NULL: of all */
    unsigned char **among;  /* the same as bits by id, in pages; NULL: none on that page, or not asked yet */
    size_t among_pages;
    bool only_date;         /* a single character is all that is to be found */
    uint32_t latest_speech; /* whose date was asked for last, 0: none yet */
    double latest_recency;
    double half_life; /* in years; 0: age does not count */
    double as_of;     /* what ages are counted from, as ranking_of_date has it; 0: the newest speech, not asked yet */
    ranked_term terms[RANK_TERMS];
    size_t term_count;
    ranked_pair pairs[RANK_PAIRS];
    size_t pair_count;
    int phrase_of[RANK_TERMS]; /* the phrase of the FTS5 expression that stands for a ranked term; -1: none */
    double *best;              /* a heap of the best scores so far, the least on top; NULL: all rows are wanted */
    size_t best_count;
    size_t wanted;
} ranking;

/*
 * Prepares the ranking of the answers to `q`, of which the best `wanted` are needed (0: all). *out is
 * freed by ranking_free, also after an error. Errors: SPEECH_NOMEM, those of reading.
 */
speech_status ranking_make(ranking *out, speech_archive *archive, const query *q, const candidates *c, size_t wanted,
                           speech_error *error);

/* Only rows of the speeches whose ids `speeches`, of which the ranking takes ownership, returns get a score. */
void ranking_among(ranking *r, sqlite3_stmt *speeches);

/*
 * What is older counts less (see speech_search_options), from the date `as_of` on, or from that of the newest speech if
 * it is NULL.
 */
void ranking_age(ranking *r, double half_life_years, const char *as_of);

void ranking_free(ranking *r);

/* What a date ('YYYY', 'YYYY-MM', 'YYYY-MM-DD' or NULL) adds to a score: less than any difference in relevance. */
double ranking_of_date(const char *date);

/*
 * The score of a paragraph from its folded text. SPEECH_ROW: *score holds it;
 * SPEECH_DONE: it is not among the best. Errors: SPEECH_CORRUPT and the like, when it could not be looked up.
 */
speech_status ranking_of_text(ranking *r, const query *q, int64_t paragraph, const text_buffer *folded, double *score);

/* The same for the row that FTS5 is at. */
speech_status ranking_of_row(ranking *r, const Fts5ExtensionApi *api, Fts5Context *row, double *score);

/* How often a phrase of the FTS5 expression stands in the row. Returns an SQLite result code. */
int rank_count_phrase(const Fts5ExtensionApi *api, Fts5Context *row, int phrase, size_t *count);

#endif
