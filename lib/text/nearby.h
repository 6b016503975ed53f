/* Words near a place in the text: those that end there, and those before it in its clause. */
#ifndef SPEECH_TEXT_NEARBY_H
#define SPEECH_TEXT_NEARBY_H

#include <stdbool.h>
#include <stddef.h>

#include "words.h"

/* A paragraph in which figures are looked for. */
typedef struct passage {
    const char *text; /* simplified characters */
    size_t begin;
    size_t end;
} passage;

/* A set of the characters below U+10000: one bit each. */
enum { CHARACTER_SET_SIZE = 0x10000 / 8 };

static inline bool character_marked(const uint8_t *set, uint32_t c)
{
    return (set[c >> 3] >> (c & 7) & 1) != 0;
}

static inline void character_mark(uint8_t *set, uint32_t c)
{
    set[c >> 3] = (uint8_t)(set[c >> 3] | 1u << (c & 7));
}

/* The longest word of `table` that ends at `at`, or NULL. Looks eight characters back, not beyond a mark or blank. */
const word *word_before(const word_table *table, const passage *p, size_t at);

/*
 * The nearest word of `class` that begins in the clause before `*at`, at most `reach` characters back, or NULL;
 * *at is then its place.
 */
const word *word_back(const word_table *table, int class, const passage *p, size_t *at, int reach);

/* The word of `class` at `at`, or NULL. */
const word *word_of(const word_table *table, int class, const passage *p, size_t at);

/* Does the text before `at`, or from `at` on, spell the NUL-terminated `spelling` (or any of several)? */
bool text_before(const passage *p, size_t at, const char *spelling);
bool text_before_any(const passage *p, size_t at, const char *const *spellings, size_t count);
bool text_at(const passage *p, size_t at, const char *spelling);

/* The character before `at` or at `at`; 0 outside the passage. */
uint32_t character_before(const passage *p, size_t at);
uint32_t character_at(const passage *p, size_t at);

/* Does `c` end a clause: comma, semicolon, colon, the end of a sentence or line? (、 does not.) */
bool ends_clause(uint32_t c);

/* Is `c` a Chinese character, or a Latin letter? */
bool is_han(uint32_t c);
bool is_letter(uint32_t c);

#endif
