/*
 * bench_search FOLDER [--work FOLDER] [--engines NAME,NAME...] [--class NAME] [--rounds N] [--words N]
 *              [--clock wall|processor] [--format table|csv] [--reuse] [--hits]
 *
 * Ingests the documents in FOLDER, builds the same index in every other engine, and measures searches of all of them.
 * --work      where the indexes are made, ./bench unless told
 * --engines   only these (ours always takes part)
 * --class     only the classes of queries whose name holds this
 * --rounds    how often each query is timed, 9 unless told; --words: how many queries a class has, 5 unless told
 * --clock     warm searches are timed by the clock, or by processor time, which a busy machine does not blur
 * --reuse     takes the indexes that are there from an earlier run, and says nothing of building
 * --hits      only compares the hits, and fails if ours are not those of a scan
 *
 * Every index is built in a process of its own, one after the other; searches run in one process, the engines in turns.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <speecharchive/archive.h>

#include "latency.h"
#include "measure.h"
#include "paragraphs.h"
#include "report.h"

enum { PATH_SIZE = 1024, ANSWER_SIZE = 256 };

typedef struct options {
    const char *folder;
    const char *work;
    const char *engines; /* NULL: all */
    const char *class;   /* only classes whose name holds this */
    size_t rounds;
    size_t words;
    report_format format;
    bool processor;
    bool reuse;
    bool hits;
} options;

/* ---- what a child process does ---- */

static const bench_engine *find_engine(const char *name)
{
    for (const bench_engine *const *e = bench_engines(); *e != NULL; e++)
        if (strcmp((*e)->name, name) == 0) return *e;
    return NULL;
}

/* --build ENGINE SOURCE PATH: prints seconds, seconds of the index, and the peak of memory. */
static int child_build(char **arguments)
{
    const bench_engine *engine = find_engine(arguments[0]);
    double index_seconds = 0, start = clock_seconds();
    if (engine == NULL || !engine->build(arguments[1], arguments[2], &index_seconds)) return EXIT_FAILURE;
    printf("%.6f %.6f %.6f %llu\n", clock_seconds() - start, processor_seconds(), index_seconds,
           (unsigned long long)peak_memory());
    return EXIT_SUCCESS;
}

