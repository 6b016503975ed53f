#include "archive_fixture.h"

static fixture f;

#define PLAN "各乡要在年内建成灌溉站，投入200万元，占ＧＤＰ的*%。"

/* Two documents: the sample as river.txt of 2023-04-03 by 林远山, and a short one of 2021 by 陈立. */
static void setup(void)
{
    sample s;
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
    sample_make(&s);
    static const char text[] = "林远山。陈立。" PLAN;
    sample_store(&f, &s, "River.txt", 0);
    sample_start(&s, text);
    s.speeches[0].speaker = span_of(text, "陈立");
    s.speeches[0].delivered_on = "2021";
    sample_paragraphs(&s);
    speech_directive *d = sample_directive(&s, PLAN, SPEECH_PLAN);
    d->actor = span_of(text, "各乡");
    d->deadline = span_of(text, "年内");
    strcpy(d->due_on, "2021");
    sample_figure(&s, "200万元", SPEECH_MONEY, "元")->value = (speech_decimal){2000000, 0};
    speech_figure *share = sample_figure(&s, "*%", SPEECH_PERCENT, "%");
    share->masked = true;
    share->has_value = false;
    share->subject = span_of(text, "ＧＤＰ");
    sample_store(&f, &s, "field.txt", 0);
    ck_assert_int_eq(change_begin(f.archive, NULL), SPEECH_OK);
    query(&f, "UPDATE speeches SET speaker = '林远山' WHERE id = 1");
    ck_assert_int_eq(change_end(f.archive, SPEECH_OK, NULL), SPEECH_OK);
}

static void teardown(void)
{
    fixture_end(&f);
}

/* The ids of the rows that pass a filter, set apart by blanks; "misuse" if it is refused. */
static const char *ids(speech_table table, speech_filter filter)
{
    static char out[256];
    speech_cursor *cursor = NULL;
    filter.struct_size = sizeof filter;
    out[0] = '\0';
    speech_status status = speech_archive_read(f.archive, table, &filter, &cursor, &f.error);
    if (status == SPEECH_MISUSE) return "misuse";
    ck_assert_msg(status == SPEECH_OK, "read: %s", f.error.message);
    while ((status = speech_cursor_next(cursor, &f.error)) == SPEECH_ROW) {
        if (out[0] != '\0') strcat(out, " ");
        strcat(out, speech_cursor_text(cursor, speech_cursor_column(cursor, "id")));
    }
    ck_assert_int_eq(status, SPEECH_DONE);
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_DONE);
    speech_cursor_free(cursor);
    return out;
}

static const double TWO = 2, FOUR = 4, MILLION = 1e6, HUNDRED_MILLION = 1e8;

