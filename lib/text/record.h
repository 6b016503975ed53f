/*
 * The record that the stages of the analysis fill in, one after the other; each reads what earlier
 * ones found and adds its own:
 *
 *   decode       text, plain                       (decode.h)
 *   lines        lines, wrapped                    (lines.h, furniture.h)
 *   split        speeches' spans and metadata      (split.h, metadata.h)
 *   stated       metadata that the text lacks      (stated.h)
 *   outline      sections, paragraphs              (outline.h)
 *   sentences    sentences                         (sentences.h)
 *   directives   directives                        (directives.h)
 *   bodies       bodies, and deadlines in notes    (bodies.h)
 *   figures      figures                           (figures.h)
 *   doubts       doubts                            (doubts.h)
 *
 * All offsets are bytes into `text`, and into `plain`, which has the same length.
 */
#ifndef SPEECH_TEXT_RECORD_H
#define SPEECH_TEXT_RECORD_H

#include <speecharchive/analysis.h>

#include "memory.h"

/* What kind of page furniture a line is (see furniture.h). */
typedef enum furniture {
    NOT_FURNITURE,
    PAGE_FURNITURE,       /* menus, sources, dates of publication, links */
    FURNITURE_WITH_VALUE, /* the same, and the next line is its value (来源：) */
    ANNEX_BEGIN,          /* notes, a glossary or links follow, which belong to no speech */
    CONTENTS_BEGIN,       /* a table of contents follows */
    SPEECH_SEPARATOR      /* 第二篇：… in a collection */
} furniture;

/* A line of the text, without its line end and without blanks around it; blank lines have no entry. */
typedef struct line {
    size_t begin;
    size_t end;
    bool after_blank;  /* a blank line, or the start of the text, is above it */
    bool before_blank; /* a blank line, or the end of the text, is below it */
    furniture kind;    /* by its words alone (set by furniture_mark) */
    bool furniture;    /* belongs to the page, not to the speech (set by split) */
} line;

/* A sentence ends with 。！？；!?; and closing quotes, or at the end of its paragraph. */
typedef struct sentence {
    size_t begin; /* first byte that is no blank */
    size_t end;
    size_t speech;
    size_t section; /* innermost that holds the first byte, or SPEECH_NONE */
    size_t paragraph;
    size_t body;  /* where the label of a section that starts here ends; = begin if none does */
    bool heading; /* a section starts here and the sentence is its heading alone */
} sentence;

typedef struct record {
    const char *text;
    const char *plain; /* text with traditional characters made simplified: what words are matched in */
    size_t length;
    bool wrapped;         /* lines are cut at a fixed width: only an empty line ends a paragraph */
    list lines;           /* line */
    list speeches;        /* speech_speech */
    list sections;        /* speech_section */
    list paragraphs;      /* speech_paragraph */
    list sentences;       /* sentence */
    list directives;      /* speech_directive */
    list figures;         /* speech_figure */
    list doubts;          /* speech_doubt */
    list bodies;          /* speech_body */
    speech_stated stated; /* by the caller; strings of the arena, NULL: not stated */
    arena arena;          /* strings */
} record;

/* The items of a record's list as an array. */
#define RECORD_ITEMS(type, l) ((type *)(l).items)

#endif
