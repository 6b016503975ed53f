#include "query.h"

#include <string.h>

#include "fold.h"
#include "utf8.h"

/* Characters that may be operators. */
typedef enum sign { SIGN_NONE, SIGN_BLANK, SIGN_QUOTE, SIGN_OPEN, SIGN_CLOSE, SIGN_MINUS } sign;

/* A parenthesis outside quotes. */
typedef struct bracket {
    size_t at;
    bool wide;
    bool groups;   /* it is an operator */
    size_t blanks; /* how many blanks, and other signs, are before it */
    size_t others;
} bracket;

typedef enum operator_kind { OPERATOR_OPEN, OPERATOR_OR, OPERATOR_AND, OPERATOR_NOT } operator_kind; /* by binding */

typedef struct operator
{
    operator_kind kind;
    size_t skip; /* index of the step that passes over its right side, or NO_SKIP */
}
operator;

#define NO_SKIP ((size_t)-1)

typedef struct parser {
    const char *text;
    size_t length;
    size_t at;
    query *query;
    list brackets;  /* bracket, in order */
    size_t bracket; /* the first that is not before the place last asked for */
    list operators; /* operator: those whose right side is not complete */
    list values;    /* bool: operands read; false for one without any term */
    size_t negations;
    size_t groups; /* open ones */
    bool complete; /* an operand has just ended */
    bool glued;    /* and there is no blank behind it */
    bool literal;  /* a minus came just before: a word is no operator */
    text_buffer folded;
} parser;

/* The bytes of the blank at text[at], or 0. */
static size_t blank_width(const char *text, size_t at, size_t length)
{
    unsigned char c = (unsigned char)text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    if (utf8_starts_with(text, at, length, "\xC2\xA0")) return 2;     /* no-break space */
    if (utf8_starts_with(text, at, length, "\xE3\x80\x80")) return 3; /* ideographic space */
    if (utf8_starts_with(text, at, length, "\xE2\x80") && length - at >= 3) {
        unsigned char last = (unsigned char)text[at + 2];
        /* En to hair space, line and paragraph separators, narrow no-break space. */
        if ((last >= 0x80 && last <= 0x8A) || last == 0xA8 || last == 0xA9 || last == 0xAF) return 3;
    }
    return 0;
}

/* What stands at text[at], and its bytes. */
static sign sign_at(const char *text, size_t at, size_t length, size_t *width)
{
    *width = blank_width(text, at, length);
    if (*width > 0) return SIGN_BLANK;
    bool wide = (unsigned char)text[at] == 0xEF && length - at >= 3 && (unsigned char)text[at + 1] == 0xBC;
    char c = text[at];
    if (wide) {
        unsigned char last = (unsigned char)text[at + 2];
        c = last == 0x82 ? '"' : last == 0x88 ? '(' : last == 0x89 ? ')' : last == 0x8D ? '-' : 'x';
    }
    *width = wide ? 3 : 1;
    return c == '"' ? SIGN_QUOTE : c == '(' ? SIGN_OPEN : c == ')' ? SIGN_CLOSE : c == '-' ? SIGN_MINUS : SIGN_NONE;
}

/* Where the next quote after text[at..length) begins; `length` if there is none. */
static size_t next_quote(const char *text, size_t at, size_t length)
{
    size_t width;
    while (at < length && sign_at(text, at, length, &width) != SIGN_QUOTE) at += width;
    return at;
}

/* ---- parentheses ---- */

/* Both parentheses of a pair group if there is something between them, and for full-width ones a blank too. */
static void pair_brackets(bracket *open, bracket *close)
{
    bool blank = close->blanks > open->blanks, other = close->others > open->others + 1;
    open->groups = close->groups = other && (blank || !open->wide || !close->wide);
}

