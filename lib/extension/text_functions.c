/* speech_match, speech_snippet, speech_numeral and speech_version. */
#include <string.h>

#include <speecharchive/analysis.h>

#include "candidates.h"
#include "decimal.h"
#include "extension.h"
#include "memory.h"
#include "query.h"
#include "snippet.h"

enum { USUAL_CHARACTERS = 60 };

/* ---- speech_match ---- */

/* Why FTS5 alone would not give the answers to a query, or NULL. */
static const char *match_problem(const query *q, const candidates *c)
{
    if (q->filters.count > 0 || q->scope != SCOPE_PARAGRAPH)
        return "speech_match: FTS5 knows no filters like speaker: and in: — use speech_search()";
    if (!c->exact && c->phrase_count < q->terms.count)
        return "speech_match: FTS5 can't look for so long a query, or for a word without letters — use "
               "speech_search()";
    if (!c->exact)
        return "speech_match: FTS5 can't look for a word with punctuation or blanks inside, or for a very long one — "
               "use speech_search()";
    if (c->complement) return "speech_match: FTS5 can't look for what does not hold a word — use speech_search()";
    return NULL;
}

static void match_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    query q = {0};
    candidates c = {0};
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
    const char *text = (const char *)sqlite3_value_text(values[0]);
    speech_status status = text == NULL ? SPEECH_NOMEM : SPEECH_OK;
    if (status == SPEECH_OK) status = query_parse(&q, text, (size_t)sqlite3_value_bytes(values[0]));
    if (status == SPEECH_OK) status = candidates_make(&c, &q, 0, 0);
    const char *problem = status == SPEECH_OK && q.steps.count > 0 ? match_problem(&q, &c) : NULL;
    if (status != SPEECH_OK) {
        sqlite3_result_error_nomem(context);
    } else if (problem != NULL) {
        sqlite3_result_error(context, problem, -1);
    } else {
        const char *match = c.match.length == 0 ? "\"\"" : c.match.text; /* an empty phrase finds nothing */
        sqlite3_result_text(context, match, -1, SQLITE_TRANSIENT);
    }
    candidates_free(&c);
    query_free(&q);
}

/* ---- speech_snippet ---- */

/* What is kept of the query from row to row. */
typedef struct snippet_maker {
    query query;
    hit_memory memory;
    text_buffer snippet;
} snippet_maker;

static void snippet_maker_free(void *memory)
{
    snippet_maker *m = memory;
    query_free(&m->query);
    hit_memory_free(&m->memory);
    text_buffer_free(&m->snippet);
    memory_free(m);
}

static snippet_maker *snippet_maker_new(sqlite3_value *value)
{
    const char *text = (const char *)sqlite3_value_text(value);
    snippet_maker *m = text == NULL ? NULL : memory_zeroed(1, sizeof *m);
    if (m == NULL) return NULL;
    hit_memory_init(&m->memory);
    if (query_parse(&m->query, text, (size_t)sqlite3_value_bytes(value)) == SPEECH_OK) return m;
    snippet_maker_free(m);
    return NULL;
}

/* Reads the arguments behind the query. False: memory is short, or `characters` is none; the result says so. */
static bool read_style(sqlite3_context *context, int count, sqlite3_value **values, snippet_style *style)
{
    sqlite3_int64 characters = count > 2 ? sqlite3_value_int64(values[2]) : 0;
    *style = (snippet_style){
        .characters = characters == 0 ? USUAL_CHARACTERS : (size_t)characters, .mark_begin = "【", .mark_end = "】"};
    if (characters < 0) {
        sqlite3_result_error(context, "speech_snippet: the number of characters is negative", -1);
        return false;
    }
    if (count < 5) return true;
    style->mark_begin = (const char *)sqlite3_value_text(values[3]);
    style->mark_end = (const char *)sqlite3_value_text(values[4]);
    if (style->mark_begin == NULL && sqlite3_value_type(values[3]) == SQLITE_NULL) style->mark_begin = "";
    if (style->mark_end == NULL && sqlite3_value_type(values[4]) == SQLITE_NULL) style->mark_end = "";
    if (style->mark_begin != NULL && style->mark_end != NULL) return true;
    sqlite3_result_error_nomem(context);
    return false;
}

static void snippet_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    snippet_style style;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL) return;
    if (!read_style(context, count, values, &style)) return;
    const char *text = (const char *)sqlite3_value_text(values[0]);
    snippet_maker *kept = sqlite3_get_auxdata(context, 1), *m = kept == NULL ? snippet_maker_new(values[1]) : kept;
    if (text == NULL || m == NULL || hits_fold(&m->memory, text, (size_t)sqlite3_value_bytes(values[0])) != SPEECH_OK ||
        snippet_make(&m->snippet, &m->memory, &m->query, &style, text) != SPEECH_OK)
        sqlite3_result_error_nomem(context);
    else sqlite3_result_text64(context, m->snippet.text, m->snippet.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    if (kept == NULL && m != NULL) sqlite3_set_auxdata(context, 1, m, snippet_maker_free);
}

/* ---- the others ---- */

void result_decimal(sqlite3_context *context, speech_decimal value)
{
    int64_t whole = 0;
    if (decimal_to_integer(value, &whole)) sqlite3_result_int64(context, whole);
    else sqlite3_result_double(context, speech_decimal_to_double(value));
}

static void numeral_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    speech_decimal value;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
    const char *text = (const char *)sqlite3_value_text(values[0]);
    if (text == NULL) {
        sqlite3_result_error_nomem(context);
        return;
    }
    if (speech_numeral_value(text, (size_t)sqlite3_value_bytes(values[0]), &value, NULL) == SPEECH_OK)
        result_decimal(context, value);
}

static void version_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count, (void)values;
    sqlite3_result_text(context, speech_version(), -1, SQLITE_STATIC);
}

typedef struct function {
    const char *name;
    int values;
    void (*call)(sqlite3_context *context, int count, sqlite3_value **values);
} function;

static const function FUNCTIONS[] = {
    {"speech_match", 1, match_function},     {"speech_snippet", 2, snippet_function},
    {"speech_snippet", 3, snippet_function}, {"speech_snippet", 5, snippet_function},
    {"speech_numeral", 1, numeral_function}, {"speech_version", 0, version_function},
};

int text_functions_register(sqlite3 *db)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS && code == SQLITE_OK; i++)
        code = sqlite3_create_function_v2(db, FUNCTIONS[i].name, FUNCTIONS[i].values,
                                          SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                                          FUNCTIONS[i].call, NULL, NULL, NULL);
    return code;
}
