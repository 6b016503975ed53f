#include "encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "ascii.h"
#include "decode.h"
#include "utf8.h"

enum { CHUNK = 1 << 16 };

static const char replacement[] = "\xEF\xBF\xBD";

/* A decoding under way. */
typedef struct decoding {
    decoded *out;
    const char *bytes; /* all of them */
    size_t length;
    size_t at;   /* offset of the first byte not decoded yet */
    size_t unit; /* bytes to be passed over at a fault */
} decoding;

size_t encoding_mark(const char *bytes, size_t length, const char **encoding)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *encoding;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
        {"\xFF\xFE", 2, "UTF-16LE"},  {"\xFE\xFF", 2, "UTF-16BE"},     {"\x84\x31\x95\x33", 4, "GB18030"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (length >= marks[i].length && memcmp(bytes, marks[i].bytes, marks[i].length) == 0) {
            *encoding = marks[i].encoding;
            return marks[i].length;
        }
    return 0;
}

const char *encoding_name(const char *name)
{
    if (ascii_same_prefix(name, "gb", 2) || ascii_same(name, "cp936") || ascii_same(name, "x-gbk")) return "GB18030";
    if (ascii_same_prefix(name, "big5", 4) || ascii_same(name, "cp950")) return "Big5";
    if (ascii_same(name, "utf8") || ascii_same(name, "utf-8")) return "UTF-8";
    return name;
}

/* Puts U+FFFD for the `width` bytes at d->at. */
static speech_status replace(decoding *d, size_t width)
{
    if (d->out->replaced++ == 0) d->out->replaced_at = d->at;
    d->at = width < d->length - d->at ? d->at + width : d->length;
    d->out->characters++;
    return text_buffer_add(&d->out->text, replacement, strlen(replacement));
}

/* UTF-8 needs no conversion, but faults are replaced: one for each longest start of a character (Unicode, 3.9). */
static speech_status decode_utf8(decoding *d)
{
    speech_status status = text_buffer_reserve(&d->out->text, d->length);
    while (status == SPEECH_OK && d->at < d->length) {
        size_t from = d->at, width = 0;
        const unsigned char *s = (const unsigned char *)d->bytes;
        while (d->at < d->length && (width = utf8_valid_width(s + d->at, d->length - d->at)) > 0) {
            d->at += width;
            d->out->characters++;
        }
        status = text_buffer_add(&d->out->text, d->bytes + from, d->at - from);
        if (status != SPEECH_OK || d->at == d->length) break;
        width = 1;
        if (s[d->at] >= 0xC2)
            while (width < 3 && width < d->length - d->at && utf8_continues(d->bytes[d->at + width])) width++;
        d->out->cut = d->at + width == d->length && s[d->at] >= 0xC2;
        status = replace(d, width);
    }
    return status;
}

/* Offset of the first unit of the bytes that is all zero. */
static size_t nul_at(const decoding *d)
{
    static const char zero[4] = {0};
    size_t at = 0;
    while (at + d->unit <= d->length && memcmp(d->bytes + at, zero, d->unit) != 0) at += d->unit;
    return at;
}

/*
 * What iconv made of d->bytes[from..d->at): NUL characters are no text, and in GB 18030 the private U+E5E5 is the
 * ideographic space that old pages write as A3 A0 (WHATWG Encoding Standard, index gb18030).
 */
static speech_status take(decoding *d, const char *made, size_t length, bool gb18030)
{
    size_t from = 0;
    speech_status status = text_buffer_reserve(&d->out->text, length);
    for (size_t at = 0; at < length && status == SPEECH_OK;) {
        size_t width = utf8_width(made[at]);
        const char *put = made[at] == '\0'                                           ? replacement
                          : gb18030 && memcmp(made + at, "\xEE\x97\xA5", width) == 0 ? "\xE3\x80\x80"
                                                                                     : NULL;
        d->out->characters++;
        if (put != NULL) {
            if (made[at] == '\0' && d->out->replaced++ == 0) d->out->replaced_at = nul_at(d);
            status = text_buffer_add(&d->out->text, made + from, at - from);
            if (status == SPEECH_OK) status = text_buffer_add(&d->out->text, put, 3);
            from = at + width;
        }
        at += width;
    }
    return status == SPEECH_OK ? text_buffer_add(&d->out->text, made + from, length - from) : status;
}

