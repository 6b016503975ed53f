/* Who is to act. */
#ifndef SPEECH_TEXT_ACTOR_H
#define SPEECH_TEXT_ACTOR_H

#include "wording.h"

/*
 * The subject of the word of obligation, intention or prohibition at items[marker]: 各学校 in 各学校要…, also set off
 * by a comma, or after it in 希望大家…. Empty if the sentence names nobody there.
 */
speech_span actor_of(const sentence_wording *s, size_t marker);

/*
 * Who is to act in a directive governed by items[marker]: its own actor, or the first that another marker names. Where
 * there is no such item (a bare imperative), the subject with which the sentence begins.
 */
speech_span actor_find(const sentence_wording *s, size_t marker);

/* The subject with which the clause of items[first] begins, where a verb follows it at once: 各校加强管理. */
speech_span actor_of_clause(const sentence_wording *s, size_t first);

/* The first item of the clause that items[at] is in. */
size_t clause_first(const sentence_wording *s, size_t at);

/* The offset at which the clause of items[first] begins, without connectives, adverbs, times and blanks. */
size_t clause_content(const sentence_wording *s, size_t first, size_t *item);

#endif