static const struct {
    speech_table table;
    speech_filter filter;
    const char *ids;
} READINGS[] = {
    {SPEECH_DOCUMENTS, {.limit = 0}, "1 2"},
    {SPEECH_DOCUMENTS, {.document = "RIVER"}, "1"},
    {SPEECH_DOCUMENTS, {.document_id = 2}, "2"},
    {SPEECH_DOCUMENTS, {.text = "灌溉站"}, "2"},
    {SPEECH_DOCUMENTS, {.speaker = "陈"}, "misuse"},
    {SPEECH_DOCUMENTS, {.delivered_from = "2021"}, "misuse"},
    {SPEECH_SPEECHES, {.speaker = "陳立"}, "2"},
    {SPEECH_SPEECHES, {.speaker = "远山"}, "1"},
    {SPEECH_SPEECHES, {.text = "水務"}, "1"},
    {SPEECH_SPEECHES, {.document = "field"}, "2"},
    {SPEECH_SPEECHES, {.section_id = 1}, "misuse"},
    /* an incomplete date of delivery counts as its first day */
    {SPEECH_SPEECHES, {.delivered_from = "2021"}, "1 2"},
    {SPEECH_SPEECHES, {.delivered_from = "2021-01-01"}, "1 2"},
    {SPEECH_SPEECHES, {.delivered_from = "2021-01-02"}, "1"},
    {SPEECH_SPEECHES, {.delivered_from = "2023-04-03"}, "1"},
    {SPEECH_SPEECHES, {.delivered_from = "2023-04-04"}, ""},
    {SPEECH_SPEECHES, {.delivered_to = "2021-01-01"}, "2"},
    {SPEECH_SPEECHES, {.delivered_to = "2020"}, ""},
    {SPEECH_SPEECHES, {.delivered_to = "2023-04"}, "1 2"},
    {SPEECH_SPEECHES, {.delivered_to = "2023-04-02"}, "2"},
    {SPEECH_SPEECHES, {.delivered_to = "2023-04-03"}, "1 2"},
    {SPEECH_SPEECHES, {.delivered_from = "2022", .delivered_to = "2023"}, "1"},
    {SPEECH_SPEECHES, {.delivered_from = "last year"}, "misuse"},
    {SPEECH_SPEECHES, {.delivered_to = "2021-3"}, "misuse"},
    {SPEECH_SECTIONS, {.text = "抓好"}, "1 4"},
    {SPEECH_SECTIONS, {.section_id = 1}, "1 2 3"},
    {SPEECH_SECTIONS, {.section_id = 3}, "3"},
    {SPEECH_SECTIONS, {.speech_id = 2}, ""},
    {SPEECH_PARAGRAPHS, {.section_id = 1}, "4 5 6"},
    {SPEECH_PARAGRAPHS, {.text = "１.５亿元"}, "5"},
    {SPEECH_PARAGRAPHS, {.text = "gdp"}, "9"},
    {SPEECH_PARAGRAPHS, {.speech_id = 1, .limit = 2, .offset = 3}, "4 5"},
    {SPEECH_PARAGRAPHS, {.offset = 7}, "8 9"},
    {SPEECH_PARAGRAPHS, {.limit = 1}, "1"},
    {SPEECH_PARAGRAPHS, {.text = "'; DROP TABLE figures; --"}, ""},
    {SPEECH_PARAGRAPHS, {.actor = "各县"}, "misuse"},
    {SPEECH_DIRECTIVES, {.modalities = 1u << SPEECH_REQUIRE}, "1 3"},
    {SPEECH_DIRECTIVES, {.modalities = 1u << SPEECH_FORBID | 1u << SPEECH_PLAN}, "2 4"},
    {SPEECH_DIRECTIVES, {.modalities = 1u << 9}, "misuse"},
    {SPEECH_DIRECTIVES, {.actor = "各"}, "3 4"},
    {SPEECH_DIRECTIVES, {.actor = ""}, "1 3 4"},
    {SPEECH_DIRECTIVES, {.actor = "水務局"}, "1"},
    {SPEECH_DIRECTIVES, {.section_id = 3}, "2"},
    {SPEECH_DIRECTIVES, {.delivered_to = "2022"}, "4"},
    /* an incomplete due date counts as its last day */
    {SPEECH_DIRECTIVES, {.due_from = "2021-12-31"}, "1 4"},
    {SPEECH_DIRECTIVES, {.due_from = "2023-06-30"}, "1"},
    {SPEECH_DIRECTIVES, {.due_from = "2023-07"}, ""},
    {SPEECH_DIRECTIVES, {.due_to = "2021-12-31"}, "4"},
    {SPEECH_DIRECTIVES, {.due_to = "2021-12"}, "4"},
    {SPEECH_DIRECTIVES, {.due_to = "2021-12-30"}, ""},
    {SPEECH_DIRECTIVES, {.due_to = "2021-06"}, ""},
    {SPEECH_DIRECTIVES, {.due_to = "2023-06-30"}, "1 4"},
    {SPEECH_DIRECTIVES, {.due_to = "2023-06-29"}, "4"},
    {SPEECH_DIRECTIVES, {.due_to = "2023"}, "1 4"},
    {SPEECH_DIRECTIVES, {.kinds = 1}, "misuse"},
    {SPEECH_FIGURES, {.unit = "元"}, "3 4 6"},
    {SPEECH_FIGURES, {.unit = "元", .masked = -1}, "3 6"},
    {SPEECH_FIGURES, {.masked = 1}, "4 7"},
    {SPEECH_FIGURES, {.kinds = 1u << SPEECH_PERCENT}, "5 7"},
    {SPEECH_FIGURES, {.kinds = 1u << SPEECH_PERCENT | 1u << SPEECH_COUNT, .masked = -1}, "1 2 5"},
    {SPEECH_FIGURES, {.kinds = 1u << 31}, "misuse"},
    {SPEECH_FIGURES, {.subject = "gdp"}, "7"},
    {SPEECH_FIGURES, {.unit = "元", .value_min = &HUNDRED_MILLION}, "3"},
    {SPEECH_FIGURES, {.value_min = &MILLION, .value_max = &HUNDRED_MILLION}, "6"},
    {SPEECH_FIGURES, {.value_min = &FOUR, .unit = "个"}, "2"}, /* 3 to 5 reaches 4 */
    {SPEECH_FIGURES, {.value_max = &TWO}, ""},
    {SPEECH_FIGURES, {.document = "field", .unit = "元"}, "6"},
    {SPEECH_FIGURES, {.text = "亿"}, "3 4"},
    {SPEECH_FIGURES, {.modalities = 1}, "misuse"},
    {SPEECH_FIGURES, {.due_to = "2021"}, "misuse"},
};

