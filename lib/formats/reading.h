/* One document being read: what every reader of a format gets and fills in. */
#ifndef SPEECH_FORMATS_READING_H
#define SPEECH_FORMATS_READING_H

#include <stddef.h>

#include "text_writer.h"

/* The limits of one reading; none is 0. */
typedef struct reading_limits {
    size_t max_text_bytes;
    size_t max_depth;
} reading_limits;

/* Start with {0}; the strings are freed with reading_free. */
typedef struct reading {
    reading_limits limits;
    text_writer writer;    /* the text */
    text_buffer title;     /* empty: not stated */
    char published_on[11]; /* "": not stated */
    size_t replaced;       /* characters of the text that the file does not tell; U+FFFD in their place */
    speech_error *error;   /* of the caller, may be NULL */
} reading;

/*
 * A reader of one format: adds the text of bytes[0..length) to r->writer. On failure r->error says why; errors are
 * those of speech_document_read.
 */
typedef speech_status (*reader)(reading *r, const char *bytes, size_t length);

void reading_free(reading *r);

/* Says in r->error that `what` expands to more than the limit allows. */
speech_status reading_too_big(reading *r, const char *what);

/* Says so of elements that are nested deeper than the limit allows. */
speech_status reading_too_deep(reading *r);

#endif
