/* A growing, always NUL-terminated piece of text. Start with {0}; free with text_buffer_free. */
#ifndef SPEECH_TEXT_TEXT_BUFFER_H
#define SPEECH_TEXT_TEXT_BUFFER_H

#include <speecharchive/status.h>

typedef struct text_buffer {
    char *text; /* NULL as long as nothing was added */
    size_t length;
    size_t capacity;
} text_buffer;

/* Makes room for `extra` more bytes and the NUL. SPEECH_NOMEM: the buffer is as it was. */
speech_status text_buffer_reserve(text_buffer *buffer, size_t extra);

/* Adds `length` bytes, or a NUL-terminated string. SPEECH_NOMEM: the buffer is as it was. */
speech_status text_buffer_add(text_buffer *buffer, const char *text, size_t length);
speech_status text_buffer_add_string(text_buffer *buffer, const char *text);

/* Empties the buffer and keeps its memory for what is added next. */
void text_buffer_clear(text_buffer *buffer);

void text_buffer_free(text_buffer *buffer);

#endif
