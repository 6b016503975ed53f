#include "rank.h"

#include <string.h>

#include "error.h"
#include "memory.h"
#include "paragraph_facts.h"
#include "text_index.h"
#include "utf8.h"

/* BM25's constants, with a small weight of length: paragraphs are cut by their authors, not at random. */
static const double SATURATION = 1.2;
static const double LENGTH_SHARE = 0.35;
static const double USUAL_BYTES = 300; /* of a paragraph; fixed, so that a score does not change as the archive grows */

static const double PAIR_BONUS = 0.5;     /* all words of the query one behind the other */
static const double HEADING_FACTOR = 1.1; /* the paragraph begins a section */
static const double SCORE_STEP = 1e-6;    /* scores are rounded to this */
static const double DAY_STEP = 1e-13;     /* a day's worth; all of the calendar is less than SCORE_STEP */

enum {
    AMONG_IDS = 65536,  /* speeches on a page of ranking.among */
    MOST_WANTED = 4096, /* for more rows no heap is kept */
    SAMPLE_ROWS = 256,  /* how far a term's frequency is counted before it is estimated */
    SINGLE_SHARE = 16,  /* a single character stands in about one of so many paragraphs */
};

/* ---- weights ---- */

/* In how many of `last` paragraphs a term stands, from the first ones. */
static speech_status estimate_rows(speech_archive *archive, const char *match, int64_t last, double *rows,
                                   speech_error *error)
{
    sqlite3_stmt *sample = NULL;
    int count = 0;
    int64_t seen = 0;
    speech_status status = archive_statement(archive, STATEMENT_RANK_SAMPLE, &sample, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_text(sample, 1, match, -1, SQLITE_STATIC);
    sqlite3_bind_int(sample, 2, SAMPLE_ROWS);
    for (; archive_next_row(archive, sample, &status, error); count++) seen = sqlite3_column_int64(sample, 0);
    sqlite3_reset(sample);
    sqlite3_clear_bindings(sample);
    *rows = count < SAMPLE_ROWS || seen == 0 ? (double)count : (double)count * (double)last / (double)seen;
    return status;
}

/* The logarithm to base 2 of x >= 1, in straight lines between the powers of 2. */
static double rough_logarithm(double x)
{
    double out = 0;
    while (x >= 2) {
        x /= 2;
        out++;
    }
    return out + (x - 1);
}

/* Is the term one character? */
static bool is_single(const query *q, size_t term)
{
    const query_term *t = (const query_term *)q->terms.items + term;
    return utf8_width(q->folded.text[t->begin]) == t->length;
}

static speech_status weigh_term(speech_archive *archive, const query *q, ranked_term *term, int64_t last,
                                speech_error *error)
{
    text_buffer match = {0};
    double all = (double)last, rows = all / SINGLE_SHARE;
    speech_status status = candidates_of_term(&match, q, term->term);
    if (status != SPEECH_OK) error_set(error, status, 0, "out of memory");
    if (status == SPEECH_OK && match.length > 0 && !is_single(q, term->term))
        status = estimate_rows(archive, match.text, last, &rows, error);
    text_buffer_free(&match);
    if (rows > all) rows = all;
    term->weight = rough_logarithm(1 + (all - rows + 0.5) / (rows + 0.5));
    return status;
}

/* Gives the terms their weights, in all 1. One term alone needs no look at the index. */
static speech_status weigh_terms(ranking *r, const query *q, speech_error *error)
{
    int64_t last = 0;
    double sum = 0;
    if (r->term_count == 1) r->terms[0].weight = 1;
    if (r->term_count < 2) return SPEECH_OK;
    speech_status status = text_index_last(r->archive, &last, error);
    for (size_t i = 0; i < r->term_count && status == SPEECH_OK; i++) {
        status = weigh_term(r->archive, q, &r->terms[i], last, error);
        sum += r->terms[i].weight;
    }
    for (size_t i = 0; i < r->term_count && status == SPEECH_OK; i++) r->terms[i].weight /= sum;
    return status;
}

/* What `count` occurrences of a term add. */
static double term_relevance(double weight, double count, double length)
{
    return weight * count * (SATURATION + 1) / (count + SATURATION * length);
}

static void fill_most(ranking *r)
{
    for (size_t i = 0; i < r->term_count; i++) {
        ranked_term *term = &r->terms[i];
        for (int count = 1; count < RANK_COUNTS - 1; count++)
            term->most[count] = term_relevance(term->weight, count, 1 - LENGTH_SHARE);
        term->most[RANK_COUNTS - 1] = term->weight * (SATURATION + 1);
    }
}

/* ---- making ---- */

static speech_status add_pair(ranking *r, const query *q, size_t first)
{
    const query_term *terms = q->terms.items;
    const query_term *a = &terms[r->terms[first].term], *b = &terms[r->terms[first + 1].term];
    ranked_pair *pair = &r->pairs[r->pair_count++];
    *pair = (ranked_pair){.first = first};
    for (size_t i = 0; i < a->length; i += utf8_width(q->folded.text[a->begin + i])) pair->distance++;
    speech_status status = text_buffer_add(&pair->together, q->folded.text + a->begin, a->length);
    if (status == SPEECH_OK) status = text_buffer_add(&pair->together, q->folded.text + b->begin, b->length);
    return status == SPEECH_OK ? finder_init(&pair->finder, pair->together.text, pair->together.length) : status;
}

static void add_terms(ranking *r, const query *q, const candidates *c)
{
    const query_term *terms = q->terms.items;
    for (size_t i = 0; i < q->terms.count && r->term_count < RANK_TERMS; i++) {
        if (!terms[i].wanted) continue;
        r->phrase_of[r->term_count] = -1;
        for (size_t p = 0; p < c->phrase_count; p++)
            if (c->phrase_terms[p] == i) r->phrase_of[r->term_count] = (int)p;
        r->terms[r->term_count++] = (ranked_term){.term = i};
    }
}

speech_status ranking_make(ranking *out, speech_archive *archive, const query *q, const candidates *c, size_t wanted,
                           speech_error *error)
{
    *out = (ranking){.archive = archive, .wanted = wanted};
    add_terms(out, q, c);
    out->only_date = out->term_count == 1 && is_single(q, out->terms[0].term);
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i + 1 < out->term_count && i < RANK_PAIRS && status == SPEECH_OK; i++)
        status = add_pair(out, q, i);
    if (status == SPEECH_OK && wanted > 0 && wanted <= MOST_WANTED) {
        out->best = memory_alloc(wanted * sizeof *out->best);
        if (out->best == NULL) status = SPEECH_NOMEM;
    }
    if (status != SPEECH_OK) return error_set(error, status, 0, "out of memory");
    status = weigh_terms(out, q, error);
    fill_most(out);
    return status;
}

