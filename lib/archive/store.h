/* Storing: from a prepared document to the rows of a document. */
#ifndef SPEECH_ARCHIVE_STORE_H
#define SPEECH_ARCHIVE_STORE_H

#include "handle.h"
#include "prepared.h"

/*
 * Writes a document, which has been analysed, and all rows of its analysis. *id is 0 for a new document, and receives
 * its id; else it is the document whose content is replaced, whose rows keep their ids as told in earlier.h. To be
 * called between change_begin and change_end; the end of the change adds new paragraphs to the full-text index. Errors:
 * SPEECH_NOMEM, SPEECH_FULL, SPEECH_IO, SPEECH_CORRUPT.
 */
speech_status store_document(speech_archive *archive, const speech_prepared *prepared, int64_t *id,
                             speech_error *error);

#endif
