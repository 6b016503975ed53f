/* Finding a word in a text, in time linear in both, whatever they are. */
#ifndef SPEECH_ARCHIVE_FINDER_H
#define SPEECH_ARCHIVE_FINDER_H

#include <stdbool.h>
#include <stddef.h>
#include <speecharchive/status.h>

/* A word to be found; `word` is the caller's and must stay. An empty word stands at every place. */
typedef struct finder {
    const char *word;
    size_t length;
    size_t probe;    /* the byte of the word that is looked for first */
    size_t *borders; /* borders[i]: the length of the longest proper prefix of word[0..i] that also ends it */
} finder;

/* Errors: SPEECH_NOMEM. */
speech_status finder_init(finder *f, const char *word, size_t length);

void finder_free(finder *f);

/* No such place. */
#define FINDER_NONE ((size_t)-1)

/* Where the word first begins in text[from..length), or FINDER_NONE. Places may overlap: go on one byte further. */
size_t finder_next(const finder *f, const char *text, size_t from, size_t length);

/* How often the word stands in text[0..length), overlaps counted. */
size_t finder_count(const finder *f, const char *text, size_t length);

#endif
