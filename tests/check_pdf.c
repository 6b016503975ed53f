/* PDF: printed lines become paragraphs again. */
#include <stdarg.h>

#include "document_fixture.h"

/* A file being written, with the offsets of its objects. */
typedef struct pdf {
    char bytes[16384];
    size_t length;
    size_t offsets[16];
    int objects;
} pdf;

static void put(pdf *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(pdf *p, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    p->length += (size_t)vsnprintf(p->bytes + p->length, sizeof p->bytes - p->length, format, arguments);
    va_end(arguments);
}

static void put_object(pdf *p, const char *content)
{
    p->offsets[++p->objects] = p->length;
    put(p, "%d 0 obj\n%s\nendobj\n", p->objects, content);
}

static void put_stream(pdf *p, const char *content)
{
    p->offsets[++p->objects] = p->length;
    put(p, "%d 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n", p->objects, strlen(content), content);
}

/* A line of UTF-8 text, whose characters have at most three bytes, at a place on the page. */
static void add_line(char *content, int x, int y, const char *text)
{
    char *to = content + strlen(content);
    to += sprintf(to, "BT /F 12 Tf %d %d Td <", x, y);
    while (*text != '\0') {
        const unsigned char *s = (const unsigned char *)text;
        unsigned c = s[0] < 0x80 ? s[0] : (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
        to += sprintf(to, "%04X", c);
        text += s[0] < 0x80 ? 1 : 3;
    }
    strcpy(to, "> Tj ET\n");
}

/* A file of pages with these contents, in a font whose codes are those of Unicode. */
static void pdf_make(pdf *p, const char *const *pages, int count)
{
    char kids[128] = "", object[256];
    memset(p, 0, sizeof *p);
    for (int i = 0; i < count; i++) sprintf(kids + strlen(kids), "%d 0 R ", 7 + 2 * i);
    put(p, "%%PDF-1.4\n");
    put_object(p, "<</Type/Catalog/Pages 2 0 R>>");
    snprintf(object, sizeof object, "<</Type/Pages/Kids[%s]/Count %d>>", kids, count);
    put_object(p, object);
    put_object(p, "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>");
    put_object(p, "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                  "/Supplement 0>>/FontDescriptor 5 0 R/DW 1000>>");
    put_object(p,
               "<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200"
               "/CapHeight 800/StemV 80>>");
    put_stream(p, "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
                  "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
                  "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end");
    for (int i = 0; i < count; i++) {
        snprintf(object, sizeof object,
                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>",
                 8 + 2 * i);
        put_object(p, object);
        put_stream(p, pages[i]);
    }
    size_t table = p->length;
    put(p, "xref\n0 %d\n0000000000 65535 f \n", p->objects + 1);
    for (int i = 1; i <= p->objects; i++) put(p, "%010zu 00000 n \n", p->offsets[i]);
    put(p, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", p->objects + 1, table);
}

START_TEST(test_printed_lines_are_joined)
{
    pdf p;
    char first[4096] = "", second[4096] = "";
    add_line(first, 90, 350, "在水务会议上的讲话");
    add_line(first, 54, 320, "各县区要把水毁工程修复作为头等"); /* indented, to the right margin at 234 */
    add_line(first, 30, 300, "大事抓紧抓好，确保汛期之前全部完");
    add_line(first, 30, 280, "成。");
    add_line(first, 54, 260, "市水务局要加强督查，每月通报一");
    add_line(first, 120, 20, "- 1 -");
    add_line(second, 30, 350, "次进度。");
    add_line(second, 54, 330, "完");
    add_line(second, 120, 20, "- 2 -");
    pdf_make(&p, (const char *const[]){first, second}, 2);
    speech_document *document = document_of(p.bytes, p.length, "speech.pdf");
    ck_assert_str_eq(document->text,
                     "在水务会议上的讲话\n各县区要把水毁工程修复作为头等大事抓紧抓好，确保汛期之前全部完成。\n"
                     "市水务局要加强督查，每月通报一次进度。\n完\n");
    ck_assert_str_eq(document->media_type, "application/pdf");
    ck_assert_str_eq(document->encoding, "binary");
    speech_document_free(document);
}
END_TEST

/* Half of a pair of surrogates is no character. */
START_TEST(test_what_is_no_character_is_replaced)
{
    pdf p;
    char page[512] = "";
    add_line(page, 30, 300, "各县区\xED\xA0\x80要抓好落实");
    pdf_make(&p, (const char *const[]){page}, 1);
    memset(strstr(p.bytes, "/ToUnicode"), ' ', strlen("/ToUnicode 6 0 R")); /* the codes are taken for Unicode then */
    speech_document *document = document_of(p.bytes, p.length, "speech.pdf");
    ck_assert_str_eq(document->text, "各县区\xEF\xBF\xBD要抓好落实\n");
    ck_assert_uint_eq(document->replaced, 1);
    speech_document_free(document);
}
END_TEST

START_TEST(test_bad_files)
{
    pdf p;
    pdf_make(&p, (const char *const[]){""}, 1);
    expect_failure(p.bytes, p.length, NULL, SPEECH_EMPTY, "holds no text");
    expect_failure("%PDF-1.4\nnothing more", 21, NULL, SPEECH_ENCODING, "damaged");
}
END_TEST

START_TEST(test_damaged_files)
{
    pdf p;
    char page[512] = "";
    unsigned state = 3;
    add_line(page, 30, 300, "各县区要抓好落实");
    pdf_make(&p, (const char *const[]){page}, 1);
    for (int i = 0; i < 300; i++) {
        pdf copy = p;
        for (int faults = 0; faults < 4; faults++) {
            state = state * 1103515245u + 12345u;
            copy.bytes[9 + (state >> 8) % (copy.length - 9)] = (char)(state >> 20);
        }
        speech_document *document = NULL;
        speech_read_options options = {.struct_size = sizeof options, .media_type = "application/pdf"};
        speech_document_read(&document, copy.bytes, copy.length, &options, NULL);
        speech_document_free(document);
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_printed_lines_are_joined);
    tcase_add_test(tests, test_what_is_no_character_is_replaced);
    tcase_add_test(tests, test_bad_files);
    tcase_add_test(tests, test_damaged_files);
}

int main(void)
{
    return run_suite("pdf", add_tests);
}
