/* SHA-256 (FIPS 180-4): by which the same content is known again under any name. */
#ifndef SPEECH_ARCHIVE_DIGEST_H
#define SPEECH_ARCHIVE_DIGEST_H

#include <stddef.h>
#include <speecharchive/status.h>

enum { DIGEST_TEXT_SIZE = 65 }; /* 64 hexadecimal digits and the NUL */

/* Writes the digest of `length` bytes in lower-case hexadecimal. */
void digest_text(const void *bytes, size_t length, char out[DIGEST_TEXT_SIZE]);

/*
 * The digest of the lines of a text, without blank lines and the blanks around a line, each ended by LF: by which the
 * same text is known again whatever system and format it was saved in. Errors: SPEECH_NOMEM.
 */
speech_status digest_lines(const char *text, size_t length, char out[DIGEST_TEXT_SIZE]);

#endif