static speech_status find_brackets(parser *p)
{
    list open = {.size = sizeof(size_t)};
    bracket here = {0};
    speech_status status = SPEECH_NOMEM;
    size_t width;
    for (here.at = 0; here.at < p->length; here.at += width) {
        sign s = sign_at(p->text, here.at, p->length, &width);
        size_t end = s == SIGN_QUOTE ? next_quote(p->text, here.at + width, p->length) : p->length;
        if (end < p->length) {
            here.blanks++; /* a phrase counts as a blank and a word */
            sign_at(p->text, here.at = end, p->length, &width);
        }
        here.wide = width > 1;
        if (s == SIGN_OPEN || s == SIGN_CLOSE) {
            bracket *added = list_add(&p->brackets);
            if (added == NULL) goto done;
            *added = here;
        }
        if (s == SIGN_OPEN) {
            size_t *index = list_add(&open);
            if (index == NULL) goto done;
            *index = p->brackets.count - 1;
        } else if (s == SIGN_CLOSE && open.count > 0) {
            bracket *all = p->brackets.items;
            pair_brackets(&all[((size_t *)open.items)[--open.count]], &all[p->brackets.count - 1]);
        }
        *(s == SIGN_BLANK ? &here.blanks : &here.others) += 1;
    }
    status = SPEECH_OK;
done:
    list_free(&open);
    return status;
}

/* Is the parenthesis at text[at] an operator? Asked from left to right. */
static bool is_group_sign(parser *p, size_t at)
{
    const bracket *all = p->brackets.items;
    while (p->bracket < p->brackets.count && all[p->bracket].at < at) p->bracket++;
    return p->bracket < p->brackets.count && all[p->bracket].at == at && all[p->bracket].groups;
}

/* ---- the program ---- */

static speech_status add_step(query *q, query_code code, size_t operand)
{
    query_step *step = list_add(&q->steps);
    if (step == NULL) return SPEECH_NOMEM;
    *step = (query_step){.code = code, .operand = operand};
    return SPEECH_OK;
}

static operator* top_operator(parser *p)
{
    return p->operators.count == 0 ? NULL : (operator*)p->operators.items + p->operators.count - 1;
}

static speech_status push_value(parser *p, bool value)
{
    bool *added = list_add(&p->values);
    if (added == NULL) return SPEECH_NOMEM;
    *added = value;
    return SPEECH_OK;
}

/* Takes the top operator off and writes its step, now that its operands are complete. */
static speech_status reduce(parser *p)
{
    operator done = * top_operator(p);
    bool *values = p->values.items;
    p->operators.count--;
    if (done.kind == OPERATOR_NOT) {
        p->negations--;
        return values[p->values.count - 1] ? add_step(p->query, QUERY_NOT, 0) : SPEECH_OK;
    }
    bool right = values[--p->values.count], *left = &values[p->values.count - 1];
    if (!*left) {
        *left = right;
        return SPEECH_OK;
    }
    if (!right) {
        p->query->steps.count--; /* the skip, behind which nothing came */
        return SPEECH_OK;
    }
    speech_status status = add_step(p->query, done.kind == OPERATOR_AND ? QUERY_AND : QUERY_OR, 0);
    if (status == SPEECH_OK) ((query_step *)p->query->steps.items)[done.skip].operand = p->query->steps.count;
    return status;
}

/* Completes the operators that bind at least as `kind` does. */
static speech_status reduce_to(parser *p, operator_kind kind)
{
    speech_status status = SPEECH_OK;
    while (status == SPEECH_OK && p->operators.count > 0 && top_operator(p)->kind >= kind) status = reduce(p);
    return status;
}

static speech_status push_operator(parser *p, operator_kind kind)
{
    size_t skip = NO_SKIP;
    speech_status status = SPEECH_OK;
    if (kind == OPERATOR_AND || kind == OPERATOR_OR) {
        status = reduce_to(p, kind);
        if (status == SPEECH_OK && ((bool *)p->values.items)[p->values.count - 1]) {
            skip = p->query->steps.count;
            status = add_step(p->query, kind == OPERATOR_AND ? QUERY_SKIP_FALSE : QUERY_SKIP_TRUE, 0);
        }
    }
    operator* added = status == SPEECH_OK ? list_add(&p->operators) : NULL;
    if (added == NULL) return SPEECH_NOMEM;
    *added = (operator){.kind = kind, .skip = skip};
    p->negations += kind == OPERATOR_NOT;
    p->complete = p->glued = false;
    return SPEECH_OK;
}

/* Before an operand: where one has just ended, both must match. */
static speech_status operand_begin(parser *p)
{
    p->literal = false;
    return p->complete ? push_operator(p, OPERATOR_AND) : SPEECH_OK;
}

