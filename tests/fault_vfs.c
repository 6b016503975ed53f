#include "fault_vfs.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512, FILES = 64 };

typedef struct fault_file {
    sqlite3_file base;
    const char *path; /* of `watched`, or NULL */
    sqlite3_file real[1];
} fault_file;

/* What of a file is on the disk for good. */
typedef struct durable_file {
    char *path;
    unsigned char *bytes;
    size_t size;
} durable_file;

static sqlite3_vfs *real_vfs;
static fault_plan plan;
static long operations, failures;
static int64_t clock_seconds = INT64_MIN;
static bool watching;
static durable_file files[FILES];

/* ---- the plan ---- */

/* Is a fault of this kind about such operations? */
static bool concerns(fault_kind kind, fault_operation operation)
{
    switch (kind) {
    case FAULT_PART: return operation == FAULT_ON_READ || operation == FAULT_ON_WRITE;
    case FAULT_FULL: return operation == FAULT_ON_WRITE || operation == FAULT_ON_SHARED;
    case FAULT_BUSY: return operation == FAULT_ON_LOCK;
    default: return true;
    }
}

void fault_plan_set(const fault_plan *new_plan)
{
    plan = new_plan == NULL ? (fault_plan){FAULT_NONE, 0, false} : *new_plan;
    operations = failures = 0;
}

long fault_operations(void)
{
    return operations;
}

long fault_failures(void)
{
    return failures;
}

/* Counts an operation. The code that it fails with, or SQLITE_OK; `code` is what an I/O error of it is. */
static int fault_of(fault_operation operation, int code)
{
    if (!concerns(plan.kind, operation)) return SQLITE_OK;
    operations++;
    bool lasting = plan.lasting || plan.kind == FAULT_POWER;
    if (plan.kind == FAULT_NONE || operations < plan.at || (operations > plan.at && !lasting)) return SQLITE_OK;
    failures++;
    if (plan.kind == FAULT_FULL) return operation == FAULT_ON_SHARED ? SQLITE_IOERR_SHMSIZE : SQLITE_FULL;
    return plan.kind == FAULT_BUSY ? SQLITE_BUSY : code;
}

/* ---- what is on the disk for good ---- */

static durable_file *durable_find(const char *path)
{
    for (int i = 0; i < FILES; i++)
        if (files[i].path != NULL && strcmp(files[i].path, path) == 0) return &files[i];
    return NULL;
}

static void durable_forget(durable_file *file)
{
    free(file->path);
    free(file->bytes);
    *file = (durable_file){NULL, NULL, 0};
}

static unsigned char *file_bytes(const char *path, size_t *size)
{
    FILE *in = fopen(path, "rb");
    unsigned char *bytes = NULL;
    *size = 0;
    if (in == NULL) return NULL;
    if (fseek(in, 0, SEEK_END) == 0) {
        *size = (size_t)ftell(in);
        rewind(in);
        bytes = malloc(*size + 1);
        if (bytes == NULL || fread(bytes, 1, *size, in) != *size) abort();
    }
    fclose(in);
    return bytes;
}

/* Takes what is in the file now as what is on the disk for good. */
static void durable_take(durable_file *file)
{
    free(file->bytes);
    file->bytes = file_bytes(file->path, &file->size);
}

/* The name by which the file is watched, which lasts until power returns. */
static const char *durable_watch(const char *path)
{
    durable_file *file = durable_find(path);
    for (int i = 0; i < FILES && file == NULL; i++) {
        if (files[i].path != NULL) continue;
        file = &files[i];
        file->path = strdup(path);
        durable_take(file);
    }
    if (file == NULL) abort();
    return file->path;
}

void fault_power_watch(void)
{
    watching = true;
}

/* A cheap pseudo-random sequence (the constants of Knuth's MMIX generator). */
static unsigned random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*state >> 33);
}

/* Undoes what was not synced: all of it, or sector by sector as chance has it. */
static void file_lose(const durable_file *file, bool all, uint64_t *state)
{
    size_t size = 0;
    unsigned char *bytes = file_bytes(file->path, &size);
    if (bytes == NULL) return;
    size_t left = all || random_next(state) % 2 ? file->size : size;
    size_t most = size > file->size ? size : file->size;
    unsigned char *mixed = calloc(1, most + SECTOR);
    if (mixed == NULL) abort();
    memcpy(mixed, bytes, size);
    for (size_t at = 0; at < most; at += SECTOR) {
        size_t end = at + SECTOR < file->size ? at + SECTOR : file->size;
        if (!all && random_next(state) % 2) continue;
        memset(mixed + at, 0, SECTOR);
        if (at < end) memcpy(mixed + at, file->bytes + at, end - at);
    }
    FILE *out = fopen(file->path, "wb");
    if (out == NULL || fwrite(mixed, 1, left, out) != left || fclose(out) != 0) abort();
    free(mixed);
    free(bytes);
}

void fault_power_return(fault_loss loss, unsigned seed)
{
    uint64_t state = seed;
    for (int i = 0; i < FILES; i++) {
        if (files[i].path == NULL) continue;
        if (loss != LOSS_NONE) file_lose(&files[i], loss == LOSS_ALL, &state);
        durable_forget(&files[i]);
    }
    watching = false;
    fault_plan_set(NULL);
}

