/* The query language: what a query is read as, and what the index is asked for. */
#include "support.h"

#include "candidates.h"
#include "query.h"

typedef struct query_case {
    const char *text;
    const char *read; /* [term], & and | with parentheses round each, ! before what is negated; "" for no term */
} query_case;

static const query_case cases[] = {
    /* words */
    {"改革", "[改革]"},
    {"改革 开放", "([改革]&[开放])"},
    {"a b c", "(([a]&[b])&[c])"},
    {"改革　开放", "([改革]&[开放])"},
    {"  \t改革\r\n", "[改革]"},
    {"改革 AND 开放", "([改革]&[开放])"},
    {"GDP Ｇ２０ 體制", "(([gdp]&[g20])&[体制])"},
    {"改革 and 开放", "(([改革]&[and])&[开放])"},
    /* phrases */
    {"\"改革 开放\"", "[改革 开放]"},
    {"＂改革＂", "[改革]"},
    {"中国\"改革\"开放", "(([中国]&[改革])&[开放])"},
    {"“改革 开放”", "([“改革]&[开放”])"},
    {"\"a OR (b) -c\"", "[a or (b) -c]"},
    /* NOT */
    {"改革 -双减", "([改革]&![双减])"},
    {"改革 －双减", "([改革]&![双减])"},
    {"改革 NOT 双减", "([改革]&![双减])"},
    {"-双减", "![双减]"},
    {"NOT 双减 NOT 改革", "(![双减]&![改革])"},
    {"NOT NOT a", "!![a]"},
    {"a -\"b c\" -(d e)", "(([a]&![b c])&!([d]&[e]))"},
    {"a -NOT b", "(([a]&![not])&[b])"},
    {"not a", "([not]&[a])"},
    /* OR binds less than AND */
    {"a OR b", "([a]|[b])"},
    {"a b OR c d", "(([a]&[b])|([c]&[d]))"},
    {"a OR b OR c", "(([a]|[b])|[c])"},
    {"a OR -b", "([a]|![b])"},
    {"a OR NOT b c", "([a]|(![b]&[c]))"},
    {"\"a\"OR\"b\"", "([a]|[b])"},
    /* parentheses */
    {"(a OR b) c", "(([a]|[b])&[c])"},
    {"（a OR b） c", "(([a]|[b])&[c])"},
    {"(a OR b) -(c OR (d e))", "(([a]|[b])&!([c]|([d]&[e])))"},
    {"((改革))", "[改革]"},
    {"GDP(亿元)", "([gdp]&[亿元])"},
    {"（\"a b\"）", "[a b]"},
    {"（一）加强", "[(一)加强]"},
    /* literal text: what lacks what it needs */
    {"\"改革", "[\"改革]"},
    {"改革\"", "[改革\"]"},
    {"\"a\" \"b", "([a]&[\"b])"},
    {"(改革", "[(改革]"},
    {"改革)", "[改革)]"},
    {"a) (b", "([a)]&[(b])"},
    {"((a b)", "([(]&([a]&[b]))"},
    {"()", "[()]"},
    {"( )", "([(]&[)])"},
    {"OR", "[or]"},
    {"AND", "[and]"},
    {"NOT", "[not]"},
    {"a OR", "([a]&[or])"},
    {"OR a", "([or]&[a])"},
    {"a OR OR b", "([a]|([or]&[b]))"},
    {"a AND", "([a]&[and])"},
    {"(a OR) b", "(([a]&[or])&[b])"},
    {"a NOT", "([a]&[not])"},
    {"-", "[-]"},
    {"a - b", "(([a]&[-])&[b])"},
    {"--a", "![-a]"},
    {"(-)", "[-]"},
    {"a-b", "[a-b]"},
    {"\"a\"-b", "([a]&[-b])"},
    {"20%", "[20%]"},
    {"99.5%", "[99.5%]"},
    {"*", "[*]"},
    {"gr*ms:x", "[gr*ms:x]"},
    {"NEAR(a b)", "([near]&([a]&[b]))"},
    {"a+b^c{d}", "[a+b^c{d}]"},
    {"it's", "[it's]"},
    {"\xFF\xE4", "[\xEF\xBF\xBD\xEF\xBF\xBD]"},
    /* nothing to look for */
    {"", ""},
    {"   ", ""},
    {"\"\"", ""},
    {"-\"\"", ""},
    {"(\"\")", ""},
    {"\"\" OR a", "[a]"},
    {"a OR \"\"", "[a]"},
    {"a \"\" b", "([a]&[b])"},
    {"\xE2\x80\x8B", ""}, /* a zero-width space */
    {"a NOT (\"\" OR \"\")", "[a]"},
};