/* After an operand: the NOTs before it are complete. */
static speech_status operand_end(parser *p)
{
    p->complete = p->glued = true;
    return reduce_to(p, OPERATOR_NOT);
}

/* An operand: the term text[begin..end). */
static speech_status add_term(parser *p, size_t begin, size_t end)
{
    query *q = p->query;
    speech_status status = operand_begin(p);
    if (status == SPEECH_OK) status = fold_text(&p->folded, p->text + begin, end - begin);
    bool any = p->folded.length > 0;
    if (status == SPEECH_OK && any) status = add_step(q, QUERY_TERM, q->terms.count);
    if (status == SPEECH_OK && any) {
        query_term *term = list_add(&q->terms);
        if (term == NULL) return SPEECH_NOMEM;
        *term = (query_term){.begin = q->folded.length, .length = p->folded.length, .wanted = p->negations % 2 == 0};
        status = text_buffer_add(&q->folded, p->folded.text, p->folded.length);
    }
    if (status == SPEECH_OK) status = push_value(p, any);
    return status == SPEECH_OK ? operand_end(p) : status;
}

/* ---- reading ---- */

static size_t skip_blanks(const parser *p, size_t at)
{
    while (at < p->length) {
        size_t width = blank_width(p->text, at, p->length);
        if (width == 0) break;
        at += width;
    }
    return at;
}

/* Can text[at..) start an operand? All can but the end of the query or of a group. */
static bool operand_at(parser *p, size_t at)
{
    size_t width;
    if (at >= p->length) return false;
    return sign_at(p->text, at, p->length, &width) != SIGN_CLOSE || !is_group_sign(p, at);
}

static size_t word_end(parser *p, size_t at)
{
    size_t width;
    for (; at < p->length; at += width) {
        sign s = sign_at(p->text, at, p->length, &width);
        if (s == SIGN_BLANK) break;
        if ((s == SIGN_OPEN || s == SIGN_CLOSE) && is_group_sign(p, at)) break;
        if (s == SIGN_QUOTE && next_quote(p->text, at + width, p->length) < p->length) break;
    }
    return at;
}

/*
 * Reads a filter at p->at, if one is there, as an operand; *read tells. One that scopes the words is no operand and
 * passed over as a word without letters is.
 */
static speech_status read_filter(parser *p, bool *read)
{
    query *q = p->query;
    query_filter filter;
    query_field field;
    size_t begin, width;
    *read = false;
    if (!query_field_read(p->text, p->at, p->length, &field, &begin)) return SPEECH_OK;
    if (field == FIELD_SCOPE ? p->negations + p->groups > 0 : q->filters.count == QUERY_FILTERS) return SPEECH_OK;
    size_t end = word_end(p, begin), next = end;
    if (begin < p->length && sign_at(p->text, begin, p->length, &width) == SIGN_QUOTE &&
        next_quote(p->text, begin + width, p->length) < p->length) {
        end = next_quote(p->text, begin += width, p->length);
        sign_at(p->text, end, p->length, &width);
        next = end + width;
    }
    speech_status status = query_filter_make(&filter, &q->values, field, p->text + begin, end - begin);
    if (status != SPEECH_OK) return status == SPEECH_DONE ? SPEECH_OK : status;
    *read = true;
    status = operand_begin(p);
    if (field == FIELD_SCOPE) {
        q->scope = (query_scope)filter.choice;
    } else if (status == SPEECH_OK) {
        query_filter *added = list_add(&q->filters);
        if (added == NULL) return SPEECH_NOMEM;
        *added = filter;
        status = add_step(q, QUERY_FILTER, q->filters.count - 1);
    }
    p->at = next;
    if (status == SPEECH_OK) status = push_value(p, field != FIELD_SCOPE);
    return status == SPEECH_OK ? operand_end(p) : status;
}

static bool word_is(const parser *p, size_t end, const char *word)
{
    return end - p->at == strlen(word) && memcmp(p->text + p->at, word, end - p->at) == 0;
}

