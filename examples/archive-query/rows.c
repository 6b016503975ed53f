/* The commands that list rows: documents, speeches, sections, paragraphs, directives, figures, search and kwic. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "sheet.h"
#include "text.h"

/* Hits that a table on a terminal shows, so that the best ones stay in sight. */
#define HITS_ON_TERMINAL 20

static const column_view documents_view[] = {
    {"id", "id", COLUMN_NUMBER},
    {"name", "name", COLUMN_TEXT},
    {"text_bytes", "bytes", COLUMN_NUMBER},
    {"encoding", "encoding", COLUMN_WORD},
    {"aliases", "aliases", COLUMN_NAME},
    {"ingested_at", "ingested", COLUMN_WORD},
    {NULL, NULL, COLUMN_NAME},
};

static const column_view speeches_view[] = {
    {"id", "id", COLUMN_NUMBER},         {"delivered_on", "date", COLUMN_WORD},
    {"speaker", "speaker", COLUMN_NAME}, {"speaker_role", "role", COLUMN_NAME},
    {"title", "title", COLUMN_TEXT},     {"occasion", "occasion", COLUMN_NAME},
    {NULL, NULL, COLUMN_NAME},
};

static const column_view sections_view[] = {
    {"id", "id", COLUMN_NUMBER},     {"speech_id", "speech", COLUMN_NUMBER}, {"level", "level", COLUMN_NUMBER},
    {"label", "label", COLUMN_WORD}, {"heading", "heading", COLUMN_TEXT},    {NULL, NULL, COLUMN_NAME},
};

static const column_view paragraphs_view[] = {
    {"id", "id", COLUMN_NUMBER},
    {"speech_id", "speech", COLUMN_NUMBER},
    {"section_id", "section", COLUMN_NUMBER},
    {"text", "text", COLUMN_TEXT},
    {NULL, NULL, COLUMN_NAME},
};

static const column_view directives_view[] = {
    {"id", "id", COLUMN_NUMBER},           {"speech_id", "speech", COLUMN_NUMBER},
    {"modality", "modality", COLUMN_WORD}, {"actor", "actor", COLUMN_NAME},
    {"due_on", "due", COLUMN_WORD},        {"deadline", "deadline", COLUMN_NAME},
    {"text", "text", COLUMN_TEXT},         {NULL, NULL, COLUMN_NAME},
};

static const column_view figures_view[] = {
    {"id", "id", COLUMN_NUMBER},
    {"speech_id", "speech", COLUMN_NUMBER},
    {"kind", "kind", COLUMN_WORD},
    {"value", "value", COLUMN_NUMBER},
    {"high", "to", COLUMN_NUMBER},
    {"unit", "unit", COLUMN_WORD},
    {"qualifier", "qualifier", COLUMN_WORD},
    {"text", "text", COLUMN_NAME},
    {"subject", "subject", COLUMN_TEXT},
    {NULL, NULL, COLUMN_NAME},
};

static const column_view doubts_view[] = {
    {"id", "id", COLUMN_NUMBER},       {"speech_id", "speech", COLUMN_NUMBER}, {"kind", "kind", COLUMN_WORD},
    {"share", "share", COLUMN_NUMBER}, {"text", "text", COLUMN_TEXT},          {NULL, NULL, COLUMN_NAME},
};

static const column_view search_view[] = {
    {"speech_id", "speech", COLUMN_NUMBER},
    {"delivered_on", "date", COLUMN_WORD},
    {"title", "title", COLUMN_NAME},
    {"snippet", "text", COLUMN_HITS},
    {NULL, NULL, COLUMN_NAME},
};

static const column_view groups_view[] = {
    {"speech_id", "speech", COLUMN_NUMBER}, {"delivered_on", "date", COLUMN_WORD}, {"matches", "hits", COLUMN_NUMBER},
    {"title", "title", COLUMN_NAME},        {"snippet", "text", COLUMN_HITS},      {NULL, NULL, COLUMN_NAME},
};

static const column_view kwic_view[] = {
    {"speech_id", "speech", COLUMN_NUMBER}, {"delivered_on", "date", COLUMN_WORD}, {"left", "left", COLUMN_BEFORE},
    {"keyword", "", COLUMN_KEYWORD},        {"right", "right", COLUMN_TEXT},       {NULL, NULL, COLUMN_NAME},
};

/* Which table a command lists, and how. */
struct listing {
    command_id command;
    speech_table table;
    const column_view *view;
};

