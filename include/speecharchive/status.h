/*
 * Results and errors, shared by the text analysis and the archive.
 *
 * Every function that can fail returns a speech_status. On failure its outputs are left untouched
 * and, if the caller passed a speech_error, that is filled in. The library never prints, never
 * exits and keeps no global state: an error exists only where the caller put it.
 *
 * Memory: all that the library itself takes comes from SQLite's allocator (sqlite3_malloc64), the analysis included, so
 * that a program which gives SQLite another one (SQLITE_CONFIG_MALLOC) or a limit (sqlite3_hard_heap_limit64) governs
 * the library too. What is handed over is given back by the function that its description names, never by free().
 * Short memory is SPEECH_NOMEM: nothing leaks, and what was stored stays as it was. SQLite grants no piece of 2 GiB or
 * more. The libraries that are used have allocators of their own: libxml2, libzip, poppler and GLib (web pages, Word,
 * PDF), iconv and the C library itself (qsort) call malloc, or what they were told to call; that memory is short for
 * them they may tell as damage of the document.
 */
#ifndef SPEECHARCHIVE_STATUS_H
#define SPEECHARCHIVE_STATUS_H

#include <stddef.h>

#if defined(_WIN32)
#define SPEECH_API
#else
#define SPEECH_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum speech_status {
    SPEECH_OK = 0,      /* done */
    SPEECH_ROW,         /* speech_cursor_next: a row is ready */
    SPEECH_DONE,        /* speech_cursor_next: no more rows */
    SPEECH_NOMEM,       /* out of memory */
    SPEECH_MISUSE,      /* an argument breaks the rules written at the function */
    SPEECH_ENCODING,    /* the bytes are not text in a supported encoding; offset says where */
    SPEECH_EMPTY,       /* the document holds no text */
    SPEECH_TOO_BIG,     /* the document is over the limit (2^31 - 1 bytes, as in SQLite) */
    SPEECH_RANGE,       /* a number is outside what speech_decimal can hold */
    SPEECH_NOT_FOUND,   /* no such file, document or row */
    SPEECH_IO,          /* a file could not be read or written */
    SPEECH_FULL,        /* the disk is full */
    SPEECH_READ_ONLY,   /* the archive was opened, or is stored, read-only */
    SPEECH_BUSY,        /* another handle, of this process or another, holds the write lock */
    SPEECH_NOT_ARCHIVE, /* the file is not a speech archive */
    SPEECH_TOO_NEW,     /* the archive was written by a newer version of the library */
    SPEECH_CORRUPT,     /* the archive's file is damaged */
    SPEECH_INTERRUPTED, /* the caller's progress callback asked to stop */
    SPEECH_INTERNAL,    /* a fault of the library itself; please report it */
    SPEECH_TOO_OLD,     /* read-only, but the archive must first be brought to the present format */
    SPEECH_UNSUPPORTED  /* a kind of file that is not read, or not by this build of the library */
} speech_status;

/*
 * What went wrong, in words. `message` is NUL-terminated UTF-8 of one line, fit to be shown to a person; where a path
 * was given it names it. It is filled in on failure only, and stays as it is for good: no member will be added.
 */
typedef struct speech_error {
    speech_status status;
    size_t offset; /* byte offset in the input where it applies, else 0 */
    char message[240];
} speech_error;

/* The name of a status in plain English ("disk full"). Static storage; never NULL. */
SPEECH_API const char *speech_status_text(speech_status status);

/* The library's version as "MAJOR.MINOR.PATCH". Static storage. */
SPEECH_API const char *speech_version(void);

#ifdef __cplusplus
}
#endif
#endif
