/* A web page as a list of its elements and texts, and which of them are its own text. */
#ifndef SPEECH_FORMATS_PAGE_H
#define SPEECH_FORMATS_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "memory.h"
#include "text_buffer.h"
#include "text_writer.h"

/* What an element means for the text. */
enum page_flags {
    PAGE_BLOCK = 1 << 0,   /* it begins and ends a line */
    PAGE_HIDDEN = 1 << 1,  /* nothing in it is shown */
    PAGE_LINK = 1 << 2,    /* leads to another page */
    PAGE_BREAK = 1 << 3,   /* a line end */
    PAGE_ROW = 1 << 4,     /* of a table */
    PAGE_CELL = 1 << 5,    /* of a table */
    PAGE_PRE = 1 << 6,     /* white space stands for itself */
    PAGE_HEADING = 1 << 7, /* h1 or h2 */
    PAGE_ITEM = 1 << 8,    /* of a list */
    PAGE_ORDERED = 1 << 9, /* a list whose items are numbered */
    PAGE_NAMED = 1 << 10,  /* its maker's name for it is one of page_parts.tsv */
    PAGE_TEXT = 1 << 11,   /* no element, but text */
    PAGE_NAV = 1 << 12     /* nav, footer, aside */
};

/* An element or text. A node comes after its parent and before the next one outside of it. */
typedef struct page_node {
    uint32_t parent; /* index of the element that holds it; 0, the page itself, has itself */
    uint32_t flags;
    size_t begin; /* its text, in page.text */
    size_t end;
    uint32_t characters; /* in it, without blanks, digits and ASCII marks */
    uint32_t linked;     /* of them in links */
    uint32_t links;
    uint32_t stops;    /* sentence ends outside of links */
    uint32_t headings; /* h1 and h2 in it */
    uint32_t rows;     /* of tables in it */
    uint32_t filled;   /* of a row: cells that hold something; of all else, does it hold something? */
    int32_t number;    /* of a list the first, of an item its own (0: the next) */
} page_node;

/* Start with page_start; free with page_free. */
typedef struct page {
    list nodes;       /* of page_node */
    text_buffer text; /* all text, in order, white space as in the source */
} page;

speech_status page_start(page *p);
void page_free(page *p);

/* Marks as PAGE_HIDDEN what is furniture: menus, lists of links, and small parts that are named as such. */
void page_judge(page *p);

/* Writes what is not hidden. */
void page_write(const page *p, text_writer *out);

#endif
