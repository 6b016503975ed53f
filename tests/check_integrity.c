#include "archive_fixture.h"

static fixture f;

static void setup(void)
{
    sample s;
    fixture_start(&f);
    fixture_open(&f, SPEECH_OPEN_CREATE);
    sample_make(&s);
    sample_store(&f, &s, "a.txt", 0);
    sample_start(&s, "A short second speech: 灌溉 and GDP.\n\n——\n");
    sample_paragraphs(&s);
    sample_store(&f, &s, "b.txt", 0);
}

static void teardown(void)
{
    fixture_end(&f);
}

START_TEST(test_sound)
{
    ck_assert_int_eq(problems(&f), 0);
    ck_assert_int_eq(speech_archive_rebuild(f.archive, NULL, NULL, &f.error), SPEECH_OK);
    ck_assert_int_eq(problems(&f), 0);
    fixture_close(&f);
    fixture_open(&f, SPEECH_OPEN_READ_ONLY);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* Damage -> a word of a problem that the check must report. */
static const struct {
    const char *damage;
    const char *problem;
} ROWS[] = {
    {"UPDATE paragraphs SET text = '去年全市新建水库13座。' WHERE id = 3", "paragraph 3: its text"},
    {"UPDATE directives SET text = text || '。' WHERE id = 2", "directive 2: its text"},
    {"UPDATE figures SET begin_byte = begin_byte + 1 WHERE id = 1", "figure 1: its text"},
    {"UPDATE figures SET begin_byte = begin_byte + 2, end_byte = end_byte - 2, text = '库12座' WHERE id = 1",
     "figure 1"},
    {"UPDATE paragraphs SET section_id = 2 WHERE id = 4", "paragraph 4 is filed under section 2"},
    {"UPDATE paragraphs SET section_id = NULL WHERE id = 8", "paragraph 8 is filed under section 0"},
    {"UPDATE directives SET section_id = 1 WHERE id = 1", "directive 1 is filed"},
    {"UPDATE sections SET parent_id = NULL WHERE id = 2", "section 2 is filed"},
    {"UPDATE sections SET level = 1 WHERE id = 2", "section 2 lies outside"},
    {"UPDATE sections SET end_byte = end_byte + 9 WHERE id = 3", "section 3 lies outside"},
    {"DELETE FROM paragraphs WHERE id = 3", "paragraph 4 lies in no paragraph"},
    {"DELETE FROM paragraphs WHERE id = 8", "speech 1: text at its end"},
    {"UPDATE paragraphs SET ordinal = 9 - ordinal WHERE speech_id = 1", "not in document order"},
    {"UPDATE directives SET paragraph_id = 1 WHERE id = 1", "directive 1 lies outside"},
    {"UPDATE figures SET directive_id = 3 WHERE id = 3", "figure 3 lies outside"},
    {"UPDATE paragraphs SET begin_byte = begin_byte - 40 WHERE id = 5", "paragraph 5 overlaps"},
    {"UPDATE paragraphs SET end_byte = 100000 WHERE id = 8", "paragraph 8 lies outside of its speech"},
    {"UPDATE speeches SET begin_byte = 1 WHERE id = 1", "paragraph 1 lies outside of its speech"},
    {"UPDATE speeches SET end_byte = 100000 WHERE id = 1", "speech 1 overlaps"},
    {"UPDATE documents SET text = replace(text, '12', '21') WHERE id = 1", "a.txt: its content"},
    {"UPDATE documents SET text_bytes = 5 WHERE id = 1", "a.txt: its text has another length"},
    {"PRAGMA foreign_keys = OFF; DELETE FROM speeches WHERE id = 2", "refers to one that is not there"},
    {"PRAGMA ignore_check_constraints = ON; UPDATE figures SET kind = 'sum' WHERE id = 1", "CHECK constraint"},
    {"PRAGMA ignore_check_constraints = ON; UPDATE directives SET actor = '' WHERE id = 1", "CHECK constraint"},
};

/* Whether the problem that is looked for was among those reported. */
typedef struct search_state {
    const char *wanted;
    bool found;
    char all[4096];
} search_state;

static void look_for(void *context, const char *message)
{
    search_state *s = context;
    if (strstr(message, s->wanted) != NULL) s->found = true;
    strncat(s->all, message, sizeof s->all - strlen(s->all) - 1);
    strncat(s->all, "; ", sizeof s->all - strlen(s->all) - 1);
}

static void expect_problem(const char *wanted)
{
    search_state state = {.wanted = wanted};
    ck_assert_int_eq(speech_archive_check(f.archive, look_for, NULL, &state, &f.error), SPEECH_CORRUPT);
    ck_assert_int_eq(f.error.status, SPEECH_CORRUPT);
    ck_assert_msg(state.found, "wanted %s, got %s", wanted, state.all);
}

START_TEST(test_rows)
{
    fixture_close(&f);
    meddle(&f, ROWS[_i].damage);
    fixture_open(&f, 0);
    expect_problem(ROWS[_i].problem);
}
END_TEST

/* PEERS 13: every way for the index to drift is seen, and mended by a rebuild. */
static const struct {
    const char *damage;
    const char *problem;
} INDEX[] = {
    /* an entry is missing */
    {"DELETE FROM paragraphs_fts_docsize WHERE id = 3", "paragraph 3 is not in the full-text index"},
    {"INSERT INTO paragraphs_fts (paragraphs_fts, rowid, grams, words) VALUES ('delete', 2, '同志 志们 们', '')",
     "differs from paragraph 2"},
    /* one too many */
    {"INSERT INTO paragraphs_fts (rowid, grams, words) VALUES (77, '多余 余', '')", "has a paragraph 77"},
    {"INSERT INTO paragraphs_fts (rowid, grams, words) VALUES (2, '同志 志们 们', '')", "counts other paragraphs"},
    {"INSERT INTO paragraphs_fts (rowid, grams, words) VALUES (2, '同志 同志 们', '')",
     "differs from paragraph 2"},
    {"DELETE FROM paragraphs WHERE id = 9", "has a paragraph 9"},
    /* one has changed */
    {"INSERT INTO paragraphs_fts (paragraphs_fts, rowid, grams, words) VALUES ('delete', 2, '同志 志们 们', '');"
     "INSERT INTO paragraphs_fts (rowid, grams, words) VALUES (2, '同事 事们 们', '')",
     "differs from paragraph 2"},
    {"INSERT INTO paragraphs_fts (paragraphs_fts, rowid, grams, words) VALUES ('delete', 2, '同志 志们 们', '');"
     "INSERT INTO paragraphs_fts (rowid, grams, words) VALUES (2, '志们 同志 们', '')",
     "differs from paragraph 2"},
    {"UPDATE paragraphs_fts_docsize SET sz = x'0900' WHERE id = 2", "paragraph 2 has another length"},
    {"UPDATE paragraphs SET text = '同事们：' WHERE id = 2", "differs from paragraph 2"},
    {"INSERT INTO paragraphs_fts (paragraphs_fts) VALUES ('delete-all')", "paragraph 1 is not in the full-text index"},
    {"UPDATE paragraph_facts SET facts = zeroblob(4000)", "facts for ranking differ from the paragraphs 0 to 499"},
    /* the file itself */
    {"DELETE FROM paragraphs_fts_data WHERE id > 10", "full-text index"},
    {"UPDATE paragraphs_fts_data SET block = zeroblob(length(block)) WHERE id > 10", "full-text index"},
};

START_TEST(test_peers_13_index)
{
    fixture_close(&f);
    meddle(&f, INDEX[_i].damage);
    fixture_open(&f, 0);
    expect_problem(INDEX[_i].problem);
    /* what is no fault of the index is mended by hand */
    query(&f, "UPDATE paragraphs SET text = '同志们：' WHERE id = 2");
    ck_assert_int_eq(speech_archive_rebuild(f.archive, NULL, NULL, &f.error), SPEECH_OK);
    bool gone = strcmp(query(&f, "SELECT count(*) FROM paragraphs WHERE id = 9"), "0") == 0;
    ck_assert_int_eq(problems(&f), gone ? 1 : 0);
    ck_assert_str_eq(query(&f, "SELECT rowid FROM paragraphs_fts WHERE paragraphs_fts MATCH '\"水库\"'"), "3");
}
END_TEST

/* Bytes of the file turned over, one page after the other: the check must end, and must not crash. */
START_TEST(test_damaged_pages)
{
    fixture_close(&f);
    FILE *file = fopen(f.path, "r+b");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fseek(file, 4096L * (_i + 1), SEEK_SET), 0);
    char page[4096];
    size_t size = fread(page, 1, sizeof page, file);
    for (size_t i = 0; i < size; i += 7) page[i] = (char)~page[i];
    ck_assert_int_eq(fseek(file, 4096L * (_i + 1), SEEK_SET), 0);
    ck_assert_uint_eq(fwrite(page, 1, size, file), size);
    fclose(file);
    speech_status status = speech_archive_open(&f.archive, f.path, 0, &f.error);
    if (size > 0 && status == SPEECH_OK) status = speech_archive_check(f.archive, NULL, NULL, NULL, &f.error);
    ck_assert_msg(size == 0 || status == SPEECH_CORRUPT || status == SPEECH_OK, "%d: %s", status, f.error.message);
}
END_TEST

