/*
 * Memory: what every module takes and gives back, growing lists, and an arena for what lives as long as the analysis.
 *
 * It comes from SQLite's allocator, so that a program which gives SQLite another one, or a limit, governs all of the
 * library. The first five functions are in archive/allocator.c, as the modules below the archive don't know SQLite.
 */
#ifndef SPEECH_TEXT_MEMORY_H
#define SPEECH_TEXT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Of how many bytes one piece of memory can be at most: nearly 2 GiB, what SQLite grants. */
#define MEMORY_MOST ((size_t)0x7FFFFE00)

/*
 * `size` bytes (of 0 one), aligned for pointers, int64_t and double; NULL when memory is short. Zeroed ones are `count`
 * times `size`; resized ones keep what they held, and stay as they were when the answer is NULL.
 */
void *memory_alloc(size_t size);
void *memory_zeroed(size_t count, size_t size);
void *memory_realloc(void *memory, size_t size);

/* A copy of a NUL-terminated text. */
char *memory_copy(const char *text);

/* Gives memory of the functions above back; NULL is ignored. */
void memory_free(void *memory);

/* Twice the capacity, at least `needed`; as much less as MEMORY_MOST bytes need. Less than `needed` if that is more. */
size_t memory_grown(size_t capacity, size_t needed, size_t item_size);

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

/* `size` bytes aligned as those of memory_alloc, freed with the arena; NULL when memory is short. */
void *arena_alloc(arena *a, size_t size);

/* A NUL-terminated copy of text[0..length). */
char *arena_copy(arena *a, const char *text, size_t length);

void arena_free(arena *a);

#endif
