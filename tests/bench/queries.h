/* The classes of queries that are measured. */
#ifndef SPEECH_BENCH_QUERIES_H
#define SPEECH_BENCH_QUERIES_H

#include "engine.h"
#include "words.h"

enum { QUERIES_CLASSES_MAX = 20 };

typedef struct query_class {
    const char *name;
    bench_query queries[WORDS_MAX];
    size_t count;
} query_class;

typedef struct queries {
    query_class classes[QUERIES_CLASSES_MAX];
    size_t count;
    word_choice one, two, four, nine; /* the words, by their length in characters; the classes point to them */
} queries;

/* Makes classes of up to `count` queries from a file of paragraphs. `q` must stay where it is. */
bool queries_make(queries *q, const char *paragraphs, size_t count);

/* Keeps only the classes whose name holds `part`. */
void queries_keep(queries *q, const char *part);

/* A query as one argument of a program, and back; the words of *query point into `text`, which is changed. */
void query_write(char *text, size_t size, const bench_query *query);
bool query_read(bench_query *query, char *text);

#endif
