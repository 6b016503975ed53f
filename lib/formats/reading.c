#include "reading.h"

#include "error.h"

void reading_free(reading *r)
{
    text_buffer_free(&r->writer.text);
    text_buffer_free(&r->title);
}

speech_status reading_too_big(reading *r, const char *what)
{
    return error_set(r->error, SPEECH_TOO_BIG, 0, "%s expands to more than the limit of %zu bytes of text", what,
                     r->limits.max_text_bytes);
}

speech_status reading_too_deep(reading *r)
{
    return error_set(r->error, SPEECH_TOO_BIG, 0, "elements are nested deeper than the limit of %zu",
                     r->limits.max_depth);
}
