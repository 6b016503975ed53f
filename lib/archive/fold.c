#include "fold.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "simplified.h"
#include "utf8.h"

enum {
    REPLACEMENT = 0xFFFD,
    NOT_PLAIN = 0x110000,
    MAX_MARKS = 31,    /* more marks on one character begin a step of their own, which bounds the sorting of marks */
    MAX_EXPANSION = 18 /* characters in the longest compatibility decomposition */
};

/* What Unicode calls NFKC_Casefold. */
static const utf8proc_option_t FOLD_OPTIONS =
    (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

typedef struct folder {
    const char *text;
    size_t length;
    size_t at;
    text_buffer *folded;
    list *steps;    /* NULL: not wanted */
    fold_step last; /* the latest step */
    bool open;      /* marks that follow belong to it */
} folder;

/* The character at text[at..length) and its bytes; REPLACEMENT of one byte where it is not UTF-8. */
static uint32_t decode(const char *text, size_t at, size_t length, size_t *width)
{
    const unsigned char *s = (const unsigned char *)text + at;
    size_t rest = length - at;
    *width = 1;
    if (s[0] < 0x80) return s[0];
    /* U+1000 to U+CFFF, where nothing is forbidden: nearly all of Chinese. */
    if (s[0] >= 0xE1 && s[0] <= 0xEC && rest >= 3 && utf8_continues((char)s[1]) && utf8_continues((char)s[2])) {
        *width = 3;
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3Fu);
    }
    utf8proc_int32_t c = REPLACEMENT;
    utf8proc_ssize_t used = utf8proc_iterate(s, rest > 4 ? 4 : (utf8proc_ssize_t)rest, &c);
    if (used <= 0) return REPLACEMENT;
    *width = (size_t)used;
    return (uint32_t)c;
}

static uint32_t ascii_lower(uint32_t c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* The folded form of a character of which Unicode's tables need not be asked, or NOT_PLAIN. */
static uint32_t fold_plain(uint32_t c)
{
    if (c < 0x80) return ascii_lower(c);
    if (c >= 0x3400 && c <= 0x9FFF) return simplified(c);
    if (c >= 0xFF01 && c <= 0xFF5E) return ascii_lower(c - 0xFEE0);
    if (c == 0x3000) return ' ';
    bool itself = (c >= 0x3001 && c <= 0x3020)    /* 、。《》「」 */
                  || (c >= 0x3041 && c <= 0x3096) /* hiragana */
                  || (c >= 0x30A1 && c <= 0x30FE) /* katakana */
                  || (c >= 0xAC00 && c <= 0xD7A3) /* hangul */
                  || (c >= 0x2018 && c <= 0x201F) /* “” */
                  || c == 0x2014 || c == 0xB7 || c == REPLACEMENT;
    return itself ? c : NOT_PLAIN;
}

/* Can `c` melt into the character before it, or vanish? Wider than Unicode says, and the same in all its versions. */
static bool is_mark(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF: return true;
    default: break;
    }
    return (c >= 0x115F && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF)    /* hangul vowels and finals */
           || (c >= 0x3131 && c <= 0x318E) || (c >= 0xFF9E && c <= 0xFFDC) /* their other forms; half-width ﾞ ﾟ */
           || c == 0x2065 || (c >= 0xFFF0 && c <= 0xFFF8) || (c >= 0xE0000 && c <= 0xE0FFF); /* to be ignored */
}

static size_t encode(char *out, uint32_t c)
{
    if (c < 0x80) {
        *out = (char)c;
        return 1;
    }
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

/* Room for `extra` bytes; mostly there already, so asked here and not by a call. */
static bool has_room(text_buffer *buffer, size_t extra)
{
    return buffer->capacity - buffer->length > extra || text_buffer_reserve(buffer, extra) == SPEECH_OK;
}

static bool add_step(folder *f, size_t source)
{
    f->last = (fold_step){.folded = f->folded->length, .source = source};
    if (f->steps == NULL) return true;
    if (f->steps->count == f->steps->capacity) {
        if (list_add(f->steps) == NULL) return false;
        f->steps->count--;
    }
    ((fold_step *)f->steps->items)[f->steps->count++] = f->last;
    return true;
}

/* Takes the latest step back, to fold its character again with the marks that follow. */
static void undo_step(folder *f)
{
    f->at = f->last.source;
    f->folded->length = f->last.folded;
    if (f->steps != NULL) f->steps->count--;
}

static void simplify(char *text, size_t length)
{
    for (size_t i = 0; i < length; i += utf8_width(text[i])) {
        if (utf8_width(text[i]) == 3) encode(text + i, simplified(utf8_at(text + i)));
    }
}

/* The end of the character at `begin` with the marks behind it. */
static size_t cluster_end(const folder *f, size_t begin)
{
    size_t width, end = begin;
    decode(f->text, end, f->length, &width);
    end += width;
    for (int marks = 0; end < f->length && marks < MAX_MARKS; marks++) {
        if (!is_mark(decode(f->text, end, f->length, &width))) break;
        end += width;
    }
    return end;
}

/* Folds the character at f->at and the marks behind it by Unicode's rules. */
static bool fold_cluster(folder *f)
{
    utf8proc_int32_t characters[(MAX_MARKS + 1) * MAX_EXPANSION];
    const utf8proc_ssize_t room = sizeof characters / sizeof *characters;
    size_t begin = f->at, end = cluster_end(f, begin);
    if (!add_step(f, begin)) return false;
    f->at = end;
    f->open = false;
    utf8proc_ssize_t count = utf8proc_decompose((const utf8proc_uint8_t *)f->text + begin,
                                                (utf8proc_ssize_t)(end - begin), characters, room, FOLD_OPTIONS);
    if (count > 0) count = utf8proc_normalize_utf32(characters, count, FOLD_OPTIONS);
    if (count <= 0) return true;
    if (!has_room(f->folded, (size_t)count * 4)) return false;
    char *out = f->folded->text + f->folded->length;
    size_t length = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) length += encode(out + length, (uint32_t)characters[i]);
    simplify(out, length);
    f->folded->length += length;
    return true;
}

static bool fold_all(folder *f)
{
    while (f->at < f->length) {
        size_t width;
        uint32_t c = decode(f->text, f->at, f->length, &width);
        uint32_t plain = fold_plain(c);
        if (plain == NOT_PLAIN) {
            if (f->open && is_mark(c)) undo_step(f);
            if (!fold_cluster(f)) return false;
            continue;
        }
        if (!add_step(f, f->at) || !has_room(f->folded, 4)) return false;
        char *out = f->folded->text + f->folded->length;
        if (plain == c && width == 3) { /* most of Chinese */
            memcpy(out, f->text + f->at, 3);
            f->folded->length += 3;
        } else {
            f->folded->length += encode(out, plain);
        }
        f->at += width;
        f->open = true;
    }
    return true;
}

speech_status fold_text_steps(text_buffer *folded, list *steps, const char *text, size_t length)
{
    folder f = {.text = text, .length = length, .folded = folded, .steps = steps};
    folded->length = 0;
    if (steps != NULL) steps->count = 0;
    if (!has_room(folded, length) || !fold_all(&f) || !add_step(&f, length)) return SPEECH_NOMEM;
    folded->text[folded->length] = '\0';
    return SPEECH_OK;
}

speech_status fold_text(text_buffer *folded, const char *text, size_t length)
{
    return fold_text_steps(folded, NULL, text, length);
}
