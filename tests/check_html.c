/* HTML: what a reader of a page sees. */
#include "document_fixture.h"

/* Fragments and the text they show. */
static const struct {
    const char *html;
    const char *text;
} cases[] = {
    /* blocks are lines, inline elements are not */
    {"<p>各县区要抓好<b>落实</b>。</p><p>市水务局<span>负责</span>。</p>", "各县区要抓好落实。\n市水务局负责。\n"},
    {"<div>一、抓工程<div>（一）加快进度</div>底线</div>", "一、抓工程\n（一）加快进度\n底线\n"},
    {"<p>甲<br>乙<br/>丙</p>", "甲\n乙\n丙\n"},
    {"<p>甲<br><br>乙</p>", "甲\n\n乙\n"},
    {"<p>甲</p><p>&nbsp;</p><p></p><p>乙</p>", "甲\n\n乙\n"},
    {"<h1>题</h1>\n\n<h2>副题</h2>\n正文\n  续行", "题\n副题\n正文 续行\n"},
    {"<pre>第一行\n\n  第二行</pre>", "第一行\n\n  第二行\n"},
    /* white space: a run is one blank, no-break spaces are blanks, ideographic ones stay */
    {"<p>  张 \n\t 三&nbsp;&nbsp;李四 </p>", "张 三  李四\n"},
    {"<p>&nbsp;&nbsp;　　首行</p>", "　　首行\n"},
    {"<p><b>甲</b> <b>乙</b></p>", "甲 乙\n"},
    /* references, also those that lack a semicolon or mean a Windows character */
    {"<p>A&amp;B &lt;5&#37; &#x4E00;&#150;二&nbsp<b>三</b>&middot四</p>", "A&B <5% 一–二 三·四\n"},
    {"<p>利润&gt;5万元，?a=1&copy=2</p>", "利润>5万元，?a=1&copy=2\n"},
    {"<p>改\xE2\x80\x8B革\xC2\xAD开放</p>", "改革开放\n"},
    /* tables: a row of data is a line, a table for layout is not */
    {"<table><tr><th>单位</th><th>数量</th></tr><tr><td><p>甲县</p></td><td><p>3个</p></td></tr></table>",
     "单位\t数量\n甲县\t3个\n"},
    {"<table><tr><td>一行<p>二行</p></td></tr></table>", "一行\n二行\n"},
    {"<table><tr><td></td><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>", "甲\t乙\n"},
    /* lists */
    {"<ul><li>甲</li><li>乙</li></ul>", "甲\n乙\n"},
    {"<ol start=3><li>甲</li><li>乙<li value=9>丙</ol>", "3. 甲\n4. 乙\n9. 丙\n"},
    {"<ol><li>一、甲</li><li>（二）乙</li></ol>", "一、甲\n（二）乙\n"},
    /* what is not shown */
    {"<p>甲</p><script>if (a<b) document.write('<p>乙</p>')</script><style>p{}</style><!-- 丙 --><p>丁</p>",
     "甲\n丁\n"},
    {"<p>甲</p><div style='color:red; DISPLAY : none'>乙<p>丙</p></div><p hidden>丁</p><p>戊</p>", "甲\n戊\n"},
    {"<p>甲</p><form><input value=乙><select><option>丙</select><textarea>丁</textarea></form>", "甲\n"},
    {"<p>甲<noscript>乙</noscript><iframe>丙</iframe><button>丁</button></p>", "甲\n"},
    {"<body style='visibility:hidden'><p>甲</p></body>", "甲\n"},
    {"<p><ruby>汉<rp>(</rp><rt>hàn</rt></ruby>字</p>", "汉字\n"},
    /* broken markup */
    {"<p>甲<p>乙<b>丙<p>丁</b>戊", "甲\n乙丙\n丁戊\n"},
    {"<div><span>甲</div></span></p>乙</td>丙", "甲\n乙丙\n"},
    {"<p class=\"a>甲</p><p>乙</p>", ""},
    {"<p>增长<5%，x < y，&，&#，&unknown; 完", "增长<5%，x < y，&，&#，&unknown; 完\n"},
    {"<p>甲<![if !supportLists]>乙<![endif]><o:p>丙</o:p><?xml:namespace prefix = o /></p>", "甲乙丙\n"},
    {"[<div><p>甲</p></div>]", "[\n甲\n]\n"},
    {"<table><p>甲<tr><td>乙", "甲\n乙\n"},
    {"<p>甲</p></body></html><p>乙</p>", "甲\n乙\n"},
};

