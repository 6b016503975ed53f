#include "conditions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <speecharchive/analysis.h>

#include "date.h"
#include "error.h"

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

/* The next value; its parameter is :cN. */
static condition_value *value_add(maker *m, int *parameter)
{
    *parameter = m->out->count;
    return &m->out->values[m->out->count++];
}

/* Each `format` holds one %d, the number of its parameter. */
static void add_integer(maker *m, const char *format, int64_t value)
{
    int parameter = 0;
    if (m->status != SPEECH_OK) return;
    *value_add(m, &parameter) = (condition_value){.type = SQLITE_INTEGER, .integer = value};
    sqlite3_str_appendf(m->out->sql, format, parameter);
}

static void add_real(maker *m, const char *format, double value)
{
    int parameter = 0;
    if (m->status != SPEECH_OK) return;
    *value_add(m, &parameter) = (condition_value){.type = SQLITE_FLOAT, .real = value};
    sqlite3_str_appendf(m->out->sql, format, parameter);
}

static void add_text(maker *m, const char *format, const char *value)
{
    int parameter = 0;
    if (m->status != SPEECH_OK) return;
    char *copy = strdup(value);
    if (copy == NULL) {
        fail(m, SPEECH_NOMEM, "out of memory");
        return;
    }
    *value_add(m, &parameter) = (condition_value){.type = SQLITE_TEXT, .text = copy};
    sqlite3_str_appendf(m->out->sql, format, parameter);
}

/* `column` contains `value`; both are compared folded. */
static void add_contains(maker *m, const char *column, const char *value)
{
    char format[80];
    snprintf(format, sizeof format, " AND speech_contains(%s, :c%%d)", column);
    add_text(m, format, value);
}

/* ---- dates ---- */

static bool is_date(const char *iso)
{
    static const char SHAPE[] = "0000-00-00";
    size_t length = strlen(iso);
    if (length != 4 && length != 7 && length != 10) return false;
    for (size_t i = 0; i < length; i++)
        if (SHAPE[i] == '-' ? iso[i] != '-' : iso[i] < '0' || iso[i] > '9') return false;
    return true;
}

/* Copies a date, shortened as far as it is the first (or last) day of what is left: 2021-01-01 -> 2021. */
static bool date_shorten(maker *m, const char *iso, bool last, char out[11])
{
    if (m->status != SPEECH_OK) return false;
    if (!is_date(iso)) {
        fail(m, SPEECH_MISUSE, "a date is written 2021, 2021-03 or 2021-03-04");
        return false;
    }
    size_t length = strlen(iso);
    memcpy(out, iso, length + 1);
    int days = length == 10 ? date_month_days(atoi(iso), atoi(iso + 5)) : 0;
    if (length == 10 && atoi(iso + 8) == (last ? days : 1)) out[length = 7] = '\0';
    if (length == 7 && atoi(iso + 5) == (last ? 12 : 1)) out[4] = '\0';
    return true;
}

/* '~' sorts behind '-': 2021~ is behind every day of 2021. */
static void add_delivered(maker *m, const speech_filter *f)
{
    char iso[11];
    if (f->delivered_from != NULL && has(m, HAS_SPEECH, "date") && date_shorten(m, f->delivered_from, false, iso))
        add_text(m, " AND s.delivered_on >= :c%d", iso);
    if (f->delivered_to != NULL && has(m, HAS_SPEECH, "date") && date_shorten(m, f->delivered_to, true, iso))
        add_text(m, " AND s.delivered_on < :c%d || '~'", iso);
}

static void add_due(maker *m, const speech_filter *f)
{
    char iso[11];
    if (f->due_from != NULL && has(m, HAS_DUTY, "due date") && date_shorten(m, f->due_from, false, iso))
        add_text(m, " AND t.due_on || '~' >= :c%d", iso);
    if (f->due_to != NULL && has(m, HAS_DUTY, "due date") && date_shorten(m, f->due_to, true, iso))
        add_text(m, " AND t.due_on || '~' <= :c%d || '~'", iso);
}

/* ---- the members of a filter ---- */

/* The name of value `n` of an enum, or NULL behind its last one. */
static const char *modality_name(int n)
{
    return n <= SPEECH_APPEAL ? speech_modality_name((speech_modality)n) : NULL;
}

static const char *kind_name(int n)
{
    return n <= SPEECH_COUNT ? speech_figure_kind_name((speech_figure_kind)n) : NULL;
}

