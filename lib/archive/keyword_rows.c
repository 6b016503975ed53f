#include "keyword_rows.h"

#include "handle.h"
#include "memory.h"

/* The columns, in the order of TABLE_SQL; those from COLUMN_STYLE on are the arguments. */
enum { COLUMN_LEFT, COLUMN_KEYWORD, COLUMN_RIGHT, COLUMN_BEGIN, COLUMN_END, COLUMN_KEY, COLUMN_STYLE };

enum { ARGUMENTS = 3 };

static const char TABLE_SQL[] = "CREATE TABLE x (\"left\" TEXT, keyword TEXT, \"right\" TEXT, begin_byte INTEGER, "
                                "end_byte INTEGER, sort_key TEXT, style HIDDEN, text HIDDEN, held HIDDEN)";

typedef struct keyword_cursor {
    sqlite3_vtab_cursor base;
    const keyword_style *style;
    text_buffer text;
    hit_memory found;
    size_t at;         /* the hit in hand */
    text_buffer shown; /* memory for a column */
} keyword_cursor;

/* ---- contexts ---- */

/* Where the walk through a context stands, among the steps of the text. */
typedef struct walk {
    const keyword_cursor *cursor;
    size_t step;
    size_t limit; /* the end of the text */
    bool back;    /* to the left */
    size_t characters;
    bool blank; /* the latest character is one */
} walk;

static walk walk_start(const keyword_cursor *c, const hit *h, bool back)
{
    return (walk){.cursor = c,
                  .step = back ? h->begin : h->end,
                  .limit = back ? 0 : c->found.steps.count - 1,
                  .back = back,
                  .characters = c->style->characters};
}

/* Goes to the next character; further blanks behind the first one are passed over. False: the context ends. */
static bool walk_next(walk *w, size_t *step, bool *blank)
{
    const fold_step *steps = w->cursor->found.steps.items;
    while (w->step != w->limit) {
        size_t at = w->back ? w->step - 1 : w->step;
        bool is_blank = hits_is_blank(w->cursor->text.text, steps[at].source, steps[at + 1].source);
        if (!is_blank || !w->blank) {
            if (w->characters == 0) return false;
            w->characters--;
        }
        w->step = w->back ? at : at + 1;
        if (is_blank && w->blank) continue;
        w->blank = is_blank;
        *step = at;
        *blank = is_blank;
        return true;
    }
    return false;
}

/* Where the context ends (to the left: begins), as a step. */
static size_t context_edge(const keyword_cursor *c, const hit *h, bool back)
{
    walk w = walk_start(c, h, back);
    size_t step = w.step, edge = w.step;
    for (bool blank; walk_next(&w, &step, &blank);) edge = back ? step : step + 1;
    return edge;
}

/* The original text of steps [begin, end), a run of blanks as one, none at the outer edge. */
static speech_status make_context(keyword_cursor *c, const hit *h, bool back)
{
    const fold_step *steps = c->found.steps.items;
    size_t begin = back ? context_edge(c, h, true) : h->end;
    size_t end = back ? h->begin : context_edge(c, h, false);
    bool blank = false;
    speech_status status = SPEECH_OK;
    for (size_t i = begin; i < end && status == SPEECH_OK; i++) {
        size_t from = steps[i].source, to = steps[i + 1].source;
        if (hits_is_blank(c->text.text, from, to)) {
            blank = !back || c->shown.length > 0;
            continue;
        }
        if (blank) status = text_buffer_add(&c->shown, " ", 1);
        blank = false;
        if (status == SPEECH_OK) status = text_buffer_add(&c->shown, c->text.text + from, to - from);
    }
    return status == SPEECH_OK && blank && back ? text_buffer_add(&c->shown, " ", 1) : status;
}

static speech_status make_key(keyword_cursor *c, const hit *h)
{
    const fold_step *steps = c->found.steps.items;
    walk w = walk_start(c, h, c->style->key == KEYWORD_KEY_LEFT);
    size_t step;
    bool blank;
    while (walk_next(&w, &step, &blank))
        if (!blank && text_buffer_add(&c->shown, c->found.folded.text + steps[step].folded,
                                      steps[step + 1].folded - steps[step].folded) != SPEECH_OK)
            return SPEECH_NOMEM;
    return SPEECH_OK;
}

/* ---- the table function ---- */

static int keywords_connect(sqlite3 *db, void *context, int count, const char *const *arguments, sqlite3_vtab **out,
                            char **message)
{
    (void)context, (void)count, (void)arguments, (void)message;
    int code = sqlite3_declare_vtab(db, TABLE_SQL);
    if (code != SQLITE_OK) return code;
    *out = sqlite3_malloc64(sizeof **out);
    if (*out == NULL) return SQLITE_NOMEM;
    **out = (sqlite3_vtab){0};
    return SQLITE_OK;
}

static int keywords_disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

/* All arguments have to be there: they are conditions on the hidden columns. */
static int keywords_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    int found = 0;
    for (int i = 0; i < info->nConstraint; i++) {
        int column = info->aConstraint[i].iColumn;
        if (column < COLUMN_STYLE || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
        if (!info->aConstraint[i].usable) return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = column - COLUMN_STYLE + 1;
        info->aConstraintUsage[i].omit = 1;
        found++;
    }
    info->estimatedCost = 10;
    info->estimatedRows = 2;
    return found == ARGUMENTS ? SQLITE_OK : SQLITE_CONSTRAINT;
}

