#include "queries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static query_class *add_class(queries *q, const char *name)
{
    query_class *c = &q->classes[q->count++];
    *c = (query_class){.name = name};
    return c;
}

/* A class of single words, between two years if `s` is given. */
static void add_words(queries *q, const char *name, char words[][WORD_BYTES], size_t count, const sample *s)
{
    query_class *c = add_class(q, name);
    for (; c->count < count; c->count++) {
        bench_query *query = &c->queries[c->count];
        *query = (bench_query){.form = BENCH_WORD, .words = {words[c->count], NULL}};
        if (s == NULL) continue;
        query->from_year = s->from_year;
        query->to_year = s->to_year;
    }
}

/* A class of two words each: the nth of one list and the n + `shift`th of another. */
static void add_pairs(queries *q, const char *name, bench_form form, char first[][WORD_BYTES],
                      char second[][WORD_BYTES], size_t count, size_t shift)
{
    query_class *c = add_class(q, name);
    for (; c->count < count; c->count++)
        c->queries[c->count] =
            (bench_query){.form = form, .words = {first[c->count], second[(c->count + shift) % count]}};
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

bool queries_make(queries *q, const char *paragraphs, size_t count)
{
    sample s;
    q->count = 0;
    bool done = sample_take(&s, paragraphs) && words_choose(&s, 1, count, &q->one) &&
                words_choose(&s, 2, count, &q->two) && words_choose(&s, 4, count, &q->four) &&
                words_choose(&s, 9, count, &q->nine);
    sample_free(&s);
    if (!done) return false;
    add_words(q, "1 common", q->one.common, q->one.common_count, NULL);
    add_words(q, "1 rare", q->one.rare, q->one.rare_count, NULL);
    add_words(q, "2 common", q->two.common, q->two.common_count, NULL);
    add_words(q, "2 rare", q->two.rare, q->two.rare_count, NULL);
    add_words(q, "4 common", q->four.common, q->four.common_count, NULL);
    add_words(q, "4 rare", q->four.rare, q->four.rare_count, NULL);
    add_words(q, "9 common", q->nine.common, q->nine.common_count, NULL);
    add_words(q, "9 rare", q->nine.rare, q->nine.rare_count, NULL);
    size_t twos = q->two.common_count, mixed = least(twos, q->two.rare_count), fours = q->four.common_count;
    add_pairs(q, "2 AND 2", BENCH_AND, q->two.common, q->two.common, twos, 1);
    add_pairs(q, "2 AND rare", BENCH_AND, q->two.common, q->two.rare, mixed, 0);
    add_pairs(q, "2 AND 4", BENCH_AND, q->two.common, q->four.common, least(twos, fours), 1);
    add_pairs(q, "2 OR 2", BENCH_OR, q->two.common, q->two.common, twos, 1);
    add_pairs(q, "4 OR 4", BENCH_OR, q->four.common, q->four.common, fours, 1);
    add_pairs(q, "2 NOT 2", BENCH_NOT, q->two.common, q->two.common, twos, 1);
    add_words(q, "2 dated", q->two.common, twos, &s);
    add_words(q, "4 dated", q->four.common, fours, &s);
    return true;
}

void queries_keep(queries *q, const char *part)
{
    size_t kept = 0;
    for (size_t c = 0; c < q->count; c++)
        if (strstr(q->classes[c].name, part) != NULL) q->classes[kept++] = q->classes[c];
    q->count = kept;
}

void query_write(char *text, size_t size, const bench_query *q)
{
    snprintf(text, size, "%d %d %d %s %s", (int)q->form, q->from_year, q->to_year, q->words[0],
             q->words[1] == NULL ? "" : q->words[1]);
}

bool query_read(bench_query *q, char *text)
{
    int form, used = 0;
    *q = (bench_query){0};
    if (sscanf(text, "%d %d %d %n", &form, &q->from_year, &q->to_year, &used) != 3 || form < 0 || form > BENCH_NOT)
        return false;
    q->form = (bench_form)form;
    q->words[0] = text + used;
    char *second = strchr(text + used, ' ');
    if (second == NULL) return false;
    *second++ = '\0';
    q->words[1] = *second == '\0' ? NULL : second;
    return true;
}
