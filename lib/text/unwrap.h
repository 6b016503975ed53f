/* Sentences of a hard-wrapped text in one piece, so that words cut by a line end are found. */
#ifndef SPEECH_TEXT_UNWRAP_H
#define SPEECH_TEXT_UNWRAP_H

#include <speecharchive/analysis.h>

#include "memory.h"

/* The last sentence that was unwrapped. Start with {.cuts = {.size = sizeof(unwrap_cut)}}. */
typedef struct unwrapped {
    char *text;
    size_t length;
    size_t capacity;
    size_t begin; /* of the sentence in its own text */
    list cuts;
} unwrapped;

/* Line end and blanks that were left out before text[at]; `removed` counts all up to there. */
typedef struct unwrap_cut {
    size_t at;
    size_t removed;
} unwrap_cut;

/* Copies plain[begin..end) without line ends and the blanks around them. SPEECH_NOMEM. */
speech_status unwrap_sentence(unwrapped *u, const char *plain, size_t begin, size_t end);

/* A span of the copy as one of the text that it was made of. Empty spans stay empty. */
speech_span unwrap_span(const unwrapped *u, speech_span span);

void unwrap_free(unwrapped *u);

#endif
