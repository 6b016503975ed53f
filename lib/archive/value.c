#include "value.h"

#include <stdbool.h>
#include <string.h>

#include "utf8.h"

static bool is_line_break(char c)
{
    return c == '\n' || c == '\r';
}

/* The end of the white space at slice[at..end); *broken: is a line break in it? */
static size_t blank_end(const char *slice, size_t at, size_t end, bool *broken)
{
    *broken = false;
    while (at < end && utf8_is_space(utf8_at(slice + at))) {
        *broken |= is_line_break(slice[at]);
        at += utf8_width(slice[at]);
    }
    return at;
}

static bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || utf8_is_ascii_letter(c);
}

speech_status slice_value(text_buffer *buffer, const char **text, size_t *length)
{
    const char *slice = *text;
    size_t end = *length;
    size_t at = 0;
    while (at < end && !is_line_break(slice[at])) at++;
    if (at == end) return SPEECH_OK;
    text_buffer_clear(buffer);
    if (text_buffer_reserve(buffer, end) != SPEECH_OK) return SPEECH_NOMEM;
    char *out = buffer->text;
    for (at = 0; at < end;) {
        bool broken = false;
        size_t next = blank_end(slice, at, end, &broken);
        if (!broken) {
            if (next == at) next += utf8_width(slice[at]);
            memcpy(out, slice + at, next - at);
            out += next - at;
        } else if (at > 0 && next < end && is_alphanumeric(slice[at - 1]) && is_alphanumeric(slice[next])) {
            *out++ = ' ';
        }
        at = next;
    }
    *out = '\0';
    *text = buffer->text;
    *length = (size_t)(out - buffer->text);
    return SPEECH_OK;
}
