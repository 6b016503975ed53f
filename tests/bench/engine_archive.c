/* Ours, through the public headers only. */
#include "engine.h"

#include <stdio.h>
#include <string.h>

#include <speecharchive/archive.h>

#include "measure.h"

/* A transaction holds so many documents, as with archive-query. */
enum { GROUP_DOCUMENTS = 200 };

typedef struct ingest_run {
    speech_archive *archive;
    unsigned long long documents;
    unsigned long long refused;
    bool failed;
    speech_error error;
} ingest_run;

static void ingest(void *context, const char *path)
{
    ingest_run *run = context;
    if (run->failed) return;
    if (++run->documents % GROUP_DOCUMENTS == 0)
        run->failed = speech_archive_commit(run->archive, &run->error) != SPEECH_OK ||
                      speech_archive_begin(run->archive, &run->error) != SPEECH_OK;
    speech_status status = speech_archive_ingest_file(run->archive, path, NULL, &run->error);
    if (status == SPEECH_ENCODING || status == SPEECH_EMPTY) run->refused++;
    else if (status != SPEECH_OK) run->failed = true;
}

static bool build(const char *source, const char *path, double *index_seconds)
{
    ingest_run run = {0};
    speech_status status = speech_archive_open(&run.archive, path, SPEECH_OPEN_CREATE, &run.error);
    if (status == SPEECH_OK) status = speech_archive_begin(run.archive, &run.error);
    if (status == SPEECH_OK) each_file_below(source, ingest, &run);
    if (status == SPEECH_OK) status = speech_archive_commit(run.archive, &run.error);
    speech_archive_close(run.archive);
    *index_seconds = 0;
    if (status != SPEECH_OK || run.failed) fprintf(stderr, "archive: %s\n", run.error.message);
    if (run.refused > 0) fprintf(stderr, "archive: %llu files left out, as they are empty or no UTF-8\n", run.refused);
    return status == SPEECH_OK && !run.failed;
}

static void *open_archive(const char *path)
{
    speech_archive *archive = NULL;
    speech_error error = {0};
    if (speech_archive_open(&archive, path, SPEECH_OPEN_READ_ONLY, &error) != SPEECH_OK)
        fprintf(stderr, "archive: %s\n", error.message);
    return archive;
}

static const char *const JOINTS[] = {[BENCH_WORD] = "", [BENCH_AND] = " ", [BENCH_OR] = " OR ", [BENCH_NOT] = " -"};

static bool search(void *engine, const bench_query *q, size_t limit, bench_hits *hits)
{
    char text[256], from[16], to[16];
    speech_filter filter = {.struct_size = sizeof filter, .limit = limit};
    speech_search_options options = {.struct_size = sizeof options,
                                     .order = limit == 0 ? SPEECH_BY_DOCUMENT : SPEECH_BY_RANK};
    speech_cursor *rows = NULL;
    speech_error error = {0};
    snprintf(text, sizeof text, "%s%s%s", q->words[0], JOINTS[q->form], q->words[1] == NULL ? "" : q->words[1]);
    if (q->from_year != BENCH_NO_YEAR) {
        snprintf(from, sizeof from, "%d", q->from_year);
        snprintf(to, sizeof to, "%d", q->to_year);
        filter.delivered_from = from;
        filter.delivered_to = to;
    }
    speech_status status = speech_archive_search(engine, text, &filter, &options, &rows, &error);
    int snippet = status == SPEECH_OK ? speech_cursor_column(rows, "snippet") : 0;
    while (status == SPEECH_OK && (status = speech_cursor_next(rows, &error)) == SPEECH_ROW) {
        bench_hit(hits, speech_cursor_integer(rows, 0), strlen(speech_cursor_text(rows, snippet)));
        status = SPEECH_OK;
    }
    speech_cursor_free(rows);
    if (status != SPEECH_DONE) fprintf(stderr, "archive: %s: %s\n", text, error.message);
    return status == SPEECH_DONE;
}

static void close_archive(void *engine)
{
    speech_archive_close(engine);
}

const bench_engine engine_archive = {
    .name = "archive",
    .about = "this library: documents ingested whole (analysis, storage, index)",
    .build = build,
    .open = open_archive,
    .search = search,
    .close = close_archive,
};
