/* Whether a sentence is a directive, and of what kind. */
#ifndef SPEECH_TEXT_MODALITY_H
#define SPEECH_TEXT_MODALITY_H

#include "imperative.h"

typedef struct modality_verdict {
    bool directive;
    size_t marker; /* the governing item; SPEECH_NONE for a bare imperative */
    speech_modality modality;
    bool goal; /* it states a goal: 主要目标是… */
} modality_verdict;

/* Judges a sentence. */
modality_verdict modality_judge(const sentence_wording *s, const sentence_place *place);

#endif
