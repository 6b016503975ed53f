/* Every way of reading an archive, each with a digest of all that it returns: equal archives give equal digests. */
#ifndef READ_EVERYTHING_H
#define READ_EVERYTHING_H

#include <stdint.h>
#include <string.h>

#include <speecharchive/speecharchive.h>

typedef struct reading_way {
    const char *name;
    speech_status (*read)(speech_archive *archive, int number, uint64_t *digest, speech_error *error);
    int number;
} reading_way;

/* FNV-1a. */
static inline void digest_add(uint64_t *digest, const char *text)
{
    if (text == NULL) text = "\1";
    for (size_t i = 0; i <= strlen(text); i++) *digest = (*digest ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
}

/* Goes through all rows and frees the cursor. Times of day are left out. */
static inline speech_status rows_digest(speech_cursor *cursor, uint64_t *digest, speech_error *error)
{
    speech_status status;
    while ((status = speech_cursor_next(cursor, error)) == SPEECH_ROW)
        for (int i = 0; i < speech_cursor_columns(cursor); i++)
            if (strstr(speech_cursor_name(cursor, i), "ed_at") == NULL)
                digest_add(digest, speech_cursor_text(cursor, i));
    speech_cursor_free(cursor);
    return status == SPEECH_DONE ? SPEECH_OK : status;
}

static inline speech_status table_digest(speech_archive *archive, int table, uint64_t *digest, speech_error *error)
{
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_read(archive, (speech_table)table, NULL, &cursor, error);
    return status == SPEECH_OK ? rows_digest(cursor, digest, error) : status;
}

static inline speech_status section_digest(speech_archive *archive, int section, uint64_t *digest, speech_error *error)
{
    speech_cursor *cursor = NULL;
    speech_filter filter = {.struct_size = sizeof filter, .section_id = section};
    speech_status status = speech_archive_read(archive, SPEECH_FIGURES, &filter, &cursor, error);
    return status == SPEECH_OK ? rows_digest(cursor, digest, error) : status;
}

static const char *const QUERIES[] = {"水",
                                      "水库",
                                      "抓好工程 -项目",
                                      "水务局 OR 供水率",
                                      "水 year:2023",
                                      "in:directives 项目 actor:水务局",
                                      "in:figures 亿元",
                                      "in:headings 工程",
                                      "-水库",
                                      "kind:money modality:require"};
enum { QUERY_COUNT = sizeof QUERIES / sizeof QUERIES[0] };

static inline speech_status search_digest(speech_archive *archive, int number, uint64_t *digest, speech_error *error)
{
    speech_cursor *cursor = NULL;
    speech_filter filter = {.struct_size = sizeof filter, .limit = (size_t)(number / QUERY_COUNT) * 2};
    speech_search_options options = {.struct_size = sizeof options,
                                     .order = (speech_order)(number % 3),
                                     .group = (speech_group)(number / 2 % 3),
                                     .half_life_years = number % 4};
    if (number >= QUERY_COUNT) options = (speech_search_options){.struct_size = sizeof options};
    speech_status status =
        speech_archive_search(archive, QUERIES[number % QUERY_COUNT], &filter, &options, &cursor, error);
    return status == SPEECH_OK ? rows_digest(cursor, digest, error) : status;
}

static inline speech_status concordance_digest(speech_archive *archive, int order, uint64_t *digest,
                                               speech_error *error)
{
    speech_cursor *cursor = NULL;
    speech_concordance_options options = {.struct_size = sizeof options, .order = (speech_concordance_order)order};
    speech_status status = speech_archive_concordance(archive, "项目 OR 水", NULL, &options, &cursor, error);
    return status == SPEECH_OK ? rows_digest(cursor, digest, error) : status;
}

static inline speech_status trend_digest(speech_archive *archive, int by, uint64_t *digest, speech_error *error)
{
    static const char *const WORDS[] = {"水", "项目 OR 服务"};
    speech_cursor *cursor = NULL;
    speech_trend_options options = {
        .struct_size = sizeof options, .by = (speech_trend_by)by, .words = WORDS, .word_count = 2};
    speech_status status = speech_archive_trend(archive, &options, NULL, &cursor, error);
    return status == SPEECH_OK ? rows_digest(cursor, digest, error) : status;
}

static inline speech_status tasks_digest(speech_archive *archive, int way, uint64_t *digest, speech_error *error)
{
    speech_cursor *cursor = NULL;
    speech_task_filter filter = {.struct_size = sizeof filter,
                                 .as_of = way == 0 ? "2023-05-01" : "2026-05-01",
                                 .section_id = way == 1,
                                 .overdue = way == 2,
                                 .order = way > 0 ? SPEECH_TASKS_BY_DUE : SPEECH_TASKS_IN_TEXT};
    speech_status status = speech_archive_tasks(archive, &filter, &cursor, error);
    return status == SPEECH_OK ? rows_digest(cursor, digest, error) : status;
}

static inline speech_status history_digest(speech_archive *archive, int task, uint64_t *digest, speech_error *error)
{
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_task_history(archive, task, &cursor, error);
    return status == SPEECH_OK ? rows_digest(cursor, digest, error) : status;
}

static inline speech_status handout_digest(speech_archive *archive, int number, uint64_t *digest, speech_error *error)
{
    char *text = NULL;
    speech_task_filter filter = {.struct_size = sizeof filter, .as_of = "2023-05-01"};
    speech_handout_options options = {.struct_size = sizeof options,
                                      .format = (speech_handout_format)(number % 4),
                                      .grouping = (speech_handout_grouping)(number / 4),
                                      .stamp = "20260701T080000Z"};
    speech_status status = speech_archive_handout(archive, &filter, &options, &text, error);
    if (status == SPEECH_OK) digest_add(digest, text);
    speech_free(text);
    return status;
}

static inline speech_status text_digest(speech_archive *archive, int speech, uint64_t *digest, speech_error *error)
{
    char *text = NULL;
    size_t length = 0;
    speech_status status = speech_archive_speech_text(archive, speech, &text, &length, error);
    if (status == SPEECH_OK) digest_add(digest, text);
    speech_free(text);
    return status;
}

static inline speech_status counts_digest(speech_archive *archive, int number, uint64_t *digest, speech_error *error)
{
    speech_counts counts = {.struct_size = sizeof counts};
    (void)number;
    speech_status status = speech_archive_count(archive, &counts, error);
    if (status == SPEECH_OK) *digest += (uint64_t)(counts.paragraphs * 31 + counts.figures * 7 + counts.documents);
    return status;
}

static inline speech_status check_digest(speech_archive *archive, int number, uint64_t *digest, speech_error *error)
{
    (void)number, (void)digest;
    return speech_archive_check(archive, NULL, NULL, NULL, error);
}

static const reading_way READING_WAYS[] = {
    {"documents", table_digest, SPEECH_DOCUMENTS},
    {"speeches", table_digest, SPEECH_SPEECHES},
    {"sections", table_digest, SPEECH_SECTIONS},
    {"paragraphs", table_digest, SPEECH_PARAGRAPHS},
    {"directives", table_digest, SPEECH_DIRECTIVES},
    {"figures", table_digest, SPEECH_FIGURES},
    {"doubts", table_digest, SPEECH_DOUBTS},
    {"a section", section_digest, 1},
    {"search 0", search_digest, 0},
    {"search 1", search_digest, 1},
    {"search 2", search_digest, 2},
    {"search 3", search_digest, 3},
    {"search 4", search_digest, 4},
    {"search 5", search_digest, 5},
    {"search 6", search_digest, 6},
    {"search 7", search_digest, 7},
    {"search 8", search_digest, 8},
    {"search 9", search_digest, 9},
    {"search, the best of 0", search_digest, QUERY_COUNT},
    {"search, the best of 1", search_digest, QUERY_COUNT + 1},
    {"concordance by document", concordance_digest, SPEECH_CONCORDANCE_BY_DOCUMENT},
    {"concordance by right", concordance_digest, SPEECH_CONCORDANCE_BY_RIGHT},
    {"trend by year", trend_digest, SPEECH_TREND_BY_YEAR},
    {"trend by speaker", trend_digest, SPEECH_TREND_BY_SPEAKER},
    {"tasks", tasks_digest, 0},
    {"tasks of a section", tasks_digest, 1},
    {"overdue tasks", tasks_digest, 2},
    {"history", history_digest, 1},
    {"handout, markdown", handout_digest, 0},
    {"handout, CSV by body", handout_digest, 5},
    {"handout, HTML", handout_digest, 2},
    {"handout, calendar", handout_digest, 3},
    {"text of a speech", text_digest, 1},
    {"counts", counts_digest, 0},
    {"check", check_digest, 0},
};
enum { READING_WAY_COUNT = sizeof READING_WAYS / sizeof READING_WAYS[0] };

#endif
