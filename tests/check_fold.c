/* Folding and grams: what is compared, and what stands in the full-text index. */
#include <sqlite3.h>

#include "support.h"

#include "fold.h"
#include "grams.h"
#include "utf8.h"

typedef struct fold_case {
    const char *text;
    const char *folded;
} fold_case;

static const fold_case fold_cases[] = {
    {"", ""},
    {"GDP增长", "gdp增长"},
    {"ＧＤＰ增長５．２％", "gdp增长5.2%"},
    {"體制改革", "体制改革"},
    {"（一）“双减”，《办法》。", "(一)“双减”,《办法》。"},
    {"全\xE3\x80\x80角", "全 角"},
    {"行\n尾\r\n", "行\n尾\r\n"},
    {"不\xE2\x80\x8B断\xEF\xBB\xBF行", "不断行"}, /* zero-width space, byte-order mark */
    {"⼯⼈", "工人"},                             /* Kangxi radicals, as OCR writes them */
    {"①㎡℃…", "1m2°c..."},
    {"Straße", "strasse"},
    {"CAFÉ cafe\xCC\x81", "café café"}, /* composed, and with a combining accent */
    {"ｶﾞ か\xE3\x82\x99", "ガ が"},     /* half-width kana, combining sound mark */
    {"ﾊﾟｰﾄ", "パート"},
    {"ΑΣς ЖЁ", "ασσ жё"},
    {"\xCC\x81x", "\xCC\x81x"},                                   /* a mark without a character before it */
    {"a\xFFz\xE4\xB8", "a\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD"}, /* no UTF-8 */
    {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},     /* a surrogate */
    {"𠮷野家😀", "𠮷野家😀"},
};

START_TEST(test_peers_10_fold)
{
    const fold_case *c = &fold_cases[_i];
    text_buffer folded = {0};
    ck_assert_int_eq(fold_text(&folded, c->text, strlen(c->text)), SPEECH_OK);
    ck_assert_str_eq(folded.text, c->folded);
    text_buffer_free(&folded);
}
END_TEST

START_TEST(test_steps_cover_the_text)
{
    const char *text = fold_cases[_i].text;
    text_buffer folded = {0}, one = {0};
    list steps = {.size = sizeof(fold_step)};
    ck_assert_int_eq(fold_text_steps(&folded, &steps, text, strlen(text)), SPEECH_OK);
    const fold_step *s = steps.items;
    ck_assert_uint_eq(s[0].source, 0);
    ck_assert_uint_eq(s[steps.count - 1].source, strlen(text));
    ck_assert_uint_eq(s[steps.count - 1].folded, folded.length);
    for (size_t i = 0; i + 1 < steps.count; i++) {
        ck_assert_uint_lt(s[i].source, s[i + 1].source);
        ck_assert_uint_le(s[i].folded, s[i + 1].folded);
        /* Each step folds by itself to what stands in the whole. */
        ck_assert_int_eq(fold_text(&one, text + s[i].source, s[i + 1].source - s[i].source), SPEECH_OK);
        ck_assert_uint_eq(one.length, s[i + 1].folded - s[i].folded);
        ck_assert_mem_eq(one.text, folded.text + s[i].folded, one.length);
    }
    list_free(&steps);
    text_buffer_free(&folded);
    text_buffer_free(&one);
}
END_TEST