void ranking_among(ranking *r, sqlite3_stmt *speeches)
{
    r->speeches = speeches;
}

void ranking_age(ranking *r, double half_life_years, const char *as_of)
{
    r->half_life = half_life_years;
    r->as_of = as_of == NULL ? 0 : ranking_of_date(as_of);
}

void ranking_free(ranking *r)
{
    sqlite3_finalize(r->speeches);
    for (size_t i = 0; i < r->among_pages; i++) memory_free(r->among[i]);
    memory_free(r->among);
    for (size_t i = 0; i < r->pair_count; i++) {
        finder_free(&r->pairs[i].finder);
        text_buffer_free(&r->pairs[i].together);
    }
    memory_free(r->best);
    *r = (ranking){0};
}

/* ---- scores ---- */

double ranking_of_date(const char *date)
{
    int parts[3] = {0, 0, 0};
    for (int i = 0; date != NULL && i < 3 && *date != '\0'; i++) {
        for (int digits = 0; *date >= '0' && *date <= '9' && digits < 4; digits++)
            parts[i] = parts[i] * 10 + *date++ - '0';
        if (*date == '-') date++;
    }
    return (parts[0] * 372.0 + parts[1] * 31.0 + parts[2]) * DAY_STEP;
}

/* What the date of a speech adds to the score. The rows of a speech mostly follow each other. */
static speech_status look_up_recency(ranking *r, uint32_t speech, double *recency)
{
    sqlite3_stmt *date = NULL;
    if (speech == r->latest_speech) {
        *recency = r->latest_recency;
        return SPEECH_OK;
    }
    speech_status status = archive_statement(r->archive, STATEMENT_SPEECH_DATE, &date, NULL);
    *recency = 0;
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(date, 1, speech);
    if (archive_next_row(r->archive, date, &status, NULL))
        *recency = ranking_of_date((const char *)sqlite3_column_text(date, 0));
    sqlite3_reset(date);
    r->latest_speech = speech;
    r->latest_recency = *recency;
    return status;
}

static double relevance(const ranking *r, double pairs, double bytes, bool heading)
{
    double length = 1 - LENGTH_SHARE + LENGTH_SHARE * bytes / USUAL_BYTES, sum = 0;
    if (r->only_date) return 0;
    for (size_t i = 0; i < r->term_count; i++) {
        const ranked_term *term = &r->terms[i];
        if (term->count > 0) sum += term_relevance(term->weight, (double)term->count, length);
    }
    if (r->pair_count > 0) sum += PAIR_BONUS * pairs / (double)r->pair_count;
    return heading ? sum * HEADING_FACTOR : sum;
}

