#include "archive_fixture.h"

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

/* SQL -> value, on the stored sample. */
static const struct {
    const char *sql;
    const char *value;
} VALUES[] = {
    {"SELECT title FROM speeches", "在青禾市水务工作会议上的讲话"},
    {"SELECT occasion FROM speeches", "青禾市水务工作会议"},
    {"SELECT speaker FROM speeches", "null"},
    {"SELECT speaker_role FROM speeches", "null"},
    {"SELECT audience FROM speeches", "同志们"},
    {"SELECT delivered_on FROM speeches", "2023-04-03"},
    {"SELECT source FROM documents", "null"},
    {"SELECT media_type FROM documents", "text/plain"},
    {"SELECT encoding FROM documents", "UTF-8"},
    {"SELECT text_bytes = length(CAST(text AS BLOB)) FROM documents", "1"},
    {"SELECT ingested_at = strftime('%Y-%m-%dT%H:%M:%SZ', ingested_at) FROM documents", "1"},
    {"SELECT group_concat(level || label || number || heading, ';') FROM sections",
     "1一、1抓好工程;2（一）1加快进度;2（二）2守住底线;1二、2抓好服务"},
    {"SELECT group_concat(coalesce(parent_id, '-'), ' ') FROM (SELECT * FROM sections ORDER BY id)", "- 1 1 -"},
    {"SELECT group_concat(ordinal, ' ') FROM paragraphs", "1 2 3 4 5 6 7 8"},
    {"SELECT group_concat(coalesce(section_id, '-'), ' ') FROM paragraphs", "- - - 1 2 3 4 4"},
    {"SELECT actor || deadline || due_on || modality FROM directives WHERE ordinal = 1",
     "市水务局6月底前2023-06require"},
    {"SELECT count(*) FROM directives WHERE actor IS NULL AND deadline IS NULL AND due_on IS NULL", "1"},
    {"SELECT group_concat(modality, ' ') FROM directives", "require forbid require"},
    {"SELECT group_concat(typeof(value), ' ') FROM (SELECT * FROM figures ORDER BY id)",
     "integer integer integer null real"},
    {"SELECT value FROM figures WHERE text = '99.5％'", "99.5"},
    {"SELECT value || '-' || high FROM figures WHERE text = '3至5个'", "3-5"},
    {"SELECT group_concat(masked, '') FROM figures", "00010"},
    {"SELECT group_concat(coalesce(directive_id, '-'), ' ') FROM figures", "- 1 1 2 -"},
    {"SELECT group_concat(coalesce(qualifier, '-'), ' ') FROM figures", "- - - - over"},
    {"SELECT subject FROM figures WHERE ordinal = 1", "水库"},
    {"SELECT subject FROM figures WHERE ordinal = 2", "null"},
    {"SELECT p.text FROM paragraphs_fts i JOIN paragraphs p ON p.id = i.rowid WHERE paragraphs_fts MATCH '\"水库\"'",
     "去年全市新建水库12座。"},
    {"SELECT line FROM outline WHERE level = 2 LIMIT 1", "  （一）加快进度"},
    {"SELECT path FROM section_paths WHERE label = '（二）'", "一、抓好工程 / （二）守住底线"},
    {"SELECT text FROM speech_texts", "在青禾市水务工作会议上的讲话\n同志们：\n去年全市新建水库12座。\n一、抓好工程\n"
                                      "（一）加快进度。市水务局要在6月底前完成3至5个项目，投资1.5亿元。\n"
                                      "（二）守住底线。严禁挪用*亿元资金。\n二、抓好服务\n"
                                      "各县要办好实事。供水率达到99.5％。"},
    {"SELECT year || ' ' || speeches || ' ' || directives || ' ' || figures FROM year_statistics", "2023 1 3 5"},
    {"SELECT actor || require FROM actors ORDER BY actor DESC LIMIT 1", "市水务局1"},
    {"SELECT heading || document FROM directive_ledger WHERE modality = 'forbid'", "守住底线a.txt"},
    {"SELECT paragraph FROM figure_list WHERE unit = '座'", "去年全市新建水库12座。"},
};

