/* Short memory in everything that an archive does: nothing is lost, nothing is half there, nothing leaks. */
#include "memory_faults.h"

#include <speecharchive/ledger.h>
#include <speecharchive/usage.h>

#define BODY \
    "同志们：\n去年全区新建渠道36公里，投资2.4亿元，受益农户约5200户。" \
    "\n一、把灌溉工程抓实\n（一）加快进度。区水利局要会同各乡镇在2031年9月底" \
    "前完成4座泵站的改造，确保灌溉面积增加1.2万亩以上。\n" \
    "（二）守住质量。严禁偷工减料，不得拖欠工程款。\n" \
    "二、把服务送到田头\n一是开好培训班，每个乡镇不少于3期。" \
    "二是管好用水，由区农业农村局牵头，区供销社配合，10月15日前拿出方案。" \
    "\n"

#define REPORT \
    "在芦苇区农田水利工作会议上的讲话\n（2031年2月6日）\n" \
    "区长 郑望川\n" \
    BODY \
    "让我们一起把事情办好。\n"

/* The same with another end: half of it and more is the same. */
#define EDITION \
    "在芦苇区农田水利工作会议上的讲话\n（2031年2月7日）\n" \
    "区长 郑望川\n" \
    BODY \
    "希望大家再接再厉，多作贡献。\n"

/* The same with a directive changed, one gone and one new. */
#define CORRECTED \
    "在芦苇区农田水利工作会议上的讲话\n（2031年2月6日）\n" \
    "区长 郑望川\n同志们：\n一、把灌溉工程抓实\n" \
    "（一）加快进度。区水利局要会同各乡镇在2031年10月底前完成5座泵站的改造。" \
    "\n（二）守住质量。严禁偷工减料，不得拖欠工程款。\n" \
    "二、新的任务\n区财政局要按月公开资金账目。\n"

#define OTHER \
    "在石榴县校车安全会上的讲话\n（2030年8月）\n一、要管好车辆。" \
    "全县87辆校车必须逐辆检查。\n二、要管好人员。\n" \
    "县教育局要对驾驶员进行培训，培训率达到100%。\n"

#define THIRD \
    "关于柳湾镇防汛工作的部署\n各村要在5月底前清理沟渠12公里。" \
    "\n严禁在河道内堆放杂物。\n"

static speech_status ingest(sweep *s, const char *name, const char *text)
{
    speech_ingest_result result = {.struct_size = sizeof result, .document_id = -1};
    speech_status status = speech_archive_ingest(s->f.archive, name, text, strlen(text), &result, &s->f.error);
    if (status != SPEECH_OK) ck_assert_int_eq((int)result.document_id, -1);
    else
        sweep_note(s, "%s %d %zu %zu %zu %zu\n", name, (int)result.outcome, result.paragraphs, result.directives,
                   result.figures, result.near_duplicates);
    return status;
}

static void put(sweep *s, const char *name, const char *text)
{
    ck_assert_msg(ingest(s, name, text) == SPEECH_OK, "%s", s->f.error.message);
}

static int64_t number(sweep *s, const char *sql)
{
    return atoll(query(&s->f, sql));
}

static void mark_put(sweep *s, const char *words)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT id FROM directives WHERE instr(text, '%s') LIMIT 1", words);
    const speech_task_mark mark = {
        .struct_size = sizeof mark, .status = SPEECH_TASK_DOING, .happened_on = "2031-03-01", .note = "已开工"};
    ck_assert_int_eq(speech_archive_mark(s->f.archive, number(s, sql), &mark, &s->f.error), SPEECH_OK);
}

/* ---- what is there before ---- */

static void nothing_there(sweep *s)
{
    (void)s;
}

static void two_there(sweep *s)
{
    put(s, "other.txt", OTHER);
    put(s, "report.txt", REPORT);
}

static void copies_there(sweep *s)
{
    two_there(s);
    put(s, "copy.txt", REPORT);
    put(s, "edition.txt", EDITION);
    mark_put(s, "泵站");
    mark_put(s, "拖欠");
    mark_put(s, "校车");
}

/* ---- documents ---- */

static speech_status store_first(sweep *s)
{
    return ingest(s, "report.txt", REPORT);
}

static speech_status store_alike(sweep *s)
{
    return ingest(s, "edition.txt", EDITION);
}

static speech_status store_again(sweep *s)
{
    return ingest(s, "report.txt", REPORT);
}

static speech_status store_copy(sweep *s)
{
    return ingest(s, "copy.txt", "\n  " REPORT);
}

static speech_status store_correction(sweep *s)
{
    return ingest(s, "report.txt", CORRECTED);
}

/* A name changes from one text to another that is there. */
static speech_status store_other_text(sweep *s)
{
    return ingest(s, "report.txt", OTHER);
}

static speech_status store_under_alias(sweep *s)
{
    return ingest(s, "copy.txt", CORRECTED);
}

static speech_status store_stated(sweep *s)
{
    const speech_stated stated = {.speaker = "郑望川", .title = "水利讲话", .delivered_on = "2031-02-06"};
    const speech_ingest_options options = {.struct_size = sizeof options, .stated = &stated, .known = s->f.archive};
    speech_prepared *prepared = NULL;
    speech_status status = speech_prepare(&prepared, "report.txt", REPORT, strlen(REPORT), &options, &s->f.error);
    if (status == SPEECH_OK) status = speech_archive_store(s->f.archive, prepared, NULL, &s->f.error);
    else ck_assert_ptr_null(prepared);
    speech_prepared_free(prepared);
    return status;
}

