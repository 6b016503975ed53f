/* The parts of an Office file: XML in a ZIP container, read piece by piece, so that a small file can't fill memory. */
#ifndef SPEECH_FORMATS_PACKAGE_H
#define SPEECH_FORMATS_PACKAGE_H

#include <stdbool.h>

#include <zip.h>

#include "reading.h"

typedef struct package {
    reading *reading; /* for limits and errors */
    zip_t *zip;
} package;

/* Opens the container at `bytes`, which has to stay. Errors: SPEECH_ENCODING (damaged), SPEECH_NOMEM. */
speech_status package_open(package *p, reading *r, const char *bytes, size_t length);
void package_close(package *p);

/* An attribute list as the parser has it. */
typedef struct part_attributes {
    int count;
    const unsigned char **values; /* five to an attribute: name, prefix, namespace, begin and end of the value */
} part_attributes;

/* What is called while a part is read. Names are without namespace prefix. A status but SPEECH_OK ends the reading. */
typedef struct part_handler {
    void *context;
    speech_status (*open)(void *context, const char *name, const part_attributes *attributes);
    speech_status (*close)(void *context, const char *name);
    speech_status (*text)(void *context, const char *text, size_t length); /* may be NULL */
} part_handler;

/*
 * Reads the part named. Errors: SPEECH_NOT_FOUND (no such part; the reading's error is not set), SPEECH_ENCODING
 * (damaged), SPEECH_TOO_BIG, SPEECH_NOMEM, and what the handler returns.
 */
speech_status package_read(package *p, const char *name, const part_handler *handler);

/* Copies an attribute's value, cut at size - 1 bytes, into `out`; false if there is no such attribute. */
bool part_attribute(const part_attributes *attributes, const char *name, char *out, size_t size);

/* An attribute's whole number; `absent` if there is none, or no number. */
long part_number(const part_attributes *attributes, const char *name, long absent);

#endif
