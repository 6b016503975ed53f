/* The subject of a figure: what is counted or measured, as the sentence states it. */
#ifndef SPEECH_TEXT_SUBJECT_H
#define SPEECH_TEXT_SUBJECT_H

#include "nearby.h"
#include "qualifier.h"
#include "quantity.h"

/*
 * The noun after a classifier (29个县: 县), else the phrase before the number (投入8731万元: 投入), else empty.
 * Nothing before `floor`, the end of the figure before it, is taken.
 */
speech_span subject_find(const passage *p, const quantity *q, const limits *l, size_t floor, speech_figure_kind kind);

#endif
