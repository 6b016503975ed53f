#include "candidates.h"

#include <stdlib.h>
#include <string.h>

#include "grams.h"
#include "utf8.h"

enum {
    CLAUSE_DEPTH = 16, /* of parentheses in the expression; SQLite's parser has its own limit */
    QUERY_TERMS = 1024 /* in a query; the index is not asked about longer ones, only the texts are */
};

typedef enum join { JOIN_NONE, JOIN_AND, JOIN_OR, JOIN_NOT } join;

static const char *const JOIN_WORDS[] = {"", " AND ", " OR ", " NOT "};

/*
 * The candidates for a part of the query. Any combination of exact clauses is an expression or the complement
 * of one, so that FTS5, which has no complement, is needed only once, at the end.
 */
typedef struct clause {
    candidates found;
    join joined; /* how `found.match` is joined at its top */
    size_t depth;
} clause;

/* ---- terms ---- */

/* The end of the first `count` characters of run[0..length). */
static size_t prefix_end(const char *run, size_t length, size_t count)
{
    size_t end = 0;
    while (end < length && count-- > 0) end += utf8_width(run[end]);
    return end;
}

/* Adds the phrase for a run: its pairs, or all that begins with its only character. */
static speech_status add_phrase(text_buffer *b, const char *run, size_t length)
{
    bool single = utf8_width(run[0]) == length;
    speech_status status = text_buffer_add_string(b, "\"");
    if (status == SPEECH_OK) status = single ? text_buffer_add(b, run, length) : grams_add_run(b, run, length, false);
    return status == SPEECH_OK ? text_buffer_add_string(b, single ? "\"*" : "\"") : status;
}

/* Puts the phrases for a folded word, at most `room`, into `found`. */
static speech_status add_word(candidates *found, const char *word, size_t length, uint32_t term, size_t room)
{
    found->exact = index_run_end(word, 0, length) == length;
    for (size_t at = 0; at < length && found->phrase_count < room;) {
        size_t end = index_run_end(word, at, length);
        if (end == at) {
            at += utf8_width(word[at]);
            continue;
        }
        size_t used = at + prefix_end(word + at, end - at, CANDIDATE_CHARACTERS);
        if (used < end) found->exact = false;
        speech_status status =
            found->phrase_count > 0 ? text_buffer_add_string(&found->match, JOIN_WORDS[JOIN_AND]) : SPEECH_OK;
        if (status == SPEECH_OK) status = add_phrase(&found->match, word + at, used - at);
        if (status != SPEECH_OK) return status;
        found->phrase_terms[found->phrase_count++] = term;
        at = end;
    }
    return SPEECH_OK;
}

/* ---- clauses ---- */

/* The clause for all paragraphs, or for none, has no expression. */
static bool is_constant(const clause *c)
{
    return c->found.match.length == 0;
}

static void set_constant(clause *c, bool all, bool exact)
{
    text_buffer_free(&c->found.match);
    *c = (clause){.found = {.complement = all, .exact = exact}};
}

/* Everything may match: nothing is known. */
static void set_all(clause *c)
{
    set_constant(c, true, false);
}

static speech_status clause_of_term(clause *out, const query *q, size_t index, size_t room)
{
    const query_term *term = (const query_term *)q->terms.items + index;
    bool in_paragraph = q->scope == SCOPE_PARAGRAPH || q->scope == SCOPE_DIRECTIVE;
    *out = (clause){0};
    if (room > 0 && in_paragraph) {
        speech_status status = add_word(&out->found, q->folded.text + term->begin, term->length, (uint32_t)index, room);
        if (status != SPEECH_OK) return status;
    }
    if (out->found.phrase_count == 0) set_all(out);
    if (q->scope != SCOPE_PARAGRAPH) out->found.exact = false;
    if (out->found.phrase_count > 1) out->joined = JOIN_AND;
    return SPEECH_OK;
}

/* Adds an operand of `how`, in parentheses if it needs them. */
static speech_status add_operand(clause *out, const clause *operand, join how)
{
    bool bare = operand->joined == JOIN_NONE || (operand->joined == how && how != JOIN_NOT);
    speech_status status = bare ? SPEECH_OK : text_buffer_add_string(&out->found.match, "(");
    if (status == SPEECH_OK)
        status = text_buffer_add(&out->found.match, operand->found.match.text, operand->found.match.length);
    if (status == SPEECH_OK && !bare) status = text_buffer_add_string(&out->found.match, ")");
    memcpy(out->found.phrase_terms + out->found.phrase_count, operand->found.phrase_terms,
           operand->found.phrase_count * sizeof *operand->found.phrase_terms);
    out->found.phrase_count += operand->found.phrase_count;
    if (out->depth < operand->depth + !bare) out->depth = operand->depth + !bare;
    return status;
}

/* Makes a := a `how` b. Frees b. */
static speech_status clause_join(clause *a, clause *b, join how, bool swapped, bool complement)
{
    clause out = {.found = {.complement = complement, .exact = a->found.exact && b->found.exact}, .joined = how};
    const clause *left = swapped ? b : a, *right = swapped ? a : b;
    speech_status status = add_operand(&out, left, how);
    if (status == SPEECH_OK) status = text_buffer_add_string(&out.found.match, JOIN_WORDS[how]);
    if (status == SPEECH_OK) status = add_operand(&out, right, how);
    text_buffer_free(&a->found.match);
    text_buffer_free(&b->found.match);
    *a = out;
    if (out.depth > CLAUSE_DEPTH) set_all(a);
    return status;
}

