/* The value of numerals: tables, round trips, properties, and the public test cases in ../shared/specs. */
#include <speecharchive/analysis.h>

#include <inttypes.h>
#include <math.h>

#include "support.h"
#include "utf8.h"

/* Each is read whole and has this value. */
static const struct {
    const char *text;
    const char *value;
} numerals[] = {
    {"零", "0"}, {"一", "1"}, {"二", "2"}, {"三", "3"}, {"四", "4"}, {"五", "5"}, {"六", "6"}, {"七", "7"},
    {"八", "8"}, {"九", "9"}, {"十", "10"}, {"十一", "11"}, {"十二", "12"}, {"十三", "13"}, {"十四", "14"},
    {"十五", "15"}, {"十六", "16"}, {"十七", "17"}, {"十八", "18"}, {"十九", "19"}, {"二十", "20"}, {"二十五", "25"},
    {"三十", "30"}, {"四十五", "45"}, {"九十九", "99"}, {"一百", "100"}, {"一百零一", "101"}, {"一百零九", "109"},
    {"一百一十", "110"}, {"一百一十一", "111"}, {"一百二十", "120"}, {"一百九十九", "199"}, {"二百", "200"},
    {"三百零五", "305"}, {"三百六十", "360"}, {"五百", "500"}, {"六百六十六", "666"}, {"八百零八", "808"},
    {"九百九十九", "999"}, {"一千", "1000"}, {"一千零一", "1001"}, {"一千零一十", "1010"}, {"一千零一十一", "1011"},
    {"一千一百", "1100"}, {"一千二百三十四", "1234"}, {"二千零八", "2008"}, {"二千零二十", "2020"},
    {"五千零六", "5006"}, {"九千九百九十九", "9999"}, {"一万", "10000"}, {"一万零一", "10001"},
    {"一万零一十", "10010"}, {"一万零一百", "10100"}, {"一万一千", "11000"}, {"一万零一百零一", "10101"},
    {"二万零三百零四", "20304"}, {"三万五千", "35000"}, {"五万零五十", "50050"}, {"九万八千七百六十五", "98765"},
    {"十万", "100000"}, {"十万零一", "100001"}, {"十二万", "120000"}, {"三十万五千零六", "305006"},
    {"一百万", "1000000"}, {"一百万零一", "1000001"}, {"一百二十万", "1200000"}, {"一千万", "10000000"},
    {"一千零二十万三千零四十", "10203040"}, {"二百七十一亿", "27100000000"}, {"一亿", "100000000"},
    {"一亿零一", "100000001"}, {"一亿零一万", "100010000"}, {"一亿二千零三万四千零五", "120034005"},
    {"十二亿三千四百五十六万七千八百九十", "1234567890"}, {"二百亿零三十万零四", "20000300004"},
    {"九千九百九十九亿九千九百九十九万九千九百九十九", "999999999999"}, {"叁", "3"}, {"壹拾伍", "15"},
    {"贰拾捌", "28"}, {"二十八", "28"}, {"壹佰零肆", "104"}, {"一百零四", "104"}, {"伍佰陆拾", "560"},
    {"五百六十", "560"}, {"壹仟玖佰肆拾玖", "1949"}, {"一千九百四十九", "1949"}, {"贰万零贰佰陆拾", "20260"},
    {"二萬零二百六十", "20260"}, {"叁拾万零伍佰", "300500"}, {"三十萬零五百", "300500"},
    {"柒佰陆拾伍万肆仟叁佰贰拾壹", "7654321"}, {"七百六十五萬四千三百二十一", "7654321"}, {"捌仟万零捌", "80000008"},
    {"八千萬零八", "80000008"}, {"二千零二十四万六千六百三十三", "20246633"},
    {"六亿九千八百九十三万五千五百七十二", "698935572"}, {"七十四", "74"},
    {"四百七十六亿四千八百九十二万五千七百一十三", "47648925713"}, {"九百三十一", "931"},
    {"五十二亿一千七百零八万八千九百七十二", "5217088972"}, {"七千一百零四", "7104"},
    {"七千五百万六千六百九十一", "75006691"}, {"九万五千一百一十九", "95119"},
    {"六十一亿一千八百二十六万三千三百三十四", "6118263334"}, {"三千六百五十七", "3657"}, {"五百九十", "590"},
    {"五千三百二十四万六千一百一十九", "53246119"}, {"四万八千八百四十五", "48845"},
    {"二百零八亿六千六百九十六万三千一百四十七", "20866963147"}, {"七百零三万一千九百八十六", "7031986"},
    {"七万零八百六十八", "70868"}, {"九千三百五十三", "9353"}, {"九百三十九万九千五百五十七", "9399557"},
    {"一万三千五百零七", "13507"}, {"三十九万零四百八十七", "390487"}, {"八千九百七十四", "8974"},
    {"九千二百四十六", "9246"}, {"六百三十三", "633"}, {"五十二万零五百二十八", "520528"},
    {"六百一十四亿七千八百七十九万三千九百六十七", "61478793967"},
    {"五十八亿四千七百九十五万一千七百零四", "5847951704"}, {"八十三万二千九百六十七", "832967"},
    {"九万一千六百一十八", "91618"}, {"八万五千八百三十一", "85831"}, {"八百八十一万一千三百三十五", "8811335"},
    {"八十亿五千三百六十五万四千二百一十五", "8053654215"}, {"九十八亿二千六百六十一万七千八百六十四", "9826617864"},
    {"一千九百三十四", "1934"}, {"二百三十二亿七千零六十六万零三百二十八", "23270660328"},
    {"二千零三十九万九千零一十八", "20399018"}, {"十八亿一千一百一十八万零六百四十九", "1811180649"},
    {"九千一百四十三", "9143"}, {"四千五百六十五万零四百五十", "45650450"},
    {"七千九百七十七万四千九百七十四", "79774974"}, {"十九亿五千九百三十八万六千九百八十六", "1959386986"},
    {"四千四百二十二", "4422"}, {"二亿七千九百一十七万二千七百八十六", "279172786"},
    {"九百六十九万六千三百二十八", "9696328"}, {"九十八亿一千二百二十六万三千零八十七", "9812263087"},
    {"九亿五千二百四十五万二千二百五十八", "952452258"}, {"三百零二万八千三百四十四", "3028344"},
    {"十五亿二千六百七十万六千七百二十九", "1526706729"}, {"八千零八十八", "8088"}, {"二百二十三", "223"},
    {"二百一十六万九千九百六十八", "2169968"}, {"四十一万七千二百二十五", "417225"},
    {"九亿八千四百四十二万三千九百二十四", "984423924"}, {"三亿四千六百零九万四千零五十五", "346094055"},
    {"六十六亿五千八百一十四万二千三百零三", "6658142303"}, {"三亿八千五百二十二万七千六百", "385227600"},
    {"二亿四千七百七十六万七千五百五十一", "247767551"}, {"一万零八百七十六", "10876"},
    {"一万九千八百三十", "19830"}, {"六十九万零五百零四", "690504"}, {"一万二千六百四十九", "12649"},
    {"五十亿七千八百一十二万三千九百八十三", "5078123983"}, {"六万八千六百七十九", "68679"},
    {"五万四千九百一十二", "54912"}, {"八百三十一亿九千零三十一万零六百三十七", "83190310637"},
    {"一千六百八十四万三千一百八十五", "16843185"}, {"八百五十六亿八千五百五十五万九千四百一十八", "85685559418"},
    {"四百六十七", "467"}, {"五百三十二亿二千四百八十六万二千一百一十五", "53224862115"},
    {"四亿二千三百一十八万三千一百四十七", "423183147"}, {"0", "0"}, {"０", "0"}, {"7", "7"}, {"７", "7"},
    {"42", "42"}, {"４２", "42"}, {"1949", "1949"}, {"１９４９", "1949"}, {"12.5", "12.5"}, {"１２．５", "12.5"},
    {"0.75", "0.75"}, {"０．７５", "0.75"}, {"3.140", "3.14"}, {"３．１４０", "3.14"}, {"1,200", "1200"},
    {"１，２００", "1200"}, {"12,345,678", "12345678"}, {"１２，３４５，６７８", "12345678"}, {"1,000.5", "1000.5"},
    {"１，０００．５", "1000.5"}, {"5万", "50000"}, {"５万", "50000"}, {"3.33万", "33300"}, {"３．３３万", "33300"},
    {"1.2万亿", "1200000000000"}, {"１．２万亿", "1200000000000"}, {"16.4亿", "1640000000"},
    {"１６．４亿", "1640000000"}, {"1.57亿", "157000000"}, {"１．５７亿", "157000000"}, {"8731万", "87310000"},
    {"８７３１万", "87310000"}, {"2.1千", "2100"}, {"２．１千", "2100"}, {"3百", "300"}, {"３百", "300"},
    {"150.4万", "1504000"}, {"１５０．４万", "1504000"}, {"0.3亿", "30000000"}, {"０．３亿", "30000000"},
    {"999999999999", "999999999999"}, {"９９９９９９９９９９９９", "999999999999"}, {"1,234万", "12340000"},
    {"１，２３４万", "12340000"}, {"3万5千", "35000"}, {"3万4000", "34000"}, {"5万4千6百", "54600"},
    {"5亿1万4千6百", "500014600"}, {"2亿5千万", "250000000"}, {"1千零1", "1001"}, {"1千零20", "1020"},
    {"2千零30万", "20300000"}, {"3亿2000万", "320000000"}, {"12亿3400万", "1234000000"}, {"7 万5 千4 百", "75400"},
    {"1.5 万", "15000"}, {"20 亿", "2000000000"}, {"三千五", "3500"}, {"一万三", "13000"}, {"两百五", "250"},
    {"九十二万四", "924000"}, {"四千三", "4300"}, {"两亿五", "250000000"}, {"三百六", "360"}, {"两万八", "28000"},
    {"一千零五", "1005"}, {"一百零六", "106"}, {"三千零五十", "3050"}, {"百三", "130"}, {"千五", "1500"},
    {"一千五百万", "15000000"}, {"一万五千亿", "1500000000000"}, {"三万亿", "3000000000000"},
    {"四万万", "400000000"}, {"10万万", "1000000000"}, {"万亿", "1000000000000"}, {"二十一万亿", "21000000000000"},
    {"五兆", "5000000000000"}, {"一兆二千亿", "1200000000000"}, {"两百点五", "200.5"}, {"三点一四", "3.14"},
    {"零点五", "0.5"}, {"十二点零五", "12.05"}, {"三点五万", "35000"}, {"一点二亿", "120000000"},
    {"两千三点一", "2300.1"}, {"一百五十四点零", "154"}, {"八点五", "8.5"}, {"廿", "20"}, {"廿五", "25"},
    {"卅", "30"}, {"卅八", "38"}, {"卌", "40"}, {"廿万", "200000"}, {"二〇二六", "2026"}, {"一九四九", "1949"},
    {"二零零八", "2008"}, {"一二三四五", "12345"}, {"一九八○", "1980"}, {"负三", "-3"}, {"负三十二", "-32"},
    {"-10", "-10"}, {"－１２．５", "-12.5"}, {"负0.2", "-0.2"}, {"負五", "-5"}, {"-.5", "-0.5"}, {"百分之三", "3"},
    {"百分之三点五", "3.5"}, {"百分之百", "100"}, {"百分之一百二十", "120"}, {"百分之0.5", "0.5"},
    {"百分之１２．３", "12.3"}, {"百 分 之 五", "5"}, {"百分之负二", "-2"}, {"千分之三", "0.003"},
    {"千分之五点二", "0.0052"}, {"万分之六", "0.0006"}, {"百万分之一", "0.000001"}, {"一千分之一", "0.001"},
    {"五分之二", "0.4"}, {"五分之一", "0.2"}, {"二分之一", "0.5"}, {"四分之三", "0.75"}, {"十六分之五", "0.3125"},
    {"八分之七", "0.875"}, {"三分之一", "0.333333333333333333"}, {"三分之二", "0.666666666666666667"},
    {"七分之一", "0.142857142857142857"}, {"1/4", "0.25"}, {"3/5", "0.6"}, {"１６/5", "3.2"}, {"16分之5", "0.3125"},
    {"一又二分之一", "1.5"}, {"三又五分之一", "3.2"}, {"十一又四分之三", "11.75"}, {"负一又二分之一", "-1.5"},
    {"三成", "30"}, {"九成", "90"}, {"两成半", "25"}, {"七成六", "76"}, {"9.5成", "95"}, {"十成", "100"},
    {"８成", "80"}, {"八折", "80"}, {"七五折", "75"}, {"75折", "75"}, {"9.9折", "99"}, {"一千多万", "10000000"},
    {"二十几万", "200000"}, {"十余万", "100000"}, {"五百余万", "5000000"}, {"三十万多亿", "30000000000000"},
    {"一百零几万", "1000000"}, {"十 余 万", "100000"}, {"三四百", "300"}, {"一两", "1"}, {"七八", "7"},
    {"一千五六百", "1500"}, {"二三十", "20"}, {"三五", "3"}, {"兩千四百五", "2450"}, {"七十八萬五佰零六", "780506"},
    {"壹佰伍拾", "150"}, {"肆佰陸拾", "460"}, {"貳拾萬", "200000"}, {"倆", "2"},
};

