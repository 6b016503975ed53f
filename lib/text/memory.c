#include "memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 16, BLOCK_BYTES = 16384 };

void *list_add(list *l)
{
    if (l->count == l->capacity) {
        size_t capacity = l->capacity == 0 ? FIRST_CAPACITY : l->capacity * 2;
        if (capacity > SIZE_MAX / l->size) return NULL;
        void *items = realloc(l->items, capacity * l->size);
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
    free(l->items);
    l->items = NULL;
    l->count = l->capacity = 0;
}

struct arena_block {
    arena_block *next;
    size_t used;
    size_t capacity;
    alignas(max_align_t) char bytes[];
};

void *arena_alloc(arena *a, size_t size)
{
    size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2) return NULL;
    size = (size + align - 1) / align * align;
    arena_block *block = a->blocks;
    if (block == NULL || block->capacity - block->used < size) {
        size_t capacity = size > BLOCK_BYTES ? size : BLOCK_BYTES;
        block = malloc(sizeof *block + capacity);
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
        free(block);
        block = next;
    }
    a->blocks = NULL;
}