/* Reads a word, which may be an operator. */
static speech_status read_word(parser *p)
{
    bool filter;
    speech_status status = read_filter(p, &filter);
    if (status != SPEECH_OK || filter) return status;
    size_t begin = p->at, end = word_end(p, p->at);
    bool operator_word = !p->literal && operand_at(p, skip_blanks(p, end));
    bool is_or = operator_word && p->complete && word_is(p, end, "OR");
    bool is_and = operator_word && p->complete && word_is(p, end, "AND");
    bool is_not = operator_word && word_is(p, end, "NOT");
    p->at = end;
    if (is_or || is_and) return push_operator(p, is_or ? OPERATOR_OR : OPERATOR_AND);
    if (!is_not) return add_term(p, begin, end);
    status = operand_begin(p);
    return status == SPEECH_OK ? push_operator(p, OPERATOR_NOT) : status;
}

static speech_status read_open(parser *p)
{
    speech_status status = operand_begin(p);
    p->groups++;
    return status == SPEECH_OK ? push_operator(p, OPERATOR_OPEN) : status;
}

static speech_status read_close(parser *p)
{
    speech_status status = reduce_to(p, OPERATOR_OR);
    if (status != SPEECH_OK) return status;
    p->operators.count--; /* the opening parenthesis */
    p->groups--;
    return operand_end(p);
}

/* Reads what stands at p->at, which is no blank. */
static speech_status read_next(parser *p)
{
    size_t width;
    sign s = sign_at(p->text, p->at, p->length, &width);
    size_t begin = p->at + width;
    if ((s == SIGN_OPEN || s == SIGN_CLOSE) && is_group_sign(p, p->at)) {
        p->at = begin;
        return s == SIGN_OPEN ? read_open(p) : read_close(p);
    }
    if (s == SIGN_QUOTE) {
        size_t end = next_quote(p->text, begin, p->length);
        if (end < p->length) {
            sign_at(p->text, end, p->length, &width);
            p->at = end + width;
            return add_term(p, begin, end);
        }
    }
    if (s == SIGN_MINUS && !p->glued && !p->literal && skip_blanks(p, begin) == begin && operand_at(p, begin)) {
        speech_status status = operand_begin(p);
        p->at = begin;
        p->literal = true;
        return status == SPEECH_OK ? push_operator(p, OPERATOR_NOT) : status;
    }
    return read_word(p);
}

static speech_status read_all(parser *p)
{
    speech_status status = find_brackets(p);
    while (status == SPEECH_OK) {
        size_t at = skip_blanks(p, p->at);
        if (at > p->at) p->glued = false;
        p->at = at;
        if (at >= p->length) return reduce_to(p, OPERATOR_OR);
        status = read_next(p);
    }
    return status;
}

static speech_status init_finders(query *q)
{
    query_term *terms = q->terms.items;
    for (size_t i = 0; i < q->terms.count; i++)
        if (finder_init(&terms[i].finder, q->folded.text + terms[i].begin, terms[i].length) != SPEECH_OK)
            return SPEECH_NOMEM;
    for (size_t i = 0; i <= q->terms.count + q->filters.count; i++)
        if (list_add(&q->stack) == NULL) return SPEECH_NOMEM;
    return SPEECH_OK;
}

speech_status query_parse(query *out, const char *text, size_t length)
{
    *out = (query){.terms = {.size = sizeof(query_term)},
                   .filters = {.size = sizeof(query_filter)},
                   .steps = {.size = sizeof(query_step)},
                   .stack = {.size = sizeof(truth)}};
    parser p = {.text = text,
                .length = length,
                .query = out,
                .brackets = {.size = sizeof(bracket)},
                .operators = {.size = sizeof(operator)},
                .values = {.size = sizeof(bool)}};
    speech_status status = read_all(&p);
    if (status == SPEECH_OK) status = init_finders(out);
    list_free(&p.brackets);
    list_free(&p.operators);
    list_free(&p.values);
    text_buffer_free(&p.folded);
    return status;
}

void query_free(query *q)
{
    query_term *terms = q->terms.items;
    for (size_t i = 0; i < q->terms.count; i++) finder_free(&terms[i].finder);
    text_buffer_free(&q->folded);
    text_buffer_free(&q->values);
    list_free(&q->terms);
    list_free(&q->filters);
    list_free(&q->steps);
    list_free(&q->stack);
}
