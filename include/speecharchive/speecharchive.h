/*
 * Everything the library offers: reading documents (document.h), text analysis (analysis.h), the archive (archive.h),
 * its ledger of tasks (ledger.h), how words are used in it (usage.h), and all that in SQL (extension.h).
 *
 * Promises
 *
 * Threads. What takes no archive may be called from any number of threads at once. An archive handle belongs to one
 * thread at a time, with its cursors: either each thread opens its own on the file, or several share one, and make
 * every call with it or with one of its cursors under one lock of their own. Between two calls the lock may be let go;
 * text that a cursor gave stays until that same cursor is moved or freed. No thread owns a handle: one may open it,
 * another use and a third close it. It must not be taken along through fork(). The library starts no threads. SQLite
 * has to be a thread-safe one, as it is wherever it comes with a system: where sqlite3_threadsafe() says 0, all of a
 * process's calls belong to one thread at a time, those without an archive too, as memory comes from SQLite.
 *
 * Ownership. What a function hands over through `out` is the caller's, and is freed by the function that is named
 * there and by no other. All that free accept NULL. Structs and strings that are handed in are read during the call
 * alone, and copied where they are needed later; but the bytes of speech_prepare must stay. Callbacks must not use the
 * handle that calls them.
 *
 * Failing. A function that can fail returns a speech_status. Then all its outputs are as they were, the error, if there
 * is one, tells why, and the archive holds what it held before. `error` may be NULL in every function.
 *
 * Versions of structs. Those that a program fills in and those that are filled in for it begin with struct_size, which
 * the program sets to sizeof the struct. One from a program that knows less of it is accepted: what it doesn't have is
 * at its default, 0 or NULL, and is not filled in. One from a program that knows more is accepted too, as long as what
 * the library does not know is 0: else it is SPEECH_MISUSE, and so is a struct_size that was not set.
 *
 * Growth. A program that was linked with a version of the library works with each later one of the same soname (which
 * each minor version before 1.0 changes). Until then no function, enumerator, member or column goes away or changes its
 * meaning. These may come: functions; enumerators behind the last of an enum, so be ready for a status or kind that you
 * don't know; members at the end of structs with struct_size and of those that the library allocates one by one,
 * speech_analysis and speech_document; columns of cursors, so find them by name. These stay as they are: speech_error,
 * speech_span, speech_decimal, speech_stated, and all structs that stand in arrays (speech_speech to speech_doubt,
 * speech_format).
 *
 * Memory comes from SQLite's allocator: see status.h.
 *
 * What is left alone. The library writes nothing to standard output or error and never ends the process. It does not
 * follow the locale, and changes neither that nor signals, environment, working directory, umask or rounding mode. It
 * keeps no variables of its own between calls and reads no environment; the libraries below it may (SQLite looks for
 * SQLITE_TMPDIR). It opens no file but the archive at the path given, with SQLite's beside it and SQLite's temporary
 * ones, and what speech_archive_ingest_file is given. It never uses the network, and asks the clock only to note when
 * something was stored or recorded.
 *
 * Names. The headers declare names that begin with speech_ and SPEECH_; the libraries, shared and (on ELF systems)
 * static, show the functions declared here and the entry point of the extension of SQLite, and no others.
 *
 * Archives. A file has a format (PRAGMA user_version). Each version of the library reads and writes its own format, and
 * brings archives of all older ones up to it, in one transaction, when they are opened for writing; read-only they are
 * SPEECH_TOO_OLD. A newer format is SPEECH_TOO_NEW, and never written to. Tables and columns of one format stay as
 * sql/ describes them.
 */
#ifndef SPEECHARCHIVE_H
#define SPEECHARCHIVE_H

#include <speecharchive/analysis.h>
#include <speecharchive/archive.h>
#include <speecharchive/document.h>
#include <speecharchive/extension.h>
#include <speecharchive/ledger.h>
#include <speecharchive/status.h>
#include <speecharchive/usage.h>

#endif
