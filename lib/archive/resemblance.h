/*
 * Likeness: how alike two texts are, and which may be.
 *
 * The likeness of two texts is their resemblance (A. Broder, On the resemblance and containment of documents, 1997):
 * of all different sequences of RESEMBLANCE_SEQUENCE letters and digits that stand in either, after folding, the share
 * that stand in both. 1: the same but for punctuation and blanks.
 *
 * To find texts that are alike among many, each is given a few keys, which two texts have in common the more probably
 * the more alike they are: minima of a hash by one permutation (Li, Owen, Zhang, One permutation hashing, 2012; empty
 * bins filled by rotation, Shrivastava, Li 2014), four of which make a key (the bands of Leskovec, Rajaraman, Ullman,
 * Mining of massive datasets, ch. 3). Texts of likeness 0.5 have a key in common with probability 0.87, of 0.6 with
 * 0.99, of 0.2 with 0.05.
 */
#ifndef SPEECH_ARCHIVE_RESEMBLANCE_H
#define SPEECH_ARCHIVE_RESEMBLANCE_H

#include <stddef.h>
#include <stdint.h>
#include <speecharchive/status.h>

enum {
    RESEMBLANCE_SEQUENCE = 5,   /* characters */
    RESEMBLANCE_LEAST = 100,    /* sequences; texts with fewer have no keys */
    RESEMBLANCE_MOST = 1 << 27, /* characters; of a longer text only the beginning counts, so that it fits in memory */
    RESEMBLANCE_KEYS = 32
};

/* The keys of a text. *count receives how many: RESEMBLANCE_KEYS or 0. Errors: SPEECH_NOMEM. */
speech_status resemblance_keys(const char *text, size_t length, int64_t keys[RESEMBLANCE_KEYS], size_t *count);

/* A text as the set of its sequences. Start with {0}; free with resemblance_set_free. */
typedef struct resemblance_set {
    uint64_t *hashes; /* sorted, different */
    size_t count;
} resemblance_set;

/* Errors: SPEECH_NOMEM. */
speech_status resemblance_set_make(resemblance_set *set, const char *text, size_t length);

void resemblance_set_free(resemblance_set *set);

/* From 0 to 1; 0 if either has no sequence. */
double resemblance(const resemblance_set *a, const resemblance_set *b);

#endif
