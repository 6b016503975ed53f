/* Reading who has a part in a task, and until when, from the words of one sentence or note (see bodies.h). */
#ifndef SPEECH_TEXT_DUTY_H
#define SPEECH_TEXT_DUTY_H

#include "wording.h"

/* A body, in offsets of the text being read. */
typedef struct found_body {
    speech_span span;
    speech_body_role role;
    bool labelled; /* 牵头单位：… */
} found_body;

/* Start with {.found = {.size = sizeof(found_body)}}; the owner frees `found`. */
typedef struct duty_reader {
    const char *text; /* set before each duty_read */
    sentence_wording wording;
    list found;        /* found_body, of the present sentence */
    bool leads;        /* one of them leads */
    speech_span limit; /* of the label for the time limit; empty: there is none */
    bool short_of_memory;
} duty_reader;

/*
 * Fills in found, leads and limit, in place of what they held, from text[begin..end), which is in simplified
 * characters. short_of_memory is set if it is.
 */
void duty_read(duty_reader *r, size_t begin, size_t end);

/* Does plain[begin..end) begin with a label of a note (责任单位：), or is it one in brackets, so that it is no
 * sentence? */
bool duty_is_note(const char *plain, size_t begin, size_t end);

#endif
