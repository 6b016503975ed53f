/* The time limit or period of a directive. */
#ifndef SPEECH_TEXT_DEADLINE_H
#define SPEECH_TEXT_DEADLINE_H

#include "wording.h"

/*
 * The deadline that the sentence states for its task, or an empty span: a limit (底, 前, 内) before a mere period, and
 * what stands up to the clause of items[marker] before what follows (SPEECH_NONE: no such clause). Times of what lies
 * behind are none; `year` is that of the speech, 0 if it is not known.
 */
speech_span deadline_find(const sentence_wording *s, size_t marker, int year);

#endif