static void assert_value(const char *text, size_t length, const char *value, size_t expected_used)
{
    speech_decimal got;
    size_t used = 0;
    char buffer[40];
    ck_assert_msg(speech_numeral_value(text, length, &got, &used) == SPEECH_OK, "%s is not read", text);
    speech_decimal_format(got, buffer, sizeof buffer);
    ck_assert_msg(strcmp(buffer, value) == 0, "%s: %s, not %s", text, buffer, value);
    ck_assert_msg(used == expected_used, "%s: %zu bytes read, not %zu", text, used, expected_used);
}

START_TEST(test_values)
{
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        assert_value(numerals[i].text, strlen(numerals[i].text), numerals[i].value, strlen(numerals[i].text));
}
END_TEST

/* What stands after a numeral does not change it. */
START_TEST(test_values_in_context)
{
    static const char *const after[] = {"元", "个项目", "。", " apples", "，5个", "\n"};
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
        for (size_t k = 0; k < sizeof after / sizeof *after; k++) {
            char text[128];
            snprintf(text, sizeof text, "%s%s", numerals[i].text, after[k]);
            assert_value(text, strlen(text), numerals[i].value, strlen(numerals[i].text));
        }
    }
}
END_TEST

/* TEXT, how much of it is a numeral, VALUE */
static const struct {
    const char *text;
    const char *numeral;
    const char *value;
} heads[] = {
    {"三点意见", "三", "3"},          {"九点三十分", "九", "9"},     {"一百一百", "一百", "100"},
    {"一万一万", "一万", "10000"},    {"3万2018年", "3万", "30000"}, {"五六", "五六", "5"},
    {"1.2.3", "1", "1"},              {"1,23", "1", "1"},            {"1,2345", "1", "1"},
    {"2018/9/10", "2018", "2018"},    {"十成立", "十", "10"},        {"四百多", "四百", "400"},
    {"三成立", "三", "3"},            {"五折叠", "五", "5"},         {"一百零", "一百", "100"},
    {"5 000个", "5 000", "5000"},     {"5 000 7", "5", "5"},         {"两两", "两", "2"},
    {"二三四", "二三四", "234"},      {"1:4", "1", "1"},             {"十十", "十", "10"},
    {"1/0", "1", "1"},                {"三分之", "三", "3"},         {"3又", "3", "3"},
    {"100来自", "100", "100"},        {"12.", "12", "12"},           {"8亿元人民币", "8亿", "800000000"},
};

