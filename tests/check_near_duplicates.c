/* Near-duplicates: how alike texts are, which speeches are linked, and what becomes of links. */
#include "archive_fixture.h"

#include "resemblance.h"

static fixture f;

static void start(void)
{
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
}

static void end(void)
{
    ck_assert_int_eq(problems(&f), 0);
    fixture_end(&f);
}

static double likeness_between(const char *a, const char *b)
{
    resemblance_set sets[2] = {{NULL, 0}, {NULL, 0}};
    ck_assert_int_eq(resemblance_set_make(&sets[0], a, strlen(a)), SPEECH_OK);
    ck_assert_int_eq(resemblance_set_make(&sets[1], b, strlen(b)), SPEECH_OK);
    double value = resemblance(&sets[0], &sets[1]);
    resemblance_set_free(&sets[0]);
    resemblance_set_free(&sets[1]);
    return value;
}

START_TEST(test_likeness)
{
    static const struct {
        const char *a, *b;
        double value;
    } cases[] = {
        {"修好渠道和泵站", "修好渠道和泵站", 1},
        {"修好渠道，和泵站。", "修好 渠道\n和泵站", 1}, /* marks and blanks do not count */
        {"ＡＢＣ国际 学校", "abc國際學校", 1},          /* width, case and traditional characters neither */
        {"修好渠道和泵站", "修好渠道和水站", 1.0 / 5},  /* 修好渠道和; 好渠道和泵, 渠道和泵站; … */
        {"修好渠道和泵站", "加固水库大坝工程", 0},
        {"一二三四", "一二三四", 0}, /* too short to have a sequence */
        {"", "", 0},
        {"一二三四五一二三四五一", "一二三四五一二三四五", 1}, /* each sequence counts once */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_double_eq_tol(likeness_between(cases[i].a, cases[i].b), cases[i].value, 1e-9);
        ck_assert_double_eq_tol(likeness_between(cases[i].b, cases[i].a), cases[i].value, 1e-9);
    }
}
END_TEST

enum { SENTENCES = 60, SIZE = 1 << 14 };

/*
 * An invented speech: sentence i is drawn from `seed`, or, for the first `changed` ones, from another. Returns `out`.
 */
static const char *speech(char out[SIZE], unsigned seed, int changed)
{
    static const char *const verbs[] = {"修好", "加固", "清理", "检查", "新建", "管好", "登记", "改造"};
    static const char *const places[] = {"东村", "西坡", "南岸", "北站", "河口", "山前", "桥头", "码头"};
    static const char *const things[] = {"渠道", "泵站", "堤防", "校舍", "食堂", "林带", "仓库", "水塔"};
    char *at = out + sprintf(out, "在全县工作会议上的讲话\n同志们：\n");
    for (int i = 0; i < SENTENCES; i++) {
        unsigned long long x = (seed + (i < changed ? 1000u : 0u)) * 0x9E3779B97F4A7C15u + (unsigned)i;
        x = (x ^ x >> 29) * 0xBF58476D1CE4E5B9u;
        x ^= x >> 32;
        at += sprintf(at, "%s%s%s%u处。", verbs[x & 7], places[x >> 3 & 7], things[x >> 6 & 7],
                      (unsigned)(x >> 9 & 1023));
    }
    strcpy(at, "\n");
    return out;
}

static speech_ingest_result ingest(const char *name, const char *text)
{
    speech_ingest_result result = {.struct_size = sizeof result, .outcome = SPEECH_UNCHANGED};
    speech_status status = speech_archive_ingest(f.archive, name, text, strlen(text), &result, &f.error);
    ck_assert_msg(status == SPEECH_OK, "%s", f.error.message);
    return result;
}

/* "2-1 3-1": which speech is linked to which. */
static const char *links(void)
{
    return query(&f, "SELECT coalesce(group_concat(x, ' '), '') FROM (SELECT speech_id || '-' || other_id AS x FROM "
                     "near_duplicates ORDER BY speech_id)");
}

