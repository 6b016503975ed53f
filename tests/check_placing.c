/*
 * What becomes of tasks when their document is corrected and ingested again: random documents, random corrections,
 * against a model that knows which sentence is which.
 */
#include "archive_fixture.h"

#include "likeness.h"
#include "memory.h"

static fixture f;

static void setup(void)
{
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
}

static void teardown(void)
{
    fixture_end(&f);
}

/* ---- a document and its corrections ---- */

enum { MOST_SPEECHES = 4, MOST_SECTIONS = 5, MOST_PARAGRAPHS = 4, MOST_SENTENCES = 3, MOST_TEXT = 200 };

typedef struct model_sentence {
    int number; /* the same in every version; 0: none */
    char text[MOST_TEXT];
} model_sentence;

typedef struct model_paragraph {
    model_sentence sentences[MOST_SENTENCES];
    int count;
} model_paragraph;

typedef struct model_section {
    const char *heading;
    model_paragraph paragraphs[MOST_PARAGRAPHS];
    int count;
} model_section;

typedef struct model_speech {
    const char *title;
    const char *date;
    model_section sections[MOST_SECTIONS];
    int count;
} model_speech;

typedef struct model {
    model_speech speeches[MOST_SPEECHES];
    int count;
    int numbers; /* given so far */
    uint32_t seed;
} model;

static int last_marked; /* sentences up to this number have histories */

static uint32_t pick(model *m, uint32_t below)
{
    m->seed = m->seed * 1664525u + 1013904223u;
    return (m->seed >> 8) % below;
}

static void sentence_make(model *m, model_sentence *s, bool first)
{
    static const char *const BODIES[] = {"县水利局", "县教育局", "县住建局", "各乡镇",  "县财政局",
                                         "县林业局", "各村",     "县文旅局", "县商务局"};
    static const char *const VERBS[] = {"抓紧完成", "认真组织", "加快推进", "全面开展", "切实做好", "尽快启动"};
    static const char *const PLACES[] = {"石桥镇", "青溪乡", "白塔村", "云峰片区", "东湖新区", "老城", "南岭一线"};
    static const char *const THINGS[] = {"水库除险加固",   "校舍安全排查", "农村公路养护", "古树名木保护",
                                         "养老服务站建设", "茶园更新改造", "集镇污水治理", "粮食仓储轮换",
                                         "景区游步道修缮", "防汛物资储备", "电商网点布局", "村史馆布展"};
    static const char *const ENDS[] = {"，结果报县政府办公室", "，不留死角", "，做到一处一档", "，月底前公示", ""};
    s->number = ++m->numbers;
    if (!first && pick(m, 5) == 0) { /* words that speeches are full of, more than once in a document */
        static const char *const FORMULAS[] = {"要加强组织领导。", "要强化督促检查。", "各部门要密切配合。"};
        snprintf(s->text, sizeof s->text, "%s", FORMULAS[pick(m, 3)]);
        return;
    }
    snprintf(s->text, sizeof s->text, "%s要%s%s%s%s。", BODIES[pick(m, 9)], VERBS[pick(m, 6)], PLACES[pick(m, 7)],
             THINGS[pick(m, 12)], ENDS[pick(m, 5)]);
}

