#include "terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define USUAL_WIDTH 80

static size_t terminal_columns(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return USUAL_WIDTH;
}

static bool color_fits(bool output_is_terminal)
{
    const char *refused = getenv("NO_COLOR"), *kind = getenv("TERM");
    bool plain = kind == NULL || strcmp(kind, "dumb") == 0;
    return output_is_terminal && !plain && (refused == NULL || *refused == '\0');
}

struct terminal terminal_look(color_choice color, long width)
{
    struct terminal found = {.output = isatty(STDOUT_FILENO) == 1, .errors = isatty(STDERR_FILENO) == 1};
    found.color = color == COLOR_ALWAYS || (color == COLOR_AUTO && color_fits(found.output));
    if (width >= 0) found.width = (size_t)width;
    else found.width = found.output ? terminal_columns() : 0;
    return found;
}

const char *terminal_ink(const struct terminal *terminal, enum ink ink)
{
    static const char *const codes[] = {
        [INK_PLAIN] = "\033[0m", [INK_HIT] = "\033[1;31m", [INK_BOLD] = "\033[1m", [INK_FAINT] = "\033[2m"};
    return terminal->color ? codes[ink] : "";
}

double clock_seconds(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_start(struct progress *progress, const struct terminal *terminal)
{
    progress->wanted = terminal->errors;
    progress->visible = false;
    progress->bytes_done = progress->bytes_total = 0;
    progress->started = progress->shown = clock_seconds();
}

/* Writes the rate so far and the time that is left if it stays so. */
static void rate_write(const struct progress *progress, double seconds)
{
    double rate = (double)progress->bytes_done / seconds;
    if (progress->bytes_done == 0 || progress->bytes_done > progress->bytes_total) return;
    long left = (long)((double)(progress->bytes_total - progress->bytes_done) / rate + 0.5);
    fprintf(stderr, ", %.1f MB/s, %ld:%02ld left", rate / 1e6, left / 60, left % 60);
}

void progress_show(struct progress *progress, const char *what, size_t done, size_t total)
{
    double now = progress->wanted ? clock_seconds() : 0;
    if (!progress->wanted || now - progress->started < 0.5 || now - progress->shown < 0.1) return;
    fprintf(stderr, "\r\033[K%s %zu of %zu", what, done, total);
    if (total > 0) fprintf(stderr, " (%.0f %%)", 100.0 * (double)done / (double)total);
    rate_write(progress, now - progress->started);
    fflush(stderr);
    progress->shown = now;
    progress->visible = true;
}

void progress_clear(struct progress *progress)
{
    if (!progress->visible) return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    progress->visible = false;
}
