/* Metadata of a speech: title, occasion, speaker, office, date, audience. */
#ifndef SPEECH_TEXT_METADATA_H
#define SPEECH_TEXT_METADATA_H

#include "header.h"
#include "record.h"

/* Sets the metadata of `s`, whose span is known, from its header and its first sentences. SPEECH_NOMEM. */
speech_status metadata_find(record *r, const header *h, speech_speech *s);

#endif
