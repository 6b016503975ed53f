/* The SQL of the cached statements (see archive_statement). */
#ifndef SPEECH_ARCHIVE_STATEMENTS_H
#define SPEECH_ARCHIVE_STATEMENTS_H

#include "handle.h"

/* The SQL of one statement. Static storage. */
const char *statement_sql(statement_id id);

#endif
