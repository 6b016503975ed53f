/*
 * bench_generate FOLDER --megabytes N | --documents N [--bytes N] [--seed N]
 *
 * Writes invented speeches into FOLDER, one file each in a folder for its year, until they hold N megabytes (10^6
 * bytes) or are N documents. --bytes: the mean size of a speech, 30000 unless told. The same arguments give the same
 * files.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "writer.h"

typedef struct plan {
    const char *folder;
    unsigned long long bytes; /* in all; 0: no bound */
    unsigned long long documents;
    unsigned long long mean;
    unsigned long long seed;
} plan;

static bool make_folder(const char *path)
{
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

/* Sizes differ widely, as they do: half the mean to several times the mean, few long ones. */
static size_t choose_size(writer *w, const plan *p)
{
    double u = (double)(1 + random_below(&w->random, 1000)) / 1000;
    double size = (double)p->mean * (0.3 - 0.7 * log(u));
    return (size_t)size;
}

static bool write_document(writer *w, const plan *p, unsigned long long number)
{
    char path[1024];
    writer_date date = writer_choose_date(w);
    size_t size = choose_size(w, p);
    snprintf(path, sizeof path, "%s/%u", p->folder, date.year);
    if (!make_folder(path)) return false;
    snprintf(path, sizeof path, "%s/%u/speech-%07llu.txt", p->folder, date.year, number);
    w->out = fopen(path, "wb");
    if (w->out == NULL) return false;
    writer_speech(w, date, size);
    bool failed = ferror(w->out) != 0;
    return fclose(w->out) == 0 && !failed;
}

static int write_all(const plan *p)
{
    static vocabulary words;
    if (!vocabulary_make(&words, p->seed)) {
        fputs("bench_generate: this C library does not know GB2312\n", stderr);
        return EXIT_FAILURE;
    }
    writer w = {.vocabulary = &words, .random = p->seed};
    unsigned long long bytes = 0, documents = 0;
    bool done = !make_folder(p->folder);
    while (!done && (p->bytes == 0 || bytes < p->bytes) && (p->documents == 0 || documents < p->documents)) {
        done = !write_document(&w, p, ++documents);
        bytes += w.written;
    }
    if (done) {
        fprintf(stderr, "bench_generate: %s: %s\n", p->folder, strerror(errno));
        return EXIT_FAILURE;
    }
    printf("%llu documents, %.1f MB\n", documents, (double)bytes / 1e6);
    return EXIT_SUCCESS;
}

static bool read_option(plan *p, const char *name, const char *value)
{
    char *end;
    unsigned long long number = strtoull(value, &end, 10);
    if (*value == '\0' || *end != '\0') return false;
    if (strcmp(name, "--megabytes") == 0) p->bytes = number * 1000000;
    else if (strcmp(name, "--documents") == 0) p->documents = number;
    else if (strcmp(name, "--bytes") == 0) p->mean = number;
    else if (strcmp(name, "--seed") == 0) p->seed = number;
    else return false;
    return true;
}

int main(int argc, char **argv)
{
    plan p = {.mean = 30000, .seed = 1};
    bool legal = argc > 1 && argc % 2 == 0;
    if (legal) p.folder = argv[1];
    for (int i = 2; legal && i < argc; i += 2) legal = read_option(&p, argv[i], argv[i + 1]);
    if (!legal || (p.bytes == 0 && p.documents == 0)) {
        fputs("usage: bench_generate FOLDER --megabytes N | --documents N [--bytes N] [--seed N]\n", stderr);
        return 2;
    }
    return write_all(&p);
}