/*
 * What files hold and iconv's tables lack: the euro sign of Windows in GBK, and the characters that Big5 has twice
 * (WHATWG Encoding Standard, index big5). Returns how many bytes they are, or 0.
 */
static size_t extra_at(const decoding *d, const char *encoding, const char **character)
{
    static const struct {
        const char *encoding;
        const char *bytes;
        const char *character;
    } extras[] = {
        {"GB18030", "\x80", "€"},   {"Big5", "\xA1\x5A", "╴"},  {"Big5", "\xA1\xC3", "￣"},
        {"Big5", "\xA1\xC5", "ˍ"},  {"Big5", "\xA1\xFE", "／"}, {"Big5", "\xA2\x40", "＼"},
        {"Big5", "\xA2\xCC", "十"}, {"Big5", "\xA2\xCE", "卅"}, {"Big5", "\xA3\xE1", "€"},
    };
    for (size_t i = 0; i < sizeof extras / sizeof *extras; i++) {
        size_t width = strlen(extras[i].bytes);
        if (strcmp(extras[i].encoding, encoding) != 0 || d->length - d->at < width) continue;
        *character = extras[i].character;
        if (memcmp(d->bytes + d->at, extras[i].bytes, width) == 0) return width;
    }
    return 0;
}

/* Writes what stands for the bytes at d->at, which iconv does not know; at the end of them they are incomplete. */
static speech_status decode_fault(decoding *d, const char *encoding, bool incomplete)
{
    const char *character = NULL;
    size_t width = extra_at(d, encoding, &character);
    if (width == 0) return replace(d, incomplete ? d->length - d->at : d->unit);
    d->at += width;
    d->out->characters++;
    return text_buffer_add(&d->out->text, character, strlen(character));
}

static speech_status decode_by(decoding *d, iconv_t converter, const char *encoding)
{
    bool gb18030 = strcmp(encoding, "GB18030") == 0;
    char made[CHUNK];
    speech_status status = SPEECH_OK;
    while (status == SPEECH_OK && d->at < d->length) {
        char *in = (char *)(uintptr_t)(d->bytes + d->at), *to = made;
        size_t left = d->length - d->at, room = sizeof made;
        size_t code = iconv(converter, &in, &left, &to, &room);
        int reason = code == (size_t)-1 ? errno : 0;
        d->at = d->length - left;
        status = take(d, made, sizeof made - room, gb18030);
        if (status != SPEECH_OK || reason == E2BIG || d->at == d->length) continue;
        iconv(converter, NULL, NULL, NULL, NULL);
        if (reason == EINVAL) d->out->cut = true;
        status = decode_fault(d, encoding, reason == EINVAL);
    }
    /* Some encodings hold a character back until the end. */
    char *to = made;
    size_t room = sizeof made;
    if (status == SPEECH_OK && iconv(converter, NULL, NULL, &to, &room) != (size_t)-1)
        status = take(d, made, sizeof made - room, gb18030);
    return status;
}

speech_status encoding_decode(decoded *out, const char *bytes, size_t length, const char *encoding)
{
    decoding d = {.out = out, .bytes = bytes, .length = length, .unit = 1};
    encoding = encoding_name(encoding);
    if (strcmp(encoding, "UTF-8") == 0) return decode_utf8(&d);
    if (ascii_same_prefix(encoding, "UTF-16", 6)) d.unit = 2;
    if (ascii_same_prefix(encoding, "UTF-32", 6)) d.unit = 4;
    /* As in browsers, Big5 is the set that holds Hong Kong's characters (WHATWG Encoding Standard, 12.1). */
    iconv_t converter = iconv_open("UTF-8", strcmp(encoding, "Big5") == 0 ? "BIG5-HKSCS" : encoding);
    if (converter == (iconv_t)-1) return errno == ENOMEM ? SPEECH_NOMEM : SPEECH_MISUSE;
    speech_status status = decode_by(&d, converter, encoding);
    iconv_close(converter);
    return status;
}
