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

/* Does the byte continue a character? */
static inline bool utf8_continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
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
    while (utf8_continues(text[at]));
    return at;
}

/* Blank characters, line ends among them: ASCII, no-break and ideographic space, en to hair space. */
static inline bool utf8_is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) ||
           c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

/* The offset of the first character of text[at..end) that is no blank, or `end`. */
static inline size_t utf8_skip_spaces(const char *text, size_t at, size_t end)
{
    while (at < end && utf8_is_space(utf8_at(text + at))) at += utf8_width(text[at]);
    return at;
}

/* The end of text[begin..end) without the blanks it ends in. */
static inline size_t utf8_trim_spaces(const char *text, size_t begin, size_t end)
{
    while (end > begin && utf8_is_space(utf8_at(text + utf8_before(text, end)))) end = utf8_before(text, end);
    return end;
}

static inline bool utf8_is_ascii_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The value of an Arabic digit, ASCII or full-width, or -1. */
static inline int utf8_arabic_digit(uint32_t c)
{
    if (c >= '0' && c <= '9') return (int)(c - '0');
    if (c >= 0xFF10 && c <= 0xFF19) return (int)(c - 0xFF10);
    return -1;
}

/* The value of a Chinese digit 〇 零 ○ 一 … 九, or 10 for 十, or -1. */
static inline int utf8_chinese_digit(uint32_t c)
{
    if (c < 0x25CB || c > 0x96F6) return -1;
    switch (c) {
    case 0x3007:
    case 0x96F6:
    case 0x25CB: return 0;
    case 0x4E00: return 1;
    case 0x4E8C: return 2;
    case 0x4E09: return 3;
    case 0x56DB: return 4;
    case 0x4E94: return 5;
    case 0x516D: return 6;
    case 0x4E03: return 7;
    case 0x516B: return 8;
    case 0x4E5D: return 9;
    case 0x5341: return 10;
    default: return -1;
    }
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
