/* Text on a terminal: how wide it is, and one line of it fit to be shown. */
#ifndef ARCHIVE_QUERY_TEXT_H
#define ARCHIVE_QUERY_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Stand before and behind a hit in text that is to be coloured; they take no room. */
#define HIT_BEGIN '\x01'
#define HIT_END '\x02'

typedef enum text_shape {
    TEXT_LINE, /* one line: line ends and tabs become blanks */
    TEXT_HITS, /* the same, with HIT_BEGIN and HIT_END kept */
    TEXT_PAGE  /* line ends and tabs kept */
} text_shape;

/* Never NULL: where there is no memory the program ends with a message. Freed with free. */
void *memory_resize(void *old, size_t count, size_t size);
char *memory_string(const char *text);

/*
 * Reads the character at `text`, which ends with a NUL, into *character (U+FFFD for bytes that are no UTF-8).
 * Returns its length in bytes, 0 at the end.
 */
size_t text_next(const char *text, int32_t *character);

/* Terminal columns of one line of text: Chinese characters take two. */
size_t text_width(const char *text);

/*
 * A copy that can't disturb a terminal: control characters and direction overrides are dropped, bytes that
 * are no UTF-8 become U+FFFD. Freed with free.
 */
char *text_clean(const char *text, text_shape shape);

/* Bytes of the longest beginning of `text` that is at most `columns` wide. */
size_t text_fit(const char *text, size_t columns);

#endif
