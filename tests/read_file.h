/* Reading a whole file. */
#ifndef TESTS_READ_FILE_H
#define TESTS_READ_FILE_H

#include <stdio.h>
#include <stdlib.h>

/* The bytes of a file, to be freed; NULL if it cannot be read. */
static inline char *read_file(const char *path, size_t *length)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL) return NULL;
    size_t capacity = 1 << 16;
    char *bytes = malloc(capacity + 1);
    *length = 0;
    for (size_t got; (got = fread(bytes + *length, 1, capacity - *length, in)) > 0;) {
        *length += got;
        if (*length == capacity) bytes = realloc(bytes, (capacity *= 2) + 1);
    }
    bytes[*length] = '\0';
    fclose(in);
    return bytes;
}

#endif
