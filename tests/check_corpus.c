/*
 * Corpus tests: each case of tests/corpus/NAME.txt is a passage and what the analysis is to find in it.
 *
 *     ====================
 *     Title of the case
 *     :crlf                     (options, one a line: see below)
 *     ====================
 *     passage
 *     ---
 *     speech title=… speaker=… role=… date=… occasion=… audience=… begins=… ends=…
 *     section 1 "一、" n=1 heading
 *       section 2 "一是" heading
 *     directive require actor=各学校 deadline=6月底前 due=2025-06-30 | the whole sentence
 *     figure money 1200000 元 over masked subject=投入 of=1 | 120万元
 *     figure duration 3..5 年 | 3-5年
 *     body lead of=1 | 市水务局
 *     paragraph text
 *     no figures
 *
 * Only the kinds that a case mentions are compared, but these completely and in order. "-" is "none" (no
 * value, no unit, no title); "?" is anything. What a speech, section or figure line leaves out is not compared,
 * except qualifier and masked; a directive's actor, deadline and due are none where they are left out. "…" at the
 * end of a text stands for the rest of it, "⏎" for a line end. of=N says that a figure or body is of the N-th
 * directive.
 *
 * Options: :crlf (line ends are CR LF), :bom (a byte-order mark first), :no-final-newline.
 */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <speecharchive/analysis.h>

#include "support.h"

enum { MAX_CASES = 1000, MAX_FILES = 50, MAX_ROWS = 200, MAX_LINE = 4096, ENDS_SHOWN = 40 };

typedef struct corpus_case {
    char file[64];
    char title[200];
    char *passage;
    size_t length;
    char *expected;
} corpus_case;

/* A line of the expected or of the actual result, taken apart. Every string points into `line`. */
enum { KEYS = 13 };
static const char *const key_names[KEYS] = {"title",  "speaker", "role",     "date", "occasion", "audience", "begins",
                                            "ends",   "actor",   "deadline", "due",  "subject",  "of"};
typedef struct row {
    char line[MAX_LINE];
    char shown[MAX_LINE]; /* as it was before it was taken apart */
    char *kind;
    char *words; /* what stands before the first key */
    char *keys[KEYS];
    char *number; /* of a section */
    char *text;   /* heading, sentence, figure */
} row;

typedef struct rows {
    size_t count;
    row items[MAX_ROWS];
} rows;

static corpus_case cases[MAX_CASES];
static size_t case_count;
static rows expected_rows, actual_rows;

/* ---- reading the corpus ---- */

static bool is_frame(const char *line)
{
    return strncmp(line, "=====", 5) == 0;
}

static char *line_end(char *at)
{
    return at + strcspn(at, "\n");
}

static char *next_line(char *at)
{
    char *end = line_end(at);
    return *end == '\n' ? end + 1 : end;
}

/* The passage as the options want it, NUL-terminated and allocated. */
static char *passage_make(const char *begin, const char *end, const char *options, size_t *length)
{
    char *bytes = NULL;
    FILE *out = open_memstream(&bytes, length);
    bool crlf = strstr(options, ":crlf") != NULL;
    if (strstr(options, ":no-final-newline") != NULL && end > begin) end--;
    if (strstr(options, ":bom") != NULL) fputs("\xEF\xBB\xBF", out);
    for (; begin < end; begin++) {
        if (*begin == '\n' && crlf) putc('\r', out);
        putc(*begin, out);
    }
    fclose(out);
    return bytes;
}

/* Reads the case whose frame starts at `at`; returns where the next one starts, or the end of the file. */
static char *case_read(char *at, const char *file)
{
    corpus_case *made = &cases[case_count++];
    snprintf(made->file, sizeof made->file, "%s", file);
    char *title = next_line(at);
    char *options = next_line(title);
    snprintf(made->title, sizeof made->title, "%.*s", (int)(line_end(title) - title), title);
    char *frame = options;
    while (*frame != '\0' && !is_frame(frame)) frame = next_line(frame);
    char *passage = next_line(frame);
    char *rule = passage;
    while (*rule != '\0' && strncmp(rule, "---\n", 4) != 0) rule = next_line(rule);
    char *expected = next_line(rule);
    char *end = expected;
    while (*end != '\0' && !is_frame(end)) end = next_line(end);
    char option_text[200];
    snprintf(option_text, sizeof option_text, "%.*s", (int)(frame - options), options);
    made->passage = passage_make(passage, rule, option_text, &made->length);
    made->expected = strndup(expected, (size_t)(end - expected));
    return end;
}

