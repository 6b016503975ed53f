/* Time, memory, files and child processes, as the benchmark measures them. */
#ifndef SPEECH_BENCH_MEASURE_H
#define SPEECH_BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Seconds on a steady clock. */
double clock_seconds(void);

/* Seconds of processor time of this process, all threads: what others do on the machine does not count. */
double processor_seconds(void);

/* Most memory that this process has had resident so far, in bytes; 0 if the system does not tell. */
uint64_t peak_memory(void);

/* Calls `visit` for each regular file at or below `path`. */
void each_file_below(const char *path, void (*visit)(void *context, const char *path), void *context);

/* Bytes of the files whose path begins with `path`: a file with its -wal and -shm, or a folder. */
uint64_t files_size(const char *path);

/* Writes back the files whose path begins with `path`, and lets the system forget their contents (posix_fadvise). */
void files_forget(const char *path);

/* Removes the files whose path begins with `path`. */
void files_remove(const char *path);

bool file_copy(const char *from, const char *to);

/*
 * Runs this program again with `arguments` (NULL-terminated, without the program's name) in a new process, and puts
 * what it prints, at most size - 1 bytes, into `output`. False if it fails.
 */
bool run_again(const char *const *arguments, char *output, size_t size);

#ifdef __cplusplus
}
#endif
#endif
