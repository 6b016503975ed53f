/* What was stated about a document beside its text, as the archive keeps it (document_statements). */
#ifndef SPEECH_ARCHIVE_STATEMENT_ROWS_H
#define SPEECH_ARCHIVE_STATEMENT_ROWS_H

#include "handle.h"
#include "prepared.h"

/* *same: is this what was stated about the document already? Nothing stated now leaves what was. */
speech_status statement_is(speech_archive *archive, int64_t document_id, const speech_stated *stated, bool *same,
                           speech_error *error);

/*
 * Gives a prepared document, if nothing was stated about it now, what was stated about the stored one. If that is
 * anything, the document is to be analysed anew.
 */
speech_status statement_take_up(speech_archive *archive, int64_t document_id, speech_prepared *prepared,
                                speech_error *error);

/* Stores what is stated about a document, if it is anything. */
speech_status statement_put(speech_archive *archive, int64_t document_id, const speech_stated *stated,
                            speech_error *error);

#endif
