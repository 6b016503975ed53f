/* Reading documents: which format they have, what is refused, and damage of every kind. */
#include "document_fixture.h"

static const struct {
    const char *bytes;
    const char *name;
    const char *media_type;
} formats[] = {
    {"各县区要抓好落实。", "a.txt", "text/plain"},
    {"各县区要抓好落实。", NULL, "text/plain"},
    {"# 题", "a.md", "text/markdown"},
    {"# 题", "a.markdown.txt", "text/plain"},
    {"5 < 6 且 <引文>", "a.html", "text/plain"},
    {"<引文>一</引文>", NULL, "text/plain"},
    {"正文里有 <p>", "a.txt", "text/plain"},
#if SPEECH_WITH_HTML
    {"<!DOCTYPE html><p>甲", "a.txt", "text/html"},
    {" \n<!-- x --><HTML><p>甲", NULL, "text/html"},
    {"<?xml version='1.0' encoding='utf-8'?>\n<html><p>甲", NULL, "text/html"},
    {"<div><p>甲</p></div>", NULL, "text/html"},
    {"前言<p>甲</p>", "a.HTM", "text/html"},
    {"<!DOCTYPE html><p>甲", "a.md", "text/html"},
    {"<p>甲</p>", "a.md", "text/markdown"},
#endif
};

START_TEST(test_formats)
{
    speech_document *document = document_of(formats[_i].bytes, strlen(formats[_i].bytes), formats[_i].name);
    ck_assert_str_eq(document->media_type, formats[_i].media_type);
    speech_document_free(document);
}
END_TEST

static const struct {
    const char *bytes;
    size_t length;
    const char *words;
} foreign[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", 12, "Word 97-2003"},
    {"{\\rtf1\\ansi", 11, "RTF"},
    {"\x89PNG\r\n\x1A\n....", 12, "picture"},
    {"\x1F\x8B\x08....", 7, "gzip"},
    {"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n--x", 70, "MHTML"},
#if !SPEECH_WITH_DOCX
    {"PK\x03\x04....", 8, "DOCX needs libzip and libxml2, and this build of the library is without"},
#endif
#if !SPEECH_WITH_HTML
    {"<html><p>a", 10, "HTML needs libxml2, and this build of the library is without"},
#endif
#if !SPEECH_WITH_PDF
    {"%PDF-1.4\n", 9, "PDF needs poppler-glib, and this build of the library is without"},
#endif
};

START_TEST(test_other_kinds_of_files_are_named)
{
    expect_failure(foreign[_i].bytes, foreign[_i].length, NULL, SPEECH_UNSUPPORTED, foreign[_i].words);
}
END_TEST

START_TEST(test_formats_are_listed)
{
    size_t count, built_in = 0;
    const speech_format *list = speech_formats(&count);
    ck_assert_uint_ge(count, 5);
    for (size_t i = 0; i < count; i++) {
        ck_assert_ptr_nonnull(list[i].name);
        ck_assert_ptr_nonnull(list[i].endings);
        ck_assert(list[i].built_in || list[i].libraries != NULL);
        built_in += list[i].built_in;
    }
    ck_assert_uint_eq(built_in, 2 + SPEECH_WITH_HTML + SPEECH_WITH_DOCX + SPEECH_WITH_PDF);
}
END_TEST

START_TEST(test_options)
{
    speech_document *document = NULL;
    speech_read_options options = {.struct_size = sizeof options, .media_type = "text/markdown"};
    ck_assert_int_eq(speech_document_read(&document, "**甲乙**", 10, &options, NULL), SPEECH_OK);
    ck_assert_str_eq(document->text, "甲乙\n");
    speech_document_free(document);
    options.media_type = "text/plain";
    ck_assert_int_eq(speech_document_read(&document, "<html>", 6, &options, NULL), SPEECH_OK);
    ck_assert_str_eq(document->text, "<html>");
    speech_document_free(document);
    ck_assert_int_eq(speech_document_read(&document, NULL, 0, NULL, NULL), SPEECH_OK);
    ck_assert_str_eq(document->text, "");
    speech_document_free(document);
    document = NULL;
    options.media_type = "image/png";
    expect_failure("a", 1, &options, SPEECH_MISUSE, "image/png");
    options = (speech_read_options){.struct_size = 1};
    expect_failure("a", 1, &options, SPEECH_MISUSE, "struct_size");
    options = (speech_read_options){.struct_size = sizeof options, .max_bytes = 5};
    expect_failure("abcdef", 6, &options, SPEECH_TOO_BIG, "6 bytes, more than the limit of 5");
    options = (speech_read_options){.struct_size = sizeof options, .max_text_bytes = 5};
    expect_failure("abcdef", 6, &options, SPEECH_TOO_BIG, "limit of 5");
    ck_assert_int_eq(speech_document_read(NULL, "a", 1, NULL, NULL), SPEECH_MISUSE);
    speech_document_free(NULL);
}
END_TEST