/* No less than the relevance of a paragraph with these counts. */
static double most_relevance(const ranking *r)
{
    double sum = r->pair_count > 0 ? PAIR_BONUS : 0;
    for (size_t i = 0; i < r->term_count; i++) {
        const ranked_term *term = &r->terms[i];
        sum += term->most[term->count < RANK_COUNTS ? term->count : RANK_COUNTS - 1];
    }
    return sum * HEADING_FACTOR;
}

/* Puts a score into the heap of the best, for the least if it is full. */
static void note_score(ranking *r, double score)
{
    double *heap = r->best;
    size_t at;
    if (heap == NULL) return;
    if (r->best_count < r->wanted) {
        for (at = r->best_count++; at > 0 && heap[(at - 1) / 2] > score; at = (at - 1) / 2)
            heap[at] = heap[(at - 1) / 2];
        heap[at] = score;
        return;
    }
    if (score <= heap[0]) return;
    at = 0;
    for (size_t child; (child = 2 * at + 1) < r->wanted; at = child) {
        if (child + 1 < r->wanted && heap[child + 1] < heap[child]) child++;
        if (heap[child] >= score) break;
        heap[at] = heap[child];
    }
    heap[at] = score;
}

/* Can a paragraph still be among the best, whatever its date? */
static bool may_be_best(const ranking *r, double relevant)
{
    if (r->best == NULL || r->best_count < r->wanted) return true;
    return relevant + 2 * SCORE_STEP >= r->best[0];
}

/*
 * Adds a speech to those among which is searched: a bit in a page of them. Pages are made as they are needed, as ids
 * are what the file says they are.
 */
static speech_status among_add(ranking *r, uint32_t id)
{
    size_t page = id / AMONG_IDS;
    if (page >= r->among_pages) {
        size_t pages = page * 2 + 8;
        unsigned char **among = memory_realloc(r->among, pages * sizeof *among);
        if (among == NULL) return SPEECH_NOMEM;
        memset(among + r->among_pages, 0, (pages - r->among_pages) * sizeof *among);
        r->among = among;
        r->among_pages = pages;
    }
    if (r->among[page] == NULL) r->among[page] = memory_zeroed(AMONG_IDS / 8, 1);
    if (r->among[page] == NULL) return SPEECH_NOMEM;
    r->among[page][id % AMONG_IDS / 8] |= (unsigned char)(1u << id % 8);
    return SPEECH_OK;
}

static speech_status among_fill(ranking *r)
{
    speech_status status = SPEECH_OK;
    while (archive_next_row(r->archive, r->speeches, &status, NULL)) {
        uint64_t id = (uint64_t)sqlite3_column_int64(r->speeches, 0);
        if (id <= UINT32_MAX) status = among_add(r, (uint32_t)id); /* others are not to be told from the facts */
    }
    sqlite3_reset(r->speeches);
    return status;
}

static speech_status newest_date(ranking *r)
{
    sqlite3_stmt *newest = NULL;
    speech_status status = archive_statement(r->archive, STATEMENT_NEWEST_DATE, &newest, NULL);
    if (status != SPEECH_OK) return status;
    if (archive_next_row(r->archive, newest, &status, NULL))
        r->as_of = ranking_of_date((const char *)sqlite3_column_text(newest, 0));
    sqlite3_reset(newest);
    return status;
}

/* The share that age leaves of the relevance; `recency` is what ranking_of_date says of the date, 0 if there is none.
 */
static double share_of_age(const ranking *r, double recency)
{
    double age = (r->as_of - recency) / (372 * DAY_STEP);
    if (r->half_life <= 0) return 1;
    if (recency == 0) age = r->half_life;
    return age <= 0 ? 1 : r->half_life / (r->half_life + age);
}

/* At the first row: from here on all that is asked is what the statement sees. */
static speech_status start(ranking *r)
{
    speech_status status = paragraph_facts_refresh(r->archive, NULL);
    if (status == SPEECH_OK && r->speeches != NULL) status = among_fill(r);
    if (status == SPEECH_OK && r->half_life > 0 && r->as_of == 0) status = newest_date(r);
    r->started = status == SPEECH_OK;
    return status;
}