/* Writes the query as the cases do. */
static char *describe(const query *q)
{
    char *stack[64];
    size_t depth = 0;
    const query_step *steps = q->steps.items;
    const query_term *terms = q->terms.items;
    for (size_t i = 0; i < q->steps.count; i++) {
        char *made = calloc(1, 4096);
        switch (steps[i].code) {
        case QUERY_TERM:
            snprintf(made, 4096, "[%.*s]", (int)terms[steps[i].operand].length,
                     q->folded.text + terms[steps[i].operand].begin);
            stack[depth++] = made;
            continue;
        case QUERY_NOT: snprintf(made, 4096, "!%s", stack[depth - 1]); break;
        case QUERY_AND:
        case QUERY_OR:
            snprintf(made, 4096, "(%s%c%s)", stack[depth - 2], steps[i].code == QUERY_AND ? '&' : '|',
                     stack[depth - 1]);
            free(stack[--depth]);
            break;
        default: free(made); continue;
        }
        free(stack[depth - 1]);
        stack[depth - 1] = made;
    }
    ck_assert_uint_le(depth, 1);
    return depth == 1 ? stack[0] : calloc(1, 1);
}

START_TEST(test_peers_06_every_string_is_read)
{
    query q;
    ck_assert_int_eq(query_parse(&q, cases[_i].text, strlen(cases[_i].text)), SPEECH_OK);
    char *read = describe(&q);
    ck_assert_msg(strcmp(read, cases[_i].read) == 0, "%s was read as %s, not %s", cases[_i].text, read, cases[_i].read);
    free(read);
    query_free(&q);
}
END_TEST

typedef struct match_case {
    const char *query;
    const char *text;
    bool matches;
} match_case;

static const match_case match_cases[] = {
    {"改革", "深化改革", true},
    {"改革", "改 革", false},
    {"改革 开放", "开放与改革", true},
    {"改革 开放", "改革", false},
    {"改革 OR 开放 双减", "改革", true},
    {"改革 OR 开放 双减", "开放", false},
    {"(改革 OR 开放) 双减", "改革", false},
    {"-改革", "开放", true},
    {"-改革", "改革", false},
    {"-(改革 开放)", "改革", true},
    {"NOT NOT 改革", "改革", true},
    {"a OR b OR c OR d", "d", true},
    {"a b OR c -d", "c", true},
    {"a b OR c -d", "cd", false},
    {"", "x", false},
};

START_TEST(test_matching)
{
    const match_case *c = &match_cases[_i];
    query q;
    ck_assert_int_eq(query_parse(&q, c->query, strlen(c->query)), SPEECH_OK);
    ck_assert_int_eq(query_matches(&q, c->text, strlen(c->text)), c->matches);
    query_free(&q);
}
END_TEST

typedef struct candidate_case {
    const char *query;
    const char *match; /* within grams : (...); ~ before a complement, ? behind what is not exact */
} candidate_case;

