/* Page furniture: lines that a site puts around a speech, and lines that part the speeches of a collection. */
#ifndef SPEECH_TEXT_FURNITURE_H
#define SPEECH_TEXT_FURNITURE_H

#include "record.h"

/* What kind of furniture a line is. */
furniture furniture_of(const record *r, const line *l);

/* Sets the kind of every line, which is told from its first words and its length. Never fails. */
speech_status furniture_mark(record *r);

/* Is the line a wire-service dateline (新华社…电), or a date with a time of day, which is that of publication? */
bool is_publication_line(const record *r, const line *l);

#endif
