/* Directives: which sentences are, of what kind, who is to act, until when. All places and bodies are invented. */

#include "support.h"

#include <speecharchive/analysis.h>

#define HEAD "在青岩市水利工作会议上的讲话\n（2025年3月5日）\n\n同志们：\n"
#define PLAIN HEAD "水是生命之源。\n"
#define TASKS HEAD "一、今后的主要任务\n"
#define REPORT HEAD "一、过去一年工作回顾\n"

/* INPUT -> "modality|actor|deadline|due_on", or "-" for no directive. */
struct directive_case {
    const char *frame;
    const char *sentence;
    const char *expected;
};

static void describe(const speech_analysis *a, const speech_directive *d, char *out, size_t size)
{
    snprintf(out, size, "%s|%.*s|%.*s|%s", speech_modality_name(d->modality), (int)(d->actor.end - d->actor.begin),
             a->text + d->actor.begin, (int)(d->deadline.end - d->deadline.begin), a->text + d->deadline.begin,
             d->due_on);
}

static void check_case(const struct directive_case *c)
{
    char document[4096], found[512] = "-";
    snprintf(document, sizeof document, "%s%s\n", c->frame, c->sentence);
    speech_analysis *a = NULL;
    ck_assert_int_eq(speech_analyze(&a, document, strlen(document), NULL, NULL), SPEECH_OK);
    const char *at = strstr(document, c->sentence);
    size_t begin = (size_t)(at - document), end = begin + strlen(c->sentence);
    for (size_t i = 0; i < a->directive_count; i++) {
        const speech_directive *d = &a->directives[i];
        if (d->span.begin < begin || d->span.begin >= end) continue;
        ck_assert_msg(d->span.begin == begin && d->span.end == end, "not the whole sentence: %s", c->sentence);
        describe(a, d, found, sizeof found);
    }
    ck_assert_msg(strcmp(found, c->expected) == 0, "%s\n    is %s, not %s", c->sentence, found, c->expected);
    speech_analysis_free(a);
}

#define CHECK_CASES(cases)                                                                                             \
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_case(&cases[i])

