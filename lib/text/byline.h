/* Names and offices, as a line under a title states them. */
#ifndef SPEECH_TEXT_BYLINE_H
#define SPEECH_TEXT_BYLINE_H

#include "record.h"

typedef struct byline {
    speech_span speaker;
    speech_span role;
} byline;

/*
 * Reads text[begin..end) as a byline: 省长 某某, 国务院总理某某, 市长：某某, 某某 or 某某（市长）. False if it is none.
 */
bool byline_read(const record *r, size_t begin, size_t end, byline *out);

/* Reads a title that names who speaks: 某某在…上的讲话, 某某：在…, 副区长在…上的讲话, ——某某在…. */
bool byline_in_title(const record *r, size_t begin, size_t end, byline *out);

/* Is text[begin..end) the name of a person: a family name and one or two characters, or one with a · in it? */
bool is_person_name(const record *r, size_t begin, size_t end);

#endif