START_TEST(test_where_numerals_end)
{
    assert_value(heads[_i].text, strlen(heads[_i].text), heads[_i].value, strlen(heads[_i].numeral));
}
END_TEST

START_TEST(test_no_numerals)
{
    static const char *const texts[] = {"", "元", "万", "万万", "亿", "a1", "点五", "分之一", "统一",
                                        "-", "负", "成", "余", ".", "余万", "-x"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        speech_decimal value = {42, 1};
        size_t used = 7;
        speech_status status = speech_numeral_value(texts[i], strlen(texts[i]), &value, &used);
        ck_assert_msg(status == SPEECH_NOT_FOUND, "%s", texts[i]);
        ck_assert(value.coefficient == 42 && value.exponent == 1 && used == 7);
    }
}
END_TEST

START_TEST(test_out_of_range)
{
    static const char *const texts[] = {"99999999999999999999",
                                        "一二三四五六七八九一二三四五六七八九一", "1234567890123456789万"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        speech_decimal value = {42, 1};
        ck_assert_int_eq(speech_numeral_value(texts[i], strlen(texts[i]), &value, NULL), SPEECH_RANGE);
        ck_assert(value.coefficient == 42 && value.exponent == 1);
    }
}
END_TEST

START_TEST(test_misuse)
{
    speech_decimal value;
    ck_assert_int_eq(speech_numeral_value(NULL, 3, &value, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_numeral_value("三", 3, NULL, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_numeral_value("三", 3, &value, NULL), SPEECH_OK);
}
END_TEST

/* Any bytes may be asked about: none beyond the length is read (the sanitizers watch), and what is used is inside. */
START_TEST(test_any_bytes)
{
    static const char alphabet[] = "\xE4\xB8\x87\xE4\xBA\xBF\xE5\x8D\x81 3.,/-\xF0\xEF\xBC\x91\xE5\x88\x86\xE4\xB9\x8B";
    uint32_t seed = 1;
    for (int round = 0; round < 200000; round++) {
        size_t length = (seed >> 8) % 24;
        char *bytes = malloc(length + 1);
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        seed = seed * 1664525u + 1013904223u;
        char *exact = malloc(length == 0 ? 1 : length);
        memcpy(exact, bytes, length);
        speech_decimal value;
        size_t used;
        if (speech_numeral_value(exact, length, &value, &used) == SPEECH_OK) {
            ck_assert_uint_gt(used, 0);
            ck_assert_uint_le(used, length);
        }
        free(exact);
        free(bytes);
    }
}
END_TEST

/* ---- round trips ---- */

typedef struct script {
    const char *digits[10];
    const char *powers[4];
    const char *myriads[3];
} script;

static const script scripts[] = {
    {{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, {"", "十", "百", "千"}, {"", "万", "亿"}},
    {{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, {"", "十", "百", "千"}, {"", "萬", "億"}},
    {{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}, {"", "拾", "佰", "仟"}, {"", "万", "亿"}},
};

/* Appends a group below 10^4; `gap`: a higher group stands before it. */
static void write_group(const script *s, int64_t group, bool gap, char *out)
{
    static const int64_t powers[] = {1, 10, 100, 1000};
    for (int k = 3; k >= 0; k--) {
        int64_t digit = group / powers[k] % 10;
        if (digit == 0) {
            gap = gap || group >= powers[k];
            continue;
        }
        bool skipped = k < 3 && group / powers[k + 1] % 10 == 0;
        if (gap && skipped) strcat(out, s->digits[0]);
        strcat(strcat(out, s->digits[digit]), s->powers[k]);
        gap = true;
    }
}

static void write_number(const script *s, int64_t n, char *out)
{
    static const int64_t powers[] = {1, 10000, 100000000};
    bool gap = false, zero = false;
    out[0] = '\0';
    if (n == 0) strcpy(out, s->digits[0]);
    for (int k = 2; k >= 0; k--) {
        int64_t group = n / powers[k] % 10000;
        if (group == 0) {
            zero = gap;
            continue;
        }
        if (zero && group >= 1000) strcat(out, s->digits[0]);
        write_group(s, group, gap, out);
        strcat(out, s->myriads[k]);
        gap = true;
        zero = false;
    }
}

START_TEST(test_peers_18_round_trips)
{
    int64_t limits[] = {1000, 1000000, 1000000000, 1000000000000};
    uint64_t seed = 20260101;
    for (int round = 0; round < 40000; round++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int64_t n = round < 12000 ? round : (int64_t)(seed >> 20) % limits[round % 4];
        char text[256], value[40];
        write_number(&scripts[round % 3], n, text);
        snprintf(value, sizeof value, "%" PRId64, n);
        assert_value(text, strlen(text), value, strlen(text));
    }
}
END_TEST

/* PEERS 15 and 18: a multiplier moves the point, exactly; separators and width change nothing. */
START_TEST(test_peers_15_multipliers)
{
    for (int tenths = 1; tenths < 9990; tenths += 7) {
        char text[64], value[40], plain[40];
        snprintf(text, sizeof text, "%d.%d亿", tenths / 10, tenths % 10);
        snprintf(value, sizeof value, "%" PRId64, (int64_t)tenths * 10000000);
        assert_value(text, strlen(text), value, strlen(text));
        snprintf(text, sizeof text, "%d,%03d.%d万亿", tenths / 10 + 1, tenths % 1000, tenths % 10);
        speech_decimal got;
        ck_assert_int_eq(speech_numeral_value(text, strlen(text), &got, NULL), SPEECH_OK);
        speech_decimal_format(got, plain, sizeof plain);
        int64_t whole = (int64_t)(tenths / 10 + 1) * 1000 + tenths % 1000;
        snprintf(value, sizeof value, "%" PRId64, (whole * 10 + tenths % 10) * 100000000000);
        ck_assert_str_eq(plain, value);
    }
}
END_TEST

/* PEERS 17: 多 and 余 inside a number leave it the round one; figures keep them as a qualifier. */
START_TEST(test_peers_17_infix)
{
    assert_value("一千多万元", strlen("一千多万元"), "10000000", strlen("一千多万"));
    assert_value("二十几亿", strlen("二十几亿"), "2000000000", strlen("二十几亿"));
    assert_value("500余万", strlen("500余万"), "5000000", strlen("500余万"));
    assert_value("500余家", strlen("500余家"), "500", strlen("500"));
}
END_TEST

/* PEERS 19: 千瓦 and 千赫 are units, not thousands of something. */
START_TEST(test_peers_19_units_begin_with_numerals)
{
    assert_value("一千瓦", strlen("一千瓦"), "1", strlen("一"));
    assert_value("500千瓦时", strlen("500千瓦时"), "500", strlen("500"));
    assert_value("3千赫", strlen("3千赫"), "3", strlen("3"));
    assert_value("五千克", strlen("五千克"), "5", strlen("五"));
    assert_value("五千瓦房", strlen("五千瓦房"), "5", strlen("五"));
    assert_value("三万千瓦", strlen("三万千瓦"), "30000", strlen("三万"));
}
END_TEST

/* ---- the public cases ---- */

/* Inputs whose reading there is not ours, and why. */
static const struct {
    const char *input;
    const char *why;
} others[] = {
#define LATIN "40k, 2.5 M: a Latin letter is no Chinese multiplier (10M is a unit of data)"
#define POWER "powers and exponents are formulas"
#define DOZEN "打 is a unit: 五十打 is 50 打"
#define HALF "半 and 对 without a digit are no numerals (年过半百); figures know 半年"
#define MIXED "a whole number, a blank and a fraction are two numbers in running text"
#define SPACED "digits with blanks between them are several numbers"
#define NAUGHT "零十 is no way to write 10"
#define DOTS "a chain of dots is a version or an address"
    {"40k", LATIN},
    {"一打", DOZEN},
    {"半百", HALF},
    {"五十打", DOZEN},
    {"十打苹果", DOZEN},
    {"2^5", POWER},
    {"2e5", POWER},
    {"壹打", DOZEN},
    {"十打蘋果", DOZEN},
    {"21.2E0", POWER},
    {"2^-1", POWER},
    {"-1e1", POWER},
    {"-2.5 M", LATIN},
    {"２.７８９０e－１", POWER},
    {"2222.2222.22222.222", DOTS},
    {"1.1^+23", POWER},
    {"2.5^-1", POWER},
    {"-1.1^+23", POWER},
    {"-2.5^-1", POWER},
    {"-1.1^--23", POWER},
    {"-127.32e13", POWER},
    {"12.32e+14", POWER},
    {"-12e-1", POWER},
    {"４ ６／３", MIXED},
    {"1 ３/5", MIXED},
    {"1 4/3的美梦,1/2的努力", MIXED},
    {"1 4/3的美夢,1/2的努力", MIXED},
    {"零十", NAUGHT},
    {"第零十刃", NAUGHT},
    {"打对折", HALF},
    {"7 2 折", SPACED},
    {"九 九 折", SPACED},
    {"半成", HALF},
    {"半折", HALF},
    {"百分之15Ｋ", LATIN},
    {"百分之3.2k", LATIN},
    {"12k个百分点", LATIN},
    {"１５k个百分点", LATIN},
    {"百 分 之  ５２.５ k", LATIN},
    {"打對折", HALF},
    {"12k個百分點", LATIN},
    {"１５k個百分點", LATIN},
};

/* One case: the input folded to half width and lower case, with the offset in the original of each byte. */
typedef struct folded {
    char text[2048];
    size_t origin[2048];
    size_t length;
} folded;

static void fold(const char *input, folded *f)
{
    f->length = 0;
    for (size_t at = 0; input[at] != '\0'; at += utf8_width(input[at])) {
        uint32_t c = utf8_at(input + at);
        size_t width = utf8_width(input[at]);
        bool wide = c >= 0xFF01 && c <= 0xFF5E;
        if (wide) c -= 0xFEE0;
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        for (size_t i = 0; i < (c < 0x80 ? 1 : width); i++) {
            f->origin[f->length] = at + i;
            f->text[f->length++] = c < 0x80 ? (char)c : input[at + i];
        }
    }
    f->text[f->length] = '\0';
    f->origin[f->length] = strlen(input);
}

/* The expected text without a percent sign or 个百分点 at its end, which are units, not numerals. */
static size_t numeral_length(const char *expected)
{
    static const char *const units[] = {"%", "点", "點", "分", "百", "个", "個", " "};
    size_t length = strlen(expected);
    bool percent = strstr(expected, "%") != NULL || strstr(expected, "个") != NULL || strstr(expected, "個") != NULL;
    for (size_t i = 0; percent && i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i]);
        if (length < n || memcmp(expected + length - n, units[i], n) != 0) continue;
        length -= n;
        i = (size_t)-1;
    }
    return length;
}

static bool same_number(double got, const char *expected)
{
    double want = strtod(expected, NULL), slack = 1e-9 * fmax(1e-9, fabs(want));
    if (fabs(got - want) <= slack) return true;
    return expected[strlen(expected) - 1] == '%' && fabs(got * 100 - want) <= slack; /* 千分之一 is 0.1% */
}

/* Does the API read `expected` (TEXT=VALUE) in the input, at its next place after *from? */
static bool case_holds(const char *input, const char *expected, size_t *from)
{
    static folded f;
    char text[256];
    const char *equals = strrchr(expected, '=');
    snprintf(text, sizeof text, "%.*s", (int)(equals - expected), expected);
    fold(input, &f);
    const char *place = strstr(f.text + *from, text);
    if (place == NULL) return false;
    size_t begin = (size_t)(place - f.text);
    *from = begin + strlen(text);
    size_t length = f.origin[begin + numeral_length(text)] - f.origin[begin], used;
    speech_decimal value;
    const char *at = input + f.origin[begin];
    if (speech_numeral_value(at, strlen(at), &value, &used) != SPEECH_OK) return false;
    return used == length && same_number(speech_decimal_to_double(value), equals + 1);
}

static bool is_other(const char *input)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].input, input) == 0) return true;
    return false;
}

