/* What stands above a speech: title, byline, date, salutation. */
#ifndef SPEECH_TEXT_HEADER_H
#define SPEECH_TEXT_HEADER_H

#include "byline.h"
#include "date.h"
#include "record.h"

enum { MAX_TITLE_LINES = 6 };

typedef struct header {
    size_t first;                        /* the line that the header may begin in */
    size_t body;                         /* the line that the salutation or, without one, the text begins in */
    size_t title_lines[MAX_TITLE_LINES]; /* lines of the title */
    size_t title_count;
    size_t dateline;      /* the line that states the day of delivery, or SPEECH_NONE */
    byline by;            /* empty spans: not stated */
    date delivered;       /* year 0: not stated */
    speech_span audience; /* empty: no salutation */
} header;

/*
 * Reads the header of the speech that stands in the lines [first, last). Marks page furniture among these
 * lines. False if the lines hold no text.
 */
bool header_read(record *r, size_t first, size_t last, header *out);

/* The part of title line `l` that is title: without # and blanks. */
speech_span title_span(const record *r, const line *l);

/* Where the dashes (—— or the like) at `begin` end. */
size_t skip_dashes(const char *text, size_t begin, size_t end);

/*
 * Breaks up line `first` if the header is run together with the text on it: title（date）byline salutation：text.
 * SPEECH_NOMEM.
 */
speech_status header_unflatten(record *r, size_t first);

#endif
