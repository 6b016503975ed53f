#include "conditions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <speecharchive/analysis.h>

#include "date.h"
#include "error.h"
#include "memory.h"
#include "query_filter.h"
#include "versioned.h"

/* What a condition needs of the table that it is put to. */
enum {
    HAS_SPEECH = 1,   /* rows belong to a speech, or are speeches */
    HAS_SECTION = 2,  /* rows belong to a section, or are sections */
    HAS_DUTY = 4,     /* modality, actor, due date */
    HAS_QUANTITY = 8, /* kind, value, unit ... */
};

typedef struct table_shape {
    unsigned has;
    const char *document; /* the document that a row belongs to */
    const char *section;  /* the section that a row belongs to */
    const char *text;     /* what is searched by filter.text */
    const char *from;
} table_shape;

#define OF_SPEECH " t JOIN speeches s ON s.id = t.speech_id"

static const table_shape SHAPES[] = {
    [SPEECH_DOCUMENTS] = {0, "d.id", NULL, "d.text", " FROM documents d"},
    [SPEECH_SPEECHES] = {HAS_SPEECH, "s.document_id", NULL, "s.title", " FROM speeches s"},
    [SPEECH_SECTIONS] = {HAS_SPEECH | HAS_SECTION, "s.document_id", "t.id", "t.heading", " FROM sections" OF_SPEECH},
    [SPEECH_PARAGRAPHS] = {HAS_SPEECH | HAS_SECTION, "s.document_id", "t.section_id", "t.text",
                           " FROM paragraphs" OF_SPEECH},
    [SPEECH_DIRECTIVES] = {HAS_SPEECH | HAS_SECTION | HAS_DUTY, "s.document_id", "t.section_id", "t.text",
                           " FROM directives" OF_SPEECH},
    [SPEECH_FIGURES] = {HAS_SPEECH | HAS_SECTION | HAS_QUANTITY, "s.document_id", "t.section_id", "t.text",
                        " FROM figures" OF_SPEECH},
    [SPEECH_DOUBTS] = {HAS_SPEECH, "s.document_id", NULL, "t.text", " FROM doubts" OF_SPEECH},
};

/* Work in progress: the first failure is kept, and what follows it does nothing. */
typedef struct maker {
    conditions *out;
    const table_shape *shape;
    speech_error *error;
    speech_status status;
} maker;

static void fail(maker *m, speech_status status, const char *message)
{
    if (m->status == SPEECH_OK) m->status = error_set(m->error, status, 0, "%s", message);
}

/* Does the table have what the condition `name` asks for? */
static bool has(maker *m, unsigned needed, const char *name)
{
    if (m->status != SPEECH_OK) return false;
    if (m->shape->has & needed) return true;
    m->status = error_set(m->error, SPEECH_MISUSE, 0, "these rows cannot be filtered by %s", name);
    return false;
}

/* ---- values ---- */

/* Adds `before`, the parameter of the next value, and `behind`. NULL: there is no room. */
static condition_value *add_value(conditions *c, sqlite3_str *sql, const char *before, const char *behind)
{
    if (c->count == CONDITION_LIMIT || c->status != SPEECH_OK) return NULL;
    sqlite3_str_appendf(sql, "%s:c%d%s", before, c->count, behind);
    return &c->values[c->count++];
}

void conditions_add_integer(conditions *c, sqlite3_str *sql, const char *before, int64_t value, const char *behind)
{
    condition_value *added = add_value(c, sql, before, behind);
    if (added != NULL) *added = (condition_value){.type = SQLITE_INTEGER, .integer = value};
}

static void add_real(conditions *c, const char *before, double value)
{
    condition_value *added = add_value(c, c->sql, before, "");
    if (added != NULL) *added = (condition_value){.type = SQLITE_FLOAT, .real = value};
}

void conditions_add_text(conditions *c, sqlite3_str *sql, const char *before, const char *value, const char *behind)
{
    char *copy = memory_copy(value);
    condition_value *added = copy == NULL ? NULL : add_value(c, sql, before, behind);
    if (copy == NULL) c->status = SPEECH_NOMEM;
    if (added == NULL) memory_free(copy);
    else *added = (condition_value){.type = SQLITE_TEXT, .text = copy};
}

void conditions_add_contains(conditions *c, sqlite3_str *sql, const char *column, const char *value)
{
    sqlite3_str_appendf(sql, "speech_contains(%s", column);
    conditions_add_text(c, sql, ", ", value, ")");
}

/* ---- dates ---- */

/* Copies a date, shortened as far as it is the first (or last) day of what is left: 2021-01-01 -> 2021. */
static void date_shorten(const char *iso, bool last, char out[11])
{
    size_t length = strlen(iso);
    memcpy(out, iso, length + 1);
    date d = date_of_iso(iso);
    if (length == 10 && d.day == (last ? date_month_days(d.year, d.month) : 1)) out[length = 7] = '\0';
    if (length == 7 && d.month == (last ? 12 : 1)) out[4] = '\0';
}