START_TEST(test_filters)
{
    ck_assert_str_eq(ids(READINGS[_i].table, READINGS[_i].filter), READINGS[_i].ids);
}
END_TEST

/* The columns are those of the schema, in its order, documents without source and text; then come others. */
static const struct {
    speech_table table;
    const char *name;
    const char *others;
} TABLES[] = {{SPEECH_DOCUMENTS, "documents", " aliases"}, {SPEECH_SPEECHES, "speeches", " like_speech_id likeness"},
              {SPEECH_SECTIONS, "sections", ""},           {SPEECH_PARAGRAPHS, "paragraphs", ""},
              {SPEECH_DIRECTIVES, "directives", ""},       {SPEECH_FIGURES, "figures", ""}};

START_TEST(test_columns)
{
    char sql[200], names[512] = "";
    speech_cursor *cursor = NULL;
    ck_assert_int_eq(speech_archive_read(f.archive, TABLES[_i].table, NULL, &cursor, &f.error), SPEECH_OK);
    for (int i = 0; i < speech_cursor_columns(cursor); i++) {
        if (i > 0) strcat(names, " ");
        strcat(names, speech_cursor_name(cursor, i));
        ck_assert_int_eq(speech_cursor_column(cursor, speech_cursor_name(cursor, i)), i);
    }
    snprintf(sql, sizeof sql,
             "SELECT group_concat(name, ' ') || '%s' FROM pragma_table_info('%s') WHERE '%s' <> 'documents' "
             "OR name NOT IN ('source', 'text')",
             TABLES[_i].others, TABLES[_i].name, TABLES[_i].name);
    ck_assert_str_eq(names, query(&f, sql));
    ck_assert_int_eq(speech_cursor_column(cursor, "no such column"), -1);
    ck_assert_int_eq(speech_cursor_column(cursor, NULL), -1);
    ck_assert_ptr_null(speech_cursor_name(cursor, -1));
    ck_assert_ptr_null(speech_cursor_name(cursor, 99));
    speech_cursor_free(cursor);
}
END_TEST