/* ---- progress ---- */

/* Enough paragraphs for SQLite to call back. */
static void fill(void)
{
    enum { LINES = 3000 };
    size_t size = 64 * LINES;
    char *text = malloc(size);
    size_t length = 0;
    ck_assert_ptr_nonnull(text);
    for (int i = 0; i < LINES; i++)
        length += (size_t)snprintf(text + length, size - length, "各县第%d项工程要完工。\n", i);
    speech_status status = speech_archive_ingest(f.archive, "long.txt", text, length, NULL, &f.error);
    ck_assert_msg(status == SPEECH_OK, "%s", f.error.message);
    free(text);
}

typedef struct progress_state {
    int calls;
    int stop_after; /* 0: never */
    int64_t done;
    int64_t total;
} progress_state;

static bool note_progress(void *context, int64_t done, int64_t total)
{
    progress_state *p = context;
    ck_assert_int_ge(done, p->done);
    ck_assert_int_le(done, total);
    p->done = done;
    p->total = total;
    p->calls++;
    return p->stop_after == 0 || p->calls < p->stop_after;
}

START_TEST(test_progress)
{
    progress_state p = {0};
    fill();
    ck_assert_int_eq(speech_archive_check(f.archive, NULL, note_progress, &p, &f.error), SPEECH_OK);
    ck_assert_int_gt(p.calls, 2);
    ck_assert_int_eq(p.done, p.total);
    p = (progress_state){0};
    ck_assert_int_eq(speech_archive_rebuild(f.archive, note_progress, &p, &f.error), SPEECH_OK);
    ck_assert_int_gt(p.calls, 1);
    ck_assert_int_eq(p.done, p.total);
}
END_TEST

