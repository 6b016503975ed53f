#include "text_buffer.h"

#include <string.h>

#include "memory.h"

speech_status text_buffer_reserve(text_buffer *buffer, size_t extra)
{
    if (extra >= MEMORY_MOST - buffer->length) return SPEECH_NOMEM;
    size_t needed = buffer->length + extra + 1;
    if (needed <= buffer->capacity) return SPEECH_OK;
    size_t capacity = memory_grown(buffer->capacity < 32 ? 32 : buffer->capacity, needed, 1);
    char *text = memory_realloc(buffer->text, capacity);
    if (text == NULL) return SPEECH_NOMEM;
    text[buffer->length] = '\0';
    buffer->text = text;
    buffer->capacity = capacity;
    return SPEECH_OK;
}

speech_status text_buffer_add(text_buffer *buffer, const char *text, size_t length)
{
    speech_status status = text_buffer_reserve(buffer, length);
    if (status != SPEECH_OK) return status;
    if (length > 0) memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
    return SPEECH_OK;
}

speech_status text_buffer_add_string(text_buffer *buffer, const char *text)
{
    return text_buffer_add(buffer, text, strlen(text));
}

void text_buffer_clear(text_buffer *buffer)
{
    buffer->length = 0;
    if (buffer->text != NULL) buffer->text[0] = '\0';
}

void text_buffer_free(text_buffer *buffer)
{
    memory_free(buffer->text);
    *buffer = (text_buffer){0};
}
