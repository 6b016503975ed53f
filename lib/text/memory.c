#include "memory.h"

#include <stdalign.h>
#include <string.h>

enum { FIRST_CAPACITY = 16, BLOCK_BYTES = 16384, ALIGNMENT = 8 };

_Static_assert(ALIGNMENT >= alignof(void *) && ALIGNMENT >= alignof(long long) && ALIGNMENT >= alignof(double),
               "SQLite's memory begins at a multiple of 8, and of no more");

size_t memory_grown(size_t capacity, size_t needed, size_t item_size)
{
    size_t most = MEMORY_MOST / item_size, grown = capacity > most / 2 ? most : capacity * 2;
    return grown < needed && needed <= most ? needed : grown;
}

void *list_add(list *l)
{
    if (l->count == l->capacity) {
        size_t capacity = l->capacity == 0 ? FIRST_CAPACITY : memory_grown(l->capacity, l->count + 1, l->size);
        if (capacity == l->count) return NULL;
        void *items = memory_realloc(l->items, capacity * l->size);
        if (items == NULL) return NULL;
        l->items = items;
        l->capacity = capacity;
    }
    void *item = (char *)l->items + l->count++ * l->size;
    memset(item, 0, l->size);
    return item;
}

void list_free(list *l)
{
    memory_free(l->items);
    l->items = NULL;
    l->count = l->capacity = 0;
}

struct arena_block {
    arena_block *next;
    size_t used;
    size_t capacity;
    alignas(ALIGNMENT) char bytes[];
};

void *arena_alloc(arena *a, size_t size)
{
    if (size > MEMORY_MOST - sizeof *a->blocks) return NULL;
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    arena_block *block = a->blocks;
    if (block == NULL || block->capacity - block->used < size) {
        size_t capacity = size > BLOCK_BYTES ? size : BLOCK_BYTES;
        block = memory_alloc(sizeof *block + capacity);
        if (block == NULL) return NULL;
        *block = (arena_block){.next = a->blocks, .capacity = capacity};
        a->blocks = block;
    }
    void *out = block->bytes + block->used;
    block->used += size;
    return out;
}

char *arena_copy(arena *a, const char *text, size_t length)
{
    char *out = arena_alloc(a, length + 1);
    if (out == NULL) return NULL;
    memcpy(out, text, length);
    out[length] = '\0';
    return out;
}

void arena_free(arena *a)
{
    for (arena_block *block = a->blocks; block != NULL;) {
        arena_block *next = block->next;
        memory_free(block);
        block = next;
    }
    a->blocks = NULL;
}
