/* The lines of a text, and whether they were cut at a fixed width. */
#ifndef SPEECH_TEXT_LINES_H
#define SPEECH_TEXT_LINES_H

#include "record.h"

/*
 * Fills r->lines and sets r->wrapped. A line ends with LF, CR LF or CR; a run of two or more ideographic
 * (or em) spaces inside a line ends one too: it is a paragraph break that was flattened. SPEECH_NOMEM.
 */
speech_status lines_find(record *r);

/* Does the text before `end` (and not before `begin`) end like a sentence, closing marks aside? */
bool ends_sentence(const char *text, size_t begin, size_t end);

/* The number of characters in text[begin..end), at most `limit`. */
size_t characters_between(const char *text, size_t begin, size_t end, size_t limit);

#endif
