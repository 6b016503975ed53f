#include "search.h"

#include <stdint.h>
#include <string.h>

#include "conditions.h"
#include "cursor.h"
#include "date.h"
#include "error.h"
#include "filter_conditions.h"
#include "memory.h"
#include "newest.h"
#include "rare_gram.h"
#include "versioned.h"

static const size_t USUAL_CHARACTERS = 60;
static const char USUAL_MARK_BEGIN[] = "【";
static const char USUAL_MARK_END[] = "】";

/* The rows that are shown, with what stands beside them. `hit` is the search proper, in its order. */
static const char SHOWN_SQL[] =
    "SELECT t.id AS id, t.speech_id AS speech_id, t.section_id AS section_id, t.ordinal AS ordinal, "
    "t.begin_byte AS begin_byte, t.end_byte AS end_byte, t.text AS text, d.name AS document, s.title AS title, "
    "s.speaker AS speaker, s.delivered_on AS delivered_on, speech_shown(:search, t.text) AS snippet, "
    "hit.score AS score, %s AS matches, speech_hits(:search, t.text, t.begin_byte) AS hits FROM (%s) AS hit "
    "CROSS JOIN paragraphs t ON t.id = hit.id "
    "CROSS JOIN speeches s ON s.id = t.speech_id CROSS JOIN documents d ON d.id = s.document_id";

/* Where the candidates come from. CROSS JOIN: the index is asked first, and each row's neighbours are looked up. */
static const char FROM_INDEX[] = "paragraphs_fts CROSS JOIN paragraphs t ON t.id = paragraphs_fts.rowid "
                                 "CROSS JOIN speeches s ON s.id = t.speech_id WHERE paragraphs_fts MATCH :match";
static const char FROM_ALL[] = "paragraphs t CROSS JOIN speeches s ON s.id = t.speech_id WHERE 1";
static const char FROM_OTHERS[] = "paragraphs t CROSS JOIN speeches s ON s.id = t.speech_id WHERE t.id NOT IN "
                                  "(SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH :match)";

/* Where the words must stand; in less than a paragraph: its rows, each with its paragraph, and their text. */
typedef struct unit_shape {
    const char *from_index; /* NULL: the index knows nothing of them */
    const char *from_all;
    const char *text;
} unit_shape;

#define OF_UNIT " CROSS JOIN paragraphs t ON t.id = u.paragraph_id CROSS JOIN speeches s ON s.id = t.speech_id"

static const unit_shape UNITS[] = {
    [SCOPE_PARAGRAPH] = {FROM_INDEX, FROM_ALL, "t.text"},
    [SCOPE_DIRECTIVE] = {"paragraphs_fts CROSS JOIN directives u ON u.paragraph_id = paragraphs_fts.rowid" OF_UNIT
                         " WHERE paragraphs_fts MATCH :match",
                         "directives u" OF_UNIT " WHERE 1", "u.text"},
    [SCOPE_FIGURE] = {NULL, "figures u" OF_UNIT " WHERE 1", "coalesce(u.subject || ' ', '') || u.text"},
    [SCOPE_HEADING] = {NULL,
                       "sections u CROSS JOIN paragraphs t ON t.id = (SELECT p.id FROM paragraphs p "
                       "WHERE p.speech_id = u.speech_id AND p.begin_byte <= u.begin_byte "
                       "ORDER BY p.begin_byte DESC LIMIT 1) CROSS JOIN speeches s ON s.id = t.speech_id "
                       "WHERE u.heading IS NOT NULL",
                       "u.heading"},
};

/* Of each group the best paragraph, with how many there are. */
static const char GROUPS_SQL[] =
    "SELECT * FROM (SELECT m.id AS id, m.score AS score, s.delivered_on AS delivered_on, s.document_id AS document_id, "
    "s.ordinal AS speech, t.ordinal AS place, count(*) OVER grouped AS matches, "
    "row_number() OVER (grouped ORDER BY m.score DESC, m.id) AS nth "
    "FROM (%s) AS m CROSS JOIN paragraphs t ON t.id = m.id CROSS JOIN speeches s ON s.id = t.speech_id "
    "WINDOW grouped AS (PARTITION BY %s)) WHERE nth = 1";
