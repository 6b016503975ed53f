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
    /* filters */
    {"speaker:林 改革", "({speaker=林}&[改革])"},
    {"speaker：\"J. 林\"", "{speaker=J. 林}"},
    {"改革 -Actor:财政局", "([改革]&!{actor=财政局})"},
    {"year:2021", "{year=2021~2021}"},
    {"year:2019..2024 OR 改革", "({year=2019~2024}|[改革])"},
    {"year:２０１９－2024", "{year=2019~2024}"},
    {"date:2021-03.. date:..2021-06-30", "({date=2021-03~}&{date=~2021-06-30})"},
    {"(kind:money OR unit:\"元\") modality:forbid", "(({kind=money}|{unit=元})&{modality=forbid})"},
    {"in:headings 改革", "headings [改革]"},
    {"改革 in:directives due:2025..", "directives ([改革]&{due=2025~})"},
    {"in:figures in:paragraphs", ""},
    {"改革 OR in:figures", "figures [改革]"},
    /* what is no filter is literal text */
    {"speaker:", "[speaker:]"},
    {"speaker: 林", "([speaker:]&[林])"},
    {"speaker:\"\"", "[speaker:]"},
    {"year:soon", "[year:soon]"},
    {"year:2021-03", "[year:2021-03]"},
    {"year:..", "[year:..]"},
    {"date:2021-3", "[date:2021-3]"},
    {"kind:coins", "[kind:coins]"},
    {"colour:red", "[colour:red]"},
    {"\"year:2021\"", "[year:2021]"},
    {"myyear:2021", "[myyear:2021]"},
    {"(in:headings a)", "([in:headings]&[a])"},
    {"a -in:headings", "([a]&![in:headings])"},
    {"--year:2021", "![-year:2021]"},
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

static void describe_filter(const query *q, const query_filter *f, char out[4096])
{
    static const char *const names[] = {"speaker", "title",    "occasion", "document", "year", "date",
                                        "actor",   "modality", "due",      "kind",     "unit", "subject"};
    const char *value = q->values.text + f->value;
    bool range = f->field == FIELD_YEAR || f->field == FIELD_DATE || f->field == FIELD_DUE;
    if (f->field == FIELD_MODALITY) value = query_modality_name(f->choice);
    if (f->field == FIELD_KIND) value = query_kind_name(f->choice);
    if (range) snprintf(out, 4096, "{%s=%s~%s}", names[f->field], f->from, f->to);
    else snprintf(out, 4096, "{%s=%s}", names[f->field], value);
}

/* Writes the query as the cases do. */
static char *describe(const query *q)
{
    static const char *const scopes[] = {"", "directives ", "figures ", "headings "};
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
        case QUERY_FILTER:
            describe_filter(q, (const query_filter *)q->filters.items + steps[i].operand, made);
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
    if (depth == 0) return calloc(1, 1);
    char *whole = calloc(1, 4096);
    snprintf(whole, 4096, "%s%s", scopes[q->scope], stack[0]);
    free(stack[0]);
    return whole;
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

static bool matches(query *q, const char *text)
{
    return query_matches(q, text, strlen(text), 0);
}

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
    ck_assert_int_eq(matches(&q, c->text), c->matches);
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
    {"99.5%", "\"99 9 5 \"?"},
    {"改革、开放", "\"改革 革 开放 \"?"},
    {"改革、放", "\"改革 革 放\"*?"},
    {"（一）", "\"一 \"?"},
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
    ck_assert_int_eq(candidates_make(&found, &q, 0, 0), SPEECH_OK);
    size_t length = strlen(c->match);
    bool complement = c->match[0] == '~', inexact = length > 0 && c->match[length - 1] == '?';
    snprintf(want, sizeof want, "%.*s", (int)(length - complement - inexact), c->match + complement);
    snprintf(read, sizeof read, "grams : (%s)", want);
    ck_assert_str_eq(found.match.length == 0 ? "" : found.match.text, want[0] == '\0' ? "" : read);
    ck_assert_int_eq(found.complement, complement);
    if (q.steps.count > 0) ck_assert_int_eq(found.exact, !inexact);
    candidates_free(&found);
    query_free(&q);
}
END_TEST

typedef struct required_case {
    const char *query;
    const char *required; /* of each filter: + must hold, - must not, ? may */
} required_case;

static const required_case required_cases[] = {
    {"year:2021 改革", "+"},
    {"改革 -year:2021", "-"},
    {"year:2021 OR 改革", "?"},
    {"year:2021 speaker:林 OR year:2021 改革", "???"},
    {"NOT (year:2021 OR speaker:林)", "--"},
    {"NOT (year:2021 speaker:林)", "??"},
    {"(year:2021 OR speaker:林) kind:money", "??+"},
    {"改革", ""},
};

START_TEST(test_filters_without_which_nothing_matches)
{
    const required_case *c = &required_cases[_i];
    query q;
    uint64_t held;
    char found[QUERY_FILTERS + 1] = "";
    ck_assert_int_eq(query_parse(&q, c->query, strlen(c->query)), SPEECH_OK);
    uint64_t required = query_required(&q, &held);
    for (size_t i = 0; i < q.filters.count; i++) found[i] = !(required >> i & 1) ? '?' : held >> i & 1 ? '+' : '-';
    ck_assert_str_eq(found, c->required);
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
    ck_assert_int_eq(candidates_make(&found, &q, 0, 0), SPEECH_OK);
    matches(&q, "改革ab");
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
    tcase_add_loop_test(tests, test_filters_without_which_nothing_matches, 0,
                        (int)(sizeof required_cases / sizeof *required_cases));
    tcase_add_loop_test(tests, test_deep_and_long_queries, 0, 26);
    tcase_add_test(tests, test_what_is_wanted);
}

int main(void)
{
    return run_suite("query", add_tests);
}
