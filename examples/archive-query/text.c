#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "command.h"

#define REPLACEMENT 0xFFFD

void *memory_resize(void *old, size_t count, size_t size)
{
    void *new = count <= SIZE_MAX / size ? realloc(old, count > 0 ? count * size : 1) : NULL;
    if (new == NULL) {
        fputs("archive-query: out of memory\n", stderr);
        exit(STATUS_ARCHIVE);
    }
    return new;
}

char *memory_string(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(memory_resize(NULL, size, 1), text, size);
}

size_t text_next(const char *text, int32_t *character)
{
    if (*text == '\0') return 0;
    size_t available = 1;
    while (available < 4 && text[available] != '\0') available++;
    utf8proc_int32_t found = 0;
    utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)available, &found);
    *character = used > 0 ? found : REPLACEMENT;
    return used > 0 ? (size_t)used : 1;
}

static size_t character_width(int32_t character)
{
    int width = utf8proc_charwidth(character);
    return width > 0 ? (size_t)width : 0;
}

size_t text_width(const char *text)
{
    size_t width = 0;
    int32_t character;
    for (size_t used; (used = text_next(text, &character)) > 0; text += used) width += character_width(character);
    return width;
}

/* Control characters, and those that turn the direction of the line around. */
static bool character_disturbs(int32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) ||
           (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069) ||
           character == 0xFEFF;
}

/* What stands for a character in text of the given shape; 0: nothing. */
static int32_t character_shown(int32_t character, text_shape shape)
{
    if (character == '\n' || character == '\t') return shape == TEXT_PAGE ? character : ' ';
    if (shape == TEXT_HITS && (character == HIT_BEGIN || character == HIT_END)) return character;
    return character_disturbs(character) ? 0 : character;
}

char *text_clean(const char *text, text_shape shape)
{
    /* A byte that is no UTF-8 grows to the three of U+FFFD. */
    char *clean = memory_resize(NULL, strlen(text) + 1, 3);
    size_t length = 0;
    int32_t character;
    for (size_t used; (used = text_next(text, &character)) > 0; text += used) {
        int32_t shown = character_shown(character, shape);
        bool repeated_blank = shown == ' ' && character != ' ' && length > 0 && clean[length - 1] == ' ';
        if (shown != 0 && !repeated_blank)
            length += (size_t)utf8proc_encode_char(shown, (utf8proc_uint8_t *)clean + length);
    }
    clean[length] = '\0';
    return clean;
}

size_t text_fit(const char *text, size_t columns)
{
    size_t length = 0;
    int32_t character;
    for (size_t used; (used = text_next(text + length, &character)) > 0; length += used) {
        size_t width = character_width(character);
        if (width > columns) break;
        columns -= width;
    }
    return length;
}
