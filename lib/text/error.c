#include "error.h"

#include <stdarg.h>
#include <stdio.h>

#include "utf8.h"

/* The bytes of the character at `p`, which ends with a NUL; 0: it is none. */
static size_t character_width(const char *p)
{
    const unsigned char *s = (const unsigned char *)p;
    size_t width = utf8_width(*p);
    if (s[0] < 0x80) return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4) return 0;
    for (size_t i = 1; i < width; i++)
        if (!utf8_continues(p[i])) return 0;
    bool overlong = (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xF0 && s[1] < 0x90);
    bool beyond = (s[0] == 0xED && s[1] > 0x9F) || (s[0] == 0xF4 && s[1] > 0x8F);
    return overlong || beyond ? 0 : width;
}

/* Paths and the like may hold any bytes; those that are no UTF-8 become '?', so that the message is. */
static void message_repair(char *message)
{
    while (*message != '\0') {
        size_t width = character_width(message);
        if (width == 0) *message = '?';
        message += width == 0 ? 1 : width;
    }
}

speech_status error_set(speech_error *error, speech_status status, size_t offset, const char *format, ...)
{
    if (error == NULL) return status;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof error->message) {
        size_t end = sizeof error->message - 1;
        while (end > 0 && utf8_continues(error->message[end - 1])) end--;
        if (end > 0 && (unsigned char)error->message[end - 1] >= 0xC0) end--;
        error->message[end] = '\0';
    }
    message_repair(error->message);
    error->status = status;
    error->offset = offset;
    return status;
}

speech_status error_no_memory(speech_error *error)
{
    return error_set(error, SPEECH_NOMEM, 0, "out of memory");
}

speech_status error_misuse(speech_error *error, const char *message)
{
    return error_set(error, SPEECH_MISUSE, 0, "%s", message);
}
