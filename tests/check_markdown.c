/* Markdown: the text without its marks, and nothing else changed. */
#include "document_fixture.h"

static const struct {
    const char *markdown;
    const char *text;
} cases[] = {
    {"# 在清河市水务工作会议上的讲话\n\n同志们：\n", "在清河市水务工作会议上的讲话\n\n同志们：\n"},
    {"## 一、抓好工程 ##\n正文\n续行\n", "一、抓好工程\n正文\n续行\n"},
    {"题目\n====\n副题\n---\n正文\n", "题目\n副题\n正文\n"},
    {"甲\r\n\r\n\r\n\r\n乙\r\n", "甲\n\n乙\n"},
    /* numbers of lists stay as they were written */
    {"1. 做强\n1. 做优\n3、做活\n- 甲\n* 乙\n  + 丙\n", "1. 做强\n1. 做优\n3、做活\n甲\n乙\n丙\n"},
    {"> 引文\n> > 深处\n", "引文\n深处\n"},
    {"***\n甲\n- - -\n", "甲\n"},
    /* emphasis, also where CommonMark sees none for want of blanks */
    {"要**坚持**原则，*务必*落实，__全面__部署，~~作废~~。\n", "要坚持原则，*务必*落实，__全面__部署，作废。\n"},
    {"*务必*落实，_全面_，__全面__，***切实***。\n", "*务必*落实，全面，全面，切实。\n"},
    {"**“重点”**要抓好\n", "“重点”要抓好\n"},
    /* what is meant literally */
    {"投资*亿元，建成*个项目；*月*日，在**市**县，3*5=15，a_b_c，5 * 3 * 2\n",
     "投资*亿元，建成*个项目；*月*日，在**市**县，3*5=15，a_b_c，5 * 3 * 2\n"},
    {"#标签 C# 3#楼\n", "#标签 C# 3#楼\n"},
    {"　　首行缩进\n    四个空格\n", "　　首行缩进\n四个空格\n"},
    {"\\*不是强调\\* \\# C:\\路径\n", "*不是强调* # C:\\路径\n"},
    /* links and images */
    {"见[市水务局](http://a.b/c_(d) \"题\")文件，![图](x.png)完。\n", "见市水务局文件，完。\n"},
    {"[方括号]里的话，[1]，[^2]\n", "[方括号]里的话，[1]，[^2]\n"},
    {"甲[一][x]\n\n[x]: http://a.b\n", "甲[一][x]\n"},
    {"![](a.png)\n甲\n", "甲\n"},
    /* HTML inside */
    {"<p>甲<br>乙</p>\n<!-- 丙 -->\n<img src=\"x\">\n5<6，a<b>c\n", "甲\n乙\n5<6，ac\n"},
    {"A&amp;B&nbsp;C &copy;\n", "A&B C &copy;\n"},
    /* tables and code */
    {"| 单位 | 数量 |\n|---|:-:|\n| **甲县** | 3个 |\n|乙\\|丙||\n完|结\n\n末|尾\n",
     "单位\t数量\n甲县\t3个\n乙|丙\n完\t结\n\n末|尾\n"},
    {"```\n# 不是标题\n**原样**\n```\n甲\n", "# 不是标题\n**原样**\n甲\n"},
    {"~~~ text\n```\n~~~~\n甲\n", "```\n甲\n"},
};

START_TEST(test_text)
{
    expect_text(cases[_i].markdown, "speech.md", cases[_i].text);
}
END_TEST

START_TEST(test_front_matter_is_a_hint)
{
    static const char source[] =
        "---\ntitle: \"水务工作会议讲话\"\ndate: 2025-02-19 08:00:00\ntags: [甲]\n---\n\n正文\n---\n完\n";
    speech_document *document = document_of(source, strlen(source), "a.MARKDOWN");
    ck_assert_str_eq(document->text, "正文\n完\n");
    ck_assert_pstr_eq(document->title, "水务工作会议讲话");
    ck_assert_pstr_eq(document->published_on, "2025-02-19");
    ck_assert_str_eq(document->media_type, "text/markdown");
    speech_document_free(document);
}
END_TEST

/* The same bytes under another name are plain text, and untouched. */
START_TEST(test_plain_text_keeps_its_marks)
{
    expect_text("# 题\n**甲**\n\n\n- 乙\n", "speech.txt", "# 题\n**甲**\n\n\n- 乙\n");
    expect_text("# 题\n**甲**\n\n\n- 乙\n", NULL, "# 题\n**甲**\n\n\n- 乙\n");
}
END_TEST

/* A line of nothing but marks takes linear time. */
START_TEST(test_hostile_lines_end)
{
    static const char *const units[] = {"*",    "[", "![", "](", "_a", "<p", "<!--", "`",
                                        "**a ", "|", "> ", "# ", "\\", "&",  "- "};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t size = strlen(units[i]), length = size * 100000;
        char *bytes = malloc(length);
        for (size_t at = 0; at < length; at += size) memcpy(bytes + at, units[i], size);
        speech_document_free(document_of(bytes, length, "a.md"));
        free(bytes);
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_text, 0, sizeof cases / sizeof *cases);
    tcase_add_test(tests, test_front_matter_is_a_hint);
    tcase_add_test(tests, test_plain_text_keeps_its_marks);
    tcase_add_test(tests, test_hostile_lines_end);
}

int main(void)
{
    return run_suite("markdown", add_tests);
}
