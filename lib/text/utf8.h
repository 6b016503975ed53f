/*
 * Reading UTF-8 that has already been checked (see decode.h): no function here looks for errors.
 */
#ifndef SPEECH_TEXT_UTF8_H
#define SPEECH_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the character that starts with `lead`. */
static inline size_t utf8_width(char lead)
{
    unsigned char c = (unsigned char)lead;
    if ((c & 0xF0) == 0xE0) return 3; /* nearly always, so asked first */
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : 4;
}

/* The character at `p`. */
static inline uint32_t utf8_at(const char *p)
{
    const unsigned char *s = (const unsigned char *)p;
    if ((s[0] & 0xF0) == 0xE0) return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3Fu);
    if (s[0] < 0x80) return s[0];
    if (s[0] < 0xE0) return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3Fu);
    return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 | (uint32_t)(s[2] & 0x3F) << 6 |
           (s[3] & 0x3Fu);
}

/* Is it the first byte of a character from U+4000 to U+9FFF? Nearly all text is, and no mark is among them. */
static inline bool utf8_leads_han(char lead)
{
    return (unsigned char)((unsigned char)lead - 0xE4) <= 5;
}

/* The offset of the character before `at`, which is not 0. */
static inline size_t utf8_before(const char *text, size_t at)
{
    do at--;
    while (((unsigned char)text[at] & 0xC0) == 0x80);
    return at;
}

/* Blank characters, line ends among them: ASCII, no-break and ideographic space, en to hair space. */
static inline bool utf8_is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

/* Does `text` of `length` bytes from `at` on start with the NUL-terminated `word`? */
static inline bool utf8_starts_with(const char *text, size_t at, size_t length, const char *word)
{
    while (*word != '\0') {
        if (at >= length || text[at] != *word) return false;
        at++;
        word++;
    }
    return true;
}

#endif
