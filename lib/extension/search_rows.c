/* speech_search: the rows of speech_archive_search on the host's connection. */
#include <string.h>

#include "cursor.h"
#include "error.h"
#include "extension.h"
#include "memory.h"
#include "table_function.h"

/* The columns are those of the search, in its order; then the arguments. */
static const char TABLE_SQL[] =
    "CREATE TABLE x (paragraph_id INTEGER, speech_id INTEGER, section_id INTEGER, ordinal INTEGER, "
    "begin_byte INTEGER, end_byte INTEGER, text TEXT, document TEXT, title TEXT, speaker TEXT, delivered_on TEXT, "
    "snippet TEXT, score REAL, matches INTEGER, hits TEXT, "
    "query HIDDEN, row_limit HIDDEN, row_offset HIDDEN, ordering HIDDEN, grouping HIDDEN, half_life HIDDEN)";

enum { FIRST_ARGUMENT = 15 };

enum { ARGUMENT_QUERY, ARGUMENT_LIMIT, ARGUMENT_OFFSET, ARGUMENT_ORDERING, ARGUMENT_GROUPING, ARGUMENT_HALF_LIFE };

static const table_function FUNCTION = {
    .sql = TABLE_SQL,
    .call = "speech_search(query [, row_limit [, row_offset [, ordering [, grouping [, half_life]]]]])",
    .risk = SQLITE_VTAB_DIRECTONLY, /* as a view of the archive's own could otherwise search itself without end */
    .first_argument = FIRST_ARGUMENT,
    .argument_count = 6,
    .cost = 10000,
    .rows = 100,
};

/*
 * The handle and its statements live from xFilter to the last row, so that an idle table keeps nothing on the host's
 * connection.
 */
typedef struct search_cursor {
    table_cursor base;
    speech_archive *archive; /* NULL: no row is left */
    speech_cursor *rows;
    sqlite3_int64 row;
} search_cursor;

/* ---- arguments ---- */

static sqlite3_int64 argument_integer(const search_cursor *c, int argument, sqlite3_int64 otherwise)
{
    return table_lacks_argument(&c->base, argument) ? otherwise : sqlite3_value_int64(c->base.arguments[argument]);
}

/* Which of the names the argument is, 0 (the first) if it is not given; -1: none. */
static int argument_choice(const search_cursor *c, int argument, const char *const names[3])
{
    if (table_lacks_argument(&c->base, argument)) return 0;
    const char *text = (const char *)sqlite3_value_text(c->base.arguments[argument]);
    for (int i = 0; text != NULL && i < 3; i++)
        if (sqlite3_stricmp(text, names[i]) == 0) return i;
    return -1;
}

static speech_status read_options(const search_cursor *c, speech_search_options *options, speech_error *error)
{
    static const char *const ORDERINGS[3] = {"rank", "date", "document"};
    static const char *const GROUPINGS[3] = {"none", "section", "speech"};
    int ordering = argument_choice(c, ARGUMENT_ORDERING, ORDERINGS);
    int grouping = argument_choice(c, ARGUMENT_GROUPING, GROUPINGS);
    if (ordering < 0) return error_misuse(error, "speech_search: ordering is 'rank', 'date' or 'document'");
    if (grouping < 0) return error_misuse(error, "speech_search: grouping is 'none', 'section' or 'speech'");
    *options = (speech_search_options){
        .struct_size = sizeof *options, .order = (speech_order)ordering, .group = (speech_group)grouping};
    if (!table_lacks_argument(&c->base, ARGUMENT_HALF_LIFE))
        options->half_life_years = sqlite3_value_double(c->base.arguments[ARGUMENT_HALF_LIFE]);
    return SPEECH_OK;
}

/* ---- the rows ---- */

static void end_search(search_cursor *c)
{
    speech_cursor_free(c->rows);
    archive_return(c->archive);
    c->rows = NULL;
    c->archive = NULL;
}

static int go_on(search_cursor *c)
{
    speech_error error = {0};
    speech_status status = speech_cursor_next(c->rows, &error);
    c->row++;
    if (status == SPEECH_ROW) return SQLITE_OK;
    end_search(c);
    return status == SPEECH_DONE ? SQLITE_OK : table_fail(&c->base, &error);
}

static speech_status start_search(search_cursor *c, speech_error *error)
{
    speech_search_options options;
    sqlite3_int64 limit = argument_integer(c, ARGUMENT_LIMIT, -1), offset = argument_integer(c, ARGUMENT_OFFSET, 0);
    speech_filter filter = {.struct_size = sizeof filter,
                            .limit = limit < 0 ? 0 : (size_t)limit,
                            .offset = offset < 0 ? 0 : (size_t)offset};
    const char *query = (const char *)sqlite3_value_text(c->base.arguments[ARGUMENT_QUERY]);
    if (query == NULL) return error->status = SPEECH_NOMEM;
    speech_status status = read_options(c, &options, error);
    if (status == SPEECH_OK) status = archive_borrow(&c->archive, ((table *)c->base.base.pVtab)->db, error);
    if (status == SPEECH_OK) status = speech_archive_search(c->archive, query, &filter, &options, &c->rows, error);
    return status;
}

static int search_filter(sqlite3_vtab_cursor *base, int plan, const char *name, int count, sqlite3_value **values)
{
    (void)name;
    search_cursor *c = (search_cursor *)base;
    speech_error error = {0};
    end_search(c);
    c->row = 0;
    int code = table_take_arguments(&c->base, plan, count, values);
    if (code != SQLITE_OK || table_lacks_argument(&c->base, ARGUMENT_QUERY)) return code;
    if (argument_integer(c, ARGUMENT_LIMIT, -1) == 0) return SQLITE_OK;
    if (start_search(c, &error) == SPEECH_OK) return go_on(c);
    end_search(c);
    return table_fail(&c->base, &error);
}

static int search_next(sqlite3_vtab_cursor *base)
{
    return go_on((search_cursor *)base);
}

static int search_eof(sqlite3_vtab_cursor *base)
{
    return ((search_cursor *)base)->rows == NULL;
}

static int search_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    search_cursor *c = (search_cursor *)base;
    if (column >= FIRST_ARGUMENT) table_result_argument(&c->base, context, column);
    else sqlite3_result_value(context, sqlite3_column_value(c->rows->statement, column));
    return SQLITE_OK;
}

static int search_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
    *rowid = ((search_cursor *)base)->row;
    return SQLITE_OK;
}

static int search_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    search_cursor *c = memory_zeroed(1, sizeof *c);
    if (c == NULL) return SQLITE_NOMEM;
    *out = &c->base.base;
    return SQLITE_OK;
}

static int search_close(sqlite3_vtab_cursor *base)
{
    search_cursor *c = (search_cursor *)base;
    end_search(c);
    table_free_arguments(&c->base);
    memory_free(c);
    return SQLITE_OK;
}

static const sqlite3_module MODULE = {
    .xConnect = table_connect,
    .xBestIndex = table_best_index,
    .xDisconnect = table_disconnect,
    .xOpen = search_open,
    .xClose = search_close,
    .xFilter = search_filter,
    .xNext = search_next,
    .xEof = search_eof,
    .xColumn = search_column,
    .xRowid = search_rowid,
};

int search_rows_register(sqlite3 *db)
{
    return sqlite3_create_module_v2(db, "speech_search", &MODULE, (void *)&FUNCTION, NULL);
}
