/* Search: what is found, in which order, and how it is shown. */
#include "search_fixture.h"
#include "support.h"

#include "cursor.h"
#include "snippet.h"

/* Invented passages; the ids are their places, from 1. */
static const char *const passages[] = {
    "一、深化国有企业改革，推动高质量发展。",
    "我们要继续改革开放，坚持改革不动摇，以改革促发展。",
    "青川县GDP增长5.2%，达到1280亿元，PPP项目落地12个，5G基站突破3万座。",
    "落實「雙減」政策，體制機制更加完善，教育改革穩步推進。",
    "待处理的信访件由各部门限期办结，做到件件有回音。",
    "改掉陋习，革新技术；改变作风，革除弊端；改善民生，革故鼎新。",
    "全面推进乡村振兴，加快农村发展和现代化。",
    "乡村要发展，产业必振兴。２０２４年建成示范村３６个，合格率达９９．５％。",
    "坚持社会主义核心价值观，弘扬劳模精神。",
    "会议强调，要统筹发展和安全（见附件A-1）。",
};

static void open_passages(fixture *f)
{
    fixture_open(f);
    fixture_speech(f, "在全县经济工作会议上的讲话", "林致远", "2021-03-04");
    for (size_t i = 0; i < 5; i++) fixture_paragraph(f, passages[i]);
    fixture_speech(f, "在乡村振兴推进会上的讲话", "周望舒", "2024");
    for (size_t i = 5; i < sizeof passages / sizeof *passages; i++) fixture_paragraph(f, passages[i]);
    fixture_commit(f);
}

typedef struct found_case {
    int row; /* of PEERS.md */
    const char *query;
    const char *ids; /* in document order */
} found_case;

static const found_case found_cases[] = {
    {1, "改革", "1 2 4"},
    {1, "改", "1 2 4 6"},
    {1, "高质量发展", "1"},
    {1, "社会主义核心价值观", "9"},
    {1, "座", "3"},
    {2, "\"高质量发展\" \"改革\"", "1"},
    {2, "发展 改革", "1 2"},
    {2, "发展 NOT 改革", "7 8 10"},
    {2, "发 NOT 改", "7 8 10"},
    {3, "%", "3 8"},
    {3, "。 -发", "3 4 5 6 9"},
    {4, "GDP", "3"},
    {4, "ppp项目", "3"},
    {4, "PP", "3"},
    {4, "5G基站", "3"},
    {4, "g", "3"},
    {4, "128", "3"},
    {6, "5.2%", "3"},
    {6, "a-1", "10"},
    {6, "\"改革", ""},
    {6, "改革)", ""},
    {6, "附件A-1）", "10"},
    {7, "处理", "5"},
    {7, "村振", "7"},
    {8, "\"乡村振兴\"", "7"},
    {8, "乡村 振兴", "7 8"},
    {8, "\"发展，产业\"", "8"},
    {8, "改革 -\"改革开放\"", "1 4"},
    {8, "-改革", "3 5 6 7 8 9 10"},
    {8, "-改革 -发展", "3 5 6 9"},
    {8, "(改革 OR 乡村) -(发展 OR 现代化)", "4"},
    {8, "NOT (改革 OR 发展 OR 民生) 办结", "5"},
    {8, "双减 OR -革", "3 4 5 7 8 9 10"},
    {10, "双减", "4"},
    {10, "體制", "4"},
    {10, "体制机制", "4"},
    {10, "國有企業", "1"},
    {10, "ＧＤＰ", "3"},
    {10, "2024年", "8"},
    {10, "99.5%", "8"},
    {10, "ｐｐｐ項目", "3"},
};

START_TEST(test_peers_01_to_10_what_is_found)
{
    fixture f;
    speech_search_options options = {.struct_size = sizeof options, .order = SPEECH_BY_DOCUMENT};
    open_passages(&f);
    for (size_t i = 0; i < sizeof found_cases / sizeof *found_cases; i++) {
        const found_case *c = &found_cases[i];
        if (c->row != _i) continue;
        const char *found = fixture_found(&f, c->query, NULL, &options);
        ck_assert_msg(strcmp(found, c->ids) == 0, "row %d, %s: found %s, not %s", c->row, c->query, found, c->ids);
    }
    fixture_close(&f);
}
END_TEST

