/* Trends: how often words are used, by year, month or speaker. */
#include <speecharchive/usage.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conditions.h"
#include "cursor.h"
#include "date.h"
#include "error.h"
#include "memory.h"
#include "row.h"
#include "search.h"
#include "text_index.h"
#include "usage.h"
#include "versioned.h"

static const double RATE_CHARACTERS = 10000;

/* A speech that passes the filter, and how the word in hand is used in it. */
typedef struct trend_speech {
    int64_t id;
    int64_t document_id;
    const char *date; /* NULL: not stated */
    const char *key;  /* the name of its group */
    size_t group;     /* trend_group.place */
    int64_t paragraphs;
    int64_t characters;
    int64_t found_paragraphs;
    int64_t occurrences;
} trend_speech;

/* A year, month or speaker. */
typedef struct trend_group {
    const char *name; /* NULL: not stated */
    size_t place;     /* in trend.counts */
    int64_t documents;
    int64_t speeches;
    int64_t paragraphs;
    int64_t characters;
    int64_t occurrences; /* of all words */
    int64_t last_document;
} trend_group;

/* One word in one group. */
typedef struct trend_count {
    int64_t documents;
    int64_t speeches;
    int64_t paragraphs;
    int64_t occurrences;
    const trend_speech *first; /* by date; NULL: none that has a date */
    const trend_speech *last;
    int64_t last_document;
} trend_count;

typedef struct speech_place {
    int64_t id;
    size_t place;
} speech_place;

typedef struct trend {
    arena memory; /* of all strings */
    const char **words;
    size_t word_count;
    speech_trend_by by;
    list speeches;       /* trend_speech, in document order */
    list places;         /* speech_place: the same, by id */
    list groups;         /* trend_group, in the order of the rows */
    trend_count *counts; /* those of the first word, those of the second ... */
    size_t offset;       /* groups that are left out */
    size_t shown;        /* groups that are not */
    size_t next;         /* the next row */
} trend;

static void trend_free(void *memory)
{
    trend *t = memory;
    if (t == NULL) return;
    arena_free(&t->memory);
    list_free(&t->speeches);
    list_free(&t->places);
    list_free(&t->groups);
    memory_free(t->counts);
    memory_free(t);
}

/* ---- speeches ---- */

/* What a speech is grouped by, and the name of that column. */
static const char *const KEYS[] = {[SPEECH_TREND_BY_YEAR] = "substr(s.delivered_on, 1, 4)",
                                   [SPEECH_TREND_BY_MONTH] = "substr(s.delivered_on, 1, 7)",
                                   [SPEECH_TREND_BY_SPEAKER] = "s.speaker"};
static const char *const KEY_NAMES[] = {
    [SPEECH_TREND_BY_YEAR] = "year", [SPEECH_TREND_BY_MONTH] = "month", [SPEECH_TREND_BY_SPEAKER] = "speaker"};

static const char SPEECHES_SQL[] =
    "SELECT s.id, s.document_id, s.delivered_on, %s, count(*), sum(length(t.text))%s WHERE 1%s "
    "GROUP BY s.id ORDER BY s.document_id, s.ordinal";

/* A copy of a column's text; NULL for NULL. False: out of memory. */
static bool copy_column(trend *t, sqlite3_stmt *statement, int column, const char **out)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) return true;
    const char *text = (const char *)sqlite3_column_text(statement, column);
    *out = text == NULL ? NULL : arena_copy(&t->memory, text, (size_t)sqlite3_column_bytes(statement, column));
    return *out != NULL;
}

static speech_status add_speech(trend *t, sqlite3_stmt *statement)
{
    trend_speech *speech = list_add(&t->speeches);
    speech_place *place = list_add(&t->places);
    if (speech == NULL || place == NULL) return SPEECH_NOMEM;
    *speech = (trend_speech){.id = sqlite3_column_int64(statement, 0),
                             .document_id = sqlite3_column_int64(statement, 1),
                             .paragraphs = sqlite3_column_int64(statement, 4),
                             .characters = sqlite3_column_int64(statement, 5)};
    *place = (speech_place){speech->id, t->places.count - 1};
    if (!copy_column(t, statement, 2, &speech->date) || !copy_column(t, statement, 3, &speech->key))
        return SPEECH_NOMEM;
    return SPEECH_OK;
}

