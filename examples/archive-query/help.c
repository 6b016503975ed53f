#include "help.h"

#include <stdio.h>
#include <string.h>

#include "command.h"
#include "text.h"

const struct command commands[COMMAND_COUNT] = {
    [COMMAND_INGEST] =
        {
            .name = "ingest",
            .arguments = "[PATH…]",
            .summary = "store documents and what is found in them",
            .details = "PATH is a file, a directory or - for standard input. Of a directory all files\n"
                       "below it are taken whose names have an ending of --version's list, or that match\n"
                       "--include, in the order of their names; not hidden ones, and links only where\n"
                       "they lead to a file. The archive is made if there is none.\n"
                       "\n"
                       "What a file is, and its encoding, is told from its bytes: text in UTF-8, UTF-16,\n"
                       "UTF-32, GB 18030 (GBK, GB 2312) or Big5, a web page, a Word document, a PDF file.\n"
                       "\n"
                       "A document that is there already is left alone, and one that has changed is\n"
                       "replaced. A text that is there under another name is not stored twice: the new\n"
                       "name becomes an alias (`documents` shows them). A speech that is much like\n"
                       "another one is stored and marked (`speeches` shows likeness, and --distinct\n"
                       "leaves such speeches out). What can't be read is named with the reason (exit\n"
                       "status 3) and the rest goes on. Ctrl-C stops between documents, a second one at\n"
                       "once; what was stored stays. Of more than 20 documents only those that need a\n"
                       "look are listed; json, csv and tsv list all.\n"
                       "\n"
                       "A manifest is a CSV or TSV file whose first line names its columns: path\n"
                       "(relative to the manifest's folder), and any of title, occasion, speaker,\n"
                       "speaker_role, audience, date. They are used where the text states nothing; a\n"
                       "date that contradicts the text's is listed by `doubts`. Without PATH the files\n"
                       "of the manifest are ingested, with PATH only those that PATH names.\n",
            .example = "  archive-query ingest speeches/ report.txt\n"
                       "  curl -s https://example.org/a.html | archive-query ingest - --name a.html\n"
                       "  archive-query ingest --manifest speeches/list.csv\n",
            .arguments_min = 0,
            .arguments_max = -1,
            .run = ingest_run,
        },
    [COMMAND_DOCUMENTS] =
        {
            .name = "documents",
            .arguments = "",
            .summary = "list the documents",
            .example = "  archive-query documents --document 2024\n",
            .run = rows_run,
        },
    [COMMAND_SPEECHES] =
        {
            .name = "speeches",
            .arguments = "",
            .summary = "list the speeches",
            .example = "  archive-query speeches --from 2021 --speaker 陈\n",
            .run = rows_run,
        },
    [COMMAND_SECTIONS] =
        {
            .name = "sections",
            .arguments = "",
            .summary = "list the sections of speeches",
            .example = "  archive-query sections --text 安全\n",
            .run = rows_run,
        },
    [COMMAND_PARAGRAPHS] =
        {
            .name = "paragraphs",
            .arguments = "",
            .summary = "list the paragraphs of speeches",
            .example = "  archive-query paragraphs --speech 1 --format json\n",
            .run = rows_run,
        },
    [COMMAND_DIRECTIVES] =
        {
            .name = "directives",
            .arguments = "",
            .summary = "list what must, must not or will be done",
            .example = "  archive-query directives --modality require,forbid --actor 学校\n"
                       "  archive-query directives --due-before 2024-12 --format csv\n",
            .run = rows_run,
        },
    [COMMAND_FIGURES] =
        {
            .name = "figures",
            .arguments = "",
            .summary = "list the quantities",
            .example = "  archive-query figures --kind money --min 1亿\n"
                       "  archive-query figures --unit 所 --subject 学校\n",
            .run = rows_run,
        },
    [COMMAND_DOUBTS] =
        {
            .name = "doubts",
            .arguments = "",
            .summary = "list where the analysis may be wrong",
            .details = "Kinds: uncovered (share of a speech before its first section), numbering (a label\n"
                       "that does not count on), digits (that became no figure), title (guessed from its\n"
                       "place), date (known only to the year), stated (another date was stated by whoever\n"
                       "ingested the document than by its text, which is followed).\n",
            .example = "  archive-query doubts --speech 1\n",
            .run = rows_run,
        },
    [COMMAND_SEARCH] =
        {
            .name = "search",
            .arguments = "QUERY…",
            .summary = "search the paragraphs",
            .details = "A query is words, all of which must occur, \"an exact phrase\", -word or NOT\n"
                       "word, OR, and parentheses. A word may be as short as one character and stand\n"
                       "inside of others; upper and lower case, full and half width, traditional and\n"
                       "simplified characters are the same. Several arguments are one query.\n"
                       "\n"
                       "Among the words there may be filters, also negated or in parentheses:\n"
                       "  speaker:林 title:… occasion:… document:…  that field contains the text\n"
                       "  year:2021 year:2019..2024 date:2021-03..  the speech was delivered then\n"
                       "  actor:财政局 modality:forbid due:..2025   the paragraph has such a directive\n"
                       "  kind:money unit:元 subject:投资           the paragraph has such a figure\n"
                       "  in:directives in:figures in:headings      the words must stand there, together\n"
                       "\n"
                       "Without hits nothing is written and the exit status is 1. A table on a terminal\n"
                       "shows 20 hits unless --limit says otherwise.\n",
            .example = "  archive-query search 改革 -试点\n"
                       "  archive-query search '\"课后服务\" OR 双减' --from 2021 --order date\n"
                       "  archive-query search 排查 in:directives actor:应急管理局 year:2020..2024\n",
            .arguments_min = 1,
            .arguments_max = -1,
            .run = search_run,
        },
    [COMMAND_KWIC] =
        {
            .name = "kwic",
            .arguments = "QUERY…",
            .summary = "show each occurrence of a word in its context",
            .details = "A query is as in `archive-query search`; each place where one of its words stands,\n"
                       "in a paragraph that matches, is a row (a concordance, or keywords in context).\n"
                       "--sort left puts together what has the same characters before the word, the\n"
                       "nearest first; --sort right what has the same behind it; document order is the\n"
                       "usual one. json, csv and tsv tell in begin_byte and end_byte where the keyword\n"
                       "stands in the document's text.\n"
                       "\n"
                       "Without hits nothing is written and the exit status is 1. A table on a terminal\n"
                       "shows 20 rows unless --limit says otherwise.\n",
            .example = "  archive-query kwic 改革 --sort right\n"
                       "  archive-query kwic '双减 OR 减负' --context 12 --from 2021 --format csv\n",
            .arguments_min = 1,
            .arguments_max = -1,
            .run = kwic_run,
        },
    [COMMAND_TREND] =
        {
            .name = "trend",
            .arguments = "WORD…",
            .summary = "count the use of words by year",
            .details = "Each argument is a word, a phrase, or a query as in `archive-query search`, and\n"
                       "counted by itself: the documents, speeches and paragraphs that match and the\n"
                       "occurrences of its words in them, for each year, month or speaker. Years without\n"
                       "a use are there with 0, and speeches without a date have a row of their own.\n"
                       "Speakers who use the words most come first. --limit and --offset count years,\n"
                       "months or speakers.\n"
                       "\n"
                       "A table draws one measure to one scale for all words, beside the number of all\n"
                       "speeches, and tells the first and last use; the rate is occurrences for every\n"
                       "10,000 characters. json, csv and tsv have a row for each word and year with all\n"
                       "measures and, as total_…, what there is with the word or without.\n",
            .example = "  archive-query trend 改革 开放\n"
                       "  archive-query trend '双减 OR 减负' --by speaker --limit 10\n"
                       "  archive-query trend 创新 --measure rate --from 2012\n",
            .arguments_min = 1,
            .arguments_max = -1,
            .run = trend_run,
        },
    [COMMAND_OUTLINE] =
        {
            .name = "outline",
            .arguments = "ID",
            .summary = "show the sections of a speech as a tree",
            .details = "ID is that of a speech; the numbers in front of the sections are theirs.\n",
            .example = "  archive-query outline 1\n",
            .arguments_min = 1,
            .arguments_max = 1,
            .run = outline_run,
        },
    [COMMAND_SHOW] =
        {
            .name = "show",
            .arguments = "ID",
            .summary = "show the text of a speech",
            .details = "ID is that of a speech.\n",
            .example = "  archive-query show 1 | less\n",
            .arguments_min = 1,
            .arguments_max = 1,
            .run = show_run,
        },
    [COMMAND_TASKS] =
        {
            .name = "tasks",
            .arguments = "",
            .summary = "list the tasks that the directives set",
            .details = "A task has the id of its directive. Who leads, who supports and until when is what\n"
                       "was assigned, else what the speech says. A year or month that something is due in\n"
                       "counts as its last day. --actor finds who is to act, leads or supports.\n",
            .example = "  archive-query tasks --actor 水利局 --status open,doing\n"
                       "  archive-query tasks --overdue --as-of 2026-07-01\n"
                       "  archive-query tasks --within 30 --soonest\n",
            .run = tasks_run,
        },
    [COMMAND_MARK] =
        {
            .name = "mark",
            .arguments = "ID… STATUS",
            .summary = "say that tasks are open, doing, done or dropped",
            .details = "Adds to the history of each task; nothing in a history is ever changed. A mistake\n"
                       "is corrected by marking again.\n",
            .example = "  archive-query mark 7 doing\n"
                       "  archive-query mark 7 9 done --date 2026-06-28 --evidence 云水函〔2026〕17号\n",
            .arguments_min = 2,
            .arguments_max = -1,
            .run = mark_run,
        },
    [COMMAND_ASSIGN] =
        {
            .name = "assign",
            .arguments = "ID…",
            .summary = "say who leads or supports tasks, or until when",
            .details = "For what the speech left open. It is kept apart from what the speech says, and\n"
                       "what is not given stays as it was assigned before.\n",
            .example = "  archive-query assign 7 --lead 市水务局 --support 市财政局、市发改委\n"
                       "  archive-query assign 7 --due 2026-09\n",
            .arguments_min = 1,
            .arguments_max = -1,
            .run = assign_run,
        },
    [COMMAND_HISTORY] =
        {
            .name = "history",
            .arguments = "ID",
            .summary = "show what was recorded about a task",
            .example = "  archive-query history 7\n",
            .arguments_min = 1,
            .arguments_max = 1,
            .run = history_run,
        },
    [COMMAND_HANDOUT] =
        {
            .name = "handout",
            .arguments = "",
            .summary = "write the table of tasks that is handed out",
            .details = "Takes the filters of tasks. html is one page that prints on A4 across; csv opens in\n"
                       "spreadsheet programs (some need --bom); calendar holds an all-day event for each\n"
                       "due date of what is not closed.\n",
            .example = "  archive-query handout --speech 1 --as html > tasks.html\n"
                       "  archive-query handout --group-by body --as csv --bom > tasks.csv\n"
                       "  archive-query handout --actor 水利局 --as calendar > due.ics\n",
            .run = handout_run,
        },
    [COMMAND_STATS] =
        {
            .name = "stats",
            .arguments = "",
            .summary = "tell how much is in the archive",
            .example = "  archive-query stats\n",
            .run = stats_run,
        },
    [COMMAND_CHECK] =
        {
            .name = "check",
            .arguments = "",
            .summary = "prove that the archive is sound",
            .details = "Each problem is written on a line; then the exit status is 4.\n",
            .example = "  archive-query check\n",
            .run = check_run,
        },
    [COMMAND_REBUILD] =
        {
            .name = "rebuild",
            .arguments = "",
            .summary = "make the full-text index anew",
            .example = "  archive-query rebuild\n",
            .run = rebuild_run,
        },
    [COMMAND_REMOVE] =
        {
            .name = "remove",
            .arguments = "NAME…",
            .summary = "remove documents and all that came from them",
            .details = "NAME is the name as `archive-query documents` shows it, or an alias. The rows of a\n"
                       "document stay under its first alias; they go with its last name.\n",
            .example = "  archive-query remove report.txt\n",
            .arguments_min = 1,
            .arguments_max = -1,
            .run = remove_run,
        },
};

