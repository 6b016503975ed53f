/* Measures how long searches take, and whether they find what they should. */
#ifndef SPEECH_BENCH_LATENCY_H
#define SPEECH_BENCH_LATENCY_H

#include "report.h"

typedef struct latency_plan {
    const char *work; /* folder of the indexes */
    size_t rounds;    /* how often each query is timed; 0: only the hits are compared */
    bool processor;   /* warm searches are timed by processor time instead of the clock: for a busy machine */
} latency_plan;

/*
 * Runs all queries in all engines of r->engines, and fills in what they found and how long they took. The truth is what
 * engine_like finds, if it takes part.
 */
bool latency_measure(const latency_plan *plan, const queries *q, results *r);

/*
 * What a new process does that measures the first answer: opens the index, searches, and prints the seconds that both
 * took. `query` was written by query_write. Returns what main returns.
 */
int latency_child(const bench_engine *engine, const char *path, char *query);

#endif
