/* What limits a quantity: 约, 超过, 近, 以上, an infix 余. */
#ifndef SPEECH_TEXT_QUALIFIER_H
#define SPEECH_TEXT_QUALIFIER_H

#include "nearby.h"
#include "quantity.h"

typedef struct limits {
    speech_qualifier qualifier;
    size_t begin; /* of the word before the quantity, or the quantity's begin */
    size_t end;   /* of the word after it, or the quantity's end */
    bool before;  /* a word before it limits it */
    bool after;   /* a word after it does */
} limits;

/* The limits of a quantity, from the words around it. */
limits limits_find(const passage *p, const quantity *q);

#endif