START_TEST(test_interrupted)
{
    progress_state p = {.stop_after = 1};
    fill();
    ck_assert_int_eq(speech_archive_check(f.archive, NULL, note_progress, &p, &f.error), SPEECH_INTERRUPTED);
    ck_assert_int_eq(p.calls, 1);
    p = (progress_state){.stop_after = 1};
    ck_assert_int_eq(speech_archive_rebuild(f.archive, note_progress, &p, &f.error), SPEECH_INTERRUPTED);
    ck_assert_int_eq(problems(&f), 0); /* the index is as it was */
}
END_TEST

/* A check inside a group sees the group, and leaves it open. */
START_TEST(test_check_in_group)
{
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_remove(f.archive, "a.txt", &f.error), SPEECH_OK);
    ck_assert_int_eq(problems(&f), 0);
    ck_assert_int_eq(speech_archive_rebuild(f.archive, NULL, NULL, &f.error), SPEECH_OK);
    ck_assert_int_eq(speech_archive_commit(f.archive, &f.error), SPEECH_OK);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

/* Memory that SQLite may not have: each call fails with that status or works, and what is stored is whole. */
START_TEST(test_out_of_memory)
{
    int failed = 0, worked = 0;
    fixture_close(&f);
    for (int limit = 20; limit < 900; limit += 10) {
        char text[96];
        snprintf(text, sizeof text, "同志们：\n第%d次会议要修好水渠。\n", limit);
        sqlite3_hard_heap_limit64(limit * 1000);
        speech_status status = speech_archive_open(&f.archive, f.path, 0, &f.error);
        const char *name = limit % 20 == 0 ? "a.txt" : text;
        if (status == SPEECH_OK)
            status = speech_archive_ingest(f.archive, name, text, strlen(text), NULL, &f.error);
        ck_assert_msg(status == SPEECH_OK || status == SPEECH_NOMEM, "%d kB: %s", limit, f.error.message);
        *(status == SPEECH_OK ? &worked : &failed) += 1;
        fixture_close(&f);
    }
    sqlite3_hard_heap_limit64(0);
    ck_assert_int_gt(failed, 5);
    ck_assert_int_gt(worked, 5);
    fixture_open(&f, 0);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

static int stored;

static void ingest_text(const char *path)
{
    if (strstr(path, ".txt") == NULL) return;
    speech_status status = speech_archive_ingest_file(f.archive, path, NULL, &f.error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", path, f.error.message);
    stored++;
}

/* Ingests the first two thirds of a document, in whole lines, under the same name. */
static void ingest_shortened(const char *path)
{
    size_t length = 0;
    if (strstr(path, ".txt") == NULL) return;
    char *text = read_file(path, &length);
    ck_assert_ptr_nonnull(text);
    length = length * 2 / 3;
    while (length > 0 && text[length - 1] != '\n') length--;
    speech_status status = speech_archive_ingest(f.archive, path, text, length, NULL, &f.error);
    ck_assert_msg(status == SPEECH_OK || status == SPEECH_EMPTY, "%s: %s", path, f.error.message);
    free(text);
}

/* The real documents, where they are at hand, and a correction of each. */
START_TEST(test_shared_documents)
{
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    each_file(SOURCE_DIR "/../shared/seeds", ingest_text);
    each_file(SOURCE_DIR "/../shared/corpus", ingest_text);
    ck_assert_int_eq(speech_archive_commit(f.archive, &f.error), SPEECH_OK);
    if (stored == 0) fprintf(stderr, "skipped: no ../shared\n");
    ck_assert_int_eq(problems(&f), 0);
    ck_assert_int_eq(speech_archive_begin(f.archive, &f.error), SPEECH_OK);
    each_file(SOURCE_DIR "/../shared/corpus", ingest_shortened);
    ck_assert_int_eq(speech_archive_commit(f.archive, &f.error), SPEECH_OK);
    ck_assert_int_eq(problems(&f), 0);
}
END_TEST

static void add_tests(TCase *cases)
{
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, test_sound);
    tcase_add_loop_test(cases, test_rows, 0, (int)(sizeof ROWS / sizeof ROWS[0]));
    tcase_add_loop_test(cases, test_peers_13_index, 0, (int)(sizeof INDEX / sizeof INDEX[0]));
    tcase_add_loop_test(cases, test_damaged_pages, 0, 60);
    tcase_add_test(cases, test_progress);
    tcase_add_test(cases, test_interrupted);
    tcase_add_test(cases, test_check_in_group);
    tcase_add_test(cases, test_out_of_memory);
    tcase_add_test(cases, test_shared_documents);
}

int main(void)
{
    return run_suite("integrity", add_tests);
}
