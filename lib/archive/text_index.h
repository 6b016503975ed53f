/* The entries of the full-text index: what paragraphs_fts holds of each paragraph. */
#ifndef SPEECH_ARCHIVE_TEXT_INDEX_H
#define SPEECH_ARCHIVE_TEXT_INDEX_H

#include "grams.h"
#include "handle.h"

/* Adds a paragraph. `made` is only working memory. */
speech_status text_index_add(speech_archive *archive, index_text *made, int64_t paragraph_id, const char *text,
                             size_t length, speech_error *error);

/*
 * Removes the paragraphs that a cached statement returns as rows of id and text; the caller has bound its
 * parameters. The index keeps no text, so each entry is made anew to be taken out.
 */
speech_status text_index_remove_all(speech_archive *archive, sqlite3_stmt *paragraphs, speech_error *error);

#endif
