/* Groonga with TokenBigram, in this process, through its commands. */
#include "engine.h"

#include <groonga.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "measure.h"
#include "paragraphs.h"

typedef struct groonga {
    grn_ctx context;
    grn_obj *database;
} groonga;

static bool succeeded(grn_ctx *context)
{
    if (context->rc == GRN_SUCCESS) return true;
    fprintf(stderr, "groonga: %s\n", context->errbuf);
    return false;
}

/* Runs a command; *answer is valid until the next one. */
static bool run(grn_ctx *context, const char *command, char **answer, unsigned *length)
{
    int flags = 0;
    grn_ctx_send(context, command, (unsigned)strlen(command), 0);
    if (!succeeded(context)) return false;
    grn_ctx_recv(context, answer, length, &flags);
    return succeeded(context);
}

static bool run_all(grn_ctx *context, const char *const *commands)
{
    char *answer;
    unsigned length;
    for (; *commands != NULL; commands++)
        if (!run(context, *commands, &answer, &length)) return false;
    return true;
}

static groonga *groonga_new(const char *path, bool create)
{
    groonga *g = calloc(1, sizeof *g);
    if (g == NULL) abort();
    grn_init();
    grn_ctx_init(&g->context, 0);
    g->database = create ? grn_db_create(&g->context, path, NULL) : grn_db_open(&g->context, path);
    if (succeeded(&g->context)) return g;
    free(g);
    return NULL;
}

static void close_groonga(void *engine)
{
    groonga *g = engine;
    if (g == NULL) return;
    grn_obj_close(&g->context, g->database);
    grn_ctx_fin(&g->context);
    grn_fin();
    free(g);
}

static bool add_paragraphs(grn_ctx *context, const char *source)
{
    grn_obj *table = grn_ctx_get(context, "Paragraphs", -1);
    grn_obj *ids = grn_obj_column(context, table, "id", 2), *years = grn_obj_column(context, table, "year", 4);
    grn_obj *texts = grn_obj_column(context, table, "text", 4), id, year, text;
    paragraph_reader reader;
    paragraph p;
    GRN_INT64_INIT(&id, 0);
    GRN_INT32_INIT(&year, 0);
    GRN_TEXT_INIT(&text, 0);
    bool done = paragraphs_open(&reader, source);
    while (done && paragraphs_next(&reader, &p)) {
        grn_id row = grn_table_add(context, table, NULL, 0, NULL);
        GRN_INT64_SET(context, &id, p.id);
        GRN_INT32_SET(context, &year, p.year);
        GRN_TEXT_SET(context, &text, p.text, p.length);
        grn_obj_set_value(context, ids, row, &id, GRN_OBJ_SET);
        grn_obj_set_value(context, years, row, &year, GRN_OBJ_SET);
        grn_obj_set_value(context, texts, row, &text, GRN_OBJ_SET);
        done = succeeded(context);
    }
    paragraphs_close(&reader);
    grn_obj_close(context, &id);
    grn_obj_close(context, &year);
    grn_obj_close(context, &text);
    return done;
}

/* The index is made after the texts are there, which is Groonga's fast way. */
static bool build(const char *source, const char *path, double *index_seconds)
{
    static const char *const TABLES[] = {"table_create Paragraphs TABLE_NO_KEY",
                                         "column_create Paragraphs id COLUMN_SCALAR Int64",
                                         "column_create Paragraphs year COLUMN_SCALAR Int32",
                                         "column_create Paragraphs text COLUMN_SCALAR Text",
                                         "table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram "
                                         "--normalizer NormalizerAuto",
                                         NULL};
    static const char *const INDEX[] = {"column_create Terms in_text COLUMN_INDEX|WITH_POSITION Paragraphs text", NULL};
    char file[1024];
    snprintf(file, sizeof file, "%s/db", path);
    mkdir(path, 0777);
    groonga *g = groonga_new(file, true);
    bool done = g != NULL && run_all(&g->context, TABLES) && add_paragraphs(&g->context, source);
    double start = clock_seconds();
    done = done && run_all(&g->context, INDEX);
    *index_seconds = clock_seconds() - start;
    close_groonga(g);
    return done;
}

static void *open_groonga(const char *path)
{
    char file[1024];
    snprintf(file, sizeof file, "%s/db", path);
    return groonga_new(file, false);
}

/* Reads the rows of an answer, [[[HITS],[[COLUMN,TYPE]...],[ID...],...]]: those brackets that a number follows. */
static void read_rows(const char *answer, size_t length, bench_hits *hits)
{
    const char *at = answer, *end = answer + length;
    for (int columns = 0; at < end; at++) { /* behind the list of columns, which ends with ]] */
        columns += *at == ']';
        if (columns >= 2 && *at == ']' && at[1] == ']') break;
    }
    for (at += 2; at < end; at++)
        if (*at == '[' && (at[1] >= '0' && at[1] <= '9')) bench_hit(hits, strtoll(at + 1, NULL, 10), 0);
    hits->bytes += length;
}

static bool search(void *engine, const bench_query *q, size_t limit, bench_hits *hits)
{
    static const char *const JOINTS[] = {
        [BENCH_WORD] = "", [BENCH_AND] = "\" \"", [BENCH_OR] = "\" OR \"", [BENCH_NOT] = "\" -\""};
    groonga *g = engine;
    char command[1024], years[96] = "", *answer = NULL;
    unsigned length = 0;
    if (q->from_year != BENCH_NO_YEAR)
        snprintf(years, sizeof years, " --filter 'year >= %d && year <= %d'", q->from_year, q->to_year);
    snprintf(command, sizeof command, "select Paragraphs --cache no --match_columns text --query '\"%s%s%s\"'%s %s",
             q->words[0], JOINTS[q->form], q->words[1] == NULL ? "" : q->words[1], years,
             limit == 0 ? "--limit -1 --output_columns id"
                        : "--sort_keys -_score --output_columns 'id,snippet_html(text)'");
    if (limit > 0) snprintf(command + strlen(command), 32, " --limit %zu", limit);
    if (!run(&g->context, command, &answer, &length)) {
        fprintf(stderr, "groonga: %s\n", command);
        return false;
    }
    read_rows(answer, length, hits);
    return true;
}

const bench_engine engine_groonga = {
    .name = "groonga",
    .about = "Groonga with TokenBigram, score by term frequency and snippet_html()",
    .build = build,
    .open = open_groonga,
    .search = search,
    .close = close_groonga,
};
