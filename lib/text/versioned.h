/*
 * Structs that a caller hands in, who may have been compiled with an older or a newer version of the library than this
 * one. They begin with struct_size, the size that the caller knows, and grow at the end only: a new member never goes
 * into the padding that an older version of the struct ended with, and its 0 means what the library did before.
 */
#ifndef SPEECH_TEXT_VERSIONED_H
#define SPEECH_TEXT_VERSIONED_H

#include <speecharchive/status.h>

/* One kind of struct: its size in this version, and what a message calls it ("the filter"). */
typedef struct struct_kind {
    size_t size;
    const char *name;
} struct_kind;

/*
 * Copies the caller's `given` (NULL: all defaults) to `own`, a struct of this version. Members that an older caller
 * does not know become 0. Errors: SPEECH_MISUSE if struct_size is not set, or if a newer caller sets a member that is
 * not known here.
 */
speech_status struct_take(void *own, const void *given, struct_kind kind, speech_error *error);

/* Can the caller's `out` (NULL: not wanted) be filled in? Errors: SPEECH_MISUSE if its struct_size is not set. */
speech_status struct_check(const void *out, struct_kind kind, speech_error *error);

/* Fills in `out`, which has been checked, from `own` as far as both go. struct_size stays as the caller set it. */
void struct_give(void *out, const void *own, struct_kind kind);

#endif
