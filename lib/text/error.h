/* Filling in a caller's speech_error. */
#ifndef SPEECH_TEXT_ERROR_H
#define SPEECH_TEXT_ERROR_H

#include <speecharchive/status.h>

/* Sets *error, if there is one, to the formatted message (cut at a character if too long); returns `status`. */
speech_status error_set(speech_error *error, speech_status status, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The most frequent ones: memory is short; an argument breaks the rule that `message` tells. */
static inline speech_status error_no_memory(speech_error *error)
{
    error_set(error, SPEECH_NOMEM, 0, "out of memory");
    return SPEECH_NOMEM;
}

static inline speech_status error_misuse(speech_error *error, const char *message)
{
    error_set(error, SPEECH_MISUSE, 0, "%s", message);
    return SPEECH_MISUSE;
}

#endif
