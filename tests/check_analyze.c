/* What holds for the analysis of every document, whatever is in it. */
#include <speecharchive/analysis.h>

#include "support.h"
#include "utf8.h"

static bool is_boundary(const speech_analysis *a, size_t at)
{
    return at <= a->length && (at == a->length || ((unsigned char)a->text[at] & 0xC0) != 0x80);
}

static void assert_inside(const speech_analysis *a, speech_span inner, speech_span outer)
{
    ck_assert_uint_le(inner.begin, inner.end);
    if (inner.begin == inner.end) return;
    ck_assert_uint_ge(inner.begin, outer.begin);
    ck_assert_uint_le(inner.end, outer.end);
    ck_assert(is_boundary(a, inner.begin) && is_boundary(a, inner.end));
}

static void assert_blank(const speech_analysis *a, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at += utf8_width(a->text[at])) ck_assert(utf8_is_space(utf8_at(a->text + at)));
}

/* PEERS 23: every byte of a speech lies in exactly one paragraph or is white space between two. */
static void assert_paragraphs_cover(const speech_analysis *a)
{
    size_t p = 0;
    for (size_t s = 0; s < a->speech_count; s++) {
        size_t at = a->speeches[s].span.begin;
        for (; p < a->paragraph_count && a->paragraphs[p].speech == s; p++) {
            assert_inside(a, a->paragraphs[p].span, a->speeches[s].span);
            ck_assert_uint_ge(a->paragraphs[p].span.begin, at);
            assert_blank(a, at, a->paragraphs[p].span.begin);
            at = a->paragraphs[p].span.end;
        }
        assert_blank(a, at, a->speeches[s].span.end);
        if (s > 0) ck_assert_uint_ge(a->speeches[s].span.begin, a->speeches[s - 1].span.end);
    }
    ck_assert_uint_eq(p, a->paragraph_count);
}

static void assert_sections_nest(const speech_analysis *a)
{
    for (size_t i = 0; i < a->section_count; i++) {
        const speech_section *s = &a->sections[i];
        assert_inside(a, s->span, a->speeches[s->speech].span);
        assert_inside(a, s->label, s->span);
        assert_inside(a, s->heading, s->span);
        ck_assert_uint_eq(s->label.begin, s->span.begin);
        ck_assert_int_ge(s->number, 1);
        if (i > 0) ck_assert_uint_gt(s->span.begin, a->sections[i - 1].span.begin);
        if (s->parent == SPEECH_NONE) {
            ck_assert_int_eq(s->level, 1);
        } else {
            ck_assert_uint_lt(s->parent, i);
            ck_assert_int_eq(s->level, a->sections[s->parent].level + 1);
            assert_inside(a, s->span, a->sections[s->parent].span);
        }
    }
}

/* Is `section` the innermost one that holds byte `at`? */
static void assert_innermost(const speech_analysis *a, size_t section, size_t at)
{
    size_t expected = SPEECH_NONE;
    for (size_t i = 0; i < a->section_count && a->sections[i].span.begin <= at; i++)
        if (at < a->sections[i].span.end) expected = i;
    ck_assert_uint_eq(section, expected);
}

static void assert_rows_fit(const speech_analysis *a)
{
    bool small = a->section_count < 300;
    for (size_t i = 0; i < a->directive_count; i++) {
        const speech_directive *d = &a->directives[i];
        assert_inside(a, d->span, a->paragraphs[d->paragraph].span);
        assert_inside(a, d->actor, a->paragraphs[d->paragraph].span);
        assert_inside(a, d->deadline, a->speeches[d->speech].span); /* a note below may state it */
        if (small) assert_innermost(a, d->section, d->span.begin);
    }
    for (size_t i = 0; i < a->body_count; i++) {
        const speech_body *b = &a->bodies[i];
        ck_assert_uint_lt(b->directive, a->directive_count);
        assert_inside(a, b->span, a->speeches[a->directives[b->directive].speech].span);
        ck_assert_uint_lt(b->span.begin, b->span.end);
        if (i > 0) ck_assert_uint_ge(b->directive, a->bodies[i - 1].directive);
    }
    for (size_t i = 0; i < a->figure_count; i++) {
        const speech_figure *f = &a->figures[i];
        assert_inside(a, f->span, a->paragraphs[f->paragraph].span);
        ck_assert_uint_lt(f->span.begin, f->span.end);
        ck_assert(!(f->masked && f->has_value));
        ck_assert_ptr_nonnull(f->unit);
        if (f->directive != SPEECH_NONE) assert_inside(a, f->span, a->directives[f->directive].span);
        if (i > 0) ck_assert_uint_ge(f->span.begin, a->figures[i - 1].span.end);
        if (small) assert_innermost(a, f->section, f->span.begin);
    }
}

