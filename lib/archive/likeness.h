/*
 * How alike two texts are: the share of overlapping pairs of characters that they have in common (Dice's coefficient,
 * 2 · common / (pairs of one + pairs of the other), each pair as often as it occurs), over the folded text without
 * marks and blanks. A text is 1 to itself; one wrong character among n costs about 2 / n.
 */
#ifndef SPEECH_ARCHIVE_LIKENESS_H
#define SPEECH_ARCHIVE_LIKENESS_H

#include <stddef.h>
#include <stdint.h>
#include <speecharchive/status.h>

/* The pairs of a text, in ascending order. */
typedef struct pairs {
    uint64_t *items; /* freed by the owner */
    size_t count;
} pairs;

/* Errors: SPEECH_NOMEM. */
speech_status pairs_make(pairs *out, const char *text, size_t length);

/* From 0 to 1; 0 if one has no pairs. */
double pairs_likeness(const pairs *a, const pairs *b);

#endif
