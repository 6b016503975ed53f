#include "table_function.h"

#include <string.h>

#include "handle.h"
#include "memory.h"

int table_connect(sqlite3 *db, void *context, int count, const char *const *arguments, sqlite3_vtab **out,
                  char **message)
{
    (void)count, (void)arguments, (void)message;
    const table_function *function = context;
    int code = sqlite3_declare_vtab(db, function->sql);
    if (code == SQLITE_OK) code = sqlite3_vtab_config(db, function->risk);
    if (code != SQLITE_OK) return code;
    table *t = memory_alloc(sizeof *t);
    if (t == NULL) return SQLITE_NOMEM;
    *t = (table){.db = db, .function = function};
    *out = &t->base;
    return SQLITE_OK;
}

int table_disconnect(sqlite3_vtab *base)
{
    memory_free(base);
    return SQLITE_OK;
}

static int set_message(sqlite3_vtab *base, const char *text, const char *more)
{
    sqlite3_free(base->zErrMsg);
    base->zErrMsg = sqlite3_mprintf("%s%s", text, more);
    return base->zErrMsg == NULL ? SQLITE_NOMEM : SQLITE_ERROR;
}

/* The plan's number has a bit for each argument that is given, and xFilter gets them in this order. */
int table_best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const table_function *function = ((table *)base)->function;
    int constraint[TABLE_ARGUMENTS], next = 0;
    bool first_known = false;
    for (int i = 0; i < TABLE_ARGUMENTS; i++) constraint[i] = -1;
    for (int i = 0; i < info->nConstraint; i++) {
        int argument = info->aConstraint[i].iColumn - function->first_argument;
        if (argument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
        if (argument == 0) first_known = true;
        if (!info->aConstraint[i].usable) return SQLITE_CONSTRAINT;
        if (constraint[argument] < 0) constraint[argument] = i;
    }
    if (!first_known) return set_message(base, "this table-valued function needs its argument: ", function->call);
    info->idxNum = 0;
    for (int i = 0; i < function->argument_count; i++) {
        if (constraint[i] < 0) continue;
        info->idxNum |= 1 << i;
        info->aConstraintUsage[constraint[i]].argvIndex = ++next;
        info->aConstraintUsage[constraint[i]].omit = 1;
    }
    info->estimatedCost = function->cost;
    info->estimatedRows = function->rows;
    return SQLITE_OK;
}

int table_take_arguments(table_cursor *c, int plan, int count, sqlite3_value **values)
{
    table_free_arguments(c);
    for (int i = 0, next = 0; i < TABLE_ARGUMENTS && next < count; i++) {
        if (!(plan >> i & 1)) continue;
        c->arguments[i] = sqlite3_value_dup(values[next++]);
        if (c->arguments[i] == NULL) return SQLITE_NOMEM;
    }
    return SQLITE_OK;
}

void table_free_arguments(table_cursor *c)
{
    for (int i = 0; i < TABLE_ARGUMENTS; i++) {
        sqlite3_value_free(c->arguments[i]);
        c->arguments[i] = NULL;
    }
}

bool table_lacks_argument(const table_cursor *c, int argument)
{
    return c->arguments[argument] == NULL || sqlite3_value_type(c->arguments[argument]) == SQLITE_NULL;
}

void table_result_argument(const table_cursor *c, sqlite3_context *context, int column)
{
    sqlite3_value *value = c->arguments[column - ((table *)c->base.pVtab)->function->first_argument];
    if (value != NULL) sqlite3_result_value(context, value);
}

int table_fail(table_cursor *c, const speech_error *error)
{
    int code = archive_code(error->status);
    if (code == SQLITE_NOMEM) return code;
    return set_message(c->base.pVtab, error->message, "") == SQLITE_NOMEM ? SQLITE_NOMEM : code;
}
