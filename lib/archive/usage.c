#include "usage.h"

#include <string.h>

#include "error.h"
#include "filter_conditions.h"
#include "search.h"

/* Is the word of a term among those before it? */
static bool is_repeated(const usage *u, const query_term *term)
{
    const query_term *terms = u->query.terms.items;
    const size_t *known = u->terms.items;
    const char *folded = u->query.folded.text;
    for (size_t i = 0; i < u->terms.count; i++) {
        const query_term *other = &terms[known[i]];
        if (other->length == term->length && memcmp(folded + other->begin, folded + term->begin, term->length) == 0)
            return true;
    }
    return false;
}

static speech_status add_terms(usage *u)
{
    const query_term *terms = u->query.terms.items;
    for (size_t i = 0; i < u->query.terms.count; i++) {
        if (!terms[i].wanted || is_repeated(u, &terms[i])) continue;
        size_t *added = list_add(&u->terms);
        if (added == NULL) return SPEECH_NOMEM;
        *added = i;
    }
    return SPEECH_OK;
}

/*
 * Is the query a plain list of words, all joined by AND (some perhaps negated) or all by OR? In any other, FTS5 may
 * find a row by one branch and then says nothing of the positions of the others.
 */
static bool is_plain(const query *q)
{
    const query_step *steps = q->steps.items;
    bool any_or = false, any_other = false;
    for (size_t i = 0; i < q->steps.count; i++) {
        query_code code = steps[i].code;
        if (code == QUERY_OR) any_or = true;
        if (code == QUERY_AND || code == QUERY_NOT) any_other = true;
        if (code == QUERY_NOT && steps[i - 1].code != QUERY_TERM && steps[i - 1].code != QUERY_FILTER) return false;
    }
    return !any_or || !any_other;
}

speech_status usage_make(usage *out, const char *text, speech_error *error)
{
    *out = (usage){.terms = {.size = sizeof(size_t)}};
    speech_status status = query_parse(&out->query, text, strlen(text));
    if (status == SPEECH_OK) out->required = query_required(&out->query, &out->held);
    if (status == SPEECH_OK) status = candidates_make(&out->candidates, &out->query, out->required, out->held);
    if (status == SPEECH_OK) status = add_terms(out);
    if (status != SPEECH_OK) return error_set(error, status, 0, "out of memory");
    const candidates *c = &out->candidates;
    out->indexed = c->exact && !c->complement && c->match.length > 0 && is_plain(&out->query);
    return SPEECH_OK;
}

void usage_free(usage *u)
{
    candidates_free(&u->candidates);
    query_free(&u->query);
    list_free(&u->terms);
    text_buffer_free(&u->folded);
}

/* `others` as filter_conditions_add makes it. */
static char *paragraphs_sql(const usage *u, const char *where, const char *others, const char *order)
{
    const char *from = search_from(&u->query, &u->candidates);
    const char *none = u->candidates.match.length == 0 && !u->candidates.complement ? " AND 0" : "";
    if (u->query.scope == SCOPE_PARAGRAPH)
        return sqlite3_mprintf("SELECT t.id AS id, 0%s AS held FROM %s%s%s%s LIMIT -1", others, from, where, none,
                               order);
    return sqlite3_mprintf("SELECT t.id AS id, 0 AS held FROM paragraphs t CROSS JOIN speeches s ON s.id = t.speech_id "
                           "WHERE t.id IN (SELECT t.id FROM %s%s%s AND speech_matches(:usage, %s, 0%s))%s LIMIT -1",
                           from, where, none, search_text(&u->query), others, order);
}

char *usage_paragraphs_sql(const usage *u, conditions *c, const char *order)
{
    char *others = NULL, *sql = NULL;
    if (filter_conditions_add(c, &others, &u->query, u->required, u->held) == SPEECH_OK)
        sql = paragraphs_sql(u, conditions_sql(c), others == NULL ? "" : others, order);
    sqlite3_free(others);
    return sql;
}

bool usage_matches(usage *u, const char *folded, size_t length, uint64_t held)
{
    return u->candidates.exact || u->query.scope != SCOPE_PARAGRAPH ||
           query_matches(&u->query, folded, length, u->held | held);
}

