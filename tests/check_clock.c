/* Clocks that go back, stand in 1970 or beyond 9999: no order and no answer depends on them. */
#include "archive_fixture.h"
#include "fault_vfs.h"
#include "read_everything.h"

#include <time.h>

static fixture f;
static time_t now;

/* In place of the system's, for all of this program. */
time_t time(time_t *out)
{
    if (out != NULL) *out = now;
    return now;
}

static void clock_set(int64_t seconds)
{
    now = (time_t)seconds;
    fault_clock_set(seconds);
}

static void mark(speech_task_status status, const char *day)
{
    speech_task_mark m = {.struct_size = sizeof m, .status = status, .happened_on = day};
    ck_assert_int_eq(speech_archive_mark(f.archive, 1, &m, &f.error), SPEECH_OK);
}

/* Everything that can be asked, as a digest. */
static uint64_t all_answers(void)
{
    uint64_t digest = 0;
    for (int w = 0; w < READING_WAY_COUNT; w++)
        ck_assert_msg(READING_WAYS[w].read(f.archive, READING_WAYS[w].number, &digest, &f.error) == SPEECH_OK, "%s: %s",
                      READING_WAYS[w].name, f.error.message);
    return digest;
}

static const struct {
    int64_t seconds;
    const char *stamp;
} STAMPS[] = {
    {1700000000, "2023-11-14T22:13:20Z"},   {0, "1970-01-01T00:00:00Z"},
    {-1, "1970-01-01T00:00:00Z"},           {INT64_MIN + 1, "1970-01-01T00:00:00Z"},
    {253402300799, "9999-12-31T23:59:59Z"}, {253402300800, "9999-12-31T23:59:59Z"},
    {INT64_MAX, "9999-12-31T23:59:59Z"},
};

START_TEST(test_stamps)
{
    now = (time_t)STAMPS[_i].seconds;
    ck_assert_int_eq(speech_archive_ingest(f.archive, "b.txt", "同志们：\n修好水渠。\n",
                                           strlen("同志们：\n修好水渠。\n"), NULL, &f.error),
                     SPEECH_OK);
    mark(SPEECH_TASK_DOING, "2026-03-01");
    ck_assert_str_eq(query(&f, "SELECT ingested_at FROM documents WHERE name = 'b.txt'"), STAMPS[_i].stamp);
    ck_assert_str_eq(query(&f, "SELECT recorded_at FROM task_history"), STAMPS[_i].stamp);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* The last mark of a day counts, though the clock went back before it was made. */
START_TEST(test_clock_goes_back)
{
    speech_cursor *history = NULL;
    const char *const wanted[] = {"done", "doing", "open", "dropped"};
    clock_set(1700000000);
    mark(SPEECH_TASK_DOING, "2026-03-01");
    clock_set(0);
    mark(SPEECH_TASK_OPEN, "2026-03-01");
    clock_set(1600000000);
    mark(SPEECH_TASK_DROPPED, "2026-03-01");
    clock_set(1800000000);
    mark(SPEECH_TASK_DONE, "2026-02-01");
    ck_assert_str_eq(query(&f, "SELECT status FROM task_list WHERE id = 1"), "dropped");
    ck_assert_int_eq(speech_archive_task_history(f.archive, 1, &history, &f.error), SPEECH_OK);
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(speech_cursor_next(history, &f.error), SPEECH_ROW);
        ck_assert_str_eq(speech_cursor_text(history, speech_cursor_column(history, "status")), wanted[i]);
    }
    speech_cursor_free(history);
}
END_TEST

/* What is due, overdue or counted is told by the question, not by the clock. */
START_TEST(test_answers_without_clock)
{
    static const int64_t CLOCKS[] = {0, -62167219200, 253402300799, 1700000000};
    mark(SPEECH_TASK_DOING, "2026-03-01");
    clock_set(1800000000);
    uint64_t answers = all_answers();
    for (size_t i = 0; i < sizeof CLOCKS / sizeof CLOCKS[0]; i++) {
        clock_set(CLOCKS[i]);
        ck_assert_uint_eq(all_answers(), answers);
    }
}
END_TEST

static void setup(void)
{
    sample s;
    fault_vfs_install();
    clock_set(1700000000);
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
    sample_make(&s);
    sample_store(&f, &s, "a.txt", 0);
}

static void teardown(void)
{
    fixture_end(&f);
}

static void add_tests(TCase *tests)
{
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, test_stamps, 0, (int)(sizeof STAMPS / sizeof STAMPS[0]));
    tcase_add_test(tests, test_clock_goes_back);
    tcase_add_test(tests, test_answers_without_clock);
}

int main(void)
{
    return run_suite("clock", add_tests);
}
