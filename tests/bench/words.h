/* Words to search for, taken from the text itself by how often they occur in it. The same text gives the same words. */
#ifndef SPEECH_BENCH_WORDS_H
#define SPEECH_BENCH_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORDS_MAX = 16, WORD_BYTES = 40 };

/* One paragraph in so many, about 8 MB of text in all: enough to tell common from rare. */
typedef struct sample {
    char *text; /* paragraphs, each ended by NUL */
    size_t length;
    size_t capacity;
    size_t every;
    int from_year; /* the years in the middle: about a fifth of the paragraphs */
    int to_year;
} sample;

bool sample_take(sample *s, const char *paragraphs);
void sample_free(sample *s);

typedef struct word_choice {
    char common[WORDS_MAX][WORD_BYTES]; /* among the most frequent, and unlike each other */
    char rare[WORDS_MAX][WORD_BYTES];   /* in few paragraphs */
    size_t common_count;
    size_t rare_count;
} word_choice;

/* Chooses up to `count` common and rare sequences of so many Chinese characters. False: out of memory. */
bool words_choose(const sample *s, size_t characters, size_t count, word_choice *out);

#endif
