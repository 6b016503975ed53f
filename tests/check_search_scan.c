/*
 * Search finds what a scan of every paragraph finds: thousands of random queries over real and random texts,
 * each answered once by the library and once by a plain evaluation of the tree that the query was written from,
 * on texts folded by utf8proc as a whole. A part of the words are filters, and a part of the queries looks into
 * directives, figures or headings.
 */
#include "random_queries.h"

/* ---- the comparison ---- */

typedef struct answer {
    int ids[TEXT_LIMIT];
    int count;
} answer;

static void ask(const texts *t, const char *text, const speech_filter *filter, answer *out)
{
    speech_cursor *cursor = NULL;
    speech_error error = {0};
    speech_status status = speech_archive_search(t->f.archive, text, filter, NULL, &cursor, &error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", text, error.message);
    double last = 1e9;
    out->count = 0;
    while ((status = speech_cursor_next(cursor, &error)) == SPEECH_ROW) {
        double score = speech_cursor_real(cursor, 12);
        ck_assert_msg(score <= last, "%s: the scores do not fall", text);
        last = score;
        out->ids[out->count++] = (int)speech_cursor_integer(cursor, 0);
    }
    ck_assert_msg(status == SPEECH_DONE, "%s: %s", text, error.message);
    speech_cursor_free(cursor);
}

static void compare(const texts *t, const tree *query_tree, const char *text, const answer *found)
{
    static bool seen[TEXT_LIMIT + 1];
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < found->count; i++) {
        ck_assert_msg(!seen[found->ids[i]], "%s: paragraph %d twice", text, found->ids[i]);
        seen[found->ids[i]] = true;
    }
    for (int i = 0; i < t->count; i++)
        ck_assert_msg(holds(query_tree, t, i) == seen[i + 1], "%s: paragraph %d was %s: %s", text, i + 1,
                      seen[i + 1] ? "found" : "not found", t->original[i]);
}

/* Pages, one after the other, are the whole answer. */
static void compare_pages(const texts *t, const char *text, const answer *whole)
{
    static answer page;
    size_t size = 5 + chance(20);
    speech_filter filter = {.struct_size = sizeof filter, .limit = size};
    for (int at = 0; at <= whole->count && at < 80; at += (int)size) {
        filter.offset = (size_t)at;
        ask(t, text, &filter, &page);
        ck_assert_int_eq(page.count, whole->count - at < (int)size ? whole->count - at : (int)size);
        for (int i = 0; i < page.count; i++)
            ck_assert_msg(page.ids[i] == whole->ids[at + i], "%s: page of %zu from %d differs", text, size, at);
    }
}

/* A filtered answer is what the filter leaves of the whole one, in the same order. */
static void compare_filtered(const texts *t, const char *text, const answer *whole)
{
    static answer found;
    speech_filter filter = {
        .struct_size = sizeof filter, .speech_id = 1 + (int)chance((uint32_t)t->f.speech), .limit = 1 + chance(20)};
    ask(t, text, &filter, &found);
    int next = 0;
    for (int i = 0; i < whole->count && next < (int)filter.limit; i++) {
        if (t->speech[whole->ids[i] - 1] != filter.speech_id) continue;
        ck_assert_msg(next < found.count && found.ids[next] == whole->ids[i], "%s: filtered by speech", text);
        next++;
    }
    ck_assert_int_eq(found.count, next);
}

static void run_queries(texts *t, int count)
{
    static answer found;
    fixture_commit(&t->f);
    int hits = 0;
    for (int i = 0; i < count; i++) {
        tree made;
        char text[QUERY_BYTES];
        random_query(&made, text, t);
        ask(t, text, NULL, &found);
        compare(t, &made, text, &found);
        if (i % 20 == 0) compare_pages(t, text, &found);
        if (i % 10 == 1) compare_filtered(t, text, &found);
        hits += found.count > 0;
        tree_free(&made);
    }
    ck_assert_int_gt(hits, count / 3); /* the test would prove little if queries found nothing */
    texts_free(t);
}

START_TEST(test_peers_01_to_10_search_equals_a_scan_of_real_text)
{
    texts *t = texts_new();
    add_corpus(t);
    if (t->count == 0) add_invented(t, 1000);
    run_queries(t, 700);
}
END_TEST

START_TEST(test_peers_01_to_10_search_equals_a_scan_of_random_text)
{
    texts *t = texts_new();
    chance_state += (uint64_t)_i;
    add_random(t, 200);
    add_invented(t, 200);
    run_queries(t, 700);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, test_peers_01_to_10_search_equals_a_scan_of_real_text);
    tcase_add_loop_test(tests, test_peers_01_to_10_search_equals_a_scan_of_random_text, 0, 2);
}

int main(void)
{
    return run_suite("search_scan", add_tests);
}