static const struct listing listings[] = {
    {COMMAND_DOCUMENTS, SPEECH_DOCUMENTS, documents_view},
    {COMMAND_SPEECHES, SPEECH_SPEECHES, speeches_view},
    {COMMAND_SECTIONS, SPEECH_SECTIONS, sections_view},
    {COMMAND_PARAGRAPHS, SPEECH_PARAGRAPHS, paragraphs_view},
    {COMMAND_DIRECTIVES, SPEECH_DIRECTIVES, directives_view},
    {COMMAND_FIGURES, SPEECH_FIGURES, figures_view},
    {COMMAND_DOUBTS, SPEECH_DOUBTS, doubts_view},
};

/* A word to someone who sits in front of an empty table. */
static void remark(const struct options *options, const struct terminal *terminal, const char *text)
{
    if (options->format == FORMAT_TABLE && terminal->errors) message("%s", text);
}

int rows_run(const struct options *options)
{
    const struct listing *listing = listings;
    while (listing->command != options->command) listing++;
    struct terminal terminal = terminal_look(options->color, options->width);
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    speech_cursor *cursor = NULL;
    size_t rows = 0;
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status != STATUS_DONE) goto done;
    if (speech_archive_read(archive, listing->table, &options->filter, &cursor, &error) != SPEECH_OK ||
        sheet_cursor(sheet_open(options, &terminal, listing->view), cursor, &rows, &error) != SPEECH_DONE)
        status = archive_failed(options, &error);
    else if (rows == 0) remark(options, &terminal, "nothing matches");
done:
    speech_archive_close(archive);
    return status;
}

/* The arguments with a blank between them; freed with free. */
static char *query_join(const struct options *options)
{
    size_t size = 1;
    for (int i = 0; i < options->argument_count; i++) size += strlen(options->arguments[i]) + 1;
    char *query = memory_resize(NULL, size, 1);
    char *end = query;
    for (int i = 0; i < options->argument_count; i++)
        end += sprintf(end, "%s%s", i > 0 ? " " : "", options->arguments[i]);
    return query;
}

/* A query and how it is to be answered. */
struct question {
    const struct options *options;
    struct terminal terminal;
    speech_filter filter;
    char *query;
};

typedef speech_status (*question_ask)(speech_archive *archive, const struct question *question, speech_cursor **out,
                                      speech_error *error);

static speech_status search_ask(speech_archive *archive, const struct question *question, speech_cursor **out,
                                speech_error *error)
{
    static const char begin[] = {HIT_BEGIN, '\0'}, end[] = {HIT_END, '\0'};
    speech_search_options search = question->options->search;
    if (question->options->format == FORMAT_TABLE && question->terminal.color) {
        search.mark_begin = begin;
        search.mark_end = end;
    }
    return speech_archive_search(archive, question->query, &question->filter, &search, out, error);
}

static speech_status kwic_ask(speech_archive *archive, const struct question *question, speech_cursor **out,
                              speech_error *error)
{
    return speech_archive_concordance(archive, question->query, &question->filter, &question->options->concordance, out,
                                      error);
}

/* Writes what is found; on a terminal not more than can be seen, unless it is asked for. */
static int hits_run(const struct options *options, question_ask ask, const column_view *view)
{
    struct question question = {.options = options, .filter = options->filter};
    question.terminal = terminal_look(options->color, options->width);
    bool few = options->format == FORMAT_TABLE && question.terminal.output && question.filter.limit == 0;
    if (few) question.filter.limit = HITS_ON_TERMINAL;
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    speech_cursor *cursor = NULL;
    size_t rows = 0;
    question.query = query_join(options);
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status != STATUS_DONE) goto done;
    if (ask(archive, &question, &cursor, &error) != SPEECH_OK ||
        sheet_cursor(sheet_open(options, &question.terminal, view), cursor, &rows, &error) != SPEECH_DONE) {
        status = archive_failed(options, &error);
    } else if (rows == 0) {
        remark(options, &question.terminal, "nothing found");
        status = STATUS_NOTHING;
    } else if (few && rows == HITS_ON_TERMINAL) {
        remark(options, &question.terminal, "there may be more: --limit 100, or --offset 20");
    }
done:
    free(question.query);
    speech_archive_close(archive);
    return status;
}

int search_run(const struct options *options)
{
    return hits_run(options, search_ask, options->search.group == SPEECH_UNGROUPED ? search_view : groups_view);
}

int kwic_run(const struct options *options)
{
    return hits_run(options, kwic_ask, kwic_view);
}
