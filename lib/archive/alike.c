#include "alike.h"

#include <stdlib.h>
#include <string.h>

#include "earlier.h"
#include "error.h"
#include "likeness.h"
#include "memory.h"

/* A pair of characters that more earlier directives than this have tells little; so many candidates are compared. */
enum { COMMON_PAIR = 64, MOST_CANDIDATES = 8 };

/* Ranks of equal likeness: what stood in the same place goes first. */
#define PLACE_BONUS 0.2

/* An earlier directive that has not been found again. */
typedef struct earlier_directive {
    int64_t id;
    int64_t section;
    int64_t paragraph;
    int64_t previous; /* ids of the directives before and behind it in its document; 0: none */
    int64_t next;
    pairs pairs;
    bool taken;
} earlier_directive;

/* A pair of characters that an earlier directive has; or, as a pair that no text has, what stood beside it. */
typedef struct posting {
    uint64_t pair;
    size_t earlier;
} posting;

/* A new directive and an earlier one that may be the same. */
typedef struct match {
    size_t index; /* of the new one */
    size_t earlier;
    double rank;
} match;

typedef struct matching {
    placing *placing;
    list earlier;  /* earlier_directive */
    list postings; /* posting, by pair */
    list matches;  /* match */
    size_t *hits;  /* of the new directive at hand, by index of the earlier one */
    list touched;  /* size_t: those that have hits */
} matching;

static speech_status no_memory(matching *m)
{
    return error_no_memory(m->placing->error);
}

/* ---- what is left of the earlier version ---- */

static speech_status earlier_read(matching *m)
{
    speech_archive *archive = m->placing->archive;
    sqlite3_stmt *statement = NULL;
    speech_status status = archive_statement(archive, STATEMENT_EARLIER_DIRECTIVES, &statement, m->placing->error);
    while (archive_next_row(archive, statement, &status, m->placing->error)) {
        stored_text text;
        status = archive_text(archive, statement, 1, &text, m->placing->error);
        if (status != SPEECH_OK) break;
        earlier_directive *e = list_add(&m->earlier);
        if (e == NULL || pairs_make(&e->pairs, text.bytes, text.length) != SPEECH_OK) {
            status = no_memory(m);
            break;
        }
        e->id = sqlite3_column_int64(statement, 0);
        e->section = sqlite3_column_int64(statement, 2);
        e->paragraph = sqlite3_column_int64(statement, 3);
    }
    sqlite3_reset(statement);
    return status;
}

/* Notes what stood beside each of them. Both go by place, but tasks that had left the text before have none. */
static speech_status neighbours_read(matching *m)
{
    speech_archive *archive = m->placing->archive;
    sqlite3_stmt *statement = NULL;
    earlier_directive *e = m->earlier.items;
    size_t at = 0;
    int64_t last = 0;
    earlier_directive *behind = NULL;
    speech_status status = archive_statement(archive, STATEMENT_DIRECTIVE_ORDER, &statement, m->placing->error);
    if (status == SPEECH_OK) sqlite3_bind_int64(statement, 1, m->placing->document_id);
    while (archive_next_row(archive, statement, &status, m->placing->error)) {
        int64_t id = sqlite3_column_int64(statement, 0);
        if (behind != NULL) behind->next = id;
        behind = NULL;
        while (at < m->earlier.count && e[at].paragraph == 0) at++;
        if (at < m->earlier.count && e[at].id == id) {
            e[at].previous = last;
            behind = &e[at++];
        }
        last = id;
    }
    sqlite3_reset(statement);
    return status;
}

static int by_pair(const void *a, const void *b)
{
    const posting *x = a, *y = b;
    if (x->pair != y->pair) return x->pair < y->pair ? -1 : 1;
    return x->earlier < y->earlier ? -1 : x->earlier > y->earlier;
}

static uint64_t pair_of_previous(int64_t id)
{
    return UINT64_MAX - 2 * (uint64_t)id;
}

static uint64_t pair_of_next(int64_t id)
{
    return UINT64_MAX - 2 * (uint64_t)id - 1;
}

static speech_status posting_add(matching *m, uint64_t pair, size_t earlier)
{
    posting *added = list_add(&m->postings);
    if (added == NULL) return no_memory(m);
    *added = (posting){pair, earlier};
    return SPEECH_OK;
}