/* The file opened by a plain SQLite connection, without any function of ours. */
START_TEST(test_peers_04_05_stock_sqlite_searches_the_file)
{
    static const char *const matches[][2] = {{"gdp", "3"},         {"ppp", "3"},  {"2024", "8"},
                                             {"1280", "3"},        {"改革", "1"}, {"\"高质 质量 量发 发展\"", "1"},
                                             {"grams : 体制", "4"}};
    fixture f;
    sqlite3 *db = NULL;
    open_passages(&f);
    ck_assert_int_eq(sqlite3_open_v2(f.path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof matches / sizeof *matches; i++) {
        sqlite3_stmt *select = NULL;
        ck_assert_int_eq(sqlite3_prepare_v2(db, "SELECT min(rowid) FROM paragraphs_fts WHERE paragraphs_fts MATCH ?1",
                                            -1, &select, NULL),
                         SQLITE_OK);
        sqlite3_bind_text(select, 1, matches[i][0], -1, SQLITE_STATIC);
        ck_assert_int_eq(sqlite3_step(select), SQLITE_ROW);
        ck_assert_msg(strcmp((const char *)sqlite3_column_text(select, 0), matches[i][1]) == 0, "%s", matches[i][0]);
        sqlite3_finalize(select);
    }
    sqlite3_close(db);
    fixture_close(&f);
}
END_TEST

START_TEST(test_peers_06_every_string_is_a_legal_query)
{
    static const char *const queries[] = {
        "",
        " ",
        "\"",
        "\"\"",
        "'",
        "%",
        "*",
        "^",
        ":",
        "-",
        "--",
        "(",
        ")",
        "()",
        ")(",
        "((((",
        "OR",
        "AND",
        "NOT",
        "NEAR",
        "a OR",
        "OR a",
        "NOT NOT",
        "grams:改革",
        "words : a",
        "{grams}:a",
        "改革*",
        "^改革",
        "改革 + 开放",
        "NEAR(改革 开放, 2)",
        "a\"b",
        "\\",
        "\n",
        "x;DROP TABLE paragraphs",
        "?1",
        ":match",
        "$a",
        "@a",
        "\xFF",
        "\xF0\x9F\x98\x80",
        "𠮷",
        "\xE2\x80\x8B",
        "99.5%",
        "a-b",
        "（",
        "）",
        "“改革”",
        "　",
        "＂",
        "－",
        "\"改革\" OR (",
        "-(-(-(改革)))",
    };
    fixture f;
    open_passages(&f);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) fixture_found(&f, queries[i], NULL, NULL);
    /* 10,000 words, all of them found or none; more than FTS5 or SQLite would take. */
    enum { WORDS = 10000 };
    static const char *const repeated[] = {"改革 ", "改革 OR ", "(改革 OR ", "-(改革 "};
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        size_t size = strlen(repeated[i]), length = 0;
        char *text = malloc(WORDS * (size + 1) + 16);
        for (int n = 0; n < WORDS; n++, length += size) memcpy(text + length, repeated[i], size);
        memcpy(text + length, "改革", 6);
        length += 6;
        if (i >= 2) memset(text + length, ')', WORDS);
        if (i >= 2) length += WORDS;
        text[length] = '\0';
        const char *found = fixture_found(&f, text, NULL, NULL);
        ck_assert_msg(strcmp(found, "2 1 4") == 0 || i == 3, "%zu: %s", i, found);
        free(text);
    }
    fixture_close(&f);
}
END_TEST

START_TEST(test_no_term_finds_nothing)
{
    fixture f;
    open_passages(&f);
    ck_assert_str_eq(fixture_found(&f, "", NULL, NULL), "");
    ck_assert_str_eq(fixture_found(&f, "  \"\" -\"\"", NULL, NULL), "");
    fixture_close(&f);
}
END_TEST

/* ---- snippets ---- */

typedef struct snippet_case {
    const char *query;
    const char *text;
    size_t characters;
    const char *snippet;
} snippet_case;