static void tasks_there(sweep *s)
{
    two_there(s);
    mark_put(s, "泵站");
}

static void stated_there(sweep *s)
{
    two_there(s);
    ck_assert_int_eq(store_stated(s), SPEECH_OK);
}

static speech_status remove_document(sweep *s)
{
    return speech_archive_remove(s->f.archive, "report.txt", &s->f.error);
}

static speech_status remove_alias(sweep *s)
{
    return speech_archive_remove(s->f.archive, "copy.txt", &s->f.error);
}

/* The group goes on behind a document that could not be stored; the first failure is what is told. */
static speech_status store_group(sweep *s)
{
    speech_status first = speech_archive_begin(s->f.archive, &s->f.error);
    if (first != SPEECH_OK) return first;
    speech_error kept = s->f.error;
    const struct {
        const char *name, *text;
    } documents[] = {{"report.txt", CORRECTED}, {"third.txt", THIRD}, {"fourth.txt", OTHER}};
    for (size_t i = 0; i < 3; i++) {
        speech_status status = ingest(s, documents[i].name, documents[i].text);
        if (first == SPEECH_OK && status != SPEECH_OK) kept = s->f.error;
        if (first == SPEECH_OK) first = status;
    }
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_search(s->f.archive, "泵站", NULL, NULL, &cursor, &s->f.error);
    status = sweep_read(s, status, cursor);
    if (first == SPEECH_OK && status != SPEECH_OK) kept = s->f.error;
    if (first == SPEECH_OK) first = status;
    status = speech_archive_commit(s->f.archive, &s->f.error);
    if (first != SPEECH_OK) s->f.error = kept;
    return first == SPEECH_OK ? status : first;
}

/* ---- the ledger ---- */

static speech_status mark_task(sweep *s)
{
    const speech_task_mark mark = {.struct_size = sizeof mark,
                                   .status = SPEECH_TASK_DONE,
                                   .happened_on = "2031-09-20",
                                   .note = "已验收",
                                   .evidence = "验收单7号",
                                   .by_whom = "督查室"};
    return speech_archive_mark(s->f.archive, 1, &mark, &s->f.error);
}

static speech_status assign_task(sweep *s)
{
    const speech_task_assignment assignment = {.struct_size = sizeof assignment,
                                               .happened_on = "2031-03-02",
                                               .lead = "区住建局",
                                               .due_on = "2031-11",
                                               .by_whom = "区政府办"};
    return speech_archive_assign(s->f.archive, 2, &assignment, &s->f.error);
}

/* ---- care ---- */

static void note_problem(void *context, const char *message)
{
    sweep_note(context, "%s\n", message);
}

static speech_status check_archive(sweep *s)
{
    speech_status status = speech_archive_check(s->f.archive, note_problem, NULL, s, &s->f.error);
    ck_assert_msg(s->noted_length == 0, "request %ld: %s", s->at, s->noted);
    return status;
}

static bool go_on(void *context, int64_t done, int64_t total)
{
    (void)context;
    return done <= total;
}

static speech_status rebuild_index(sweep *s)
{
    return speech_archive_rebuild(s->f.archive, go_on, NULL, &s->f.error);
}

/* ---- opening ---- */

static speech_status open_again(sweep *s, unsigned flags)
{
    speech_archive *archive = NULL;
    speech_status status = speech_archive_open(&archive, s->f.path, flags, &s->f.error);
    if (status != SPEECH_OK) ck_assert_ptr_null(archive);
    s->f.archive = archive;
    return status;
}

static speech_status open_new(sweep *s)
{
    return open_again(s, SPEECH_OPEN_CREATE);
}

static speech_status open_writing(sweep *s)
{
    return open_again(s, SPEECH_OPEN_READ_WRITE);
}

static speech_status open_reading(sweep *s)
{
    return open_again(s, SPEECH_OPEN_READ_ONLY);
}

static void closed_there(sweep *s)
{
    copies_there(s);
    fixture_close(&s->f);
}

static const scenario SCENARIOS[] = {
    {"create", NULL, open_new, true, false},
    {"open", closed_there, open_writing, true, false},
    {"open for reading", closed_there, open_reading, true, false},
    {"store the first document", nothing_there, store_first, false, false},
    {"store a near-duplicate", two_there, store_alike, false, false},
    {"store what is there", two_there, store_again, false, false},
    {"store a copy", two_there, store_copy, false, false},
    {"replace a document", two_there, store_correction, false, false},
    {"replace one with aliases and tasks", copies_there, store_correction, false, false},
    {"replace one by a copy", copies_there, store_other_text, false, false},
    {"replace an alias", copies_there, store_under_alias, false, false},
    {"state facts", two_there, store_stated, false, false},
    {"replace one with stated facts", stated_there, store_correction, false, false},
    {"remove a document", two_there, remove_document, false, false},
    {"remove a name of two", copies_there, remove_document, false, false},
    {"remove an alias", copies_there, remove_alias, false, false},
    {"store a group", tasks_there, store_group, false, true},
    {"mark", copies_there, mark_task, false, false},
    {"assign", copies_there, assign_task, false, false},
    {"check", copies_there, check_archive, false, false},
    {"rebuild", copies_there, rebuild_index, false, false},
};

START_TEST(test_scenario)
{
    sweep_run(&SCENARIOS[_i]);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_scenario, 0, sizeof SCENARIOS / sizeof *SCENARIOS);
}

int main(void)
{
    return fault_install() ? run_suite("memory_archive", add_tests) : EXIT_FAILURE;
}
