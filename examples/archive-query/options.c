#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "text.h"
#include "values.h"

#define BIT(name) (1u << COMMAND_##name)
#define FIGURES BIT(FIGURES)
#define DIRECTIVES BIT(DIRECTIVES)
/* Commands whose arguments are queries. */
#define QUERIES (BIT(SEARCH) | BIT(KWIC) | BIT(TREND))
/* Commands that list what stands inside of speeches. */
#define PARTS (BIT(SECTIONS) | BIT(PARAGRAPHS) | DIRECTIVES | FIGURES | QUERIES)
#define SPEECHES (BIT(SPEECHES) | BIT(DOUBTS) | PARTS)
#define DOCUMENTS (BIT(DOCUMENTS) | SPEECHES)
/* Commands that read the ledger, and those that write to it. */
#define TASKS (BIT(TASKS) | BIT(HANDOUT))
#define ENTRIES (BIT(MARK) | BIT(ASSIGN))

#define FIELD(name) offsetof(struct options, name)
#define FILTER(name) (offsetof(struct options, filter) + offsetof(speech_filter, name))
#define SEARCH(name) (offsetof(struct options, search) + offsetof(speech_search_options, name))
#define CONCORDANCE(name) (offsetof(struct options, concordance) + offsetof(speech_concordance_options, name))

#define READ(name) (offsetof(struct options, read) + offsetof(speech_read_options, name))

#define LEDGER(name) (offsetof(struct options, ledger) + offsetof(struct ledger_options, name))
#define HANDOUT(name) (LEDGER(handout) + offsetof(speech_handout_options, name))

#define DAY "a day like 2026-06-30"
#define DATE "a date like 2021, 2021-03 or 2021-03-04"
#define WHOLE "a whole number from 1"
#define NUMBER "a number like 500, 2.5 or 3000万"
#define TEXT "some text (UTF-8)"

