/* The command that counts the use of words. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "sheet.h"
#include "table.h"
#include "text.h"

#define CHART_WIDTH 80 /* where there is no terminal */
#define BAR_LONGEST 40
#define BAR_SHORTEST 4
#define GAP 2 /* blanks between the columns of a table */

/* A use of a word: when, and in which speech. */
struct use {
    char *date; /* NULL: none */
    int64_t speech;
};

/* A word in a year, or in all of them. */
struct count {
    int64_t documents;
    int64_t speeches;
    int64_t paragraphs;
    int64_t occurrences;
    int64_t characters; /* of all that was said */
    struct use first;
    struct use last;
};

/* All that is shown: `words` times `groups` counts. */
struct trend {
    const struct options *options;
    const struct terminal *terminal;
    size_t words;
    size_t groups;     /* years, months or speakers */
    char **names;      /* of the groups; NULL: not stated */
    int64_t *speeches; /* of the groups */
    struct count *counts;
};

/* ---- reading ---- */

static int64_t integer_of(speech_cursor *cursor, const char *column)
{
    return speech_cursor_integer(cursor, speech_cursor_column(cursor, column));
}

static struct use use_of(speech_cursor *cursor, const char *date, const char *speech)
{
    const char *text = speech_cursor_text(cursor, speech_cursor_column(cursor, date));
    return (struct use){.date = text != NULL ? memory_string(text) : NULL, .speech = integer_of(cursor, speech)};
}

static struct count count_of(speech_cursor *cursor)
{
    return (struct count){
        .documents = integer_of(cursor, "documents"),
        .speeches = integer_of(cursor, "speeches"),
        .paragraphs = integer_of(cursor, "paragraphs"),
        .occurrences = integer_of(cursor, "occurrences"),
        .characters = integer_of(cursor, "total_characters"),
        .first = use_of(cursor, "first_on", "first_speech_id"),
        .last = use_of(cursor, "last_on", "last_speech_id"),
    };
}

/* Reads all rows; those of the first word tell the groups. */
static speech_status trend_read(struct trend *trend, speech_cursor *cursor, speech_error *error)
{
    size_t rows = 0;
    speech_status status;
    while ((status = speech_cursor_next(cursor, error)) == SPEECH_ROW) {
        const char *name = speech_cursor_text(cursor, 1);
        trend->names = memory_resize(trend->names, rows + 1, sizeof *trend->names);
        trend->speeches = memory_resize(trend->speeches, rows + 1, sizeof *trend->speeches);
        trend->counts = memory_resize(trend->counts, rows + 1, sizeof *trend->counts);
        trend->names[rows] = name != NULL ? memory_string(name) : NULL;
        trend->speeches[rows] = integer_of(cursor, "total_speeches");
        trend->counts[rows++] = count_of(cursor);
    }
    trend->words = (size_t)trend->options->argument_count;
    trend->groups = rows / trend->words;
    return status;
}

static void trend_free(struct trend *trend)
{
    for (size_t i = 0; i < trend->words * trend->groups; i++) {
        free(trend->names[i]);
        free(trend->counts[i].first.date);
        free(trend->counts[i].last.date);
    }
    free(trend->names);
    free(trend->speeches);
    free(trend->counts);
}

/* ---- measures ---- */

static double rate_of(const struct count *count)
{
    return count->characters > 0 ? (double)count->occurrences * 10000 / (double)count->characters : 0;
}

static double measure_of(const struct count *count, trend_measure measure)
{
    switch (measure) {
    case MEASURE_OCCURRENCES: return (double)count->occurrences;
    case MEASURE_RATE: return rate_of(count);
    case MEASURE_PARAGRAPHS: return (double)count->paragraphs;
    case MEASURE_SPEECHES: return (double)count->speeches;
    case MEASURE_DOCUMENTS: return (double)count->documents;
    }
    return 0;
}

/* The number of a measure; freed with free. */
static char *measure_text(const struct count *count, trend_measure measure)
{
    char text[40];
    snprintf(text, sizeof text, "%.*f", measure == MEASURE_RATE ? 2 : 0, measure_of(count, measure));
    return memory_string(text);
}

/* ---- bars ---- */

/* A bar of eighths of a column, at least one of them for what is not 0; freed with free. */
static char *bar_text(double value, double most, size_t longest)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    size_t eighths = most > 0 ? (size_t)(value / most * (double)longest * 8 + 0.5) : 0;
    if (eighths == 0 && value > 0) eighths = 1;
    char *bar = memory_resize(NULL, (eighths / 8 + 1) * strlen("█") + 1, 1), *end = bar;
    for (size_t i = 0; i < eighths / 8; i++) end = stpcpy(end, "█");
    stpcpy(end, parts[eighths % 8]);
    return bar;
}

