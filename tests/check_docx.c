/* DOCX: paragraphs, automatic numbers, tables, and what is not part of the text. */
#include "document_fixture.h"

#define P(text) "<w:p><w:r><w:t xml:space='preserve'>" text "</w:t></w:r></w:p>"
#define STYLED(style, text) "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define NUMBERED(list, level, text)                                                                                    \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" list "'/></w:numPr></w:pPr><w:r><w:t>" text     \
    "</w:t></w:r></w:p>"
#define CELL(content) "<w:tc>" content "</w:tc>"

static void expect_docx(const char *body, const char *numbering, const char *styles, const char *text)
{
    size_t length;
    char *bytes = docx_of(body, numbering, styles, &length);
    speech_document *document = document_of(bytes, length, "speech.docx");
    ck_assert_str_eq(document->text, text);
    ck_assert_str_eq(document->media_type, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    ck_assert_str_eq(document->encoding, "binary");
    speech_document_free(document);
    free(bytes);
}

static const struct {
    const char *body;
    const char *text;
} cases[] = {
    {P("在清河市水务工作会议上的讲话") P("") P("") P("同志们："), "在清河市水务工作会议上的讲话\n\n同志们：\n"},
    {"<w:p><w:r><w:t>各县区</w:t></w:r><w:r><w:t>要</w:t></w:r></w:p>", "各县区要\n"},
    {"<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r></w:p>",
     "甲\n乙\t丙-丁\n"},
    {"<w:p><w:r><w:br w:type='page'/><w:t>甲</w:t></w:r></w:p>", "甲\n"},
    {P("A&amp;B &lt;5&#37;"), "A&B <5%\n"},
    /* tracked changes: what was deleted or moved away is not there, what was inserted is */
    {"<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins><w:r><w:t>丙</w:t></w:r>"
     "</w:ins><w:moveFrom><w:r><w:t>丁</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>戊</w:t></w:r></w:moveTo></w:p>",
     "甲丙戊\n"},
    {"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>" P("后半"), "前半后半\n"},
    /* hidden text; a paragraph end that is hidden hides nothing else */
    {"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r><w:r><w:rPr>"
     "<w:vanish w:val='0'/></w:rPr><w:t>乙</w:t></w:r><w:r><w:t>丙</w:t></w:r></w:p>",
     "乙丙\n"},
    /* fields show their result; links, controls and smart tags their content */
    {"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>3</w:t></w:r></w:fldSimple><w:hyperlink>"
     "<w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p><w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" P(
         "乙") "</w:sdtContent></w:sdt>",
     "3甲\n乙\n"},
    {"<w:p><w:r><w:ruby><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></"
     "w:ruby>"
     "</w:r></w:p>",
     "汉\n"},
    /* a text box comes before the paragraph it is anchored in, and once */
    {"<w:p><w:r><w:t>框外</w:t><mc:AlternateContent><mc:Choice><w:txbxContent>" P(
         "框内") "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" P("框内") "</w:txbxContent></mc:Fallback></"
                                                                                      "mc:AlternateContent></w:r></"
                                                                                      "w:p>",
     "框内\n框外\n"},
    /* tables */
    {"<w:tbl><w:tr>" CELL(P("单位")) CELL(P("数量") P("备注")) "</w:tr><w:tr>" CELL(P("甲县")) CELL(P(""))
         CELL(P("3个")) "</w:tr></w:tbl>" P("完"),
     "单位\t数量 备注\n甲县\t3个\n完\n"},
    {"<w:tbl><w:tr>" CELL(P("一段") P("二段")) "</w:tr></w:tbl>", "一段\n二段\n"},
    {"<w:tbl><w:tr>" CELL(P("外"))
         CELL("<w:tbl><w:tr>" CELL(P("内")) CELL(P("中")) "</w:tr></w:tbl>" P("")) "</w:tr></w:tbl>",
     "外\t内 中\n"},
};

START_TEST(test_text)
{
    expect_docx(cases[_i].body, NULL, NULL, cases[_i].text);
}
END_TEST

#define LEVEL(level, format, text, more)                                                                               \
    "<w:lvl w:ilvl='" level "'><w:start w:val='1'/><w:numFmt w:val='" format "'/>" more "<w:lvlText w:val='" text      \
    "'/></w:lvl>"
#define LIST(list, outline) "<w:num w:numId='" list "'><w:abstractNumId w:val='" outline "'/></w:num>"

START_TEST(test_numbers_are_made_visible)
{
    expect_docx(NUMBERED("1", "0", "抓好工程") NUMBERED("1", "1", "加快进度") NUMBERED("1", "2", "甲")
                    NUMBERED("1", "2", "乙") NUMBERED("1", "3", "丙") NUMBERED("1", "1", "守住底线")
                        NUMBERED("1", "2", "丁") P("插话。") NUMBERED("1", "0", "抓好服务")
                            NUMBERED("1", "1", "办好实事"),
                "<w:abstractNum w:abstractNumId='7'>" LEVEL("0", "chineseCounting", "%1、", "")
                    LEVEL("1", "chineseCountingThousand", "（%2）", "") LEVEL("2", "decimal", "%3.", "")
                        LEVEL("3", "decimal", "%1.%2.%3.%4", "<w:isLgl/>") "</w:abstractNum>" LIST("1", "7"),
                NULL,
                "一、抓好工程\n（一）加快进度\n1. 甲\n2. 乙\n1.1.2.1 丙\n（二）守住底线\n1. 丁\n插话。\n二、抓好服务\n"
                "（一）办好实事\n");
}
END_TEST

START_TEST(test_numbers_of_styles)
{
    expect_docx(
        STYLED("H1", "总则") STYLED("H2", "目的") STYLED("H1a", "分则") STYLED("H2", "职责") STYLED(
            "Plain",
            "正文") "<w:p><w:pPr><w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr><w:r><w:t>无号"
                    "</w:t></w:r></w:p>",
        "<w:abstractNum w:abstractNumId='3'>" LEVEL("0", "japaneseCounting", "第%1章", "<w:pStyle w:val='H1'/>")
            LEVEL("1", "chineseCounting", "第%2条　",
                  "<w:pStyle w:val='H2'/><w:lvlRestart w:val='0'/>") "</w:abstractNum>" LIST("5", "3"),
        "<w:style w:type='paragraph' w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='5'/></w:numPr></w:pPr>"
        "</w:style><w:style w:type='paragraph' w:styleId='H1a'><w:basedOn w:val='H1'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='H2'><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='5'/>"
        "</w:numPr></w:pPr></w:style>",
        "第一章 总则\n第一条　目的\n第二章 分则\n第二条　职责\n正文\n无号\n");
}
END_TEST

START_TEST(test_lists_start_over_where_they_say_so)
{
    expect_docx(NUMBERED("1", "0", "甲") NUMBERED("1", "0", "乙") NUMBERED("2", "0", "丙") NUMBERED("2", "0", "丁")
                    NUMBERED("3", "0", "戊") NUMBERED("9", "0", "己") NUMBERED("4", "0", "庚"),
                "<w:abstractNum w:abstractNumId='1'>" LEVEL(
                    "0", "decimal", "%1、",
                    "") "</w:abstractNum>"
                        "<w:abstractNum w:abstractNumId='2'>" LEVEL("0", "bullet", "·", "") "</w:abstractNum>" LIST(
                            "1", "1") "<w:num w:numId='2'><w:abstractNumId w:val='1'/><w:lvlOverride "
                                      "w:ilvl='0'><w:startOverride w:val='5'/>"
                                      "</w:lvlOverride></w:num>" LIST("3", "1") LIST("4", "2"),
                NULL, "1、甲\n2、乙\n5、丙\n6、丁\n7、戊\n己\n庚\n");
}
END_TEST

/* A format of numbers, and how it writes 1, 10, 21 and 105. */
static const struct {
    const char *format;
    const char *text;
} formats[] = {
    {"decimal", "1|10|21|105"},
    {"decimalZero", "01|10|21|105"},
    {"chineseCounting", "一|十|二十一|一百零五"},
    {"chineseCountingThousand", "一|十|二十一|一百零五"},
    {"taiwaneseCountingThousand", "一|十|二十一|一百零五"},
    {"japaneseCounting", "一|十|二十一|一百零五"},
    {"ideographDigital", "一|一○|二一|一○五"},
    {"chineseLegalSimplified", "壹|壹拾|贰拾壹|壹佰零伍"},
    {"ideographLegalTraditional", "壹|壹拾|貳拾壹|壹佰零伍"},
    {"ideographTraditional", "甲|癸|21|105"},
    {"ideographZodiac", "子|酉|21|105"},
    {"upperLetter", "A|J|U|AAAAA"},
    {"lowerLetter", "a|j|u|aaaaa"},
    {"upperRoman", "I|X|XXI|CV"},
    {"lowerRoman", "i|x|xxi|cv"},
    {"decimalEnclosedCircleChinese", "①|⑩|21|105"},
    {"decimalEnclosedParen", "⑴|⑽|21|105"},
    {"decimalFullWidth", "１|１０|２１|１０５"},
    {"someFutureFormat", "1|10|21|105"},
    {"none", "|||"},
};

START_TEST(test_number_formats)
{
    static const int starts[] = {1, 10, 21, 105};
    char numbering[4096] = "", body[2048] = "", expected[256] = "", piece[512];
    const char *text = formats[_i].text;
    for (int i = 0; i < 4; i++) {
        snprintf(piece, sizeof piece,
                 "<w:abstractNum w:abstractNumId='%d'><w:lvl w:ilvl='0'><w:start w:val='%d'/><w:numFmt w:val='%s'/>"
                 "<w:lvlText w:val='%%1、'/></w:lvl></w:abstractNum><w:num w:numId='%d'><w:abstractNumId "
                 "w:val='%d'/></w:num>",
                 i, starts[i], formats[_i].format, i + 1, i);
        strcat(numbering, piece);
        snprintf(piece, sizeof piece,
                 "<w:p><w:pPr><w:numPr><w:numId w:val='%d'/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", i + 1);
        strcat(body, piece);
        size_t width = strcspn(text, "|");
        snprintf(piece, sizeof piece, "%.*s、x\n", (int)width, text);
        strcat(expected, piece);
        text += width + 1;
    }
    expect_docx(body, numbering, NULL, expected);
}
END_TEST

START_TEST(test_title_of_the_properties)
{
    size_t length;
    const member members[] = {
        {"_rels/.rels", DOCX_RELATIONSHIPS},
        {"docProps/core.xml", "<c xmlns:d='x'><d:creator>某人</d:creator><d:title>水务&amp;工程</d:title></c>"},
        {"word/document.xml", "<w:document " DOCX_NAMESPACES "><w:body>" P("甲") "</w:body></w:document>"},
        {NULL, NULL}};
    char *bytes = zip_of(members, &length);
    speech_document *document = document_of(bytes, length, NULL);
    ck_assert_pstr_eq(document->title, "水务&工程");
    ck_assert_ptr_null(document->published_on);
    speech_document_free(document);
    free(bytes);
}
END_TEST

/* Containers that are no Word document, or do harm. */
static const struct {
    member members[3];
    speech_status status;
    const char *words;
} bad[] = {
    {{{"a.txt", "x"}}, SPEECH_UNSUPPORTED, "no Word document"},
    {{{"_rels/.rels", DOCX_RELATIONSHIPS}}, SPEECH_ENCODING, "word/document.xml is missing"},
    {{{"_rels/.rels", DOCX_RELATIONSHIPS}, {"word/document.xml", "<workbook/>"}},
     SPEECH_UNSUPPORTED,
     "no Word document"},
    {{{"_rels/.rels", DOCX_RELATIONSHIPS}, {"word/document.xml", "<document><p>"}}, SPEECH_ENCODING, "damaged"},
    {{{"_rels/.rels", DOCX_RELATIONSHIPS}, {"word/document.xml", "no XML"}}, SPEECH_ENCODING, "damaged"},
    {{{"_rels/.rels", DOCX_RELATIONSHIPS}, {"word/document.xml", ""}}, SPEECH_ENCODING, "damaged"},
    {{{"_rels/.rels", DOCX_RELATIONSHIPS},
      {"word/document.xml", "<!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><d>&b;</d>"}},
     SPEECH_ENCODING,
     "declares a document type"},
    {{{"_rels/.rels", DOCX_RELATIONSHIPS}, {"word/document.xml", "<!DOCTYPE d SYSTEM 'file:///etc/passwd'><d/>"}},
     SPEECH_ENCODING,
     "declares a document type"},
};

START_TEST(test_bad_containers)
{
    size_t length;
    member members[4] = {{NULL, NULL}};
    memcpy(members, bad[_i].members, sizeof bad[_i].members);
    char *bytes = zip_of(members, &length);
    expect_failure(bytes, length, NULL, bad[_i].status, bad[_i].words);
    free(bytes);
}
END_TEST

START_TEST(test_limits)
{
    enum { TIMES = 200000 };
    static const char unit[] = P("各县区要抓好落实。");
    size_t length;
    char *body = malloc(sizeof unit * TIMES);
    for (int i = 0; i < TIMES; i++) memcpy(body + (sizeof unit - 1) * (size_t)i, unit, sizeof unit);
    char *bytes = docx_of(body, NULL, NULL, &length);
    ck_assert_uint_lt(length, 100000); /* what is small when packed */
    speech_read_options options = {.struct_size = sizeof options, .max_text_bytes = 1 << 20};
    expect_failure(bytes, length, &options, SPEECH_TOO_BIG, "limit of 1048576");
    options.max_bytes = 1000;
    expect_failure(bytes, length, &options, SPEECH_TOO_BIG, "limit of 1000");
    free(bytes);
    for (int i = 0; i < 2000; i++) memcpy(body + 7 * i, "<w:sdt>", 8);
    bytes = docx_of(body, NULL, NULL, &length);
    expect_failure(bytes, length, NULL, SPEECH_TOO_BIG, "nested deeper");
    free(bytes);
    free(body);
}
END_TEST

START_TEST(test_damaged_containers)
{
    size_t length;
    char *bytes = docx_of(P("各县区要抓好落实。"), NULL, NULL, &length);
    for (size_t cut = 4; cut < length; cut += 7) {
        speech_document *document = NULL;
        speech_status status = speech_document_read(&document, bytes, cut, NULL, NULL);
        ck_assert_msg(status == SPEECH_ENCODING, "cut at %zu: %d", cut, status);
    }
    free(bytes);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_text, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tests, test_numbers_are_made_visible);
    tcase_add_test(tests, test_numbers_of_styles);
    tcase_add_test(tests, test_lists_start_over_where_they_say_so);
    tcase_add_loop_test(tests, test_number_formats, 0, sizeof formats / sizeof *formats);
    tcase_add_test(tests, test_title_of_the_properties);
    tcase_add_loop_test(tests, test_bad_containers, 0, sizeof bad / sizeof *bad);
    tcase_add_test(tests, test_limits);
    tcase_add_test(tests, test_damaged_containers);
}

int main(void)
{
    return run_suite("docx", add_tests);
}
