#include "filter_conditions.h"

/* What a field belongs to. */
typedef enum field_owner { OF_SPEECH, OF_DIRECTIVE, OF_FIGURE } field_owner;

static field_owner owner_of(query_field field)
{
    switch (field) {
    case FIELD_ACTOR:
    case FIELD_MODALITY:
    case FIELD_DUE: return OF_DIRECTIVE;
    case FIELD_KIND:
    case FIELD_UNIT:
    case FIELD_SUBJECT: return OF_FIGURE;
    default: return OF_SPEECH;
    }
}

/* Is the unit that the words stand in what the field belongs to? */
static bool is_about_unit(const query *q, field_owner owner)
{
    return (owner == OF_DIRECTIVE && q->scope == SCOPE_DIRECTIVE) || (owner == OF_FIGURE && q->scope == SCOPE_FIGURE);
}

/* The condition itself, on the row called `row` where it is about a directive or figure. */
static void add_bare(conditions *c, sqlite3_str *sql, const query *q, const query_filter *f, const char *row)
{
    const char *value = q->values.text + f->value;
    char column[16];
    switch (f->field) {
    case FIELD_SPEAKER: conditions_add_among(c, sql, "s.id IN (SELECT id FROM speeches", "speaker", value); break;
    case FIELD_TITLE: conditions_add_among(c, sql, "s.id IN (SELECT id FROM speeches", "title", value); break;
    case FIELD_OCCASION: conditions_add_among(c, sql, "s.id IN (SELECT id FROM speeches", "occasion", value); break;
    case FIELD_DOCUMENT:
        conditions_add_among(c, sql, "s.document_id IN (SELECT id FROM documents", "name", value);
        break;
    case FIELD_YEAR:
    case FIELD_DATE: conditions_add_delivered(c, sql, f->from, f->to); break;
    case FIELD_DUE: conditions_add_due(c, sql, row, f->from, f->to); break;
    case FIELD_MODALITY: sqlite3_str_appendf(sql, "%s.modality = %Q", row, query_modality_name(f->choice)); break;
    case FIELD_KIND: sqlite3_str_appendf(sql, "%s.kind = %Q", row, query_kind_name(f->choice)); break;
    case FIELD_ACTOR:
    case FIELD_SUBJECT:
        sqlite3_snprintf(sizeof column, column, "%s.%s", row, f->field == FIELD_ACTOR ? "actor" : "subject");
        conditions_add_contains(c, sql, column, value);
        break;
    case FIELD_UNIT:
        sqlite3_str_appendf(sql, "%s.unit", row);
        conditions_add_text(c, sql, " = ", value, "");
        break;
    case FIELD_SCOPE: break;
    }
}

static void begin_exists(sqlite3_str *sql, field_owner owner)
{
    sqlite3_str_appendf(sql, "EXISTS (SELECT 1 FROM %s r WHERE r.paragraph_id = t.id",
                        owner == OF_DIRECTIVE ? "directives" : "figures");
}

/* The condition as one that is true or false. */
static void add_whole(conditions *c, sqlite3_str *sql, const query *q, const query_filter *f)
{
    field_owner owner = owner_of(f->field);
    if (owner == OF_SPEECH || is_about_unit(q, owner)) {
        sqlite3_str_appendall(sql, "((");
        add_bare(c, sql, q, f, "u");
        sqlite3_str_appendall(sql, ") IS TRUE)");
        return;
    }
    begin_exists(sql, owner);
    sqlite3_str_appendall(sql, " AND ");
    add_bare(c, sql, q, f, "r");
    sqlite3_str_appendall(sql, ")");
}

/* Those about directives, or about figures, that must hold for one of them together. */
static void add_together(conditions *c, const query *q, uint64_t chosen, field_owner owner)
{
    const query_filter *filters = q->filters.items;
    bool any = false, unit = is_about_unit(q, owner);
    for (size_t i = 0; i < q->filters.count; i++) {
        if (!(chosen >> i & 1) || owner_of(filters[i].field) != owner) continue;
        if (!any) sqlite3_str_appendall(c->sql, " AND ");
        if (!any && !unit) begin_exists(c->sql, owner);
        if (any || !unit) sqlite3_str_appendall(c->sql, " AND ");
        add_bare(c, c->sql, q, &filters[i], unit ? "u" : "r");
        any = true;
    }
    if (any && !unit) sqlite3_str_appendall(c->sql, ")");
}

speech_status filter_conditions_add(conditions *c, char **out, const query *q, uint64_t required, uint64_t held)
{
    sqlite3_str *others = sqlite3_str_new(NULL);
    const query_filter *filters = q->filters.items;
    for (size_t i = 0; i < q->filters.count; i++) {
        bool is_required = required >> i & 1, holds = held >> i & 1;
        if (owner_of(filters[i].field) != OF_SPEECH) c->beyond_speech = true;
        if (is_required && holds && owner_of(filters[i].field) != OF_SPEECH) continue;
        if (is_required) sqlite3_str_appendall(c->sql, holds ? " AND " : " AND NOT ");
        else sqlite3_str_appendall(others, " | (");
        add_whole(c, is_required ? c->sql : others, q, &filters[i]);
        if (!is_required) sqlite3_str_appendf(others, " << %d)", (int)i);
    }
    add_together(c, q, required & held, OF_DIRECTIVE);
    add_together(c, q, required & held, OF_FIGURE);
    int code = sqlite3_str_errcode(others);
    *out = sqlite3_str_finish(others);
    return c->status == SPEECH_OK && code == SQLITE_OK && conditions_sql(c) != NULL ? SPEECH_OK : SPEECH_NOMEM;
}
