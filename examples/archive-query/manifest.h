/*
 * Lists of documents: what is known of files beside their text. A list is CSV (RFC 4180) or, if its first line holds a
 * tab, TSV with \t \n \r \\ as archive-query writes it; UTF-8, with or without byte-order mark. The first line names
 * the columns, in any order: path, and of title, occasion, speaker, speaker_role, audience and date (or delivered_on)
 * those that there are.
 */
#ifndef ARCHIVE_QUERY_MANIFEST_H
#define ARCHIVE_QUERY_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <speecharchive/analysis.h>

/* One row. Strings belong to the list. */
struct manifest_entry {
    size_t line; /* where the row begins, from 1 */
    char *path;  /* relative to the folder that the list is in */
    speech_stated stated;
    char *date;        /* the one in `stated` */
    const char *fault; /* why the row is of no use; NULL: it is */
};

struct manifest {
    struct manifest_entry *entries;
    size_t count;
    size_t capacity;
    char *bytes; /* of the file; cells point into it */
};

/* Reads a list; messages tell what columns are not used, or why it can't be read (then false). */
bool manifest_read(struct manifest *manifest, const char *path);

void manifest_free(struct manifest *manifest);

#endif