/* Makes a := a `how` b, where one of the two is all or none. Uses b up. */
static void clause_join_constant(clause *a, clause *b, bool is_and)
{
    clause *constant = is_constant(a) ? a : b, *other = constant == a ? b : a;
    bool exact = constant->found.exact && other->found.exact;
    if (constant->found.complement == is_and) { /* all AND x = x = none OR x */
        clause kept = *other;
        if (!exact) kept.found.exact = false;
        *a = kept;
        return;
    }
    exact = constant->found.exact || (is_constant(other) && other->found.complement != is_and && other->found.exact);
    text_buffer_free(&other->found.match);
    set_constant(a, !is_and, exact);
}

/* Makes a := a AND b. Uses b up. With ~ for complement: ~x AND ~y = ~(x OR y), x AND ~y = x NOT y. */
static speech_status clause_and(clause *a, clause *b)
{
    if (is_constant(a) || is_constant(b)) {
        clause_join_constant(a, b, true);
        return SPEECH_OK;
    }
    if (a->found.complement && b->found.complement) return clause_join(a, b, JOIN_OR, false, true);
    if (a->found.complement || b->found.complement) return clause_join(a, b, JOIN_NOT, a->found.complement, false);
    return clause_join(a, b, JOIN_AND, false, false);
}

/* Makes a := a OR b. Uses b up. ~x OR ~y = ~(x AND y), x OR ~y = ~(y NOT x). */
static speech_status clause_or(clause *a, clause *b)
{
    if (is_constant(a) || is_constant(b)) {
        clause_join_constant(a, b, false);
        return SPEECH_OK;
    }
    if (a->found.complement && b->found.complement) return clause_join(a, b, JOIN_AND, false, true);
    if (a->found.complement || b->found.complement) return clause_join(a, b, JOIN_NOT, !a->found.complement, true);
    return clause_join(a, b, JOIN_OR, false, false);
}

/* Where a text might match, another might not: only what is exact has a complement. */
static void clause_not(clause *a)
{
    if (a->found.exact) a->found.complement = !a->found.complement;
    else set_all(a);
}

/* ---- the query ---- */

/* What is known while the clauses are made. */
typedef struct maker {
    const query *query;
    uint64_t known; /* filters */
    uint64_t held;
    size_t room; /* for phrases */
    list stack;  /* clause */
} maker;

static speech_status push_leaf(maker *m, const query_step *step)
{
    clause *added = list_add(&m->stack);
    if (added == NULL) return SPEECH_NOMEM;
    *added = (clause){0};
    if (step->code == QUERY_FILTER) {
        bool known = m->known >> step->operand & 1;
        set_constant(added, !known || (m->held >> step->operand & 1), known);
        return SPEECH_OK;
    }
    speech_status status = clause_of_term(added, m->query, step->operand, m->room);
    m->room -= added->found.phrase_count;
    return status;
}

/* Takes the clauses of the step's operands from the stack and leaves that of the result. */
static speech_status run_step(maker *m, const query_step *step)
{
    list *stack = &m->stack;
    if (step->code == QUERY_TERM || step->code == QUERY_FILTER) return push_leaf(m, step);
    clause *top = (clause *)stack->items + stack->count - 1;
    switch (step->code) {
    case QUERY_NOT: clause_not(top); return SPEECH_OK;
    case QUERY_AND: stack->count--; return clause_and(top - 1, top);
    case QUERY_OR: stack->count--; return clause_or(top - 1, top);
    default: return SPEECH_OK;
    }
}

/* The grams alone are asked, not the words beside them. */
static speech_status add_column(candidates *found)
{
    text_buffer whole = {0};
    speech_status status = SPEECH_OK;
    if (found->match.length == 0) return SPEECH_OK;
    status = text_buffer_add_string(&whole, "grams : (");
    if (status == SPEECH_OK) status = text_buffer_add(&whole, found->match.text, found->match.length);
    if (status == SPEECH_OK) status = text_buffer_add_string(&whole, ")");
    text_buffer_free(&found->match);
    found->match = whole;
    return status;
}

speech_status candidates_make(candidates *out, const query *q, uint64_t known, uint64_t held)
{
    maker m = {.query = q, .known = known, .held = held, .room = CANDIDATE_PHRASES, .stack = {.size = sizeof(clause)}};
    speech_status status = SPEECH_OK;
    *out = (candidates){.complement = q->steps.count > 0};
    if (q->terms.count > QUERY_TERMS) return SPEECH_OK;
    const query_step *steps = q->steps.items;
    for (size_t i = 0; i < q->steps.count && status == SPEECH_OK; i++) status = run_step(&m, &steps[i]);
    clause *clauses = m.stack.items;
    for (size_t i = status == SPEECH_OK ? 1 : 0; i < m.stack.count; i++) text_buffer_free(&clauses[i].found.match);
    if (status == SPEECH_OK && m.stack.count > 0) *out = clauses[0].found;
    list_free(&m.stack);
    return status == SPEECH_OK ? add_column(out) : status;
}

speech_status candidates_of_term(text_buffer *match, const query *q, size_t term)
{
    const query_term *t = (const query_term *)q->terms.items + term;
    candidates found = {0};
    speech_status status = add_word(&found, q->folded.text + t->begin, t->length, 0, CANDIDATE_PHRASES);
    if (status == SPEECH_OK) status = add_column(&found);
    *match = found.match;
    return status;
}

void candidates_free(candidates *c)
{
    text_buffer_free(&c->match);
    *c = (candidates){0};
}