static int keywords_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    keyword_cursor *c = memory_zeroed(1, sizeof *c);
    if (c == NULL) return SQLITE_NOMEM;
    hit_memory_init(&c->found);
    *out = &c->base;
    return SQLITE_OK;
}

static int keywords_close(sqlite3_vtab_cursor *cursor)
{
    keyword_cursor *c = (keyword_cursor *)cursor;
    hit_memory_free(&c->found);
    text_buffer_free(&c->text);
    text_buffer_free(&c->shown);
    memory_free(c);
    return SQLITE_OK;
}

/* Takes up a text and finds all occurrences. */
static int keywords_filter(sqlite3_vtab_cursor *cursor, int plan, const char *name, int count, sqlite3_value **values)
{
    (void)plan, (void)name;
    keyword_cursor *c = (keyword_cursor *)cursor;
    keyword_style *style = count == ARGUMENTS ? sqlite3_value_pointer(values[0], KEYWORD_POINTER) : NULL;
    c->style = style;
    c->at = c->found.hits.count = 0;
    if (style == NULL) return SQLITE_MISUSE;
    if (sqlite3_value_type(values[1]) == SQLITE_NULL) return SQLITE_OK;
    const char *text = (const char *)sqlite3_value_text(values[1]);
    text_buffer_clear(&c->text);
    if (text == NULL || text_buffer_add(&c->text, text, (size_t)sqlite3_value_bytes(values[1])) != SPEECH_OK ||
        hits_fold(&c->found, c->text.text, c->text.length) != SPEECH_OK)
        return SQLITE_NOMEM;
    uint64_t held = (uint64_t)sqlite3_value_int64(values[2]);
    if (!usage_matches(&style->usage, c->found.folded.text, c->found.folded.length, held)) return SQLITE_OK;
    const query_term *terms = style->usage.query.terms.items;
    const size_t *wanted = style->usage.terms.items;
    for (size_t i = 0; i < style->usage.terms.count; i++)
        if (hits_find(&c->found, &terms[wanted[i]], i) != SPEECH_OK) return SQLITE_NOMEM;
    hits_sort(&c->found);
    return SQLITE_OK;
}

static int keywords_next(sqlite3_vtab_cursor *cursor)
{
    ((keyword_cursor *)cursor)->at++;
    return SQLITE_OK;
}

static int keywords_eof(sqlite3_vtab_cursor *cursor)
{
    const keyword_cursor *c = (const keyword_cursor *)cursor;
    return c->at >= c->found.hits.count;
}

/* Puts the text of a column into c->shown. */
static speech_status make_text(keyword_cursor *c, int column)
{
    const hit *h = (const hit *)c->found.hits.items + c->at;
    const fold_step *steps = c->found.steps.items;
    size_t begin = steps[h->begin].source, end = steps[h->end].source;
    text_buffer_clear(&c->shown);
    if (text_buffer_reserve(&c->shown, 0) != SPEECH_OK) return SPEECH_NOMEM;
    switch (column) {
    case COLUMN_LEFT: return make_context(c, h, true);
    case COLUMN_RIGHT: return make_context(c, h, false);
    case COLUMN_KEYWORD: return text_buffer_add(&c->shown, c->text.text + begin, end - begin);
    case COLUMN_KEY: return make_key(c, h);
    default: return SPEECH_OK;
    }
}

static int keywords_column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
    keyword_cursor *c = (keyword_cursor *)cursor;
    const hit *h = (const hit *)c->found.hits.items + c->at;
    const fold_step *steps = c->found.steps.items;
    if (column >= COLUMN_STYLE) return SQLITE_OK;
    if (column == COLUMN_BEGIN || column == COLUMN_END) {
        sqlite3_result_int64(context, (int64_t)steps[column == COLUMN_BEGIN ? h->begin : h->end].source);
        return SQLITE_OK;
    }
    if (make_text(c, column) != SPEECH_OK) return SQLITE_NOMEM;
    sqlite3_result_text64(context, c->shown.text, c->shown.length, SQLITE_TRANSIENT, SQLITE_UTF8);
    return SQLITE_OK;
}

static int keywords_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
    *rowid = (sqlite3_int64)((keyword_cursor *)cursor)->at;
    return SQLITE_OK;
}

/* Without xCreate it is there without CREATE VIRTUAL TABLE, and a function only. */
static const sqlite3_module MODULE = {
    .xConnect = keywords_connect,
    .xBestIndex = keywords_best_index,
    .xDisconnect = keywords_disconnect,
    .xOpen = keywords_open,
    .xClose = keywords_close,
    .xFilter = keywords_filter,
    .xNext = keywords_next,
    .xEof = keywords_eof,
    .xColumn = keywords_column,
    .xRowid = keywords_rowid,
};

speech_status keyword_rows_register(sqlite3 *db)
{
    return archive_status(sqlite3_create_module_v2(db, "speech_keywords", &MODULE, NULL, NULL));
}
