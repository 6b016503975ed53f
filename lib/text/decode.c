#include "decode.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "utf8.h"
#include "simplified.h"

size_t utf8_valid_width(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80) return s[0] == 0 ? 0 : 1;
    if (s[0] < 0xC2 || s[0] > 0xF4) return 0;
    if (s[0] < 0xE0) return left >= 2 && utf8_continues((char)s[1]) ? 2 : 0;
    if (s[0] < 0xF0) {
        if (left < 3 || !utf8_continues((char)s[1]) || !utf8_continues((char)s[2])) return 0;
        if (s[0] == 0xE0 && s[1] < 0xA0) return 0;
        if (s[0] == 0xED && s[1] > 0x9F) return 0;
        return 3;
    }
    if (left < 4 || !utf8_continues((char)s[1]) || !utf8_continues((char)s[2]) || !utf8_continues((char)s[3])) return 0;
    if (s[0] == 0xF0 && s[1] < 0x90) return 0;
    if (s[0] == 0xF4 && s[1] > 0x8F) return 0;
    return 4;
}

void utf8_repair(char *text, unsigned char least)
{
    for (size_t left = strlen(text), width; left > 0; text += width, left -= width) {
        width = utf8_valid_width((const unsigned char *)text, left);
        if (width == 0 || (unsigned char)*text < least) *text = '?';
        if (width == 0) width = 1;
    }
}

/* Writes a character below U+10000 that takes three bytes. */
static void put_wide(char *to, uint32_t c)
{
    to[0] = (char)(0xE0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3F));
    to[2] = (char)(0x80 | (c & 0x3F));
}

/*
 * Checks the text and replaces each traditional character by its simplified one, which is as long in UTF-8. Returns
 * the offset of the first fault, or `length`.
 */
static size_t check_and_simplify(char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        size_t width = 3;
        bool han = utf8_leads_han(text[at]) && length - at >= 3 && utf8_continues(text[at + 1]) &&
                   utf8_continues(text[at + 2]);
        if (!han) width = utf8_valid_width((const unsigned char *)text + at, length - at);
        if (width == 0) break;
        if (width == 3) {
            uint32_t from = utf8_at(text + at), to = simplified(from);
            if (to != from) put_wide(text + at, to);
        }
        at += width;
    }
    return at;
}

static bool is_blank(const char *text, size_t length)
{
    for (size_t at = 0; at < length; at += utf8_width(text[at]))
        if (!utf8_is_space(utf8_at(text + at))) return false;
    return true;
}

speech_status decode_text(record *r, const char *bytes, size_t length, speech_error *error)
{
    size_t mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    char *text = arena_copy(&r->arena, bytes + mark, length - mark);
    char *plain = arena_copy(&r->arena, bytes + mark, length - mark);
    if (text == NULL || plain == NULL) return error_no_memory(error);
    size_t fault = check_and_simplify(plain, length - mark);
    if (fault < length - mark) {
        size_t at = mark + fault;
        if (bytes[at] == '\0') return error_set(error, SPEECH_ENCODING, at, "not text: a NUL byte at offset %zu", at);
        return error_set(error, SPEECH_ENCODING, at, "not UTF-8: byte 0x%02X at offset %zu",
                         (unsigned)(unsigned char)bytes[at], at);
    }
    if (is_blank(text, length - mark)) return error_set(error, SPEECH_EMPTY, 0, "the document holds no text");
    r->text = text;
    r->plain = plain;
    r->length = length - mark;
    return SPEECH_OK;
}
