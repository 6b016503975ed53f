/*
 * Folding: the form in which texts and queries are compared and indexed. Case, full and half width and
 * compatibility forms (Unicode's NFKC_Casefold), and traditional characters, become the same; what
 * Unicode says to ignore (joiners, byte-order marks) is left out; all else stays as it is.
 *
 * A text is folded step by step, one character with the marks that combine with it at a time, so that
 * every place in the folded text belongs to a place in the original one.
 */
#ifndef SPEECH_ARCHIVE_FOLD_H
#define SPEECH_ARCHIVE_FOLD_H

#include <stddef.h>
#include <speecharchive/status.h>

#include "text_buffer.h"
#include "memory.h"

/* Where one step begins, in bytes; it reaches to the next. */
typedef struct fold_step {
    size_t folded;
    size_t source;
} fold_step;

/*
 * Puts the folded form of text[0..length) into `folded`, in place of what it held. Bytes that are not UTF-8
 * count as U+FFFD. Linear in `length`. Errors: SPEECH_NOMEM.
 */
speech_status fold_text(text_buffer *folded, const char *text, size_t length);

/*
 * The same, with a fold_step for each step in `steps` (emptied first), in order, and one more that holds both
 * lengths. A step may have an empty folded form. Errors: SPEECH_NOMEM.
 */
speech_status fold_text_steps(text_buffer *folded, list *steps, const char *text, size_t length);

#endif
