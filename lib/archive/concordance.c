/* Concordances: every occurrence of a word, with what stands around it. */
#include <speecharchive/usage.h>

#include "conditions.h"
#include "cursor.h"
#include "error.h"
#include "keyword_rows.h"
#include "memory.h"
#include "versioned.h"

static const size_t USUAL_CHARACTERS = 20;

/*
 * First the paragraphs that may match, in order if it is theirs; then their occurrences, in order if it is one of
 * contexts; then what stands beside them. LIMIT keeps SQLite from merging the levels, and CROSS JOIN from turning them
 * around.
 */
static const char KEYWORDS_SQL[] =
    "SELECT t.id AS paragraph_id, t.speech_id AS speech_id, k.\"left\" AS \"left\", k.keyword AS keyword, "
    "k.\"right\" AS \"right\", t.begin_byte + k.begin_byte AS begin_byte, t.begin_byte + k.end_byte AS end_byte "
    "FROM (%s) AS p CROSS JOIN paragraphs t ON t.id = p.id CROSS JOIN speeches s ON s.id = t.speech_id "
    "CROSS JOIN speech_keywords(:style, t.text, p.held) AS k%s LIMIT %lld OFFSET %lld";
static const char SHOWN_SQL[] =
    "SELECT hit.\"left\" AS \"left\", hit.keyword AS keyword, hit.\"right\" AS \"right\", hit.speech_id AS speech_id, "
    "s.delivered_on AS delivered_on, s.speaker AS speaker, s.title AS title, d.name AS document, "
    "hit.paragraph_id AS paragraph_id, hit.begin_byte AS begin_byte, hit.end_byte AS end_byte "
    "FROM (%s) AS hit CROSS JOIN speeches s ON s.id = hit.speech_id CROSS JOIN documents d ON d.id = s.document_id";

static const char BY_CONTEXT[] = " ORDER BY k.sort_key, s.document_id, s.ordinal, t.ordinal, k.begin_byte, k.end_byte";

/* The order of the paragraphs and that of the occurrences. */
typedef struct order_sql {
    const char *paragraphs;
    const char *keywords;
} order_sql;

static const order_sql ORDERS[] = {
    [SPEECH_CONCORDANCE_BY_DOCUMENT] = {" ORDER BY s.document_id, s.ordinal, t.ordinal", ""},
    [SPEECH_CONCORDANCE_BY_DATE] = {" ORDER BY s.delivered_on DESC, s.document_id, s.ordinal, t.ordinal", ""},
    [SPEECH_CONCORDANCE_BY_LEFT] = {"", BY_CONTEXT},
    [SPEECH_CONCORDANCE_BY_RIGHT] = {"", BY_CONTEXT},
};

static void style_free(void *memory)
{
    keyword_style *style = memory;
    if (style == NULL) return;
    usage_free(&style->usage);
    memory_free(style);
}

/* *out is freed by style_free. */
static speech_status style_new(keyword_style **out, const char *text, const speech_concordance_options *options,
                               speech_error *error)
{
    keyword_style *style = memory_zeroed(1, sizeof *style);
    if (style == NULL) return error_no_memory(error);
    style->characters = options->context_characters == 0 ? USUAL_CHARACTERS : options->context_characters;
    style->key = options->order == SPEECH_CONCORDANCE_BY_RIGHT ? KEYWORD_KEY_RIGHT : KEYWORD_KEY_LEFT;
    speech_status status = usage_make(&style->usage, text, error);
    if (status == SPEECH_OK) *out = style;
    else style_free(style);
    return status;
}

/* The caller frees it with sqlite3_free; NULL: out of memory. */
static char *concordance_sql(const usage *u, conditions *c, speech_concordance_order order)
{
    char *paragraphs = usage_paragraphs_sql(u, c, ORDERS[order].paragraphs);
    char *keywords = paragraphs == NULL ? NULL
                                        : sqlite3_mprintf(KEYWORDS_SQL, paragraphs, ORDERS[order].keywords,
                                                          conditions_limit(c), conditions_offset(c));
    char *sql = keywords == NULL ? NULL : sqlite3_mprintf(SHOWN_SQL, keywords);
    sqlite3_free(paragraphs);
    sqlite3_free(keywords);
    return sql;
}

static speech_status style_bind(keyword_style *style, const conditions *c, sqlite3_stmt *statement)
{
    int style_at = sqlite3_bind_parameter_index(statement, ":style");
    if (sqlite3_bind_pointer(statement, style_at, style, KEYWORD_POINTER, NULL) != SQLITE_OK) return SPEECH_NOMEM;
    return usage_bind(&style->usage, c, statement);
}

static speech_status concordance_prepare(speech_archive *archive, keyword_style *style, conditions *c,
                                         speech_concordance_order order, sqlite3_stmt **out, speech_error *error)
{
    if (style->usage.terms.count == 0) sqlite3_str_appendall(c->sql, " AND 0"); /* there is nothing to be shown */
    char *sql = concordance_sql(&style->usage, c, order);
    if (sql == NULL) return error_no_memory(error);
    speech_status status = archive_prepare(archive, sql, out, error);
    sqlite3_free(sql);
    if (status == SPEECH_OK && style_bind(style, c, *out) != SPEECH_OK) status = error_no_memory(error);
    return status;
}

speech_status speech_archive_concordance(speech_archive *archive, const char *text, const speech_filter *filter,
                                         const speech_concordance_options *options, speech_cursor **out,
                                         speech_error *error)
{
    speech_concordance_options own;
    if (archive == NULL || text == NULL || out == NULL)
        return error_misuse(error, "a concordance needs an archive and a query");
    speech_status status = struct_take(&own, options, (struct_kind){sizeof own, "the concordance options"}, error);
    if (status != SPEECH_OK) return status;
    if ((unsigned)own.order > SPEECH_CONCORDANCE_BY_RIGHT)
        return error_misuse(error, "there is no such order of a concordance");
    conditions c;
    keyword_style *style = NULL;
    sqlite3_stmt *statement = NULL;
    status = conditions_make(&c, SPEECH_PARAGRAPHS, filter, error);
    if (status == SPEECH_OK) status = style_new(&style, text, &own, error);
    if (status == SPEECH_OK) status = concordance_prepare(archive, style, &c, own.order, &statement, error);
    conditions_free(&c);
    if (status == SPEECH_OK) {
        cursor_hooks hooks = {.context = style, .context_free = style_free};
        return cursor_new(archive, statement, &hooks, out, error);
    }
    sqlite3_finalize(statement);
    style_free(style);
    return status;
}