/* `column` is one of the names whose bits are set. */
static void add_names(maker *m, const char *column, unsigned bits, const char *(*name)(int))
{
    if (m->status != SPEECH_OK) return;
    const char *separator = "";
    sqlite3_str_appendf(m->out->sql, " AND %s IN (", column);
    for (int n = 0; bits != 0; n++, bits >>= 1) {
        if (!(bits & 1)) continue;
        if (name(n) == NULL) {
            fail(m, SPEECH_MISUSE, "an unknown bit is set in the filter");
            return;
        }
        sqlite3_str_appendf(m->out->sql, "%s%Q", separator, name(n));
        separator = ", ";
    }
    sqlite3_str_appendall(m->out->sql, ")");
}

static void add_place(maker *m, const speech_filter *f)
{
    if (f->document_id != 0) {
        sqlite3_str_appendf(m->out->sql, " AND %s", m->shape->document);
        add_integer(m, " = :c%d", f->document_id);
    }
    if (f->document != NULL) {
        sqlite3_str_appendf(m->out->sql, " AND %s IN (SELECT id FROM documents WHERE 1", m->shape->document);
        add_contains(m, "name", f->document);
        sqlite3_str_appendall(m->out->sql, ")");
    }
    if (f->speech_id != 0 && has(m, HAS_SPEECH, "speech")) add_integer(m, " AND s.id = :c%d", f->speech_id);
    if (f->speaker != NULL && has(m, HAS_SPEECH, "speaker")) {
        sqlite3_str_appendall(m->out->sql, " AND s.id IN (SELECT id FROM speeches WHERE 1");
        add_contains(m, "speaker", f->speaker);
        sqlite3_str_appendall(m->out->sql, ")");
    }
    if (f->section_id == 0 || !has(m, HAS_SECTION, "section")) return;
    sqlite3_str_appendf(m->out->sql, " AND %s IN (WITH RECURSIVE below(id) AS (", m->shape->section);
    add_integer(m,
                "SELECT :c%d UNION SELECT x.id FROM below JOIN sections x ON x.parent_id = below.id) "
                "SELECT id FROM below)",
                f->section_id);
}

static void add_duty(maker *m, const speech_filter *f)
{
    if (f->modalities != 0 && has(m, HAS_DUTY, "modality")) add_names(m, "t.modality", f->modalities, modality_name);
    if (f->actor != NULL && has(m, HAS_DUTY, "actor")) add_contains(m, "t.actor", f->actor);
    add_due(m, f);
}

static void add_quantity(maker *m, const speech_filter *f)
{
    if (f->kinds != 0 && has(m, HAS_QUANTITY, "kind")) add_names(m, "t.kind", f->kinds, kind_name);
    if (f->unit != NULL && has(m, HAS_QUANTITY, "unit"))
        add_text(m, f->unit[0] == '\0' ? " AND t.unit IS nullif(:c%d, '')" : " AND t.unit = :c%d", f->unit);
    if (f->subject != NULL && has(m, HAS_QUANTITY, "subject")) add_contains(m, "t.subject", f->subject);
    if (f->value_min != NULL && has(m, HAS_QUANTITY, "value"))
        add_real(m, " AND coalesce(t.high, t.value) >= :c%d", *f->value_min);
    if (f->value_max != NULL && has(m, HAS_QUANTITY, "value")) add_real(m, " AND t.value <= :c%d", *f->value_max);
    if (f->masked != 0 && has(m, HAS_QUANTITY, "mask")) add_integer(m, " AND t.masked = :c%d", f->masked > 0);
}

speech_status conditions_make(conditions *c, speech_table table, const speech_filter *filter, speech_error *error)
{
    *c = (conditions){.sql = sqlite3_str_new(NULL)};
    if (filter == NULL) return SPEECH_OK;
    if ((unsigned)table > SPEECH_DOUBTS) return error_set(error, SPEECH_MISUSE, 0, "there is no such table");
    if (filter->struct_size != sizeof *filter)
        return error_set(error, SPEECH_MISUSE, 0, "the filter's struct_size is not set");
    maker m = {c, &SHAPES[table], error, SPEECH_OK};
    add_place(&m, filter);
    add_delivered(&m, filter);
    add_duty(&m, filter);
    add_quantity(&m, filter);
    if (filter->text != NULL) add_contains(&m, m.shape->text, filter->text);
    c->limit = filter->limit;
    c->offset = filter->offset;
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
    for (int i = 0; i < c->count; i++) free(c->values[i].text);
    *c = (conditions){0};
}
