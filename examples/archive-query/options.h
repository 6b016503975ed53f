/* The command line, read and checked. */
#ifndef ARCHIVE_QUERY_OPTIONS_H
#define ARCHIVE_QUERY_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <speecharchive/archive.h>
#include <speecharchive/usage.h>
#include <speecharchive/document.h>
#include <speecharchive/ledger.h>

#include "terminal.h"

typedef enum command_id {
    COMMAND_INGEST,
    COMMAND_DOCUMENTS,
    COMMAND_SPEECHES,
    COMMAND_SECTIONS,
    COMMAND_PARAGRAPHS,
    COMMAND_DIRECTIVES,
    COMMAND_FIGURES,
    COMMAND_DOUBTS,
    COMMAND_SEARCH,
    COMMAND_KWIC,
    COMMAND_TREND,
    COMMAND_OUTLINE,
    COMMAND_SHOW,
    COMMAND_TASKS,
    COMMAND_MARK,
    COMMAND_ASSIGN,
    COMMAND_HISTORY,
    COMMAND_HANDOUT,
    COMMAND_STATS,
    COMMAND_CHECK,
    COMMAND_REBUILD,
    COMMAND_REMOVE,
    COMMAND_COUNT /* also: none given */
} command_id;

typedef enum output_format { FORMAT_TABLE, FORMAT_JSON, FORMAT_CSV, FORMAT_TSV } output_format;

/* What a trend draws. */
typedef enum trend_measure {
    MEASURE_OCCURRENCES,
    MEASURE_RATE, /* occurrences for every 10,000 characters */
    MEASURE_PARAGRAPHS,
    MEASURE_SPEECHES,
    MEASURE_DOCUMENTS
} trend_measure;

/* What the commands of the ledger take besides a filter. */
struct ledger_options {
    const char *day; /* --as-of and --date; NULL: today */
    unsigned statuses;
    int overdue;
    int within;
    const int *due_within; /* points to `within` if that was given */
    int placed;
    int touched;
    bool soonest;
    const char *note;
    const char *evidence;
    const char *by_whom;
    const char *lead;
    const char *support;
    const char *due_on;
    speech_handout_options handout;
};

/* Patterns of file names, as the shell has them. */
struct patterns {
    const char **items; /* the strings are those of argv */
    size_t count;
};

struct options {
    command_id command;
    const char *archive; /* path of the archive's file */
    output_format format;
    color_choice color;
    long width; /* of tables; 0: without limit, -1: as the terminal */
    bool help;
    bool version;
    speech_filter filter; /* may point into this struct: not to be copied */
    double value_min;
    double value_max;
    speech_search_options search;
    speech_concordance_options concordance;
    speech_trend_by by;
    trend_measure measure;
    struct ledger_options ledger;
    const char *name;         /* what to store the input under, or NULL */
    speech_read_options read; /* how documents are read: encoding and limits */
    const char *manifest;     /* the path of a list of documents, or NULL */
    struct patterns include;
    struct patterns exclude;
    bool untrusted;         /* the archive is looked through before it is used */
    size_t jobs;            /* threads that read and analyse documents; 0: one for each core */
    const char **arguments; /* of the command; the strings are those of argv */
    int argument_count;
};

/* One option of the command line. */
typedef struct option_spec {
    const char *name;     /* without "--" */
    const char *argument; /* what it takes, as shown in the help; NULL: nothing */
    unsigned commands;    /* OR of 1u << command_id */
    bool (*set)(struct options *options, size_t field, const char *value); /* false: not a value it can take */
    size_t field;                                                          /* offset in options */
    const char *wanted; /* values it can take, for the message when it can't */
    const char *help;
} option_spec;

/* All options, ended by one without a name. */
extern const option_spec option_specs[];

/* Set in option_spec.commands of options that may stand with any command. */
#define ANY_COMMAND (~0u)

/*
 * Reads the command line into *options; false after a message if it can't be understood. Either way
 * options_free is called in the end.
 */
bool options_parse(struct options *options, int argc, char **argv);
void options_free(struct options *options);

#endif
