/* Which encoding bytes are in. */
#ifndef SPEECH_FORMATS_DETECT_H
#define SPEECH_FORMATS_DETECT_H

#include <stddef.h>
#include <speecharchive/status.h>

/*
 * *out: the encoding of bytes[0..length) without byte-order mark, or NULL where none reads as text. `label` is what
 * the document claims, or NULL: it decides between readings that are as good as equal. Errors: SPEECH_NOMEM.
 */
speech_status encoding_detect(const char **out, const char *bytes, size_t length, const char *label);

#endif
