/* Quantities as they are written: a number or a mask, with its infix and unit, and ranges of two. */
#ifndef SPEECH_TEXT_QUANTITY_H
#define SPEECH_TEXT_QUANTITY_H

#include "figure_classes.h"
#include "nearby.h"
#include "numeral.h"
#include "words.h"

typedef struct quantity {
    size_t begin;
    size_t end;        /* past the unit, or past the number if there is none */
    size_t number_end; /* past the number and its infix */
    size_t unit_begin; /* the unit as written; begin == end: none */
    size_t unit_end;
    const word *unit;     /* the unit's entry; of 元/吨 that of 元; NULL: none */
    const word *currency; /* the sign before the number, if that is its unit ($500) */
    numeral number;       /* of masked quantities only `scaled` counts */
    speech_decimal value;
    speech_decimal high;
    bool has_high;
    bool has_value;
    bool masked;
    bool dashes;   /* masked by -- or …… */
    bool infix;    /* 余, 多, 来, 几 */
    bool half;     /* 半年 */
    bool ratio;    /* 1:4 */
    bool compound; /* the unit is more than one word: 元/吨, 套（间） */
    bool rate;     /* 元/吨 */
} quantity;

/*
 * Reads the quantity at `at` of a passage, where the numeral character or mask `first` stands. False if it is none;
 * *past is then where to go on. Which of what it reads are figures is not decided here.
 */
bool quantity_read(const passage *p, size_t at, const word *first, quantity *q, size_t *past);

/* The class of the unit, or 0 without one. */
static inline int quantity_class(const quantity *q)
{
    return q->unit == NULL ? 0 : q->unit->class;
}

#endif
