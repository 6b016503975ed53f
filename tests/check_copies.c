/*
 * One speech, many files: a copy in another encoding or container gives the same rows. Over the sample speeches and,
 * where they are, those of ../shared/seeds.
 */
#include <iconv.h>

#include "document_fixture.h"

/* A growing string for the rows of an analysis, and for copies. */
typedef struct sheet {
    char *text;
    size_t length;
    size_t capacity;
} sheet;

static void put(sheet *s, const char *text, size_t length)
{
    if (s->length + length + 1 > s->capacity) {
        s->capacity = (s->length + length + 1) * 2;
        s->text = realloc(s->text, s->capacity);
    }
    memcpy(s->text + s->length, text, length);
    s->length += length;
    s->text[s->length] = '\0';
}

static void put_string(sheet *s, const char *text)
{
    put(s, text, strlen(text));
}

static void put_span(sheet *s, const speech_analysis *a, speech_span span)
{
    put(s, a->text + span.begin, span.end - span.begin);
    put(s, "\t", 1);
}

static void put_number(sheet *s, long number)
{
    char text[32];
    put(s, text, (size_t)snprintf(text, sizeof text, "%ld\t", number));
}

/* All that an analysis found, but for the places. */
static char *rows_of(const speech_analysis *a)
{
    sheet s = {0};
    for (size_t i = 0; i < a->speech_count; i++) {
        const speech_speech *speech = &a->speeches[i];
        put_string(&s, speech->title != NULL ? speech->title : "-");
        put_string(&s, "\t");
        put_string(&s, speech->delivered_on != NULL ? speech->delivered_on : "-");
        put_string(&s, "\t");
        put_span(&s, a, speech->occasion);
        put_span(&s, a, speech->speaker);
        put_span(&s, a, speech->speaker_role);
        put_span(&s, a, speech->audience);
        put_string(&s, "\n");
    }
    for (size_t i = 0; i < a->section_count; i++) {
        put_number(&s, a->sections[i].level);
        put_number(&s, a->sections[i].number);
        put_span(&s, a, a->sections[i].label);
        put_span(&s, a, a->sections[i].heading);
        put_string(&s, "\n");
    }
    for (size_t i = 0; i < a->directive_count; i++) {
        put_number(&s, a->directives[i].modality);
        put_span(&s, a, a->directives[i].span);
        put_span(&s, a, a->directives[i].actor);
        put_span(&s, a, a->directives[i].deadline);
        put_string(&s, a->directives[i].due_on);
        put_string(&s, "\n");
    }
    for (size_t i = 0; i < a->figure_count; i++) {
        char value[48];
        const speech_figure *f = &a->figures[i];
        put_span(&s, a, f->span);
        put_number(&s, f->kind);
        put_number(&s, f->qualifier);
        speech_decimal_format(f->value, value, sizeof value);
        put_string(&s, value);
        put_string(&s, f->unit);
        put_span(&s, a, f->subject);
        put_string(&s, "\n");
    }
    if (s.text == NULL) put_string(&s, "");
    return s.text;
}

static char *rows_of_document(const char *bytes, size_t length, const char *name, const char *encoding)
{
    speech_analysis *analysis = NULL;
    speech_error error = {0};
    speech_document *document = document_of(bytes, length, name);
    if (encoding != NULL) ck_assert_str_eq(document->encoding, encoding);
    ck_assert_uint_eq(document->replaced, 0);
    speech_status status = speech_analyze(&analysis, document->text, document->length, NULL, &error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", name, error.message);
    char *rows = rows_of(analysis);
    speech_analysis_free(analysis);
    speech_document_free(document);
    return rows;
}

static void expect_rows(const char *bytes, size_t length, const char *name, const char *encoding, const char *rows)
{
    char *found = rows_of_document(bytes, length, name, encoding);
    if (strcmp(found, rows) != 0) {
        size_t at = 0;
        while (found[at] == rows[at]) at++;
        while (at > 0 && found[at - 1] != '\n') at--;
        ck_abort_msg("%s has other rows:\n%.300s\ninstead of\n%.300s", name, found + at, rows + at);
    }
    free(found);
}

/* The text in another encoding; false if that lacks one of its characters. */
static bool encode(sheet *out, const char *text, const char *encoding)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    size_t left = strlen(text), room = left * 4 + 16;
    char *bytes = malloc(room), *to = bytes, *in = (char *)text;
    size_t whole = room;
    bool done = iconv(converter, &in, &left, &to, &room) != (size_t)-1;
    if (done) put(out, bytes, whole - room);
    iconv_close(converter);
    free(bytes);
    return done;
}

