/*
 * Word tables: which word of a table stands at a place in the text.
 *
 * The tables are data: lib/words/NAME.tsv, one word a line, compiled at build time by
 * lib/words/compile.c into a constant `word_table NAME_words` declared in "word_tables.h". They are in
 * simplified characters and are matched against record.plain.
 */
#ifndef SPEECH_TEXT_WORDS_H
#define SPEECH_TEXT_WORDS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "utf8.h"

typedef struct word {
    const char *text;
    uint16_t length;   /* bytes */
    uint16_t class;    /* an enumerator of the table's own enum, first column after the word */
    const char *value; /* second column: a canonical form, or "" */
    const char *example;
    uint16_t more; /* words behind this one in the table that start with the same character */
} word;

typedef struct word_table {
    const uint8_t *pages;           /* by the high byte of a word's first character: index into buckets */
    const uint16_t (*buckets)[256]; /* by its low byte: 1 + index of its first word, 0: none */
    const word *words;              /* grouped by first character, longest first */
    size_t count;
} word_table;

/* One character for another, all below U+10000. */
typedef struct character_map {
    const uint8_t *pages;
    const uint16_t (*buckets)[256]; /* 0: not mapped */
} character_map;

/* What `c` is mapped to: itself if the map does not have it. */
static inline uint32_t character_mapped(const character_map *map, uint32_t c)
{
    if (c > 0xFFFF) return c;
    uint16_t to = map->buckets[map->pages[c >> 8]][c & 0xFF];
    return to == 0 ? c : to;
}

/* Does the map have `c`? */
static inline bool character_in(const character_map *map, uint32_t c)
{
    return c <= 0xFFFF && map->buckets[map->pages[c >> 8]][c & 0xFF] != 0;
}

/* The longest word of `table` at text[at..end), or NULL. Words start with a character below U+10000. */
static inline const word *word_at(const word_table *table, const char *text, size_t at, size_t end)
{
    if (at >= end) return NULL;
    uint32_t first = utf8_at(text + at);
    if (first > 0xFFFF) return NULL;
    uint16_t index = table->buckets[table->pages[first >> 8]][first & 0xFF];
    if (index == 0) return NULL;
    const word *w = &table->words[index - 1];
    for (const word *last = w + w->more; w <= last; w++) {
        size_t length = w->length;
        /* The last byte differs nearly always where the word does not stand. */
        if (length <= end - at && w->text[length - 1] == text[at + length - 1] &&
            memcmp(w->text, text + at, length) == 0)
            return w;
    }
    return NULL;
}

#endif
