#include "latency.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"

enum { PATH_SIZE = 1024, TEXT_SIZE = 256, TOP = 20, COLD_ROUNDS = 5, OPEN_ROUNDS = 9, ROUNDS_MAX = 1000 };

/* An engine that has taken so long for the queries of a class is not asked again. */
static const double CLASS_SECONDS = 20;

/* All engines, open. */
typedef struct session {
    const latency_plan *plan;
    const queries *queries;
    results *results;
    void *handles[ENGINES_MAX];
    double *seconds[ENGINES_MAX]; /* of the present class */
    size_t counts[ENGINES_MAX];
    size_t truth; /* the engine that is; ENGINES_MAX: none */
} session;

static void path_of(const latency_plan *plan, const bench_engine *engine, char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%s/%s", plan->work, engine->shares != NULL ? engine->shares : engine->name);
}

/* ---- warm ---- */

static bool session_open(session *s)
{
    size_t room = (s->plan->rounds + 1) * WORDS_MAX;
    s->truth = ENGINES_MAX;
    for (size_t e = 0; e < s->results->engine_count; e++) {
        char path[PATH_SIZE];
        const bench_engine *engine = s->results->engines[e];
        path_of(s->plan, engine, path);
        s->handles[e] = engine->open(path);
        s->seconds[e] = malloc(room * sizeof *s->seconds[e]);
        if (s->handles[e] == NULL || s->seconds[e] == NULL) return false;
        if (engine == &engine_like) s->truth = e;
    }
    s->results->has_truth = s->truth != ENGINES_MAX;
    return true;
}

static void session_close(session *s)
{
    for (size_t e = 0; e < s->results->engine_count; e++) {
        if (s->handles[e] != NULL) s->results->engines[e]->close(s->handles[e]);
        free(s->seconds[e]);
    }
}

/* Runs a query everywhere without a limit, and compares what was found with the truth. */
static bool compare_hits(session *s, const bench_query *query, timed *class)
{
    bench_hits found[ENGINES_MAX] = {{0}};
    for (size_t e = 0; e < s->results->engine_count; e++) {
        if (!s->results->engines[e]->search(s->handles[e], query, 0, &found[e])) return false;
        class[e].hits += found[e].count;
    }
    for (size_t e = 0; e < s->results->engine_count && s->results->has_truth; e++)
        class[e].correct =
            class[e].correct && found[e].count == found[s->truth].count && found[e].sum == found[s->truth].sum;
    return true;
}

static double spent(const session *s, size_t engine)
{
    double sum = 0;
    for (size_t i = 0; i < s->counts[engine]; i++) sum += s->seconds[engine][i];
    return sum;
}

/* One round of the queries of a class: each in every engine, another one beginning each time. */
static bool time_round(session *s, const query_class *class, size_t round)
{
    size_t engines = s->results->engine_count;
    double (*now)(void) = s->plan->processor ? processor_seconds : clock_seconds;
    for (size_t i = 0; i < class->count; i++)
        for (size_t k = 0; k < engines; k++) {
            size_t e = (k + i + round) % engines;
            bench_hits found = {0};
            if (spent(s, e) > CLASS_SECONDS) continue;
            double start = now();
            if (!s->results->engines[e]->search(s->handles[e], &class->queries[i], TOP, &found)) return false;
            s->seconds[e][s->counts[e]++] = now() - start;
        }
    return true;
}

static bool measure_class(session *s, const query_class *class, timed *out)
{
    bool done = true;
    for (size_t e = 0; e < ENGINES_MAX; e++) out[e] = (timed){.correct = true};
    for (size_t i = 0; i < class->count && done && s->results->has_truth; i++)
        done = compare_hits(s, &class->queries[i], out);
    memset(s->counts, 0, sizeof s->counts);
    if (s->plan->rounds > 0) done = done && time_round(s, class, 0); /* to warm up */
    for (size_t e = 0; e < s->results->engine_count; e++)
        if (spent(s, e) < CLASS_SECONDS / 10) s->counts[e] = 0;
    for (size_t round = 1; round <= s->plan->rounds && done; round++) done = time_round(s, class, round);
    for (size_t e = 0; e < s->results->engine_count && done; e++) {
        timed t = timed_from(s->seconds[e], s->counts[e]);
        t.hits = out[e].hits;
        t.correct = out[e].correct;
        t.known = t.known || s->plan->rounds == 0;
        out[e] = t;
    }
    return done;
}