/* Every file that people really have is read, and menus do not come along. */
static void expect_clean(const char *path)
{
    static const char *const furniture[] = {"网站首页", "返回到首页", "站外导航", "版权所有",
                                            "页面跳转", "<p",         "&nbsp"};
    size_t length;
    speech_document *document = NULL;
    speech_error error = {0};
    speech_read_options options = {.struct_size = sizeof options, .name = path};
    char *bytes = read_file(path, &length);
    ck_assert_ptr_nonnull(bytes);
    speech_status status = speech_document_read(&document, bytes, length, &options, &error);
    bool page = strstr(path, ".html") != NULL;
    if (page && !SPEECH_WITH_HTML) ck_assert_int_eq(status, SPEECH_UNSUPPORTED);
    else ck_assert_msg(status == SPEECH_OK, "%s: %s", path, error.message);
    for (size_t i = 0; page && status == SPEECH_OK && i < sizeof furniture / sizeof *furniture; i++)
        ck_assert_msg(strstr(document->text, furniture[i]) == NULL, "%s: %s", path, furniture[i]);
    speech_document_free(document);
    free(bytes);
}

START_TEST(test_corpus)
{
    if (each_file(SOURCE_DIR "/../shared/corpus", expect_clean) == 0) puts("skipped: there is no ../shared/corpus");
}
END_TEST

/* ---- damage ---- */

static unsigned next(unsigned *state)
{
    return (*state = *state * 1103515245u + 12345u) >> 8;
}

/* One of the things that happen to files: bytes change, go, come twice, or are swapped for others of note. */
static size_t damage(char *bytes, size_t length, unsigned *state)
{
    static const unsigned char notable[] = {0, 0xFF, 0x7F, 0x80, '<', '>', '&', '"', 'P', 0xFE, '\n', '['};
    size_t at = length == 0 ? 0 : next(state) % length, size = next(state) % 16 + 1;
    if (length < 2 * size || at + 2 * size > length) return length / 2;
    switch (next(state) % 5) {
    case 0: bytes[at] = (char)next(state); break;
    case 1: bytes[at] = (char)notable[next(state) % sizeof notable]; break;
    case 2: memmove(bytes + at, bytes + at + size, length - at - size); return length - size;
    case 3: memmove(bytes + at + size, bytes + at, size); break;
    case 4: return at;
    }
    return length;
}

/* Whatever comes out is text within the limit. */
static void expect_sane(const char *bytes, size_t length, const char *name)
{
    enum { LIMIT = 1 << 20 };
    speech_document *document = NULL;
    speech_analysis *analysis = NULL;
    speech_error error = {0};
    speech_read_options options = {.struct_size = sizeof options, .name = name, .max_text_bytes = LIMIT};
    speech_status status = speech_document_read(&document, bytes, length, &options, &error);
    if (status != SPEECH_OK) {
        ck_assert_int_eq(error.status, status);
        ck_assert_uint_gt(strlen(error.message), 0);
        ck_assert_int_ne(status, SPEECH_NOMEM);
        return;
    }
    ck_assert_uint_le(document->length, LIMIT + 1);
    status = speech_analyze(&analysis, document->text, document->length, NULL, &error);
    ck_assert_msg(status == SPEECH_OK || status == SPEECH_EMPTY, "%s: %s", name, error.message);
    speech_analysis_free(analysis);
    speech_document_free(document);
}