static const snippet_case snippet_cases[] = {
    {"改革", "深化改革开放", 60, "深化[改革]开放"},
    {"改革 开放", "深化改革开放", 60, "深化[改革开放]"},
    {"改革 革开", "深化改革开放", 60, "深化[改革开]放"},
    {"體制", "完善体制機制", 60, "完善[体制]機制"},
    {"2024 a", "２０２４年Ａ级", 60, "[２０２４]年[Ａ]级"},
    {"m2", "面积三百㎡左右", 60, "面积三百[㎡]左右"},
    {"改革", "一\n\n 改革　\t二", 60, "一 [改革] 二"},
    {"\"a b\"", "x a b y", 60, "x [a b] y"},
    {"a b", "x a b y", 60, "x [a] [b] y"},
    {"目标", "一二三四五六七八九十目标甲乙丙丁戊己庚辛", 8, "…八九十[目标]甲乙丙…"},
    {"一", "一二三四五六七八九十", 4, "[一]二三四…"},
    {"十", "一二三四五六七八九十", 4, "…七八九[十]"},
    {"-x", "一二三四五六七八九十", 4, "一二三四…"},
    {"甲 乙", "甲一一一一一一一一一一一一甲乙", 4, "…一一[甲乙]"},
    {"甲", "甲一一一一一一一一一一一一甲一甲", 4, "…一[甲]一[甲]"},
    {"一二三四五六", "零一二三四五六七", 4, "…[一二三四]…"},
    {"f", "Cafe\xCC\x81 x", 2, "…[f]e\xCC\x81…"},
    {"x", "  ", 60, ""},
    {"x", "", 60, ""},
    {"改", "\xE4改\xFF", 60, "\xE4[改]\xFF"},
};

START_TEST(test_peers_09_snippets)
{
    const snippet_case *c = &snippet_cases[_i];
    snippet_style style = {.characters = c->characters, .mark_begin = "[", .mark_end = "]"};
    hit_memory memory;
    text_buffer out = {0};
    query q;
    hit_memory_init(&memory);
    ck_assert_int_eq(query_parse(&q, c->query, strlen(c->query)), SPEECH_OK);
    ck_assert_int_eq(hits_fold(&memory, c->text, strlen(c->text)), SPEECH_OK);
    ck_assert_int_eq(snippet_make(&out, &memory, &q, &style, c->text), SPEECH_OK);
    ck_assert_str_eq(out.text, c->snippet);
    query_free(&q);
    text_buffer_free(&out);
    hit_memory_free(&memory);
}
END_TEST

START_TEST(test_peers_09_columns_hold_the_original)
{
    static const char *const names[] = {"id",           "speech_id", "section_id", "ordinal", "begin_byte",
                                        "end_byte",     "text",      "document",   "title",   "speaker",
                                        "delivered_on", "snippet",   "score",      "matches", "hits"};
    fixture f;
    speech_cursor *cursor = NULL;
    open_passages(&f);
    ck_assert_int_eq(speech_archive_search(f.archive, "双减 体制机制", NULL, NULL, &cursor, NULL), SPEECH_OK);
    ck_assert_int_eq(speech_cursor_columns(cursor), 15);
    for (int i = 0; i < 15; i++) ck_assert_str_eq(speech_cursor_name(cursor, i), names[i]);
    ck_assert_int_eq(speech_cursor_next(cursor, NULL), SPEECH_ROW);
    ck_assert_str_eq(speech_cursor_text(cursor, 6), passages[3]);
    ck_assert_str_eq(speech_cursor_text(cursor, 7), "speech-1.txt");
    ck_assert_str_eq(speech_cursor_text(cursor, 9), "林致远");
    ck_assert_str_eq(speech_cursor_text(cursor, 11), "落實「【雙減】」政策，【體制機制】更加完善，教育改革穩步推進。");
    ck_assert_int_eq(speech_cursor_type(cursor, 2), SPEECH_NULL);
    ck_assert(speech_cursor_real(cursor, 12) > 0);
    ck_assert_int_eq(speech_cursor_integer(cursor, 13), 1);
    ck_assert_str_eq(speech_cursor_text(cursor, 14), "[[400009, 400015], [400027, 400039]]");
    ck_assert_int_eq(speech_cursor_next(cursor, NULL), SPEECH_DONE);
    speech_cursor_free(cursor);
    fixture_close(&f);
}
END_TEST