static bool measure_warm(session *s)
{
    bool done = session_open(s);
    for (size_t c = 0; c < s->queries->count && done; c++) {
        fprintf(stderr, "class %s\n", s->queries->classes[c].name);
        done = measure_class(s, &s->queries->classes[c], s->results->classes[c]);
    }
    session_close(s);
    return done;
}

/* ---- cold ---- */

int latency_child(const bench_engine *engine, const char *path, char *text)
{
    bench_query query;
    bench_hits found = {0};
    if (engine == NULL || !query_read(&query, text)) return EXIT_FAILURE;
    double start = clock_seconds();
    void *handle = engine->open(path);
    double opened = clock_seconds();
    if (handle == NULL || !engine->search(handle, &query, TOP, &found)) return EXIT_FAILURE;
    double answered = clock_seconds();
    engine->close(handle);
    printf("%.9f %.9f\n", opened - start, answered - start);
    return EXIT_SUCCESS;
}

/* The seconds that a new process takes to open an index, and to open it and answer. */
static bool run_first(const latency_plan *plan, const bench_engine *engine, const bench_query *query, bool cold,
                      double seconds[2])
{
    char path[PATH_SIZE], text[TEXT_SIZE], answer[TEXT_SIZE];
    path_of(plan, engine, path);
    query_write(text, sizeof text, query);
    if (cold) files_forget(path);
    return run_again((const char *[]){"--first", engine->name, path, text, NULL}, answer, sizeof answer) &&
           sscanf(answer, "%lf %lf", &seconds[0], &seconds[1]) == 2;
}

static bool measure_opens(const latency_plan *plan, const queries *q, results *r)
{
    for (size_t e = 0; e < r->engine_count; e++) {
        double opens[OPEN_ROUNDS], seconds[2];
        for (size_t i = 0; i < OPEN_ROUNDS; i++) {
            if (!run_first(plan, r->engines[e], &q->classes[0].queries[0], false, seconds)) return false;
            opens[i] = seconds[0];
        }
        r->opens[e] = timed_from(opens, OPEN_ROUNDS);
        r->opens[e].correct = true;
    }
    return true;
}

static bool measure_cold_class(const latency_plan *plan, const query_class *class, const results *r, timed *out)
{
    double answers[ENGINES_MAX][COLD_ROUNDS], seconds[2];
    for (size_t round = 0; round < COLD_ROUNDS; round++)
        for (size_t e = 0; e < r->engine_count; e++) {
            const bench_query *query = &class->queries[round % class->count];
            if (r->engines[e] == &engine_like) continue;
            if (!run_first(plan, r->engines[e], query, true, seconds)) return false;
            answers[e][round] = seconds[1];
        }
    for (size_t e = 0; e < r->engine_count; e++) {
        if (r->engines[e] == &engine_like) continue;
        bool correct = out[e].correct;
        out[e] = timed_from(answers[e], COLD_ROUNDS);
        out[e].correct = correct;
    }
    return true;
}

bool latency_measure(const latency_plan *plan, const queries *q, results *r)
{
    session s = {.plan = plan, .queries = q, .results = r};
    bool done = plan->rounds <= ROUNDS_MAX && measure_warm(&s);
    r->has_times = plan->rounds > 0;
    if (!done || !r->has_times) return done;
    fprintf(stderr, "cold files\n");
    done = measure_opens(plan, q, r);
    for (size_t c = 0; c < q->count && done; c++) {
        const query_class *class = &q->classes[c];
        bool wanted = class->count > 0 && (strstr(class->name, "common") != NULL || strchr(class->name, 'A') != NULL);
        for (size_t e = 0; e < r->engine_count; e++) r->cold[c][e].correct = r->classes[c][e].correct;
        if (wanted) done = measure_cold_class(plan, class, r, r->cold[c]);
    }
    return done;
}
