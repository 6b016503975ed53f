/*
 * The entries of the full-text index: what paragraphs_fts holds of each paragraph.
 *
 * Entries are added at the end of a change, all at once: FTS5 writes out what it has gathered at every
 * savepoint, so adding them document by document would make a large group many times slower. New paragraphs
 * always have ids above all earlier ones, so those that are still to be added are the ones above
 * archive->indexed.
 */
#ifndef SPEECH_ARCHIVE_TEXT_INDEX_H
#define SPEECH_ARCHIVE_TEXT_INDEX_H

#include "handle.h"

/* Outside of a change nothing is to be added. */
#define TEXT_INDEX_COMPLETE INT64_MAX

/* The highest id of a paragraph, 0 if there is none. */
speech_status text_index_last(speech_archive *archive, int64_t *id, speech_error *error);

/* Notes, at the start of a change, that all paragraphs there are have their entries. */
speech_status text_index_start(speech_archive *archive, speech_error *error);

/* Adds the entries of paragraphs that have none yet: at the end of a change, and before the index is read. */
speech_status text_index_catch_up(speech_archive *archive, speech_error *error);

/* Adds the entries of all paragraphs behind an id. *done (may be NULL) is increased by the bytes of their texts. */
speech_status text_index_add(speech_archive *archive, int64_t behind, int64_t *done, speech_error *error);

/*
 * Removes the entries of the paragraphs that a cached statement returns as rows of id and text; the caller has
 * bound its parameters. The index keeps no text, so each entry is made anew to be taken out.
 */
speech_status text_index_remove(speech_archive *archive, sqlite3_stmt *paragraphs, speech_error *error);

#endif