/* ---- order ---- */

START_TEST(test_peers_14_ranking)
{
    fixture f;
    fixture_open(&f);
    fixture_speech(&f, NULL, NULL, "2020");
    fixture_paragraph(&f, "改变改善改进改造，革新革除革命变革，只有一处改革，其余都是单字罢了。"); /* 1 */
    fixture_paragraph(&f, "推进改革，深化改革，以改革促发展，向改革要动力，其余都是别的话罢了。"); /* 2 */
    fixture_paragraph(&f, "这里只说了一次改革，可是全段很长很长，说的大多是别的事情，从农业说到工业，从工业说到服务业，"
                          "从教育说到医疗，从医疗说到养老，从养老说到托育，从交通说到能源，从能源说到水利，从水利说到通"
                          "信，样样都说到了。");                             /* 3 */
    fixture_paragraph(&f, "乡村的路，振兴的歌。");                           /* 4 */
    fixture_paragraph(&f, "振兴的路，乡村振兴歌。");                         /* 5 */
    fixture_paragraph_of(&f, "二、民生工程", strlen("二、民生工程"), false); /* 6 */
    fixture_paragraph_of(&f, "三、民生工程", strlen("三、民生工程"), true);  /* 7: begins a section */
    fixture_paragraph(&f, "同样的话。");                                     /* 8 */
    fixture_paragraph(&f, "同样的话。");                                     /* 9 */
    fixture_speech(&f, NULL, NULL, "2022-05-01");
    fixture_paragraph(&f, "同样的话。"); /* 10 */
    fixture_speech(&f, NULL, NULL, NULL);
    fixture_paragraph(&f, "同样的话。"); /* 11 */
    fixture_commit(&f);
    ck_assert_str_eq(fixture_found(&f, "改革", NULL, NULL), "2 1 3");
    ck_assert_str_eq(fixture_found(&f, "乡村 振兴", NULL, NULL), "5 4");
    ck_assert_str_eq(fixture_found(&f, "民生", NULL, NULL), "7 6");
    ck_assert_str_eq(fixture_found(&f, "同样", NULL, NULL), "10 8 9 11");
    ck_assert_str_eq(fixture_found(&f, "同样 -改革", NULL, NULL), "10 8 9 11");
    ck_assert_str_eq(fixture_found(&f, "-改革 -乡村 -民生", NULL, NULL), "10 8 9 11");
    /* The rare word decides. */
    ck_assert_str_eq(fixture_found(&f, "农业 OR 同样 OR 的话", NULL, NULL), "10 8 9 11 3 2");
    speech_search_options by_date = {.struct_size = sizeof by_date, .order = SPEECH_BY_DATE};
    ck_assert_str_eq(fixture_found(&f, "同样 OR 乡村", NULL, &by_date), "10 4 5 8 9 11");
    fixture_close(&f);
}
END_TEST

