/*
 * SQLite, as every file of the library includes it: the SQLite that the library is linked to, or, in the module that is
 * loaded into programs with an SQLite of their own (SPEECH_MODULE), the host's, through the table of functions that
 * the host hands over. Only functions of SQLite 3.34 may be called, as the host may be as old as that.
 */
#ifndef SPEECH_ARCHIVE_SQLITE_H
#define SPEECH_ARCHIVE_SQLITE_H

#ifndef SPEECH_MODULE
#define SQLITE_CORE 1 /* to sqlite3ext.h: calls go to the linked library */
#endif
#include <sqlite3ext.h>

SQLITE_EXTENSION_INIT3

#endif
