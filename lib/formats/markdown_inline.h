/* The marks inside a line of Markdown: emphasis, links, images, code, tags, escapes. */
#ifndef SPEECH_FORMATS_MARKDOWN_INLINE_H
#define SPEECH_FORMATS_MARKDOWN_INLINE_H

#include "text_buffer.h"

/* Adds text[begin..end), a piece of one line, without its marks. Errors: SPEECH_NOMEM. */
speech_status markdown_inline_add(text_buffer *out, const char *text, size_t begin, size_t end);

#endif
