/* Threads that read and prepare inputs ahead of the one that stores them, in the order of the inputs. */
#ifndef ARCHIVE_QUERY_WORKERS_H
#define ARCHIVE_QUERY_WORKERS_H

#include "inputs.h"

struct workers;

/*
 * Starts `count` threads that prepare the inputs from the first to the last and are never further ahead than a
 * bounded number of documents and bytes. Each asks the archive at `path` what need not be analysed again. NULL if no
 * thread can be started. Inputs that are no files are left to the caller. Signals are not taken by these threads.
 */
struct workers *workers_start(struct inputs *inputs, const char *path, size_t count);

/* Waits until input `i` is prepared, or has failed; at most a moment: false means "ask again". */
bool workers_wait(struct workers *workers, size_t i);

/* Tells that input `i` is done with, which makes room for another one. */
void workers_release(struct workers *workers, size_t i);

/* Ends the threads, after the documents they are at, and drops what was prepared in vain. NULL is accepted. */
void workers_stop(struct workers *workers);

#endif
