#include "search.h"

#include <string.h>

#include "finder.h"
#include "fold.h"
#include "keyword_rows.h"
#include "memory.h"
#include "usage.h"

/* Folds an SQL value, NULL as an empty text. SPEECH_NOMEM also where SQLite could not convert it to text. */
static speech_status fold_value(text_buffer *folded, sqlite3_value *value)
{
    if (sqlite3_value_type(value) == SQLITE_NULL) return fold_text(folded, "", 0);
    const char *text = (const char *)sqlite3_value_text(value);
    return text == NULL ? SPEECH_NOMEM : fold_text(folded, text, (size_t)sqlite3_value_bytes(value));
}

static void fold_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    text_buffer folded = {0};
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
    if (fold_value(&folded, values[0]) == SPEECH_OK) {
        sqlite3_result_text64(context, folded.text, folded.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    } else {
        sqlite3_result_error_nomem(context);
    }
    text_buffer_free(&folded);
}

/* What speech_contains keeps of its second argument from row to row. */
typedef struct folded_word {
    text_buffer folded;
    finder finder;
} folded_word;

static void folded_word_free(void *memory)
{
    folded_word *word = memory;
    if (word == NULL) return;
    finder_free(&word->finder);
    text_buffer_free(&word->folded);
    memory_free(word);
}

static folded_word *folded_word_new(sqlite3_value *value)
{
    folded_word *word = memory_zeroed(1, sizeof *word);
    if (word == NULL) return NULL;
    speech_status status = fold_value(&word->folded, value);
    if (status == SPEECH_OK) status = finder_init(&word->finder, word->folded.text, word->folded.length);
    if (status == SPEECH_OK) return word;
    folded_word_free(word);
    return NULL;
}

static void contains_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    sqlite3_result_int(context, 0);
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL) return;
    text_buffer folded = {0};
    folded_word *kept = sqlite3_get_auxdata(context, 1), *word = kept;
    if (word == NULL) word = folded_word_new(values[1]);
    if (word != NULL && fold_value(&folded, values[0]) == SPEECH_OK) {
        sqlite3_result_int(context, finder_next(&word->finder, folded.text, 0, folded.length) != FINDER_NONE);
    } else {
        sqlite3_result_error_nomem(context);
    }
    text_buffer_free(&folded);
    if (kept == NULL && word != NULL) sqlite3_set_auxdata(context, 1, word, folded_word_free);
}

/* ---- the functions of a search ---- */

/* The search and the text among the values. NULL: there is none, or memory is short for it, which SQLite is told. */
static search *search_of(sqlite3_context *context, sqlite3_value **values, const char **text)
{
    search *s = sqlite3_value_pointer(values[0], SEARCH_POINTER);
    bool stated = sqlite3_value_type(values[1]) != SQLITE_NULL;
    *text = (const char *)sqlite3_value_text(values[1]);
    if (stated && *text == NULL) sqlite3_result_error_nomem(context);
    return *text == NULL ? NULL : s;
}

static void set_score(sqlite3_context *context, speech_status status, const double *score)
{
    if (status == SPEECH_ROW) sqlite3_result_double(context, *score);
    else if (status == SPEECH_NOMEM) sqlite3_result_error_nomem(context);
    else if (status != SPEECH_DONE) sqlite3_result_error_code(context, archive_code(status));
}

static void rank_function(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context, int count,
                          sqlite3_value **values)
{
    search *s = count == 1 ? sqlite3_value_pointer(values[0], SEARCH_POINTER) : NULL;
    if (s == NULL) sqlite3_result_error(context, "speech_rank is for searches only", -1);
    else set_score(context, ranking_of_row(&s->ranking, api, row, &s->kept), &s->kept);
}

static void kept_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    search *s = sqlite3_value_pointer(values[0], SEARCH_POINTER);
    if (s != NULL) sqlite3_result_double(context, s->kept);
}

static void score_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    search *s = sqlite3_value_pointer(values[0], SEARCH_POINTER);
    if (s == NULL) {
        sqlite3_result_error(context, "speech_score is for searches only", -1);
        return;
    }
    text_buffer *folded = &s->memory.folded;
    if (fold_value(folded, values[2]) != SPEECH_OK || text_buffer_reserve(folded, 0) != SPEECH_OK) {
        sqlite3_result_error_nomem(context);
        return;
    }
    double score = 0;
    uint64_t held = s->held | (uint64_t)sqlite3_value_int64(values[3]);
    if (!query_matches(&s->query, folded->text, folded->length, held)) return;
    set_score(context, ranking_of_text(&s->ranking, &s->query, sqlite3_value_int64(values[1]), folded, &score), &score);
}

