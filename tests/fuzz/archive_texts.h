/* Archives for the targets that need one, and reading them whole. */
#ifndef SPEECH_TESTS_FUZZ_ARCHIVE_H
#define SPEECH_TESTS_FUZZ_ARCHIVE_H

#include "fuzz.h"

/* Invented speeches with all that an archive has rows for; two are near-duplicates. NULL ends the list. */
extern const char *const archive_texts[];

/* A new archive with these speeches; ":memory:" keeps it in memory. */
speech_archive *archive_of_texts(const char *path);

/* An archive in memory with these speeches, the same on every call. It stays this header's. */
speech_archive *archive_afresh(void);

/* Reads a cursor to its end and frees it. Of a damaged archive texts need not be UTF-8. Returns the rows. */
size_t drain(speech_cursor *cursor, bool damaged);

#endif
