/* The automatic numbers of a Word document's paragraphs. */
#ifndef SPEECH_FORMATS_NUMBERING_H
#define SPEECH_FORMATS_NUMBERING_H

#include "memory.h"
#include "package.h"

/* Which list a paragraph is in, as its properties state it. */
typedef struct numbering_place {
    long list;      /* numId; -1: not stated, 0: in none */
    long level;     /* ilvl, from 0; -1: not stated */
    char style[64]; /* of the paragraph, which may name a list too; "": the default one */
} numbering_place;

/* Start with numbering_start; free with numbering_free. */
typedef struct numbering {
    list outlines; /* abstractNum: levels and counters */
    list lists;    /* num: one use of an outline */
    list styles;
} numbering;

void numbering_start(numbering *n);
void numbering_free(numbering *n);

/* Reads the parts word/numbering.xml and word/styles.xml, as far as there are any. Errors: those of package_read. */
speech_status numbering_read(numbering *n, package *p, const char *folder);

/* Counts a paragraph, and adds its number with what stands around it (第三章, （二）, 1.) to `label`. */
speech_status numbering_label(numbering *n, const numbering_place *place, text_buffer *label);

#endif
