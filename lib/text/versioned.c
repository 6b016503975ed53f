#include "versioned.h"

#include <stdbool.h>
#include <string.h>

#include "error.h"

/* No struct is ever that long; so the size of one that was not initialised is most often found out. */
enum { LONGEST = 4096 };

static size_t size_of(const void *given)
{
    size_t size;
    memcpy(&size, given, sizeof size);
    return size;
}

/* A struct that begins with a size_t has a multiple of its size, at least one. */
static bool is_size(size_t size)
{
    return size >= sizeof size && size <= LONGEST && size % sizeof size == 0;
}

speech_status struct_check(const void *out, struct_kind kind, speech_error *error)
{
    if (out == NULL || is_size(size_of(out))) return SPEECH_OK;
    return error_set(error, SPEECH_MISUSE, 0, "struct_size of %s is not set", kind.name);
}

speech_status struct_take(void *own, const void *given, struct_kind kind, speech_error *error)
{
    speech_status status = struct_check(given, kind, error);
    if (status != SPEECH_OK) return status;
    size_t size = given == NULL ? 0 : size_of(given);
    for (size_t at = kind.size; at < size; at++)
        if (((const char *)given)[at] != 0)
            return error_set(error, SPEECH_MISUSE, 0, "%s is newer than the library, and sets what it does not know",
                             kind.name);
    memset(own, 0, kind.size);
    if (given != NULL) memcpy(own, given, size < kind.size ? size : kind.size);
    memcpy(own, &kind.size, sizeof kind.size);
    return SPEECH_OK;
}

void struct_give(void *out, const void *own, struct_kind kind)
{
    if (out == NULL) return;
    size_t size = size_of(out), first = sizeof size;
    if (size > kind.size) size = kind.size;
    memcpy((char *)out + first, (const char *)own + first, size - first);
}
