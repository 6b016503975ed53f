/*
 * Rare grams: a long word is looked up as the phrase of all its pairs, of which the common ones cost most. If one of
 * the pairs stands in few paragraphs, these are the candidates, and their texts are asked.
 */
#ifndef SPEECH_ARCHIVE_RARE_GRAM_H
#define SPEECH_ARCHIVE_RARE_GRAM_H

#include "candidates.h"
#include "handle.h"

/*
 * Replaces the candidates for a query that is one exact word of four characters or more by those of the first of its
 * pairs that is rare, if there is one. Errors: those of reading, SPEECH_NOMEM.
 */
speech_status rare_gram_narrow(speech_archive *archive, const query *q, candidates *c, speech_error *error);

#endif
