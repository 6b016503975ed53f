/* The stages of the analysis, in order. */
#include <string.h>

#include "bodies.h"
#include "decode.h"
#include "directives.h"
#include "doubts.h"
#include "error.h"
#include "figures.h"
#include "furniture.h"
#include "lines.h"
#include "memory.h"
#include "outline.h"
#include "record.h"
#include "sentences.h"
#include "split.h"
#include "stated.h"
#include "versioned.h"

enum { MAX_DOCUMENT = 0x7FFFFFFF };

/* The public record and what it points into. */
typedef struct owned_analysis {
    speech_analysis analysis; /* first, so that a pointer to it is one to the whole */
    record record;
} owned_analysis;

static void record_start(record *r)
{
    r->lines.size = sizeof(line);
    r->speeches.size = sizeof(speech_speech);
    r->sections.size = sizeof(speech_section);
    r->paragraphs.size = sizeof(speech_paragraph);
    r->sentences.size = sizeof(sentence);
    r->directives.size = sizeof(speech_directive);
    r->figures.size = sizeof(speech_figure);
    r->doubts.size = sizeof(speech_doubt);
    r->bodies.size = sizeof(speech_body);
}

/* Frees what only the stages need. */
static void record_drop_scaffold(record *r)
{
    list_free(&r->lines);
    list_free(&r->sentences);
}

static void publish(owned_analysis *o)
{
    const record *r = &o->record;
    o->analysis = (speech_analysis){.text = r->text,
                                    .length = r->length,
                                    .speeches = r->speeches.items,
                                    .speech_count = r->speeches.count,
                                    .sections = r->sections.items,
                                    .section_count = r->sections.count,
                                    .paragraphs = r->paragraphs.items,
                                    .paragraph_count = r->paragraphs.count,
                                    .directives = r->directives.items,
                                    .directive_count = r->directives.count,
                                    .figures = r->figures.items,
                                    .figure_count = r->figures.count,
                                    .doubts = r->doubts.items,
                                    .doubt_count = r->doubts.count,
                                    .bodies = r->bodies.items,
                                    .body_count = r->bodies.count,
                                    .stated = r->stated};
}

static speech_status run_document(record *r)
{
    static speech_status (*const stages[])(record *) = {
        lines_find,     furniture_mark,  split_speeches, stated_apply, paragraphs_find, outline_find,
        sentences_find, directives_find, bodies_find,    figures_find, doubts_find};
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        speech_status status = stages[i](r);
        if (status != SPEECH_OK) return status;
    }
    return SPEECH_OK;
}

/* One speech that is the whole text, and its figures. */
static speech_status run_passage(record *r)
{
    speech_speech *s = list_add(&r->speeches);
    if (s == NULL) return SPEECH_NOMEM;
    s->span = (speech_span){0, r->length};
    speech_status status = lines_find(r);
    if (status == SPEECH_OK) status = paragraphs_find(r);
    return status == SPEECH_OK ? figures_find(r) : status;
}

/* What is done with a document. */
typedef struct task {
    speech_status (*stages)(record *r);
    const speech_stated *stated; /* may be NULL */
} task;

static speech_status run(speech_analysis **out, const char *bytes, size_t length, const task *work, speech_error *error)
{
    owned_analysis *o = memory_zeroed(1, sizeof *o);
    if (o == NULL) return error_no_memory(error);
    record_start(&o->record);
    speech_status status = decode_text(&o->record, bytes == NULL ? "" : bytes, length, error);
    if (status == SPEECH_OK) status = stated_copy(&o->record, work->stated, error);
    if (status != SPEECH_OK) goto done;
    status = work->stages(&o->record);
    if (status != SPEECH_OK) {
        error_set(error, status, 0, "%s", speech_status_text(status));
        goto done;
    }
    record_drop_scaffold(&o->record);
    publish(o);
    *out = &o->analysis;
    o = NULL;
done:
    if (o != NULL) speech_analysis_free(&o->analysis);
    return status;
}

speech_status speech_analyze(speech_analysis **out, const void *bytes, size_t length,
                             const speech_analyze_options *options, speech_error *error)
{
    if (out == NULL || (bytes == NULL && length > 0)) return error_misuse(error, "no document given");
    speech_analyze_options own;
    speech_status status = struct_take(&own, options, (struct_kind){sizeof own, "the analysis options"}, error);
    if (status != SPEECH_OK) return status;
    size_t most = own.max_bytes > 0 ? own.max_bytes : MAX_DOCUMENT;
    if (length > most || length > MAX_DOCUMENT)
        return error_set(error, SPEECH_TOO_BIG, 0, "%zu bytes, more than the limit of %zu", length, most);
    return run(out, bytes, length, &(task){run_document, own.stated}, error);
}

speech_status speech_find_figures(speech_analysis **out, const char *text, size_t length, speech_error *error)
{
    if (out == NULL || (text == NULL && length > 0)) return error_misuse(error, "no text given");
    if (length > MAX_DOCUMENT) return error_set(error, SPEECH_TOO_BIG, 0, "%zu bytes are too many", length);
    return run(out, text, length, &(task){run_passage, NULL}, error);
}

void speech_analysis_free(speech_analysis *analysis)
{
    if (analysis == NULL) return;
    record *r = &((owned_analysis *)analysis)->record;
    record_drop_scaffold(r);
    list_free(&r->speeches);
    list_free(&r->sections);
    list_free(&r->paragraphs);
    list_free(&r->directives);
    list_free(&r->figures);
    list_free(&r->doubts);
    list_free(&r->bodies);
    arena_free(&r->arena);
    memory_free(analysis);
}