static void model_make(model *m, uint32_t seed)
{
    static const char *const TITLES[] = {"在全县春季工作会议上的讲话", "在全县夏季工作会议上的讲话",
                                         "在全县秋季工作会议上的讲话", "在全县冬季工作会议上的讲话"};
    static const char *const DATES[] = {"2025年3月4日", "2025年6月5日", "2025年9月6日", "2025年12月7日"};
    static const char *const HEADINGS[] = {"抓好项目建设", "抓好民生实事", "抓好安全生产", "抓好生态保护",
                                           "抓好作风建设"};
    *m = (model){.count = 2 + (int)(seed % 3), .seed = seed * 2654435761u + 1};
    for (int i = 0; i < m->count; i++) {
        model_speech *s = &m->speeches[i];
        *s = (model_speech){.title = TITLES[i], .date = DATES[i], .count = 2 + (int)pick(m, 4)};
        for (int k = 0; k < s->count; k++) {
            model_section *x = &s->sections[k];
            x->heading = HEADINGS[k];
            x->count = 1 + (int)pick(m, MOST_PARAGRAPHS);
            for (int n = 0; n < x->count; n++) {
                x->paragraphs[n].count = 1 + (int)pick(m, MOST_SENTENCES);
                for (int j = 0; j < x->paragraphs[n].count; j++)
                    sentence_make(m, &x->paragraphs[n].sentences[j], j == 0);
            }
        }
    }
}

static model_section *some_section(model *m)
{
    model_speech *s = &m->speeches[pick(m, (uint32_t)m->count)];
    return &s->sections[pick(m, (uint32_t)s->count)];
}

/* One wrong character is mended in a sentence that has enough others. */
static void typo_fix(model *m)
{
    model_section *x = some_section(m);
    model_paragraph *p = &x->paragraphs[pick(m, (uint32_t)x->count)];
    model_sentence *s = &p->sentences[pick(m, (uint32_t)p->count)];
    if (s->number > last_marked) return;
    char *text = s->text;
    size_t characters = strlen(text) / 3;
    if (characters < 14) return;
    memcpy(text + 3 * (characters - 3 - pick(m, 5)), "卅", 3);
}

static void paragraph_move(model *m)
{
    model_section *from = some_section(m), *to = some_section(m);
    if (from == to || from->count < 2 || to->count == MOST_PARAGRAPHS) return;
    uint32_t at = pick(m, (uint32_t)from->count);
    to->paragraphs[to->count++] = from->paragraphs[at];
    for (int i = (int)at; i + 1 < from->count; i++) from->paragraphs[i] = from->paragraphs[i + 1];
    from->count--;
}

static void section_delete(model *m)
{
    model_speech *s = &m->speeches[pick(m, (uint32_t)m->count)];
    if (s->count < 2) return;
    for (int i = (int)pick(m, (uint32_t)s->count); i + 1 < s->count; i++) s->sections[i] = s->sections[i + 1];
    s->count--;
}

static void speeches_swap(model *m)
{
    uint32_t a = pick(m, (uint32_t)m->count), b = pick(m, (uint32_t)m->count);
    model_speech kept = m->speeches[a];
    m->speeches[a] = m->speeches[b];
    m->speeches[b] = kept;
}

static void sentence_insert(model *m)
{
    model_section *x = some_section(m);
    model_paragraph *p = &x->paragraphs[pick(m, (uint32_t)x->count)];
    if (p->count == MOST_SENTENCES) return;
    model_sentence *s = &p->sentences[p->count++];
    s->number = ++m->numbers;
    snprintf(s->text, sizeof s->text, "县档案馆要按时接收第%d批案卷。", s->number);
}

/* The document as text, to be freed. */
static char *model_write(const model *m)
{
    static const char *const LABELS[] = {"一、", "二、", "三、", "四、", "五、"};
    static const char *const ORDINALS[] = {"一", "二", "三", "四"};
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    for (int i = 0; i < m->count; i++) {
        const model_speech *s = &m->speeches[i];
        fprintf(out, "第%s篇：\n\n%s\n（%s）\n同志们：\n今天的会议很重要。\n", ORDINALS[i], s->title, s->date);
        for (int k = 0; k < s->count; k++) {
            const model_section *x = &s->sections[k];
            fprintf(out, "%s%s\n", LABELS[k], x->heading);
            for (int n = 0; n < x->count; n++) {
                for (int j = 0; j < x->paragraphs[n].count; j++) fputs(x->paragraphs[n].sentences[j].text, out);
                fputc('\n', out);
            }
        }
        fputs("谢谢大家。\n\n", out);
    }
    fclose(out);
    return text;
}

