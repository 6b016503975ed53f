#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "sheet.h"
#include "text.h"

/* A table of so many documents lists all of them; of more, only those that need a look. */
#define LISTED_DOCUMENTS 20

static const column_view report_view[] = {
    {"outcome", "outcome", COLUMN_WORD},         {"name", "document", COLUMN_NAME},
    {"speeches", "speeches", COLUMN_NUMBER},     {"sections", "sections", COLUMN_NUMBER},
    {"directives", "directives", COLUMN_NUMBER}, {"figures", "figures", COLUMN_NUMBER},
    {"remark", "remark", COLUMN_NAME},           {NULL, NULL, COLUMN_NAME}};

/* The last one is for tables, which show it in place of the two before it. */
static const char *const report_names[] = {"name",           "outcome",    "document_id",    "speeches",
                                           "sections",       "paragraphs", "directives",     "figures",
                                           "duplicate_of",   "reason",     "unplaced_tasks", "near_duplicates",
                                           "like_speech_id", "likeness",   "remark"};
enum { REPORT_NAMES = sizeof report_names / sizeof *report_names };

/* What became of an input: the outcomes of the library and one of ours. */
enum { FAILED = SPEECH_DUPLICATE + 1, OUTCOMES };

static const char *const outcome_words[OUTCOMES] = {"stored", "replaced", "unchanged", "duplicate", "failed"};

static int input_outcome(const struct input *input)
{
    return input->state == INPUT_DONE ? (int)input->result.outcome : FAILED;
}

static bool was_written(const struct input *input)
{
    int outcome = input_outcome(input);
    return outcome == SPEECH_STORED || outcome == SPEECH_REPLACED;
}

/* Tasks of the document have left its text; freed with free. */
static char *unplaced_remark(size_t count)
{
    enum { SIZE = 80 };
    char *remark = memory_resize(NULL, SIZE, 1);
    snprintf(remark, SIZE, "%zu task%s left the text: tasks --unplaced", count, count == 1 ? "" : "s");
    return remark;
}

/* "0.93 like speech 12"; freed with free. */
static char *likeness_remark(const speech_ingest_result *result)
{
    char text[80];
    snprintf(text, sizeof text, "%.2f like speech %" PRId64, (double)(int)(100 * result->likeness) / 100,
             result->like_speech_id);
    return memory_string(text);
}

/* What a person should know about an input, freed with free; NULL: nothing. */
static char *input_remark(const struct input *input, const char *other)
{
    static const char same[] = "same as ";
    if (input_outcome(input) == FAILED) return memory_string(input->reason);
    if (was_written(input) && input->result.speeches == 0) return memory_string("no speech was found in it");
    if (input->result.unplaced_tasks > 0) return unplaced_remark(input->result.unplaced_tasks);
    if (was_written(input) && input->result.near_duplicates > 0) return likeness_remark(&input->result);
    if (other == NULL) return NULL;
    size_t size = strlen(other) + sizeof same;
    char *remark = memory_resize(NULL, size, 1);
    snprintf(remark, size, "%s%s", same, other);
    return remark;
}