static bool is_among(const ranking *r, uint32_t speech)
{
    if (r->speeches == NULL) return true;
    size_t page = speech / AMONG_IDS;
    return page < r->among_pages && r->among[page] != NULL &&
           (r->among[page][speech % AMONG_IDS / 8] >> speech % 8 & 1);
}

/* The facts of a paragraph. SPEECH_DONE: it does not count. */
static speech_status fact_find(ranking *r, int64_t paragraph, paragraph_fact *fact)
{
    speech_status status = r->started ? SPEECH_OK : start(r);
    if (status == SPEECH_OK) status = paragraph_facts_find(r->archive, paragraph, fact);
    return status == SPEECH_OK && !is_among(r, fact->speech) ? SPEECH_DONE : status;
}

/* The score, once the terms are counted and the share of pairs is known. */
static speech_status finish(ranking *r, const paragraph_fact *fact, double pairs, double *score)
{
    double recency, relevant = relevance(r, pairs, fact->bytes, fact->heading);
    if (!may_be_best(r, relevant)) return SPEECH_DONE;
    speech_status status = look_up_recency(r, fact->speech, &recency);
    if (status != SPEECH_OK) return status;
    relevant *= share_of_age(r, recency);
    *score = (double)(int64_t)(relevant / SCORE_STEP + 0.5) * SCORE_STEP + recency;
    note_score(r, *score);
    return SPEECH_ROW;
}

speech_status ranking_of_text(ranking *r, const query *q, int64_t paragraph, const text_buffer *folded, double *score)
{
    const query_term *terms = q->terms.items;
    double pairs = 0;
    paragraph_fact fact;
    speech_status status = fact_find(r, paragraph, &fact);
    if (status != SPEECH_OK) return status;
    for (size_t i = 0; i < r->term_count; i++)
        r->terms[i].count = finder_count(&terms[r->terms[i].term].finder, folded->text, folded->length);
    for (size_t i = 0; i < r->pair_count; i++)
        pairs += finder_next(&r->pairs[i].finder, folded->text, 0, folded->length) != FINDER_NONE;
    return finish(r, &fact, pairs, score);
}

/* ---- from the index ---- */

int rank_count_phrase(const Fts5ExtensionApi *api, Fts5Context *row, int phrase, size_t *count)
{
    Fts5PhraseIter place;
    int column = 0, offset = 0;
    *count = 0;
    int code = api->xPhraseFirst(row, phrase, &place, &column, &offset);
    if (code != SQLITE_OK) return code;
    for (; column >= 0; api->xPhraseNext(row, &place, &column, &offset)) ++*count;
    return SQLITE_OK;
}

/* Adds 1 if the second phrase stands `distance` places behind the first somewhere. */
static int find_together(const Fts5ExtensionApi *api, Fts5Context *row, const int phrases[2], size_t distance,
                         double *pairs)
{
    Fts5PhraseIter first, second;
    int column = 0, from = 0, other = 0, to = 0;
    int code = api->xPhraseFirst(row, phrases[0], &first, &column, &from);
    if (code == SQLITE_OK) code = api->xPhraseFirst(row, phrases[1], &second, &other, &to);
    if (code != SQLITE_OK) return code;
    while (column >= 0 && other >= 0) {
        int64_t wanted = from + (int64_t)distance;
        if (to == wanted) {
            *pairs += 1;
            break;
        }
        if (to < wanted) api->xPhraseNext(row, &second, &other, &to);
        else api->xPhraseNext(row, &first, &column, &from);
    }
    return SQLITE_OK;
}

speech_status ranking_of_row(ranking *r, const Fts5ExtensionApi *api, Fts5Context *row, double *score)
{
    int code = SQLITE_OK;
    double pairs = 0;
    paragraph_fact fact;
    for (size_t i = 0; i < r->term_count && code == SQLITE_OK; i++)
        if (r->phrase_of[i] >= 0) code = rank_count_phrase(api, row, r->phrase_of[i], &r->terms[i].count);
    if (code == SQLITE_OK && !r->only_date && !may_be_best(r, most_relevance(r))) return SPEECH_DONE;
    speech_status status = code == SQLITE_OK ? fact_find(r, api->xRowid(row), &fact) : archive_status(code);
    if (status != SPEECH_OK) return status;
    for (size_t i = 0; i < r->pair_count && code == SQLITE_OK; i++) {
        const ranked_pair *pair = &r->pairs[i];
        const int *phrases = &r->phrase_of[pair->first];
        if (phrases[0] >= 0 && phrases[1] >= 0) code = find_together(api, row, phrases, pair->distance, &pairs);
    }
    if (code != SQLITE_OK) return archive_status(code);
    return finish(r, &fact, pairs, score);
}
