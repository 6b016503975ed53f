/* Markdown: plain text with a few marks, which are taken away. */
#ifndef SPEECH_FORMATS_MARKDOWN_H
#define SPEECH_FORMATS_MARKDOWN_H

#include "reading.h"

/* Adds the text of a Markdown file, UTF-8 without NUL bytes. See reading.h. */
speech_status markdown_read(reading *r, const char *text, size_t length);

#endif