static double highest(const struct trend *trend)
{
    double most = 0;
    for (size_t i = 0; i < trend->words * trend->groups; i++) {
        double value = measure_of(&trend->counts[i], trend->options->measure);
        if (value > most) most = value;
    }
    return most;
}

/* ---- the chart ---- */

/* A table of columns that are made up: a name, a number, and for each word a number and a bar. */
struct chart {
    size_t columns;
    column_view *views; /* with one more, the end */
    const char **names;
    struct cell *cells;
};

static const char *const MEASURES[] = {
    [MEASURE_OCCURRENCES] = "occurrences", [MEASURE_RATE] = "per 10,000",     [MEASURE_PARAGRAPHS] = "paragraphs",
    [MEASURE_SPEECHES] = "speeches",       [MEASURE_DOCUMENTS] = "documents",
};

static void chart_column(struct chart *chart, char *name, const char *heading, column_style style)
{
    chart->views[chart->columns] = (column_view){name, heading, style};
    chart->names[chart->columns++] = name;
}

static void chart_make(struct chart *chart, const struct trend *trend)
{
    static const char *const groups[] = {"year", "month", "speaker"};
    size_t count = 2 + 2 * trend->words;
    *chart = (struct chart){.views = memory_resize(NULL, count + 1, sizeof *chart->views),
                            .names = memory_resize(NULL, count, sizeof *chart->names),
                            .cells = memory_resize(NULL, count, sizeof *chart->cells)};
    for (size_t i = 0; i < count; i++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", i);
        const char *word = i >= 2 ? trend->options->arguments[(i - 2) / 2] : NULL;
        column_style style = trend->options->by == SPEECH_TREND_BY_SPEAKER ? COLUMN_NAME : COLUMN_WORD;
        if (i == 0) chart_column(chart, memory_string(name), groups[trend->options->by], style);
        else if (i == 1) chart_column(chart, memory_string(name), "all speeches", COLUMN_NUMBER);
        else if (i % 2 == 0) chart_column(chart, memory_string(name), word, COLUMN_NUMBER);
        else chart_column(chart, memory_string(name), "", COLUMN_WORD);
    }
    chart->views[count] = (column_view){NULL, NULL, COLUMN_NAME};
}

