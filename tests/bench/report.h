/* What was measured, and how it is printed: as tables, or as rows of CSV (part,class,engine,measure,value). */
#ifndef SPEECH_BENCH_REPORT_H
#define SPEECH_BENCH_REPORT_H

#include "engine.h"
#include "queries.h"

enum { ENGINES_MAX = 8 };

typedef struct built {
    double seconds;       /* on the clock */
    double processor;     /* seconds of processor time, of all threads */
    double index_seconds; /* on the clock, for the full-text index alone */
    uint64_t peak_memory; /* bytes */
    uint64_t size;        /* bytes of the files */
    bool known;
} built;

/* Of one class of queries with one engine, or one engine's answers on a cold file. Times in seconds. */
typedef struct timed {
    double median;
    double percentile_95;
    uint64_t hits; /* of all queries of the class together */
    bool correct;  /* the hits are those of the scan */
    bool known;
} timed;

typedef struct results {
    const bench_engine *engines[ENGINES_MAX]; /* ours is the first */
    size_t engine_count;
    bool has_truth;
    bool has_times;      /* false: only hits were compared */
    uint64_t text_bytes; /* of all paragraphs */
    uint64_t paragraphs;
    built builds[ENGINES_MAX];
    timed opens[ENGINES_MAX]; /* opening a warm file in a new process */
    timed classes[QUERIES_CLASSES_MAX][ENGINES_MAX];
    timed cold[QUERIES_CLASSES_MAX][ENGINES_MAX]; /* opening and the first answer, the file not in memory */
} results;

/* The median and the like of some times, which are sorted. */
timed timed_from(double *seconds, size_t count);

typedef enum report_format { REPORT_TABLE, REPORT_CSV } report_format;

void report_print(const results *r, const queries *q, report_format format);

#endif
