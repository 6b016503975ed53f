#include "engine.h"

static const bench_engine *const ENGINES[] = {
    &engine_archive, &engine_rank, &engine_trigram,
#ifdef BENCH_GROONGA
    &engine_groonga,
#endif
#ifdef BENCH_XAPIAN
    &engine_xapian,
#endif
    &engine_like,    NULL,
};

const bench_engine *const *bench_engines(void)
{
    return ENGINES;
}

const char *bench_engines_missing(void)
{
    return ""
#ifndef BENCH_GROONGA
           " groonga (libgroonga-dev)"
#endif
#ifndef BENCH_XAPIAN
           " xapian (libxapian-dev and a C++ compiler)"
#endif
        ;
}

void bench_hit(bench_hits *hits, int64_t id, size_t bytes)
{
    uint64_t mixed = (uint64_t)id * 0x9e3779b97f4a7c15u;
    hits->count++;
    hits->sum += mixed ^ (mixed >> 29);
    hits->bytes += bytes;
}