static void chart_free(struct chart *chart)
{
    for (size_t i = 0; i < chart->columns; i++) free((char *)chart->names[i]);
    free(chart->views);
    free(chart->names);
    free(chart->cells);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static const char *group_name(const struct trend *trend, size_t group)
{
    if (trend->names[group] != NULL) return trend->names[group];
    return trend->options->by == SPEECH_TREND_BY_SPEAKER ? "(not named)" : "(not dated)";
}

/* How long a bar may be, so that all columns fit side by side. */
static size_t bar_room(const struct trend *trend, const struct chart *chart)
{
    size_t width = trend->terminal->width > 0 ? trend->terminal->width : CHART_WIDTH;
    size_t taken = text_width(chart->views[1].heading) + GAP, first = text_width(chart->views[0].heading);
    for (size_t g = 0; g < trend->groups; g++) first = larger(first, text_width(group_name(trend, g)));
    for (size_t w = 0; w < trend->words; w++) {
        size_t number = text_width(trend->options->arguments[w]);
        for (size_t g = 0; g < trend->groups; g++) {
            char *text = measure_text(&trend->counts[w * trend->groups + g], trend->options->measure);
            number = larger(number, text_width(text));
            free(text);
        }
        taken += number + (size_t)2 * GAP;
    }
    taken += first < width / 3 ? first : width / 3;
    size_t room = width > taken ? (width - taken) / trend->words : 0;
    return room < BAR_SHORTEST ? BAR_SHORTEST : room > BAR_LONGEST ? BAR_LONGEST : room;
}

/* Names the measure above the bars, if there is room. */
static void name_measure(struct chart *chart, const struct trend *trend, size_t room)
{
    const char *measure = MEASURES[trend->options->measure];
    for (size_t i = 3; i < chart->columns && text_width(measure) <= room; i += 2) chart->views[i].heading = measure;
}

static void chart_write(const struct trend *trend)
{
    struct chart chart;
    chart_make(&chart, trend);
    size_t room = bar_room(trend, &chart);
    name_measure(&chart, trend, room);
    struct table *table = table_open(trend->terminal, chart.views, chart.names, chart.columns);
    double most = highest(trend);
    for (size_t g = 0; g < trend->groups; g++) {
        char number[24];
        chart.cells[0] = cell_text(group_name(trend, g));
        chart.cells[1] = cell_integer(trend->speeches[g], number);
        for (size_t w = 0; w < trend->words; w++) {
            const struct count *count = &trend->counts[w * trend->groups + g];
            chart.cells[2 + 2 * w] = cell_text(measure_text(count, trend->options->measure));
            chart.cells[3 + 2 * w] = cell_text(bar_text(measure_of(count, trend->options->measure), most, room));
        }
        table_row(table, chart.cells);
        for (size_t i = 2; i < chart.columns; i++) free((char *)chart.cells[i].text);
    }
    table_close(table);
    chart_free(&chart);
}

/* ---- the summary ---- */

static const column_view summary_view[] = {
    {"word", "word", COLUMN_NAME},
    {"speeches", "speeches", COLUMN_NUMBER},
    {"paragraphs", "paragraphs", COLUMN_NUMBER},
    {"occurrences", "occurrences", COLUMN_NUMBER},
    {"rate", "per 10,000", COLUMN_NUMBER},
    {"first", "first", COLUMN_WORD},
    {"first_speech", "speech", COLUMN_NUMBER},
    {"last", "last", COLUMN_WORD},
    {"last_speech", "speech", COLUMN_NUMBER},
    {NULL, NULL, COLUMN_NAME},
};

/* Is `a` before `b`? A speech of a lower number is, on the same date. */
static bool is_before(const struct use *a, const struct use *b)
{
    int order = strcmp(a->date, b->date);
    return order < 0 || (order == 0 && a->speech < b->speech);
}

/* All groups of a word together. Documents are left out: one may have speeches in several. */
static struct count word_total(const struct trend *trend, size_t word)
{
    struct count total = {0};
    for (size_t g = 0; g < trend->groups; g++) {
        const struct count *count = &trend->counts[word * trend->groups + g];
        total.speeches += count->speeches;
        total.paragraphs += count->paragraphs;
        total.occurrences += count->occurrences;
        total.characters += count->characters;
        if (count->first.date == NULL) continue;
        if (total.first.date == NULL || is_before(&count->first, &total.first)) total.first = count->first;
        if (total.last.date == NULL || is_before(&total.last, &count->last)) total.last = count->last;
    }
    return total;
}

static void summary_write(const struct trend *trend)
{
    enum { COLUMNS = 9 };
    const char *names[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++) names[i] = summary_view[i].name;
    struct table *table = table_open(trend->terminal, summary_view, names, COLUMNS);
    for (size_t w = 0; w < trend->words; w++) {
        struct count total = word_total(trend, w);
        char numbers[5][24];
        char *rate = measure_text(&total, MEASURE_RATE);
        bool used = total.first.date != NULL;
        struct cell cells[COLUMNS] = {cell_text(trend->options->arguments[w]),
                                      cell_integer(total.speeches, numbers[0]),
                                      cell_integer(total.paragraphs, numbers[1]),
                                      cell_integer(total.occurrences, numbers[2]),
                                      cell_text(rate),
                                      cell_text(total.first.date),
                                      used ? cell_integer(total.first.speech, numbers[3]) : cell_text(NULL),
                                      cell_text(total.last.date),
                                      used ? cell_integer(total.last.speech, numbers[4]) : cell_text(NULL)};
        table_row(table, cells);
        free(rate);
    }
    table_close(table);
}

/* ---- the command ---- */

/* Writes the cursor's rows as a chart and frees it. */
static speech_status trend_write(struct trend *trend, speech_cursor *cursor, size_t *rows, speech_error *error)
{
    speech_status status = trend_read(trend, cursor, error);
    *rows = trend->groups;
    speech_cursor_free(cursor);
    if (status == SPEECH_DONE && trend->groups > 0) {
        chart_write(trend);
        putchar('\n');
        summary_write(trend);
    }
    trend_free(trend);
    return status;
}

int trend_run(const struct options *options)
{
    struct terminal terminal = terminal_look(options->color, options->width);
    struct trend trend = {.options = options, .terminal = &terminal};
    speech_trend_options wanted = {.struct_size = sizeof wanted,
                                   .words = options->arguments,
                                   .word_count = (size_t)options->argument_count,
                                   .by = options->by};
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    speech_cursor *cursor = NULL;
    size_t rows = 0;
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status != STATUS_DONE) goto done;
    speech_status read = speech_archive_trend(archive, &wanted, &options->filter, &cursor, &error);
    if (read == SPEECH_OK && options->format == FORMAT_TABLE) read = trend_write(&trend, cursor, &rows, &error);
    else if (read == SPEECH_OK) read = sheet_cursor(sheet_open(options, &terminal, NULL), cursor, &rows, &error);
    if (read != SPEECH_DONE) status = archive_failed(options, &error);
    else if (rows == 0 && options->format == FORMAT_TABLE && terminal.errors) message("nothing matches");
done:
    speech_archive_close(archive);
    return status;
}
