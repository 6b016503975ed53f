/* From the bytes of a document to checked UTF-8. */
#ifndef SPEECH_TEXT_DECODE_H
#define SPEECH_TEXT_DECODE_H

#include "record.h"

/* The width of the well-formed character at s[0..left), left > 0; 0 for a NUL byte or a fault (Unicode, table 3-7). */
size_t utf8_valid_width(const unsigned char *s, size_t left);

/*
 * Puts '?' in place of each byte of a NUL-terminated text that is no UTF-8, and of each character below `least` (of
 * ASCII).
 */
void utf8_repair(char *text, unsigned char least);

/*
 * Sets r->text, r->plain and r->length from `bytes`, without a byte-order mark. Both are owned by the
 * record. Errors: SPEECH_ENCODING (with the offset in `bytes`), SPEECH_EMPTY, SPEECH_NOMEM.
 */
speech_status decode_text(record *r, const char *bytes, size_t length, speech_error *error);

#endif
