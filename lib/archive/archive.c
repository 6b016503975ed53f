/* Opening, making, migrating and closing archives. */
#include "handle.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "memory.h"
#include "names.h"
#include "near_duplicates.h"
#include "schema.h"
#include "search.h"
#include "sql_files.h"
#include "text_index.h"

/*
 * Numbers become text with 15 digits, as in every SQLite before 3.52, whichever is there when the program runs; older
 * ones do not know the setting, and need none.
 */
#ifndef SQLITE_DBCONFIG_FP_DIGITS
#define SQLITE_DBCONFIG_FP_DIGITS 1023
#endif

/* Every connection's settings. Some of them read the file. */
static const char CONNECTION_SETTINGS[] = "PRAGMA foreign_keys = ON;"
                                          "PRAGMA synchronous = FULL;" /* what was committed survives a loss of power */
                                          "PRAGMA temp_store = MEMORY;"
                                          "PRAGMA cache_size = -32768;"
                                          "PRAGMA wal_autocheckpoint = 8192;"
                                          "PRAGMA journal_size_limit = 67108864;";

static bool is_memory(const char *path)
{
    return strcmp(path, ":memory:") == 0;
}

/* Can there be an archive at `path`? What is found later, on reading it, is not looked for here. */
static speech_status path_check(const char *path, unsigned flags, speech_error *error)
{
    struct stat info;
    if (is_memory(path) && (flags & SPEECH_OPEN_CREATE)) return SPEECH_OK;
    if (path[0] == '\0') return error_set(error, SPEECH_NOT_FOUND, 0, "the archive's path is empty");
    if (stat(path, &info) == 0) {
        if (S_ISDIR(info.st_mode))
            return error_set(error, SPEECH_NOT_ARCHIVE, 0, "%s: a directory, not a speech archive", path_shown(path));
        return SPEECH_OK;
    }
    if (errno != ENOENT && errno != ENOTDIR)
        return error_set(error, SPEECH_IO, 0, "%s: the archive cannot be reached", path_shown(path));
    if (flags & SPEECH_OPEN_CREATE) return SPEECH_OK;
    return error_set(error, SPEECH_NOT_FOUND, 0, "%s: there is no such archive", path_shown(path));
}

