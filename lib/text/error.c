#include "error.h"

#include <stdarg.h>
#include <stdio.h>

#include "decode.h"
#include "utf8.h"

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
    utf8_repair(error->message, ' '); /* paths and the like may hold any bytes, line ends too */
    error->status = status;
    error->offset = offset;
    return status;
}
