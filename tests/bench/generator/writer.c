#include "writer.h"

#include <stdarg.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CHOOSE(w, array) ((array)[random_below(&(w)->random, COUNT(array))])

/* Word frequencies: fitted to real speeches, see the statistics of bench_statistics in README. */
static const double WORD_EXPONENT = 1.75;
static const double WORD_SHIFT = 165;
/* How often the next word is one that habitually follows, and one that the speech has used before. */
enum { FOLLOWERS_PERCENT = 64, TOPICS_PERCENT = 10 };
static const double FOLLOWER_EXPONENT = 2.1;
static const double FOLLOWER_SHIFT = 2;
/* Set phrases: long sequences of words that are always the same. */
static const double PHRASE_EXPONENT = 1.3;
static const double PHRASE_SHIFT = 50;

static const char *const PLACES[] = {"青禾市", "云岭县", "东屿区", "清河市", "松原镇", "临江省", "白石县",   "南浦市",
                                     "安平区", "长泽省", "柳湾乡", "景和县", "北麓市", "望海区", "金沙湾镇", "祁山县"};
static const char *const OFFICES[] = {"市长", "县委书记", "副区长", "水利局局长",
                                      "省长", "党组书记", "主任",   "教育局局长"};
static const char *const SURNAMES[] = {"沈", "陆", "顾", "章", "邹", "柏", "喻", "葛", "奚", "范", "彭", "鲁"};
static const char *const GIVEN_NAMES[] = {"立群", "文澜", "思远", "一鸣", "若谷",
                                          "青山", "怀瑾", "守拙", "明远", "维新"};
static const char *const SALUTATIONS[] = {"同志们：", "各位代表：", "同志们、朋友们：", "各位委员、同志们："};
static const char *const BODIES[] = {"市财政局",     "各县区",       "市发展改革委", "县教育局", "各乡镇",
                                     "市应急管理局", "区住建局",     "各有关部门",   "省水利厅", "市审计局",
                                     "各单位",       "县农业农村局", "市生态环境局"};
static const char *const DUTIES[] = {"要",       "必须", "应当", "要认真", "要切实",
                                     "要进一步", "务必", "严禁", "不得",   "需要"};
static const char *const VERBS[] = {"推进", "落实", "加强", "完善", "抓好", "建立", "健全", "提升", "优化", "做好",
                                    "开展", "完成", "加快", "扩大", "巩固", "培育", "支持", "规范", "强化", "深化"};
static const char *const DEADLINES[] = {"6月底前", "年底前", "9月15日前", "第三季度末前", "三年内", "12月底前"};
static const char *const FUNCTION_WORDS[] = {"的", "的", "的", "的", "的", "的", "和", "和", "在", "是",
                                             "了", "为", "对", "以", "与", "不", "把", "从", "及", "等"};
static const char *const DIGITS[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
static const char *const MEASURES[] = {"亿元",     "万元",   "个", "%",  "公里", "万人", "户", "万吨",
                                       "个百分点", "平方米", "项", "家", "年",   "万亩", "倍", "所"};
static const char *const CHANGES[] = {"增长", "达到", "完成", "新增", "投入", "下降", "建成", "超过", "约", "共"};

static void put(writer *w, const char *text)
{
    size_t length = strlen(text);
    fwrite(text, 1, length, w->out);
    w->written += length;
}

static void put_format(writer *w, const char *format, ...)
{
    char text[256];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    put(w, text);
}

static void put_rank(writer *w, uint64_t rank)
{
    char word[WORD_SIZE];
    vocabulary_word(w->vocabulary, rank, word);
    put(w, word);
}

/* A word that often follows another one: which those are follows from its rank. */
static uint64_t choose_follower(writer *w, uint64_t rank)
{
    uint64_t state = w->vocabulary->seed ^ (rank << 24) ^ random_rank(&w->random, FOLLOWER_EXPONENT, FOLLOWER_SHIFT);
    return random_rank(&state, WORD_EXPONENT, WORD_SHIFT);
}

/* A word of content: a habitual follower of the last one, one that the speech has used before, or any. */
static void put_word(writer *w)
{
    uint64_t kind = random_below(&w->random, 100), rank;
    unsigned topics = w->topic_count < TOPIC_WORDS ? w->topic_count : TOPIC_WORDS;
    if (kind < FOLLOWERS_PERCENT) {
        rank = choose_follower(w, w->last);
    } else if (kind < FOLLOWERS_PERCENT + TOPICS_PERCENT && topics > 0) {
        rank = w->topic[random_below(&w->random, topics)];
    } else {
        rank = random_rank(&w->random, WORD_EXPONENT, WORD_SHIFT);
        w->topic[w->topic_count++ % TOPIC_WORDS] = rank;
    }
    w->last = rank;
    put_rank(w, rank);
}

/* The words of a set phrase follow from its number. */
static void put_phrase(writer *w)
{
    uint64_t state = w->vocabulary->seed ^ (random_rank(&w->random, PHRASE_EXPONENT, PHRASE_SHIFT) << 20);
    unsigned words = 3 + (unsigned)random_below(&state, 4);
    for (unsigned i = 0; i < words; i++) put_rank(w, random_rank(&state, WORD_EXPONENT, WORD_SHIFT));
}

static void put_words(writer *w, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (i > 0 && random_chance(&w->random, 16)) put(w, CHOOSE(w, FUNCTION_WORDS));
        if (random_chance(&w->random, 3)) put_phrase(w);
        else put_word(w);
    }
}

