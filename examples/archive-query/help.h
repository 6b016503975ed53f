/* The texts of --help. */
#ifndef ARCHIVE_QUERY_HELP_H
#define ARCHIVE_QUERY_HELP_H

#include "options.h"

/* Writes the help of one command to standard output; COMMAND_COUNT: of the tool. */
void help_write(command_id command);

#endif
