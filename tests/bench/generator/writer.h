/*
 * Writes invented speeches: title, date, speaker, salutation, a numbered outline, and paragraphs of sentences that
 * report, direct and count. Places and people are invented; figures are random.
 */
#ifndef SPEECH_BENCH_WRITER_H
#define SPEECH_BENCH_WRITER_H

#include <stddef.h>
#include <stdio.h>

#include "vocabulary.h"

enum { TOPIC_WORDS = 64 };

typedef struct writer {
    const vocabulary *vocabulary;
    uint64_t random;
    FILE *out;
    size_t written;              /* bytes of the present speech */
    uint64_t topic[TOPIC_WORDS]; /* ranks of words that this speech has used and will use again */
    unsigned topic_count;
    uint64_t last; /* rank of the latest word */
} writer;

/* A date between 1990 and 2025; later years hold more speeches. */
typedef struct writer_date {
    unsigned year;
    unsigned month;
    unsigned day;
} writer_date;

writer_date writer_choose_date(writer *w);

/* Writes a speech of about `bytes` bytes to w->out. */
void writer_speech(writer *w, writer_date date, size_t bytes);

#endif