START_TEST(test_text)
{
    expect_text(cases[_i].html, "page.html", cases[_i].text);
}
END_TEST

#define SENTENCE "各县区要在六月底前完成全部水毁工程的修复任务，并把结果报送市水务局备案。"
#define SPEECH "<p>" SENTENCE "</p><p>" SENTENCE "</p><p>" SENTENCE "</p>"
#define SPEECH_TEXT_OF SENTENCE "\n" SENTENCE "\n" SENTENCE "\n"

/* Furniture around a speech of three sentences; what remains is the speech and what stands in `rest`. */
static const struct {
    const char *before;
    const char *after;
    const char *rest;
} pages[] = {
    {"<ul><li><a href=/>首页</a><li><a href=/a>新闻</a><li><a href=/b>政务公开</a></ul>", "", ""},
    {"<div>当前位置：<a href=/>首页</a> &gt; <a href=/a>领导讲话</a></div>", "", ""},
    {"<nav>本站导航</nav>", "<footer>清河市人民政府主办 技术支持：某公司</footer>", ""},
    {"<div class='share-bar'>分享到：微信 微博</div>", "<div id='footer'>地址：清河市中心路1号 邮编：100000</div>", ""},
    {"",
     "<h3>相关新闻</h3><ul><li><a href=1>全市水务工作会议召开</a>2025-01-02<li><a "
     "href=2>加快工程建设</a>2025-01-03</ul>",
     "相关新闻\n"},
    {"", "<div>上一篇：<a href=1>全市水务工作会议召开</a><br>下一篇：<a href=2>加快工程建设</a></div>", ""},
    {"", "<div class=download-box><a href=x.doc>下载全文</a>需要登录</div>", ""},
    /* and what is no furniture, whatever its name or links */
    {"<p>（<a href=/m>市水务局</a>、<a href=/n>市财政局</a>印发，请照此执行。）</p>", "",
     "（市水务局、市财政局印发，请照此执行。）\n"},
    {"<p><a href=/t>在清河市水务工作会议上的讲话</a></p>", "", "在清河市水务工作会议上的讲话\n"},
    {"<div class=page-header><h1>在清河市水务工作会议上的讲话</h1></div>", "", "在清河市水务工作会议上的讲话\n"},
    {"<p class=position>（2025年2月18日。地点：市会议中心。主持人：张明。）</p>", "",
     "（2025年2月18日。地点：市会议中心。主持人：张明。）\n"},
};

START_TEST(test_furniture)
{
    char page[4096], text[4096];
    const char *before = pages[_i].after[0] == '\0' ? pages[_i].rest : "";
    snprintf(page, sizeof page, "<html><body><div>%s<div class=content>%s</div>%s</div></body></html>",
             pages[_i].before, SPEECH, pages[_i].after);
    snprintf(text, sizeof text, "%s%s%s", before, SPEECH_TEXT_OF, before[0] == '\0' ? pages[_i].rest : "");
    expect_text(page, NULL, text);
}
END_TEST

/* A part that is named as furniture but holds most of the page is the page. */
START_TEST(test_the_greater_part_of_a_page_is_never_furniture)
{
    expect_text("<html><body><div class='article-share menu'>" SPEECH "</div></body></html>", NULL, SPEECH_TEXT_OF);
    expect_text("<html><body><p><a href=1>甲县经验材料</a></p><p><a href=2>乙县经验材料</a></p></body></html>", NULL,
                "甲县经验材料\n乙县经验材料\n");
}
END_TEST