START_TEST(test_modality)
{
    static const struct directive_case cases[] = {
        {PLAIN, "要管好每一条河。", "require|||"},
        {PLAIN, "我们必须守住用水的底线。", "require|我们||"},
        {PLAIN, "各灌区应当按时检修闸门。", "require|各灌区||"},
        {PLAIN, "严禁向河道倾倒垃圾。", "forbid|||"},
        {PLAIN, "任何单位不得擅自取水。", "forbid|任何单位||"},
        {PLAIN, "各县绝不允许弄虚作假。", "forbid|各县||"},
        {PLAIN, "要坚决防止水质反弹。", "forbid|||"},
        {PLAIN, "我们不能停步。", "forbid|我们||"},
        {PLAIN, "市水利局将开展一次检查。", "plan|市水利局||"},
        {PLAIN, "今年全市计划新建水库三座。", "plan|全市|今年|2025"},
        {PLAIN, "我们将继续推进河道整治。", "plan|我们||"},
        {PLAIN, "省里今年要出台节水办法。", "plan|省里|今年|2025"},
        {PLAIN, "希望大家按照会议的安排抓好落实。", "appeal|大家||"},
        {PLAIN, "让我们携起手来，共同建设美丽青岩！", "appeal|我们||"},
        {PLAIN, "请各县区认真组织。", "appeal|各县区||"},
        {PLAIN, "提倡多到工地走走。", "appeal|||"},
        {PLAIN, "各县要加强巡查，严禁私自开闸。", "require|各县||"},
        {PLAIN, "严禁私自开闸，各县要加强巡查。", "forbid|各县||"},
        {PLAIN, "本署會密切留意水位變化。", "plan|本署||"},
        {PLAIN, "各單位應當及時上報。", "require|各單位||"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(test_not_directives)
{
    static const struct directive_case cases[] = {
        {PLAIN, "水利工作的主要对象是农民。", "-"},
        {PLAIN, "这是一件重要的事情。", "-"},
        {PLAIN, "我们要看到，全市用水缺口不小。", "-"},
        {PLAIN, "还应该清醒地认识到，老旧管网漏损严重。", "-"},
        {PLAIN, "供水保障能力需要进一步加强。", "-"},
        {PLAIN, "会议强调，要节约每一滴水。", "-"},
        {PLAIN, "市委指出：各县必须守住底线。", "-"},
        {PLAIN, "校园里要不要建蓄水池？", "-"},
        {PLAIN, "节水是我们必须坚持的方针。", "-"},
        {PLAIN, "这将为下游带来更多机遇。", "-"},
        {PLAIN, "人口增长将使用水更加紧张。", "-"},
        {PLAIN, "如果要扩建水厂，投资不会少。", "-"},
        {PLAIN, "今天我们召开这次会议，主要任务是部署春灌。", "-"},
        {PLAIN, "我还要特别强调一下安全问题。", "-"},
        {PLAIN, "向奋战在一线的同志们表示衷心的感谢！", "-"},
        {PLAIN, "这些年来，我们大力提倡节约用水。", "-"},
        {PLAIN, "青山县的做法是全市的希望所在。", "-"},
        {PLAIN, "绝不是一件小事。", "-"},
        {PLAIN, "渠道发挥着重要作用。", "-"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(test_bare_imperatives_by_part)
{
    static const struct directive_case cases[] = {
        {TASKS, "推进灌区改造，打造节水示范区。", "require|||"},
        {TASKS, "以河长制为抓手，着力改善水质。", "require|||"},
        {TASKS, "把节水放在首位，全面压减漏损。", "require|||"},
        {TASKS, "在全市开展管网普查。", "require|||"},
        {TASKS, "各县切实履行管水责任。", "require|各县||"},
        {TASKS, "启动第二批水库除险工程。", "plan|||"},
        {TASKS, "杜绝带病运行，落实汛前检查。", "forbid|||"},
        {TASKS, "去年完成了三座水库的加固。", "-"},
        {TASKS, "建设水库，是几代人的愿望。", "-"},
        {TASKS, "保护水源，我们责任重大！", "-"},
        {REPORT, "推进灌区改造，打造节水示范区。", "-"},
        {REPORT, "新建泵站八座。", "-"},
        {REPORT, "这些问题都需要我们在今后逐步解决。", "require|我们||"},
        {PLAIN, "推进灌区改造，打造节水示范区。", "-"},
        {PLAIN "要抓紧施工。", "推进灌区改造，打造节水示范区。", "require|||"},
        {PLAIN "去年完成了改造。", "推进灌区改造，打造节水示范区。", "-"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(test_goals)
{
    static const struct directive_case cases[] = {
        {PLAIN, "今年的主要预期目标是：供水量增长5%左右；", "require||今年|2025"},
        {PLAIN "主要预期目标是：供水量增长5%左右；", "漏损率控制在9%以内；", "require|||"},
        {PLAIN "主要预期目标是：供水量增长5%左右。", "灌溉面积增长3%左右。", "require|||"},
        {PLAIN "主要预期目标是：供水量增长5%左右。\n", "灌溉面积增长3%左右。", "-"},
        {PLAIN, "综合各方面因素，建议主要目标为：供水量增长5%。", "require|||"},
        {TASKS, "农村自来水普及率达到95%。", "require|||"},
        {REPORT, "农村自来水普及率达到95%。", "-"},
        {TASKS, "到2027年，城乡供水格局基本形成。", "require||2027年|2027"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(test_fixed_phrases)
{
    static const struct directive_case cases[] = {
        {HEAD, "现在，我代表市水利局作工作报告，请予审议，并请各位委员提出意见。", "-"},
        {PLAIN, "请各位委员提出意见。", "appeal|各位委员||"},
        {PLAIN, "欢迎各县参加节水竞赛。", "appeal|各县||"},
        {PLAIN, "欢迎各位来到青岩。", "-"},
        {TASKS, "将旧渠道纳入管护范围。", "require|||"},
        {PLAIN, "市水利局将旧渠道的管护经费列入预算。", "plan|市水利局||"},
        {PLAIN, "我们相信，灌区将继续扩大。", "-"},
        {PLAIN, "一般来说，水厂会在夜间检修。", "-"},
        {PLAIN, "有议员建议扩建水厂。", "-"},
        {PLAIN, "不能按时到岗的人员，由各县自行安排。", "-"},
        {PLAIN, "他始终坚持水库必须安全。", "-"},
        {PLAIN, "生活用水供不应求。", "-"},
        {PLAIN, "坚决杜绝水质事故。", "forbid|||"},
        {PLAIN, "力争上半年建成水厂。", "require||上半年|2025-06-30"},
        {PLAIN, "建设一座水库，一般都要五年时间。", "-"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(test_headings)
{
    static const struct directive_case cases[] = {
        {HEAD, "一、要全面加强河道管理", "require|||"},
        {HEAD, "一、坚持生态优先，在改善水质上创新突破", "-"},
        {TASKS, "（一）推进节水工作", "-"},
        {TASKS "各县要做好两件事。\n", "一要管好水源。", "require|||"},
        {TASKS "各县要做好两件事。\n", "一是加强巡查。", "require|||"},
        {TASKS "各县要做好两件事。\n", "一是加强巡查。各县人手不一。", "-"},
        {TASKS "（一）加固堤防。（责任单位：县水利局）\n（二）要管好水源。", "（责任单位：市水利局）", "-"},
        {TASKS "（一）加固堤防。（责任单位：县水利局）\n", "（二）检修闸门。", "require|||"},
        {TASKS, "一、加强管理：", "-"},
        {TASKS "各县要做好两件事。\n", "一是加强巡查，及时排除隐患，确保安全度汛。", "require|||"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(test_actors)
{
    static const struct directive_case cases[] = {
        {PLAIN, "市财政局、各乡镇要落实资金。", "require|市财政局、各乡镇||"},
        {PLAIN, "水利、环保等部门，要共同管水。", "require|水利、环保等部门||"},
        {PLAIN, "已经达标的县（市、区），要巩固成果。", "require|已经达标的县（市、区）||"},
        {PLAIN, "水利建设要加快进度。", "require|||"},
        {PLAIN, "今年，各灌区要节水三成。", "require|各灌区|今年|2025"},
        {PLAIN, "各位站长在物资采购上要公开透明。", "require|各位站长||"},
        {PLAIN, "巡查工作应由村委会负责。", "require|村委会||"},
        {PLAIN, "我们认为各方应当坐下来谈。", "require|各方||"},
        {PLAIN, "我真心希望全体职工爱护设备。", "appeal|全体职工||"},
        {PLAIN, "这就需要各部门通力合作。", "require|各部门||"},
        {PLAIN, "对这类河段，要重点整治。", "require|||"},
    };
    CHECK_CASES(cases);
}
END_TEST

START_TEST(test_deadlines)
{
    static const struct directive_case cases[] = {
        {PLAIN, "各县要在8月底前完成清淤。", "require|各县|8月底前|2025-08-31"},
        {PLAIN, "年内要建成三座泵站。", "require||年内|2025-12-31"},
        {PLAIN, "今年要力争9月10日前通水。", "require||9月10日前|2025-09-10"},
        {PLAIN, "上半年各灌区要完成检修。", "require|各灌区|上半年|2025-06-30"},
        {PLAIN, "明年上半年要全部通水。", "require||明年上半年|2026-06-30"},
        {PLAIN, "“十五五”期间要新增灌溉面积。", "require||“十五五”期间|2030-12-31"},
        {PLAIN, "各校要在新学期开设节水课程。", "require|各校|新学期|"},
        {PLAIN, "各县要在*月底前上报方案。", "require|各县|*月底前|"},
        {PLAIN, "今后要尽快完善制度。", "require|||"},
        {PLAIN, "去年建成的泵站要管好用好。", "-"},
        {PLAIN, "2021年建成的泵站老化了，必须更新。", "require|||"},
        {PLAIN, "要以明年的大会为契机，扩大合作。", "require|||"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(cases[i].expected, "-") != 0) check_case(&cases[i]);
}
END_TEST

/* A question mark, a quotation over several sentences, a list that goes on. */
START_TEST(test_context)
{
    static const struct directive_case cases[] = {
        {PLAIN "老书记说：“要爱水。", "要护水。", "-"},
        {PLAIN "本市计划建设十座水厂；", "新增供水能力两万吨；", "plan|||"},
        {PLAIN "全年工作的总体要求是：稳中求进；", "努力增加供水；", "require|||"},
        {PLAIN "今年的主要目标是：漏损率一成以下；", "水价涨幅百分之二左右；", "require|||"},
    };
    CHECK_CASES(cases);
}
END_TEST

/* Words cut by the line ends of a wrapped text are found, and spans are those of the text. */
START_TEST(test_wrapped_text)
{
    static const char document[] = "主席，供水安全是民生的頭等大事，多年來社會各界均十分關注\n"
                                   "政府亦一直投放大量資源改善各項供水設施，並與地區團體保\n"
                                   "持緊密的聯繫，細心聽取居民的意見和訴求，務求在事發之前\n"
                                   "便能夠及早發現問題，免得居民的日常生活受到不必要的影響\n"
                                   "本港的食水絕大部分來自東江，其餘的則靠本地集水區所收集\n"
                                   "的雨水，水塘的存水量往往須視乎每年的雨量多寡而定，各有\n"
                                   "關部門必須在2025年\n"
                                   "底前更換全部老化的水管，以減少滲漏所造成的種種損失和不\n"
                                   "便，並且把節省下來的食水供應給北區新落成的屋邨居民使用\n";
    speech_analysis *a = NULL;
    ck_assert_int_eq(speech_analyze(&a, document, sizeof document - 1, NULL, NULL), SPEECH_OK);
    ck_assert_uint_eq(a->directive_count, 1);
    char text[512];
    describe(a, &a->directives[0], text, sizeof text);
    ck_assert_str_eq(text, "require|各有\n關部門|2025年\n底前|2025-12-31");
    speech_analysis_free(a);
}
END_TEST

START_TEST(test_spans_and_order)
{
    static const char document[] =
        HEAD "一、主要任务\n（一）管好水源。各县要加强巡查。市水利局将派员检查。\n二、希望\n希望大家努力。\n";
    speech_analysis *a = NULL;
    ck_assert_int_eq(speech_analyze(&a, document, sizeof document - 1, NULL, NULL), SPEECH_OK);
    ck_assert_uint_eq(a->directive_count, 3);
    for (size_t i = 0; i < a->directive_count; i++) {
        const speech_directive *d = &a->directives[i];
        const speech_paragraph *p = &a->paragraphs[d->paragraph];
        ck_assert_uint_eq(d->speech, 0);
        ck_assert(p->span.begin <= d->span.begin && d->span.end <= p->span.end);
        ck_assert(d->section != SPEECH_NONE && a->sections[d->section].span.begin <= d->span.begin);
        ck_assert(i == 0 || a->directives[i - 1].span.end <= d->span.begin);
        ck_assert(d->actor.begin >= d->span.begin && d->actor.end <= d->span.end);
    }
    speech_analysis_free(a);
}
END_TEST

/* A sentence of many megabytes without an end is read once. */
START_TEST(test_long_sentence)
{
    static const char *const pieces[] = {"要", "一二三四年", "希望各校", "“", "需要", "12", "的"};
    for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
        size_t length = strlen(pieces[k]), count = 2000000 / length;
        char *document = malloc(count * length);
        ck_assert_ptr_nonnull(document);
        for (size_t i = 0; i < count; i++) memcpy(document + i * length, pieces[k], length);
        speech_analysis *a = NULL;
        ck_assert_int_eq(speech_analyze(&a, document, count * length, NULL, NULL), SPEECH_OK);
        ck_assert_uint_le(a->directive_count, 1);
        speech_analysis_free(a);
        free(document);
    }
}
END_TEST

START_TEST(test_names)
{
    ck_assert_str_eq(speech_modality_name(SPEECH_REQUIRE), "require");
    ck_assert_str_eq(speech_modality_name(SPEECH_FORBID), "forbid");
    ck_assert_str_eq(speech_modality_name(SPEECH_PLAN), "plan");
    ck_assert_str_eq(speech_modality_name(SPEECH_APPEAL), "appeal");
}
END_TEST

static void add_tests(TCase *cases)
{
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, test_modality);
    tcase_add_test(cases, test_not_directives);
    tcase_add_test(cases, test_bare_imperatives_by_part);
    tcase_add_test(cases, test_headings);
    tcase_add_test(cases, test_goals);
    tcase_add_test(cases, test_fixed_phrases);
    tcase_add_test(cases, test_actors);
    tcase_add_test(cases, test_deadlines);
    tcase_add_test(cases, test_context);
    tcase_add_test(cases, test_wrapped_text);
    tcase_add_test(cases, test_spans_and_order);
    tcase_add_test(cases, test_long_sentence);
    tcase_add_test(cases, test_names);
}

int main(void)
{
    return run_suite("directives", add_tests);
}
