/* The outline that a speaker counts out: sections and their nesting, and the paragraphs. */
#ifndef SPEECH_TEXT_OUTLINE_H
#define SPEECH_TEXT_OUTLINE_H

#include "record.h"

/* Adds the paragraphs of every speech to the record. Reads lines and speeches. SPEECH_NOMEM. */
speech_status paragraphs_find(record *r);

/*
 * Adds the sections of every speech and sets the paragraphs' sections. A level is relative: a unit is one below what
 * holds it, whatever its numbering looks like. Reads speeches and paragraphs. SPEECH_NOMEM.
 */
speech_status outline_find(record *r);

#endif
