/*
 * Placing: which row of a document's former version each row of its new one is, so that ids, and with them links
 * from outside and the histories of tasks, survive a correction.
 *
 *   speech      the one that held more than half of its paragraphs; else of the same title; else of the same ordinal
 *   section     in its speech, of the same label and heading; else of the same heading
 *   paragraph   of the same text in its section; else in its speech, the document
 *   directive   of the same text in its paragraph; else in its section, its speech, the document; else the most alike
 *               (see likeness.h): at LIKENESS_ANYWHERE or more, or at LIKENESS_IN_PLACE or more if it stood in the
 *               same section or paragraph, or beside the same directive, as now
 *
 * A wrong history is worse than one that waits to be placed, so other tasks in the words of the same office must stay
 * below: 甲局要在6月底前完成… beside 乙局要在6月底前完成… comes to about 0.5, one wrong character among eight to 0.75.
 *
 * Of several rows with the same words the first earlier one goes to the first new one. Tasks whose directive has left
 * the text are looked for in the same way, so that they are there again when their words are (see earlier.h).
 */
#ifndef SPEECH_ARCHIVE_PLACING_H
#define SPEECH_ARCHIVE_PLACING_H

#include <speecharchive/analysis.h>

#include "handle.h"

#define LIKENESS_ANYWHERE 0.75
#define LIKENESS_IN_PLACE 0.6

/* The new version of a document. */
typedef struct placed_document {
    int64_t id; /* 0: it is a new document */
    const char *name;
    const speech_analysis *analysis;
} placed_document;

/* The ids of the rows of an analysis, by their index in it; 0: not known yet. */
typedef struct row_ids {
    int64_t *speeches;
    int64_t *sections;
    int64_t *paragraphs;
    int64_t *directives;
} row_ids;

/*
 * Lists the former rows of a document and fills in the ids of those rows of the new version that are among them.
 * *listed: is anything listed? Then earlier_remove is called in the end. Errors: SPEECH_NOMEM, those of SQLite.
 */
speech_status rows_place(speech_archive *archive, const placed_document *document, row_ids *ids, bool *listed,
                         speech_error *error);

#endif
