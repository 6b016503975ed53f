/*
 * Grams: what the full-text index holds of a text.
 *
 * A run is a longest sequence of index characters in a folded text: those that every SQLite's unicode61
 * takes for letters or digits and leaves as they are. Column `grams` has for a run c1 c2 ... cn the tokens
 * c1c2, c2c3, ..., c(n-1)cn, cn. So a word of two or more index characters stands in the text exactly where
 * the phrase of its pairs stands in the index (runs end with a single character, which no such phrase
 * holds), and one index character c exactly where a token starts with c. Column `words` has the Latin words
 * and the numbers whole, for people with a stock sqlite3.
 */
#ifndef SPEECH_ARCHIVE_GRAMS_H
#define SPEECH_ARCHIVE_GRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <speecharchive/status.h>

#include "text_buffer.h"

/* Is `c`, which is folded, an index character? */
bool is_index_character(uint32_t c);

/* The end of the run that starts at folded[at..length); `at` itself if none does. */
size_t index_run_end(const char *folded, size_t at, size_t length);

/*
 * Adds the pairs of one run, run[0..length), each followed by a blank, and then its last character if
 * `last_alone`. Errors: SPEECH_NOMEM.
 */
speech_status grams_add_run(text_buffer *grams, const char *run, size_t length, bool last_alone);

/* The index of one paragraph; start with {0} and reuse it for many. */
typedef struct index_text {
    text_buffer folded;
    text_buffer grams; /* the value of paragraphs_fts.grams */
    text_buffer words; /* the value of paragraphs_fts.words */
} index_text;

/* Fills `index` for text[0..length), in place of what it held. Errors: SPEECH_NOMEM. */
speech_status index_text_make(index_text *index, const char *text, size_t length);

void index_text_free(index_text *index);

#endif
