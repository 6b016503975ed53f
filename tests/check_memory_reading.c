/* Short memory in all that reads: documents, the analysis, searches, counts, the ledger and its hand-outs. */
#include "memory_faults.h"

#include <speecharchive/ledger.h>
#include <speecharchive/usage.h>

#define FIRST \
    "在枫林市消防安全工作会议上的讲话\n（2032年3月5日）\n" \
    "市长 顾长庚\n同志们：\n去年全市检查单位3600多家，投入1.2亿元，" \
    "火灾下降15%。\n一、看清形势\n问题依然不少，短板依然突出。" \
    "\n二、抓好整改\n（一）查隐患。市消防救援局要会同市住建局在6月底前查完" \
    "27处高层建筑，做到不留死角。\n（二）补短板。严禁占用消防通道。" \
    "由市财政局牵头，市应急管理局配合，9月15日前落实经费3000万元。" \
    "\n"

#define SECOND \
    "在枫林市质量大会上的报告\n2031年\n副市长 梅若兰\n" \
    "一、质量是生命。全市必须抓好质量，抓好安全。\n" \
    "各县要培训骨干500名，合格率达到98%以上。\n二、希望大家多提意见。" \
    "\n"

static void put(sweep *s, const char *name, const char *text)
{
    ck_assert_msg(speech_archive_ingest(s->f.archive, name, text, strlen(text), NULL, &s->f.error) == SPEECH_OK, "%s",
                  s->f.error.message);
}

