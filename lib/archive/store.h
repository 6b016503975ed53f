/* Storing: from a prepared document to the rows of a document. */
#ifndef SPEECH_ARCHIVE_STORE_H
#define SPEECH_ARCHIVE_STORE_H

#include "handle.h"
#include "prepared.h"

typedef struct stored_document {
    int64_t id;      /* 0: a new one */
    size_t unplaced; /* tasks that this version of it has no directive for any more */
} stored_document;

/*
 * Writes a document, which has been analysed, and all rows of its analysis. document->id is 0 for a new one, else that
 * of the document whose content is replaced, whose rows keep their ids as told in placing.h; *document receives what
 * came of it. To be
 * called between change_begin and change_end; the end of the change adds new paragraphs to the full-text index. Errors:
 * SPEECH_NOMEM, SPEECH_FULL, SPEECH_IO, SPEECH_CORRUPT.
 */
speech_status store_document(speech_archive *archive, const speech_prepared *prepared, stored_document *document,
                             speech_error *error);

#endif