static void file_cases(const char *name)
{
    char path[600];
    snprintf(path, sizeof path, "%s/tests/corpus/%s", SOURCE_DIR, name);
    size_t length;
    char *bytes = read_file(path, &length);
    if (bytes == NULL) return;
    char *at = bytes;
    while (*at != '\0' && !is_frame(at)) at = next_line(at);
    while (*at != '\0' && case_count < MAX_CASES) at = case_read(at, name);
    free(bytes);
}

/* ---- rows ---- */

static int key_at(const char *text)
{
    if (*text != ' ') return -1;
    for (int i = 0; i < KEYS; i++) {
        size_t length = strlen(key_names[i]);
        if (strncmp(text + 1, key_names[i], length) == 0 && text[1 + length] == '=') return i;
    }
    return -1;
}

/* `2 "一是" n=1 heading` */
static void section_parse(row *out, char *rest)
{
    out->words = rest;
    char *quote = strstr(rest, "\" ");
    if (quote == NULL) return;
    quote[1] = '\0';
    out->text = quote + 2;
    if (strncmp(out->text, "n=", 2) != 0) return;
    out->number = out->text + 2;
    char *blank = strchr(out->text, ' ');
    if (blank == NULL) return;
    *blank = '\0';
    out->text = blank + 1;
}

static void row_parse(row *out, const char *line)
{
    memset(out, 0, sizeof *out);
    snprintf(out->shown, sizeof out->shown, "%s", line);
    snprintf(out->line, sizeof out->line, "%s", line + strspn(line, " "));
    out->kind = out->line;
    char *rest = out->line + strcspn(out->line, " ");
    if (strcmp(out->line, "") == 0 || *rest == '\0') return;
    if (strncmp(out->kind, "section ", 8) == 0 || strncmp(out->kind, "paragraph ", 10) == 0) {
        *rest++ = '\0';
        if (*out->kind == 's') section_parse(out, rest);
        else out->text = rest;
        return;
    }
    char *bar = strstr(rest, " | ");
    if (bar != NULL) {
        *bar = '\0';
        out->text = bar + 3;
    }
    out->words = rest + 1;
    for (char *at = rest; *at != '\0'; at++) {
        int key = key_at(at);
        if (key < 0) continue;
        *at = '\0';
        at += strlen(key_names[key]) + 1;
        out->keys[key] = at + 1;
    }
    *rest = '\0';
}

static void rows_add(rows *to, const char *line)
{
    ck_assert_msg(to->count < MAX_ROWS, "more than %d rows", MAX_ROWS);
    row_parse(&to->items[to->count++], line);
}

/* ---- the actual result as rows ---- */

static void text_write(FILE *out, const speech_analysis *analysis, speech_span span)
{
    for (size_t i = span.begin; i < span.end; i++) {
        char c = analysis->text[i];
        if (c == '\n') fputs("⏎", out);
        else if (c != '\r') putc(c, out);
    }
}

static void key_write(FILE *out, const speech_analysis *analysis, const char *key, speech_span span)
{
    if (span.begin == span.end) return;
    fprintf(out, " %s=", key);
    text_write(out, analysis, span);
}

static void speech_write(FILE *out, const speech_analysis *analysis, size_t index)
{
    const speech_speech *s = &analysis->speeches[index];
    fputs("speech", out);
    if (s->title != NULL) fprintf(out, " title=%s", s->title);
    key_write(out, analysis, "speaker", s->speaker);
    key_write(out, analysis, "role", s->speaker_role);
    if (s->delivered_on != NULL) fprintf(out, " date=%s", s->delivered_on);
    key_write(out, analysis, "occasion", s->occasion);
    key_write(out, analysis, "audience", s->audience);
    speech_span head = s->span, tail = s->span;
    for (size_t n = 0; n < ENDS_SHOWN && head.begin < s->span.end; n++)
        while (++head.begin < s->span.end && (analysis->text[head.begin] & 0xC0) == 0x80) {}
    for (size_t n = 0; n < ENDS_SHOWN && tail.end > s->span.begin; n++)
        while (--tail.end > s->span.begin && (analysis->text[tail.end] & 0xC0) == 0x80) {}
    key_write(out, analysis, "begins", (speech_span){s->span.begin, head.begin});
    key_write(out, analysis, "ends", (speech_span){tail.end, s->span.end});
}