START_TEST(test_groups_and_age)
{
    fixture f;
    fixture_open(&f);
    fixture_speech(&f, NULL, NULL, "2010");
    fixture_paragraph_of(&f, "一、水利", strlen("一、水利"), true);      /* 1: a section of its own */
    fixture_paragraph(&f, "水利是命脉，水利是根本，要抓好水利这件事。"); /* 2: in none */
    fixture_paragraph(&f, "再谈水利这件事，别的就不多讲了。");           /* 3: in none */
    fixture_speech(&f, NULL, NULL, "2020");
    fixture_paragraph(&f, "水利这件事，大家都要上心，别的就不多讲了。"); /* 4 */
    fixture_speech(&f, NULL, NULL, NULL);
    fixture_paragraph(&f, "水利这件事，大家也要上心，别的就不多讲了。"); /* 5 */
    fixture_commit(&f);
    speech_search_options options = {.struct_size = sizeof options};
    ck_assert_str_eq(fixture_found(&f, "水利", NULL, &options), "2 1 3 4 5");
    options.group = SPEECH_GROUP_BY_SPEECH;
    ck_assert_str_eq(fixture_found(&f, "水利", NULL, &options), "2 4 5");
    options.group = SPEECH_GROUP_BY_SECTION;
    ck_assert_str_eq(fixture_found(&f, "水利", NULL, &options), "2 1 4 5");
    options.order = SPEECH_BY_DATE;
    ck_assert_str_eq(fixture_found(&f, "水利", NULL, &options), "4 1 2 5");
    options = (speech_search_options){.struct_size = sizeof options, .half_life_years = 5};
    ck_assert_str_eq(fixture_found(&f, "水利", NULL, &options), "4 5 2 1 3");
    options.as_of = "2010-06"; /* what is newer is not younger than new */
    ck_assert_str_eq(fixture_found(&f, "水利", NULL, &options), "2 1 4 3 5");
    speech_filter page = {.struct_size = sizeof page, .limit = 2, .offset = 1};
    ck_assert_str_eq(fixture_found(&f, "水利", &page, &options), "1 4");
    options.as_of = "yesterday";
    speech_cursor *cursor = NULL;
    ck_assert_int_eq(speech_archive_search(f.archive, "水利", NULL, &options, &cursor, NULL), SPEECH_MISUSE);
    fixture_close(&f);
}
END_TEST

/* ---- filters ---- */

/* Two directives and two figures in one paragraph, and a section that begins within it. */
START_TEST(test_filters_of_the_query)
{
    static const char *const cases[][2] = {
        {"actor:财政局 modality:require", "1"},
        {"actor:财政局 modality:forbid", ""}, /* of two directives */
        {"actor:财政局 (modality:forbid)", ""},
        {"actor:财政局 (modality:forbid OR year:1999)", "1"}, /* beside OR each is by itself */
        {"in:directives 拨款", "1"},
        {"in:directives 拨款 挪用", ""},
        {"in:directives 拨款 OR 挪用", "1"},
        {"in:directives -拨款", "1"},
        {"in:directives 总结", ""},
        {"in:directives 挪用 modality:require", ""},
        {"in:figures 资金", "1"},
        {"in:figures 资金 kind:count", ""},
        {"in:headings 保障", "1"},
        {"in:headings 拨款", ""},
        {"kind:money unit:元 year:2021", "1"},
        {"kind:money unit:人", ""},
        {"speaker:林致遠 -kind:money", "2"},
        {"year:2020..2021", "1 2"},
        {"year:1990", ""},
        {"title:推进会 occasion:推进会", "1 2"},
        {"due:2021-06 OR due:2030", "1"},
        {"document:speech-1 总结", "2"},
    };
    fixture f;
    speech_search_options options = {.struct_size = sizeof options, .order = SPEECH_BY_DOCUMENT};
    fixture_open(&f);
    fixture_speech(&f, "在推进会上的讲话", "林致远", "2021-03-04");
    fixture_paragraph(&f, "今年要保障运转：一是保障投入。财政局要按时拨款。任何单位不得挪用资金3万元，惠及2人。");
    fixture_paragraph(&f, "以上是总结。");
    fixture_run(&f,
                sqlite3_mprintf("UPDATE speeches SET occasion = '全县推进会';"
                                "INSERT INTO sections (speech_id, ordinal, level, heading, begin_byte, end_byte)"
                                "  VALUES (1, 1, 1, '保障投入', 100020, 100100);"
                                "INSERT INTO directives (speech_id, paragraph_id, ordinal, modality, actor, due_on,"
                                "  begin_byte, end_byte, text) VALUES"
                                "  (1, 1, 1, 'require', '财政局', '2021-06-30', 1, 2, '财政局要按时拨款。'),"
                                "  (1, 1, 2, 'forbid', '任何单位', NULL, 2, 3, '任何单位不得挪用资金3万元');"
                                "INSERT INTO figures (speech_id, paragraph_id, ordinal, kind, unit, masked, subject,"
                                "  begin_byte, end_byte, text) VALUES"
                                "  (1, 1, 1, 'money', '元', 0, '资金', 1, 2, '3万元'),"
                                "  (1, 1, 2, 'count', '人', 0, '惠及', 2, 3, '2人')"));
    fixture_commit(&f);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = fixture_found(&f, cases[i][0], NULL, &options);
        ck_assert_msg(strcmp(found, cases[i][1]) == 0, "%s: found %s, not %s", cases[i][0], found, cases[i][1]);
    }
    fixture_close(&f);
}
END_TEST

