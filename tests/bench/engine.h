/*
 * What the search benchmark asks of a search engine. One file an engine implements it; engines.c lists those that were
 * built. Functions that return bool have told standard error what went wrong when they return false.
 */
#ifndef SPEECH_BENCH_ENGINE_H
#define SPEECH_BENCH_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum bench_form { BENCH_WORD, BENCH_AND, BENCH_OR, BENCH_NOT } bench_form;

/* Words are Chinese characters only, in folded form: no engine needs to escape anything. */
typedef struct bench_query {
    bench_form form;
    const char *words[2]; /* the second is NULL for BENCH_WORD */
    int from_year;        /* 0: any */
    int to_year;
} bench_query;

/* What a search found. Two engines found the same paragraphs if count and sum are the same. */
typedef struct bench_hits {
    uint64_t count;
    uint64_t sum;   /* of the mixed ids */
    uint64_t bytes; /* of texts and snippets handed over */
} bench_hits;

void bench_hit(bench_hits *hits, int64_t id, size_t bytes);

enum { BENCH_NO_YEAR = 0 };

/* A file of all paragraphs, folded, from which every other engine is built. See paragraphs.h. */
typedef struct bench_engine {
    const char *name;
    const char *about;
    const char *shares; /* the engine whose files this one reads; it is not built then. NULL: it has its own */

    /*
     * Makes the index at `path` (a file or a folder that is not there yet) from `source`: the paragraphs, of the
     * archive the folder of documents. *index_seconds: the part of the time that goes into the full-text index alone.
     */
    bool (*build)(const char *source, const char *path, double *index_seconds);

    void *(*open)(const char *path); /* NULL: failed */

    /* The best `limit` paragraphs with text or snippet, read to the end; limit 0: only the ids of all that match. */
    bool (*search)(void *engine, const bench_query *query, size_t limit, bench_hits *hits);

    void (*close)(void *engine);
} bench_engine;

extern const bench_engine engine_archive; /* ours, by the public headers only */
extern const bench_engine engine_rank;
extern const bench_engine engine_trigram;
extern const bench_engine engine_like;
extern const bench_engine engine_groonga;
extern const bench_engine engine_xapian;

/* Those that were built, ours first. Ends with NULL. */
const bench_engine *const *bench_engines(void);

/* Engines that this program was built without, in words; "" if there is none. */
const char *bench_engines_missing(void);

#ifdef __cplusplus
}
#endif
#endif
