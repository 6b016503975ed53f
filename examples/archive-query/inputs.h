/* What `ingest` reads: which files the arguments name, and the bytes of one. */
#ifndef ARCHIVE_QUERY_INPUTS_H
#define ARCHIVE_QUERY_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <speecharchive/archive.h>
#include <sys/types.h>

#include "manifest.h"
#include "options.h"

typedef enum input_state { INPUT_WAITING, INPUT_DONE, INPUT_FAILED } input_state;

struct input {
    char *path;                      /* "-": standard input */
    char *name;                      /* what it is stored under; NULL until it is known */
    uintmax_t size;                  /* bytes, as the directory has it */
    const speech_read_options *read; /* how to read it; the caller's, may be NULL */
    dev_t device;                    /* which file it is, whatever its path; 0 and 0: none */
    ino_t file;
    const speech_stated *stated; /* what is known beside its text, or NULL */
    bool stream;                 /* no regular file: its size is unknown, and it can be read only once */
    input_state state;
    char *reason;              /* why it failed */
    char *bytes;               /* between input_prepare and input_release */
    speech_prepared *prepared; /* the same */
    speech_error error;        /* why it could not be prepared, if that is the archive's fault */
    bool ready;                /* belongs to the workers */
    speech_ingest_result result;
};

struct inputs {
    struct input *items;
    size_t count;
    size_t capacity;
    const struct options *options; /* which files of a directory are wanted; may be NULL */
};

/* Adds what an argument names: a file, the documents below a directory, or an input that failed. */
void inputs_add(struct inputs *inputs, const char *argument);
void inputs_free(struct inputs *inputs);

/*
 * Gives the inputs what a list says of them. If there are none yet, the files of the list are the inputs. Rows that are
 * of no use, or whose file is not there, become inputs that failed. The list must last as long as the inputs.
 */
void inputs_add_manifest(struct inputs *inputs, const struct manifest *manifest, const char *path);

/* The bytes of a file, freed with free. Returns NULL or the reason why it can't be read. */
const char *file_read(const char *path, char **bytes, size_t *length);

bool path_is_directory(const char *path);

/* Marks an input as failed; the reason is copied. */
void input_fail(struct input *input, const char *reason);

/*
 * Reads and prepares an input, which is then either prepared or has failed, or has an error of the archive. Without
 * a name it is named by its path without "./". `known` may be NULL (see speech_ingest_options).
 */
void input_prepare(struct input *input, speech_archive *known);

/* Frees what input_prepare made. */
void input_release(struct input *input);

/* Is it the archive that fails, so that the next document would fare no better? */
bool archive_is_at_fault(speech_status status);

#endif
