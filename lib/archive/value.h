/* Slices of the text as values of columns. */
#ifndef SPEECH_ARCHIVE_VALUE_H
#define SPEECH_ARCHIVE_VALUE_H

#include "text_buffer.h"

/*
 * A slice as a value: line breaks, with the blanks around them, are left out; between Latin letters or
 * digits they become one blank. `buffer` is used only if there are any. Errors: SPEECH_NOMEM.
 */
speech_status slice_value(text_buffer *buffer, const char **text, size_t *length);

#endif
