/* From bytes in any encoding to UTF-8. */
#ifndef SPEECH_FORMATS_ENCODING_H
#define SPEECH_FORMATS_ENCODING_H

#include <stdbool.h>

#include "text_buffer.h"

/* Text that was decoded. Start with {0}; the text is freed with text_buffer_free. */
typedef struct decoded {
    text_buffer text;   /* UTF-8 without byte-order mark; what could not be decoded is U+FFFD */
    size_t characters;  /* how many there are */
    size_t replaced;    /* how many of them are such replacements */
    size_t replaced_at; /* offset of the first in the bytes */
    bool cut;           /* the last character is incomplete */
} decoded;

/*
 * Adds the text of bytes[0..length) in `encoding`, any name that iconv knows. Faults are replaced and counted.
 * Errors: SPEECH_MISUSE (no such encoding), SPEECH_NOMEM.
 */
speech_status encoding_decode(decoded *out, const char *bytes, size_t length, const char *encoding);

/* The name that an encoding goes by here: GB18030 for GBK and GB 2312, Big5 for Big5-HKSCS, else `name`. */
const char *encoding_name(const char *name);

/* Length of the byte-order mark that bytes[0..length) starts with, or 0; *encoding: the one it stands for. */
size_t encoding_mark(const char *bytes, size_t length, const char **encoding);

#endif