/* --rebuild PATH: makes the index of an archive anew, and prints the seconds. */
static int child_rebuild(char **arguments)
{
    speech_archive *archive = NULL;
    double start = clock_seconds();
    speech_status status = speech_archive_open(&archive, arguments[0], 0, NULL);
    if (status == SPEECH_OK) status = speech_archive_rebuild(archive, NULL, NULL, NULL);
    speech_archive_close(archive);
    printf("%.6f\n", clock_seconds() - start);
    return status == SPEECH_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* ---- building ---- */

static void path_of(const options *o, const char *name, char path[PATH_SIZE])
{
    snprintf(path, PATH_SIZE, "%s/%s", o->work, name);
}

static bool file_is_there(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}

/* The time that our index alone takes: a copy of the archive gets a new one. */
static bool measure_rebuild(const options *o, const char *archive, double *seconds)
{
    char copy[PATH_SIZE], answer[ANSWER_SIZE];
    path_of(o, "copy-of-archive", copy);
    files_remove(copy);
    bool done = file_copy(archive, copy) &&
                run_again((const char *[]){"--rebuild", copy, NULL}, answer, sizeof answer) &&
                sscanf(answer, "%lf", seconds) == 1;
    files_remove(copy);
    return done;
}

static bool build_engine(const options *o, const bench_engine *engine, built *b)
{
    char path[PATH_SIZE], source[PATH_SIZE], answer[ANSWER_SIZE];
    bool ours = engine == &engine_archive;
    unsigned long long peak;
    path_of(o, engine->name, path);
    path_of(o, "paragraphs", source);
    if (engine->shares != NULL || (o->reuse && file_is_there(path))) return true;
    files_remove(path);
    fprintf(stderr, "building %s\n", engine->name);
    const char *arguments[] = {"--build", engine->name, ours ? o->folder : source, path, NULL};
    if (!run_again(arguments, answer, sizeof answer) ||
        sscanf(answer, "%lf %lf %lf %llu", &b->seconds, &b->processor, &b->index_seconds, &peak) != 4)
        return false;
    b->peak_memory = peak;
    b->size = files_size(path);
    b->known = true;
    if (!ours) return true;
    return paragraphs_write(path, source) && (o->hits || measure_rebuild(o, path, &b->index_seconds));
}

static bool build_all(const options *o, results *r)
{
    for (size_t e = 0; e < r->engine_count; e++)
        if (!build_engine(o, r->engines[e], &r->builds[e])) {
            fprintf(stderr, "bench_search: %s could not be built\n", r->engines[e]->name);
            return false;
        }
    return true;
}

/* ---- the whole ---- */

static bool is_chosen(const options *o, const char *name)
{
    size_t length = strlen(name);
    if (o->engines == NULL || strcmp(name, engine_archive.name) == 0) return true;
    for (const char *at = o->engines; (at = strstr(at, name)) != NULL; at += length)
        if ((at == o->engines || at[-1] == ',') && (at[length] == ',' || at[length] == '\0')) return true;
    return false;
}

static bool count_paragraphs(const char *path, results *r)
{
    paragraph_reader reader;
    paragraph p;
    if (!paragraphs_open(&reader, path)) return false;
    for (; paragraphs_next(&reader, &p); r->paragraphs++) r->text_bytes += p.length;
    paragraphs_close(&reader);
    return r->paragraphs > 0;
}

/* Did ours find what the scan finds? */
static bool ours_is_right(const results *r, const queries *q)
{
    for (size_t c = 0; c < q->count; c++)
        if (!r->classes[c][0].correct) {
            fprintf(stderr, "bench_search: the hits of class %s are not those of the scan\n", q->classes[c].name);
            return false;
        }
    return true;
}

static int run(const options *o)
{
    static queries q;
    static results r;
    char path[PATH_SIZE];
    if (mkdir(o->work, 0777) != 0 && errno != EEXIST) {
        perror(o->work);
        return EXIT_FAILURE;
    }
    for (const bench_engine *const *e = bench_engines(); *e != NULL; e++)
        if (is_chosen(o, (*e)->name)) r.engines[r.engine_count++] = *e;
    path_of(o, "paragraphs", path);
    if (!build_all(o, &r) || !count_paragraphs(path, &r) || !queries_make(&q, path, o->words)) return EXIT_FAILURE;
    queries_keep(&q, o->class);
    latency_plan plan = {.work = o->work, .rounds = o->hits ? 0 : o->rounds, .processor = o->processor};
    if (!latency_measure(&plan, &q, &r)) return EXIT_FAILURE;
    report_print(&r, &q, o->format);
    return r.has_truth && !ours_is_right(&r, &q) ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* Reads one option; returns how many arguments it takes, 0 if there is no such option. */
static int read_option(options *o, const char *name, const char *value)
{
    if (strcmp(name, "--reuse") == 0) return o->reuse = true;
    if (strcmp(name, "--hits") == 0) return o->hits = true;
    if (value == NULL) return 0;
    size_t number = (size_t)strtoul(value, NULL, 10);
    if (strcmp(name, "--work") == 0) o->work = value;
    else if (strcmp(name, "--engines") == 0) o->engines = value;
    else if (strcmp(name, "--class") == 0) o->class = value;
    else if (strcmp(name, "--rounds") == 0 && number > 0) o->rounds = number;
    else if (strcmp(name, "--words") == 0 && number > 0 && number <= WORDS_MAX) o->words = number;
    else if (strcmp(name, "--clock") == 0 && strcmp(value, "processor") == 0) o->processor = true;
    else if (strcmp(name, "--clock") == 0 && strcmp(value, "wall") == 0) o->processor = false;
    else if (strcmp(name, "--format") == 0 && strcmp(value, "csv") == 0) o->format = REPORT_CSV;
    else if (strcmp(name, "--format") != 0 || strcmp(value, "table") != 0) return 0;
    return 2;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "--build") == 0) return child_build(argv + 2);
    if (argc == 3 && strcmp(argv[1], "--rebuild") == 0) return child_rebuild(argv + 2);
    if (argc == 5 && strcmp(argv[1], "--first") == 0) return latency_child(find_engine(argv[2]), argv[3], argv[4]);
    options o = {.work = "bench", .class = "", .rounds = 9, .words = 5};
    int used = 1;
    for (int i = 1; i < argc && used > 0; i += used) {
        used = strncmp(argv[i], "--", 2) == 0 ? read_option(&o, argv[i], argv[i + 1]) : 1;
        if (strncmp(argv[i], "--", 2) != 0) o.folder = argv[i];
    }
    if (used == 0 || o.folder == NULL) {
        fputs(
            "usage: bench_search FOLDER [--work FOLDER] [--engines NAME,...] [--class NAME] [--rounds N] [--words N]\n"
            "                    [--clock wall|processor] [--format table|csv] [--reuse] [--hits]\n",
            stderr);
        return 2;
    }
    return run(&o);
}