static const struct {
    const char *html;
    const char *title;
    const char *published;
} hints[] = {
    {"<title> 讲话\n全文_清河市 </title><p>甲</p>", "讲话 全文_清河市", NULL},
    {"<title>清河市人民政府</title><h1>在会上的<b>讲话</b></h1><p>甲</p>", "在会上的讲话", NULL},
    {"<title>清河市</title><h1>甲</h1><h1>乙</h1>", "清河市", NULL},
    {"<meta property='og:title' content='讲话'><title>清河市</title><h1>甲</h1>", "讲话", NULL},
    {"<meta name=PubDate content='2025-02-19 10:30'><p>甲</p>", NULL, "2025-02-19"},
    {"<meta property=article:published_time content='2025-02-19T10:30:00+08:00'><p>甲</p>", NULL, "2025-02-19"},
    {"<p>发布时间：2025年2月19日 来源：清河日报</p>", NULL, "2025-02-19"},
    {"<p>日期：2025-02</p><p>2025年2月18日</p>", NULL, NULL},
    {"<p>甲<svg><title>图标</title></svg></p>", "图标", NULL},
    {"<p>甲</p>", NULL, NULL},
};

START_TEST(test_hints)
{
    speech_document *document = document_of(hints[_i].html, strlen(hints[_i].html), "page.htm");
    ck_assert_pstr_eq(document->title, hints[_i].title);
    ck_assert_pstr_eq(document->published_on, hints[_i].published);
    speech_document_free(document);
}
END_TEST

static char *repeated(const char *what, size_t times, size_t *length)
{
    size_t size = strlen(what);
    char *bytes = malloc(size * times + 1);
    for (size_t i = 0; i < times; i++) memcpy(bytes + i * size, what, size);
    *length = size * times;
    bytes[*length] = '\0';
    return bytes;
}

START_TEST(test_limits)
{
    size_t length;
    speech_read_options options = {.struct_size = sizeof options, .media_type = "text/html"};
    char *deep = repeated("<div>", 100000, &length);
    expect_failure(deep, length, &options, SPEECH_TOO_BIG, "nested deeper than the limit of 512");
    options.max_depth = 200000;
    speech_document *document = NULL;
    ck_assert_int_eq(speech_document_read(&document, deep, length, &options, NULL), SPEECH_OK);
    speech_document_free(document);
    free(deep);

    char *attributes = repeated(" a", 100000, &length);
    memcpy(attributes, "<p", 2);
    options.max_depth = 0;
    expect_failure(attributes, length, &options, SPEECH_TOO_BIG, "attributes");
    free(attributes);

    options.max_text_bytes = 10;
    expect_failure("<p>甲乙丙丁</p>", strlen("<p>甲乙丙丁</p>"), &options, SPEECH_TOO_BIG, "limit of 10");
}
END_TEST

/* Time is linear in what is nested, unclosed, or full of attributes; a quadratic parser would take hours here. */
START_TEST(test_hostile_pages_end)
{
    static const char *const units[] = {"<b>",    "</p>",     "<p>",     "&",          "<a href=1>", "<li>",
                                        "<!--",   "<![",      "<table>", "<td></td>",  "<p a>",      "<font a=1>",
                                        "&nbsp",  "<script>", "<br>",    "<p style='", "</",         "<",
                                        "<a b='", "\xC2\xA0", "<?"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t length;
        char *bytes = repeated(units[i], 200000, &length);
        speech_document *document = NULL;
        speech_read_options options = {.struct_size = sizeof options, .media_type = "text/html"};
        speech_status status = speech_document_read(&document, bytes, length, &options, NULL);
        ck_assert_msg(status == SPEECH_OK || status == SPEECH_TOO_BIG, "%s: %d", units[i], status);
        speech_document_free(document);
        free(bytes);
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, test_text, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(tests, test_furniture, 0, sizeof pages / sizeof *pages);
    tcase_add_test(tests, test_the_greater_part_of_a_page_is_never_furniture);
    tcase_add_loop_test(tests, test_hints, 0, sizeof hints / sizeof *hints);
    tcase_add_test(tests, test_limits);
    tcase_add_test(tests, test_hostile_pages_end);
}

int main(void)
{
    return run_suite("html", add_tests);
}