static void section_write(FILE *out, const speech_analysis *analysis, size_t index)
{
    const speech_section *s = &analysis->sections[index];
    fprintf(out, "%*ssection %d \"", 2 * (s->level - 1), "", s->level);
    text_write(out, analysis, s->label);
    fprintf(out, "\" n=%d ", s->number);
    text_write(out, analysis, s->heading);
}

static void directive_write(FILE *out, const speech_analysis *analysis, size_t index)
{
    const speech_directive *d = &analysis->directives[index];
    fprintf(out, "directive %s", speech_modality_name(d->modality));
    key_write(out, analysis, "actor", d->actor);
    key_write(out, analysis, "deadline", d->deadline);
    if (d->due_on[0] != '\0') fprintf(out, " due=%s", d->due_on);
    fputs(" | ", out);
    text_write(out, analysis, d->span);
}

static void figure_write(FILE *out, const speech_analysis *analysis, size_t index)
{
    const speech_figure *f = &analysis->figures[index];
    char low[64] = "-", high[64];
    if (f->has_value) speech_decimal_format(f->value, low, sizeof low);
    fprintf(out, "figure %s %s", speech_figure_kind_name(f->kind), low);
    if (f->has_high) {
        speech_decimal_format(f->high, high, sizeof high);
        fprintf(out, "..%s", high);
    }
    fprintf(out, " %s", f->unit == NULL || *f->unit == '\0' ? "-" : f->unit);
    if (f->qualifier != SPEECH_EXACT) fprintf(out, " %s", speech_qualifier_name(f->qualifier));
    if (f->masked) fputs(" masked", out);
    key_write(out, analysis, "subject", f->subject);
    if (f->directive != SPEECH_NONE) fprintf(out, " of=%zu", f->directive + 1);
    fputs(" | ", out);
    text_write(out, analysis, f->span);
}

static void body_write(FILE *out, const speech_analysis *analysis, size_t index)
{
    const speech_body *b = &analysis->bodies[index];
    fprintf(out, "body %s of=%zu | ", speech_body_role_name(b->role), b->directive + 1);
    text_write(out, analysis, b->span);
}

static void paragraph_write(FILE *out, const speech_analysis *analysis, size_t index)
{
    fputs("paragraph ", out);
    text_write(out, analysis, analysis->paragraphs[index].span);
}

typedef void (*row_writer)(FILE *, const speech_analysis *, size_t);

static void kind_rows(const speech_analysis *analysis, row_writer write, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *line = NULL;
        size_t size = 0;
        FILE *out = open_memstream(&line, &size);
        write(out, analysis, i);
        fclose(out);
        rows_add(&actual_rows, line);
        free(line);
    }
}

static void actual_make(const speech_analysis *analysis)
{
    actual_rows.count = 0;
    kind_rows(analysis, speech_write, analysis->speech_count);
    kind_rows(analysis, section_write, analysis->section_count);
    kind_rows(analysis, directive_write, analysis->directive_count);
    kind_rows(analysis, figure_write, analysis->figure_count);
    kind_rows(analysis, body_write, analysis->body_count);
    kind_rows(analysis, paragraph_write, analysis->paragraph_count);
}

/* ---- comparing ---- */

static bool words_match(const char *expected, const char *actual)
{
    if (expected == NULL || actual == NULL) return expected == actual;
    while (*expected != '\0' || *actual != '\0') {
        size_t e = strcspn(expected, " "), a = strcspn(actual, " ");
        bool any = e == 1 && *expected == '?';
        if (!any && (e != a || strncmp(expected, actual, e) != 0)) return false;
        expected += e + strspn(expected + e, " ");
        actual += a + strspn(actual + a, " ");
    }
    return true;
}