static void put_number(writer *w)
{
    uint64_t digits = random_below(&w->random, 4);
    uint64_t value = 1 + random_below(&w->random, digits == 0 ? 9 : digits == 1 ? 99 : digits == 2 ? 999 : 99999);
    if (random_chance(&w->random, 40))
        put_format(w, "%llu.%llu", (unsigned long long)value, (unsigned long long)(1 + random_below(&w->random, 9)));
    else put_format(w, "%llu", (unsigned long long)value);
}

static void put_clause(writer *w)
{
    put_words(w, 3 + (unsigned)random_below(&w->random, 4));
}

static void put_figure(writer *w)
{
    put_words(w, 2);
    put(w, CHOOSE(w, CHANGES));
    put_number(w);
    put(w, CHOOSE(w, MEASURES));
}

static void put_directive(writer *w)
{
    if (random_chance(&w->random, 25)) put(w, CHOOSE(w, BODIES));
    if (random_chance(&w->random, 50)) put(w, CHOOSE(w, DUTIES));
    if (random_chance(&w->random, 6)) put_format(w, "在%s", CHOOSE(w, DEADLINES));
    put(w, CHOOSE(w, VERBS));
    put_words(w, 2 + (unsigned)random_below(&w->random, 3));
}

static void put_sentence(writer *w)
{
    unsigned clauses = 1 + (unsigned)random_below(&w->random, 4);
    bool directs = random_chance(&w->random, 40);
    for (unsigned i = 0; i < clauses; i++) {
        if (i > 0) put(w, random_chance(&w->random, 72) ? "，" : "、");
        if (i == 0 && directs) put_directive(w);
        else if (random_chance(&w->random, 12)) put_figure(w);
        else put_clause(w);
    }
    put(w, random_chance(&w->random, 94) ? "。" : "；");
}

static void put_paragraph(writer *w)
{
    unsigned sentences = 1 + (unsigned)random_below(&w->random, 8);
    for (unsigned i = 0; i < sentences; i++) put_sentence(w);
    put(w, "\n");
}

/* The nth section, with its parts. */
static void put_section(writer *w, unsigned n)
{
    put_format(w, "%s、", DIGITS[n % COUNT(DIGITS)]);
    put_words(w, 5);
    put(w, "\n");
    unsigned parts = (unsigned)random_below(&w->random, 4);
    put_paragraph(w);
    for (unsigned i = 0; i < parts; i++) {
        put_format(w, "（%s）", DIGITS[i]);
        put_words(w, 5);
        put(w, "\n");
        for (uint64_t more = 2 + random_below(&w->random, 5); more > 0; more--) put_paragraph(w);
    }
}

static void put_head(writer *w, writer_date date)
{
    const char *place = CHOOSE(w, PLACES);
    put_format(w, "在%s", place);
    put_words(w, 1);
    put_format(w, "工作会议上的讲话\n（%u年%u月%u日）\n", date.year, date.month, date.day);
    put_format(w, "%s%s %s%s\n", place, CHOOSE(w, OFFICES), CHOOSE(w, SURNAMES), CHOOSE(w, GIVEN_NAMES));
    put_format(w, "%s\n", CHOOSE(w, SALUTATIONS));
}

writer_date writer_choose_date(writer *w)
{
    uint64_t a = random_below(&w->random, 36), b = random_below(&w->random, 36);
    writer_date date = {.year = 1990 + (unsigned)(a > b ? a : b)};
    date.month = 1 + (unsigned)random_below(&w->random, 12);
    date.day = 1 + (unsigned)random_below(&w->random, 28);
    return date;
}

void writer_speech(writer *w, writer_date date, size_t bytes)
{
    w->written = 0;
    w->topic_count = 0;
    put_head(w, date);
    put_paragraph(w);
    for (unsigned n = 0; w->written < bytes; n++) put_section(w, n);
    put(w, "以上意见，请各单位认真落实。谢谢大家！\n");
}
