/* Calendar dates in headers. */
#include "date.h"

#include "support.h"

static const struct {
    const char *text;
    const char *date; /* NULL: there is none */
} cases[] = {
    {"2026年1月26日在清河市会议上", "2026-01-26"},
    {"（2023年4月3日）", "2023-04-03"},
    {"２０２１年３月", "2021-03"},
    {"二〇二六年一月二十七日", "2026-01-27"},
    {"一九五八年二月三日", "1958-02-03"},
    {"一九四八年十二月三十日", "1948-12-30"},
    {"二○一二年十月", "2012-10"},
    {"1 9 9 8 年3 月5 日", "1998-03-05"},
    {"2021/3/4 21:08", "2021-03-04"},
    {"2026-02-11", "2026-02-11"},
    {"2026-01-31 07:00:44", "2026-01-31"},
    {"2013.9.7", "2013-09-07"},
    {"《简报》(20230210)", "2023-02-10"},
    {"2017年6月2日-4日", "2017-06"},
    {"中华民国114年10月6日", "2025-10-06"},
    {"民国101年6月6（星期三）", "2012-06-06"},
    {"2024年度工作会议", "2024"},
    {"2024年13月", "2024"},
    {"12024年", NULL},
    {"2.5年", NULL},
    {"100年", NULL},
    {"2024-99-01", NULL},
    {"九年八吨", NULL},
    {"", NULL},
};

START_TEST(test_date)
{
    date d;
    speech_span place;
    char text[11];
    const char *input = cases[_i].text;
    bool found = date_find(input, (speech_span){0, strlen(input)}, &d, &place);
    ck_assert_msg(found == (cases[_i].date != NULL), "%s", input);
    if (!found) return;
    date_format(d, text);
    ck_assert_str_eq(text, cases[_i].date);
    ck_assert_uint_le(place.end, strlen(input));
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_date, 0, sizeof cases / sizeof *cases);
}

int main(void)
{
    return run_suite("date", add_tests);
}