static void damage_many(const char *bytes, size_t length, const char *name, int times)
{
    unsigned state = 1;
    char *copy = malloc(length);
    for (int i = 0; i < times; i++) {
        size_t size = length;
        memcpy(copy, bytes, length);
        for (unsigned faults = next(&state) % 6 + 1; faults > 0; faults--) size = damage(copy, size, &state);
        expect_sane(copy, size, name);
    }
    free(copy);
}

#define PAGE \
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>讲话</title></head><body><ul><li><a href=/>首页</a><li>" \
    "<a href=/b>新闻</a></ul><h1>在会上的讲话</h1><p "                                                            \
    "style='text-indent:2em'>各县区要在6月底前完成&nbsp;17处工程。</p>"                                     \
    "<table><tr><td>甲县<td>3个</table><ol "                                                                           \
    "start=2><li>抓好落实&#150;<li>加强领导</ol><pre>一\n\n二</pre></body></html>"

START_TEST(test_damaged_text_and_pages)
{
    static const char utf16[] =
        "\xFF\xFE\x05\x6E\xB3\x6C\x02\x5E\x31\x00\x0A\x00\x05\x6E\xB3\x6C\x02\x5E\x31\x00\x0A\x00";
    static const char gbk[] = "\xC7\xE5\xBA\xD3\xCA\xD0\xB5\xC4\xB9\xA4\xD7\xF7\xD2\xAA\xD7\xA5\xBA\xC3\xA1\xA3\n";
    static const char markdown[] =
        "---\ntitle: x\n---\n# 题\n**要**[落实](x)\n|a|b|\n|-|-|\n|1|2|\n```\n码\n```\n![](y)<p>甲</p>\n";
    damage_many(utf16, sizeof utf16 - 1, "a.txt", 2000);
    damage_many(gbk, sizeof gbk - 1, "a.txt", 2000);
    damage_many(markdown, sizeof markdown - 1, "a.md", 2000);
    damage_many(PAGE, sizeof PAGE - 1, SPEECH_WITH_HTML ? "a.html" : "a.txt", 3000);
}
END_TEST

#if SPEECH_WITH_DOCX
START_TEST(test_damaged_word_documents)
{
    size_t length;
    char *bytes =
        docx_of("<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>抓好落实"
                "</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
                "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:lvlText w:val='%1、'/>"
                "</w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>",
                "<w:style w:styleId='a'/>", &length);
    damage_many(bytes, length, "a.docx", 5000);
    free(bytes);
}
END_TEST

/* The XML inside is damaged, and packed again: what a damaged container never lets through. */
START_TEST(test_damaged_parts)
{
    static const char part[] =
        "<w:document " DOCX_NAMESPACES "><w:body><w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:rPr>"
        "<w:vanish/></w:rPr><w:t>甲</w:t><w:br/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>乙"
        "</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    unsigned state = 7;
    for (int i = 0; i < 2000; i++) {
        char copy[sizeof part];
        memcpy(copy, part, sizeof part);
        size_t size = damage(copy, sizeof part - 1, &state);
        copy[size] = '\0';
        const member members[] = {{"_rels/.rels", DOCX_RELATIONSHIPS},
                                  {"word/document.xml", copy},
                                  {"word/styles.xml", copy},
                                  {"word/numbering.xml", copy},
                                  {NULL, NULL}};
        char *bytes = zip_of(members, &size);
        expect_sane(bytes, size, "a.docx");
        free(bytes);
    }
}
END_TEST
#endif

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_formats, 0, sizeof formats / sizeof *formats);
    tcase_add_loop_test(tests, test_other_kinds_of_files_are_named, 0, sizeof foreign / sizeof *foreign);
    tcase_add_test(tests, test_formats_are_listed);
    tcase_add_test(tests, test_options);
    tcase_add_test(tests, test_corpus);
    tcase_add_test(tests, test_damaged_text_and_pages);
#if SPEECH_WITH_DOCX
    tcase_add_test(tests, test_damaged_word_documents);
    tcase_add_test(tests, test_damaged_parts);
#endif
}

int main(void)
{
    return run_suite("document", add_tests);
}
