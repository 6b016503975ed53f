#include "detect.h"

#include <string.h>

#include "ascii.h"
#include "decode.h"
#include "encoding.h"
#include "utf8.h"
#include "word_tables.h"

enum { SAMPLE = 1 << 17 };

/*
 * A reading is accepted from this share of frequent characters on. Of 112 texts of many kinds none has less than 0.77
 * in its own encoding, and none more than 0.02 in another one; short and damaged ones lie between.
 */
#define LIKELY 0.30

/* The label's advantage: less than what parts a right reading from a wrong one in three characters. */
#define LABEL_BONUS 0.10

/* A place that can't be decoded speaks as loudly against a reading as so many rare characters. */
#define FAULT_WEIGHT 4.0

/* The encodings tried, by the first bytes of their names. */
static const char *const candidates[] = {"UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};

static bool is_wide(const char *encoding)
{
    return strncmp(encoding, "UTF-16", 6) == 0 || strncmp(encoding, "UTF-32", 6) == 0;
}

/* A character that text does not hold: controls, private use, what is not assigned at the end of a plane. */
static bool is_odd(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A) || (c >= 0x7F && c < 0xA0) ||
           (c >= 0xE000 && c < 0xF900) || (c & 0xFFFE) == 0xFFFE || c >= 0xE0000;
}

static bool is_frequent(uint32_t c)
{
    return character_in(&frequent_map, c) || (c >= 0x3000 && c < 0x3020) || (c >= 0xFF01 && c < 0xFF5F) ||
           (c >= 0x2010 && c <= 0x2026) || c == 0xB7 || c == 0xA0;
}

/*
 * How much decoded text looks like what people write, at most 1. ASCII beside other characters says nothing in an
 * encoding that is a superset of it, but much in one of two or four bytes a character.
 */
static double likelihood(const decoded *d, bool count_ascii)
{
    size_t counted = 0, good = 0, odd = 0;
    size_t end = d->text.length;
    for (size_t at = 0; at < end;) {
        uint32_t c = utf8_at(d->text.text + at);
        at += utf8_width(d->text.text[at]);
        if (is_odd(c)) odd++;
        else if (c < 0x80 && !count_ascii) continue;
        counted++;
        good += c < 0x80 ? !is_odd(c) : is_frequent(c);
    }
    size_t faults = d->replaced - (d->cut ? 1 : 0);
    if (counted == 0) return faults == 0 ? 0.5 : 0;
    return (double)good / (double)counted - FAULT_WEIGHT * (double)(faults + odd) / (double)counted;
}

/* Is it UTF-8 beyond doubt? Text whose every character has two bytes could be a few GB 2312 words as well. */
static bool is_surely_utf8(const char *bytes, size_t length)
{
    size_t twos = 0, longer = 0;
    for (size_t at = 0; at < length;) {
        size_t width = utf8_valid_width((const unsigned char *)bytes + at, length - at);
        if (width == 0) return false;
        twos += width == 2;
        longer += width > 2;
        at += width;
    }
    return longer > 0 || twos == 0;
}

static speech_status measure(double *out, const char *bytes, size_t length, const char *candidate, bool count_ascii)
{
    decoded d = {0};
    speech_status status = encoding_decode(&d, bytes, length, candidate);
    if (status == SPEECH_OK) *out = likelihood(&d, count_ascii);
    text_buffer_free(&d.text);
    return status;
}

/* A label that is no candidate (a page in Latin-1, say) counts where nothing else fits and all bytes decode. */
static speech_status try_label(const char **out, const char *bytes, size_t length, const char *label)
{
    decoded d = {0};
    if (label == NULL || is_wide(label)) return SPEECH_OK;
    speech_status status = encoding_decode(&d, bytes, length, label);
    if (status == SPEECH_OK && d.replaced == 0) *out = label;
    text_buffer_free(&d.text);
    return status == SPEECH_MISUSE ? SPEECH_OK : status;
}

speech_status encoding_detect(const char **out, const char *bytes, size_t length, const char *label)
{
    const char *best = NULL;
    double highest = LIKELY;
    if (is_surely_utf8(bytes, length)) {
        *out = candidates[0];
        return SPEECH_OK;
    }
    /* Markup says nothing about the encoding: a sample of a superset of ASCII begins at its first other character. */
    size_t plain = 0;
    while (plain < length && utf8_width(bytes[plain]) == 1) plain++;
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        bool count_ascii = is_wide(candidates[i]) || plain == length;
        size_t from = count_ascii ? 0 : plain;
        size_t size = length - from > SAMPLE ? SAMPLE : length - from;
        double value = 0;
        speech_status status = measure(&value, bytes + from, size, candidates[i], count_ascii);
        if (status != SPEECH_OK) return status;
        if (label != NULL && ascii_same(encoding_name(label), candidates[i])) value += LABEL_BONUS;
        if (value > highest) {
            highest = value;
            best = candidates[i];
        }
    }
    *out = best;
    return best != NULL ? SPEECH_OK : try_label(out, bytes, length, label);
}
