/* The commands that look after the archive: stats, check, rebuild and remove. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "sheet.h"

/* Writes `bytes` as a person reads it: "873 B", "16.4 MB". `out` has room for 32 bytes. */
static void size_format(char *out, int64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    double size = (double)bytes;
    size_t unit = 0;
    while (size >= 999.5 && unit + 1 < sizeof units / sizeof *units) {
        size /= 1000;
        unit++;
    }
    snprintf(out, 32, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
}

static const char *const count_names[] = {"documents", "speeches", "sections",        "paragraphs", "directives",
                                          "figures",   "aliases",  "near_duplicates", "text_bytes", "file_bytes"};
#define COUNT_NAMES (sizeof count_names / sizeof *count_names)

/* Writes counts as a list with a line each. */
static void counts_list(const int64_t *values)
{
    for (size_t i = 0; i < COUNT_NAMES; i++) {
        char size[32] = "";
        if (strstr(count_names[i], "bytes") != NULL) size_format(size, values[i]);
        printf("%-15s  %12" PRId64 "%s%s\n", count_names[i], values[i], *size != '\0' ? "  " : "", size);
    }
}

static void counts_row(const struct options *options, const struct terminal *terminal, const int64_t *values)
{
    char buffers[COUNT_NAMES][24];
    struct cell cells[COUNT_NAMES];
    for (size_t i = 0; i < COUNT_NAMES; i++) cells[i] = cell_integer(values[i], buffers[i]);
    struct sheet *sheet = sheet_open(options, terminal, NULL);
    sheet_columns(sheet, count_names, COUNT_NAMES);
    sheet_row(sheet, cells);
    sheet_close(sheet);
}

int stats_run(const struct options *options)
{
    struct terminal terminal = terminal_look(options->color, options->width);
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    speech_counts counts = {.struct_size = sizeof counts};
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status != STATUS_DONE) return status;
    if (speech_archive_count(archive, &counts, &error) != SPEECH_OK) {
        status = archive_failed(options, &error);
    } else {
        const int64_t values[COUNT_NAMES] = {
            counts.documents, counts.speeches, counts.sections,        counts.paragraphs, counts.directives,
            counts.figures,   counts.aliases,  counts.near_duplicates, counts.text_bytes, counts.file_bytes};
        if (options->format == FORMAT_TABLE) counts_list(values);
        else counts_row(options, &terminal, values);
    }
    speech_archive_close(archive);
    return status;
}

/* What the callbacks of a long work on the archive write to. */
struct work {
    struct progress progress;
    const char *what;
    struct sheet *problems; /* NULL: problems are messages */
    size_t problem_count;
};

static bool work_progress(void *context, int64_t done, int64_t total)
{
    struct work *work = context;
    progress_show(&work->progress, work->what, (size_t)done, (size_t)total);
    return true;
}

static void work_problem(void *context, const char *text)
{
    struct work *work = context;
    work->problem_count++;
    progress_clear(&work->progress);
    const struct cell cell = cell_text(text);
    if (work->problems != NULL) sheet_row(work->problems, &cell);
    else message("%s", text);
}

int check_run(const struct options *options)
{
    static const char *const names[] = {"problem"};
    struct terminal terminal = terminal_look(options->color, options->width);
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    struct work work = {.what = "checked"};
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status != STATUS_DONE) return status;
    progress_start(&work.progress, &terminal);
    if (options->format != FORMAT_TABLE) {
        work.problems = sheet_open(options, &terminal, NULL);
        sheet_columns(work.problems, names, 1);
    }
    speech_status found = speech_archive_check(archive, work_problem, work_progress, &work, &error);
    progress_clear(&work.progress);
    if (work.problems != NULL) sheet_close(work.problems);
    if (work.problem_count > 0) {
        message("%s: %zu problem%s found", options->archive, work.problem_count, work.problem_count == 1 ? "" : "s");
        status = STATUS_ARCHIVE;
    } else if (found != SPEECH_OK) {
        status = archive_failed(options, &error);
    } else if (options->format == FORMAT_TABLE) {
        printf("%s: no problem found\n", options->archive);
    }
    speech_archive_close(archive);
    return status;
}

int rebuild_run(const struct options *options)
{
    struct terminal terminal = terminal_look(options->color, options->width);
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    struct work work = {.what = "indexed"};
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_WRITE);
    if (status != STATUS_DONE) return status;
    progress_start(&work.progress, &terminal);
    speech_status found = speech_archive_rebuild(archive, work_progress, &work, &error);
    progress_clear(&work.progress);
    if (found != SPEECH_OK) status = archive_failed(options, &error);
    else if (options->format == FORMAT_TABLE) printf("%s: the full-text index is made anew\n", options->archive);
    speech_archive_close(archive);
    return status;
}

/* How many tasks of a document have a history: they stay when it goes. */
static size_t tasks_count(speech_archive *archive, const char *name)
{
    /* Whether a task was touched and placed is the same on any day. */
    speech_task_filter filter = {
        .struct_size = sizeof filter, .as_of = "2000-01-01", .document = name, .touched = 1, .placed = 1};
    speech_cursor *cursor = NULL;
    size_t count = 0;
    if (speech_archive_tasks(archive, &filter, &cursor, NULL) != SPEECH_OK) return 0;
    while (speech_cursor_next(cursor, NULL) == SPEECH_ROW) {
        const char *document = speech_cursor_text(cursor, speech_cursor_column(cursor, "document"));
        count += document != NULL && strcmp(document, name) == 0;
    }
    speech_cursor_free(cursor);
    return count;
}

int remove_run(const struct options *options)
{
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_WRITE);
    for (int i = 0; i < options->argument_count && status != STATUS_ARCHIVE; i++) {
        const char *name = options->arguments[i];
        size_t tasks = tasks_count(archive, name);
        speech_status done = speech_archive_remove(archive, name, &error);
        if (done == SPEECH_NOT_FOUND) {
            message("there is no document '%s'; `archive-query documents` lists them", name);
            status = STATUS_USAGE;
        } else if (done != SPEECH_OK) {
            status = archive_failed(options, &error);
        } else if (options->format == FORMAT_TABLE) {
            printf("removed %s\n", name);
            if (tasks > 0) printf("kept %zu task%s of it: tasks --unplaced\n", tasks, tasks == 1 ? "" : "s");
        }
    }
    speech_archive_close(archive);
    return status;
}
