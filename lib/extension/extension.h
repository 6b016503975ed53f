/*
 * The parts of the extension, each registered on a host's connection. All return SQLite result codes.
 * The SQL functions are described in <speecharchive/extension.h>.
 */
#ifndef SPEECH_EXTENSION_EXTENSION_H
#define SPEECH_EXTENSION_EXTENSION_H

#include <speecharchive/extension.h>

#include "sqlite.h"

/* speech_match, speech_snippet, speech_numeral, speech_version */
int text_functions_register(sqlite3 *db);

/* speech_figures, speech_directives, speech_sections */
int analysis_rows_register(sqlite3 *db);

/* speech_search */
int search_rows_register(sqlite3 *db);

#endif
