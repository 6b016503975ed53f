#include "likeness.h"

#include <stdlib.h>

#include "fold.h"
#include "grams.h"
#include "memory.h"
#include "utf8.h"

static int ascending(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

speech_status pairs_make(pairs *out, const char *text, size_t length)
{
    text_buffer folded = {0};
    if (fold_text(&folded, text, length) != SPEECH_OK) return SPEECH_NOMEM;
    uint64_t *items = memory_alloc((folded.length + 1) * sizeof *items);
    if (items == NULL) {
        text_buffer_free(&folded);
        return SPEECH_NOMEM;
    }
    uint32_t last = 0;
    size_t count = 0;
    for (size_t at = 0; at < folded.length; at += utf8_width(folded.text[at])) {
        uint32_t c = utf8_at(folded.text + at);
        if (!is_index_character(c)) continue;
        items[count++] = (uint64_t)last << 32 | c; /* the first character makes a pair with nothing */
        last = c;
    }
    qsort(items, count, sizeof *items, ascending);
    text_buffer_free(&folded);
    *out = (pairs){items, count};
    return SPEECH_OK;
}

double pairs_likeness(const pairs *a, const pairs *b)
{
    size_t common = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        if (a->items[i] == b->items[k]) {
            common++;
            i++;
            k++;
        } else if (a->items[i] < b->items[k]) i++;
        else k++;
    }
    return common == 0 ? 0 : 2.0 * (double)common / (double)(a->count + b->count);
}
