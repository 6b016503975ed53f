/*
 * How fast the analysis is: bench_analysis [FILE...]
 *
 * Prints the speed of speech_analyze over the files (by default the sample speeches), beside that of counting the bytes
 * of the same text one by one and of one strstr pass over it for a word that is not there. The ratios are what to
 * compare: machines differ. Each figure is the best of several rounds of processor time.
 */
#include <speecharchive/analysis.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../support.h"

enum { MAX_FILES = 4096, ROUNDS = 7 };

typedef struct corpus {
    char *bytes[MAX_FILES];
    size_t lengths[MAX_FILES];
    size_t count;
    size_t total;
} corpus;

static corpus files;

static void load(const char *path)
{
    size_t length;
    if (files.count == MAX_FILES) return;
    char *bytes = read_file(path, &length);
    if (bytes == NULL) return;
    files.bytes[files.count] = bytes;
    files.lengths[files.count++] = length;
    files.total += length;
}

static size_t count_bytes(void)
{
    size_t high = 0;
    for (size_t i = 0; i < files.count; i++)
        for (size_t k = 0; k < files.lengths[i]; k++) high += (unsigned char)files.bytes[i][k] >> 7;
    return high;
}

static size_t find_word(void)
{
    size_t found = 0;
    for (size_t i = 0; i < files.count; i++) found += strstr(files.bytes[i], "没有这个词") != NULL;
    return found;
}

static size_t analyze(void)
{
    size_t rows = 0;
    for (size_t i = 0; i < files.count; i++) {
        speech_analysis *a = NULL;
        if (speech_analyze(&a, files.bytes[i], files.lengths[i], NULL, NULL) != SPEECH_OK) continue;
        rows += a->figure_count + a->directive_count;
        speech_analysis_free(a);
    }
    return rows;
}

/* The best rate of a pass over all files, in MB a second of processor time. */
static double best_rate(size_t (*pass)(void))
{
    double best = 0;
    size_t found = 0;
    for (int round = 0; round < ROUNDS; round++) {
        clock_t start = clock();
        size_t repeats = 0;
        do {
            found += pass();
            repeats++;
        } while (clock() - start < CLOCKS_PER_SEC / 5);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        double rate = (double)files.total * (double)repeats / seconds / 1e6;
        if (rate > best) best = rate;
    }
    return found == SIZE_MAX ? 0 : best; /* so that the passes are not optimised away */
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) load(argv[i]);
    if (argc == 1) each_file(SOURCE_DIR "/examples/samples", load);
    if (files.count == 0) {
        fputs("no files\n", stderr);
        return 1;
    }
    double bytes = best_rate(count_bytes), word = best_rate(find_word), analysis = best_rate(analyze);
    printf("%zu files, %.2f MB, best of %d rounds\n", files.count, (double)files.total / 1e6, ROUNDS);
    printf("  counting bytes   %8.0f MB/s  %6.1f times the analysis\n", bytes, bytes / analysis);
    printf("  one strstr pass  %8.0f MB/s  %6.1f\n", word, word / analysis);
    printf("  speech_analyze   %8.0f MB/s\n", analysis);
    for (size_t i = 0; i < files.count; i++) free(files.bytes[i]);
    return 0;
}