/* Calls `use` with each sentence, its speech's title and its number. */
static void each_sentence(const model *m, void (*use)(const model_speech *, const model_sentence *))
{
    for (int i = 0; i < m->count; i++)
        for (int k = 0; k < m->speeches[i].count; k++)
            for (int n = 0; n < m->speeches[i].sections[k].count; n++) {
                const model_paragraph *p = &m->speeches[i].sections[k].paragraphs[n];
                for (int j = 0; j < p->count; j++) use(&m->speeches[i], &p->sentences[j]);
            }
}

/* ---- marks, and where they are found ---- */

/* The first directive with these words that has no mark yet. */
static int64_t id_of(const model_speech *speech, const char *text)
{
    char *sql = sqlite3_mprintf("SELECT r.id FROM directives r JOIN speeches s ON s.id = r.speech_id WHERE r.text = %Q "
                                "AND s.title = %Q AND r.id NOT IN (SELECT task_id FROM task_history) "
                                "ORDER BY r.ordinal LIMIT 1",
                                text, speech->title);
    const char *found = query(&f, sql);
    sqlite3_free(sql);
    return strcmp(found, "none") == 0 ? 0 : strtoll(found, NULL, 10);
}

/* Notes a sentence's number in the history of its task. */
static void sentence_mark(const model_speech *speech, const model_sentence *s)
{
    char note[32];
    snprintf(note, sizeof note, "%d", s->number);
    int64_t id = id_of(speech, s->text);
    ck_assert_msg(id != 0, "no task: %s", s->text);
    speech_task_mark m = {
        .struct_size = sizeof m, .status = SPEECH_TASK_DOING, .happened_on = "2025-12-31", .note = note};
    ck_assert_int_eq(speech_archive_mark(f.archive, id, &m, &f.error), SPEECH_OK);
}

static void all_mark(const model *m)
{
    last_marked = m->numbers;
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    each_sentence(m, sentence_mark);
    ck_assert_int_eq(speech_archive_commit(f.archive, &f.error), SPEECH_OK);
}

static int kept; /* sentences with a history that is theirs, of those in the text */
static int lost;

static void sentence_count(const model_speech *speech, const model_sentence *s)
{
    char *sql = sqlite3_mprintf("SELECT count(*) FROM task_history h JOIN directives r ON r.id = h.task_id "
                                "JOIN speeches s ON s.id = r.speech_id WHERE h.note = '%d' AND r.text = %Q "
                                "AND s.title = %Q",
                                s->number, s->text, speech->title);
    int found = atoi(query(&f, sql));
    sqlite3_free(sql);
    kept += found == 1;
    lost += found != 1;
}

static int present; /* marked sentences that are in the text */

static void sentence_present(const model_speech *speech, const model_sentence *s)
{
    (void)speech;
    present += s->number <= last_marked;
}

static void sentence_check(const model_speech *speech, const model_sentence *s)
{
    if (s->number <= last_marked) sentence_count(speech, s);
}

static speech_ingest_result ingest(const model *m)
{
    speech_ingest_result result = {.struct_size = sizeof result};
    char *text = model_write(m);
    speech_status status = speech_archive_ingest(f.archive, "a.txt", text, strlen(text), &result, &f.error);
    ck_assert_msg(status == SPEECH_OK, "%s", f.error.message);
    free(text);
    return result;
}

static int count_present(const model *m)
{
    present = 0;
    each_sentence(m, sentence_present);
    return present;
}

static int unplaced(void)
{
    return atoi(query(&f, "SELECT count(*) FROM task_list WHERE NOT placed"));
}

