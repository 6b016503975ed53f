/* speech_figures, speech_directives and speech_sections: what the text analysis finds in a text, as rows. */
#include <string.h>

#include <speecharchive/analysis.h>

#include "extension.h"
#include "memory.h"
#include "table_function.h"
#include "value.h"

typedef struct analysis_cursor analysis_cursor;

/* One of the functions. */
typedef struct analysis_rows {
    table_function function;
    const char *name;
    speech_status (*analyze)(analysis_cursor *c, const char *text, size_t length, speech_error *error);
    size_t (*count)(const speech_analysis *analysis);
    int (*column)(analysis_cursor *c, sqlite3_context *context, int column);
} analysis_rows;

struct analysis_cursor {
    table_cursor base;
    speech_analysis *analysis; /* NULL: no rows */
    size_t mark;               /* bytes of the text before those of the analysis: a byte-order mark */
    size_t at;                 /* the row in hand */
    size_t count;
    text_buffer value; /* memory for a column */
};

enum { ARGUMENT_TEXT, ARGUMENT_DELIVERED };

static const analysis_rows *rows_of(const analysis_cursor *c)
{
    return (const analysis_rows *)((table *)c->base.base.pVtab)->function;
}

/* ---- columns ---- */

static int result_string(sqlite3_context *context, const char *text)
{
    if (text != NULL && *text != '\0') sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
    return SQLITE_OK;
}

/* The bytes of a span, as they stand. */
static int result_slice(const analysis_cursor *c, sqlite3_context *context, speech_span span)
{
    sqlite3_result_text64(context, c->analysis->text + span.begin, span.end - span.begin, SQLITE_TRANSIENT,
                          SQLITE_UTF8);
    return SQLITE_OK;
}

/* The value of a span; nothing for an empty one. */
static int result_value(analysis_cursor *c, sqlite3_context *context, speech_span span)
{
    const char *text = c->analysis->text + span.begin;
    size_t length = span.end - span.begin;
    if (slice_value(&c->value, &text, &length) != SPEECH_OK) return SQLITE_NOMEM;
    if (length > 0) sqlite3_result_text64(context, text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
    return SQLITE_OK;
}

static int result_byte(const analysis_cursor *c, sqlite3_context *context, size_t byte)
{
    sqlite3_result_int64(context, (sqlite3_int64)c->mark + (sqlite3_int64)byte);
    return SQLITE_OK;
}

static int result_number(sqlite3_context *context, bool known, speech_decimal value)
{
    if (known) result_decimal(context, value);
    return SQLITE_OK;
}

/* ---- figures ---- */

static speech_status figures_analyze(analysis_cursor *c, const char *text, size_t length, speech_error *error)
{
    return speech_find_figures(&c->analysis, text, length, error);
}

static size_t figures_count(const speech_analysis *analysis)
{
    return analysis->figure_count;
}

static int figures_column(analysis_cursor *c, sqlite3_context *context, int column)
{
    const speech_figure *f = &c->analysis->figures[c->at];
    switch (column) {
    case 0: return result_string(context, speech_figure_kind_name(f->kind));
    case 1: return result_number(context, f->has_value, f->value);
    case 2: return result_number(context, f->has_high, f->high);
    case 3: return result_string(context, f->unit);
    case 4: return result_string(context, speech_qualifier_name(f->qualifier));
    case 5: sqlite3_result_int(context, f->masked); return SQLITE_OK;
    case 6: return result_value(c, context, f->subject);
    case 7: return result_byte(c, context, f->span.begin);
    case 8: return result_byte(c, context, f->span.end);
    default: return result_slice(c, context, f->span);
    }
}

/* ---- directives ---- */

static speech_status document_analyze(analysis_cursor *c, const char *text, size_t length, speech_error *error)
{
    speech_stated stated = {0};
    speech_analyze_options options = {.struct_size = sizeof options, .stated = &stated};
    if (!table_lacks_argument(&c->base, ARGUMENT_DELIVERED)) {
        stated.delivered_on = (const char *)sqlite3_value_text(c->base.arguments[ARGUMENT_DELIVERED]);
        if (stated.delivered_on == NULL) return error->status = SPEECH_NOMEM;
    }
    return speech_analyze(&c->analysis, text, length, &options, error);
}

static size_t directives_count(const speech_analysis *analysis)
{
    return analysis->directive_count;
}

static int directives_column(analysis_cursor *c, sqlite3_context *context, int column)
{
    const speech_directive *d = &c->analysis->directives[c->at];
    switch (column) {
    case 0: return result_string(context, speech_modality_name(d->modality));
    case 1: return result_value(c, context, d->actor);
    case 2: return result_value(c, context, d->deadline);
    case 3: return result_string(context, d->due_on);
    case 4: return result_byte(c, context, d->span.begin);
    case 5: return result_byte(c, context, d->span.end);
    default: return result_slice(c, context, d->span);
    }
}

/* ---- sections ---- */

static size_t sections_count(const speech_analysis *analysis)
{
    return analysis->section_count;
}

static int sections_column(analysis_cursor *c, sqlite3_context *context, int column)
{
    const speech_section *s = &c->analysis->sections[c->at];
    switch (column) {
    case 0: sqlite3_result_int(context, s->level); return SQLITE_OK;
    case 1: return result_value(c, context, s->label);
    case 2:
        if (s->number != 0) sqlite3_result_int(context, s->number);
        return SQLITE_OK;
    case 3: return result_value(c, context, s->heading);
    case 4:
        if (s->parent != SPEECH_NONE) sqlite3_result_int64(context, (sqlite3_int64)s->parent + 1);
        return SQLITE_OK;
    case 5: return result_byte(c, context, s->span.begin);
    default: return result_byte(c, context, s->span.end);
    }
}

/* ---- all of them ---- */

static const analysis_rows FUNCTIONS[] = {
    {.name = "speech_figures",
     .function = {.sql =
                      "CREATE TABLE x (kind TEXT, value NUMERIC, high NUMERIC, unit TEXT, qualifier TEXT, "
                      "masked INTEGER, subject TEXT, begin_byte INTEGER, end_byte INTEGER, text TEXT, source HIDDEN)",
                  .call = "speech_figures(text)",
                  .risk = SQLITE_VTAB_INNOCUOUS,
                  .first_argument = 10,
                  .argument_count = 1,
                  .cost = 100,
                  .rows = 5},
     .analyze = figures_analyze,
     .count = figures_count,
     .column = figures_column},
    {.name = "speech_directives",
     .function = {.sql = "CREATE TABLE x (modality TEXT, actor TEXT, deadline TEXT, due_on TEXT, begin_byte INTEGER, "
                         "end_byte INTEGER, text TEXT, source HIDDEN, delivered_on HIDDEN)",
                  .call = "speech_directives(text [, delivered_on])",
                  .risk = SQLITE_VTAB_INNOCUOUS,
                  .first_argument = 7,
                  .argument_count = 2,
                  .cost = 1000,
                  .rows = 20},
     .analyze = document_analyze,
     .count = directives_count,
     .column = directives_column},
    {.name = "speech_sections",
     .function = {.sql = "CREATE TABLE x (level INTEGER, label TEXT, number INTEGER, heading TEXT, parent INTEGER, "
                         "begin_byte INTEGER, end_byte INTEGER, source HIDDEN)",
                  .call = "speech_sections(text)",
                  .risk = SQLITE_VTAB_INNOCUOUS,
                  .first_argument = 7,
                  .argument_count = 1,
                  .cost = 1000,
                  .rows = 20},
     .analyze = document_analyze,
     .count = sections_count,
     .column = sections_column},
};

static void drop_rows(analysis_cursor *c)
{
    speech_analysis_free(c->analysis);
    c->analysis = NULL;
    c->at = c->count = 0;
}

static int rows_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    analysis_cursor *c = memory_zeroed(1, sizeof *c);
    if (c == NULL) return SQLITE_NOMEM;
    *out = &c->base.base;
    return SQLITE_OK;
}