static const char *const GROUPS[] = {
    [SPEECH_GROUP_BY_SECTION] = "t.speech_id, t.section_id",
    [SPEECH_GROUP_BY_SPEECH] = "t.speech_id",
};

static const char *const ORDERS[] = {
    [SPEECH_BY_RANK] = "score DESC, id",
    [SPEECH_BY_DATE] = "delivered_on DESC, document_id, speech, place",
    [SPEECH_BY_DOCUMENT] = "document_id, speech, place",
};

static void search_free(void *memory)
{
    search *s = memory;
    if (s == NULL) return;
    ranking_free(&s->ranking);
    candidates_free(&s->candidates);
    query_free(&s->query);
    hit_memory_free(&s->memory);
    text_buffer_free(&s->snippet);
    text_buffer_free(&s->newest);
    sqlite3_free(s->others);
    memory_free(s->marks);
    memory_free(s);
}

/* Keeps copies of the marks, as the caller's may be gone when the cursor moves. */
static speech_status style_set(search *s, const speech_search_options *options)
{
    const char *begin = USUAL_MARK_BEGIN, *end = USUAL_MARK_END;
    if (options->mark_begin != NULL) begin = options->mark_begin;
    if (options->mark_end != NULL) end = options->mark_end;
    size_t begin_size = strlen(begin) + 1, end_size = strlen(end) + 1;
    s->marks = memory_alloc(begin_size + end_size);
    if (s->marks == NULL) return SPEECH_NOMEM;
    memcpy(s->marks, begin, begin_size);
    memcpy(s->marks + begin_size, end, end_size);
    bool usual = options->snippet_characters == 0;
    s->style = (snippet_style){.characters = usual ? USUAL_CHARACTERS : options->snippet_characters,
                               .mark_begin = s->marks,
                               .mark_end = s->marks + begin_size};
    return SPEECH_OK;
}

/* Reads the query and finds out how to answer it. *out is freed by search_free. */
static speech_status search_new(search **out, speech_archive *archive, const char *text,
                                const speech_search_options *options, const conditions *c, speech_error *error)
{
    search *s = memory_zeroed(1, sizeof *s);
    if (s == NULL) return error_no_memory(error);
    hit_memory_init(&s->memory);
    speech_status status = style_set(s, options);
    if (status == SPEECH_OK) status = query_parse(&s->query, text, strlen(text));
    if (status == SPEECH_OK) s->required = query_required(&s->query, &s->held);
    if (status == SPEECH_OK) status = candidates_make(&s->candidates, &s->query, s->required, s->held);
    if (status != SPEECH_OK) error_set(error, status, 0, "out of memory");
    if (status == SPEECH_OK) status = rare_gram_narrow(archive, &s->query, &s->candidates, error);
    s->group = options->group;
    bool best_only = c->limit > 0 && c->offset < SIZE_MAX - c->limit && s->query.scope == SCOPE_PARAGRAPH &&
                     s->group == SPEECH_UNGROUPED && options->order == SPEECH_BY_RANK;
    if (status == SPEECH_OK)
        status =
            ranking_make(&s->ranking, archive, &s->query, &s->candidates, best_only ? c->limit + c->offset : 0, error);
    if (status == SPEECH_OK && options->half_life_years > 0)
        ranking_age(&s->ranking, options->half_life_years, options->as_of);
    if (status == SPEECH_OK) *out = s;
    else search_free(s);
    return status;
}

const char *search_from(const query *q, const candidates *c)
{
    const unit_shape *shape = &UNITS[q->scope];
    bool any = c->match.length > 0, indexed = any && !c->complement && shape->from_index != NULL;
    if (any && c->complement && q->scope == SCOPE_PARAGRAPH) return FROM_OTHERS;
    return indexed ? shape->from_index : shape->from_all;
}

const char *search_text(const query *q)
{
    return UNITS[q->scope].text;
}

static const char KEYS[] = "t.id AS id, s.delivered_on AS delivered_on, s.document_id AS document_id, "
                           "s.ordinal AS speech, t.ordinal AS place";