static bool text_match(const char *expected, const char *actual)
{
    if (expected == NULL || actual == NULL) return expected == actual;
    if (strcmp(expected, actual) == 0) return true;
    size_t length = strlen(expected);
    if (length < 3 || strcmp(expected + length - 3, "…") != 0) return false;
    return strncmp(expected, actual, length - 3) == 0;
}

static bool key_match(const char *name, const char *expected, const char *actual)
{
    if (strcmp(expected, "?") == 0) return true;
    if (strcmp(expected, "-") == 0 || actual == NULL) return strcmp(expected, "-") == 0 && actual == NULL;
    size_t e = strlen(expected), a = strlen(actual);
    if (strcmp(name, "begins") == 0) return strncmp(expected, actual, e) == 0;
    if (strcmp(name, "ends") == 0) return e <= a && strcmp(actual + a - e, expected) == 0;
    return strcmp(expected, actual) == 0;
}

static bool row_match(const row *expected, const row *actual)
{
    bool directive = strcmp(expected->kind, "directive") == 0;
    if (strcmp(expected->kind, "speech") != 0 && !words_match(expected->words, actual->words)) return false;
    if (expected->text != NULL && !text_match(expected->text, actual->text)) return false;
    if (expected->number != NULL && !words_match(expected->number, actual->number)) return false;
    for (int i = 0; i < KEYS; i++) {
        const char *value = expected->keys[i];
        if (value == NULL && directive) value = "-";
        if (value != NULL && !key_match(key_names[i], value, actual->keys[i])) return false;
    }
    return true;
}

/* Picks out the rows of a kind. */
static size_t rows_of(const rows *from, const char *kind, const row **out)
{
    size_t count = 0;
    for (size_t i = 0; i < from->count; i++)
        if (strcmp(from->items[i].kind, kind) == 0) out[count++] = &from->items[i];
    return count;
}

/* Whether the case says anything about a kind: at least one row, or "no KINDs" ("no speeches"). */
static bool kind_stated(const rows *expected, const char *kind)
{
    for (size_t i = 0; i < expected->count; i++) {
        const row *r = &expected->items[i];
        if (strcmp(r->kind, kind) == 0) return true;
        if (strcmp(r->kind, "no") == 0 && strncmp(r->words, kind, strlen(kind)) == 0) return true;
    }
    return false;
}

/* Writes the rows of a kind as a diff: both have it, only the case has it (-), only the result has it (+). */
static bool kind_compare(FILE *out, const char *kind)
{
    static const row *want[MAX_ROWS], *got[MAX_ROWS];
    static unsigned short common[MAX_ROWS + 1][MAX_ROWS + 1]; /* longest common part from here on */
    size_t m = rows_of(&expected_rows, kind, want), n = rows_of(&actual_rows, kind, got);
    memset(common, 0, sizeof common);
    for (size_t i = m; i-- > 0;)
        for (size_t j = n; j-- > 0;) {
            unsigned short skip = common[i + 1][j] > common[i][j + 1] ? common[i + 1][j] : common[i][j + 1];
            common[i][j] = row_match(want[i], got[j]) ? (unsigned short)(common[i + 1][j + 1] + 1) : skip;
        }
    if (m == n && common[0][0] == m) return true;
    size_t i = 0, j = 0;
    while (i < m || j < n) {
        if (i < m && j < n && row_match(want[i], got[j])) {
            fprintf(out, "    %s\n", got[j++]->shown);
            i++;
        } else if (i < m && (j == n || common[i + 1][j] >= common[i][j + 1])) {
            fprintf(out, "  - %s\n", want[i++]->shown);
        } else {
            fprintf(out, "  + %s\n", got[j++]->shown);
        }
    }
    return false;
}

static void expected_make(const char *text)
{
    expected_rows.count = 0;
    char line[MAX_LINE];
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, text);
        if (length > 0) rows_add(&expected_rows, line);
        text += length + (text[length] == '\n');
    }
    for (size_t i = 0; i < expected_rows.count; i++) {
        static const char *const kinds[] = {"speech", "section", "directive", "figure", "body", "paragraph", "no"};
        bool known = false;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            known = known || strcmp(expected_rows.items[i].kind, kinds[k]) == 0;
        ck_assert_msg(known, "no such line: %s", expected_rows.items[i].shown);
    }
}

