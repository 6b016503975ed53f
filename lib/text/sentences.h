/* The sentences of the paragraphs. */
#ifndef SPEECH_TEXT_SENTENCES_H
#define SPEECH_TEXT_SENTENCES_H

#include "record.h"

/* Adds the sentences to the record; furniture inside a speech has none. Reads lines, paragraphs, sections.
 * SPEECH_NOMEM. */
speech_status sentences_find(record *r);

#endif
