/* Memory for the text analysis: growing lists, and an arena for what lives as long as the analysis. */
#ifndef SPEECH_TEXT_MEMORY_H
#define SPEECH_TEXT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* A growing array of `size`-byte items; start with {.size = sizeof(item)}. */
typedef struct list {
    void *items;
    size_t count;
    size_t capacity;
    size_t size;
} list;

/* A new zeroed item at the end, or NULL when memory is short. Moves earlier items. */
void *list_add(list *l);

void list_free(list *l);

typedef struct arena_block arena_block;

/* Start with {0}. */
typedef struct arena {
    arena_block *blocks;
} arena;

/* `size` bytes aligned for any type, freed with the arena; NULL when memory is short. */
void *arena_alloc(arena *a, size_t size);

/* A NUL-terminated copy of text[0..length). */
char *arena_copy(arena *a, const char *text, size_t length);

void arena_free(arena *a);

#endif
