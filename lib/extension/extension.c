/* The entry point: what SQLite calls when it loads the library, or the module, as an extension. */
#include "extension.h"

#include <string.h>

#include "handle.h"
#include "search.h"

SQLITE_EXTENSION_INIT1

enum { OLDEST_SQLITE = 3034000 };

/* Has this connection the functions of this version already? They could not be replaced while a statement runs. */
static bool is_registered(sqlite3 *db)
{
    sqlite3_stmt *version = NULL;
    const char *found = NULL;
    if (sqlite3_prepare_v2(db, "SELECT speech_version()", -1, &version, NULL) == SQLITE_OK &&
        sqlite3_step(version) == SQLITE_ROW)
        found = (const char *)sqlite3_column_text(version, 0);
    bool same = found != NULL && strcmp(found, speech_version()) == 0;
    sqlite3_finalize(version);
    return same;
}

/* Without FTS5 there is no archive to be searched, but texts can be analysed. */
static int register_all(sqlite3 *db)
{
    if (is_registered(db)) return SQLITE_OK;
    speech_status status = search_register(db);
    int code = status == SPEECH_INTERNAL ? SQLITE_OK : archive_code(status);
    if (code == SQLITE_OK) code = search_rows_register(db);
    if (code == SQLITE_OK) code = analysis_rows_register(db);
    return code == SQLITE_OK ? text_functions_register(db) : code;
}

/*
 * May the functions of SQLite that this file was built to call be used on the connections of `routines`? If not, the
 * reason. Two copies of one version of SQLite are told apart by where their constants lie.
 */
static const char *host_problem(const sqlite3_api_routines *routines)
{
#ifdef SPEECH_MODULE
    if (routines->libversion_number() < OLDEST_SQLITE) return "speecharchive needs SQLite 3.34 or newer";
#else
    if (routines != NULL && routines->sourceid() != sqlite3_sourceid())
        return "libspeecharchive is linked to another SQLite than this program's: load speecharchive.so instead";
    if (sqlite3_libversion_number() < OLDEST_SQLITE) return "libspeecharchive needs SQLite 3.34 or newer";
#endif
    return NULL;
}

int sqlite3_speecharchive_init(sqlite3 *db, char **message, const sqlite3_api_routines *routines)
{
    const char *problem = host_problem(routines);
    if (problem != NULL) {
        char *(*print)(const char *, ...) = routines == NULL ? sqlite3_mprintf : routines->mprintf;
        if (message != NULL) *message = print("%s", problem);
        return SQLITE_ERROR;
    }
    SQLITE_EXTENSION_INIT2(routines)
    int code = register_all(db);
    if (code != SQLITE_OK && message != NULL) *message = sqlite3_mprintf("speecharchive: %s", sqlite3_errmsg(db));
    return code;
}