START_TEST(test_links)
{
    char text[SIZE];
    ck_assert_uint_eq(ingest("a", speech(text, 1, 0)).near_duplicates, 0);
    ck_assert_uint_eq(ingest("b", speech(text, 2, 0)).near_duplicates, 0);
    speech_ingest_result edition = ingest("c", speech(text, 1, 4));
    ck_assert_uint_eq(edition.near_duplicates, 1);
    ck_assert_int_eq(edition.like_speech_id, 1);
    ck_assert_double_gt(edition.likeness, 0.75);
    ck_assert_double_lt(edition.likeness, 0.95);
    ingest("d", speech(text, 2, 8));
    ck_assert_uint_eq(ingest("e", speech(text, 1, 45)).near_duplicates, 0);
    ck_assert_str_eq(links(), "3-1 4-2");
}
END_TEST

/* The same speech among others in a collection, with a site's things around it. */
START_TEST(test_collection)
{
    char first[SIZE], second[SIZE], both[3 * SIZE];
    ingest("a", speech(first, 1, 0));
    snprintf(both, sizeof both,
             "首页 > 讲话\n第一篇：在另一个会议上的讲话\n%s\n第二篇：在全县工作会议上的讲话\n%s\n上一篇：没有了\n",
             strchr(speech(second, 9, 0), '\n') + 1, strchr(first, '\n') + 1);
    speech_ingest_result result = ingest("both", both);
    ck_assert_uint_eq(result.speeches, 2);
    ck_assert_uint_eq(result.near_duplicates, 1);
    ck_assert_str_eq(links(), "3-1");
    ck_assert_double_gt(result.likeness, 0.9);
}
END_TEST

/* Short texts are alike too easily. */
START_TEST(test_short)
{
    ingest("a", "第一号通知发下去了，请大家看一看。\n");
    ingest("b", "第二号通知发下去了，请大家看一看。\n");
    ck_assert_str_eq(links(), "");
}
END_TEST

/* When the distinct one changes or goes, the others are compared anew. */
START_TEST(test_distinct_one_goes)
{
    char text[SIZE];
    for (int i = 0; i < 3; i++) {
        const char *names[] = {"a", "b", "c"};
        ingest(names[i], speech(text, 1, 2 * i));
    }
    ck_assert_str_eq(links(), "2-1 3-1");
    ingest("a", speech(text, 5, 0));
    ck_assert_str_eq(links(), "3-2");
    ck_assert_int_eq(speech_archive_remove(f.archive, "b", &f.error), SPEECH_OK);
    ck_assert_str_eq(links(), "");
    ingest("d", speech(text, 1, 4));
    ingest("a", speech(text, 1, 3));
    ck_assert_str_eq(links(), "1-3");
}
END_TEST

/* Counts can leave near-duplicates out. */
START_TEST(test_distinct)
{
    char text[SIZE];
    ingest("a", speech(text, 1, 0));
    ingest("b", speech(text, 1, 2));
    ingest("c", speech(text, 2, 0));
    static const int wanted[] = {0, 1, -1}, counts[] = {3, 2, 1};
    for (size_t i = 0; i < 3; i++) {
        speech_filter filter = {.struct_size = sizeof filter, .distinct = wanted[i]};
        speech_cursor *cursor = NULL;
        int rows = 0;
        ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_SPEECHES, &filter, &cursor, &f.error), SPEECH_OK);
        while (speech_cursor_next(cursor, &f.error) == SPEECH_ROW) rows++;
        speech_cursor_free(cursor);
        ck_assert_int_eq(rows, counts[i]);
        ck_assert_int_eq(speech_archive_search(f.archive, "同志们", &filter, NULL, &cursor, &f.error), SPEECH_OK);
        for (rows = 0; speech_cursor_next(cursor, &f.error) == SPEECH_ROW;) rows++;
        speech_cursor_free(cursor);
        ck_assert_int_eq(rows, counts[i]);
    }
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM distinct_speeches"), "2");
    ck_assert_str_eq(query(&f, "SELECT document || other_document FROM near_duplicate_list"), "ba");
    speech_filter documents = {.struct_size = sizeof documents, .distinct = 1};
    speech_cursor *cursor = NULL;
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_DOCUMENTS, &documents, &cursor, &f.error), SPEECH_MISUSE);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, start, end);
    tcase_add_test(tests, test_likeness);
    tcase_add_test(tests, test_links);
    tcase_add_test(tests, test_collection);
    tcase_add_test(tests, test_short);
    tcase_add_test(tests, test_distinct_one_goes);
    tcase_add_test(tests, test_distinct);
}

int main(void)
{
    return run_suite("near_duplicates", add_tests);
}
