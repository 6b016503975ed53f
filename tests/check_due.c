/* Deadlines: where a period is read, and the date that it comes to. Nothing here depends on the clock. */

#include "support.h"

#include "due.h"
#include "period.h"

struct due_case {
    const char *deadline;
    const char *delivered_on;
    const char *due_on;
};

static const struct due_case years[] = {
    {"今年", "2025-03-05", "2025"},
    {"本年度", "2025-03", "2025"},
    {"明年", "2025", "2026"},
    {"后年", "2025", "2027"},
    {"今明两年", "2025", "2026-12-31"},
    {"2025年", NULL, "2025"},
    {"2025年度", NULL, "2025"},
    {"２０２５年", NULL, "2025"},
    {"二〇二五年", NULL, "2025"},
    {"一九五八年", NULL, "1958"},
    {"二○三○年", NULL, "2030"},
    {"民国114年", NULL, "2025"},
    {"2025年前", NULL, "2024-12-31"},
    {"2025年以前", NULL, "2024-12-31"},
    {"2025年之前", NULL, "2024-12-31"},
    {"2025年底", NULL, "2025-12-31"},
    {"2025年底前", NULL, "2025-12-31"},
    {"2025年末", NULL, "2025-12-31"},
    {"2025年内", NULL, "2025-12-31"},
    {"年内", "2025-11-02", "2025-12-31"},
    {"今年年内", "2025", "2025-12-31"},
    {"今年内", "2025", "2025-12-31"},
    {"年底", "2025", "2025-12-31"},
    {"年底前", "2025-06", "2025-12-31"},
    {"今年底", "2025", "2025-12-31"},
    {"今年底前", "2025", "2025-12-31"},
    {"明年年底", "2025", "2026-12-31"},
    {"2013-2014年度", NULL, "2014"},
    {"2013-14年度", NULL, "2014"},
    {"年内", NULL, ""},
    {"今年", NULL, ""},
    {"明年底前", "", ""},
};

static const struct due_case months[] = {
    {"上半年", "2025-02-10", "2025-06-30"},
    {"下半年", "2025-02-10", "2025-12-31"},
    {"今年上半年", "2025-12-20", "2025-06-30"},
    {"上半年", "2025-12-20", "2026-06-30"},
    {"明年上半年", "2025-12-20", "2026-06-30"},
    {"2026年上半年", NULL, "2026-06-30"},
    {"一季度", "2025-01-08", "2025-03-31"},
    {"第一季度", "2025-12-08", "2026-03-31"},
    {"前三季度", "2025", "2025-09-30"},
    {"四季度", "2025-10-01", "2025-12-31"},
    {"8月", "2025-03-01", "2025-08"},
    {"8月份", "2025", "2025-08"},
    {"八月", "2025", "2025-08"},
    {"十二月底前", "2025-03", "2025-12-31"},
    {"今年8月", "2025-10-01", "2025-08"},
    {"2025年8月", NULL, "2025-08"},
    {"2025年8月底前", NULL, "2025-08-31"},
    {"8月底前", "2025-03-05", "2025-08-31"},
    {"8月底之前", "2025-03-05", "2025-08-31"},
    {"3月底前", "2024-12-10", "2025-03-31"},
    {"9月前", "2025-03-05", "2025-08-31"},
    {"1月前", "2025-12-05", "2025-12-31"},
    {"2024年2月底前", NULL, "2024-02-29"},
    {"2025年2月底前", NULL, "2025-02-28"},
    {"2100年2月底前", NULL, "2100-02-28"},
    {"本月底", "2025-04-03", "2025-04-30"},
    {"本月底前", "2025-04-03", "2025-04-30"},
    {"月底前", "2025-02-03", "2025-02-28"},
    {"下月底", "2025-12-03", "2026-01-31"},
    {"下个月", "2025-12-03", "2026-01"},
    {"本月底", "2025", ""},
    {"下月10日前", "2025-12-03", "2026-01-10"},
    {"当月25日前", "2025-04-03", "2025-04-25"},
    {"每月5日前", "2025-04-03", ""},
    {"次月5日前", "2025-04-03", ""},
    {"6月至8月", "2025-02-03", "2025-08-31"},
    {"2026年6月1日至8月15日", NULL, "2026-08-15"},
    {"11月30日24时前", "2025-02-03", "2025-11-30"},
    {"11月30日下午5点前", "2025-02-03", "2025-11-30"},
    {"8月底前", NULL, ""},
    {"上半年", NULL, ""},
};

static const struct due_case days[] = {
    {"9月10日", "2025-08-01", "2025-09-10"},
    {"9月10日前", "2025-08-01", "2025-09-10"},
    {"9月10日之前", "2025", "2025-09-10"},
    {"2025年9月10日前", NULL, "2025-09-10"},
    {"9月10号", "2025-09-10", "2025-09-10"},
    {"9月10日", "2025-09-11", "2026-09-10"},
    {"九月十日前", "2025-08-01", "2025-09-10"},
    {"十二月三十一日前", "2025-08-01", "2025-12-31"},
    {"2025年2月30日前", NULL, ""},
};

