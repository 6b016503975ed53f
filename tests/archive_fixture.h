/*
 * What the archive's suites share: a temporary directory, an archive in it, and a small invented speech
 * whose analysis is written out by hand, so that these tests do not depend on the text analysis.
 */
#ifndef ARCHIVE_FIXTURE_H
#define ARCHIVE_FIXTURE_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <speecharchive/speecharchive.h>

#include "digest.h"
#include "handle.h"
#include "store.h"
#include "support.h"

typedef struct fixture {
    char directory[64];
    char path[96];
    speech_archive *archive;
    speech_error error;
} fixture;

static inline void fixture_start(fixture *f)
{
    memset(f, 0, sizeof *f);
    strcpy(f->directory, "/tmp/speech-archive-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(f->directory));
    snprintf(f->path, sizeof f->path, "%s/speeches.db", f->directory);
}

static inline void fixture_open(fixture *f, unsigned flags)
{
    speech_status status = speech_archive_open(&f->archive, f->path, flags, &f->error);
    ck_assert_msg(status == SPEECH_OK, "open: %s", f->error.message);
}

static inline void fixture_close(fixture *f)
{
    speech_archive_close(f->archive);
    f->archive = NULL;
}

static inline void fixture_end(fixture *f)
{
    char command[128];
    fixture_close(f);
    snprintf(command, sizeof command, "rm -rf '%s'", f->directory);
    ck_assert_int_eq(system(command), 0);
}

/*
 * The first column of the first row as text, or "none" if there is no row; NULL is "null". The file's views, which the
 * library does not use, are there as for anyone with a stock SQLite.
 */
static inline const char *query(fixture *f, const char *sql)
{
    static char value[4096];
    sqlite3_stmt *statement = NULL;
    int views = 0;
    sqlite3_db_config(f->archive->db, SQLITE_DBCONFIG_ENABLE_VIEW, -1, &views);
    sqlite3_db_config(f->archive->db, SQLITE_DBCONFIG_ENABLE_VIEW, 1, NULL);
    ck_assert_msg(sqlite3_prepare_v2(f->archive->db, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s", sql,
                  sqlite3_errmsg(f->archive->db));
    if (sqlite3_step(statement) != SQLITE_ROW) strcpy(value, "none");
    else if (sqlite3_column_type(statement, 0) == SQLITE_NULL) strcpy(value, "null");
    else snprintf(value, sizeof value, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_db_config(f->archive->db, SQLITE_DBCONFIG_ENABLE_VIEW, views, NULL);
    return value;
}

/* Runs SQL on a connection of its own, as anyone with a stock SQLite could. */
static inline void meddle(fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    ck_assert_int_eq(sqlite3_open(f->path, &db), SQLITE_OK);
    int code = sqlite3_exec(db, sql, NULL, NULL, &message);
    ck_assert_msg(code == SQLITE_OK, "%s: %s", sql, message);
    sqlite3_close(db);
}

/* ---- a speech ---- */

#define SAMPLE_TEXT                                                    \
    "在青禾市水务工作会议上的讲话\n"                                   \
    "同志们：\n"                                                       \
    "去年全市新建水库12座。\n"                                         \
    "一、抓好工程\n"                                                   \
    "（一）加快进度。市水务局要在6月底前完成3至5个项目，投资1.5亿元。\n" \
    "（二）守住底线。严禁挪用*亿元资金。\n"                            \
    "二、抓好服务\n"                                                   \
    "各县要办好实事。供水率达到99.5％。\n"

/* A hand-made analysis. Start with sample_make, then change what a test needs. */
typedef struct sample {
    speech_speech speeches[2];
    speech_section sections[8];
    speech_paragraph paragraphs[16];
    speech_directive directives[8];
    speech_figure figures[8];
    speech_analysis analysis;
    speech_document document; /* set by sample_prepared */
} sample;

/* The span of the first occurrence of `words` in the text. */
static inline speech_span span_of(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    ck_assert_msg(at != NULL, "no %s in the text", words);
    size_t begin = (size_t)(at - text);
    return (speech_span){begin, begin + strlen(words)};
}

/* The innermost section, the paragraph and the directive that hold a place. */
static inline size_t section_holding(const sample *s, size_t at)
{
    size_t found = SPEECH_NONE;
    for (size_t i = 0; i < s->analysis.section_count; i++)
        if (s->sections[i].span.begin <= at && at < s->sections[i].span.end) found = i;
    return found;
}

static inline size_t paragraph_holding(const sample *s, size_t at)
{
    for (size_t i = 0; i < s->analysis.paragraph_count; i++)
        if (s->paragraphs[i].span.begin <= at && at < s->paragraphs[i].span.end) return i;
    ck_abort_msg("no paragraph there");
}

static inline size_t directive_holding(const sample *s, size_t at)
{
    for (size_t i = 0; i < s->analysis.directive_count; i++)
        if (s->directives[i].span.begin <= at && at < s->directives[i].span.end) return i;
    return SPEECH_NONE;
}

/* A section from its label to `end`; its heading follows the label. */
static inline void sample_section(sample *s, const char *label, const char *heading, int number, size_t end)
{
    const char *text = s->analysis.text;
    char both[256];
    snprintf(both, sizeof both, "%s%s", label, heading);
    speech_span place = span_of(text, both);
    size_t parent = section_holding(s, place.begin);
    int level = parent == SPEECH_NONE ? 1 : s->sections[parent].level + 1;
    s->sections[s->analysis.section_count++] = (speech_section){
        .span = {place.begin, end},
        .parent = parent,
        .level = level,
        .number = number,
        .label = {place.begin, place.begin + strlen(label)},
        .heading = {place.begin + strlen(label), place.end},
    };
}

static inline speech_directive *sample_directive(sample *s, const char *words, speech_modality modality)
{
    speech_span span = span_of(s->analysis.text, words);
    speech_directive *d = &s->directives[s->analysis.directive_count++];
    *d = (speech_directive){.span = span, .modality = modality};
    d->section = section_holding(s, span.begin);
    d->paragraph = paragraph_holding(s, span.begin);
    return d;
}

static inline speech_figure *sample_figure(sample *s, const char *words, speech_figure_kind kind, const char *unit)
{
    speech_span span = span_of(s->analysis.text, words);
    speech_figure *f = &s->figures[s->analysis.figure_count++];
    *f = (speech_figure){.span = span, .kind = kind, .unit = unit, .has_value = true};
    f->section = section_holding(s, span.begin);
    f->paragraph = paragraph_holding(s, span.begin);
    f->directive = directive_holding(s, span.begin);
    return f;
}

/* One paragraph for each line. */
static inline void sample_paragraphs(sample *s)
{
    const char *text = s->analysis.text;
    for (size_t at = 0; text[at] != '\0';) {
        size_t end = at + strcspn(text + at, "\n");
        if (end > at)
            s->paragraphs[s->analysis.paragraph_count++] =
                (speech_paragraph){.span = {at, end}, .section = section_holding(s, at)};
        at = end + (text[end] == '\n');
    }
}

/* The analysis of `text`, one speech; sections, directives and figures are added by the test. */
static inline void sample_start(sample *s, const char *text)
{
    memset(s, 0, sizeof *s);
    s->analysis = (speech_analysis){.text = text, .length = strlen(text), .speeches = s->speeches, .speech_count = 1};
    s->analysis.sections = s->sections;
    s->analysis.paragraphs = s->paragraphs;
    s->analysis.directives = s->directives;
    s->analysis.figures = s->figures;
    s->speeches[0].span.end = s->analysis.length - (text[s->analysis.length - 1] == '\n');
}

static inline void sample_add_figures(sample *s)
{
    sample_figure(s, "12座", SPEECH_COUNT, "座")->value = (speech_decimal){12, 0};
    s->figures[0].subject = span_of(s->analysis.text, "水库");
    speech_figure *range = sample_figure(s, "3至5个", SPEECH_COUNT, "个");
    range->value = (speech_decimal){3, 0};
    range->has_high = true;
    range->high = (speech_decimal){5, 0};
    sample_figure(s, "1.5亿元", SPEECH_MONEY, "元")->value = (speech_decimal){150000000, 0};
    speech_figure *masked = sample_figure(s, "*亿元", SPEECH_MONEY, "元");
    masked->masked = true;
    masked->has_value = false;
    speech_figure *percent = sample_figure(s, "99.5％", SPEECH_PERCENT, "%");
    percent->value = (speech_decimal){995, -1};
    percent->qualifier = SPEECH_OVER;
}

static inline void sample_make(sample *s)
{
    const char *text = SAMPLE_TEXT;
    sample_start(s, text);
    size_t second = span_of(text, "二、").begin;
    size_t end = s->speeches[0].span.end;
    s->speeches[0].title = "在青禾市水务工作会议上的讲话";
    s->speeches[0].delivered_on = "2023-04-03";
    s->speeches[0].occasion = span_of(text, "青禾市水务工作会议");
    s->speeches[0].audience = span_of(text, "同志们");
    sample_section(s, "一、", "抓好工程", 1, second);
    sample_section(s, "（一）", "加快进度", 1, span_of(text, "（二）").begin);
    sample_section(s, "（二）", "守住底线", 2, second);
    sample_section(s, "二、", "抓好服务", 2, end);
    sample_paragraphs(s);
    speech_directive *d =
        sample_directive(s, "市水务局要在6月底前完成3至5个项目，投资1.5亿元。", SPEECH_REQUIRE);
    d->actor = span_of(text, "市水务局");
    d->deadline = span_of(text, "6月底前");
    strcpy(d->due_on, "2023-06");
    sample_directive(s, "严禁挪用*亿元资金。", SPEECH_FORBID);
    sample_directive(s, "各县要办好实事。", SPEECH_REQUIRE)->actor = span_of(text, "各县");
    sample_add_figures(s);
}

/* A document whose analysis is a sample. Everything stays the sample's and the caller's. */
static inline speech_prepared sample_prepared(sample *s, char *name, const char *bytes, size_t length)
{
    s->document = (speech_document){.text = s->analysis.text,
                                    .length = s->analysis.length,
                                    .media_type = "text/plain",
                                    .encoding = "UTF-8"};
    speech_prepared prepared = {
        .name = name, .bytes = bytes, .length = length, .document = &s->document, .analysis = &s->analysis};
    digest_text(bytes, length, prepared.digest);
    ck_assert_int_eq(digest_lines(s->analysis.text, s->analysis.length, prepared.text_digest), SPEECH_OK);
    return prepared;
}

/* Stores a prepared document. Returns its id; `id` is the document to be replaced, or 0. */
static inline int64_t prepared_store(fixture *f, const speech_prepared *prepared, int64_t id)
{
    ck_assert_int_eq(change_begin(f->archive, &f->error), SPEECH_OK);
    stored_document document = {id, 0};
    speech_status status = store_document(f->archive, prepared, &document, &f->error);
    ck_assert_msg(status == SPEECH_OK, "store: %s", f->error.message);
    ck_assert_int_eq(change_end(f->archive, SPEECH_OK, &f->error), SPEECH_OK);
    return document.id;
}

/* Stores a sample under a name. */
static inline int64_t sample_store(fixture *f, sample *s, const char *name, int64_t id)
{
    char own[256];
    snprintf(own, sizeof own, "%s", name);
    speech_prepared prepared = sample_prepared(s, own, s->analysis.text, s->analysis.length);
    return prepared_store(f, &prepared, id);
}

static inline void count_problem(void *context, const char *message)
{
    int *count = context;
    (void)message;
    ++*count;
}

/* How many problems a check finds. */
static inline int problems(fixture *f)
{
    int count = 0;
    speech_status status = speech_archive_check(f->archive, count_problem, NULL, &count, &f->error);
    ck_assert_msg(status == (count == 0 ? SPEECH_OK : SPEECH_CORRUPT), "check: %d, %s", status, f->error.message);
    return count;
}

#endif
