/* Writes visible text: lines without blanks at their ends, one line a block, never two empty lines in a row. */
#ifndef SPEECH_FORMATS_TEXT_WRITER_H
#define SPEECH_FORMATS_TEXT_WRITER_H

#include <stdbool.h>

#include "text_buffer.h"

/* Start with {.limit = most bytes}; free with text_buffer_free(&writer.text). */
typedef struct text_writer {
    text_buffer text;
    size_t limit;
    size_t line;          /* where the present line begins */
    unsigned breaks;      /* line ends to be written before the next character */
    bool blank;           /* a blank is to be written before it */
    bool cell;            /* a tab is */
    bool faint;           /* the line holds no-break spaces and nothing else yet: if it ends so, it is an empty one */
    bool joined;          /* line ends are blanks: inside a cell of a table */
    speech_status status; /* SPEECH_NOMEM, or SPEECH_TOO_BIG over the limit; nothing is written any more */
} text_writer;

/* Adds text in which a run of white space is one blank, and a no-break space is a blank. */
void text_writer_flow(text_writer *w, const char *text, size_t length);

/* Adds text as it is: blanks stand for themselves, and each line end for one. */
void text_writer_verbatim(text_writer *w, const char *text, size_t length);

/* A block begins or ends here: what follows is on a new line. */
void text_writer_block(text_writer *w);

/* A line ends here; a second line end in a row makes an empty line. */
void text_writer_line_end(text_writer *w);

/* A further cell of a table row begins here. */
void text_writer_cell(text_writer *w);

/* Ends the text: its last line ends with a line end. */
void text_writer_end(text_writer *w);

#endif
