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

/*
 * Adds the tokens of a run of the word: its pairs; behind them its last character if the word goes on with what is no
 * index character, as then the run ends there in the text too; a run of one character that ends the word is the
 * beginning of a token. False in *whole: of a long run only the beginning is asked for.
 */
static speech_status add_run(text_buffer *b, const char *run, size_t length, bool ends_word, bool *whole)
{
    size_t used = prefix_end(run, length, CANDIDATE_CHARACTERS);
    bool single = utf8_width(run[0]) == length;
    *whole = used == length;
    if (!*whole || !single || !ends_word) return grams_add_run(b, run, used, *whole && !ends_word);
    return text_buffer_add(b, run, length);
}

/*
 * Makes the phrase for a folded word. The tokens of a text are numbered without regard to what stands between its runs,
 * so the runs of a word follow each other in the index as in the text; what is between them is left to be asked.
 */
static speech_status add_word(candidates *found, const char *word, size_t length, uint32_t term)
{
    bool whole = true, single_end = false;
    size_t runs = 0;
    speech_status status = text_buffer_add_string(&found->match, "\"");
    for (size_t at = 0; at < length && whole && status == SPEECH_OK;) {
        size_t end = index_run_end(word, at, length);
        if (end == at) {
            at += utf8_width(word[at]);
            continue;
        }
        status = add_run(&found->match, word + at, end - at, end == length, &whole);
        single_end = whole && end == length && utf8_width(word[at]) == end - at;
        runs++;
        at = end;
    }
    if (status != SPEECH_OK) return status;
    if (runs == 0) {
        text_buffer_clear(&found->match);
        return SPEECH_OK;
    }
    found->exact = whole && index_run_end(word, 0, length) == length;
    found->phrase_terms[found->phrase_count++] = term;
    return text_buffer_add_string(&found->match, single_end ? "\"*" : "\"");
}

/* ---- clauses ---- */

/* The clause for all paragraphs, or for none, has no expression. */
static bool is_constant(const clause *c)
{
    return c->found.match.length == 0; /* NOLINT(clang-analyzer-core.NullDereference): a step has its operands */
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
        speech_status status = add_word(&out->found, q->folded.text + term->begin, term->length, (uint32_t)index);
        if (status != SPEECH_OK) return status;
    }
    if (out->found.phrase_count == 0) set_all(out);
    if (q->scope != SCOPE_PARAGRAPH) out->found.exact = false;
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
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a step has its operands */
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
    speech_status status = add_word(&found, q->folded.text + t->begin, t->length, 0);
    if (status == SPEECH_OK) status = add_column(&found);
    *match = found.match;
    return status;
}

bool candidates_are_one_word(const candidates *c, const query *q)
{
    return q->terms.count == 1 && c->exact && !c->complement && c->phrase_count == 1;
}

void candidates_free(candidates *c)
{
    text_buffer_free(&c->match);
    *c = (candidates){0};
}
