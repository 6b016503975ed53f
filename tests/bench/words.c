#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "paragraphs.h"

enum { SAMPLE_BYTES = 8000000, CHARACTER_BYTES = 3, YEARS = 2200 };

static bool sample_add(sample *s, const paragraph *p)
{
    if (s->length + p->length + 1 > s->capacity) {
        size_t capacity = (s->length + p->length) * 2 + 65536;
        char *text = realloc(s->text, capacity);
        if (text == NULL) return false;
        s->text = text;
        s->capacity = capacity;
    }
    memcpy(s->text + s->length, p->text, p->length + 1);
    s->length += p->length + 1;
    return true;
}

/* The years between which two fifths and three fifths of the dated paragraphs lie. */
static void choose_years(sample *s, const size_t *paragraphs_of)
{
    size_t all = 0, before = 0;
    for (int year = BENCH_NO_YEAR + 1; year < YEARS; year++) all += paragraphs_of[year];
    for (int year = BENCH_NO_YEAR + 1; year < YEARS; year++) {
        before += paragraphs_of[year];
        if (s->from_year == BENCH_NO_YEAR && before * 5 > all * 2) s->from_year = year;
        if (s->to_year == BENCH_NO_YEAR && before * 5 >= all * 3) s->to_year = year;
    }
}

bool sample_take(sample *s, const char *path)
{
    static size_t paragraphs_of[YEARS];
    paragraph_reader reader;
    paragraph p;
    size_t bytes = 0, number = 0;
    *s = (sample){.from_year = BENCH_NO_YEAR, .to_year = BENCH_NO_YEAR};
    if (!paragraphs_open(&reader, path)) return false;
    while (paragraphs_next(&reader, &p)) {
        bytes += p.length;
        if (p.year > 0 && p.year < YEARS) paragraphs_of[p.year]++;
    }
    paragraphs_close(&reader);
    choose_years(s, paragraphs_of);
    s->every = bytes / SAMPLE_BYTES + 1;
    bool done = paragraphs_open(&reader, path);
    for (; done && paragraphs_next(&reader, &p); number++)
        if (number % s->every == 0) done = sample_add(s, &p);
    paragraphs_close(&reader);
    return done;
}

void sample_free(sample *s)
{
    free(s->text);
}

/* ---- counting ---- */

typedef struct entry {
    const char *word; /* not NUL-terminated; NULL: empty slot */
    uint32_t paragraphs;
    uint32_t last; /* the paragraph that was counted last, from 1 on */
} entry;

typedef struct counter {
    entry *slots;
    size_t size; /* a power of two */
    size_t used;
    size_t bytes; /* of each word */
} counter;

static entry *counter_find(const counter *c, const char *word)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (size_t i = 0; i < c->bytes; i++) hash = (hash ^ (unsigned char)word[i]) * 0x100000001b3u;
    size_t at = (size_t)(hash ^ (hash >> 32)) & (c->size - 1);
    while (c->slots[at].word != NULL && memcmp(c->slots[at].word, word, c->bytes) != 0) at = (at + 1) & (c->size - 1);
    return &c->slots[at];
}

static void counter_add(counter *c, const char *word, uint32_t number)
{
    entry *e = counter_find(c, word);
    if (e->word == NULL) {
        if (c->used * 8 > c->size * 7) return; /* never with a sample of this size */
        e->word = word;
        c->used++;
    }
    e->paragraphs += e->last != number;
    e->last = number;
}

/* Is there one of the characters U+4E00 to U+9FBF, all of three bytes? */
static bool is_chinese(const char *at)
{
    unsigned char lead = (unsigned char)at[0];
    return (lead == 0xe4 && (unsigned char)at[1] >= 0xb8) ||
           (lead >= 0xe5 && lead <= 0xe9 && at[1] != '\0' && (lead < 0xe9 || (unsigned char)at[1] < 0xbf));
}

static void count_words(counter *c, const sample *s)
{
    uint32_t number = 1;
    for (const char *at = s->text, *end = s->text + s->length; at < end; number++) {
        size_t run = 0;
        while (*at != '\0') {
            bool chinese = is_chinese(at);
            run = chinese ? run + CHARACTER_BYTES : 0;
            at += chinese ? CHARACTER_BYTES : 1;
            if (run >= c->bytes) counter_add(c, at - c->bytes, number);
        }
        at++;
    }
}

/* ---- choosing ---- */

typedef struct list_of_entries {
    entry *entries;
    size_t count;
    size_t bytes;
} list_of_entries;

/* Most frequent first; where equal, those that occur earlier. */
static int compare_entries(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    if (a->paragraphs != b->paragraphs) return a->paragraphs > b->paragraphs ? -1 : 1;
    return a->word < b->word ? -1 : a->word > b->word;
}

/* Do two words share half of their characters, in order? So that 中国特色社会 is not chosen beside 国特色社会主. */
static bool are_alike(const char *a, const char *b, size_t bytes)
{
    size_t half = (bytes / CHARACTER_BYTES + 1) / 2 * CHARACTER_BYTES;
    for (size_t i = 0; i + half <= bytes; i += CHARACTER_BYTES)
        for (size_t k = 0; k + half <= bytes; k += CHARACTER_BYTES)
            if (memcmp(a + i, b + k, half) == 0) return true;
    return false;
}

/* Adds entries first, first + step, ... that are unlike all that were chosen. */
static size_t choose(const list_of_entries *from, size_t first, size_t step, size_t count, char chosen[][WORD_BYTES])
{
    size_t found = 0;
    for (size_t i = first; i < from->count && found < count; i += step) {
        bool alike = false;
        for (size_t k = 0; k < found; k++) alike = alike || are_alike(from->entries[i].word, chosen[k], from->bytes);
        if (alike) continue;
        memcpy(chosen[found], from->entries[i].word, from->bytes);
        chosen[found++][from->bytes] = '\0';
    }
    return found;
}

/* Rare is what few paragraphs have, but more than one of the sample where it is the whole text. */
static void choose_rare(list_of_entries *all, const sample *s, size_t count, word_choice *out)
{
    uint32_t least = s->every >= 5 ? 1 : (uint32_t)(5 / s->every);
    while (all->count > count && all->entries[all->count - 1].paragraphs < least) all->count--;
    size_t tail = all->count / 20 > count * 4 ? all->count / 20 : count * 4;
    if (tail > all->count) tail = all->count;
    size_t step = tail / (count * 2) > 0 ? tail / (count * 2) : 1;
    out->rare_count = choose(all, all->count - tail, step, count, out->rare);
}

bool words_choose(const sample *s, size_t characters, size_t count, word_choice *out)
{
    counter c = {.size = 1 << 12, .bytes = characters * CHARACTER_BYTES};
    while (c.size < s->length / 2) c.size *= 2;
    *out = (word_choice){0};
    c.slots = calloc(c.size, sizeof *c.slots);
    if (c.slots == NULL || c.bytes >= WORD_BYTES || count > WORDS_MAX) {
        free(c.slots);
        return false;
    }
    count_words(&c, s);
    list_of_entries all = {.entries = c.slots, .bytes = c.bytes};
    for (size_t i = 0; i < c.size; i++)
        if (c.slots[i].word != NULL) c.slots[all.count++] = c.slots[i];
    qsort(all.entries, all.count, sizeof *all.entries, compare_entries);
    out->common_count = choose(&all, 0, 1, count, out->common);
    choose_rare(&all, s, count, out);
    free(c.slots);
    return true;
}
