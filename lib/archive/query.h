/*
 * The query language.
 *
 *   改革 开放            both words (AND between them may be written)
 *   "乡村 振兴"          exactly this, blanks included
 *   改革 OR 开放         one of them at least; binds less than AND
 *   改革 -双减           the first and not the second; also NOT 双减, -"...", -( ... )
 *   (a OR b) c           parentheses group, to any depth
 *   speaker:林 改革       a filter stands wherever a word may (see query_filter.h); in:… says something about all
 * words, so it is one only outside of parentheses and negations, and the last one counts
 *
 * Operators are in capitals, and a minus stands before what it negates with no blank between, at the start of
 * a word. The full-width forms that Chinese keyboards give (　＂ － （ ）) count too; full-width parentheses
 * group only where there is a blank between them, so that （一） is the text it looks like.
 *
 * Every string is a query: a sign or word that lacks what it needs is literal text, part of the word it
 * touches. So are a quote or parenthesis without its partner, a pair of parentheses around nothing, an OR or
 * AND without an operand on each side, a NOT or minus without one behind it. Words and quotes in which
 * nothing is left after folding are passed over.
 */
#ifndef SPEECH_ARCHIVE_QUERY_H
#define SPEECH_ARCHIVE_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <speecharchive/status.h>

#include "finder.h"
#include "memory.h"
#include "query_filter.h"
#include "text_buffer.h"

enum { QUERY_FILTERS = 60 }; /* in one query; what more there are is literal text */

/* A word or phrase. */
typedef struct query_term {
    size_t begin;  /* in query.folded */
    size_t length; /* bytes, not 0 */
    bool wanted;   /* to be found, not to be absent: under an even number of NOTs */
    finder finder;
} query_term;

/* A query is a program for a stack of truth values; AND is the least, OR the greatest of two. */
typedef enum truth { TRUTH_NO, TRUTH_UNKNOWN, TRUTH_YES } truth;

typedef enum query_code {
    QUERY_TERM,       /* pushes: does the text hold term `operand`? */
    QUERY_FILTER,     /* pushes: does filter `operand` hold? */
    QUERY_NOT,        /* turns the top round */
    QUERY_AND,        /* joins the two at the top */
    QUERY_OR,         /* joins the two at the top */
    QUERY_SKIP_FALSE, /* goes to step `operand` if the top is false: the other side of an AND need not be seen */
    QUERY_SKIP_TRUE   /* goes to step `operand` if the top is true */
} query_code;

typedef struct query_step {
    query_code code;
    size_t operand;
} query_step;

typedef struct query {
    text_buffer folded; /* the terms, folded, one after the other */
    list terms;         /* query_term, in the order of the query */
    list filters;       /* query_filter, in the order of the query */
    text_buffer values; /* of the filters */
    query_scope scope;
    list steps; /* query_step; none: the query has neither term nor filter and finds nothing */
    list stack; /* truth; memory for query_decide */
} query;

/*
 * Reads the query text[0..length), any bytes. *out is freed by query_free, also after an error. Linear in
 * `length`, whatever is nested. Errors: SPEECH_NOMEM.
 */
speech_status query_parse(query *out, const char *text, size_t length);

void query_free(query *q);

/* What is known of a text and of what stands around it. */
typedef struct query_facts {
    const char *folded; /* NULL: the text is not known */
    size_t length;
    uint64_t known; /* bit i: it is known whether filter i holds */
    uint64_t held;  /* bit i: it does */
} query_facts;

/* Does a text match, as far as can be told? A query without steps matches nothing. */
truth query_decide(query *q, const query_facts *facts);

/* Does folded[0..length), a folded text, match where the filters hold whose bits are set? */
bool query_matches(query *q, const char *folded, size_t length, uint64_t held);

/*
 * The filters without which nothing matches, as far as the query's form tells: bit i of the result says that filter i
 * is decided, and that of *held how.
 */
uint64_t query_required(query *q, uint64_t *held);

#endif
