/*
 * Trends and concordances count and show what a scan of every paragraph counts: thousands of random queries over real
 * and random texts.
 */
#include "random_queries.h"

#include <speecharchive/usage.h>

enum { GROUP_LIMIT = 64, CONTEXT = 7 };

/* ---- the scan ---- */

/* Marks the words that stand under an even number of NOTs, each word once. */
static void mark_wanted(const tree *q, int index, bool wanted, bool *marks)
{
    const node *n = &q->nodes[index];
    switch (n->kind) {
    case NODE_WORD:
        for (int i = 0; i < q->count; i++)
            if (marks[i] && strcmp(q->nodes[i].folded, n->folded) == 0) wanted = false;
        if (wanted) marks[index] = true;
        break;
    case NODE_FILTER: break;
    case NODE_NOT: mark_wanted(q, n->left, !wanted, marks); break;
    case NODE_AND:
    case NODE_OR:
        mark_wanted(q, n->left, wanted, marks);
        mark_wanted(q, n->right, wanted, marks);
        break;
    }
}

static int64_t count_places(const char *text, const char *words)
{
    int64_t count = 0;
    for (const char *at = text; (at = strstr(at, words)) != NULL; at++) count++;
    return count;
}

/* What a query has in each paragraph; -1: it does not match. */
typedef struct scanned {
    int64_t occurrences[TEXT_LIMIT];
    int64_t all;
} scanned;

static void scan(scanned *out, const texts *t, const tree *q)
{
    bool marks[TREE_NODES] = {false};
    mark_wanted(q, q->count - 1, true, marks);
    out->all = 0;
    for (int i = 0; i < t->count; i++) {
        out->occurrences[i] = holds(q, t, i) ? 0 : -1;
        for (int n = 0; n < q->count && out->occurrences[i] >= 0; n++)
            if (marks[n]) out->occurrences[i] += count_places(t->folded[i], q->nodes[n].folded);
        if (out->occurrences[i] > 0) out->all += out->occurrences[i];
    }
}

/* ---- trends ---- */

