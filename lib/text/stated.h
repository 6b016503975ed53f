/* What the caller states about a document beside its text. */
#ifndef SPEECH_TEXT_STATED_H
#define SPEECH_TEXT_STATED_H

#include "record.h"

/* Copies what is stated (NULL: nothing) into the record. Errors: SPEECH_MISUSE (a date that is none), SPEECH_NOMEM. */
speech_status stated_copy(record *r, const speech_stated *stated, speech_error *error);

/*
 * Gives the speeches the stated title and date where the text has none, or a date that is only the beginning of the
 * stated one. A date that contradicts the stated one is kept, and doubted. SPEECH_NOMEM.
 */
speech_status stated_apply(record *r);

#endif
