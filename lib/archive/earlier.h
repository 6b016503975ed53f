/*
 * Earlier rows: which row of a document's former version is which row of its new one, so that ids, and
 * with them links from outside, survive a correction.
 *
 * A row is the same if its own words are the same, in the same scope; of several such rows the first
 * earlier one goes to the first new one. Its words and scope are
 *   speech      its title, in the document; failing that, the speech of the same ordinal
 *   section     its label and heading, in its speech
 *   paragraph   its text, in the document
 *   directive   its text, in the document
 *   figure      its text, in its paragraph
 * Rows that are taken up are updated in place, so that tables of others that refer to them stay whole; what
 * is left at the end is removed. The list lives in a temporary table (in memory) during the change.
 */
#ifndef SPEECH_ARCHIVE_EARLIER_H
#define SPEECH_ARCHIVE_EARLIER_H

#include "handle.h"

typedef enum earlier_kind {
    EARLIER_SPEECH,
    EARLIER_SECTION,
    EARLIER_PARAGRAPH,
    EARLIER_DIRECTIVE,
    EARLIER_FIGURE
} earlier_kind;

/* What makes a row the same as an earlier one. `words` need not be NUL-terminated. */
typedef struct earlier_key {
    earlier_kind kind;
    int64_t scope;
    const char *words;
    size_t length;
} earlier_key;

/* Lists all rows of a document, in place of what was listed before. */
speech_status earlier_list(speech_archive *archive, int64_t document_id, speech_error *error);

/* Takes up a row: *id is its id, or 0 if there is none; it is not found again. */
speech_status earlier_take(speech_archive *archive, const earlier_key *key, int64_t *id, speech_error *error);

/* The same for the speech of an ordinal, whatever its title. */
speech_status earlier_take_speech(speech_archive *archive, size_t ordinal, int64_t *id, speech_error *error);

/* Removes the rows that were not taken up, and their entries in the full-text index. */
speech_status earlier_remove(speech_archive *archive, speech_error *error);

#endif
