/*
 * Hits: where the words of a query stand in a text. Words are looked for in the folded text; a hit is told in steps
 * of folding (see fold.h), which lead back to the original characters.
 */
#ifndef SPEECH_ARCHIVE_HITS_H
#define SPEECH_ARCHIVE_HITS_H

#include <stdbool.h>
#include <stddef.h>
#include <speecharchive/status.h>

#include "fold.h"
#include "query.h"

/* Steps [begin, end): the original characters of which at least a part is the word. */
typedef struct hit {
    size_t begin;
    size_t end;
    size_t term; /* as given to hits_find */
} hit;

/* One text at a time; start with hit_memory_init and use it again for the next. */
typedef struct hit_memory {
    text_buffer folded;
    list steps; /* fold_step, with one more at the end */
    list hits;  /* hit */
} hit_memory;

void hit_memory_init(hit_memory *memory);
void hit_memory_free(hit_memory *memory);

/* Folds text[0..length), in place of the text before, whose hits are forgotten. Errors: SPEECH_NOMEM. */
speech_status hits_fold(hit_memory *memory, const char *text, size_t length);

/* Adds all hits of a term of a query, overlapping ones too, under the number `index`. Errors: SPEECH_NOMEM. */
speech_status hits_find(hit_memory *memory, const query_term *term, size_t index);

/* Sorts the hits by their places, the shorter of two that begin together first. */
void hits_sort(hit_memory *memory);

/* Is the step text[begin..end) a blank? */
bool hits_is_blank(const char *text, size_t begin, size_t end);

#endif