/* All histories are where they belong, and what has none is reported. */
static void histories_check(const model *m, const speech_ingest_result *result, int before, const char *after)
{
    kept = lost = 0;
    each_sentence(m, sentence_check);
    ck_assert_msg(lost == 0, "after %s: %d of %d histories are not with their sentences", after, lost, kept + lost);
    ck_assert_int_eq(unplaced(), last_marked - count_present(m));
    ck_assert_int_eq((int)result->unplaced_tasks, before - count_present(m));
    ck_assert_int_eq(atoi(query(&f, "SELECT count(*) FROM task_history")), last_marked);
}

static const struct {
    const char *name;
    void (*edit)(model *m);
} EDITS[] = {{"a typo", typo_fix},
             {"a moved paragraph", paragraph_move},
             {"a deleted section", section_delete},
             {"swapped speeches", speeches_swap},
             {"an inserted sentence", sentence_insert}};

enum { SEEDS = 40, EDIT_COUNT = (int)(sizeof EDITS / sizeof EDITS[0]) };

/* PEERS 25: each kind of correction by itself, and then several at once. */
START_TEST(test_peers_25_histories_survive)
{
    model m;
    model_make(&m, (uint32_t)_i);
    ingest(&m);
    all_mark(&m);
    char *original = model_write(&m);
    for (int i = 0; i < EDIT_COUNT; i++) {
        int before = count_present(&m);
        EDITS[i].edit(&m);
        speech_ingest_result result = ingest(&m);
        histories_check(&m, &result, before, EDITS[i].name);
    }
    for (int round = 0; round < 3; round++) {
        int before = count_present(&m);
        for (int i = 0; i < 4; i++) EDITS[pick(&m, (uint32_t)EDIT_COUNT)].edit(&m);
        speech_ingest_result result = ingest(&m);
        histories_check(&m, &result, before, "several corrections");
    }
    ck_assert_int_eq(problems(&f), 0);
    /* The original comes back, and with it all that had left the text. */
    ck_assert_int_eq(speech_archive_ingest(f.archive, "a.txt", original, strlen(original), NULL, &f.error), SPEECH_OK);
    ck_assert_int_eq(unplaced(), 0);
    model_make(&m, (uint32_t)_i);
    kept = lost = 0;
    each_sentence(&m, sentence_check);
    ck_assert_int_eq(lost, 0);
    free(original);
}
END_TEST

/* A removed document leaves its tasks behind; they are there again when it is, under whatever name. */
START_TEST(test_removed_document)
{
    model m;
    model_make(&m, 7);
    ingest(&m);
    all_mark(&m);
    ck_assert_int_eq(speech_archive_remove(f.archive, "a.txt", &f.error), SPEECH_OK);
    ck_assert_int_eq(unplaced(), last_marked);
    ck_assert_str_eq(query(&f, "SELECT count(*) FROM task_list WHERE section LIKE '%、抓好%' AND title LIKE '在全县%'"),
                     query(&f, "SELECT count(*) FROM tasks"));
    ck_assert_int_eq(problems(&f), 0);
    char *text = model_write(&m);
    ck_assert_int_eq(speech_archive_ingest(f.archive, "b.txt", text, strlen(text), NULL, &f.error), SPEECH_OK);
    ck_assert_int_eq(unplaced(), 0);
    kept = lost = 0;
    each_sentence(&m, sentence_check);
    ck_assert_int_eq(lost, 0);
    ck_assert_int_eq(problems(&f), 0);
    free(text);
}
END_TEST