START_TEST(test_values)
{
    speech_cursor *c = NULL;
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_FIGURES, NULL, &c, &f.error), SPEECH_OK);
    int value = speech_cursor_column(c, "value"), text = speech_cursor_column(c, "text");
    ck_assert_int_eq(speech_cursor_type(c, value), SPEECH_NULL); /* before the first row */
    ck_assert_ptr_null(speech_cursor_text(c, text));
    static const speech_type TYPES[] = {SPEECH_INTEGER, SPEECH_INTEGER, SPEECH_INTEGER, SPEECH_NULL, SPEECH_REAL};
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(speech_cursor_next(c, &f.error), SPEECH_ROW);
        ck_assert_int_eq(speech_cursor_type(c, value), TYPES[i]);
        ck_assert_int_eq(speech_cursor_type(c, text), SPEECH_TEXT);
        if (i == 0) ck_assert_int_eq(speech_cursor_integer(c, value), 12);
        if (i == 3) ck_assert_ptr_null(speech_cursor_text(c, value));
    }
    ck_assert(speech_cursor_real(c, value) == 99.5);
    ck_assert_int_eq(speech_cursor_type(c, -1), SPEECH_NULL);
    ck_assert_int_eq(speech_cursor_integer(c, 99), 0);
    speech_cursor_free(c);
    speech_cursor_free(NULL);
}
END_TEST

START_TEST(test_misuse)
{
    speech_cursor *cursor = NULL;
    speech_filter filter = {.struct_size = 0};
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_FIGURES, &filter, &cursor, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_read(f.archive, (speech_table)7, NULL, &cursor, &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_read(NULL, SPEECH_FIGURES, NULL, &cursor, NULL), SPEECH_MISUSE);
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_FIGURES, NULL, NULL, NULL), SPEECH_MISUSE);
    ck_assert_ptr_null(cursor);
    ck_assert_int_eq(speech_cursor_next(NULL, &f.error), SPEECH_MISUSE);
}
END_TEST

