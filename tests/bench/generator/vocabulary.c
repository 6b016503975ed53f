#include "vocabulary.h"

#include <iconv.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Shape of the character frequencies; the hundred most frequent are about 45 % of a real text. */
static const double CHARACTER_SHIFT = 50;
static const double CHARACTER_EXPONENT = 1.2;
enum { CHARACTERS = 3000, SHORT_RANKS = 1500 };

static const char FREQUENT[] =
    "国业人中发大有建工展民产主化地加经进生年全设作新力行政会实能制高合动增提成改重济家同上方各理社定强体个资平持用"
    "部推开法对分务出现本保面到区基好义长公农技机革事就第市多度学文企应共代品万关水治所投时来利计党育造位可性系施质"
    "步点自科期外坚下通入管完程划规安更术级创前立深领服及放过教效城任项目支商内向场心活日统决续正种源省取积必电善优"
    "快明导都比金调总极集数策整运使题当收解联路海标原案做意营稳问域际式升将群型组护元求环需间些局把表防口供由与费流";

static const char *const COMMON_WORDS[] = {
    "发展", "建设", "经济", "社会", "工作", "改革", "推进", "企业", "加强", "提高", "服务", "管理", "创新", "产业",
    "人民", "国家", "政府", "教育", "实施", "加快", "坚持", "群众", "项目", "市场", "推动", "问题", "实现", "积极",
    "农业", "文化", "全面", "重点", "制度", "投资", "技术", "水平", "城市", "落实", "生态", "农村", "保障", "质量",
    "基层", "干部", "能力", "机制", "体系", "促进", "环境", "深化", "组织", "领导", "责任", "安全", "工程", "合作",
    "完善", "统筹", "治理", "监督", "开放", "稳定", "就业", "医疗", "科技", "人才", "资源", "金融", "交通", "水利",
    "法治", "作风", "精神", "目标", "任务", "规划", "措施", "政策", "条件", "基础", "优势", "特色", "乡村", "振兴",
};

/* Longer terms are less frequent: they stand at ranks TERMS_FIRST, TERMS_FIRST + TERMS_STEP, and so on. */
enum { TERMS_FIRST = 600, TERMS_STEP = 12 };
static const char *const TERMS[] = {
    "高质量发展", "现代化",   "基础设施", "公共服务", "营商环境", "安全生产", "实体经济", "民生改善", "生态环境",
    "依法行政",   "真抓实干", "求真务实", "统筹兼顾", "因地制宜", "脚踏实地", "久久为功", "实事求是", "改革开放",
};

uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t random_below(uint64_t *state, uint64_t end)
{
    return (uint64_t)((double)(random_next(state) >> 11) * 0x1p-53 * (double)end);
}

bool random_chance(uint64_t *state, unsigned percent)
{
    return random_below(state, 100) < percent;
}

uint64_t random_rank(uint64_t *state, double exponent, double shift)
{
    double u = (double)((random_next(state) >> 11) + 1) * 0x1p-53; /* above 0, up to 1 */
    double rank = shift * (pow(u, -1 / (exponent - 1)) - 1);
    return rank < 0x1p40 ? (uint64_t)rank : (uint64_t)1 << 40;
}

static bool has_character(const vocabulary *v, const char *character)
{
    for (unsigned i = 0; i < v->character_count; i++)
        if (strcmp(v->characters[i], character) == 0) return true;
    return false;
}

static void add_character(vocabulary *v, const char *utf8)
{
    char character[4] = {utf8[0], utf8[1], utf8[2], '\0'};
    if (!has_character(v, character)) memcpy(v->characters[v->character_count++], character, sizeof character);
}

/* Adds the characters of GB2312's first level, which are the common ones, in an order of the seed's own. */
static bool add_common_characters(vocabulary *v)
{
    enum { FIRST_ROW = 0xb0, ROWS = 40, COLUMNS = 94, ALL = ROWS * COLUMNS };
    uint16_t order[ALL];
    uint64_t state = v->seed;
    iconv_t to_utf8 = iconv_open("UTF-8", "GB2312");
    if (to_utf8 == (iconv_t)-1) return false;
    for (unsigned i = 0; i < ALL; i++) order[i] = (uint16_t)i;
    for (unsigned i = ALL; i > 1; i--) {
        unsigned other = (unsigned)random_below(&state, i);
        uint16_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
    for (unsigned i = 0; i < ALL && v->character_count < CHARACTERS; i++) {
        char code[2] = {(char)(FIRST_ROW + order[i] / COLUMNS), (char)(0xa1 + order[i] % COLUMNS)}, utf8[4];
        char *in = code, *out = utf8;
        size_t in_left = sizeof code, out_left = sizeof utf8;
        if (iconv(to_utf8, &in, &in_left, &out, &out_left) != (size_t)-1) add_character(v, utf8);
    }
    iconv_close(to_utf8);
    return true;
}

bool vocabulary_make(vocabulary *v, uint64_t seed)
{
    v->seed = seed;
    v->character_count = 0;
    for (const char *at = FREQUENT; *at != '\0'; at += 3) add_character(v, at);
    if (!add_common_characters(v)) return false;
    double total = 0, sum = 0;
    for (unsigned i = 0; i < v->character_count; i++) total += pow(i + CHARACTER_SHIFT, -CHARACTER_EXPONENT);
    unsigned slot = 0;
    for (unsigned i = 0; i < v->character_count; i++) {
        sum += pow(i + CHARACTER_SHIFT, -CHARACTER_EXPONENT);
        for (; slot < CHARACTER_SLOTS && slot < sum / total * CHARACTER_SLOTS; slot++) v->slots[slot] = (uint16_t)i;
    }
    return true;
}

/* How many characters a composed word has: frequent ones are short. */
static unsigned word_length(uint64_t rank, uint64_t *state)
{
    if (rank < SHORT_RANKS) return 2;
    uint64_t percent = random_below(state, 100);
    return percent < 78 ? 2 : percent < 88 ? 3 : percent < 98 ? 4 : 1;
}

void vocabulary_word(const vocabulary *v, uint64_t rank, char word[WORD_SIZE])
{
    if (rank < COUNT(COMMON_WORDS)) {
        strcpy(word, COMMON_WORDS[rank]);
        return;
    }
    uint64_t term = (rank - TERMS_FIRST) / TERMS_STEP; /* huge for ranks before TERMS_FIRST */
    if (term < COUNT(TERMS) && rank == TERMS_FIRST + term * TERMS_STEP) {
        strcpy(word, TERMS[term]);
        return;
    }
    uint64_t state = v->seed ^ (rank * 0xd1342543de82ef95u);
    unsigned length = word_length(rank, &state);
    for (unsigned i = 0; i < length; i++)
        memcpy(word + 3 * i, v->characters[v->slots[random_below(&state, CHARACTER_SLOTS)]], 3);
    word[3 * length] = '\0';
}