/* The path as a URI that tells SQLite that nobody changes the file. The caller frees it; NULL: no memory. */
static char *immutable_uri(const char *path)
{
    static const char PLAIN[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-._~";
    static const char HEX[] = "0123456789ABCDEF";
    static const char OPTIONS[] = "?mode=ro&immutable=1";
    char *uri = memory_alloc(strlen("file://") + 3 * strlen(path) + sizeof OPTIONS);
    if (uri == NULL) return NULL;
    char *at = stpcpy(uri, path[0] == '/' ? "file://" : "file:");
    for (; *path != '\0'; path++) {
        unsigned char byte = (unsigned char)*path;
        if (strchr(PLAIN, *path) != NULL) {
            *at++ = *path;
        } else {
            *at++ = '%';
            *at++ = HEX[byte >> 4];
            *at++ = HEX[byte & 15];
        }
    }
    memcpy(at, OPTIONS, sizeof OPTIONS);
    return uri;
}

/*
 * Before anything of the file is read: it may be anybody's, and what stands in it is not to be obeyed. Neither its
 * triggers nor its views are run (they are for other programs; the library has its views in the temporary schema), and
 * SQL in the rest of its schema calls nothing that has effects.
 */
static speech_status connection_harden(speech_archive *archive, speech_error *error)
{
    enum { TEMPORARY_VIEWS_SINCE = 3035000 }; /* before, switching views off meant these too */
    sqlite3_db_config(archive->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(archive->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(archive->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    if (sqlite3_libversion_number() >= TEMPORARY_VIEWS_SINCE)
        sqlite3_db_config(archive->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_limit(archive->db, SQLITE_LIMIT_ATTACHED, 0);
    return archive_execute(archive, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0", error);
}

static speech_status connect_to(speech_archive *archive, const char *name, int flags, speech_error *error)
{
    int code = sqlite3_open_v2(name, &archive->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (archive->db == NULL) return error_no_memory(error);
    if (code != SQLITE_OK) return archive_error(archive, error);
    sqlite3_extended_result_codes(archive->db, 1);
    sqlite3_busy_timeout(archive->db, ARCHIVE_BUSY_MILLISECONDS);
    sqlite3_db_config(archive->db, SQLITE_DBCONFIG_FP_DIGITS, 15, NULL);
    return connection_harden(archive, error);
}

/* Has the file changes that are still in its write-ahead log? */
static bool has_log(const char *path)
{
    struct stat info;
    size_t length = strlen(path);
    char *log = memory_alloc(length + sizeof "-wal");
    if (log == NULL) return true;
    memcpy(log, path, length);
    memcpy(log + length, "-wal", sizeof "-wal");
    bool found = stat(log, &info) == 0 && info.st_size > 0;
    memory_free(log);
    return found;
}

/*
 * Opens once more, as a file that nobody changes: SQLite needs that where it cannot make the files
 * beside the archive that coordinate readers and writers (read-only media, somebody else's directory).
 */
static speech_status connect_immutable(speech_archive *archive, speech_error *error)
{
    if (has_log(archive->path))
        return error_set(error, SPEECH_READ_ONLY, 0,
                         "%s: recent changes lie in the -wal file, and the directory is not writable",
                         path_shown(archive->path));
    char *uri = immutable_uri(archive->path);
    if (uri == NULL) return error_no_memory(error);
    archive_statements_free(archive);
    sqlite3_close(archive->db);
    archive->db = NULL;
    speech_status status = connect_to(archive, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
    memory_free(uri);
    return status;
}

/* The first read of the file: does it hold an archive? *version 0: an empty file. */
static speech_status version_read(speech_archive *archive, int64_t *version, speech_error *error)
{
    int64_t id = 0;
    int64_t tables = 0;
    speech_status status = archive_marks(archive, &id, version, error);
    if (status == SPEECH_OK) status = archive_integer(archive, "SELECT count(*) FROM sqlite_master", &tables, error);
    if (status != SPEECH_OK) return status;
    bool empty = id == 0 && *version == 0 && tables == 0;
    if (!empty && (id != ARCHIVE_APPLICATION_ID || *version < 1))
        return error_set(error, SPEECH_NOT_ARCHIVE, 0, "%s: a database, but not a speech archive",
                         path_shown(archive->path));
    return SPEECH_OK;
}

/*
 * The same as one moment shows it: another process may be making the archive between two statements. *alone: it failed
 * because of what cannot be made beside the file; after other failures somebody may well be writing to it.
 */
static speech_status version_read_at_once(speech_archive *archive, int64_t *version, bool *alone, speech_error *error)
{
    speech_status status = transaction_begin(archive, STATEMENT_BEGIN_READING, error);
    if (status == SPEECH_OK) status = version_read(archive, version, error);
    int code = sqlite3_errcode(archive->db) & 0xFF;
    *alone = status != SPEECH_OK && (code == SQLITE_CANTOPEN || code == SQLITE_READONLY);
    transaction_undo(archive);
    return status;
}

static speech_status tables_create(speech_archive *archive, speech_error *error)
{
    speech_status status = archive_execute(archive, sql_schema, error);
    if (status != SPEECH_OK) return status;
    return archive_execute(
        archive, "INSERT INTO archive_info VALUES ('created_by', 'libspeecharchive " SPEECH_VERSION "')", error);
}

/* What SQL alone can't do for an archive of format 1: knowing texts again, and those that are alike. */
static speech_status texts_compare(speech_archive *archive, speech_error *error)
{
    speech_status status = text_digests_put(archive, error);
    return status == SPEECH_OK ? near_duplicates_find_all(archive, error) : status;
}

/* From `version` (0: an empty file) to the current one. Views hold no data and are made anew. */
static speech_status tables_update(speech_archive *archive, int64_t version, speech_error *error)
{
    speech_status status = version == 0 ? tables_create(archive, error) : SPEECH_OK;
    if (version == 1) status = archive_execute(archive, sql_migrate_1_to_2, error);
    if (status == SPEECH_OK && version < 2) status = archive_execute(archive, sql_documents, error);
    if (status == SPEECH_OK && version < 2) status = archive_execute(archive, sql_ledger, error);
    if (status == SPEECH_OK && version == 1) status = texts_compare(archive, error);
    return status == SPEECH_OK ? archive_execute(archive, sql_views, error) : status;
}

/* Brings the archive to the current format, whatever another process has done in the meantime. */
static speech_status migrate(speech_archive *archive, unsigned flags, speech_error *error)
{
    int64_t version = 0;
    speech_status status = transaction_begin(archive, STATEMENT_BEGIN, error);
    if (status != SPEECH_OK) return status;
    status = version_read(archive, &version, error);
    if (status == SPEECH_OK && version < ARCHIVE_FORMAT_VERSION) status = tables_update(archive, version, error);
    if (status == SPEECH_OK && (flags & SPEECH_OPEN_CHECK)) status = schema_compare(archive, error);
    if (status == SPEECH_OK) status = archive_run(archive, STATEMENT_COMMIT, error);
    if (status != SPEECH_OK) transaction_undo(archive);
    return status;
}

/*
 * Two connections that change the journal of a new file at once refuse each other without SQLite's own
 * waiting (it would be a deadlock), so the one that is refused waits here.
 */
static speech_status log_ahead(speech_archive *archive, speech_error *error)
{
    enum { PAUSE_MILLISECONDS = 10 };
    speech_status status = archive_execute(archive, "PRAGMA journal_mode = WAL", error);
    for (int waited = 0; status == SPEECH_BUSY && waited < ARCHIVE_BUSY_MILLISECONDS; waited += PAUSE_MILLISECONDS) {
        sqlite3_sleep(PAUSE_MILLISECONDS);
        status = archive_execute(archive, "PRAGMA journal_mode = WAL", error);
    }
    return status;
}

/* What SPEECH_OPEN_CHECK asks of the file as it is. An older one is compared when it has been brought up to date. */
static speech_status file_check(speech_archive *archive, int64_t version, speech_error *error)
{
    speech_status status = version == ARCHIVE_FORMAT_VERSION ? schema_compare(archive, error) : SPEECH_OK;
    return status == SPEECH_OK ? schema_quick_check(archive, error) : status;
}

static speech_status functions_register(speech_archive *archive, speech_error *error)
{
    speech_status status = search_register(archive->db);
    if (status == SPEECH_NOMEM) return error_no_memory(error); /* FTS5 does not tell the connection */
    return status == SPEECH_OK ? SPEECH_OK : archive_error(archive, error);
}

/* Can such an archive be opened in the way that is wanted? */
static speech_status version_check(speech_archive *archive, unsigned flags, int64_t version, speech_error *error)
{
    if (version == 0 && !(flags & SPEECH_OPEN_CREATE))
        return error_set(error, SPEECH_NOT_ARCHIVE, 0, "%s: an empty file, not a speech archive",
                         path_shown(archive->path));
    if (!archive->read_only && sqlite3_db_readonly(archive->db, "main") == 1)
        return error_set(error, SPEECH_READ_ONLY, 0, "%s: the file is not writable", path_shown(archive->path));
    if (archive->read_only && version < ARCHIVE_FORMAT_VERSION)
        return error_set(error, SPEECH_TOO_OLD, 0,
                         "%s: made by an older version of the library (format %lld); open it for writing once",
                         path_shown(archive->path), (long long)version);
    return SPEECH_OK;
}

static speech_status archive_prepare_file(speech_archive *archive, unsigned flags, speech_error *error)
{
    int64_t version = 0;
    bool alone = false;
    speech_status status = version_read_at_once(archive, &version, &alone, error);
    if (archive->read_only && alone) {
        status = connect_immutable(archive, error);
        if (status == SPEECH_OK) status = version_read_at_once(archive, &version, &alone, error);
    }
    /* Not before: to find FTS5 newer versions of SQLite read the file. */
    if (status == SPEECH_OK) status = functions_register(archive, error);
    if (status == SPEECH_OK) status = version_check(archive, flags, version, error);
    if (status == SPEECH_OK && version > 0 && (flags & SPEECH_OPEN_CHECK)) status = file_check(archive, version, error);
    if (status == SPEECH_OK) status = archive_execute(archive, CONNECTION_SETTINGS, error);
    if (status == SPEECH_OK && version < ARCHIVE_FORMAT_VERSION) {
        status = log_ahead(archive, error);
        if (status == SPEECH_OK) status = migrate(archive, flags, error);
    }
    return status;
}

/* An archive that cannot be opened for writing only because of its directory. */
static speech_status directory_check(const char *path, speech_status status, speech_error *error)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    char *directory = memory_alloc(length + 2);
    if (directory == NULL) return status;
    memcpy(directory, path, length);
    memcpy(directory + length, ".", 2);
    bool writable = access(directory, W_OK) == 0;
    bool found = writable || errno == EACCES || errno == EROFS;
    memory_free(directory);
    if (!found) return error_set(error, status, 0, "%s: there is no such directory", path_shown(path));
    if (writable) return status;
    return error_set(error, SPEECH_READ_ONLY, 0, "%s: the archive's directory is not writable", path_shown(path));
}

speech_status speech_archive_open(speech_archive **out, const char *path, unsigned flags, speech_error *error)
{
    if (out == NULL || path == NULL || (flags & ~(unsigned)SPEECH_OPEN_CHECK) > SPEECH_OPEN_READ_ONLY)
        return error_misuse(error, "an archive is opened with a path and flags of those declared");
    speech_status status = path_check(path, flags, error);
    if (status != SPEECH_OK) return status;
    speech_archive *archive = archive_new(path, (flags & SPEECH_OPEN_READ_ONLY) != 0);
    if (archive == NULL) return error_no_memory(error);
    int mode = archive->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (flags & SPEECH_OPEN_CREATE) mode |= SQLITE_OPEN_CREATE;
    status = connect_to(archive, path, mode, error);
    if (status == SPEECH_OK) status = archive_prepare_file(archive, flags, error);
    if (status == SPEECH_IO && !archive->read_only) status = directory_check(path, status, error);
    if (status == SPEECH_OK) *out = archive;
    else speech_archive_close(archive);
    return status;
}

void speech_free(void *memory)
{
    memory_free(memory);
}
