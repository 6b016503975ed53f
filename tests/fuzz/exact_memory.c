/*
 * Memory of exactly the size asked for. SQLite, which the library has its memory from, rounds sizes up, so that the
 * sanitizers would not see what is read or written a few bytes behind the end.
 */
#include <malloc.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "fuzz.h"

static void *exact_malloc(int size)
{
    return malloc((size_t)size);
}

static void *exact_realloc(void *memory, int size)
{
    return realloc(memory, (size_t)size);
}

static int exact_size(void *memory)
{
    return (int)malloc_usable_size(memory);
}

static int exact_roundup(int size)
{
    return size;
}

static int exact_init(void *context)
{
    (void)context;
    return SQLITE_OK;
}

static void exact_shutdown(void *context)
{
    (void)context;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static sqlite3_mem_methods methods = {.xMalloc = exact_malloc,
                                          .xFree = free,
                                          .xRealloc = exact_realloc,
                                          .xSize = exact_size,
                                          .xRoundup = exact_roundup,
                                          .xInit = exact_init,
                                          .xShutdown = exact_shutdown};
    (void)argc;
    (void)argv;
    require(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK, "SQLite takes an allocator");
    /* What SQLite needs for itself may come from elsewhere, without locks and statistics: that is faster. */
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 512, 4000);
    return 0;
}