/* Paragraphs of which a unit matches, with the best of their scores. */
static char *unit_matches_sql(const search *s, const char *where)
{
    return sqlite3_mprintf("SELECT id, delivered_on, document_id, speech, place, max(score) AS score FROM "
                           "(SELECT %s, speech_score(:search, t.id, %s, 0%s) AS score FROM %s%s LIMIT -1) "
                           "WHERE score IS NOT NULL GROUP BY id",
                           KEYS, search_text(&s->query), s->others == NULL ? "" : s->others,
                           search_from(&s->query, &s->candidates), where);
}

/* The rows that match, with their score, unordered. The caller frees it with sqlite3_free; NULL: out of memory. */
static char *matches_sql(const search *s, const conditions *asked, speech_order order)
{
    const candidates *c = &s->candidates;
    const char *where = conditions_sql(asked), *others = s->others == NULL ? "" : s->others;
    bool none = !c->complement && c->match.length == 0;
    bool plain = !asked->beyond_speech && order == SPEECH_BY_RANK;
    if (none) return sqlite3_mprintf("SELECT %s, 0.0 AS score FROM %s AND 0", KEYS, FROM_ALL);
    if (s->query.scope != SCOPE_PARAGRAPH) return unit_matches_sql(s, where);
    if (s->newest.length > 0)
        return sqlite3_mprintf("SELECT t.id AS id, speech_recency(s.delivered_on) AS score FROM paragraphs t "
                               "CROSS JOIN speeches s ON s.id = t.speech_id WHERE t.id IN (%s)",
                               s->newest.text);
    if (c->exact && !c->complement && plain) /* nothing but the index is needed */
        return sqlite3_mprintf(
            "SELECT rowid AS id, speech_kept(:search) AS score FROM paragraphs_fts "
            "WHERE paragraphs_fts MATCH :match AND speech_rank(paragraphs_fts, :search) IS NOT NULL");
    if (c->exact && !c->complement)
        return sqlite3_mprintf("SELECT %s, speech_rank(paragraphs_fts, :search) AS score FROM %s%s", KEYS, FROM_INDEX,
                               where);
    const char *from = search_from(&s->query, c);
    if (c->exact && s->ranking.term_count == 0)
        return sqlite3_mprintf("SELECT %s, speech_recency(s.delivered_on) AS score FROM %s%s", KEYS, from, where);
    /* LIMIT keeps SQLite from merging the two levels, which would fold each text twice. */
    return sqlite3_mprintf("SELECT * FROM (SELECT %s, speech_score(:search, t.id, t.text, 0%s) AS score FROM %s%s "
                           "LIMIT -1) WHERE score IS NOT NULL",
                           KEYS, others, from, where);
}

speech_status search_bind_match(const candidates *c, sqlite3_stmt *statement)
{
    int at = sqlite3_bind_parameter_index(statement, ":match");
    if (at == 0) return SPEECH_OK;
    return archive_status(
        sqlite3_bind_text64(statement, at, c->match.text, c->match.length, SQLITE_STATIC, SQLITE_UTF8));
}

static speech_status search_bind(search *s, const conditions *c, sqlite3_stmt *statement)
{
    int search_at = sqlite3_bind_parameter_index(statement, ":search");
    if (sqlite3_bind_pointer(statement, search_at, s, SEARCH_POINTER, NULL) != SQLITE_OK) return SPEECH_NOMEM;
    speech_status status = search_bind_match(&s->candidates, statement);
    return status == SPEECH_OK ? conditions_bind(c, statement) : status;
}

/* The SQL of the whole search, freed with sqlite3_free; NULL: out of memory. */
static char *search_sql(const search *s, const conditions *c, speech_order order)
{
    char *matches = matches_sql(s, c, order), *groups = NULL;
    if (s->group != SPEECH_UNGROUPED && matches != NULL)
        groups = sqlite3_mprintf(GROUPS_SQL, matches, GROUPS[s->group]);
    const char *rows = s->group == SPEECH_UNGROUPED ? matches : groups;
    char *hits = rows == NULL ? NULL
                              : sqlite3_mprintf("%s ORDER BY %s LIMIT %lld OFFSET %lld", rows, ORDERS[order],
                                                conditions_limit(c), conditions_offset(c));
    char *sql = hits == NULL ? NULL : sqlite3_mprintf(SHOWN_SQL, groups == NULL ? "1" : "hit.matches", hits);
    sqlite3_free(matches);
    sqlite3_free(groups);
    sqlite3_free(hits);
    return sql;
}