static void recency_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    bool dated = sqlite3_value_type(values[0]) != SQLITE_NULL;
    const char *date = (const char *)sqlite3_value_text(values[0]);
    if (dated && date == NULL) sqlite3_result_error_nomem(context);
    else sqlite3_result_double(context, ranking_of_date(date));
}

static void shown_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    const char *text;
    search *s = search_of(context, values, &text);
    if (s == NULL) return;
    speech_status status = hits_fold(&s->memory, text, (size_t)sqlite3_value_bytes(values[1]));
    if (status == SPEECH_OK) status = snippet_make(&s->snippet, &s->memory, &s->query, &s->style, text);
    if (status == SPEECH_OK)
        sqlite3_result_text64(context, s->snippet.text, s->snippet.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    else sqlite3_result_error_nomem(context);
}

/* Adds "[begin, end]", `base` further on. */
static speech_status add_place(text_buffer *out, size_t begin, size_t end, sqlite3_int64 base)
{
    char place[64];
    /* Unsigned, as `base` is what the file says it is. */
    uint64_t first = (uint64_t)base + begin, last = (uint64_t)base + end;
    sqlite3_snprintf(sizeof place, place, "%s[%lld, %lld]", out->length > 1 ? ", " : "", (sqlite3_int64)first,
                     (sqlite3_int64)last);
    return text_buffer_add_string(out, place);
}

/* The places of the hits that were found last, those that touch as one. */
static speech_status write_hits(text_buffer *out, const hit_memory *m, sqlite3_int64 base)
{
    const fold_step *steps = m->steps.items;
    const hit *hits = m->hits.items;
    text_buffer_clear(out);
    speech_status status = text_buffer_add_string(out, "[");
    for (size_t i = 0; i < m->hits.count && status == SPEECH_OK;) {
        size_t begin = hits[i].begin, end = hits[i].end;
        for (i++; i < m->hits.count && hits[i].begin <= end; i++)
            if (end < hits[i].end) end = hits[i].end;
        status = add_place(out, steps[begin].source, steps[end].source, base);
    }
    return status == SPEECH_OK ? text_buffer_add_string(out, "]") : status;
}

static void hits_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    const char *text;
    search *s = search_of(context, values, &text);
    if (s == NULL) return;
    speech_status status = hits_fold(&s->memory, text, (size_t)sqlite3_value_bytes(values[1]));
    if (status == SPEECH_OK) status = snippet_hits(&s->memory, &s->query);
    if (status == SPEECH_OK) status = write_hits(&s->snippet, &s->memory, sqlite3_value_int64(values[2]));
    if (status == SPEECH_OK)
        sqlite3_result_text64(context, s->snippet.text, s->snippet.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    else sqlite3_result_error_nomem(context);
}

/* FTS5's own interface on a connection. Returns an SQLite result code. */
static int find_fts5(sqlite3 *db, fts5_api **api)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_bind_pointer(statement, 1, api, "fts5_api_ptr", NULL);
    if (code == SQLITE_OK) sqlite3_step(statement);
    int ended = sqlite3_finalize(statement);
    if (code == SQLITE_OK) code = ended;
    return code == SQLITE_OK && *api == NULL ? SQLITE_ERROR : code;
}

typedef struct function {
    const char *name;
    int values;
    int flags;
    void (*call)(sqlite3_context *context, int count, sqlite3_value **values);
} function;

static const function FUNCTIONS[] = {
    {"speech_fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, fold_function},
    {"speech_contains", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, contains_function},
    {"speech_score", 4, SQLITE_UTF8 | SQLITE_DIRECTONLY, score_function},
    {"speech_kept", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, kept_function},
    {"speech_recency", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, recency_function},
    {"speech_shown", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, shown_function},
    {"speech_hits", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, hits_function},
};

speech_status search_register(sqlite3 *db)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS && code == SQLITE_OK; i++)
        code = sqlite3_create_function_v2(db, FUNCTIONS[i].name, FUNCTIONS[i].values, FUNCTIONS[i].flags, NULL,
                                          FUNCTIONS[i].call, NULL, NULL, NULL);
    fts5_api *api = NULL;
    if (code == SQLITE_OK) code = find_fts5(db, &api);
    if (code == SQLITE_OK) code = api->xCreateFunction(api, "speech_rank", NULL, rank_function, NULL);
    speech_status status = code == SQLITE_OK ? usage_register(db, api) : archive_status(code);
    return status == SPEECH_OK ? keyword_rows_register(db) : status;
}