/* '~' sorts behind '-': 2021~ is behind every day of 2021. */
void conditions_add_delivered(conditions *c, sqlite3_str *sql, const char *from, const char *to)
{
    char iso[11];
    sqlite3_str_appendall(sql, "s.delivered_on IS NOT NULL");
    if (from[0] != '\0') date_shorten(from, false, iso);
    if (from[0] != '\0') conditions_add_text(c, sql, " AND s.delivered_on >= ", iso, "");
    if (to[0] != '\0') date_shorten(to, true, iso);
    if (to[0] != '\0') conditions_add_text(c, sql, " AND s.delivered_on < ", iso, " || '~'");
}

void conditions_add_due(conditions *c, sqlite3_str *sql, const char *row, const char *from, const char *to)
{
    char iso[11], before[40];
    sqlite3_str_appendf(sql, "%s.due_on IS NOT NULL", row);
    if (from[0] != '\0') date_shorten(from, false, iso);
    snprintf(before, sizeof before, " AND %s.due_on || '~' >= ", row);
    if (from[0] != '\0') conditions_add_text(c, sql, before, iso, "");
    if (to[0] != '\0') date_shorten(to, true, iso);
    snprintf(before, sizeof before, " AND %s.due_on || '~' <= ", row);
    if (to[0] != '\0') conditions_add_text(c, sql, before, iso, " || '~'");
}

/* A date of the filter, "" if it states none. */
static const char *date_of(maker *m, const char *iso)
{
    if (iso == NULL) return "";
    if (date_is_iso(iso)) return iso;
    fail(m, SPEECH_MISUSE, "a date is written 2021, 2021-03 or 2021-03-04");
    return "";
}

/* ---- the members of a filter ---- */

bool conditions_add_names(conditions *c, const char *column, unsigned bits, const char *(*name)(int))
{
    const char *separator = "";
    if (bits == 0) return true;
    sqlite3_str_appendf(c->sql, " AND %s IN (", column);
    for (int n = 0; bits != 0; n++, bits >>= 1) {
        if (!(bits & 1)) continue;
        if (name(n) == NULL) return false;
        sqlite3_str_appendf(c->sql, "%s%Q", separator, name(n));
        separator = ", ";
    }
    sqlite3_str_appendall(c->sql, ")");
    return true;
}

void conditions_add_section(conditions *c, const char *column, int64_t section_id)
{
    sqlite3_str_appendf(c->sql, " AND %s IN (WITH RECURSIVE below(id) AS (", column);
    conditions_add_integer(
        c, c->sql, "SELECT ", section_id,
        " UNION SELECT x.id FROM below JOIN sections x ON x.parent_id = below.id) SELECT id FROM below)");
}

/* `column` is one of the names whose bits are set. */
static void add_names(maker *m, const char *column, unsigned bits, const char *(*name)(int))
{
    if (!conditions_add_names(m->out, column, bits, name))
        fail(m, SPEECH_MISUSE, "an unknown bit is set in the filter");
}

/* The row's column contains a text. */
static void add_contains(maker *m, const char *column, const char *value)
{
    m->out->beyond_speech = true;
    sqlite3_str_appendall(m->out->sql, " AND ");
    conditions_add_contains(m->out, m->out->sql, column, value);
}

void conditions_add_among(conditions *c, sqlite3_str *sql, const char *before, const char *column, const char *value)
{
    sqlite3_str_appendf(sql, "%s WHERE ", before);
    conditions_add_contains(c, sql, column, value);
    sqlite3_str_appendall(sql, ")");
}

static void add_place(maker *m, const speech_filter *f)
{
    conditions *c = m->out;
    if (f->document_id != 0) {
        sqlite3_str_appendf(c->sql, " AND %s", m->shape->document);
        conditions_add_integer(c, c->sql, " = ", f->document_id, "");
    }
    if (f->document != NULL) {
        sqlite3_str_appendf(c->sql, " AND %s", m->shape->document);
        conditions_add_among(c, c->sql, " IN (SELECT id FROM documents", "name", f->document);
    }
    if (f->speech_id != 0 && has(m, HAS_SPEECH, "speech"))
        conditions_add_integer(c, c->sql, " AND s.id = ", f->speech_id, "");
    if (f->speaker != NULL && has(m, HAS_SPEECH, "speaker"))
        conditions_add_among(c, c->sql, " AND s.id IN (SELECT id FROM speeches", "speaker", f->speaker);
    if (f->distinct != 0 && has(m, HAS_SPEECH, "likeness"))
        sqlite3_str_appendf(c->sql, " AND s.id %s (SELECT speech_id FROM near_duplicates)",
                            f->distinct > 0 ? "NOT IN" : "IN");
    if (f->section_id == 0 || !has(m, HAS_SECTION, "section")) return;
    c->beyond_speech = true;
    conditions_add_section(c, m->shape->section, f->section_id);
}

