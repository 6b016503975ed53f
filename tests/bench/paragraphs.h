/* The paragraphs of an archive in a plain file, so that every engine is fed alike: id, year and folded text of each. */
#ifndef SPEECH_BENCH_PARAGRAPHS_H
#define SPEECH_BENCH_PARAGRAPHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct paragraph {
    int64_t id;
    int year; /* of the speech; BENCH_NO_YEAR: not stated */
    const char *text;
    size_t length;
} paragraph;

typedef struct paragraph_reader {
    FILE *in;
    char *text;
    size_t capacity;
} paragraph_reader;

/* Writes the paragraphs of the archive to a file. */
bool paragraphs_write(const char *archive, const char *path);

bool paragraphs_open(paragraph_reader *reader, const char *path);

/* False at the end. `next->text` is NUL-terminated and valid until the next call. */
bool paragraphs_next(paragraph_reader *reader, paragraph *next);

void paragraphs_close(paragraph_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
