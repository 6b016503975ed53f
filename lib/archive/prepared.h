/* Prepared documents: all of an ingest that needs no archive. */
#ifndef SPEECH_ARCHIVE_PREPARED_H
#define SPEECH_ARCHIVE_PREPARED_H

#include <speecharchive/archive.h>
#include <speecharchive/document.h>

#include "digest.h"

struct speech_prepared {
    char *name;
    const void *bytes; /* the caller's */
    size_t length;
    char digest[DIGEST_TEXT_SIZE];      /* of the bytes */
    char text_digest[DIGEST_TEXT_SIZE]; /* of the text (see digest_lines); "" until it is read */
    speech_read_options read;           /* strings are owned, as one block that begins with `name` */
    speech_stated stated;               /* the same */
    speech_document *document;          /* what was read from the bytes; NULL: not yet */
    speech_analysis *analysis;          /* NULL: not made yet */
};

/*
 * Copies and digests what the caller gave; `options` is of this version, what it points to may be of another. *out is
 * freed by speech_prepared_free. Errors: SPEECH_NOMEM, SPEECH_MISUSE (struct_size of the reading options).
 */
speech_status prepared_new(speech_prepared **out, const char *name, const void *bytes, size_t length,
                           const speech_ingest_options *options, speech_error *error);

/* Replaces what is stated, and drops the analysis, which may depend on it. Errors: SPEECH_NOMEM. */
speech_status prepared_state(speech_prepared *prepared, const speech_stated *stated, speech_error *error);

/* Reads the document, unless that has been done. Errors: those of speech_document_read. */
speech_status prepared_read(speech_prepared *prepared, speech_error *error);

/* Reads and analyses the document, unless that has been done. Errors: those of prepared_read and speech_analyze. */
speech_status prepared_analyze(speech_prepared *prepared, speech_error *error);

#endif