static void filled(sweep *s)
{
    put(s, "first.txt", FIRST);
    put(s, "second.txt", SECOND);
    put(s, "third.txt", FIRST "请各单位抓紧落实。\n");
    const speech_task_mark mark = {
        .struct_size = sizeof mark, .status = SPEECH_TASK_DONE, .happened_on = "2032-05-01", .note = "完成"};
    const speech_task_assignment assignment = {
        .struct_size = sizeof assignment, .happened_on = "2032-04-01", .lead = "市城管局", .due_on = "2032-08"};
    ck_assert_int_eq(speech_archive_mark(s->f.archive, 1, &mark, &s->f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_assign(s->f.archive, 2, &assignment, &s->f.error), SPEECH_OK);
}

/* ---- tables ---- */

static speech_status read_table(sweep *s, speech_table table, const speech_filter *filter)
{
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_read(s->f.archive, table, filter, &cursor, &s->f.error);
    return sweep_read(s, status, cursor);
}

static speech_status read_tables(sweep *s)
{
    speech_status status = SPEECH_OK;
    for (int t = SPEECH_DOCUMENTS; t <= SPEECH_DOUBTS && status == SPEECH_OK; t++)
        status = read_table(s, (speech_table)t, NULL);
    return status;
}

static speech_status read_directives(sweep *s)
{
    const speech_filter filter = {.struct_size = sizeof filter,
                                  .document = "txt",
                                  .speaker = "顾",
                                  .delivered_from = "2030",
                                  .delivered_to = "2032",
                                  .text = "消防",
                                  .modalities = 1u << SPEECH_REQUIRE | 1u << SPEECH_FORBID,
                                  .due_to = "2033",
                                  .actor = "市",
                                  .distinct = 1};
    return read_table(s, SPEECH_DIRECTIVES, &filter);
}

static speech_status read_figures(sweep *s)
{
    const double least = 1, most = 1e12;
    const speech_filter filter = {.struct_size = sizeof filter,
                                  .document_id = 1,
                                  .speech_id = 1,
                                  .section_id = 2,
                                  .kinds = 1u << SPEECH_MONEY | 1u << SPEECH_COUNT,
                                  .value_min = &least,
                                  .value_max = &most,
                                  .masked = -1,
                                  .limit = 5};
    return read_table(s, SPEECH_FIGURES, &filter);
}

static speech_status read_speech(sweep *s)
{
    char *text = NULL;
    size_t length = 0;
    speech_counts counts = {.struct_size = sizeof counts};
    speech_status status = speech_archive_speech_text(s->f.archive, 2, &text, &length, &s->f.error);
    if (status == SPEECH_OK) sweep_note(s, "%zu %s", length, text);
    else ck_assert_ptr_null(text);
    speech_free(text);
    if (status == SPEECH_OK) status = speech_archive_count(s->f.archive, &counts, &s->f.error);
    if (status == SPEECH_OK) sweep_note(s, "%d", (int)counts.figures);
    return status;
}

/* ---- searches ---- */

static speech_status search(sweep *s, const char *words, const speech_filter *filter,
                            const speech_search_options *options)
{
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_search(s->f.archive, words, filter, options, &cursor, &s->f.error);
    return sweep_read(s, status, cursor);
}

static speech_status search_word(sweep *s)
{
    return search(s, "短板", NULL, NULL);
}

static speech_status search_operators(sweep *s)
{
    return search(s, "(消防 OR 质量) -食堂 \"抓好 整改\" OR NOT 安全", NULL, NULL);
}

static speech_status search_character(sweep *s)
{
    const speech_filter filter = {.struct_size = sizeof filter, .speaker = "顾", .limit = 2};
    return search(s, "市", &filter, NULL);
}

static speech_status search_long_word(sweep *s)
{
    const speech_filter filter = {.struct_size = sizeof filter, .limit = 3};
    const speech_search_options options = {
        .struct_size = sizeof options, .half_life_years = 2, .mark_begin = "<", .mark_end = ">"};
    return search(s, "占用消防通道", &filter, &options);
}

static speech_status search_filters(sweep *s)
{
    return search(s,
                  "speaker:顾 OR title:质量 year:2030..2033 -document:third occasion:会 actor:局 du"
                  "e:..2033 kind:money",
                  NULL, NULL);
}

static speech_status search_directives(sweep *s)
{
    return search(s, "in:directives 消防 modality:forbid OR 质量", NULL, NULL);
}

static speech_status search_figures(sweep *s)
{
    return search(s, "in:figures 万元 OR unit:元 subject:经费", NULL, NULL);
}

static speech_status search_headings(sweep *s)
{
    const speech_search_options options = {.struct_size = sizeof options, .order = SPEECH_BY_DOCUMENT};
    return search(s, "in:headings 质量 OR 隐患", NULL, &options);
}

static speech_status search_groups(sweep *s)
{
    const speech_search_options options = {
        .struct_size = sizeof options, .group = SPEECH_GROUP_BY_SECTION, .order = SPEECH_BY_DATE};
    return search(s, "抓好 OR 市", NULL, &options);
}

static speech_status search_speeches(sweep *s)
{
    const speech_filter filter = {.struct_size = sizeof filter, .section_id = 2};
    const speech_search_options options = {.struct_size = sizeof options, .group = SPEECH_GROUP_BY_SPEECH};
    return search(s, "市 局", &filter, &options);
}

/* ---- counts of words ---- */

static speech_status count_words(sweep *s, speech_trend_by by)
{
    static const char *const WORDS[] = {"安全", "短板 OR 质量", "in:directives 局", "不 -有"};
    const speech_trend_options options = {.struct_size = sizeof options, .words = WORDS, .word_count = 4, .by = by};
    const speech_filter filter = {.struct_size = sizeof filter, .document = "txt"};
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_trend(s->f.archive, &options, &filter, &cursor, &s->f.error);
    return sweep_read(s, status, cursor);
}

static speech_status count_by_month(sweep *s)
{
    return count_words(s, SPEECH_TREND_BY_MONTH);
}

static speech_status count_by_speaker(sweep *s)
{
    return count_words(s, SPEECH_TREND_BY_SPEAKER);
}

static speech_status concordance(sweep *s, const char *words, speech_concordance_order order)
{
    const speech_concordance_options options = {.struct_size = sizeof options, .order = order};
    const speech_filter filter = {.struct_size = sizeof filter, .delivered_to = "2033"};
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_concordance(s->f.archive, words, &filter, &options, &cursor, &s->f.error);
    return sweep_read(s, status, cursor);
}

static speech_status concordance_left(sweep *s)
{
    return concordance(s, "短板 OR 质量", SPEECH_CONCORDANCE_BY_LEFT);
}

static speech_status concordance_date(sweep *s)
{
    return concordance(s, "in:directives 消防 -通道", SPEECH_CONCORDANCE_BY_DATE);
}

/* ---- the ledger ---- */

static const speech_task_filter ALL_TASKS = {.struct_size = sizeof ALL_TASKS, .as_of = "2032-06-01"};

static speech_status read_tasks(sweep *s)
{
    const int within = 400;
    speech_task_filter filter = ALL_TASKS;
    filter.document = "txt";
    filter.actor = "市";
    filter.text = "消防";
    filter.statuses = 1u << SPEECH_TASK_OPEN | 1u << SPEECH_TASK_DONE;
    filter.modalities = 1u << SPEECH_REQUIRE | 1u << SPEECH_FORBID;
    filter.due_from = "2030";
    filter.due_to = "2040";
    filter.due_within = &within;
    filter.section_id = 2;
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_tasks(s->f.archive, &filter, &cursor, &s->f.error);
    status = sweep_read(s, status, cursor);
    cursor = NULL;
    if (status == SPEECH_OK) {
        status = speech_archive_task_history(s->f.archive, 2, &cursor, &s->f.error);
        status = sweep_read(s, status, cursor);
    }
    return status;
}

static speech_status hand_out(sweep *s, speech_handout_format format, speech_handout_grouping grouping)
{
    const speech_handout_options options = {
        .struct_size = sizeof options, .format = format, .grouping = grouping, .stamp = "20320601T080000Z"};
    char *out = NULL;
    speech_status status = speech_archive_handout(s->f.archive, &ALL_TASKS, &options, &out, &s->f.error);
    if (status == SPEECH_OK) sweep_note(s, "%s", out);
    else ck_assert_ptr_null(out);
    speech_free(out);
    return status;
}

static speech_status hand_out_markdown(sweep *s)
{
    return hand_out(s, SPEECH_HANDOUT_MARKDOWN, SPEECH_HANDOUT_BY_BODY);
}

static speech_status hand_out_csv(sweep *s)
{
    return hand_out(s, SPEECH_HANDOUT_CSV, SPEECH_HANDOUT_BY_BODY);
}

static speech_status hand_out_html(sweep *s)
{
    return hand_out(s, SPEECH_HANDOUT_HTML, SPEECH_HANDOUT_BY_SECTION);
}

static speech_status hand_out_calendar(sweep *s)
{
    return hand_out(s, SPEECH_HANDOUT_CALENDAR, SPEECH_HANDOUT_BY_SECTION);
}

static const scenario ARCHIVE_SCENARIOS[] = {
    {"read tables", filled, read_tables, false, false},
    {"read directives", filled, read_directives, false, false},
    {"read figures", filled, read_figures, false, false},
    {"read a speech", filled, read_speech, false, false},
    {"search a word", filled, search_word, false, false},
    {"search with operators", filled, search_operators, false, false},
    {"search a character", filled, search_character, false, false},
    {"search a long word", filled, search_long_word, false, false},
    {"search with filters", filled, search_filters, false, false},
    {"search directives", filled, search_directives, false, false},
    {"search figures", filled, search_figures, false, false},
    {"search headings", filled, search_headings, false, false},
    {"search by section", filled, search_groups, false, false},
    {"search by speech", filled, search_speeches, false, false},
    {"count by month", filled, count_by_month, false, false},
    {"count by speaker", filled, count_by_speaker, false, false},
    {"keywords by what is left", filled, concordance_left, false, false},
    {"keywords by date", filled, concordance_date, false, false},
    {"read tasks", filled, read_tasks, false, false},
    {"hand out as Markdown", filled, hand_out_markdown, false, false},
    {"hand out as CSV", filled, hand_out_csv, false, false},
    {"hand out as HTML", filled, hand_out_html, false, false},
    {"hand out as a calendar", filled, hand_out_calendar, false, false},
};

/* SQLite 3.34 itself crashes when memory gets short while it prepares window functions. */
static bool asks_too_much(const scenario *c)
{
    bool windows = c->run == search_groups || c->run == search_speeches;
    return windows && sqlite3_libversion_number() < 3035000;
}

START_TEST(test_archive)
{
    if (asks_too_much(&ARCHIVE_SCENARIOS[_i])) return;
    sweep_run(&ARCHIVE_SCENARIOS[_i]);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_archive, 0, sizeof ARCHIVE_SCENARIOS / sizeof *ARCHIVE_SCENARIOS);
}

int main(void)
{
    return fault_install() ? run_suite("memory_reading", add_tests) : EXIT_FAILURE;
}
