/* Directives: the sentences that say what must, must not or will be done. */
#ifndef SPEECH_TEXT_DIRECTIVES_H
#define SPEECH_TEXT_DIRECTIVES_H

#include "record.h"

/*
 * Adds the directives of every speech to the record, whole sentences in document order. Reads speeches, sections and
 * sentences. SPEECH_NOMEM.
 */
speech_status directives_find(record *r);

#endif