/* Returns how many of the line's expected values are read as expected, and counts those that are not. */
static int check_line(char *line, int *failed)
{
    char *input = strchr(line, '\t');
    if (line[0] == '#' || input == NULL || strncmp(line, "NumberRange", 11) == 0) return 0;
    int good = 0;
    size_t from = 0;
    char *expected = strchr(++input, '\t');
    if (expected != NULL) *expected++ = '\0';
    while (expected != NULL) {
        char *next = strchr(expected, '\t');
        if (next != NULL) *next++ = '\0';
        if (case_holds(input, expected, &from)) good++;
        else if (!is_other(input)) {
            printf("# %s: %s\n", input, expected);
            ++*failed;
        }
        expected = next;
    }
    return good;
}

START_TEST(test_public_cases)
{
    size_t length;
    char *bytes = read_file(SOURCE_DIR "/../shared/specs/chinese_numbers.tsv", &length);
    if (bytes == NULL) {
        puts("# skipped: no ../shared/specs");
        return;
    }
    int good = 0, failed = 0;
    for (char *line = strtok(bytes, "\n"); line != NULL; line = strtok(NULL, "\n")) good += check_line(line, &failed);
    free(bytes);
    ck_assert_int_eq(failed, 0);
    ck_assert_int_ge(good, 500);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_values);
    tcase_add_test(tests, test_values_in_context);
    tcase_add_loop_test(tests, test_where_numerals_end, 0, (int)(sizeof heads / sizeof *heads));
    tcase_add_test(tests, test_no_numerals);
    tcase_add_test(tests, test_out_of_range);
    tcase_add_test(tests, test_misuse);
    tcase_add_test(tests, test_any_bytes);
    tcase_add_test(tests, test_peers_18_round_trips);
    tcase_add_test(tests, test_peers_15_multipliers);
    tcase_add_test(tests, test_peers_17_infix);
    tcase_add_test(tests, test_peers_19_units_begin_with_numerals);
    tcase_add_test(tests, test_public_cases);
}

int main(void)
{
    return run_suite("numeral", add_tests);
}
