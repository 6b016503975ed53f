/* Does a text match a query? The reading of queries is in query.c. */
#include "query.h"

static truth least(truth a, truth b)
{
    return a < b ? a : b;
}

static truth greatest(truth a, truth b)
{
    return a > b ? a : b;
}

static truth decide_term(const query_term *term, const query_facts *facts)
{
    if (facts->folded == NULL) return TRUTH_UNKNOWN;
    return finder_next(&term->finder, facts->folded, 0, facts->length) != FINDER_NONE ? TRUTH_YES : TRUTH_NO;
}

static truth decide_filter(size_t filter, const query_facts *facts)
{
    if (!(facts->known >> filter & 1)) return TRUTH_UNKNOWN;
    return facts->held >> filter & 1 ? TRUTH_YES : TRUTH_NO;
}

truth query_decide(query *q, const query_facts *facts)
{
    const query_step *steps = q->steps.items;
    const query_term *terms = q->terms.items;
    truth *stack = q->stack.items;
    size_t depth = 0;
    if (q->steps.count == 0) return TRUTH_NO;
    for (size_t i = 0; i < q->steps.count;) {
        const query_step *step = &steps[i++];
        switch (step->code) {
        case QUERY_TERM: stack[depth++] = decide_term(&terms[step->operand], facts); break;
        case QUERY_FILTER: stack[depth++] = decide_filter(step->operand, facts); break;
        case QUERY_NOT: stack[depth - 1] = (truth)(TRUTH_YES - stack[depth - 1]); break;
        case QUERY_AND:
            depth--;
            stack[depth - 1] = least(stack[depth - 1], stack[depth]);
            break;
        case QUERY_OR:
            depth--;
            stack[depth - 1] = greatest(stack[depth - 1], stack[depth]);
            break;
        case QUERY_SKIP_FALSE:
            if (stack[depth - 1] == TRUTH_NO) i = step->operand;
            break;
        case QUERY_SKIP_TRUE:
            if (stack[depth - 1] == TRUTH_YES) i = step->operand;
            break;
        }
    }
    return stack[0];
}

bool query_matches(query *q, const char *folded, size_t length, uint64_t held)
{
    query_facts facts = {.folded = length == 0 ? "" : folded, .length = length, .known = UINT64_MAX, .held = held};
    return query_decide(q, &facts) == TRUTH_YES;
}

uint64_t query_required(query *q, uint64_t *held)
{
    uint64_t required = 0;
    *held = 0;
    for (size_t i = 0; i < q->filters.count; i++) {
        uint64_t bit = (uint64_t)1 << i;
        bool needed = query_decide(q, &(query_facts){.known = bit}) == TRUTH_NO;
        if (needed || query_decide(q, &(query_facts){.known = bit, .held = bit}) == TRUTH_NO) required |= bit;
        if (needed) *held |= bit;
    }
    return required;
}
