/* Which part of a speech a sentence stands in: report of the past, work to come, or analysis. */
#ifndef SPEECH_TEXT_STANCE_H
#define SPEECH_TEXT_STANCE_H

#include "directive_classes.h"
#include "record.h"
#include "wording.h"

enum { STANCE_LEVELS = 8 };

/* One open section; level 0 is the speech itself. */
typedef struct stance_level {
    size_t section;
    enum stance_class fixed;   /* what its heading, or that of a section around it, says */
    enum stance_class running; /* what its last telling sentence says */
} stance_level;

typedef struct stance_track {
    const record *record;
    size_t speech;
    int year; /* of the speech, 0 if not known */
    bool news;
    bool orders; /* the speech is a notice, plan or rule */
    size_t idle; /* sentences since the last directive */
    size_t depth;
    stance_level levels[STANCE_LEVELS];
} stance_track;

/* Begins a speech. */
void stance_begin(stance_track *t, const record *r, size_t speech);

/* Moves to the section of the next sentence (SPEECH_NONE: outside of all). */
void stance_enter(stance_track *t, size_t section);

/* The part that the sentence to come is in; *certain is set if a heading says so. */
enum stance_class stance_now(const stance_track *t, bool *certain);

/* Learns from a sentence that has been judged. */
void stance_learn(stance_track *t, const sentence_wording *s, bool directive, bool task);

#endif