START_TEST(test_a_thousand_marks)
{
    char text[4001] = "e";
    for (size_t i = 1; i + 2 <= 4001; i += 2) memcpy(text + i, i % 4 == 1 ? "\xCC\x81" : "\xCC\xA3", 2);
    text_buffer folded = {0};
    ck_assert_int_eq(fold_text(&folded, text, sizeof text - 1), SPEECH_OK);
    ck_assert_uint_gt(folded.length, 1000);
    text_buffer_free(&folded);
}
END_TEST

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) return (size_t)sprintf(out, "%c", (int)c);
    if (c < 0x800) return (size_t)sprintf(out, "%c%c", (int)(0xC0 | c >> 6), (int)(0x80 | (c & 0x3F)));
    if (c < 0x10000)
        return (size_t)sprintf(out, "%c%c%c", (int)(0xE0 | c >> 12), (int)(0x80 | (c >> 6 & 0x3F)),
                               (int)(0x80 | (c & 0x3F)));
    return (size_t)sprintf(out, "%c%c%c%c", (int)(0xF0 | c >> 18), (int)(0x80 | (c >> 12 & 0x3F)),
                           (int)(0x80 | (c >> 6 & 0x3F)), (int)(0x80 | (c & 0x3F)));
}

START_TEST(test_folding_twice_changes_nothing)
{
    char text[5];
    text_buffer once = {0}, twice = {0};
    for (uint32_t c = 1; c < 0x20000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        if (c == 0x85B4) continue; /* 薴: the map leads to 苧, which is the traditional form of another character */
        size_t length = put_utf8(text, c);
        ck_assert_int_eq(fold_text(&once, text, length), SPEECH_OK);
        ck_assert_int_eq(fold_text(&twice, once.text, once.length), SPEECH_OK);
        ck_assert_msg(strcmp(once.text, twice.text) == 0, "U+%04X: %s, then %s", c, once.text, twice.text);
    }
    text_buffer_free(&once);
    text_buffer_free(&twice);
}
END_TEST

typedef struct gram_case {
    const char *text;
    const char *grams;
    const char *words;
} gram_case;

static const gram_case gram_cases[] = {
    {"", "", ""},
    {"改", "改 ", ""},
    {"改革", "改革 革 ", ""},
    {"深化改革。", "深化 化改 改革 革 ", ""},
    {"改革、开放", "改革 革 开放 放 ", ""},
    {"PPP項目", "pp pp p项 项目 目 ", "ppp "},
    {"5G基站99.5%", "5g g基 基站 站9 99 9 5 ", "5g 99 5 "},
    {"“GDP” 2024年", "gd dp p 20 02 24 4年 年 ", "gdp 2024 "},
    {"𠮷野家😀", "野家 家 ", ""}, /* outside the plane of old SQLites: breaks the run */
    {"——……", "", ""},
};

START_TEST(test_grams)
{
    const gram_case *c = &gram_cases[_i];
    index_text index = {0};
    ck_assert_int_eq(index_text_make(&index, c->text, strlen(c->text)), SPEECH_OK);
    ck_assert_str_eq(index.grams.text, c->grams);
    ck_assert_str_eq(index.words.text, c->words);
    index_text_free(&index);
}
END_TEST

static void run_sql(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql, message);
}

