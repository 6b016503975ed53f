/* Enumerators: 一、 （二） 3. （4） 五是 六要 第七， 首先 第一部分 */
#ifndef SPEECH_TEXT_LABEL_H
#define SPEECH_TEXT_LABEL_H

#include "record.h"

/* The styles of enumerators. Labels of one style with counting numbers make a series. */
typedef enum label_style {
    LABEL_PART,           /* 第一部分, 第一章, 第一节 */
    LABEL_FINANCIAL,      /* 壹、 */
    LABEL_COMMA,          /* 一、 */
    LABEL_BRACKETS,       /* （一） */
    LABEL_DIGITS,         /* 1. 1、 */
    LABEL_DIGIT_BRACKETS, /* （1） 1） */
    LABEL_CIRCLED,        /* ① */
    LABEL_ROMAN,          /* (i) */
    LABEL_ORDINAL,        /* 第一， 首先 其次 最后 */
    LABEL_WORD            /* 一是 一要 其一: a number and a word that is the same through the series */
} label_style;

typedef struct label {
    size_t begin;
    size_t end;
    label_style style;
    uint32_t word; /* LABEL_WORD: the character behind the number; LABEL_PART: 部, 章 or 节; else 0 */
    int number;
    bool numbered; /* LABEL_ORDINAL: 第一, not 首先 */
    bool closed;   /* LABEL_ORDINAL: with a comma or the like behind it */
    bool bare;     /* alone on its line, as in lists: not of one series with headings */
    bool last;     /* LABEL_ORDINAL: 最后, whose number is one more than its elder's */
} label;

/* Reads the enumerator at `at` in r->plain, before `end`. False if there is none. */
bool label_read(const record *r, size_t at, size_t end, label *out);

/* Does the style belong to headings that stand at the start of a paragraph? */
static inline bool label_is_strong(label_style style)
{
    return style <= LABEL_ROMAN;
}

#endif
