/* HTML as browsers take it: broken, in pieces, with all sorts of things around the text. */
#ifndef SPEECH_FORMATS_HTML_H
#define SPEECH_FORMATS_HTML_H

#include "reading.h"

/* Adds what a reader sees of an HTML page or fragment, UTF-8 without NUL bytes. See reading.h. */
speech_status html_read(reading *r, const char *text, size_t length);

#endif
