/* Comparing without regard to the case of ASCII letters, and of these alone: whatever locale the program has set. */
#ifndef SPEECH_TEXT_ASCII_H
#define SPEECH_TEXT_ASCII_H

#include <stdbool.h>
#include <stddef.h>

static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Do the first `size` bytes, or all up to a NUL in both, mean the same? */
static inline bool ascii_same_prefix(const char *a, const char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (ascii_lower(a[i]) != ascii_lower(b[i])) return false;
        if (a[i] == '\0') return true;
    }
    return true;
}

static inline bool ascii_same(const char *a, const char *b)
{
    return ascii_same_prefix(a, b, (size_t)-1);
}

#endif
