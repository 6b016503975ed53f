/* The parts of a check: rows against the documents' texts, and the full-text index against the paragraphs. */
#ifndef SPEECH_ARCHIVE_VERIFY_H
#define SPEECH_ARCHIVE_VERIFY_H

#include "handle.h"

typedef struct verification {
    speech_archive *archive;
    speech_problem problem; /* may be NULL */
    void *context;
    size_t problems; /* reported so far */
    int64_t done;    /* bytes of text; each part goes through all of it once */
} verification;

/* Reports a problem, described by a printf-style message. */
void verify_report(verification *v, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Every document has its digest; every row lies in its speech, its text is its slice, its section is the
 * innermost one; paragraphs hold all of a speech once and in order. Memory: one document.
 * Errors are failures to read; what is found is only reported.
 */
speech_status verify_documents(verification *v, speech_error *error);

/* Makes the temporary table through which the index is read; before the transaction, see earlier_make. */
speech_status verify_index_prepare(speech_archive *archive, speech_error *error);

/*
 * Every token of the index, with its paragraph and place, is one that the paragraph's text gives, and the
 * other way round. Both sides are summed up, so that a difference escapes only with a chance of 2^-64, and
 * in bounded memory.
 */
speech_status verify_index(verification *v, speech_error *error);

/* The ledger of tasks: no entry of it is missing, and the triggers that keep it are there. */
speech_status verify_ledger(verification *v, speech_error *error);

#endif