static void index_grams(sqlite3 *db, int64_t id, const index_text *index)
{
    sqlite3_stmt *insert = NULL;
    ck_assert_int_eq(
        sqlite3_prepare_v2(db, "INSERT INTO f(rowid, grams, words) VALUES (?1, ?2, ?3)", -1, &insert, NULL), SQLITE_OK);
    sqlite3_bind_int64(insert, 1, id);
    sqlite3_bind_text(insert, 2, index->grams.text, (int)index->grams.length, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, index->words.text, (int)index->words.length, SQLITE_STATIC);
    ck_assert_int_eq(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_finalize(insert);
}

/* The tokens of column `column` of row `id` in the index, in order, each followed by a blank. */
static void read_tokens(sqlite3 *db, int64_t id, const char *column, text_buffer *out)
{
    sqlite3_stmt *select = NULL;
    text_buffer_clear(out);
    ck_assert_int_eq(text_buffer_reserve(out, 0), SPEECH_OK);
    ck_assert_int_eq(
        sqlite3_prepare_v2(db, "SELECT term FROM v WHERE doc = ?1 AND col = ?2 ORDER BY offset", -1, &select, NULL),
        SQLITE_OK);
    sqlite3_bind_int64(select, 1, id);
    sqlite3_bind_text(select, 2, column, -1, SQLITE_STATIC);
    while (sqlite3_step(select) == SQLITE_ROW) {
        const char *term = (const char *)sqlite3_column_text(select, 0);
        ck_assert_int_eq(text_buffer_add(out, term, strlen(term)), SPEECH_OK);
        ck_assert_int_eq(text_buffer_add(out, " ", 1), SPEECH_OK);
    }
    sqlite3_finalize(select);
}

static sqlite3 *open_index(void)
{
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    run_sql(db, "CREATE VIRTUAL TABLE f USING fts5(grams, words, content = '', detail = full, "
                "tokenize = 'unicode61 remove_diacritics 0');"
                "CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance');");
    return db;
}

START_TEST(test_peers_05_stock_tokenizer_gives_the_grams_back)
{
    sqlite3 *db = open_index();
    index_text index = {0};
    text_buffer tokens = {0};
    for (size_t i = 0; i < sizeof gram_cases / sizeof *gram_cases; i++) {
        const char *text = gram_cases[i].text;
        ck_assert_int_eq(index_text_make(&index, text, strlen(text)), SPEECH_OK);
        index_grams(db, (int64_t)i + 1, &index);
        read_tokens(db, (int64_t)i + 1, "grams", &tokens);
        ck_assert_str_eq(tokens.text, gram_cases[i].grams);
        read_tokens(db, (int64_t)i + 1, "words", &tokens);
        ck_assert_str_eq(tokens.text, gram_cases[i].words);
    }
    text_buffer_free(&tokens);
    index_text_free(&index);
    sqlite3_close(db);
}
END_TEST

/* Every index character, alone and in a pair, is a token of its own to the tokenizer of this SQLite. */
START_TEST(test_every_index_character_is_a_token_character)
{
    sqlite3 *db = open_index();
    run_sql(db, "BEGIN");
    text_buffer tokens = {0};
    size_t count = 0;
    for (uint32_t first = 0; first < 0x10000; first += 0x100) {
        char text[0x100 * 8];
        size_t length = 0;
        for (uint32_t c = first; c < first + 0x100; c++) {
            if ((c >= 0xD800 && c <= 0xDFFF) || !is_index_character(c)) continue;
            count++;
            length += put_utf8(text + length, c);
            length += put_utf8(text + length, c);
            text[length++] = ' ';
        }
        if (length == 0) continue;
        index_text index = {.grams = {.text = text, .length = length}, .words = {.text = text, .length = 0}};
        index_grams(db, first + 1, &index);
        read_tokens(db, first + 1, "grams", &tokens);
        text[length] = '\0';
        ck_assert_str_eq(tokens.text, text);
    }
    ck_assert_uint_gt(count, 27000 + 11000);
    ck_assert(!is_index_character(0x9FCD) && !is_index_character(0x4DB6) && !is_index_character(0x3006));
    ck_assert(!is_index_character('A') && !is_index_character('%') && !is_index_character(0x20000));
    text_buffer_free(&tokens);
    sqlite3_close(db);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_set_timeout(tests, 60);
    int folds = (int)(sizeof fold_cases / sizeof *fold_cases),
        gram_count = (int)(sizeof gram_cases / sizeof *gram_cases);
    tcase_add_loop_test(tests, test_peers_10_fold, 0, folds);
    tcase_add_loop_test(tests, test_steps_cover_the_text, 0, folds);
    tcase_add_test(tests, test_a_thousand_marks);
    tcase_add_test(tests, test_folding_twice_changes_nothing);
    tcase_add_loop_test(tests, test_grams, 0, gram_count);
    tcase_add_test(tests, test_peers_05_stock_tokenizer_gives_the_grams_back);
    tcase_add_test(tests, test_every_index_character_is_a_token_character);
}

int main(void)
{
    return run_suite("fold", add_tests);
}
