#include "finder.h"

#include <stdint.h>
#include <string.h>

#include "memory.h"
#include "utf8.h"

/*
 * The algorithm of Knuth, Morris and Pratt; where nothing of the word is matched, it goes on from the next place
 * that has the last byte of the word's first character, which tells Chinese characters apart best.
 */

speech_status finder_init(finder *f, const char *word, size_t length)
{
    if (length > SIZE_MAX / sizeof *f->borders - 1) return SPEECH_NOMEM;
    size_t *borders = memory_alloc((length + 1) * sizeof *borders);
    if (borders == NULL) return SPEECH_NOMEM;
    borders[0] = 0;
    for (size_t i = 1, matched = 0; i < length; i++) {
        while (matched > 0 && word[i] != word[matched]) matched = borders[matched - 1];
        if (word[i] == word[matched]) matched++;
        borders[i] = matched;
    }
    size_t probe = length == 0 ? 0 : utf8_width(word[0]) - 1;
    *f = (finder){.word = word, .length = length, .probe = probe < length ? probe : 0, .borders = borders};
    return SPEECH_OK;
}

void finder_free(finder *f)
{
    memory_free(f->borders);
    *f = (finder){0};
}

/* The next place from `at` on where the word may start; `length` if there is none. */
static size_t next_start(const finder *f, const char *text, size_t at, size_t length)
{
    if (length - at <= f->probe) return length;
    const char *found = memchr(text + at + f->probe, f->word[f->probe], length - at - f->probe);
    return found == NULL ? length : (size_t)(found - text) - f->probe;
}

/* Reads on from text[*at] with *matched characters of the word found so far; true: the word ends before *at. */
static bool advance(const finder *f, const char *text, size_t length, size_t *at, size_t *matched)
{
    size_t i = *at, m = *matched;
    if (m == f->length) m = f->borders[m - 1];
    while (i < length && m < f->length) {
        if (m == 0) i = next_start(f, text, i, length);
        if (i == length) break;
        while (m > 0 && text[i] != f->word[m]) m = f->borders[m - 1];
        if (text[i] == f->word[m]) m++;
        i++;
    }
    *at = i;
    *matched = m;
    return m == f->length;
}

size_t finder_next(const finder *f, const char *text, size_t from, size_t length)
{
    size_t at = from, matched = 0;
    if (f->length == 0) return from <= length ? from : FINDER_NONE;
    return advance(f, text, length, &at, &matched) ? at - f->length : FINDER_NONE;
}

size_t finder_count(const finder *f, const char *text, size_t length)
{
    size_t at = 0, matched = 0, count = 0;
    if (f->length == 0) return length + 1;
    while (advance(f, text, length, &at, &matched)) count++;
    return count;
}