/* Another task in the words of the same office is no correction of one that is gone. */
START_TEST(test_other_task)
{
    static const char *const TEXTS[] = {"同志们：\n县水利局要在6月底前完成石桥水库加固。\n县财政局要做好资金保障。\n",
                                        "同志们：\n县教育局要在6月底前完成云峰小学改造。\n县财政局要做好资金保障。\n"};
    for (int i = 0; i < 2; i++) {
        speech_ingest_result result = {.struct_size = sizeof result};
        ck_assert_int_eq(speech_archive_ingest(f.archive, "a.txt", TEXTS[i], strlen(TEXTS[i]), &result, &f.error),
                         SPEECH_OK);
        ck_assert_uint_eq(result.unplaced_tasks, (size_t)i);
        speech_task_mark m = {.struct_size = sizeof m, .status = SPEECH_TASK_DONE, .happened_on = "2025-12-31"};
        if (i == 0) ck_assert_int_eq(speech_archive_mark(f.archive, 1, &m, &f.error), SPEECH_OK);
    }
    ck_assert_str_eq(query(&f, "SELECT group_concat(status || placed) FROM (SELECT * FROM task_list ORDER BY id)"),
                     "done0,open1,open1");
    ck_assert_str_eq(query(&f, "SELECT text FROM task_list WHERE id = 1"), "县水利局要在6月底前完成石桥水库加固。");
}
END_TEST

/* What an unplaced task keeps is what its directive said last. */
START_TEST(test_kept_words)
{
    static const char *const TEXTS[] = {
        "在会议上的讲话\n（2026年2月3日）\n一、抓好项目\n由县水利局牵头，县财政局配合，6月底前要修好12座水库。\n",
        "在会议上的讲话\n（2026年2月3日）\n一、抓好项目\n由县水利局牵头，县林业局配合，7月底前要修好15座水库。\n",
        "在会议上的讲话\n（2026年2月3日）\n一、抓好项目\n今天很冷。\n"};
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(speech_archive_ingest(f.archive, "a.txt", TEXTS[i], strlen(TEXTS[i]), NULL, &f.error),
                         SPEECH_OK);
        speech_task_mark m = {.struct_size = sizeof m, .status = SPEECH_TASK_DOING, .happened_on = "2026-03-01"};
        if (i == 0) ck_assert_int_eq(speech_archive_mark(f.archive, 1, &m, &f.error), SPEECH_OK);
        ck_assert_str_eq(query(&f, "SELECT placed FROM task_list WHERE id = 1"), i < 2 ? "1" : "0");
    }
    ck_assert_str_eq(query(&f, "SELECT lead || '|' || support || '|' || due_by || '|' || targets || '|' || section "
                               "FROM task_list WHERE id = 1"),
                     "县水利局|县林业局|2026-07-31|水库 15座|一、抓好项目");
}
END_TEST

/* ---- likeness ---- */

static const struct {
    const char *a;
    const char *b;
    int percent;
} LIKENESS[] = {
    {"要抓好落实。", "要抓好落实！", 100},
    {"要抓好落時", "要抓好落时", 100},
    {"要抓好落时", "要抓好落实", 80},
    {"ＡＢ１２", "ab12", 100},
    {"甲乙丙", "丁戊己", 0},
    {"", "要", 0},
    {"。", "。", 0},
};

START_TEST(test_likeness)
{
    pairs a, b;
    ck_assert_int_eq(pairs_make(&a, LIKENESS[_i].a, strlen(LIKENESS[_i].a)), SPEECH_OK);
    ck_assert_int_eq(pairs_make(&b, LIKENESS[_i].b, strlen(LIKENESS[_i].b)), SPEECH_OK);
    ck_assert_int_eq((int)(100 * pairs_likeness(&a, &b) + 0.5), LIKENESS[_i].percent);
    ck_assert_double_eq(pairs_likeness(&a, &b), pairs_likeness(&b, &a));
    memory_free(a.items);
    memory_free(b.items);
}
END_TEST

static void add_tests(TCase *cases)
{
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_loop_test(cases, test_peers_25_histories_survive, 0, SEEDS);
    tcase_add_test(cases, test_removed_document);
    tcase_add_test(cases, test_other_task);
    tcase_add_test(cases, test_kept_words);
    tcase_add_loop_test(cases, test_likeness, 0, (int)(sizeof LIKENESS / sizeof LIKENESS[0]));
}

int main(void)
{
    return run_suite("placing", add_tests);
}