/* The conditions are put to the speeches alone, once, if they are about nothing else. */
static speech_status speeches_prepare(speech_archive *archive, search *s, const conditions *c, speech_error *error)
{
    const char *where = conditions_sql(c);
    sqlite3_stmt *speeches = NULL;
    if (c->beyond_speech || *where == '\0') return SPEECH_OK;
    char *sql = sqlite3_mprintf("SELECT s.id FROM speeches s WHERE 1%s", where);
    if (sql == NULL) return error_no_memory(error);
    speech_status status = archive_prepare(archive, sql, &speeches, error);
    sqlite3_free(sql);
    if (status == SPEECH_OK) status = conditions_bind(c, speeches);
    ranking_among(&s->ranking, speeches);
    return status;
}

static speech_status search_prepare(speech_archive *archive, search *s, const conditions *c, speech_order order,
                                    sqlite3_stmt **out, speech_error *error)
{
    speech_status status = SPEECH_OK;
    if (s->ranking.wanted > 0 && newest_can_answer(s, c))
        status = newest_find(s, archive, c, s->ranking.wanted, &s->newest, error);
    char *sql = status == SPEECH_OK ? search_sql(s, c, order) : NULL;
    if (status == SPEECH_OK && sql == NULL) status = error_no_memory(error);
    if (status == SPEECH_OK) status = archive_prepare(archive, sql, out, error);
    if (status == SPEECH_OK) status = speeches_prepare(archive, s, c, error);
    if (status == SPEECH_OK && search_bind(s, c, *out) != SPEECH_OK) status = error_no_memory(error);
    sqlite3_free(sql);
    return status;
}

/* Takes the options over into *options, and checks them. */
static speech_status options_take(speech_search_options *options, const speech_search_options *given,
                                  speech_error *error)
{
    speech_status status = struct_take(options, given, (struct_kind){sizeof *options, "the search options"}, error);
    if (status != SPEECH_OK) return status;
    if ((unsigned)options->order > SPEECH_BY_DOCUMENT) return error_misuse(error, "there is no such order of results");
    if ((unsigned)options->group > SPEECH_GROUP_BY_SPEECH)
        return error_misuse(error, "results are grouped by section or speech, or not at all");
    if (!(options->half_life_years >= 0) || (options->as_of != NULL && !date_is_iso(options->as_of)))
        return error_set(error, SPEECH_MISUSE, 0,
                         "ages are counted in years from a date like 2021, 2021-03 or 2021-03-04");
    return SPEECH_OK;
}

speech_status speech_archive_search(speech_archive *archive, const char *text, const speech_filter *filter,
                                    const speech_search_options *options, speech_cursor **out, speech_error *error)
{
    if (archive == NULL || text == NULL || out == NULL)
        return error_misuse(error, "a search needs an archive and a query");
    speech_search_options own;
    speech_status status = options_take(&own, options, error);
    if (status != SPEECH_OK) return status;
    conditions c;
    search *s = NULL;
    sqlite3_stmt *statement = NULL;
    status = conditions_make(&c, SPEECH_PARAGRAPHS, filter, error);
    if (status == SPEECH_OK) status = search_new(&s, archive, text, &own, &c, error);
    if (status == SPEECH_OK && filter_conditions_add(&c, &s->others, &s->query, s->required, s->held) != SPEECH_OK)
        status = error_no_memory(error);
    if (status == SPEECH_OK) status = search_prepare(archive, s, &c, own.order, &statement, error);
    conditions_free(&c);
    if (status == SPEECH_OK) {
        cursor_hooks hooks = {.context = s, .context_free = search_free};
        return cursor_new(archive, statement, &hooks, out, error);
    }
    sqlite3_finalize(statement);
    search_free(s);
    return status;
}
