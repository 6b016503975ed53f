/* Page furniture: lines that a site puts around a speech, and lines that part the speeches of a collection. */
#ifndef SPEECH_TEXT_FURNITURE_H
#define SPEECH_TEXT_FURNITURE_H

#include "record.h"

typedef enum furniture {
    NOT_FURNITURE,
    PAGE_FURNITURE,      /* menus, sources, dates of publication, links */
    FURNITURE_WITH_VALUE, /* the same, and the next line is its value (来源：) */
    ANNEX_BEGIN,         /* notes, a glossary or links follow, which belong to no speech */
    CONTENTS_BEGIN,      /* a table of contents follows */
    SPEECH_SEPARATOR     /* 第二篇：… in a collection */
} furniture;

/* What kind of furniture line `l` is. Looks at its first characters and its length only. */
furniture furniture_of(const record *r, const line *l);

/* Is the line a wire-service dateline (新华社…电), or a date with a time of day, which is that of publication? */
bool is_publication_line(const record *r, const line *l);

#endif
