/* From the bytes of a document to checked UTF-8. */
#ifndef SPEECH_TEXT_DECODE_H
#define SPEECH_TEXT_DECODE_H

#include "record.h"

/*
 * Sets r->text, r->plain and r->length from `bytes`, without a byte-order mark. Both are owned by the
 * record. Errors: SPEECH_ENCODING (with the offset in `bytes`), SPEECH_EMPTY, SPEECH_NOMEM.
 */
speech_status decode_text(record *r, const char *bytes, size_t length, speech_error *error);

#endif
