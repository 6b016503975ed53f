/*
 * What callers put into options as strings: a line each for a word, a document, a person, two dates, a unit, a mark
 * and its evidence. They filter reading, tasks, trends and concordances, and are recorded in the ledger.
 */
#include "archive_texts.h"

/* The strings of an input. */
typedef struct strings {
    const char *word;
    const char *document;
    const char *person;
    const char *from;
    const char *to;
    const char *unit;
    const char *note;
    const char *evidence;
} strings;

/* Reads to the end, if there is anything, where the options were good ones. */
static void end(speech_status status, speech_cursor *cursor, const speech_error *error)
{
    if (status == SPEECH_OK) {
        if (cursor != NULL) drain(cursor, false);
        return;
    }
    require(status == SPEECH_MISUSE || status == SPEECH_NOT_FOUND, "what is wrong with an option is misuse");
    require_error(status, error);
}

static void read_rows(speech_archive *archive, const strings *s, unsigned table, unsigned part)
{
    speech_filter filter = {.struct_size = sizeof filter, .text = s->word, .document = s->document};
    speech_cursor *cursor = NULL;
    speech_error error;
    if (part & 1) filter.speaker = s->person;
    if (part & 2) filter.delivered_from = s->from;
    if (part & 4) filter.delivered_to = s->to;
    if (table == SPEECH_DIRECTIVES && part & 8) filter.actor = s->person;
    if (table == SPEECH_DIRECTIVES && part & 16) filter.due_from = s->from;
    if (table == SPEECH_DIRECTIVES && part & 32) filter.due_to = s->to;
    if (table == SPEECH_FIGURES && part & 8) filter.unit = s->unit;
    if (table == SPEECH_FIGURES && part & 16) filter.subject = s->word;
    if (part & 64) filter.modalities = part;
    end(speech_archive_read(archive, (speech_table)table, &filter, &cursor, &error), cursor, &error);
}

static void read_uses(speech_archive *archive, const strings *s, unsigned by, unsigned order)
{
    const char *const words[] = {s->word, s->person};
    speech_filter filter = {.struct_size = sizeof filter, .document = s->document};
    speech_trend_options trend = {
        .struct_size = sizeof trend, .words = words, .word_count = 2, .by = (speech_trend_by)by};
    speech_concordance_options options = {.struct_size = sizeof options, .order = (speech_concordance_order)order};
    speech_cursor *cursor = NULL;
    speech_error error;
    end(speech_archive_trend(archive, &trend, &filter, &cursor, &error), cursor, &error);
    cursor = NULL;
    end(speech_archive_concordance(archive, s->word, &filter, &options, &cursor, &error), cursor, &error);
}

static void search(speech_archive *archive, const strings *s)
{
    speech_search_options options = {
        .struct_size = sizeof options, .as_of = s->from, .mark_begin = s->unit, .mark_end = s->note};
    speech_filter filter = {.struct_size = sizeof filter, .speaker = s->person, .delivered_to = s->to};
    speech_cursor *cursor = NULL;
    speech_error error;
    end(speech_archive_search(archive, s->word, &filter, &options, &cursor, &error), cursor, &error);
}

/* Marks and assigns a task, lists tasks and hands them out. */
static void keep_ledger(speech_archive *archive, const strings *s, unsigned task, unsigned format)
{
    speech_task_mark mark = {.struct_size = sizeof mark,
                             .status = (speech_task_status)(format % 5),
                             .happened_on = s->from,
                             .note = s->note,
                             .evidence = s->evidence,
                             .by_whom = s->person};
    speech_task_assignment assignment = {.struct_size = sizeof assignment,
                                         .happened_on = s->from,
                                         .lead = s->unit,
                                         .support = s->person,
                                         .due_on = s->to,
                                         .note = s->note};
    speech_task_filter filter = {.struct_size = sizeof filter, .as_of = s->to, .actor = s->unit, .due_to = s->from};
    speech_handout_options options = {.struct_size = sizeof options,
                                      .format = (speech_handout_format)(format & 3),
                                      .grouping = (speech_handout_grouping)(format >> 2 & 1),
                                      .title = s->word,
                                      .stamp = format & 8 ? s->evidence : "20260701T080000Z"};
    speech_cursor *cursor = NULL;
    speech_error error;
    end(speech_archive_mark(archive, task, &mark, &error), NULL, &error);
    end(speech_archive_assign(archive, task, &assignment, &error), NULL, &error);
    end(speech_archive_tasks(archive, &filter, &cursor, &error), cursor, &error);
    cursor = NULL;
    end(speech_archive_task_history(archive, task, &cursor, &error), cursor, &error);
    filter = (speech_task_filter){.struct_size = sizeof filter, .as_of = format & 16 ? s->to : "2024-01-01"};
    char *page = NULL;
    speech_status status = speech_archive_handout(archive, &filter, &options, &page, &error);
    if (status == SPEECH_OK) require(is_utf8(page, strlen(page)), "a hand-out is UTF-8");
    else end(status, NULL, &error);
    speech_free(page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned choices[5];
    for (size_t i = 0; i < 5; i++) choices[i] = take_choice(data, &size, 256);
    if (!is_utf8((const char *)data, size)) return 0; /* callers promise it is */
    speech_archive *archive = archive_afresh();
    char *text = copy_of(data, size), *rest = text;
    strings s = {0};
    const char **members[] = {&s.word, &s.document, &s.person, &s.from, &s.to, &s.unit, &s.note, &s.evidence};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) *members[i] = take_line(&rest);
    if (s.word == NULL) s.word = "";
    read_rows(archive, &s, choices[0] % 8, choices[1]);
    if (choices[0] & 16) read_uses(archive, &s, choices[2] % 4, choices[2] / 4 % 5);
    if (choices[0] & 32) search(archive, &s);
    if (choices[0] & 64) keep_ledger(archive, &s, choices[3] % 8, choices[4]);
    free(text);
    return 0;
}
