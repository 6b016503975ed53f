/*
 * Keyword rows: every occurrence of a query's words in a text, as rows of an SQL table function:
 *
 *   SELECT "left", keyword, "right", begin_byte, end_byte, sort_key FROM speech_keywords(:style, text, held)
 *
 * :style is a keyword_style bound under KEYWORD_POINTER, `held` is as in usage.h; the bytes are offsets into the text.
 * The rows are in the order of the text. A text that does not match has none.
 */
#ifndef SPEECH_ARCHIVE_KEYWORD_ROWS_H
#define SPEECH_ARCHIVE_KEYWORD_ROWS_H

#include <speecharchive/status.h>

#include "sqlite.h"
#include "usage.h"

#define KEYWORD_POINTER "speech_keywords"

typedef enum keyword_key {
    KEYWORD_KEY_LEFT, /* sort_key is the folded left context, the nearest character first, blanks left out */
    KEYWORD_KEY_RIGHT /* the folded right context, blanks left out */
} keyword_key;

/* What is looked for and how it is shown. */
typedef struct keyword_style {
    usage usage;
    size_t characters; /* of context on each side; a run of blanks is one */
    keyword_key key;
} keyword_style;

/* Registers the table function on a connection, once, when it is opened. */
speech_status keyword_rows_register(sqlite3 *db);

#endif