static void analyze_and_assert(const char *bytes, size_t length)
{
    speech_analysis *a = NULL;
    speech_status status = speech_analyze(&a, bytes, length, NULL, NULL);
    if (status == SPEECH_ENCODING || status == SPEECH_EMPTY) return;
    ck_assert_int_eq(status, SPEECH_OK);
    assert_paragraphs_cover(a);
    assert_sections_nest(a);
    assert_rows_fit(a);
    speech_analysis_free(a);
}

static void visit(const char *path)
{
    size_t length;
    char *bytes = read_file(path, &length);
    if (bytes != NULL) analyze_and_assert(bytes, length);
    free(bytes);
}

START_TEST(test_sample_speeches)
{
    ck_assert_uint_gt(each_file(SOURCE_DIR "/examples/samples", visit), 5);
}
END_TEST

START_TEST(test_shared_documents)
{
    if (each_file(SOURCE_DIR "/../shared/seeds", visit) == 0) puts("skipped: no ../shared");
    each_file(SOURCE_DIR "/../shared/corpus", visit);
}
END_TEST

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Pieces that the rules look for, thrown together without sense. */
START_TEST(test_random_documents)
{
    static const char *const pieces[] = {
        "一、", "（一）", "1.", "（1）", "一是", "二是", "三是", "首先，", "其次，", "最后，", "第一，", "第二，",
        "壹、", "其一，", "①",
        "同志们：", "各位代表！", "谢谢大家。", "在清河市会议上的讲话", "——", "（2023年4月3日）", "来源：",
        "目录", "附件：", "名词解释",
        "第二篇：", "下载", "\n", "\n\n", "\r\n", "　　", " ", "。", "；", "，", "！", "？", "“", "”",
        "）", "要", "必须", "严禁", "6月底前",
        "各学校", "完成", "*亿元", "×所", "3.5万", "百分之三", "至", "5%", "万", "亿", "元", "人",
        "约", "以上", "2024年", "abc", "\xF0\x9F\x98\x80",
        "各級機關應於年底前", "县长 沈远", "上一篇", "\xEF\xBC\x91\xEF\xBC\x92", "二十", "余", "个", "------",
    };
    enum { COUNT = sizeof pieces / sizeof *pieces, MAX_PIECES = 400 };
    unsigned state = (unsigned)_i * 7919u + 1;
    char text[MAX_PIECES * 32] = "";
    size_t length = 0;
    for (unsigned n = next_random(&state) % MAX_PIECES; n > 0; n--) {
        const char *piece = pieces[next_random(&state) % COUNT];
        memcpy(text + length, piece, strlen(piece));
        length += strlen(piece);
    }
    analyze_and_assert(text, length);
}
END_TEST

START_TEST(test_long_runs_of_one_thing)
{
    static const char *const runs[] = {"一", "一是", "一、\n", "*", "1", "（一）", "，", "同志们，",
                                       "a\n", "　", "。", "第一，", "要", "一万", "首先，好。\n"};
    size_t each = strlen(runs[_i]), length = 0;
    char *text = malloc(600000);
    while (length + each < 600000) {
        memcpy(text + length, runs[_i], each);
        length += each;
    }
    speech_analysis *a = NULL;
    speech_status status = speech_analyze(&a, text, length, NULL, NULL);
    ck_assert(status == SPEECH_OK || status == SPEECH_EMPTY);
    speech_analysis_free(a);
    free(text);
}
END_TEST

START_TEST(test_wrong_use)
{
    speech_analysis *a = NULL;
    speech_error error;
    speech_analyze_options limited = {.struct_size = sizeof limited, .max_bytes = 5}, unset = {0};
    ck_assert_int_eq(speech_analyze(NULL, "a", 1, NULL, &error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_analyze(&a, NULL, 1, NULL, &error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_analyze(&a, "a", 1, &unset, &error), SPEECH_MISUSE);
    ck_assert_int_eq(speech_analyze(&a, "清河", 6, &limited, &error), SPEECH_TOO_BIG);
    ck_assert_str_eq(error.message, "6 bytes, more than the limit of 5");
    ck_assert_ptr_null(a);
    speech_analysis_free(NULL);
}
END_TEST

START_TEST(test_figures_of_a_passage)
{
    speech_analysis *a = NULL;
    const char *text = "全年投入16.4亿元。";
    ck_assert_int_eq(speech_find_figures(&a, text, strlen(text), NULL), SPEECH_OK);
    ck_assert_uint_eq(a->figure_count, 1);
    ck_assert_int_eq(a->figures[0].value.coefficient, 1640000000);
    ck_assert_int_eq(a->figures[0].value.exponent, 0);
    ck_assert_uint_eq(a->directive_count, 0);
    speech_analysis_free(a);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_sample_speeches);
    tcase_add_test(tests, test_shared_documents);
    tcase_add_loop_test(tests, test_random_documents, 0, 300);
    tcase_add_loop_test(tests, test_long_runs_of_one_thing, 0, 15);
    tcase_add_test(tests, test_wrong_use);
    tcase_add_test(tests, test_figures_of_a_passage);
}

int main(void)
{
    return run_suite("analyze", add_tests);
}