/* Where the white space at text[at] ends. */
static size_t blanks_end(const char *text, size_t at)
{
    for (;;) {
        if (text[at] != '\0' && strchr(" \t\r\n", text[at]) != NULL) at++;
        else if (strncmp(text + at, "　", 3) == 0) at += 3;
        else return at;
    }
}

/* What holds for every document: spans in order, parents above, every byte of a speech in one paragraph. */
static void invariants_check(const speech_analysis *analysis, const corpus_case *c)
{
    for (size_t i = 0; i < analysis->section_count; i++) {
        const speech_section *s = &analysis->sections[i];
        int above = s->parent == SPEECH_NONE ? 0 : analysis->sections[s->parent].level;
        ck_assert_msg(s->parent == SPEECH_NONE || s->parent < i, "%s: %s: parent after child", c->file, c->title);
        ck_assert_msg(s->level == above + 1, "%s: %s: level %d under %d", c->file, c->title, s->level, above);
    }
    for (size_t i = 0; i < analysis->speech_count; i++) {
        speech_span span = analysis->speeches[i].span;
        ck_assert_uint_le(span.end, analysis->length);
        size_t at = span.begin;
        for (size_t p = 0; p < analysis->paragraph_count; p++) {
            if (analysis->paragraphs[p].speech != i) continue;
            speech_span within = analysis->paragraphs[p].span;
            ck_assert_msg(within.begin >= at && within.end <= span.end, "%s: %s: paragraph out of place", c->file,
                          c->title);
            ck_assert_msg(blanks_end(analysis->text, at) >= within.begin, "%s: %s: text between paragraphs", c->file,
                          c->title);
            at = within.end;
        }
        ck_assert_msg(at == span.end, "%s: %s: text after the last paragraph", c->file, c->title);
    }
}

START_TEST(test_corpus_case)
{
    const corpus_case *c = &cases[_i];
    speech_analysis *analysis = NULL;
    speech_error error = {0};
    speech_status status = speech_analyze(&analysis, c->passage, c->length, NULL, &error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s: %s", c->file, c->title, error.message);
    expected_make(c->expected);
    actual_make(analysis);
    ck_assert_msg(expected_rows.count > 0, "%s: %s: the case states nothing", c->file, c->title);
    static const char *const kinds[] = {"speech", "section", "directive", "figure", "body", "paragraph"};
    char *diff = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&diff, &size);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (kind_stated(&expected_rows, kinds[k])) kind_compare(out, kinds[k]);
    fclose(out);
    ck_assert_msg(size == 0, "%s: %s\n%s", c->file, c->title, diff);
    free(diff);
    invariants_check(analysis, c);
    speech_analysis_free(analysis);
}
END_TEST

static int names_compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Adds one group of tests for each file; the number in a test's name is that of its case. */
static void suite_fill(Suite *suite)
{
    static char names[MAX_FILES][64];
    size_t count = 0;
    DIR *directory = opendir(SOURCE_DIR "/tests/corpus");
    if (directory == NULL) return;
    for (struct dirent *entry = readdir(directory); entry != NULL && count < MAX_FILES; entry = readdir(directory)) {
        size_t length = strlen(entry->d_name);
        if (length < 5 || length >= sizeof names[0] || strcmp(entry->d_name + length - 4, ".txt") != 0) continue;
        memcpy(names[count++], entry->d_name, length + 1);
    }
    closedir(directory);
    qsort(names, count, sizeof names[0], names_compare);
    for (size_t i = 0; i < count; i++) {
        size_t first = case_count;
        file_cases(names[i]);
        TCase *group = tcase_create(names[i]);
        tcase_add_loop_test(group, test_corpus_case, (int)first, (int)case_count);
        suite_add_tcase(suite, group);
    }
}

int main(void)
{
    Suite *suite = suite_create("corpus");
    suite_fill(suite);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    bool none = case_count == 0;
    srunner_free(runner);
    for (size_t i = 0; i < case_count; i++) {
        free(cases[i].passage);
        free(cases[i].expected);
    }
    if (none) fputs("no corpus cases found\n", stderr);
    return failed == 0 && !none ? 0 : 1;
}