START_TEST(test_values)
{
    sample s;
    sample_make(&s);
    sample_store(&f, &s, "a.txt", 0);
    ck_assert_str_eq(query(&f, VALUES[_i].sql), VALUES[_i].value);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* PEERS 15: exact decimals. */
static const struct {
    speech_decimal value;
    const char *stored;
} DECIMALS[] = {
    {{1640000000, 0}, "integer 1640000000"},
    {{164, 7}, "integer 1640000000"},
    {{157, -2}, "real 1.57"},
    {{-5, -1}, "real -0.5"},
    {{0, 0}, "integer 0"},
    {{INT64_MAX, 0}, "integer 9223372036854775807"},
    {{INT64_MAX, 1}, "real 9.22337203685478e+19"},
    {{1, 20}, "real 1.0e+20"},
};

START_TEST(test_peers_15_decimals)
{
    sample s;
    sample_make(&s);
    s.figures[0].value = DECIMALS[_i].value;
    sample_store(&f, &s, "a.txt", 0);
    ck_assert_str_eq(query(&f, "SELECT typeof(value) || ' ' || value FROM figures WHERE ordinal = 1"),
                     DECIMALS[_i].stored);
}
END_TEST

/* In a hard-wrapped text values have no line breaks, but `text` stays the slice. */
START_TEST(test_wrapped_values)
{
    static const char text[] = "一、加强水\n　　利建设。\n市水\r\n务局要做好Smart\n City项目。\n";
    sample s;
    sample_start(&s, text);
    sample_section(&s, "一、", "加强水\n　　利建设", 1, s.speeches[0].span.end);
    s.paragraphs[s.analysis.paragraph_count++] = (speech_paragraph){.span = s.speeches[0].span, .section = 0};
    speech_directive *d = sample_directive(&s, "市水\r\n务局要做好Smart\n City项目。", SPEECH_REQUIRE);
    d->actor = span_of(text, "市水\r\n务局");
    d->deadline = span_of(text, "Smart\n City");
    sample_store(&f, &s, "a.txt", 0);
    ck_assert_str_eq(query(&f, "SELECT actor || '|' || deadline FROM directives"), "市水务局|Smart City");
    ck_assert_str_eq(query(&f, "SELECT heading FROM sections"), "加强水利建设");
    ck_assert_str_eq(query(&f, "SELECT text FROM directives"), "市水\r\n务局要做好Smart\n City项目。");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* The source is kept only where it differs from the text: here by a byte-order mark. */
START_TEST(test_source)
{
    sample s;
    sample_make(&s);
    static const char bytes[] = "\xEF\xBB\xBF" SAMPLE_TEXT;
    char name[] = "page.HTML";
    speech_prepared prepared = sample_prepared(&s, name, bytes, sizeof bytes - 1);
    s.document.media_type = "text/html";
    s.document.title = "水务";
    s.document.replaced = 2;
    prepared_store(&f, &prepared, 0);
    ck_assert_str_eq(query(&f, "SELECT length(source) - text_bytes FROM documents"), "3");
    ck_assert_str_eq(query(&f, "SELECT media_type FROM documents"), "text/html");
    ck_assert_str_eq(query(&f, "SELECT title || replaced || (published_on IS NULL) FROM documents"), "水务21");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* All ids of the archive, table by table, with what they stand for. */
static const char *ids(void)
{
    return query(&f, "SELECT group_concat(x, ' ') FROM ("
                     "SELECT 'd' || id AS x FROM documents UNION ALL SELECT 's' || id FROM speeches "
                     "UNION ALL SELECT label || id FROM sections "
                     "UNION ALL SELECT substr(text, 1, 4) || id FROM paragraphs "
                     "UNION ALL SELECT modality || id FROM directives UNION ALL SELECT text || id FROM figures)");
}

/* Doubts are those of the latest analysis. */
START_TEST(test_doubts)
{
    sample s;
    int64_t id = 0;
    sample_make(&s);
    speech_doubt doubts[] = {{SPEECH_DOUBT_UNCOVERED, s.speeches[0].span, 0, 0.25, NULL},
                             {SPEECH_DOUBT_NUMBERING, span_of(SAMPLE_TEXT, "（二）"), 0, 0, NULL},
                             {SPEECH_DOUBT_DATE, {0, 0}, 0, 0, NULL}};
    s.analysis.doubts = doubts;
    s.analysis.doubt_count = 3;
    for (int round = 0; round < 2; round++) {
        id = sample_store(&f, &s, "a.txt", id);
        ck_assert_str_eq(query(&f, "SELECT group_concat(kind || coalesce(percent, '') || "
                                   "coalesce(substr(text, 1, 3), '-'), ' ') "
                                   "FROM (SELECT * FROM doubt_list ORDER BY id)"),
                         "uncovered25.0- numbering（二） date-");
    }
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* PEERS 25: what is still there after a correction keeps its id; what is new gets one that was never used. */
START_TEST(test_peers_25_ids_survive)
{
    sample s;
    sample_make(&s);
    int64_t id = sample_store(&f, &s, "a.txt", 0);
    char before[4096];
    strcpy(before, ids());
    static const char corrected[] = "在青禾市水务工作会议上的讲话\n"
                                    "同志们：\n"
                                    "新的一段。\n"
                                    "去年全市新建水库13座。\n"
                                    "一、抓好工程\n"
                                    "（一）加快进度。市水务局要在6月底前完成3至5个项目，投资1.5亿元。\n"
                                    "二、抓好服务\n"
                                    "各县要办好实事。供水率达到99.5％。\n";
    sample_start(&s, corrected);
    s.speeches[0].title = "在青禾市水务工作会议上的讲话";
    size_t second = span_of(corrected, "二、").begin;
    sample_section(&s, "一、", "抓好工程", 1, second);
    sample_section(&s, "（一）", "加快进度", 1, second);
    sample_section(&s, "二、", "抓好服务", 2, s.speeches[0].span.end);
    sample_paragraphs(&s);
    sample_directive(&s, "市水务局要在6月底前完成3至5个项目，投资1.5亿元。", SPEECH_REQUIRE);
    sample_directive(&s, "各县要办好实事。", SPEECH_APPEAL);
    sample_figure(&s, "13座", SPEECH_COUNT, "座")->value = (speech_decimal){13, 0};
    sample_figure(&s, "1.5亿元", SPEECH_MONEY, "元")->value = (speech_decimal){150000000, 0};
    ck_assert_int_eq(sample_store(&f, &s, "a.txt", id), id);
    ck_assert_str_eq(ids(), "d1 s1 一、1 （一）2 二、4 在青禾市1 同志们：2 一、抓好4 （一）加5 二、抓好7 各县要办8 "
                            "新的一段9 去年全市10 require1 appeal3 1.5亿元3 13座6");
    ck_assert_str_eq(query(&f, "SELECT group_concat(ordinal, ' ') FROM (SELECT * FROM paragraphs ORDER BY id)"),
                     "1 2 5 6 7 8 3 4");
    ck_assert_int_eq(problems(&f), 0);
    sample_make(&s);
    sample_store(&f, &s, "a.txt", id);
    ck_assert_int_eq(problems(&f), 0);
    ck_assert_str_ne(ids(), before); /* ids of rows that were removed do not come back */
    ck_assert_str_eq(query(&f, "SELECT min(id) FROM paragraphs WHERE text LIKE '去年%'"), "11");
}
END_TEST

/* Rows of other tables that refer to ours outlive a correction that leaves the row alone. */
START_TEST(test_references_survive)
{
    sample s;
    sample_make(&s);
    int64_t id = sample_store(&f, &s, "a.txt", 0);
    fixture_close(&f);
    meddle(&f, "CREATE TABLE notes (directive_id INTEGER REFERENCES directives (id) ON DELETE CASCADE, note TEXT);"
               "INSERT INTO notes VALUES (1, 'done'), (2, 'open');");
    fixture_open(&f, 0);
    static const char shortened[] = "市水务局要在6月底前完成3至5个项目，投资1.5亿元。\n";
    sample_start(&s, shortened);
    sample_paragraphs(&s);
    sample_directive(&s, "市水务局要在6月底前完成3至5个项目，投资1.5亿元。", SPEECH_PLAN);
    sample_store(&f, &s, "a.txt", id);
    ck_assert_str_eq(query(&f, "SELECT group_concat(note) FROM notes"), "done");
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* Speeches of a collection: by title first, else by ordinal. */
START_TEST(test_peers_25_speeches)
{
    static const char *const TITLES[][3] = {{"甲", "乙", NULL}, {"乙", "甲", NULL}, {"乙", "丙", NULL}};
    static const char *const IDS[] = {"甲1 乙2", "乙2 甲1", "乙2 丙1"};
    int64_t id = 0;
    for (int round = 0; round < 3; round++) {
        char text[64];
        sample s;
        snprintf(text, sizeof text, "%s讲话\n%s讲话%d\n", TITLES[round][0], TITLES[round][1], round);
        sample_start(&s, text);
        size_t half = strcspn(text, "\n");
        s.analysis.speech_count = 2;
        s.speeches[0] = (speech_speech){.span = {0, half}, .title = TITLES[round][0]};
        s.speeches[1] = (speech_speech){.span = {half + 1, strlen(text) - 1}, .title = TITLES[round][1]};
        sample_paragraphs(&s);
        s.paragraphs[1].speech = 1;
        id = sample_store(&f, &s, "a.txt", id);
        ck_assert_str_eq(query(&f, "SELECT group_concat(x, ' ') FROM (SELECT title || id AS x FROM speeches "
                                   "ORDER BY ordinal)"),
                         IDS[round]);
        ck_assert_int_eq(problems(&f), 0);
    }
}
END_TEST

static void add_tests(TCase *cases)
{
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_loop_test(cases, test_values, 0, (int)(sizeof VALUES / sizeof VALUES[0]));
    tcase_add_loop_test(cases, test_peers_15_decimals, 0, (int)(sizeof DECIMALS / sizeof DECIMALS[0]));
    tcase_add_test(cases, test_wrapped_values);
    tcase_add_test(cases, test_source);
    tcase_add_test(cases, test_doubts);
    tcase_add_test(cases, test_peers_25_ids_survive);
    tcase_add_test(cases, test_references_survive);
    tcase_add_test(cases, test_peers_25_speeches);
}

int main(void)
{
    return run_suite("store", add_tests);
}