typedef struct filter_case {
    const char *query;
    speech_filter filter;
    const char *ids;
} filter_case;

static const filter_case filter_cases[] = {
    {"发展", {.speaker = "林致远"}, "1 2"},
    {"发展", {.speaker = "林致遠"}, "1 2"},
    {"发展", {.speaker = "無人"}, ""},
    {"发展", {.delivered_from = "2022"}, "7 8 10"},
    {"发展", {.delivered_to = "2021-03"}, "1 2"},
    {"发展", {.delivered_to = "2021-03-03"}, ""},
    {"发展", {.document = "speech-2"}, "7 8 10"},
    {"发展", {.document_id = 1}, "1 2"},
    {"发展", {.speech_id = 2}, "7 8 10"},
    {"发展", {.text = "乡村"}, "7 8"},
    {"发展", {.section_id = 99}, ""},
    {"-发展", {.speech_id = 1}, "3 4 5"},
    {"%", {.speech_id = 1}, "3"},
    {"发展", {.limit = 2}, "1 2"},
    {"发展", {.limit = 2, .offset = 1}, "2 7"},
    {"发展", {.offset = 3}, "8 10"},
    {"发展", {.speaker = "周望舒", .limit = 1}, "7"},
};

START_TEST(test_filters_act_before_the_limit)
{
    fixture f;
    speech_search_options options = {.struct_size = sizeof options, .order = SPEECH_BY_DOCUMENT};
    open_passages(&f);
    for (size_t i = 0; i < sizeof filter_cases / sizeof *filter_cases; i++) {
        speech_filter filter = filter_cases[i].filter;
        filter.struct_size = sizeof filter;
        const char *found = fixture_found(&f, filter_cases[i].query, &filter, &options);
        ck_assert_msg(strcmp(found, filter_cases[i].ids) == 0, "%zu: %s, not %s", i, found, filter_cases[i].ids);
    }
    fixture_close(&f);
}
END_TEST

