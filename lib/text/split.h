/* From the lines of a document to its speeches. */
#ifndef SPEECH_TEXT_SPLIT_H
#define SPEECH_TEXT_SPLIT_H

#include "record.h"

/*
 * Adds the speeches of the document with their metadata, and marks the lines in them that are page furniture.
 * Cuts are conservative: a document is one speech unless separators (第二篇：) or a repeated title with a salutation
 * part it. Speeches start at their title or salutation and end with their last sentence. SPEECH_NOMEM.
 */
speech_status split_speeches(record *r);

#endif
