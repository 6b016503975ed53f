/* What `ingest` reads: which files the arguments name, and the bytes of one. */
#ifndef ARCHIVE_QUERY_INPUTS_H
#define ARCHIVE_QUERY_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <speecharchive/archive.h>

typedef enum input_state { INPUT_WAITING, INPUT_DONE, INPUT_FAILED } input_state;

struct input {
    char *path; /* "-": standard input */
    char *name; /* what it is stored under; NULL until its bytes are read */
    bool large; /* or of unknown size */
    input_state state;
    char *reason; /* why it failed */
    speech_ingest_result result;
};

struct inputs {
    struct input *items;
    size_t count;
    size_t capacity;
};

/* Adds what an argument names: a file, the documents below a directory, or an input that failed. */
void inputs_add(struct inputs *inputs, const char *argument);
void inputs_free(struct inputs *inputs);

bool path_is_directory(const char *path);

/* Marks an input as failed; the reason is copied. */
void input_fail(struct input *input, const char *reason);

/*
 * Reads the bytes of an input, freed with free, and names it: `name`, or if that is NULL its path without "./".
 * False, with the input marked as failed, if it can't be read.
 */
bool input_read(struct input *input, const char *name, char **bytes, size_t *length);

#endif