static speech_status postings_make(matching *m)
{
    const earlier_directive *e = m->earlier.items;
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < m->earlier.count && status == SPEECH_OK; i++) {
        for (size_t k = 0; k < e[i].pairs.count && status == SPEECH_OK; k++)
            status = posting_add(m, e[i].pairs.items[k], i);
        if (e[i].previous != 0 && status == SPEECH_OK) status = posting_add(m, pair_of_previous(e[i].previous), i);
        if (e[i].next != 0 && status == SPEECH_OK) status = posting_add(m, pair_of_next(e[i].next), i);
    }
    if (status != SPEECH_OK) return status;
    if (m->postings.count > 0) qsort(m->postings.items, m->postings.count, sizeof(posting), by_pair);
    return SPEECH_OK;
}

/* ---- candidates ---- */

/* The first posting of a pair, or of the next one. */
static size_t posting_find(const matching *m, uint64_t pair)
{
    const posting *postings = m->postings.items;
    size_t low = 0, high = m->postings.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (postings[middle].pair < pair) low = middle + 1;
        else high = middle;
    }
    return low;
}

static speech_status hit(matching *m, size_t earlier, size_t weight)
{
    if (m->hits[earlier] == 0) {
        size_t *touched = list_add(&m->touched);
        if (touched == NULL) return no_memory(m);
        *touched = earlier;
    }
    m->hits[earlier] += weight;
    return SPEECH_OK;
}

/* Counts a hit for all that have a pair, unless too many have. */
static speech_status pair_count(matching *m, uint64_t pair, size_t weight)
{
    const posting *postings = m->postings.items;
    size_t first = posting_find(m, pair), last = first;
    speech_status status = SPEECH_OK;
    while (last < m->postings.count && postings[last].pair == pair && last - first <= COMMON_PAIR) last++;
    for (size_t k = first; last - first <= COMMON_PAIR && k < last && status == SPEECH_OK; k++)
        status = hit(m, postings[k].earlier, weight);
    return status;
}

/* Counts, for each earlier directive, the rare pairs that it shares with the new one; what stood in place leads. */
static speech_status hits_count(matching *m, const pairs *new, size_t index)
{
    const int64_t *ids = m->placing->ids->directives;
    bool last = index + 1 == m->placing->analysis->directive_count;
    speech_status status = SPEECH_OK;
    m->touched.count = 0;
    for (size_t i = 0; i < new->count &&status == SPEECH_OK; i++)
        if (i == 0 || new->items[i] != new->items[i - 1]) status = pair_count(m, new->items[i], 1);
    if (index > 0 && ids[index - 1] != 0 && status == SPEECH_OK)
        status = pair_count(m, pair_of_previous(ids[index - 1]), new->count);
    if (!last && ids[index + 1] != 0 && status == SPEECH_OK)
        status = pair_count(m, pair_of_next(ids[index + 1]), new->count);
    return status;
}

/* The candidate with the most hits, which is then no candidate any more; SPEECH_NONE if there is none. */
static size_t candidate_next(matching *m)
{
    const size_t *touched = m->touched.items;
    size_t best = SPEECH_NONE;
    for (size_t i = 0; i < m->touched.count; i++)
        if (m->hits[touched[i]] > 0 && (best == SPEECH_NONE || m->hits[touched[i]] > m->hits[best])) best = touched[i];
    if (best != SPEECH_NONE) m->hits[best] = 0;
    return best;
}

/* Did the earlier directive stand where the new one stands? */
static bool same_place(const matching *m, size_t index, const earlier_directive *e)
{
    const speech_analysis *a = m->placing->analysis;
    const row_ids *ids = m->placing->ids;
    const speech_directive *d = &a->directives[index];
    if (e->paragraph != 0 && ids->paragraphs[d->paragraph] == e->paragraph) return true;
    if (e->section != 0 && d->section != SPEECH_NONE && ids->sections[d->section] == e->section) return true;
    if (e->previous != 0 && index > 0 && ids->directives[index - 1] == e->previous) return true;
    return e->next != 0 && index + 1 < a->directive_count && ids->directives[index + 1] == e->next;
}

