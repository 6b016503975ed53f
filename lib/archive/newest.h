/*
 * The newest paragraphs that hold a character.
 *
 * A single character says nothing about relevance, so the answers to it come newest first, and a common one need not be
 * looked up in the index: reading on from the newest speech soon finds enough. How far is worth it follows from the two
 * costs: with n paragraphs, of which a share f holds the character, the index costs about n f, and reading on for w
 * answers about four times w / f (measured). They are equal where w / f is √(w n) / 2.
 */
#ifndef SPEECH_ARCHIVE_NEWEST_H
#define SPEECH_ARCHIVE_NEWEST_H

#include "conditions.h"
#include "search.h"

/* Can the search be answered so? That is, is it for one character, on nothing but conditions on speeches? */
bool newest_can_answer(const search *s, const conditions *c);

/*
 * Puts the ids of the `wanted` newest paragraphs that hold the character into `ids` ("3, 1, 2"), or leaves it empty if
 * they are not found soon. Errors: those of reading, SPEECH_NOMEM.
 */
speech_status newest_find(search *s, speech_archive *archive, const conditions *c, size_t wanted, text_buffer *ids,
                          speech_error *error);

#endif
