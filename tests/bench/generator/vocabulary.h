/*
 * An invented vocabulary of Chinese official speech, without end and without a table of its own: the word of a rank is
 * always the same for one seed. The first ranks are common words of the genre, all later ones are composed of
 * characters, frequent ones more often, mostly two of them.
 */
#ifndef SPEECH_BENCH_VOCABULARY_H
#define SPEECH_BENCH_VOCABULARY_H

#include <stdbool.h>
#include <stdint.h>

enum { WORD_SIZE = 32, CHARACTER_SLOTS = 1 << 14 };

typedef struct vocabulary {
    uint64_t seed;
    char characters[4096][4]; /* NUL-terminated UTF-8, the most frequent first */
    unsigned character_count;
    uint16_t slots[CHARACTER_SLOTS]; /* equally likely; each the place of a character */
} vocabulary;

/* False if the C library cannot name the characters (it lacks GB2312). */
bool vocabulary_make(vocabulary *v, uint64_t seed);

/* Writes the word of a rank, from 0 on. */
void vocabulary_word(const vocabulary *v, uint64_t rank, char word[WORD_SIZE]);

/* Random numbers: SplitMix64 (Steele, Lea, Flood 2014). `random_below` is at least 0 and less than `end`. */
uint64_t random_next(uint64_t *state);
uint64_t random_below(uint64_t *state, uint64_t end);
bool random_chance(uint64_t *state, unsigned percent);

/*
 * A rank by the law of Zipf and Mandelbrot, p(rank) ~ (rank + shift)^-exponent with exponent > 1, by inversion of its
 * continuous form. The number of different ranks among n then grows as n^(1/exponent), which is the law of Heaps.
 */
uint64_t random_rank(uint64_t *state, double exponent, double shift);

#endif