static speech_status match_add(matching *m, size_t index, size_t earlier, const pairs *new)
{
    const earlier_directive *e = (const earlier_directive *)m->earlier.items + earlier;
    double likeness = pairs_likeness(new, &e->pairs);
    bool in_place = same_place(m, index, e);
    if (likeness < (in_place ? LIKENESS_IN_PLACE : LIKENESS_ANYWHERE)) return SPEECH_OK;
    match *added = list_add(&m->matches);
    if (added == NULL) return no_memory(m);
    *added = (match){index, earlier, likeness + (in_place ? PLACE_BONUS : 0)};
    return SPEECH_OK;
}

/* Finds what the new directive may have been. */
static speech_status matches_find(matching *m, size_t index)
{
    const speech_span span = m->placing->analysis->directives[index].span;
    pairs new = {NULL, 0};
    if (pairs_make(&new, m->placing->analysis->text + span.begin, span.end - span.begin) != SPEECH_OK)
        return no_memory(m);
    speech_status status = hits_count(m, &new, index);
    for (int i = 0; i < MOST_CANDIDATES && status == SPEECH_OK; i++) {
        size_t earlier = candidate_next(m);
        if (earlier == SPEECH_NONE) break;
        status = match_add(m, index, earlier, &new);
    }
    const size_t *touched = m->touched.items;
    for (size_t i = 0; i < m->touched.count; i++) m->hits[touched[i]] = 0;
    memory_free(new.items);
    return status;
}

/* ---- the best pairs ---- */

static int by_rank(const void *a, const void *b)
{
    const match *x = a, *y = b;
    if (x->rank != y->rank) return x->rank > y->rank ? -1 : 1;
    if (x->index != y->index) return x->index < y->index ? -1 : 1;
    return x->earlier < y->earlier ? -1 : x->earlier > y->earlier;
}

static speech_status matches_take(matching *m)
{
    const match *matches = m->matches.items;
    int64_t *ids = m->placing->ids->directives;
    speech_status status = SPEECH_OK;
    if (m->matches.count > 0) qsort(m->matches.items, m->matches.count, sizeof(match), by_rank);
    for (size_t i = 0; i < m->matches.count && status == SPEECH_OK; i++) {
        earlier_directive *e = (earlier_directive *)m->earlier.items + matches[i].earlier;
        if (ids[matches[i].index] != 0 || e->taken) continue;
        status = earlier_take_id(m->placing->archive, EARLIER_DIRECTIVE, e->id, &e->taken, m->placing->error);
        if (e->taken) ids[matches[i].index] = e->id;
    }
    return status;
}

static speech_status matching_run(matching *m)
{
    const placing *p = m->placing;
    speech_status status = earlier_read(m);
    if (status != SPEECH_OK || m->earlier.count == 0) return status;
    status = neighbours_read(m);
    if (status == SPEECH_OK) status = postings_make(m);
    m->hits = memory_zeroed(m->earlier.count, sizeof *m->hits);
    if (status == SPEECH_OK && m->hits == NULL) status = no_memory(m);
    for (size_t i = 0; i < p->analysis->directive_count && status == SPEECH_OK; i++)
        if (p->ids->directives[i] == 0) status = matches_find(m, i);
    return status == SPEECH_OK ? matches_take(m) : status;
}

static bool all_placed(const placing *p)
{
    size_t i = 0;
    while (i < p->analysis->directive_count && p->ids->directives[i] != 0) i++;
    return i == p->analysis->directive_count;
}

speech_status directives_place_alike(placing *p)
{
    if (all_placed(p)) return SPEECH_OK;
    matching m = {.placing = p,
                  .earlier.size = sizeof(earlier_directive),
                  .postings.size = sizeof(posting),
                  .matches.size = sizeof(match),
                  .touched.size = sizeof(size_t)};
    speech_status status = matching_run(&m);
    earlier_directive *e = m.earlier.items;
    for (size_t i = 0; i < m.earlier.count; i++) memory_free(e[i].pairs.items);
    list_free(&m.earlier);
    list_free(&m.postings);
    list_free(&m.matches);
    list_free(&m.touched);
    memory_free(m.hits);
    return status;
}
