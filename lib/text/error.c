#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "decode.h"
#include "utf8.h"

/* Paths and the like may hold any bytes; those that are no UTF-8, line ends and the like become '?'. */
static void message_repair(char *message)
{
    for (size_t left = strlen(message), width; left > 0; message += width, left -= width) {
        width = utf8_valid_width((const unsigned char *)message, left);
        if (width == 0 || (unsigned char)*message < ' ') *message = '?';
        if (width == 0) width = 1;
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
