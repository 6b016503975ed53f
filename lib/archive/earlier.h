/*
 * Earlier rows: what a document's former version held, as long as the new one is being stored.
 *
 * Each row is listed with its own words and what held it:
 *   speech      its title, in the document
 *   section     its label and heading, in its speech
 *   paragraph   its text, in the document
 *   directive   its text, in the document; also that of tasks that have left the text (see tasks in ledger.sql)
 *   figure      its text, in its paragraph
 * A row that is taken up is updated in place, so that tables of others that refer to it stay whole; what is left at
 * the end is removed. Which row is which is decided in placing.h. The list lives in a temporary table (in memory)
 * during the change.
 */
#ifndef SPEECH_ARCHIVE_EARLIER_H
#define SPEECH_ARCHIVE_EARLIER_H

#include <speecharchive/analysis.h>

#include "handle.h"

typedef enum earlier_kind {
    EARLIER_SPEECH,
    EARLIER_SECTION,
    EARLIER_PARAGRAPH,
    EARLIER_DIRECTIVE,
    EARLIER_FIGURE,
    EARLIER_HEADING /* a section once more, by its heading alone */
} earlier_kind;

/* The rows to look for. `words` need not be NUL-terminated. */
typedef struct earlier_key {
    earlier_kind kind;
    int64_t scope; /* id of what held it, as above */
    const char *words;
    size_t length;
    /* Paragraphs and directives: held by these, too; 0: by any. */
    int64_t speech;
    int64_t section;
    int64_t paragraph;
} earlier_key;

/*
 * Makes the empty list. It is made before a transaction begins, because a new temporary table makes SQLite prepare all
 * statements anew, and undoing a transaction must not need memory for that.
 */
speech_status earlier_make(speech_archive *archive, speech_error *error);

/* Lists all rows of a document, in place of what was listed before. 0: none. */
speech_status earlier_list(speech_archive *archive, int64_t document_id, speech_error *error);

/*
 * Lists the tasks without a directive, as directives in the scope of the document: those of a speech of this title and
 * date (`speech` stands for it in keys), and then all others last seen in a document of this name.
 */
speech_status earlier_list_speech_tasks(speech_archive *archive, int64_t document_id, int64_t speech,
                                        const speech_speech *words, speech_error *error);
speech_status earlier_list_document_tasks(speech_archive *archive, int64_t document_id, const char *name,
                                          speech_error *error);

/* Takes up the first row that has the key: *id is its id, or 0 if there is none; it is not found again. */
speech_status earlier_take(speech_archive *archive, const earlier_key *key, int64_t *id, speech_error *error);

/* Takes up the row of an id, if it is still listed. */
speech_status earlier_take_id(speech_archive *archive, earlier_kind kind, int64_t id, bool *taken, speech_error *error);

/* The same for the speech of an ordinal, whatever its title. */
speech_status earlier_take_speech(speech_archive *archive, size_t ordinal, int64_t *id, speech_error *error);

/* The speech that held the paragraph with these words; 0 if there is none, or more than one. */
speech_status earlier_paragraph_speech(speech_archive *archive, const earlier_key *key, int64_t *speech,
                                       speech_error *error);

/*
 * Removes the rows that were not taken up, and their entries in the full-text index. *tasks receives how many of them
 * were directives that somebody has marked or assigned.
 */
speech_status earlier_remove(speech_archive *archive, size_t *tasks, speech_error *error);

#endif
