#include "resemblance.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fold.h"
#include "grams.h"
#include "memory.h"
#include "utf8.h"

enum {
    BAND = 4, /* minima in a key */
    BINS = BAND * RESEMBLANCE_KEYS,
    BIN_BITS = 7 /* 2^7 = BINS */
};

/* Odd, and of no pattern: the golden ratio's fraction. Sequences are hashed as polynomials in it. */
#define MULTIPLIER 0x9E3779B97F4A7C15u

/* Mixes all bits of a number (the finaliser of MurmurHash3, A. Appleby). */
static uint64_t mix(uint64_t value)
{
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCDu;
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53u;
    return value ^ value >> 33;
}

static int hashes_compare(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Puts the hashes of all sequences of a text into *out, in order of place; freed by the caller. */
static speech_status hashes_list(const char *text, size_t length, uint64_t **out, size_t *count)
{
    text_buffer folded = {NULL, 0, 0};
    speech_status status = fold_text(&folded, text, length);
    size_t most = folded.length < RESEMBLANCE_MOST ? folded.length : RESEMBLANCE_MOST;
    uint64_t *hashes = status == SPEECH_OK ? memory_alloc((most + 1) * sizeof *hashes) : NULL;
    uint64_t window[RESEMBLANCE_SEQUENCE] = {0}, rolling = 0, oldest = 1;
    size_t characters = 0;
    for (int i = 0; i < RESEMBLANCE_SEQUENCE; i++) oldest *= MULTIPLIER;
    for (size_t at = 0; hashes != NULL && at < folded.length && characters < most; at += utf8_width(folded.text[at])) {
        uint32_t c = utf8_at(folded.text + at);
        if (!is_index_character(c)) continue;
        uint64_t *slot = &window[characters % RESEMBLANCE_SEQUENCE];
        rolling = rolling * MULTIPLIER + c - *slot * oldest;
        *slot = c;
        if (++characters >= RESEMBLANCE_SEQUENCE) hashes[characters - RESEMBLANCE_SEQUENCE] = mix(rolling);
    }
    text_buffer_free(&folded);
    if (hashes == NULL) return SPEECH_NOMEM;
    *out = hashes;
    *count = characters < RESEMBLANCE_SEQUENCE ? 0 : characters - RESEMBLANCE_SEQUENCE + 1;
    return SPEECH_OK;
}

speech_status resemblance_set_make(resemblance_set *set, const char *text, size_t length)
{
    size_t count = 0, kept = 0;
    if (hashes_list(text, length, &set->hashes, &count) != SPEECH_OK) return SPEECH_NOMEM;
    qsort(set->hashes, count, sizeof *set->hashes, hashes_compare);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || set->hashes[kept - 1] != set->hashes[i]) set->hashes[kept++] = set->hashes[i];
    set->count = kept;
    return SPEECH_OK;
}

void resemblance_set_free(resemblance_set *set)
{
    memory_free(set->hashes);
    *set = (resemblance_set){NULL, 0};
}

double resemblance(const resemblance_set *a, const resemblance_set *b)
{
    size_t both = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        int order = hashes_compare(&a->hashes[i], &b->hashes[k]);
        both += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    return a->count == 0 || b->count == 0 ? 0 : (double)both / (double)(a->count + b->count - both);
}

/* Each bin's least hash; a bin without any takes that of the next bin that has one, changed by the distance. */
static void minima_find(const uint64_t *hashes, size_t count, uint64_t minima[BINS])
{
    bool filled[BINS] = {false};
    for (size_t i = 0; i < count; i++) {
        size_t bin = hashes[i] >> (64 - BIN_BITS);
        if (!filled[bin] || hashes[i] < minima[bin]) minima[bin] = hashes[i];
        filled[bin] = true;
    }
    for (size_t bin = 0; bin < BINS; bin++) {
        size_t distance = 0;
        while (!filled[(bin + distance) % BINS]) distance++;
        if (distance > 0) minima[bin] = mix(minima[(bin + distance) % BINS] + distance);
    }
}

speech_status resemblance_keys(const char *text, size_t length, int64_t keys[RESEMBLANCE_KEYS], size_t *count)
{
    uint64_t *hashes = NULL, minima[BINS];
    size_t sequences = 0;
    if (hashes_list(text, length, &hashes, &sequences) != SPEECH_OK) return SPEECH_NOMEM;
    *count = sequences >= RESEMBLANCE_LEAST ? RESEMBLANCE_KEYS : 0;
    if (*count > 0) minima_find(hashes, sequences, minima);
    memory_free(hashes);
    for (size_t i = 0; i < *count; i++) {
        uint64_t key = i;
        for (size_t k = 0; k < BAND; k++) key = mix(key ^ minima[BAND * i + k]);
        memcpy(&keys[i], &key, sizeof key);
    }
    return SPEECH_OK;
}
