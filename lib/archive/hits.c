#include "hits.h"

#include <stdlib.h>

#include "utf8.h"

void hit_memory_init(hit_memory *memory)
{
    *memory = (hit_memory){.steps = {.size = sizeof(fold_step)}, .hits = {.size = sizeof(hit)}};
}

void hit_memory_free(hit_memory *memory)
{
    text_buffer_free(&memory->folded);
    list_free(&memory->steps);
    list_free(&memory->hits);
}

speech_status hits_fold(hit_memory *memory, const char *text, size_t length)
{
    memory->hits.count = 0;
    return fold_text_steps(&memory->folded, &memory->steps, text, length);
}

/* The last step from `from` on that begins at or before the folded byte `at`. */
static size_t step_at(const fold_step *steps, size_t from, size_t count, size_t at)
{
    while (from + 1 < count && steps[from + 1].folded <= at) from++;
    return from;
}

speech_status hits_find(hit_memory *m, const query_term *term, size_t index)
{
    const fold_step *steps = m->steps.items;
    size_t count = m->steps.count - 1, step = 0;
    size_t at = finder_next(&term->finder, m->folded.text, 0, m->folded.length);
    while (at != FINDER_NONE) {
        hit *found = list_add(&m->hits);
        if (found == NULL) return SPEECH_NOMEM;
        step = step_at(steps, step, count, at);
        *found = (hit){.begin = step, .end = step_at(steps, step, count, at + term->length - 1) + 1, .term = index};
        at = finder_next(&term->finder, m->folded.text, at + 1, m->folded.length);
    }
    return SPEECH_OK;
}

static int hit_order(const void *a, const void *b)
{
    const hit *x = a, *y = b;
    if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end) return x->end < y->end ? -1 : 1;
    return x->term < y->term ? -1 : x->term > y->term;
}

void hits_sort(hit_memory *memory)
{
    if (memory->hits.count > 1) qsort(memory->hits.items, memory->hits.count, sizeof(hit), hit_order);
}

bool hits_is_blank(const char *text, size_t begin, size_t end)
{
    return utf8_width(text[begin]) == end - begin && utf8_is_space(utf8_at(text + begin));
}