static void expect_encodings(const char *text, const char *rows, const char *path)
{
    static const struct {
        const char *encoding;
        const char *mark;
        size_t mark_length;
    } copies[] = {
        {"GB18030", "", 0},  {"UTF-16LE", "\xFF\xFE", 2},  {"UTF-16BE", "\xFE\xFF", 2},
        {"UTF-16LE", "", 0}, {"UTF-16BE", "", 0},          {"UTF-32LE", "\xFF\xFE\0\0", 4},
        {"UTF-32BE", "", 0}, {"UTF-8", "\xEF\xBB\xBF", 3}, {"Big5", "", 0},
    };
    for (size_t i = 0; i < sizeof copies / sizeof *copies; i++) {
        sheet copy = {0};
        char name[300];
        snprintf(name, sizeof name, "%s in %s", path, copies[i].encoding);
        put(&copy, copies[i].mark, copies[i].mark_length);
        if (encode(&copy, text, copies[i].encoding))
            expect_rows(copy.text, copy.length, name, copies[i].encoding, rows);
        free(copy.text);
    }
}

#if SPEECH_WITH_HTML || SPEECH_WITH_DOCX
/* The lines of the text as elements; blanks in it as no-break ones, so that none is lost. */
static void put_lines(sheet *out, const char *text, const char *before, const char *after, const char *empty, bool html)
{
    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        bool blank = strspn(at, " \t\r") >= length;
        if (blank) put_string(out, empty);
        else put_string(out, before);
        for (size_t i = 0; i < length && !blank; i++) {
            if (at[i] == '<') put_string(out, "&lt;");
            else if (at[i] == '&') put_string(out, "&amp;");
            else if (at[i] == ' ' && html) put_string(out, "&nbsp;");
            else if (at[i] != '\r') put(out, at + i, 1);
        }
        if (!blank) put_string(out, after);
        at += length + (at[length] == '\n');
    }
}
#endif

#if SPEECH_WITH_HTML
static void expect_html(const char *text, const char *rows, const char *path)
{
    static const char head[] =
        "<!DOCTYPE html>\n<html><head><meta charset=\"gb2312\"><title>x</title>"
        "<script>var a = '<p>一、不是正文</p>';</script></head>\n<body><div class=\"nav\"><ul>"
        "<li><a href=\"/\">首页</a></li><li><a href=\"/a\">领导讲话</a></li></ul></div>\n<div>\n";
    static const char foot[] =
        "</div><div class=\"footer\">主办：某某办公室　<a href=\"/b\">联系方式</a></div></body></html>";
    sheet page = {0}, copy = {0};
    put_string(&page, head);
    put_lines(&page, text, "<p>", "</p>\n", "<p>&nbsp;</p>", true);
    put_string(&page, foot);
    expect_rows(page.text, page.length, path, "UTF-8", rows);
    if (encode(&copy, page.text, "GB18030")) expect_rows(copy.text, copy.length, path, "GB18030", rows);
    free(copy.text);
    page.length = 0;
    put_lines(&page, text, "", "<br>\n", "<br>", true);
    put_string(&page, "</p>");
    expect_rows(page.text, page.length, "fragment.html", "UTF-8", rows);
    free(page.text);
}
#endif

#if SPEECH_WITH_DOCX
static void expect_docx(const char *text, const char *rows)
{
    sheet body = {0};
    size_t length;
    put_lines(&body, text, "<w:p><w:r><w:t xml:space='preserve'>", "</w:t></w:r></w:p>", "<w:p/>", false);
    char *bytes = docx_of(body.text, NULL, NULL, &length);
    expect_rows(bytes, length, "copy.docx", "binary", rows);
    free(bytes);
    free(body.text);
}
#endif

static void expect_copies(const char *path)
{
    size_t length;
    char *bytes = read_file(path, &length);
    ck_assert_ptr_nonnull(bytes);
    char *text = memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? bytes + 3 : bytes;
    char *rows = rows_of_document(bytes, length, path, "UTF-8");
    expect_encodings(text, rows, path);
#if SPEECH_WITH_HTML
    expect_html(text, rows, path);
#endif
#if SPEECH_WITH_DOCX
    expect_docx(text, rows);
#endif
    free(rows);
    free(bytes);
}

START_TEST(test_copies_of_the_samples)
{
    ck_assert_uint_gt(each_file(SOURCE_DIR "/examples/samples", expect_copies), 0);
}
END_TEST

START_TEST(test_copies_of_the_seeds)
{
    if (each_file(SOURCE_DIR "/../shared/seeds", expect_copies) == 0) puts("skipped: there is no ../shared/seeds");
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_copies_of_the_samples);
    tcase_add_test(tests, test_copies_of_the_seeds);
}

int main(void)
{
    return run_suite("copies", add_tests);
}
