/*
 * The parts of the extension, each registered on a host's connection. All return SQLite result codes.
 * The SQL functions are described in <speecharchive/extension.h>.
 */
#ifndef SPEECH_EXTENSION_EXTENSION_H
#define SPEECH_EXTENSION_EXTENSION_H

#include <speecharchive/analysis.h>
#include <speecharchive/extension.h>

#include "sqlite.h"

/* speech_match, speech_snippet, speech_numeral, speech_version */
int text_functions_register(sqlite3 *db);

/* speech_figures, speech_directives, speech_sections */
int analysis_rows_register(sqlite3 *db);

/* speech_search */
int search_rows_register(sqlite3 *db);

/* Makes a number the result: INTEGER when whole, else REAL. In text_functions.c. */
void result_decimal(sqlite3_context *context, speech_decimal value);

#endif