const option_spec option_specs[] = {
    {"document", "TEXT", DOCUMENTS | TASKS, value_set_text, FILTER(document), TEXT, "the document's name holds TEXT"},
    {"document-id", "ID", DOCUMENTS | TASKS, value_set_id, FILTER(document_id), WHOLE, "in this document"},
    {"speech", "ID", SPEECHES | TASKS, value_set_id, FILTER(speech_id), WHOLE, "in this speech"},
    {"speaker", "TEXT", SPEECHES, value_set_text, FILTER(speaker), TEXT, "the speaker's name holds TEXT"},
    {"from", "DATE", SPEECHES, value_set_date, FILTER(delivered_from), DATE, "delivered on DATE or later"},
    {"to", "DATE", SPEECHES, value_set_date, FILTER(delivered_to), DATE, "delivered on DATE or earlier"},
    {"distinct", NULL, SPEECHES, value_set_one, FILTER(distinct), NULL,
     "leave out speeches that repeat another one in the main"},
    {"section", "ID", PARTS | TASKS, value_set_id, FILTER(section_id), WHOLE, "in this section and those below it"},
    {"text", "TEXT", DOCUMENTS | TASKS, value_set_text, FILTER(text), TEXT, "the text (title, heading) holds TEXT"},
    {"modality", "WORD,…", DIRECTIVES | TASKS, value_set_modality, FILTER(modalities),
     "require, forbid, plan or appeal, or several with commas", "require, forbid, plan or appeal"},
    {"actor", "TEXT", DIRECTIVES | TASKS, value_set_text, FILTER(actor), TEXT, "who is to act holds TEXT"},
    {"due-after", "DATE", DIRECTIVES | TASKS, value_set_date, FILTER(due_from), DATE, "due on DATE or later"},
    {"due-before", "DATE", DIRECTIVES | TASKS, value_set_date, FILTER(due_to), DATE, "due on DATE or earlier"},
    {"kind", "WORD,…", FIGURES, value_set_kind, FILTER(kinds),
     "money, percent, ratio, rank, duration, measure or count, or several with commas",
     "money, percent, ratio, rank, duration, measure or count"},
    {"unit", "TEXT", FIGURES, value_set_text, FILTER(unit), TEXT, "the unit is TEXT (元, not 万元)"},
    {"min", "NUMBER", FIGURES, value_set_minimum, FILTER(value_min), NUMBER,
     "the value is NUMBER (say, 1.2亿) or more"},
    {"max", "NUMBER", FIGURES, value_set_maximum, FILTER(value_max), NUMBER, "the value is NUMBER or less"},
    {"masked", NULL, FIGURES, value_set_one, FILTER(masked), NULL, "only figures with hidden digits (*亿元)"},
    {"unmasked", NULL, FIGURES, value_set_minus_one, FILTER(masked), NULL, "only figures without them"},
    {"subject", "TEXT", FIGURES, value_set_text, FILTER(subject), TEXT, "what is counted or measured holds TEXT"},
    {"order", "WORD", BIT(SEARCH), value_set_order, SEARCH(order), "rank, date or document",
     "rank (best first), date (newest first) or document"},
    {"snippet", "N", BIT(SEARCH), value_set_characters, SEARCH(snippet_characters), "a whole number from 1 to 10000",
     "show about N characters around the hits (60)"},
    {"sort", "WORD", BIT(KWIC), value_set_sort, CONCORDANCE(order), "left, right, document or date",
     "left or right (by that context), document or date"},
    {"context", "N", BIT(KWIC), value_set_characters, CONCORDANCE(context_characters), "a whole number from 1 to 10000",
     "show N characters on each side (20)"},
    {"by", "WORD", BIT(TREND), value_set_by, FIELD(by), "year, month or speaker", "year, month or speaker"},
    {"measure", "WORD", BIT(TREND), value_set_measure, FIELD(measure),
     "occurrences, rate, paragraphs, speeches or documents",
     "draw occurrences, rate, paragraphs, speeches or documents"},
    {"group", "WORD", BIT(SEARCH), value_set_group, SEARCH(group), "section or speech",
     "the best paragraph of each section or speech, with the number of its hits"},
    {"half-life", "YEARS", BIT(SEARCH), value_set_years, SEARCH(half_life_years), "a number of years above 0",
     "a speech older by YEARS counts half as much (not at all: the best match is first)"},
    {"limit", "N", DOCUMENTS | TASKS, value_set_count, FILTER(limit), WHOLE, "at most N rows"},
    {"offset", "N", DOCUMENTS | TASKS, value_set_offset, FILTER(offset), "a whole number",
     "leave out the first N rows"},
    {"status", "WORD,…", TASKS, value_set_statuses, LEDGER(statuses),
     "open, doing, done or dropped, or several with commas", "open, doing, done or dropped"},
    {"overdue", NULL, TASKS, value_set_one, LEDGER(overdue), NULL, "not closed, and due before the day"},
    {"within", "DAYS", TASKS, value_set_within, LEDGER(within), "a whole number of days",
     "not closed, and due within DAYS from the day on"},
    {"unplaced", NULL, TASKS, value_set_minus_one, LEDGER(placed), NULL, "only tasks whose words have left the text"},
    {"touched", NULL, TASKS, value_set_one, LEDGER(touched), NULL, "only tasks that were ever marked or assigned"},
    {"soonest", NULL, TASKS, value_set_flag, LEDGER(soonest), NULL, "by due date, soonest first"},
    {"as-of", "DAY", TASKS, value_set_day, LEDGER(day), DAY, "as things stood on DAY (today)"},
    {"date", "DAY", ENTRIES, value_set_day, LEDGER(day), DAY, "when it happened (today)"},
    {"lead", "NAME", BIT(ASSIGN), value_set_words, LEDGER(lead), TEXT,
     "who leads; several with 、 between; '': nobody"},
    {"support", "NAME", BIT(ASSIGN), value_set_words, LEDGER(support), TEXT, "who supports, in the same way"},
    {"due", "DATE", BIT(ASSIGN), value_set_due, LEDGER(due_on), DATE, "when it is due; '': no date"},
    {"note", "TEXT", ENTRIES, value_set_text, LEDGER(note), TEXT, "a remark"},
    {"evidence", "TEXT", BIT(MARK), value_set_text, LEDGER(evidence), TEXT, "a file, an address, a document's number"},
    {"by-whom", "NAME", ENTRIES, value_set_text, LEDGER(by_whom), TEXT, "who says so"},
    {"as", "WORD", BIT(HANDOUT), value_set_handout, HANDOUT(format), "markdown, csv, html or calendar",
     "markdown, csv, html or calendar (iCalendar)"},
    {"group-by", "WORD", BIT(HANDOUT), value_set_grouping, HANDOUT(grouping), "section or body",
     "by section of the speech, or by body"},
    {"title", "TEXT", BIT(HANDOUT), value_set_text, HANDOUT(title), TEXT, "the title (任务分工清单)"},
    {"bom", NULL, BIT(HANDOUT), value_set_flag, HANDOUT(byte_order_mark), NULL,
     "csv: begin with a byte-order mark, for spreadsheets"},
    {"stamp", "TIME", BIT(HANDOUT), value_set_text, HANDOUT(stamp), "a time like 20260701T080000Z",
     "calendar: when it was made (now), 20260701T080000Z"},
    {"name", "NAME", BIT(INGEST), value_set_text, FIELD(name), TEXT,
     "store the input under NAME; with a single file or -"},
    {"encoding", "NAME", BIT(INGEST), value_set_text, READ(encoding), TEXT,
     "the inputs are in this encoding (told from their bytes)"},
    {"max-bytes", "N", BIT(INGEST), value_set_count, READ(max_bytes), WHOLE,
     "refuse documents of more than N bytes (268435456)"},
    {"max-text-bytes", "N", BIT(INGEST), value_set_count, READ(max_text_bytes), WHOLE,
     "and those that unpack to more (268435456)"},
    {"max-depth", "N", BIT(INGEST), value_set_count, READ(max_depth), WHOLE,
     "and those whose elements are nested deeper (512)"},
    {"manifest", "FILE", BIT(INGEST), value_set_path, FIELD(manifest), "the path of a file",
     "a CSV or TSV list of what is known of the documents"},
    {"include", "GLOB", BIT(INGEST), value_add_pattern, FIELD(include), "a pattern like '*.txt'",
     "of a directory only such files (may be repeated)"},
    {"exclude", "GLOB", BIT(INGEST), value_add_pattern, FIELD(exclude), "a pattern like '*draft*'",
     "of a directory no such files or folders (may be repeated)"},
    {"jobs", "N", BIT(INGEST), value_set_jobs, FIELD(jobs), "a whole number from 1 to 256",
     "analyse N documents at a time (one for each core)"},

    {"db", "FILE", ANY_COMMAND, value_set_path, FIELD(archive), "the path of a file",
     "the archive; else $SPEECH_ARCHIVE, else speeches.db"},
    {"untrusted", NULL, ANY_COMMAND, value_set_flag, FIELD(untrusted), NULL,
     "the archive comes from others: look it through before use"},
    {"format", "WORD", ANY_COMMAND, value_set_format, FIELD(format), "table, json, csv or tsv",
     "table, json (one object a line), csv or tsv"},
    {"width", "N", ANY_COMMAND, value_set_width, FIELD(width), "a whole number from 0 to 10000",
     "columns a table may take; 0: no limit (the terminal's)"},
    {"color", "WORD", ANY_COMMAND, value_set_color, FIELD(color), "auto, always or never", "auto, always or never"},
    {"help", NULL, ANY_COMMAND, value_set_flag, FIELD(help), NULL, "this text"},
    {"version", NULL, ANY_COMMAND, value_set_flag, FIELD(version), NULL, "the version, and which formats are read"},
    {NULL, NULL, 0, NULL, 0, NULL, NULL}};