static size_t characters_of(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

/* Is paragraph `i` in the group of a row? */
static bool in_group(const texts *t, int i, speech_trend_by by, const char *name)
{
    size_t length = by == SPEECH_TREND_BY_YEAR ? 4 : 7;
    const char *key = by == SPEECH_TREND_BY_SPEAKER ? t->speaker[i] : t->date[i];
    if (key == NULL || name == NULL) return key == name;
    if (by == SPEECH_TREND_BY_SPEAKER) return strcmp(key, name) == 0;
    return strncmp(key, name, length) == 0 && strlen(name) == (strlen(key) < length ? strlen(key) : length);
}

static int64_t value_of(speech_cursor *row, const char *column)
{
    ck_assert_msg(speech_cursor_column(row, column) >= 0, "no column %s", column);
    return speech_cursor_integer(row, speech_cursor_column(row, column));
}

/* Compares a row; every speech of the fixture is a document. Returns how many paragraphs are in its group. */
static int compare_row(const texts *t, const scanned *expected, speech_trend_by by, speech_cursor *row,
                       const char *text)
{
    int64_t speeches = 0, paragraphs = 0, occurrences = 0, characters = 0;
    int members = 0, last = 0;
    const char *name = speech_cursor_text(row, 1), *first_on = NULL, *last_on = NULL;
    for (int i = 0; i < t->count; i++) {
        if (!in_group(t, i, by, name)) continue;
        members++;
        characters += (int64_t)characters_of(t->original[i]);
        if (expected->occurrences[i] < 0) continue;
        speeches += t->speech[i] != last;
        last = t->speech[i];
        paragraphs++;
        occurrences += expected->occurrences[i];
        const char *date = t->date[i];
        if (date != NULL && (first_on == NULL || strcmp(date, first_on) < 0)) first_on = date;
        if (date != NULL && (last_on == NULL || strcmp(date, last_on) > 0)) last_on = date;
    }
    ck_assert_msg(value_of(row, "speeches") == speeches && value_of(row, "documents") == speeches &&
                      value_of(row, "paragraphs") == paragraphs && value_of(row, "occurrences") == occurrences,
                  "%s: %s has %lld times in %lld paragraphs of %lld speeches, not %lld in %lld of %lld", text,
                  name == NULL ? "NULL" : name, (long long)value_of(row, "occurrences"),
                  (long long)value_of(row, "paragraphs"), (long long)value_of(row, "speeches"), (long long)occurrences,
                  (long long)paragraphs, (long long)speeches);
    ck_assert_int_eq(value_of(row, "total_paragraphs"), members);
    ck_assert_int_eq(value_of(row, "total_characters"), characters);
    const char *told = speech_cursor_text(row, speech_cursor_column(row, "first_on"));
    ck_assert(first_on == NULL ? told == NULL : told != NULL && strcmp(told, first_on) == 0);
    told = speech_cursor_text(row, speech_cursor_column(row, "last_on"));
    ck_assert(last_on == NULL ? told == NULL : told != NULL && strcmp(told, last_on) == 0);
    return members;
}

/* Two words in one trend, each counted by itself; together the rows of each hold every paragraph. */
static void compare_trend(const texts *t, const char *const text[2], const scanned expected[2])
{
    speech_trend_options options = {.struct_size = sizeof options, .words = text, .word_count = 2};
    options.by = (speech_trend_by)chance(3);
    speech_cursor *row = NULL;
    speech_error error = {0};
    ck_assert_msg(speech_archive_trend(t->f.archive, &options, NULL, &row, &error) == SPEECH_OK, "%s", error.message);
    int members[2] = {0, 0}, rows[2] = {0, 0};
    while (speech_cursor_next(row, &error) == SPEECH_ROW) {
        int which = rows[0] > 0 && members[0] == t->count;
        ck_assert_str_eq(speech_cursor_text(row, 0), text[which]);
        members[which] += compare_row(t, &expected[which], options.by, row, text[which]);
        rows[which]++;
    }
    ck_assert_int_eq(members[0], t->count);
    ck_assert_int_eq(members[1], t->count);
    ck_assert_int_eq(rows[0], rows[1]);
    speech_cursor_free(row);
}

/* ---- concordances ---- */

/* The text with each run of blanks as one, and without zero-width ones, to be freed. */
static char *collapse(const char *text, size_t length)
{
    char *out = malloc(length + 1);
    size_t used = 0;
    for (size_t at = 0; at < length; at += utf8_width(text[at])) {
        bool blank = utf8_is_space(utf8_at(text + at));
        if (utf8_at(text + at) == 0x200B || (blank && used > 0 && out[used - 1] == ' ')) continue;
        if (blank) out[used++] = ' ';
        else used += (size_t)(stpncpy(out + used, text + at, utf8_width(text[at])) - out) - used;
    }
    out[used] = '\0';
    return out;
}

/* Does text[0..length) end (or begin) with the context? */
static void compare_context(const char *context, const char *text, size_t length, bool ends)
{
    char *whole = collapse(text, length), *part = collapse(context, strlen(context));
    size_t more = strlen(whole) - strlen(part);
    ck_assert_msg(strlen(whole) >= strlen(part) && strncmp(whole + (ends ? more : 0), part, strlen(part)) == 0,
                  "'%s' is not beside the keyword in '%s'", part, whole);
    free(whole);
    free(part);
}

static void compare_hit(const texts *t, speech_cursor *row)
{
    int i = (int)value_of(row, "paragraph_id") - 1;
    int64_t begin = value_of(row, "begin_byte") - (i + 1) * 100000, end = value_of(row, "end_byte") - (i + 1) * 100000;
    const char *original = t->original[i], *keyword = speech_cursor_text(row, 1);
    ck_assert_int_ge(begin, 0);
    ck_assert_int_lt(begin, end);
    ck_assert_int_le(end, (int64_t)strlen(original));
    ck_assert_uint_eq(strlen(keyword), (size_t)(end - begin));
    ck_assert_int_eq(memcmp(keyword, original + begin, (size_t)(end - begin)), 0);
    compare_context(speech_cursor_text(row, 0), original, (size_t)begin, true);
    compare_context(speech_cursor_text(row, 2), original + end, strlen(original + end), false);
}

/* Every occurrence of each paragraph, in any order and on pages. */
static void compare_concordance(const texts *t, const char *text, const scanned *expected)
{
    static int64_t found[TEXT_LIMIT];
    int64_t all = 0;
    size_t page = chance(2) == 0 ? 0 : 50 + chance(100), got;
    speech_concordance_options options = {.struct_size = sizeof options, .context_characters = CONTEXT};
    options.order = (speech_concordance_order)chance(4);
    speech_filter filter = {.struct_size = sizeof filter, .limit = page};
    memset(found, 0, sizeof found);
    do {
        speech_cursor *row = NULL;
        speech_error error = {0};
        speech_status status = speech_archive_concordance(t->f.archive, text, &filter, &options, &row, &error);
        ck_assert_msg(status == SPEECH_OK, "%s: %s", text, error.message);
        for (got = 0; (status = speech_cursor_next(row, &error)) == SPEECH_ROW; got++) {
            compare_hit(t, row);
            found[value_of(row, "paragraph_id") - 1]++;
        }
        ck_assert_msg(status == SPEECH_DONE, "%s: %s", text, error.message);
        speech_cursor_free(row);
        all += (int64_t)got;
        filter.offset += got;
    } while (page > 0 && got == page);
    ck_assert_msg(all == expected->all, "%s: %lld rows, not %lld", text, (long long)all, (long long)expected->all);
    for (int i = 0; i < t->count; i++)
        ck_assert_int_eq(found[i], expected->occurrences[i] > 0 ? expected->occurrences[i] : 0);
}

/* ---- the comparison ---- */

static void run_queries(texts *t, int count)
{
    static scanned expected[2];
    fixture_commit(&t->f);
    int hits = 0;
    for (int i = 0; i < count; i++) {
        tree made[2];
        char text[2][QUERY_BYTES];
        for (int n = 0; n < 2; n++) {
            random_query(&made[n], text[n], t);
            scan(&expected[n], t, &made[n]);
            compare_concordance(t, text[n], &expected[n]);
            hits += expected[n].all > 0;
        }
        compare_trend(t, (const char *const[]){text[0], text[1]}, expected);
        for (int n = 0; n < 2; n++) tree_free(&made[n]);
    }
    ck_assert_int_gt(hits, count / 3); /* the test would prove little if queries found nothing */
    texts_free(t);
}

START_TEST(test_usage_equals_a_scan_of_real_text)
{
    texts *t = texts_new();
    add_corpus(t);
    if (t->count == 0) add_invented(t, 1000);
    run_queries(t, 200);
}
END_TEST

START_TEST(test_usage_equals_a_scan_of_random_text)
{
    texts *t = texts_new();
    chance_state += 77 + (uint64_t)_i;
    add_random(t, 200);
    add_invented(t, 200);
    run_queries(t, 300);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, test_usage_equals_a_scan_of_real_text);
    tcase_add_loop_test(tests, test_usage_equals_a_scan_of_random_text, 0, 2);
}

int main(void)
{
    return run_suite("usage_scan", add_tests);
}