static int place_order(const void *a, const void *b)
{
    const speech_place *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

static speech_status speeches_prepare(const trend *t, speech_archive *archive, const speech_filter *filter,
                                      sqlite3_stmt **out, speech_error *error)
{
    conditions c;
    speech_status status = conditions_make(&c, SPEECH_PARAGRAPHS, filter, error);
    const char *where = status == SPEECH_OK ? conditions_sql(&c) : NULL;
    char *sql =
        where == NULL ? NULL : sqlite3_mprintf(SPEECHES_SQL, KEYS[t->by], conditions_from(SPEECH_PARAGRAPHS), where);
    if (status == SPEECH_OK) status = sql == NULL ? error_no_memory(error) : archive_prepare(archive, sql, out, error);
    if (status == SPEECH_OK && conditions_bind(&c, *out) != SPEECH_OK) status = error_no_memory(error);
    sqlite3_free(sql);
    conditions_free(&c);
    return status;
}

static speech_status read_speeches(trend *t, speech_archive *archive, const speech_filter *filter, speech_error *error)
{
    sqlite3_stmt *statement = NULL;
    speech_status status = speeches_prepare(t, archive, filter, &statement, error);
    while (archive_next_row(archive, statement, &status, error))
        if (add_speech(t, statement) != SPEECH_OK) status = error_no_memory(error);
    if (t->places.count > 1) qsort(t->places.items, t->places.count, sizeof(speech_place), place_order);
    sqlite3_finalize(statement);
    return status;
}

/* The speech of an id, or NULL. */
static trend_speech *find_speech(const trend *t, int64_t id)
{
    speech_place wanted = {.id = id};
    if (t->places.count == 0) return NULL;
    const speech_place *found = bsearch(&wanted, t->places.items, t->places.count, sizeof(speech_place), place_order);
    return found == NULL ? NULL : (trend_speech *)t->speeches.items + found->place;
}

/* ---- groups ---- */

/* By name; what has none comes last. */
static int name_order(const void *a, const void *b)
{
    const trend_group *x = a, *y = b;
    if (x->name == NULL || y->name == NULL) return (x->name == NULL) - (y->name == NULL);
    return strcmp(x->name, y->name);
}

/* Those who use the words most come first; what has no name comes last. */
static int use_order(const void *a, const void *b)
{
    const trend_group *x = a, *y = b;
    if (x->name == NULL || y->name == NULL || x->occurrences == y->occurrences) return name_order(a, b);
    return x->occurrences > y->occurrences ? -1 : 1;
}

static speech_status add_group(trend *t, const char *name)
{
    trend_group *added = list_add(&t->groups);
    if (added == NULL) return SPEECH_NOMEM;
    *added = (trend_group){.name = name};
    return SPEECH_OK;
}

/* Adds the years (or months) between the first and the last. */
static speech_status add_gaps(trend *t)
{
    int months = t->by == SPEECH_TREND_BY_MONTH ? 12 : 1, first = -1, last = -1;
    size_t length = t->by == SPEECH_TREND_BY_MONTH ? 7 : 4;
    const trend_speech *speeches = t->speeches.items;
    for (size_t i = 0; i < t->speeches.count; i++) {
        const char *key = speeches[i].key;
        if (key == NULL || strlen(key) != length) continue; /* a month that is not known leaves none out */
        date d = date_of_iso(key);
        int at = d.year * months + (months > 1 ? d.month - 1 : 0);
        if (first < 0 || at < first) first = at;
        if (at > last) last = at;
    }
    for (int at = first; at >= 0 && at <= last; at++) {
        char name[32];
        int used = months > 1 ? snprintf(name, sizeof name, "%04d-%02d", at / months, at % months + 1)
                              : snprintf(name, sizeof name, "%04d", at);
        const char *copy = arena_copy(&t->memory, name, (size_t)used);
        if (copy == NULL || add_group(t, copy) != SPEECH_OK) return SPEECH_NOMEM;
    }
    return SPEECH_OK;
}

/* Sorts the groups by name and leaves one of each. */
static void unite_groups(trend *t)
{
    trend_group *groups = t->groups.items;
    size_t count = 0;
    if (t->groups.count > 1) qsort(groups, t->groups.count, sizeof *groups, name_order);
    for (size_t i = 0; i < t->groups.count; i++)
        if (count == 0 || name_order(&groups[count - 1], &groups[i]) != 0) groups[count++] = groups[i];
    t->groups.count = count;
    for (size_t i = 0; i < count; i++) groups[i].place = i;
}

static void add_totals(trend_group *group, const trend_speech *speech)
{
    if (group->last_document != speech->document_id) group->documents++;
    group->last_document = speech->document_id;
    group->speeches++;
    group->paragraphs += speech->paragraphs;
    group->characters += speech->characters;
}

static speech_status make_groups(trend *t)
{
    trend_speech *speeches = t->speeches.items;
    for (size_t i = 0; i < t->speeches.count; i++)
        if (add_group(t, speeches[i].key) != SPEECH_OK) return SPEECH_NOMEM;
    if (t->by != SPEECH_TREND_BY_SPEAKER && add_gaps(t) != SPEECH_OK) return SPEECH_NOMEM;
    unite_groups(t);
    trend_group *groups = t->groups.items;
    for (size_t i = 0; i < t->speeches.count; i++) {
        trend_group key = {.name = speeches[i].key};
        trend_group *group = bsearch(&key, groups, t->groups.count, sizeof *groups, name_order);
        speeches[i].group = group->place;
        add_totals(group, &speeches[i]);
    }
    t->counts = memory_zeroed(t->groups.count * t->word_count + 1, sizeof *t->counts);
    return t->counts == NULL ? SPEECH_NOMEM : SPEECH_OK;
}

/* ---- counting ---- */

/* Positions are told only where the index is read, occurrences in a text once the paragraphs are chosen. */
static const char POSITIONS_SQL[] = "SELECT t.speech_id, speech_positions(paragraphs_fts, :usage) FROM %s%s";
static const char OCCURRENCES_SQL[] = "SELECT t.speech_id, speech_occurrences(:usage, t.text, p.held) FROM (%s) AS p "
                                      "CROSS JOIN paragraphs t ON t.id = p.id";

static speech_status count_prepare(speech_archive *archive, usage *u, conditions *c, sqlite3_stmt **out,
                                   speech_error *error)
{
    char *paragraphs = usage_paragraphs_sql(u, c, ""), *sql = NULL;
    if (paragraphs != NULL)
        sql = u->indexed ? sqlite3_mprintf(POSITIONS_SQL, search_from(&u->query, &u->candidates), conditions_sql(c))
                         : sqlite3_mprintf(OCCURRENCES_SQL, paragraphs);
    speech_status status = sql == NULL ? error_no_memory(error) : archive_prepare(archive, sql, out, error);
    sqlite3_free(paragraphs);
    sqlite3_free(sql);
    if (status == SPEECH_OK && usage_bind(u, c, *out) != SPEECH_OK) status = error_no_memory(error);
    return status;
}

/* Adds what was found in a speech to the count of its group. */
static void note_speech(trend_count *count, const trend_speech *speech)
{
    if (speech->found_paragraphs == 0) return;
    if (count->last_document != speech->document_id) count->documents++;
    count->last_document = speech->document_id;
    count->speeches++;
    count->paragraphs += speech->found_paragraphs;
    count->occurrences += speech->occurrences;
    if (speech->date == NULL) return;
    if (count->first == NULL || strcmp(speech->date, count->first->date) < 0) count->first = speech;
    if (count->last == NULL || strcmp(speech->date, count->last->date) >= 0) count->last = speech;
}

static void note_word(trend *t, trend_count *counts)
{
    trend_speech *speeches = t->speeches.items;
    trend_group *groups = t->groups.items;
    for (size_t i = 0; i < t->speeches.count; i++) {
        note_speech(&counts[speeches[i].group], &speeches[i]);
        groups[speeches[i].group].occurrences += speeches[i].occurrences;
        speeches[i].found_paragraphs = speeches[i].occurrences = 0;
    }
}

static speech_status count_word(trend *t, size_t word, speech_archive *archive, const speech_filter *filter,
                                speech_error *error)
{
    usage u;
    conditions c = {0};
    sqlite3_stmt *statement = NULL;
    speech_status status = usage_make(&u, t->words[word], error);
    if (status == SPEECH_OK) status = conditions_make(&c, SPEECH_PARAGRAPHS, filter, error);
    if (status == SPEECH_OK) status = count_prepare(archive, &u, &c, &statement, error);
    while (archive_next_row(archive, statement, &status, error)) {
        trend_speech *speech = find_speech(t, sqlite3_column_int64(statement, 0));
        if (speech == NULL || sqlite3_column_type(statement, 1) == SQLITE_NULL) continue;
        speech->found_paragraphs++;
        speech->occurrences += sqlite3_column_int64(statement, 1);
    }
    if (status == SPEECH_OK) note_word(t, t->counts + word * t->groups.count);
    sqlite3_finalize(statement);
    usage_free(&u);
    conditions_free(&c);
    return status;
}

/* ---- making ---- */

static speech_status copy_words(trend *t, const speech_trend_options *options)
{
    t->words = arena_alloc(&t->memory, options->word_count * sizeof *t->words);
    if (t->words == NULL) return SPEECH_NOMEM;
    for (; t->word_count < options->word_count; t->word_count++) {
        const char *word = options->words[t->word_count];
        t->words[t->word_count] = arena_copy(&t->memory, word, strlen(word));
        if (t->words[t->word_count] == NULL) return SPEECH_NOMEM;
    }
    return SPEECH_OK;
}

static speech_status count_all(trend *t, speech_archive *archive, const speech_filter *filter, speech_error *error)
{
    sqlite3_stmt *snapshot = NULL; /* as long as it stands on a row, all that is read is of one state */
    speech_status status = archive_prepare(archive, "SELECT 1 FROM sqlite_master", &snapshot, error);
    if (status == SPEECH_OK) archive_next_row(archive, snapshot, &status, error);
    if (status == SPEECH_OK) status = read_speeches(t, archive, filter, error);
    if (status == SPEECH_OK && make_groups(t) != SPEECH_OK) status = error_no_memory(error);
    for (size_t i = 0; i < t->word_count && status == SPEECH_OK; i++) status = count_word(t, i, archive, filter, error);
    sqlite3_finalize(snapshot);
    if (t->by == SPEECH_TREND_BY_SPEAKER && t->groups.count > 1)
        qsort(t->groups.items, t->groups.count, sizeof(trend_group), use_order);
    return status;
}

/* *out is freed by trend_free. */
static speech_status trend_new(trend **out, speech_archive *archive, const speech_trend_options *options,
                               const speech_filter *filter, speech_error *error)
{
    trend *t = memory_zeroed(1, sizeof *t);
    if (t == NULL) return error_no_memory(error);
    t->by = options->by;
    t->speeches.size = sizeof(trend_speech);
    t->places.size = sizeof(speech_place);
    t->groups.size = sizeof(trend_group);
    speech_status status = copy_words(t, options) == SPEECH_OK ? SPEECH_OK : error_no_memory(error);
    if (status == SPEECH_OK) status = text_index_catch_up(archive, error);
    if (status == SPEECH_OK) status = count_all(t, archive, filter, error);
    t->offset = filter->offset < t->groups.count ? filter->offset : t->groups.count;
    t->shown = t->groups.count - t->offset;
    if (filter->limit > 0 && filter->limit < t->shown) t->shown = filter->limit;
    if (status == SPEECH_OK) *out = t;
    else trend_free(t);
    return status;
}

/* ---- rows ---- */

/* Whose parameters are the values of each row in turn. */
static const char ROW_SQL[] =
    "SELECT ? AS word, ? AS %s, ? AS documents, ? AS speeches, ? AS paragraphs, ? AS occurrences, "
    "? AS per_10000_characters, ? AS first_on, ? AS first_speech_id, ? AS last_on, ? AS last_speech_id, "
    "? AS total_documents, ? AS total_speeches, ? AS total_paragraphs, ? AS total_characters";

static void bind_use(row *r, const trend_speech *speech)
{
    row_string(r, speech == NULL ? NULL : speech->date);
    row_id(r, speech == NULL ? 0 : speech->id);
}

static void bind_row(row *r, const char *word, const trend_group *group, const trend_count *count)
{
    row_words(r, word, strlen(word));
    row_string(r, group->name);
    row_integer(r, count->documents);
    row_integer(r, count->speeches);
    row_integer(r, count->paragraphs);
    row_integer(r, count->occurrences);
    if (group->characters > 0) row_real(r, (double)count->occurrences * RATE_CHARACTERS / (double)group->characters);
    else row_null(r);
    bind_use(r, count->first);
    bind_use(r, count->last);
    row_integer(r, group->documents);
    row_integer(r, group->speeches);
    row_integer(r, group->paragraphs);
    row_integer(r, group->characters);
}

static speech_status trend_advance(speech_cursor *cursor, speech_error *error)
{
    trend *t = cursor->hooks.context;
    if (t->next >= t->shown * t->word_count) return SPEECH_DONE;
    size_t word = t->next / t->shown;
    const trend_group *group = (const trend_group *)t->groups.items + t->offset + t->next % t->shown;
    t->next++;
    sqlite3_reset(cursor->statement);
    sqlite3_clear_bindings(cursor->statement);
    row r = {.archive = cursor->archive, .statement = cursor->statement};
    bind_row(&r, t->words[word], group, &t->counts[word * t->groups.count + group->place]);
    return row_first(&r, error);
}

/* What the caller asks for, taken over from structs that may be of another version. */
typedef struct trend_request {
    speech_trend_options options;
    speech_filter filter;
} trend_request;

static speech_status check_options(const speech_trend_options *options, speech_error *error)
{
    if ((unsigned)options->by > SPEECH_TREND_BY_SPEAKER)
        return error_misuse(error, "a trend is by year, month or speaker");
    for (size_t i = 0; i < options->word_count; i++)
        if (options->words == NULL || options->words[i] == NULL)
            return error_misuse(error, "a word of the trend is missing");
    return options->word_count > 0 ? SPEECH_OK : error_misuse(error, "a trend needs a word");
}

static speech_status request_take(trend_request *own, const speech_trend_options *options, const speech_filter *filter,
                                  speech_error *error)
{
    speech_status status =
        struct_take(&own->options, options, (struct_kind){sizeof own->options, "the trend options"}, error);
    if (status == SPEECH_OK) status = check_options(&own->options, error);
    if (status == SPEECH_OK) status = conditions_filter(&own->filter, filter, error);
    return status;
}

speech_status speech_archive_trend(speech_archive *archive, const speech_trend_options *options,
                                   const speech_filter *filter, speech_cursor **out, speech_error *error)
{
    if (archive == NULL || options == NULL || out == NULL)
        return error_misuse(error, "a trend needs an archive and words");
    trend_request own;
    trend *t = NULL;
    sqlite3_stmt *statement = NULL;
    speech_status status = request_take(&own, options, filter, error);
    if (status == SPEECH_OK) status = trend_new(&t, archive, &own.options, &own.filter, error);
    if (status != SPEECH_OK) return status;
    char *sql = sqlite3_mprintf(ROW_SQL, KEY_NAMES[own.options.by]);
    status = sql == NULL ? error_no_memory(error) : archive_prepare(archive, sql, &statement, error);
    sqlite3_free(sql);
    if (status == SPEECH_OK) {
        cursor_hooks hooks = {.context = t, .context_free = trend_free, .advance = trend_advance};
        return cursor_new(archive, statement, &hooks, out, error);
    }
    trend_free(t);
    return status;
}
