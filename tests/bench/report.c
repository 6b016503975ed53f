#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

timed timed_from(double *seconds, size_t count)
{
    if (count == 0) return (timed){0};
    qsort(seconds, count, sizeof *seconds, compare_doubles);
    return (timed){.median = seconds[count / 2], .percentile_95 = seconds[(count - 1) * 95 / 100], .known = true};
}

/* ---- tables ---- */

static void print_names(const results *r, const char *first)
{
    printf("\n%-12s", first);
    for (size_t e = 0; e < r->engine_count; e++) printf(" %15s", r->engines[e]->name);
    putchar('\n');
}

static void print_builds(const results *r)
{
    if (!r->builds[0].known) return; /* made by an earlier run */
    printf("\nbuilding       seconds  ratio  processor  index alone  ratio  peak memory MB  files MB  × text\n");
    double whole = r->builds[0].seconds, index = r->builds[0].index_seconds, text = (double)r->text_bytes;
    for (size_t e = 0; e < r->engine_count; e++) {
        const built *b = &r->builds[e];
        if (!b->known) continue;
        printf("%-12s %9.2f %6.2f %10.2f %12.2f %6.2f %15.1f %9.1f %7.2f\n", r->engines[e]->name, b->seconds,
               b->seconds / whole, b->processor, b->index_seconds, b->index_seconds / index,
               (double)b->peak_memory / 1e6, (double)b->size / 1e6, (double)b->size / text);
    }
}

/* One engine's times beside ours: milliseconds for ours, ratios for the others; in brackets if its hits are wrong. */
static void print_times(const timed *t, const timed *ours, bool first)
{
    char cell[48];
    if (!t->known) snprintf(cell, sizeof cell, "-");
    else if (first)
        snprintf(cell, sizeof cell, t->correct ? "%.2f / %.2f ms" : "[%.2f / %.2f ms]", t->median * 1e3,
                 t->percentile_95 * 1e3);
    else
        snprintf(cell, sizeof cell, t->correct ? "%.2f / %.2f" : "[%.2f / %.2f]", t->median / ours->median,
                 t->percentile_95 / ours->percentile_95);
    printf(" %15s", cell);
}

static void print_classes(const results *r, const queries *q)
{
    printf(
        "\nTop 20 with snippets, file in memory: median / 95th percentile; ours in ms, the others as multiples of ours."
        "\nA number in the class is the length of the words; [ ]: the hits are not those of the scan.\n");
    print_names(r, "class");
    for (size_t c = 0; c < q->count; c++) {
        printf("%-12s", q->classes[c].name);
        for (size_t e = 0; e < r->engine_count; e++) print_times(&r->classes[c][e], &r->classes[c][0], e == 0);
        putchar('\n');
    }
}

static void print_hits(const results *r, const queries *q)
{
    printf("\nHits of all queries of a class together.\n");
    print_names(r, "class");
    for (size_t c = 0; c < q->count; c++) {
        printf("%-12s", q->classes[c].name);
        for (size_t e = 0; e < r->engine_count; e++) {
            const timed *t = &r->classes[c][e];
            if (t->known) printf(" %14" PRIu64 "%c", t->hits, t->correct ? ' ' : '!');
            else printf(" %15s", "-");
        }
        putchar('\n');
    }
}

static void print_cold(const results *r, const queries *q)
{
    printf("\nA new process; opening a file in memory, and opening plus the first answer from a file that is not.\n");
    print_names(r, "class");
    printf("%-12s", "open");
    for (size_t e = 0; e < r->engine_count; e++) print_times(&r->opens[e], &r->opens[0], e == 0);
    putchar('\n');
    for (size_t c = 0; c < q->count; c++) {
        if (!r->cold[c][0].known) continue;
        printf("%-12s", q->classes[c].name);
        for (size_t e = 0; e < r->engine_count; e++) print_times(&r->cold[c][e], &r->cold[c][0], e == 0);
        putchar('\n');
    }
}

/* ---- CSV ---- */

static void row(const results *r, const char *part, const char *class, size_t engine, const char *measure, double value)
{
    printf("%.1f,%s,%s,%s,%s,%.9g\n", (double)r->text_bytes / 1e6, part, class, r->engines[engine]->name, measure,
           value);
}

static void timed_rows(const results *r, const char *part, const char *class, size_t engine, const timed *t)
{
    if (!t->known) return;
    row(r, part, class, engine, "median_seconds", t->median);
    row(r, part, class, engine, "p95_seconds", t->percentile_95);
}

static void csv_print(const results *r, const queries *q)
{
    puts("text_megabytes,part,class,engine,measure,value");
    for (size_t e = 0; e < r->engine_count; e++) {
        const built *b = &r->builds[e];
        if (b->known) {
            row(r, "build", "", e, "seconds", b->seconds);
            row(r, "build", "", e, "processor_seconds", b->processor);
            row(r, "build", "", e, "index_seconds", b->index_seconds);
            row(r, "build", "", e, "peak_memory_bytes", (double)b->peak_memory);
            row(r, "build", "", e, "file_bytes", (double)b->size);
        }
        timed_rows(r, "open", "", e, &r->opens[e]);
        for (size_t c = 0; c < q->count; c++) {
            const timed *t = &r->classes[c][e];
            timed_rows(r, "warm", q->classes[c].name, e, t);
            timed_rows(r, "cold", q->classes[c].name, e, &r->cold[c][e]);
            if (!t->known) continue;
            row(r, "warm", q->classes[c].name, e, "hits", (double)t->hits);
            row(r, "warm", q->classes[c].name, e, "correct", t->correct);
        }
    }
}

void report_print(const results *r, const queries *q, report_format format)
{
    if (format == REPORT_CSV) {
        csv_print(r, q);
        return;
    }
    printf("%" PRIu64 " paragraphs, %.1f MB of text\n\n", r->paragraphs, (double)r->text_bytes / 1e6);
    for (size_t e = 0; e < r->engine_count; e++) printf("%-9s %s\n", r->engines[e]->name, r->engines[e]->about);
    if (*bench_engines_missing() != '\0')
        printf("skipped: this program was built without%s\n", bench_engines_missing());
    if (r->has_times) {
        print_builds(r);
        print_classes(r, q);
        print_cold(r, q);
    }
    if (r->has_truth) print_hits(r, q);
}
