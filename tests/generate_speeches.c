/*
 * generate_speeches FOLDER COUNT [SEED]: writes COUNT invented speeches below FOLDER, always the same for one seed, to
 * try out and measure the ingest of many documents. One in fifty is an exact copy of the one before it and one in
 * fifty an edition of it with some sentences changed.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))
#define ONE_OF(array) ((array)[below(COUNT_OF(array))])

static const char *const towns[] = {"青禾", "云岭", "东屿", "海棠", "石桥", "白鹭", "枫林", "清河", "望江", "柳溪"};
static const char *const units[] = {"市", "县", "区"};
static const char *const fields[] = {"水务", "教育", "林业", "城建", "卫生", "农业", "交通", "应急", "文旅", "民政"};
static const char *const meetings[] = {"工作会议", "推进会", "座谈会", "总结大会", "动员会"};
static const char *const surnames[] = {"沈", "陈", "周", "许", "何", "吕", "施", "张", "孔", "曹"};
static const char *const given[] = {"立群", "远帆", "思敏", "国安", "晓岚", "建民", "文博", "若水", "长青", "雅琴"};
static const char *const numerals[] = {"一", "二", "三", "四", "五", "六"};
static const char *const adverbs[] = {"扎实", "稳步", "全力", "有序", "加快", "持续", "认真", "切实"};
static const char *const verbs[] = {"推进", "抓好", "完善", "落实", "加强", "改进", "保障", "规范", "清理", "做优"};
static const char *const kinds[] = {"老旧", "重点", "基层", "山区", "沿江", "新建", "偏远", "中心", "公共", "集体"};
static const char *const things[] = {"渠道", "堤防", "校舍", "苗圃", "管网", "诊所", "粮仓", "桥梁",   "仓库", "茶园",
                                     "码头", "泵站", "食堂", "林带", "路灯", "站房", "展馆", "敬老院", "果园", "水塔"};
static const char *const matters[] = {"建设", "管护", "改造", "维修", "监管", "服务", "培训", "登记", "检查", "宣传"};
static const char *const measures[] = {"处", "座", "公里", "个", "台", "亩"};
static const char *const bodies[] = {"市财政局",     "市水务局", "各县区",      "区教育局",
                                     "县农业农村局", "各乡镇",   "市应急管理局"};
static const char *const endings[] = {"群众反映较好", "进度快于上年", "还有短板要补", "质量经过核验", "台账已经建立"};

static uint64_t state;

/* A number from 0 to limit - 1 (xorshift64*, Marsaglia 2003 and Vigna 2016). */
static size_t below(size_t limit)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (size_t)((state * 0x2545F4914F6CDD1DU) >> 33) % limit;
}

static void write_phrase(FILE *out)
{
    fprintf(out, "%s%s%s%s%s", ONE_OF(adverbs), ONE_OF(verbs), ONE_OF(kinds), ONE_OF(things), ONE_OF(matters));
}

static void write_sentence(FILE *out)
{
    switch (below(4)) {
    case 0:
        fprintf(out, "%s要在%zu月底前", ONE_OF(bodies), 1 + below(12));
        write_phrase(out);
        break;
    case 1:
        fprintf(out, "去年以来%s%s%zu%s，投入资金%zu.%zu亿元，", ONE_OF(kinds), ONE_OF(things), 2 + below(900),
                ONE_OF(measures), below(90), 1 + below(9));
        fputs(ONE_OF(endings), out);
        break;
    case 2:
        write_phrase(out);
        fprintf(out, "，%s%s完成率达到%zu.%zu%%", ONE_OF(things), ONE_OF(matters), 50 + below(49), 1 + below(9));
        break;
    default:
        write_phrase(out);
        fputs("，", out);
        write_phrase(out);
        fputs("，", out);
        fputs(ONE_OF(endings), out);
        break;
    }
    fputs("。", out);
}

static void write_sentences(FILE *out, size_t count)
{
    for (size_t i = 0; i < count; i++) write_sentence(out);
    fputs("\n", out);
}

static void write_speech(FILE *out, size_t year)
{
    const char *town = ONE_OF(towns), *unit = ONE_OF(units);
    fprintf(out, "在%s%s%s%s上的讲话\n", town, unit, ONE_OF(fields), ONE_OF(meetings));
    fprintf(out, "%s%s长　%s%s\n", town, unit, ONE_OF(surnames), ONE_OF(given));
    fprintf(out, "（%zu年%zu月%zu日）\n同志们：\n", year, 1 + below(12), 1 + below(28));
    write_sentences(out, 3);
    size_t sections = 3 + below(4);
    for (size_t i = 0; i < sections; i++) {
        fprintf(out, "%s、", numerals[i]);
        write_phrase(out);
        fputs("\n", out);
        size_t parts = 2 + below(3);
        for (size_t k = 0; k < parts; k++) {
            fprintf(out, "（%s）", numerals[k]);
            write_phrase(out);
            fputs("。", out);
            write_sentences(out, 2 + below(8));
        }
    }
    fputs("谢谢大家！\n", out);
}

/* The path of document `i`, in a folder for each hundred. */
static int document_path(char *path, size_t size, const char *folder, size_t i)
{
    snprintf(path, size, "%s/%04zu", folder, i / 100);
    if (mkdir(path, 0777) != 0 && errno != EEXIST) return -1;
    snprintf(path, size, "%s/%04zu/%06zu.txt", folder, i / 100, i);
    return 0;
}

/* Writes document `i`; an edition differs in what stands behind the speech of its seed. */
static int write_document(const char *folder, size_t i, uint64_t seed, size_t added)
{
    char path[4096];
    FILE *out = document_path(path, sizeof path, folder, i) == 0 ? fopen(path, "wb") : NULL;
    if (out == NULL) return -1;
    state = seed * 0x9E3779B97F4A7C15U + 1;
    write_speech(out, 2001 + below(24));
    state ^= i + 1;
    if (added > 0) write_sentences(out, added);
    return fclose(out);
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: generate_speeches FOLDER COUNT [SEED]\n");
        return 2;
    }
    size_t count = strtoul(argv[2], NULL, 10);
    uint64_t seed = argc > 3 ? strtoul(argv[3], NULL, 10) : 1;
    if (mkdir(argv[1], 0777) != 0 && errno != EEXIST) goto failed;
    for (size_t i = 0; i < count; i++) {
        bool copy = i % 50 == 24, edition = i % 50 == 49;
        if (write_document(argv[1], i, seed * 1000003 + i - (copy || edition ? 1 : 0), edition ? 3 : 0) != 0)
            goto failed;
    }
    return 0;
failed:
    fprintf(stderr, "generate_speeches: %s: %s\n", argv[1], strerror(errno));
    return 1;
}