/* A reader goes on with the archive as it was at its first row, whatever a writer does. */
START_TEST(test_snapshot)
{
    speech_archive *writer = NULL;
    speech_cursor *cursor = NULL;
    ck_assert_int_eq(speech_archive_open(&writer, f.path, 0, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_PARAGRAPHS, NULL, &cursor, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_ROW);
    ck_assert_int_eq(speech_archive_remove(writer, "River.txt", &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_ingest(writer, "new.txt", "新讲话。", 12, NULL, &f.error), SPEECH_OK);
    int rows = 1;
    while (speech_cursor_next(cursor, &f.error) == SPEECH_ROW) rows++;
    ck_assert_int_eq(rows, 9);
    speech_cursor_free(cursor);
    ck_assert_str_eq(ids(SPEECH_DOCUMENTS, (speech_filter){0}), "2 3");
    speech_archive_close(writer);
}
END_TEST

/* The same handle may not write under its own cursor; the cursor's end, or its freeing, lets it. */
START_TEST(test_write_under_cursor)
{
    speech_cursor *cursor = NULL;
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_DOCUMENTS, NULL, &cursor, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_ROW);
    ck_assert_int_eq(speech_archive_remove(f.archive, "River.txt", &f.error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_ROW);
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_DONE);
    ck_assert_int_eq(speech_archive_remove(f.archive, "River.txt", &f.error), SPEECH_OK);
    speech_cursor_free(cursor);
}
END_TEST

/* PEERS 30: a failing read is reported, and does not look like the end. */
START_TEST(test_peers_30_next_reports_errors)
{
    speech_cursor *cursor = NULL;
    ck_assert_int_eq(speech_archive_read(f.archive, SPEECH_PARAGRAPHS, NULL, &cursor, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_ROW);
    sqlite3_interrupt(f.archive->db);
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_INTERRUPTED);
    ck_assert_int_eq(f.error.status, SPEECH_INTERRUPTED);
    ck_assert_int_eq(speech_cursor_next(cursor, &f.error), SPEECH_DONE);
    speech_cursor_free(cursor);
}
END_TEST

/* PEERS 11: with these filters the plan must not go through a whole table; `without` must not be in it. */
static const struct {
    speech_table table;
    speech_filter filter;
    const char *with;
    const char *without;
} PLANS[] = {
    {SPEECH_SPEECHES, {.document_id = 1}, "speeches_by_document", "SCAN"},
    {SPEECH_SPEECHES, {.delivered_from = "2020", .delivered_to = "2021"}, "speeches_by_date", "SCAN"},
    {SPEECH_SECTIONS, {.speech_id = 1}, "sections_by_speech", "SCAN"},
    {SPEECH_PARAGRAPHS, {.speech_id = 1, .text = "水"}, "paragraphs_by_speech", "SCAN"},
    {SPEECH_PARAGRAPHS, {.document_id = 1}, "paragraphs_by_speech", "SCAN"},
    {SPEECH_PARAGRAPHS, {.section_id = 1}, "paragraphs_by_section", "SCAN t"},
    {SPEECH_DIRECTIVES, {.speech_id = 1, .actor = "局"}, "directives_by_speech", "SCAN"},
    {SPEECH_DIRECTIVES, {.section_id = 1}, "directives_by_section", "SCAN t"},
    {SPEECH_DIRECTIVES, {.delivered_from = "2021-01"}, "directives_by_speech", "SCAN t"},
    {SPEECH_FIGURES, {.speech_id = 1}, "figures_by_speech", "SCAN"},
    {SPEECH_FIGURES, {.speech_id = 1, .unit = "元", .masked = -1}, "figures_by_", "SCAN"},
    {SPEECH_FIGURES, {.section_id = 1, .kinds = 1}, "figures_by_section", "SCAN t"},
    {SPEECH_FIGURES, {.unit = "元", .value_max = &MILLION}, "figures_by_unit (unit=? AND value<?)", "SCAN t"},
    {SPEECH_FIGURES, {.document_id = 1, .value_min = &MILLION}, "figures_by_speech", "SCAN t"},
};

START_TEST(test_peers_11_plans)
{
    char plan[2048] = "";
    speech_cursor *cursor = NULL;
    sqlite3_stmt *explained = NULL;
    speech_filter filter = PLANS[_i].filter;
    filter.struct_size = sizeof filter;
    ck_assert_int_eq(speech_archive_read(f.archive, PLANS[_i].table, &filter, &cursor, &f.error), SPEECH_OK);
    char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sqlite3_sql(sqlite3_next_stmt(f.archive->db, NULL)));
    ck_assert_int_eq(sqlite3_prepare_v2(f.archive->db, sql, -1, &explained, NULL), SQLITE_OK);
    while (sqlite3_step(explained) == SQLITE_ROW) {
        strcat(plan, (const char *)sqlite3_column_text(explained, 3));
        strcat(plan, "; ");
    }
    ck_assert_msg(strstr(plan, PLANS[_i].with) != NULL, "%s is not in the plan: %s", PLANS[_i].with, plan);
    ck_assert_msg(strstr(plan, PLANS[_i].without) == NULL, "%s is in the plan: %s", PLANS[_i].without, plan);
    sqlite3_finalize(explained);
    sqlite3_free(sql);
    speech_cursor_free(cursor);
}
END_TEST

static void add_tests(TCase *cases)
{
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_loop_test(cases, test_filters, 0, (int)(sizeof READINGS / sizeof READINGS[0]));
    tcase_add_loop_test(cases, test_columns, 0, (int)(sizeof TABLES / sizeof TABLES[0]));
    tcase_add_test(cases, test_values);
    tcase_add_test(cases, test_misuse);
    tcase_add_test(cases, test_snapshot);
    tcase_add_test(cases, test_write_under_cursor);
    tcase_add_test(cases, test_peers_30_next_reports_errors);
    tcase_add_loop_test(cases, test_peers_11_plans, 0, (int)(sizeof PLANS / sizeof PLANS[0]));
}

int main(void)
{
    return run_suite("read", add_tests);
}
