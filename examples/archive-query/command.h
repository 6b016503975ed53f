/* What the commands of archive-query share: exit statuses, messages and opening the archive. */
#ifndef ARCHIVE_QUERY_COMMAND_H
#define ARCHIVE_QUERY_COMMAND_H

#include <speecharchive/speecharchive.h>

#include "options.h"

enum {
    STATUS_DONE = 0,
    STATUS_NOTHING = 1, /* a search or concordance without hits */
    STATUS_USAGE = 2,   /* wrong usage */
    STATUS_PARTLY = 3,  /* some input could not be ingested; the rest was */
    STATUS_ARCHIVE = 4  /* the archive could not be read or written */
};

struct command {
    const char *name;
    const char *arguments; /* as in "usage: archive-query NAME ARGUMENTS" */
    const char *summary;   /* one line */
    const char *details;   /* further lines of its --help, or NULL */
    const char *example;   /* lines to try */
    int arguments_min;
    int arguments_max;                         /* -1: any number */
    int (*run)(const struct options *options); /* returns the exit status */
};

/* All commands, in the order of the help; indexed by command_id. */
extern const struct command commands[COMMAND_COUNT];

int ingest_run(const struct options *options);
int rows_run(const struct options *options);
int search_run(const struct options *options);
int kwic_run(const struct options *options);
int trend_run(const struct options *options);
int outline_run(const struct options *options);
int show_run(const struct options *options);
int tasks_run(const struct options *options);
int mark_run(const struct options *options);
int assign_run(const struct options *options);
int history_run(const struct options *options);
int handout_run(const struct options *options);
int stats_run(const struct options *options);
int check_run(const struct options *options);
int rebuild_run(const struct options *options);
int remove_run(const struct options *options);

/* Writes "archive-query: ..." and a line end to standard error, without anything that disturbs a terminal. */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Opens the archive of the options. On failure says why and returns an exit status, else STATUS_DONE. */
int archive_open(speech_archive **out, const struct options *options, unsigned flags);

/* Says what went wrong with the archive and returns the exit status for it. */
int archive_failed(const struct options *options, const speech_error *error);

/* The name of a document, freed with free; NULL if it can't be found. */
char *document_name(speech_archive *archive, int64_t id);

#endif