/* Writes one line of the list of options. */
static void option_write(const option_spec *spec)
{
    char name[40];
    snprintf(name, sizeof name, "--%s%s%s", spec->name, spec->argument != NULL ? " " : "",
             spec->argument != NULL ? spec->argument : "");
    printf("  %s%*s%s\n", name, (int)(20 - text_width(name)), "", spec->help);
}

/* Writes the options that belong to one command alone, or those that stand with any. */
static void options_write(unsigned commands_wanted)
{
    for (const option_spec *spec = option_specs; spec->name != NULL; spec++) {
        bool general = spec->commands == ANY_COMMAND;
        if (commands_wanted == ANY_COMMAND ? general : !general && (spec->commands & commands_wanted) != 0)
            option_write(spec);
    }
}

static void command_help_write(command_id id)
{
    const struct command *command = &commands[id];
    printf("usage: archive-query %s [OPTION…]%s%s\n\n", command->name, *command->arguments != '\0' ? " " : "",
           command->arguments);
    printf("Purpose: %s.\n\n", command->summary);
    if (command->details != NULL) printf("%s\n", command->details);
    puts("Options:");
    options_write(1u << id);
    options_write(ANY_COMMAND);
    printf("\nTry:\n%s", command->example);
}

static void tool_help_write(void)
{
    puts("usage: archive-query [--db FILE] [--format table|json|csv|tsv] COMMAND …\n"
         "\n"
         "Commands:");
    for (int id = 0; id < COMMAND_COUNT; id++) {
        char name[40];
        snprintf(name, sizeof name, "%s %s", commands[id].name, commands[id].arguments);
        printf("  %s%*s%s\n", name, (int)(20 - text_width(name)), "", commands[id].summary);
    }
    puts("\nOptions, before or after the command:");
    options_write(ANY_COMMAND);
    puts("\n"
         "A table is cut to the width of the terminal and shows some of the columns;\n"
         "json, csv and tsv give all of them in full, and a table that goes to a file or\n"
         "a pipe is not cut. NO_COLOR switches colours off.\n"
         "\n"
         "Exit status: 0 done; 1 nothing found (search, kwic); 2 wrong usage; 3 some\n"
         "input could not be ingested (the rest was); 4 the archive could not be read or\n"
         "written.\n"
         "\n"
         "archive-query COMMAND --help says more, with examples.");
}

void help_write(command_id command)
{
    if (command == COMMAND_COUNT) tool_help_write();
    else command_help_write(command);
}
