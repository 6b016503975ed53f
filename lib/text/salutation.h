/* Salutations: 同志们：, 尊敬的主席，各位代表： */
#ifndef SPEECH_TEXT_SALUTATION_H
#define SPEECH_TEXT_SALUTATION_H

#include "record.h"

/*
 * Does line `i` start with a salutation? *end is just past the last character of the audience, before
 * the mark (：！，) that closes it. A salutation may go on over several lines, each closed by a comma; *last is
 * the line that it ends in.
 */
bool salutation_read(const record *r, size_t i, size_t *end, size_t *last);

/* Does text[at..end) start with a salutation that a colon closes? *audience is where that stands. */
bool salutation_at(const record *r, size_t at, size_t end, size_t *audience);

/* A salutation that runs on into the first sentence: 主席，今天…. *end as above. */
bool salutation_in_text(const record *r, const line *l, size_t *end);

#endif
