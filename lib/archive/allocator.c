/* Memory of SQLite's allocator for all modules; those below the archive see only text/memory.h. */
#include <stdint.h>
#include <string.h>

#include "memory.h"
#include "sqlite.h"

/* For no bytes SQLite would answer NULL, which is no sign of short memory. */
static sqlite3_uint64 at_least_one(size_t size)
{
    return size == 0 ? 1 : size;
}

void *memory_alloc(size_t size)
{
    return sqlite3_malloc64(at_least_one(size));
}

void *memory_zeroed(size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size) return NULL;
    void *memory = memory_alloc(count * size);
    if (memory != NULL) memset(memory, 0, count * size);
    return memory;
}

void *memory_realloc(void *memory, size_t size)
{
    return sqlite3_realloc64(memory, at_least_one(size));
}

char *memory_copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = memory_alloc(size);
    if (copy != NULL) memcpy(copy, text, size);
    return copy;
}

void memory_free(void *memory)
{
    sqlite3_free(memory);
}