#define SPEC_COUNT (sizeof option_specs / sizeof option_specs[0])

/* Where the reading of a command line stands. */
struct parser {
    struct options *options;
    int argc;
    char **argv;
    int next;
    bool only_arguments; /* "--" was read */
    bool used[SPEC_COUNT];
};

static command_id command_find(const char *name)
{
    int id = 0;
    while (id < COMMAND_COUNT && strcmp(commands[id].name, name) != 0) id++;
    return (command_id)id;
}

/* The option named by the first `length` bytes of `name`, or NULL. */
static const option_spec *spec_find(const char *name, size_t length)
{
    for (const option_spec *spec = option_specs; spec->name != NULL; spec++)
        if (strlen(spec->name) == length && memcmp(spec->name, name, length) == 0) return spec;
    return NULL;
}

static bool usage_wrong(const struct options *options)
{
    if (options->command == COMMAND_COUNT) message("try: archive-query --help");
    else message("try: archive-query %s --help", commands[options->command].name);
    return false;
}

/* Reads "--name", "--name value" or "--name=value". */
static bool option_parse(struct parser *parser, const char *word)
{
    const char *name = word + 2, *value = NULL;
    size_t length = strcspn(name, "=");
    const option_spec *spec = spec_find(name, length);
    if (spec == NULL) {
        message("there is no option %s", word);
        return usage_wrong(parser->options);
    }
    if (name[length] == '=') value = name + length + 1;
    if (spec->argument == NULL && value != NULL) {
        message("--%s takes no value", spec->name);
        return usage_wrong(parser->options);
    }
    if (spec->argument != NULL && value == NULL) {
        if (parser->next == parser->argc) {
            message("--%s needs a value: %s", spec->name, spec->wanted);
            return usage_wrong(parser->options);
        }
        value = parser->argv[parser->next++];
    }
    if (!spec->set(parser->options, spec->field, value)) {
        message("--%s takes %s, not '%s'", spec->name, spec->wanted, value);
        return usage_wrong(parser->options);
    }
    parser->used[spec - option_specs] = true;
    return true;
}

