/* Storing: from an analysis to the rows of a document. */
#ifndef SPEECH_ARCHIVE_STORE_H
#define SPEECH_ARCHIVE_STORE_H

#include <speecharchive/analysis.h>

#include "handle.h"

/* A document as it came. Strings are NUL-terminated. */
typedef struct document_source {
    const char *name;
    const char *digest; /* of the bytes */
    const void *bytes;
    size_t length;
} document_source;

/*
 * Writes a document and all rows of its analysis. *id is 0 for a new document, and receives its id; else
 * it is the document whose content is replaced, whose rows keep their ids as told in earlier.h. To be called
 * between change_begin and change_end; the end of the change adds new paragraphs to the full-text index.
 * Errors: SPEECH_NOMEM, SPEECH_FULL, SPEECH_IO, SPEECH_CORRUPT.
 */
speech_status store_document(speech_archive *archive, const document_source *source, const speech_analysis *analysis,
                             int64_t *id, speech_error *error);

#endif