speech_status usage_bind(usage *u, const conditions *c, sqlite3_stmt *statement)
{
    int usage_at = sqlite3_bind_parameter_index(statement, ":usage");
    if (usage_at > 0 && sqlite3_bind_pointer(statement, usage_at, u, USAGE_POINTER, NULL) != SQLITE_OK)
        return SPEECH_NOMEM;
    speech_status status = search_bind_match(&u->candidates, statement);
    return status == SPEECH_OK ? conditions_bind(c, statement) : status;
}

/* ---- from the index ---- */

/* Is the phrase one of those whose positions are occurrences? */
static bool is_counted(const usage *u, uint32_t term)
{
    const size_t *terms = u->terms.items;
    for (size_t i = 0; i < u->terms.count; i++)
        if (terms[i] == term) return true;
    return false;
}

static int count_positions(const usage *u, const Fts5ExtensionApi *api, Fts5Context *row, int64_t *count)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < u->candidates.phrase_count && code == SQLITE_OK; i++) {
        size_t places = 0;
        if (!is_counted(u, u->candidates.phrase_terms[i])) continue;
        code = rank_count_phrase(api, row, (int)i, &places);
        *count += (int64_t)places;
    }
    return code;
}

static void positions_function(const Fts5ExtensionApi *api, Fts5Context *row, sqlite3_context *context, int count,
                               sqlite3_value **values)
{
    usage *u = count == 1 ? sqlite3_value_pointer(values[0], USAGE_POINTER) : NULL;
    int64_t found = 0;
    if (u == NULL) {
        sqlite3_result_error(context, "speech_positions is for the library only", -1);
        return;
    }
    int code = count_positions(u, api, row, &found);
    if (code == SQLITE_OK) sqlite3_result_int64(context, found);
    else sqlite3_result_error_code(context, code);
}

/* ---- from the text ---- */

/* The usage among the values, with the text folded; NULL after an error that is told to SQLite. */
static usage *fold_values(sqlite3_context *context, sqlite3_value **values)
{
    usage *u = sqlite3_value_pointer(values[0], USAGE_POINTER);
    bool none = sqlite3_value_type(values[1]) == SQLITE_NULL;
    const char *text = none ? "" : (const char *)sqlite3_value_text(values[1]);
    if (u == NULL) {
        sqlite3_result_error(context, "usages are for the library only", -1);
    } else if (text == NULL || fold_text(&u->folded, text, (size_t)sqlite3_value_bytes(values[1])) != SPEECH_OK) {
        sqlite3_result_error_nomem(context);
        return NULL;
    }
    return u;
}

static void matches_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    usage *u = fold_values(context, values);
    if (u == NULL) return;
    uint64_t held = (uint64_t)sqlite3_value_int64(values[2]);
    sqlite3_result_int(context, query_matches(&u->query, u->folded.text, u->folded.length, u->held | held));
}

static void occurrences_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    usage *u = fold_values(context, values);
    if (u == NULL) return;
    uint64_t held = (uint64_t)sqlite3_value_int64(values[2]);
    if (!usage_matches(u, u->folded.text, u->folded.length, held)) return;
    const query_term *terms = u->query.terms.items;
    const size_t *counted = u->terms.items;
    int64_t found = 0;
    for (size_t i = 0; i < u->terms.count; i++)
        found += (int64_t)finder_count(&terms[counted[i]].finder, u->folded.text, u->folded.length);
    sqlite3_result_int64(context, found);
}

speech_status usage_register(sqlite3 *db, fts5_api *fts5)
{
    int code = sqlite3_create_function_v2(db, "speech_occurrences", 3, SQLITE_UTF8, NULL, occurrences_function, NULL,
                                          NULL, NULL);
    if (code == SQLITE_OK)
        code =
            sqlite3_create_function_v2(db, "speech_matches", 3, SQLITE_UTF8, NULL, matches_function, NULL, NULL, NULL);
    if (code == SQLITE_OK) code = fts5->xCreateFunction(fts5, "speech_positions", NULL, positions_function, NULL);
    return archive_status(code);
}