/* Takes the name of the command or one of its arguments. */
static bool argument_parse(struct parser *parser, const char *word)
{
    struct options *options = parser->options;
    if (options->command != COMMAND_COUNT) {
        options->arguments[options->argument_count++] = word;
        return true;
    }
    if (strcmp(word, "help") == 0 && !options->help) {
        options->help = true;
        return true;
    }
    options->command = command_find(word);
    if (options->command == COMMAND_COUNT) {
        message("there is no command '%s'", word);
        return usage_wrong(options);
    }
    return true;
}

static bool word_parse(struct parser *parser, const char *word)
{
    struct options *options = parser->options;
    if (parser->only_arguments || word[0] != '-' || word[1] == '\0') return argument_parse(parser, word);
    if (strcmp(word, "--") == 0) {
        parser->only_arguments = true;
        return true;
    }
    if (word[1] == '-') return option_parse(parser, word);
    if (strcmp(word, "-h") == 0 && options->argument_count == 0 && parser->next == parser->argc) {
        options->help = true;
        return true;
    }
    /* In a query, -WORD leaves out what holds WORD. */
    if (options->command != COMMAND_COUNT && (QUERIES & (1u << options->command))) return argument_parse(parser, word);
    message("there is no option %s", word);
    return usage_wrong(options);
}

/* Do all options that were given belong to the command? */
static bool options_fit(const struct parser *parser)
{
    const struct options *options = parser->options;
    const struct command *command = &commands[options->command];
    for (size_t i = 0; option_specs[i].name != NULL; i++)
        if (parser->used[i] && (option_specs[i].commands & (1u << options->command)) == 0) {
            message("%s has no option --%s", command->name, option_specs[i].name);
            return usage_wrong(options);
        }
    const option_spec *masked = spec_find("masked", strlen("masked"));
    if (parser->used[masked - option_specs] && parser->used[masked - option_specs + 1]) {
        message("--masked and --unmasked together leave nothing");
        return usage_wrong(options);
    }
    return true;
}

/* Has the command as many arguments as it takes? */
static bool arguments_fit(const struct options *options)
{
    const struct command *command = &commands[options->command];
    if (options->argument_count < command->arguments_min) {
        message("usage: archive-query %s %s", command->name, command->arguments);
        return usage_wrong(options);
    }
    if (command->arguments_max >= 0 && options->argument_count > command->arguments_max) {
        message("%s doesn't take '%s'", command->name, options->arguments[command->arguments_max]);
        return usage_wrong(options);
    }
    return true;
}

bool options_parse(struct options *options, int argc, char **argv)
{
    const char *archive = getenv("SPEECH_ARCHIVE");
    memset(options, 0, sizeof *options);
    options->command = COMMAND_COUNT;
    options->archive = archive != NULL && *archive != '\0' ? archive : "speeches.db";
    options->width = -1;
    options->filter.struct_size = sizeof options->filter;
    options->search.struct_size = sizeof options->search;
    options->concordance.struct_size = sizeof options->concordance;
    options->read.struct_size = sizeof options->read;
    options->ledger.handout.struct_size = sizeof options->ledger.handout;
    options->arguments = memory_resize(NULL, (size_t)argc + 1, sizeof *options->arguments);

    struct parser parser = {.options = options, .argc = argc, .argv = argv, .next = 1};
    while (parser.next < argc)
        if (!word_parse(&parser, argv[parser.next++])) return false;
    if (options->help || options->version) return true;
    if (options->command == COMMAND_COUNT) {
        message("which command? ingest, speeches, search …");
        return usage_wrong(options);
    }
    return options_fit(&parser) && arguments_fit(options);
}

void options_free(struct options *options)
{
    free(options->arguments);
    free(options->include.items);
    free(options->exclude.items);
    options->include.items = options->exclude.items = NULL;
    options->arguments = NULL;
}