/* ---- an open file ---- */

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((fault_file *)file)->real;
}

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods == NULL ? SQLITE_OK : real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 at)
{
    int code = fault_of(FAULT_ON_READ, SQLITE_IOERR_READ);
    if (code == SQLITE_OK) return real_of(file)->pMethods->xRead(real_of(file), bytes, count, at);
    if (plan.kind == FAULT_PART) real_of(file)->pMethods->xRead(real_of(file), bytes, count / 2, at);
    return code; /* SQLITE_IOERR_SHORT_READ would say that the file ends there */
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    int code = fault_of(FAULT_ON_WRITE, SQLITE_IOERR_WRITE);
    if (code == SQLITE_OK) return real_of(file)->pMethods->xWrite(real_of(file), bytes, count, at);
    if (plan.kind == FAULT_PART || (plan.kind == FAULT_POWER && operations == plan.at))
        real_of(file)->pMethods->xWrite(real_of(file), bytes, count / 2, at);
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int code = fault_of(FAULT_ON_TRUNCATE, SQLITE_IOERR_TRUNCATE);
    return code != SQLITE_OK ? code : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
    int code = fault_of(FAULT_ON_SYNC, SQLITE_IOERR_FSYNC);
    if (code != SQLITE_OK) return code;
    const char *path = ((fault_file *)file)->path;
    durable_file *durable = path == NULL ? NULL : durable_find(path);
    if (durable != NULL) durable_take(durable);
    (void)flags; /* the real disk is not waited for */
    return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    int code = fault_of(FAULT_ON_SIZE, SQLITE_IOERR_FSTAT);
    return code != SQLITE_OK ? code : real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
    int code = fault_of(FAULT_ON_LOCK, SQLITE_IOERR_LOCK);
    return code != SQLITE_OK ? code : real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_check_lock(sqlite3_file *file, int *held)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), held);
}

static int file_control(sqlite3_file *file, int code, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), code, argument);
}

static int file_sector_size(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

/* Not that writes are atomic or in order, nor that a file keeps what was not written in a loss of power. */
static int file_characteristics(sqlite3_file *file)
{
    (void)file;
    return 0;
}

static int file_shared_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
    int code = fault_of(FAULT_ON_SHARED, SQLITE_IOERR_SHMMAP);
    return code != SQLITE_OK ? code : real_of(file)->pMethods->xShmMap(real_of(file), region, size, extend, memory);
}

static int file_shared_lock(sqlite3_file *file, int offset, int count, int flags)
{
    int code = flags & SQLITE_SHM_LOCK ? fault_of(FAULT_ON_LOCK, SQLITE_IOERR_SHMLOCK) : SQLITE_OK;
    return code != SQLITE_OK ? code : real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void file_shared_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int file_shared_unmap(sqlite3_file *file, int remove)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

/* Version 2: shared memory for a write-ahead log, but no mapped files, which would pass by all this. */
static const sqlite3_io_methods METHODS = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shared_map,
    .xShmLock = file_shared_lock,
    .xShmBarrier = file_shared_barrier,
    .xShmUnmap = file_shared_unmap,
};

/* ---- the file system ---- */

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs;
    fault_file *opened = (fault_file *)file;
    opened->base.pMethods = NULL;
    int code = fault_of(FAULT_ON_OPEN, SQLITE_CANTOPEN);
    if (code != SQLITE_OK) return code;
    bool lasts = name != NULL && !(flags & SQLITE_OPEN_DELETEONCLOSE);
    opened->path = watching && lasts ? durable_watch(name) : NULL;
    code = real_vfs->xOpen(real_vfs, name, opened->real, flags, out_flags);
    if (opened->real->pMethods != NULL) opened->base.pMethods = &METHODS;
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs, (void)sync;
    int code = fault_of(FAULT_ON_DELETE, SQLITE_IOERR_DELETE);
    if (code != SQLITE_OK) return code;
    durable_file *durable = durable_find(name);
    if (durable != NULL) { /* deletions reach the disk at once */
        free(durable->bytes);
        durable->bytes = NULL;
        durable->size = 0;
    }
    return real_vfs->xDelete(real_vfs, name, 0);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *found)
{
    (void)vfs;
    int code = fault_of(FAULT_ON_ACCESS, SQLITE_IOERR_ACCESS);
    return code != SQLITE_OK ? code : real_vfs->xAccess(real_vfs, name, flags, found);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds)
{
    (void)vfs;
    return microseconds;
}

static int vfs_time_integer(sqlite3_vfs *vfs, sqlite3_int64 *milliseconds)
{
    (void)vfs;
    static const sqlite3_int64 DAYS_TO_1970_TWICE = 4881175; /* Julian day 2440587.5 */
    if (clock_seconds == INT64_MIN) return real_vfs->xCurrentTimeInt64(real_vfs, milliseconds);
    *milliseconds = DAYS_TO_1970_TWICE * 43200000 + clock_seconds * 1000;
    return SQLITE_OK;
}

static int vfs_time(sqlite3_vfs *vfs, double *days)
{
    sqlite3_int64 milliseconds = 0;
    int code = vfs_time_integer(vfs, &milliseconds);
    *days = (double)milliseconds / 86400000.0;
    return code;
}

void fault_clock_set(int64_t seconds)
{
    clock_seconds = seconds;
}

void fault_vfs_install(void)
{
    static sqlite3_vfs vfs;
    if (real_vfs != NULL) return;
    real_vfs = sqlite3_vfs_find(NULL);
    vfs = *real_vfs; /* all that is not named here goes to it unchanged */
    vfs.zName = "fault";
    vfs.szOsFile = (int)sizeof(fault_file) + real_vfs->szOsFile;
    vfs.pNext = NULL;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    vfs.xAccess = vfs_access;
    vfs.xSleep = vfs_sleep;
    vfs.xCurrentTime = vfs_time;
    vfs.xCurrentTimeInt64 = vfs_time_integer;
    if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK) abort();
}
