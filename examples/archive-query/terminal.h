/* What the tool writes to: how wide it is, whether it shows colours, and a line that tells of progress. */
#ifndef ARCHIVE_QUERY_TERMINAL_H
#define ARCHIVE_QUERY_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color_choice;

struct terminal {
    bool output;  /* standard output is a terminal */
    bool errors;  /* standard error is one */
    bool color;   /* standard output shows colours */
    size_t width; /* columns of standard output; 0: without limit */
};

/* Looks at the terminal. `width` is the user's wish: columns, 0 without limit, -1 none stated. */
struct terminal terminal_look(color_choice color, long width);

/* ANSI sequences, "" where colours are off. Static storage. */
enum ink { INK_PLAIN, INK_HIT, INK_BOLD, INK_FAINT };
const char *terminal_ink(const struct terminal *terminal, enum ink ink);

/* A line on standard error that is written over and over; nothing where that is no terminal. */
struct progress {
    bool wanted;
    bool visible;
    double started;       /* seconds */
    double shown;         /* when it was last written */
    uintmax_t bytes_done; /* set by whoever shows the progress, where that tells more than a count; else 0 */
    uintmax_t bytes_total;
};

/* Seconds of a clock that never goes back. */
double clock_seconds(void);

void progress_start(struct progress *progress, const struct terminal *terminal);
/*
 * Shows "WHAT DONE of TOTAL" and, if there are bytes to be counted, how fast it goes and how long it will take; but not
 * in the first half second and at most ten times a second.
 */
void progress_show(struct progress *progress, const char *what, size_t done, size_t total);
/* Wipes the line, so that something else can be written. */
void progress_clear(struct progress *progress);

#endif