/* Writes the row of one input. */
static void input_write(struct sheet *sheet, const struct input *input, speech_archive *archive)
{
    int outcome = input_outcome(input);
    const speech_ingest_result *result = &input->result;
    const int64_t numbers[] = {result->document_id,         (int64_t)result->speeches,   (int64_t)result->sections,
                               (int64_t)result->paragraphs, (int64_t)result->directives, (int64_t)result->figures};
    char buffers[sizeof numbers / sizeof *numbers][24];
    char unplaced[24];
    char alike_buffers[2][24];
    struct cell cells[REPORT_NAMES];
    char *other = outcome == SPEECH_DUPLICATE ? document_name(archive, result->document_id) : NULL;
    char *remark = input_remark(input, other);
    cells[0] = cell_text(input->name != NULL ? input->name : input->path);
    cells[1] = cell_text(outcome_words[outcome]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) cells[2 + i] = cell_integer(numbers[i], buffers[i]);
    if (outcome == FAILED) cells[2] = cell_text(NULL);
    for (size_t i = 3; i < 8 && !was_written(input); i++) cells[i] = cell_text(NULL);
    cells[8] = cell_text(other);
    cells[9] = cell_text(outcome == FAILED ? input->reason : NULL);
    cells[10] = was_written(input) ? cell_integer((int64_t)result->unplaced_tasks, unplaced) : cell_text(NULL);
    char likeness[24];
    bool alike = was_written(input) && result->near_duplicates > 0;
    snprintf(likeness, sizeof likeness, "%.4f", result->likeness);
    cells[11] = was_written(input) ? cell_integer((int64_t)result->near_duplicates, alike_buffers[0]) : cell_text(NULL);
    cells[12] = alike ? cell_integer(result->like_speech_id, alike_buffers[1]) : cell_text(NULL);
    cells[13] = alike ? (struct cell){.type = SPEECH_REAL, .text = likeness} : cell_text(NULL);
    cells[14] = cell_text(remark);
    sheet_row(sheet, cells);
    free(remark);
    free(other);
}

static void total_write(size_t count, const char *word, const char *plural)
{
    printf("%zu %s%s", count, word, count == 1 ? "" : plural);
}

/* "7 documents: 5 stored, 2 failed; 9 speeches, …" — what was written anew. */
static void totals_write(const struct inputs *inputs)
{
    static const char *const sum_words[] = {"speech", "section", "directive", "figure"};
    enum { SUMS = sizeof sum_words / sizeof *sum_words };
    size_t outcomes[OUTCOMES] = {0}, sums[SUMS] = {0}, listed = 0, alike = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        const struct input *input = &inputs->items[i];
        if (input->state == INPUT_WAITING) continue;
        int outcome = input_outcome(input);
        outcomes[outcome]++;
        listed++;
        if (was_written(input)) {
            alike += input->result.near_duplicates;
            sums[0] += input->result.speeches;
            sums[1] += input->result.sections;
            sums[2] += input->result.directives;
            sums[3] += input->result.figures;
        }
    }
    total_write(listed, "document", "s");
    putchar(':');
    const char *separator = " ";
    for (int i = 0; i < OUTCOMES; i++)
        if (outcomes[i] > 0) {
            printf("%s%zu %s", separator, outcomes[i], outcome_words[i]);
            separator = ", ";
        }
    if (outcomes[SPEECH_STORED] + outcomes[SPEECH_REPLACED] > 0) {
        for (int i = 0; i < SUMS; i++) {
            printf(i == 0 ? "; " : ", ");
            total_write(sums[i], sum_words[i], i == 0 ? "es" : "s");
        }
        if (alike > 0) printf("; %zu near-duplicate%s", alike, alike == 1 ? "" : "s");
    }
    putchar('\n');
}

static bool needs_a_look(const struct input *input)
{
    int outcome = input_outcome(input);
    return outcome == SPEECH_DUPLICATE || outcome == FAILED || input->result.unplaced_tasks > 0 ||
           (was_written(input) && (input->result.speeches == 0 || input->result.near_duplicates > 0));
}

void report_write(const struct options *options, const struct terminal *terminal, speech_archive *archive,
                  const struct inputs *inputs)
{
    bool table = options->format == FORMAT_TABLE;
    size_t rows = 0;
    struct sheet *sheet = sheet_open(options, terminal, report_view);
    sheet_columns(sheet, report_names, table ? REPORT_NAMES : REPORT_NAMES - 1);
    for (size_t i = 0; i < inputs->count; i++) {
        const struct input *input = &inputs->items[i];
        if (input->state == INPUT_WAITING) continue;
        rows++;
        if (!table || inputs->count <= LISTED_DOCUMENTS || needs_a_look(input)) input_write(sheet, input, archive);
    }
    sheet_close(sheet);
    if (table && rows > 0) totals_write(inputs);
}