static int rows_close(sqlite3_vtab_cursor *base)
{
    analysis_cursor *c = (analysis_cursor *)base;
    drop_rows(c);
    text_buffer_free(&c->value);
    table_free_arguments(&c->base);
    memory_free(c);
    return SQLITE_OK;
}

static int rows_filter(sqlite3_vtab_cursor *base, int plan, const char *name, int count, sqlite3_value **values)
{
    (void)name;
    analysis_cursor *c = (analysis_cursor *)base;
    speech_error error = {0};
    drop_rows(c);
    int code = table_take_arguments(&c->base, plan, count, values);
    if (code != SQLITE_OK || table_lacks_argument(&c->base, ARGUMENT_TEXT)) return code;
    const char *text = (const char *)sqlite3_value_text(c->base.arguments[ARGUMENT_TEXT]);
    if (text == NULL) return SQLITE_NOMEM;
    size_t length = (size_t)sqlite3_value_bytes(c->base.arguments[ARGUMENT_TEXT]);
    speech_status status = rows_of(c)->analyze(c, text, length, &error);
    if (status == SPEECH_EMPTY) return SQLITE_OK;
    if (status != SPEECH_OK) return table_fail(&c->base, &error);
    c->mark = length - c->analysis->length;
    c->count = rows_of(c)->count(c->analysis);
    return SQLITE_OK;
}

static int rows_next(sqlite3_vtab_cursor *base)
{
    ((analysis_cursor *)base)->at++;
    return SQLITE_OK;
}

static int rows_eof(sqlite3_vtab_cursor *base)
{
    const analysis_cursor *c = (const analysis_cursor *)base;
    return c->at >= c->count;
}

static int rows_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    analysis_cursor *c = (analysis_cursor *)base;
    if (column < rows_of(c)->function.first_argument) return rows_of(c)->column(c, context, column);
    table_result_argument(&c->base, context, column);
    return SQLITE_OK;
}

static int rows_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
    *rowid = (sqlite3_int64)((analysis_cursor *)base)->at + 1;
    return SQLITE_OK;
}

static const sqlite3_module MODULE = {
    .xConnect = table_connect,
    .xBestIndex = table_best_index,
    .xDisconnect = table_disconnect,
    .xOpen = rows_open,
    .xClose = rows_close,
    .xFilter = rows_filter,
    .xNext = rows_next,
    .xEof = rows_eof,
    .xColumn = rows_column,
    .xRowid = rows_rowid,
};

int analysis_rows_register(sqlite3 *db)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS && code == SQLITE_OK; i++)
        code = sqlite3_create_module_v2(db, FUNCTIONS[i].name, &MODULE, (void *)&FUNCTIONS[i], NULL);
    return code;
}
