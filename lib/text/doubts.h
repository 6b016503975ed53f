/* Doubts: where a reader should not trust the analysis blindly. */
#ifndef SPEECH_TEXT_DOUBTS_H
#define SPEECH_TEXT_DOUBTS_H

#include "record.h"

/* Adds the doubts about every speech to the record, in document order within each kind. Reads all other rows.
 * SPEECH_NOMEM. */
speech_status doubts_find(record *r);

#endif