static const candidate_case candidate_cases[] = {
    {"改", "\"改\"*"},
    {"改革", "\"改革 \""},
    {"高质量发展", "\"高质 质量 量发 发展 \""},
    {"改革 开放", "\"改革 \" AND \"开放 \""},
    {"改革 开放 GDP", "\"改革 \" AND \"开放 \" AND \"gd dp \""},
    {"改革 OR 开放 发展", "\"改革 \" OR (\"开放 \" AND \"发展 \")"},
    {"改革 -开放", "\"改革 \" NOT \"开放 \""},
    {"-改革 开放", "\"开放 \" NOT \"改革 \""},
    {"-改革", "~\"改革 \""},
    {"-改革 -开放", "~\"改革 \" OR \"开放 \""},
    {"改革 OR -开放", "~\"开放 \" NOT \"改革 \""},
    {"-改革 OR -开放", "~\"改革 \" AND \"开放 \""},
    {"-(改革 OR 开放) 发展", "\"发展 \" NOT (\"改革 \" OR \"开放 \")"},
    {"99.5%", "\"99 \" AND \"5\"*?"},
    {"改革、开放", "\"改革 \" AND \"开放 \"?"},
    {"%", "~?"},
    {"改革 -50%", "\"改革 \"?"},
    {"改革 OR %", "~?"},
    {"-50%", "~?"},
    {"", ""},
};

START_TEST(test_candidates)
{
    const candidate_case *c = &candidate_cases[_i];
    query q;
    candidates found;
    char read[1100], want[1024];
    ck_assert_int_eq(query_parse(&q, c->query, strlen(c->query)), SPEECH_OK);
    ck_assert_int_eq(candidates_make(&found, &q), SPEECH_OK);
    size_t length = strlen(c->match);
    bool complement = c->match[0] == '~', inexact = length > 0 && c->match[length - 1] == '?';
    snprintf(want, sizeof want, "%.*s", (int)(length - complement - inexact), c->match + complement);
    snprintf(read, sizeof read, "grams : (%s)", want);
    ck_assert_str_eq(found.match.length == 0 ? "" : found.match.text, want[0] == '\0' ? "" : read);
    ck_assert_int_eq(found.complement, complement);
    if (q.terms.count > 0) ck_assert_int_eq(found.exact, !inexact);
    candidates_free(&found);
    query_free(&q);
}
END_TEST

/* Depth and length cost neither stack nor more than linear time. */
START_TEST(test_deep_and_long_queries)
{
    static const char *const pieces[] = {"(a OR ", "(",   ")",      "\"",   "NOT ",  "-(",  "a ",
                                         "- ",     "OR ", "改革OR", "（a ", "\"a\"", "(a) "};
    enum { TIMES = 100000 };
    const char *piece = pieces[_i % 13];
    size_t size = strlen(piece);
    bool closed = _i >= 13;
    char *text = malloc(TIMES * (size + 1) + 2);
    size_t length = 0;
    for (int i = 0; i < TIMES; i++, length += size) memcpy(text + length, piece, size);
    text[length++] = 'b';
    if (closed) memset(text + length, ')', TIMES);
    if (closed) length += TIMES;
    query q;
    candidates found;
    ck_assert_int_eq(query_parse(&q, text, length), SPEECH_OK);
    ck_assert_int_eq(candidates_make(&found, &q), SPEECH_OK);
    query_matches(&q, "改革ab", strlen("改革ab"));
    candidates_free(&found);
    query_free(&q);
    free(text);
}
END_TEST

START_TEST(test_what_is_wanted)
{
    query q;
    const char *text = "a -b -(c -d) NOT NOT e";
    const char *wanted = "10011";
    ck_assert_int_eq(query_parse(&q, text, strlen(text)), SPEECH_OK);
    const query_term *terms = q.terms.items;
    ck_assert_uint_eq(q.terms.count, 5);
    for (size_t i = 0; i < 5; i++) ck_assert_int_eq(terms[i].wanted, wanted[i] == '1');
    query_free(&q);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_set_timeout(tests, 30);
    tcase_add_loop_test(tests, test_peers_06_every_string_is_read, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(tests, test_matching, 0, (int)(sizeof match_cases / sizeof *match_cases));
    tcase_add_loop_test(tests, test_candidates, 0, (int)(sizeof candidate_cases / sizeof *candidate_cases));
    tcase_add_loop_test(tests, test_deep_and_long_queries, 0, 26);
    tcase_add_test(tests, test_what_is_wanted);
}

int main(void)
{
    return run_suite("query", add_tests);
}
