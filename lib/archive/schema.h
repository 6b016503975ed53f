/* The archive's schema: what the library takes from the file of it, and whether the file's is ours. */
#ifndef SPEECH_ARCHIVE_SCHEMA_H
#define SPEECH_ARCHIVE_SCHEMA_H

#include "handle.h"

/*
 * Makes the views that the library itself reads in the connection's temporary schema, where they go before those of
 * the file: a view is SQL, and what is run must not be what somebody wrote into the file. Once for a handle, when they
 * are first needed, which takes a millisecond; not within a transaction, which could take them back.
 */
speech_status schema_views_need(speech_archive *archive, speech_error *error);

/*
 * Compares all tables, indices, views and triggers with those of sql/, apart from comments and blanks. What the file
 * has besides is left alone if it does not belong to our tables and is no trigger. SPEECH_CORRUPT at the first that
 * differs.
 */
speech_status schema_compare(speech_archive *archive, speech_error *error);

/* Looks through all pages and values of the file (PRAGMA quick_check). SPEECH_CORRUPT with the first problem. */
speech_status schema_quick_check(speech_archive *archive, speech_error *error);

#endif