START_TEST(test_misuse_is_refused)
{
    fixture f;
    speech_cursor *cursor = NULL;
    speech_filter filter = {.struct_size = sizeof filter, .actor = "x"};
    speech_search_options options = {.struct_size = sizeof options, .order = (speech_order)7};
    open_passages(&f);
    ck_assert_int_eq(speech_archive_search(f.archive, "改革", &filter, NULL, &cursor, NULL), SPEECH_MISUSE);
    filter = (speech_filter){.struct_size = sizeof filter, .kinds = 1};
    ck_assert_int_eq(speech_archive_search(f.archive, "改革", &filter, NULL, &cursor, NULL), SPEECH_MISUSE);
    filter = (speech_filter){.struct_size = sizeof filter, .delivered_from = "last year"};
    ck_assert_int_eq(speech_archive_search(f.archive, "改革", &filter, NULL, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_search(f.archive, "改革", NULL, &options, &cursor, NULL), SPEECH_MISUSE);
    options = (speech_search_options){0};
    ck_assert_int_eq(speech_archive_search(f.archive, "改革", NULL, &options, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_search(f.archive, NULL, NULL, NULL, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_ptr_null(cursor);
    fixture_close(&f);
}
END_TEST

/* The index leads, and each candidate's neighbours are found by their ids. */
START_TEST(test_peers_11_plan_of_a_filtered_search)
{
    fixture f;
    speech_cursor *cursor = NULL;
    sqlite3_stmt *explain = NULL;
    speech_filter filter = {
        .struct_size = sizeof filter, .speaker = "周", .delivered_from = "2020", .delivered_to = "2024", .limit = 20};
    open_passages(&f);
    ck_assert_int_eq(speech_archive_search(f.archive, "发展", &filter, NULL, &cursor, NULL), SPEECH_OK);
    char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sqlite3_sql(cursor->statement));
    ck_assert_int_eq(sqlite3_prepare_v2(f.archive->db, sql, -1, &explain, NULL), SQLITE_OK);
    char plan[4096] = "";
    while (sqlite3_step(explain) == SQLITE_ROW) {
        strcat(plan, (const char *)sqlite3_column_text(explain, 3));
        strcat(plan, "\n");
    }
    const char *index = strstr(plan, "paragraphs_fts VIRTUAL TABLE INDEX"),
               *rows = strstr(plan, " t USING INTEGER PRIMARY KEY");
    const char *speeches = strstr(plan, " s USING INTEGER PRIMARY KEY");
    ck_assert_msg(index != NULL && rows != NULL && speeches != NULL && index < rows && rows < speeches, "%s", plan);
    ck_assert_msg(strstr(plan, "SCAN t\n") == NULL && strstr(plan, "SCAN s\n") == NULL &&
                      strstr(plan, "AUTOMATIC") == NULL,
                  "%s", plan);
    sqlite3_finalize(explain);
    sqlite3_free(sql);
    speech_cursor_free(cursor);
    fixture_close(&f);
}
END_TEST

/* What the index has and the paragraphs have not is not shown, and does no harm. */
START_TEST(test_peers_13_a_drifted_index)
{
    fixture f;
    open_passages(&f);
    fixture_run(&f, sqlite3_mprintf("DELETE FROM paragraphs WHERE id = 2"));
    speech_search_options options = {.struct_size = sizeof options, .order = SPEECH_BY_DOCUMENT};
    ck_assert_str_eq(fixture_found(&f, "改革", NULL, &options), "1 4");
    ck_assert_str_eq(fixture_found(&f, "-改革 发展", NULL, &options), "7 8 10");
    fixture_close(&f);
}
END_TEST

/* A cursor sees the archive as it was, and two may be open at once. */
START_TEST(test_two_cursors)
{
    fixture f;
    speech_cursor *first = NULL, *second = NULL;
    open_passages(&f);
    ck_assert_int_eq(speech_archive_search(f.archive, "改革", NULL, NULL, &first, NULL), SPEECH_OK);
    ck_assert_int_eq(speech_archive_search(f.archive, "发展", NULL, NULL, &second, NULL), SPEECH_OK);
    int rows = 0;
    while (speech_cursor_next(first, NULL) == SPEECH_ROW) {
        ck_assert_ptr_nonnull(strstr(speech_cursor_text(first, 11), "【改革】"));
        if (speech_cursor_next(second, NULL) == SPEECH_ROW)
            ck_assert_ptr_nonnull(strstr(speech_cursor_text(second, 11), "【发展】"));
        rows++;
    }
    ck_assert_int_eq(rows, 3);
    speech_cursor_free(first);
    speech_cursor_free(second);
    fixture_close(&f);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, test_peers_01_to_10_what_is_found, 1, 11);
    tcase_add_test(tests, test_peers_04_05_stock_sqlite_searches_the_file);
    tcase_add_test(tests, test_peers_06_every_string_is_a_legal_query);
    tcase_add_test(tests, test_no_term_finds_nothing);
    tcase_add_loop_test(tests, test_peers_09_snippets, 0, (int)(sizeof snippet_cases / sizeof *snippet_cases));
    tcase_add_test(tests, test_peers_09_columns_hold_the_original);
    tcase_add_test(tests, test_peers_14_ranking);
    tcase_add_test(tests, test_groups_and_age);
    tcase_add_test(tests, test_filters_of_the_query);
    tcase_add_test(tests, test_filters_act_before_the_limit);
    tcase_add_test(tests, test_misuse_is_refused);
    tcase_add_test(tests, test_peers_11_plan_of_a_filtered_search);
    tcase_add_test(tests, test_peers_13_a_drifted_index);
    tcase_add_test(tests, test_two_cursors);
}

int main(void)
{
    return run_suite("search", add_tests);
}
