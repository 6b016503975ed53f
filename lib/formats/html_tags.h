/* The vocabulary of HTML: what tags and attributes mean for the text. */
#ifndef SPEECH_FORMATS_HTML_TAGS_H
#define SPEECH_FORMATS_HTML_TAGS_H

#include <stdbool.h>
#include <stdint.h>

#include "text_buffer.h"

/* The attributes that are looked at; NULL: not there. */
typedef struct html_attributes {
    const char *class;
    const char *id;
    const char *style;
    const char *hidden;
    const char *href;
    const char *name;
    const char *property;
    const char *content;
    const char *datetime;
    const char *start;
    const char *value;
    const char *type;
} html_attributes;

/* Sorts name, value, name, value … NULL, as libxml2 hands attributes over. */
html_attributes html_attributes_read(const char **pairs);

/* page_flags of the element named, in lower case; 0: it means nothing to the text. */
unsigned html_tag_flags(const char *name);

/* page_flags that attributes give to any element: hidden, named as furniture. */
unsigned html_attribute_flags(const html_attributes *a);

/* The number at which a list starts, or an item's own; of an item without one 0. */
int32_t html_number(const html_attributes *a, unsigned flags);

/*
 * Adds text as browsers show it: references like &#150; to C1 controls stand for characters of windows-1252 (HTML
 * standard, 13.2.5.80), and what has no width is not there: soft hyphens, zero-width spaces and no-break spaces.
 */
speech_status html_text_add(text_buffer *out, const char *text, size_t length);

/*
 * Adds HTML with what libxml2 takes otherwise than the standard (HTML, 13.2.5) put right: references like &nbsp that
 * lack their semicolon get one, the &# of no reference is text, and <![if …]> is a comment.
 */
speech_status html_repair(text_buffer *out, const char *text, size_t length);

/*
 * Has a tag more than `most` attributes? Then *at is its offset. The time that parsers take for a tag grows with the
 * square of the number.
 */
bool html_attributes_exceed(const char *text, size_t length, size_t most, size_t *at);

#endif
