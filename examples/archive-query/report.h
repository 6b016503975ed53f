/* What an ingest did, document by document and in all. */
#ifndef ARCHIVE_QUERY_REPORT_H
#define ARCHIVE_QUERY_REPORT_H

#include "inputs.h"
#include "options.h"
#include "terminal.h"

/* Writes the report to standard output. `archive` is asked for names; NULL if it could not be used. */
void report_write(const struct options *options, const struct terminal *terminal, speech_archive *archive,
                  const struct inputs *inputs);

#endif
