/* Snippets: the piece of a text where a query's words stand closest together, with the hits marked. */
#ifndef SPEECH_ARCHIVE_SNIPPET_H
#define SPEECH_ARCHIVE_SNIPPET_H

#include <stddef.h>
#include <speecharchive/status.h>

#include "hits.h"
#include "query.h"

typedef struct snippet_style {
    size_t characters; /* about how many are shown */
    const char *mark_begin;
    const char *mark_end;
} snippet_style;

/* Finds the words of a query that are to be found in the text that was folded last. Errors: SPEECH_NOMEM. */
speech_status snippet_hits(hit_memory *memory, const query *q);

/*
 * Puts a snippet of `text`, the one that was folded last, into `out`, in place of what it held: the original
 * characters, none cut, blanks and line ends shown as one blank, "…" where text was left out, hits that touch in one
 * pair of marks. Without any hit it is the beginning of the text. Errors: SPEECH_NOMEM.
 */
speech_status snippet_make(text_buffer *out, hit_memory *memory, const query *q, const snippet_style *style,
                           const char *text);

#endif