static const struct due_case plans[] = {
    {"“十四五”期间", NULL, "2025-12-31"}, {"“十四五”末", NULL, "2025-12-31"},   {"十四五期间", NULL, "2025-12-31"},
    {"“十五五”时期", NULL, "2030-12-31"}, {"“十三五”末", "2018", "2020-12-31"}, {"“九五”期间", NULL, "2000-12-31"},
    {"“十五”期间", NULL, "2005-12-31"},
};

static const struct due_case unresolved[] = {
    {"*月底前", "2025-03-05", ""},
    {"*年*月", "2025", ""},
    {"今年*月份", "2025", ""},
    {"×月底前", "2025", ""},
    {"春节前", "2025-01-05", ""},
    {"新学期", "2025-08-25", ""},
    {"暑期", "2025", ""},
    {"三年内", "2025-03-05", ""},
    {"10天内", "2025-03-05", ""},
    {"未来五年", "2025", ""},
    {"每学期", "2025", ""},
    {"从现在起", "2025-03-05", ""},
    {"今年秋季开始", "2025", ""},
    {"2026年起", NULL, ""},
    {"", "2025", ""},
    {"尽快", "2025", ""},
    {"2025年底前", "not a date", "2025-12-31"},
};

static void check_cases(const struct due_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char due[11] = "unset";
        due_resolve(cases[i].deadline, (speech_span){0, strlen(cases[i].deadline)}, cases[i].delivered_on, due);
        ck_assert_msg(strcmp(due, cases[i].due_on) == 0, "%s on %s: \"%s\", not \"%s\"", cases[i].deadline,
                      cases[i].delivered_on == NULL ? "no date" : cases[i].delivered_on, due, cases[i].due_on);
    }
}

#define CHECK_CASES(cases) check_cases(cases, sizeof cases / sizeof *cases)

START_TEST(test_due_years)
{
    CHECK_CASES(years);
}
END_TEST
START_TEST(test_due_months)
{
    CHECK_CASES(months);
}
END_TEST
START_TEST(test_due_days)
{
    CHECK_CASES(days);
}
END_TEST
START_TEST(test_due_plans)
{
    CHECK_CASES(plans);
}
END_TEST
START_TEST(test_due_unresolved)
{
    CHECK_CASES(unresolved);
}
END_TEST

/* 4/5G is no date, and a date ends where it ends: nothing is counted up to the day of the test. */
START_TEST(test_peers_22_dates_from_the_speech)
{
    static const struct due_case cases[] = {
        {"4/5G", "2025-03-05", ""},
        {"5G", "2025-03-05", ""},
        {"2024年3月31日", NULL, "2024-03-31"},
        {"2024年3月31日", "2030-01-01", "2024-03-31"},
        {"3月31日", "2024-01-02", "2024-03-31"},
        {"今年", "1994-03-10", "1994"},
    };
    CHECK_CASES(cases);
}
END_TEST

/* How much of a text the period at its beginning takes; 0: there is none. */
START_TEST(test_period_extent)
{
    static const struct {
        const char *text;
        const char *taken;
    } cases[] = {
        {"今年底前完成", "今年底前"},
        {"今年内地游客", "今年"},
        {"今年起草办法", "今年"},
        {"今年起，", "今年起"},
        {"8月底之前上报", "8月底之前"},
        {"2025年前列", "2025年"},
        {"三年内建成", "三年内"},
        {"三年来", ""},
        {"5个工作日内答复", "5个工作日内"},
        {"未来三至五年，", "未来三至五年"},
        {"任期目标", ""},
        {"任期内完成", "任期内"},
        {"“十四五”期间", "“十四五”期间"},
        {"“十四五”规划", ""},
        {"“两个维护”", ""},
        {"13月", ""},
        {"1940年代", ""},
        {"今年*月份开工", "今年*月份"},
        {"每学期至少", "每学期"},
        {"从现在起，", "从现在起"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        period p;
        size_t length = strlen(cases[i].text);
        size_t end = period_read(cases[i].text, 0, length, &p) ? p.end : 0;
        ck_assert_msg(end == strlen(cases[i].taken), "%s: %zu bytes taken, not \"%s\"", cases[i].text, end,
                      cases[i].taken);
    }
}
END_TEST

static void add_tests(TCase *cases)
{
    tcase_set_timeout(cases, 4);
    tcase_add_test(cases, test_due_years);
    tcase_add_test(cases, test_due_months);
    tcase_add_test(cases, test_due_days);
    tcase_add_test(cases, test_due_plans);
    tcase_add_test(cases, test_due_unresolved);
    tcase_add_test(cases, test_peers_22_dates_from_the_speech);
    tcase_add_test(cases, test_period_extent);
}

int main(void)
{
    return run_suite("due", add_tests);
}
