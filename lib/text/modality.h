/* Whether a sentence is a directive, and of what kind. */
#ifndef SPEECH_TEXT_MODALITY_H
#define SPEECH_TEXT_MODALITY_H

#include "directive_classes.h"
#include "wording.h"

typedef struct modality_verdict {
    bool directive;
    bool marked; /* by a word of obligation, prohibition, intention or hope; else a bare imperative */
    speech_modality modality;
} modality_verdict;

/* What is known of the sentence from where it stands. */
typedef struct sentence_place {
    enum stance_class stance; /* of the part of the speech */
    bool certain;             /* a heading says so */
    bool heading;             /* the sentence is a heading alone */
    bool last;                /* it is in the last paragraph of the speech */
} sentence_place;

/* Judges a sentence. */
modality_verdict modality_judge(const sentence_wording *s, const sentence_place *place);

#endif