static void add_times(maker *m, const speech_filter *f)
{
    sqlite3_str *sql = m->out->sql;
    if ((f->delivered_from != NULL || f->delivered_to != NULL) && has(m, HAS_SPEECH, "date")) {
        sqlite3_str_appendall(sql, " AND ");
        conditions_add_delivered(m->out, sql, date_of(m, f->delivered_from), date_of(m, f->delivered_to));
    }
    if ((f->due_from != NULL || f->due_to != NULL) && has(m, HAS_DUTY, "due date")) {
        sqlite3_str_appendall(sql, " AND ");
        conditions_add_due(m->out, sql, "t", date_of(m, f->due_from), date_of(m, f->due_to));
    }
}

static void add_duty(maker *m, const speech_filter *f)
{
    if (f->modalities != 0 && has(m, HAS_DUTY, "modality"))
        add_names(m, "t.modality", f->modalities, query_modality_name);
    if (f->actor != NULL && has(m, HAS_DUTY, "actor")) add_contains(m, "t.actor", f->actor);
}

static void add_quantity(maker *m, const speech_filter *f)
{
    conditions *c = m->out;
    if (f->kinds != 0 && has(m, HAS_QUANTITY, "kind")) add_names(m, "t.kind", f->kinds, query_kind_name);
    if (f->unit != NULL && has(m, HAS_QUANTITY, "unit"))
        conditions_add_text(c, c->sql, " AND t.unit IS nullif(", f->unit, ", '')");
    if (f->subject != NULL && has(m, HAS_QUANTITY, "subject")) add_contains(m, "t.subject", f->subject);
    if (f->value_min != NULL && has(m, HAS_QUANTITY, "value"))
        add_real(c, " AND coalesce(t.high, t.value) >= ", *f->value_min);
    if (f->value_max != NULL && has(m, HAS_QUANTITY, "value")) add_real(c, " AND t.value <= ", *f->value_max);
    if (f->masked != 0 && has(m, HAS_QUANTITY, "mask"))
        conditions_add_integer(c, c->sql, " AND t.masked = ", f->masked > 0, "");
}

speech_status conditions_filter(speech_filter *own, const speech_filter *given, speech_error *error)
{
    return struct_take(own, given, (struct_kind){sizeof *own, "the filter"}, error);
}

speech_status conditions_make(conditions *c, speech_table table, const speech_filter *filter, speech_error *error)
{
    *c = (conditions){.sql = sqlite3_str_new(NULL)};
    if (filter == NULL) return SPEECH_OK;
    if ((unsigned)table > SPEECH_DOUBTS) return error_misuse(error, "there is no such table");
    speech_filter own;
    speech_status status = conditions_filter(&own, filter, error);
    if (status != SPEECH_OK) return status;
    maker m = {c, &SHAPES[table], error, SPEECH_OK};
    add_place(&m, &own);
    add_times(&m, &own);
    add_duty(&m, &own);
    add_quantity(&m, &own);
    if (own.text != NULL) add_contains(&m, m.shape->text, own.text);
    c->limit = own.limit;
    c->offset = own.offset;
    if (c->status != SPEECH_OK) fail(&m, c->status, "out of memory");
    return m.status;
}

const char *conditions_from(speech_table table)
{
    return SHAPES[table].from;
}

const char *conditions_sql(const conditions *c)
{
    if (sqlite3_str_errcode(c->sql) != SQLITE_OK) return NULL;
    const char *sql = sqlite3_str_value(c->sql);
    return sql == NULL ? "" : sql;
}

/* A number of rows for LIMIT or OFFSET. */
static long long row_count(size_t count, long long none)
{
    return count == 0 ? none : count > INT64_MAX ? INT64_MAX : (long long)count;
}

long long conditions_limit(const conditions *c)
{
    return row_count(c->limit, -1);
}

long long conditions_offset(const conditions *c)
{
    return row_count(c->offset, 0);
}

static int value_bind(sqlite3_stmt *statement, int parameter, const condition_value *value)
{
    switch (value->type) {
    case SQLITE_INTEGER: return sqlite3_bind_int64(statement, parameter, value->integer);
    case SQLITE_FLOAT: return sqlite3_bind_double(statement, parameter, value->real);
    default: return sqlite3_bind_text(statement, parameter, value->text, -1, SQLITE_TRANSIENT);
    }
}

speech_status conditions_bind(const conditions *c, sqlite3_stmt *statement)
{
    for (int i = 0; i < c->count; i++) {
        char name[16];
        snprintf(name, sizeof name, ":c%d", i);
        int parameter = sqlite3_bind_parameter_index(statement, name);
        if (parameter > 0 && value_bind(statement, parameter, &c->values[i]) != SQLITE_OK) return SPEECH_NOMEM;
    }
    return SPEECH_OK;
}

void conditions_free(conditions *c)
{
    sqlite3_free(sqlite3_str_finish(c->sql));
    for (int i = 0; i < c->count; i++) memory_free(c->values[i].text);
    *c = (conditions){0};
}
