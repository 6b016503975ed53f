/*
 * Search finds what a scan of every paragraph finds: thousands of random queries over real and random texts,
 * each answered once by the library and once by a plain evaluation of the tree that the query was written from,
 * on texts folded by utf8proc as a whole.
 */
#include "search_fixture.h"
#include "support.h"

#include <dirent.h>
#include <utf8proc.h>

#include "simplified.h"
#include "utf8.h"

enum { TEXT_LIMIT = 600, TREE_NODES = 15, WORD_BYTES = 160, QUERY_BYTES = 8192 };

/* ---- chance ---- */

static uint64_t chance_state = 20240229;

static uint32_t chance(uint32_t below)
{
    chance_state = chance_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(chance_state >> 33) % below;
}

/* ---- texts ---- */

typedef struct texts {
    fixture f;
    char *original[TEXT_LIMIT];
    char *folded[TEXT_LIMIT];
    int speech[TEXT_LIMIT];
    int count;
} texts;

/* The folding of reference: utf8proc's own, then character by character. The caller frees it. */
static char *reference_fold(const char *text)
{
    char *folded = (char *)utf8proc_NFKC_Casefold((const utf8proc_uint8_t *)text);
    ck_assert_ptr_nonnull(folded);
    for (size_t i = 0; folded[i] != '\0'; i += utf8_width(folded[i]))
        if (utf8_width(folded[i]) == 3)
            utf8proc_encode_char((utf8proc_int32_t)simplified(utf8_at(folded + i)), (utf8proc_uint8_t *)folded + i);
    return folded;
}

static const char *const speakers[] = {"林致远", "周望舒", "林望"};
static const char *const dates[] = {"2018", "2019-05", "2019-06-01", "2021-12-31", NULL};

static void add_paragraph(texts *t, const char *text, size_t length)
{
    if (t->count == TEXT_LIMIT || length == 0 || memchr(text, '\0', length) != NULL) return;
    if (t->count % 40 == 0) fixture_speech(&t->f, NULL, speakers[chance(3)], dates[chance(5)]);
    fixture_paragraph_of(&t->f, text, length, chance(10) == 0);
    char *copy = malloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    t->original[t->count] = copy;
    t->folded[t->count] = reference_fold(copy);
    t->speech[t->count++] = (int)t->f.speech;
}

static void texts_free(texts *t)
{
    for (int i = 0; i < t->count; i++) {
        free(t->original[i]);
        free(t->folded[i]);
    }
    fixture_close(&t->f);
    free(t);
}

/* Every so many lines of the corpus, or nothing. */
static void add_corpus(texts *t)
{
    DIR *directory = opendir(SOURCE_DIR "/../shared/corpus");
    if (directory == NULL) return;
    char line[16384], path[1024];
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        size_t length = strlen(entry->d_name);
        if (length < 4 || strcmp(entry->d_name + length - 4, ".txt") != 0) continue;
        snprintf(path, sizeof path, "%s/../shared/corpus/%s", SOURCE_DIR, entry->d_name);
        FILE *in = fopen(path, "rb");
        while (in != NULL && fgets(line, sizeof line, in) != NULL) {
            size_t end = strcspn(line, "\r\n");
            if (end > 0 && chance(20) == 0 &&
                utf8proc_decompose((utf8proc_uint8_t *)line, (utf8proc_ssize_t)end, NULL, 0, 0) >= 0)
                add_paragraph(t, line, end);
        }
        if (in != NULL) fclose(in);
    }
    closedir(directory);
}

/* For where there is no corpus: sentences put together from invented pieces. */
static const char *const pieces[] = {"深化改革", "扩大开放", "高质量发展", "乡村振兴", "（一）", "“双减”",
                                     "GDP",      "５Ｇ基站", "99.5%",      "2024年",   "落實",   "體制機制",
                                     "，",       "。",       "、",         "\n",       " ",      "青川县",
                                     "A-1",      "……",       "ＰＰＰ",     "é",        "ー",     "か\xE3\x82\x99",
                                     "①",        "𠮷",       "😀",          "㎡"};

static void add_invented(texts *t, int count)
{
    char text[2048];
    for (int i = 0; i < count; i++) {
        size_t length = 0;
        for (uint32_t n = 1 + chance(40); n > 0; n--)
            length += (size_t)sprintf(text + length, "%s", pieces[chance(sizeof pieces / sizeof *pieces)]);
        add_paragraph(t, text, length);
    }
}

/* Random characters of a small alphabet, so that all that is rare happens often. */
static void add_random(texts *t, int count)
{
    static const char *const alphabet[] = {
        "甲", "乙",        "丙", "龍", "龙", "a",  "B",  "ｂ",           "1", "２", "%",  "-", " ", "。",
        "é",  "e\xCC\x81", "か", "ガ", "ｶﾞ", "한", "𠮷", "\xE2\x80\x8B", "ß", "\n", "　", "ﬁ"};
    char text[1024];
    for (int i = 0; i < count; i++) {
        size_t length = 0;
        for (uint32_t n = 1 + chance(60); n > 0; n--)
            length += (size_t)sprintf(text + length, "%s", alphabet[chance(sizeof alphabet / sizeof *alphabet)]);
        add_paragraph(t, text, length);
    }
}

/* ---- queries ---- */

typedef enum node_kind { NODE_WORD, NODE_NOT, NODE_AND, NODE_OR } node_kind;

/* Nodes follow their operands. */
typedef struct node {
    node_kind kind;
    int left;
    int right;
    char term[WORD_BYTES];
    char *folded;
} node;

typedef struct tree {
    node nodes[TREE_NODES];
    int count;
} tree;

/* Writes a character in another way that folds to the same. */
static size_t put_variant(char *out, uint32_t c)
{
    if (c > ' ' && c < 0x7F && c != '"' && chance(3) == 0) c += 0xFEE0;
    else if (c >= 'a' && c <= 'z' && chance(2) == 0) c -= 32;
    else if (simplified(c) != c && chance(2) == 0) c = simplified(c);
    else if (c >= 0x4E00 && c <= 0x9FFF && chance(4) == 0) {
        for (uint32_t other = 0x4E00; other < 0x9FCC; other++)
            if (other != c && simplified(other) == c) {
                c = other;
                break;
            }
    }
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

/* One to nine characters from somewhere in the texts, written in some way. Their folded form is not empty. */
static void random_word(char *out, const texts *t)
{
    const char *text = t->original[chance((uint32_t)t->count)];
    size_t length = strlen(text), at = chance((uint32_t)length), used = 0;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80) at--;
    for (uint32_t n = 1 + chance(chance(3) == 0 ? 9 : 3); n > 0 && at < length; n--) {
        uint32_t c = utf8_at(text + at);
        if (c != '"' && c != 0xFF02 && c != 0x200B) used += put_variant(out + used, c);
        at += utf8_width(text[at]);
        if (chance(40) == 0) at = 0; /* a term that stands nowhere, perhaps */
    }
    if (used == 0) out[used++] = 'x';
    out[used] = '\0';
}

static void random_tree(tree *out, const texts *t)
{
    int open[TREE_NODES], count = 0;
    int words = 1 + (int)chance(chance(2) == 0 ? 6 : 2);
    out->count = 0;
    for (int made = 0; made < words || count > 1;) {
        node *n = &out->nodes[out->count];
        if (made < words && (count < 2 || chance(2) == 0)) {
            random_word(n->term, t);
            n->folded = reference_fold(n->term);
            n->kind = NODE_WORD;
            made++;
        } else {
            n->kind = chance(2) == 0 ? NODE_AND : NODE_OR;
            n->right = open[--count];
            n->left = open[--count];
            n->folded = NULL;
        }
        open[count++] = out->count++;
        if (out->count < TREE_NODES - 2 * words && chance(5) == 0) {
            out->nodes[out->count] = (node){.kind = NODE_NOT, .left = out->count - 1};
            open[count - 1] = out->count++;
        }
    }
}

static bool is_bare_word(const char *term)
{
    static const char *const operators[] = {"OR", "AND", "NOT"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(term, operators[i]) == 0) return false;
    if (term[0] == '-' || strncmp(term, "－", 3) == 0) return false;
    for (size_t i = 0; term[i] != '\0'; i += utf8_width(term[i])) {
        uint32_t c = utf8_at(term + i);
        if (c == '(' || c == ')' || c == 0xFF08 || c == 0xFF09 || c == 0xA0 || c == 0x3000 || c <= ' ') return false;
        if (c >= 0x2000 && c <= 0x202F) return false;
    }
    return true;
}

static void write_node(const tree *t, int index, char *out)
{
    const node *n = &t->nodes[index];
    char *end = out + strlen(out);
    ck_assert_uint_lt(strlen(out), QUERY_BYTES - 512);
    switch (n->kind) {
    case NODE_WORD:
        sprintf(end, is_bare_word(n->term) && chance(4) != 0 ? "%s" : chance(5) == 0 ? "＂%s＂" : "\"%s\"", n->term);
        break;
    case NODE_NOT:
        strcat(end, chance(2) == 0 ? "NOT " : chance(3) == 0 ? "－" : "-");
        if (t->nodes[n->left].kind == NODE_WORD) write_node(t, n->left, out);
        else {
            strcat(end, "(");
            write_node(t, n->left, out);
            strcat(end, ")");
        }
        break;
    case NODE_AND:
    case NODE_OR:
        for (int side = 0; side < 2; side++) {
            int operand = side == 0 ? n->left : n->right;
            node_kind kind = t->nodes[operand].kind;
            bool bare = kind == NODE_WORD || kind == NODE_NOT || (kind == n->kind && side == 0) ||
                        (n->kind == NODE_OR && kind == NODE_AND);
            if (side == 1)
                strcat(out, n->kind == NODE_OR ? " OR " : chance(3) == 0 ? " AND " : chance(5) == 0 ? "　" : " ");
            if (!bare) strcat(out, "(");
            write_node(t, operand, out);
            if (!bare) strcat(out, chance(5) == 0 ? " )" : ")");
        }
        break;
    }
}

static bool holds(const tree *t, const char *folded)
{
    bool value[TREE_NODES];
    for (int i = 0; i < t->count; i++) {
        const node *n = &t->nodes[i];
        switch (n->kind) {
        case NODE_WORD: value[i] = strstr(folded, n->folded) != NULL; break;
        case NODE_NOT: value[i] = !value[n->left]; break;
        case NODE_AND: value[i] = value[n->left] && value[n->right]; break;
        case NODE_OR: value[i] = value[n->left] || value[n->right]; break;
        }
    }
    return value[t->count - 1];
}

/* ---- the comparison ---- */

typedef struct answer {
    int ids[TEXT_LIMIT];
    int count;
} answer;

static void ask(const texts *t, const char *text, const speech_filter *filter, answer *out)
{
    speech_cursor *cursor = NULL;
    speech_error error = {0};
    speech_status status = speech_archive_search(t->f.archive, text, filter, NULL, &cursor, &error);
    ck_assert_msg(status == SPEECH_OK, "%s: %s", text, error.message);
    double last = 1e9;
    out->count = 0;
    while ((status = speech_cursor_next(cursor, &error)) == SPEECH_ROW) {
        double score = speech_cursor_real(cursor, 12);
        ck_assert_msg(score <= last, "%s: the scores do not fall", text);
        last = score;
        out->ids[out->count++] = (int)speech_cursor_integer(cursor, 0);
    }
    ck_assert_msg(status == SPEECH_DONE, "%s: %s", text, error.message);
    speech_cursor_free(cursor);
}

static void compare(const texts *t, const tree *query_tree, const char *text, const answer *found)
{
    static bool seen[TEXT_LIMIT + 1];
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < found->count; i++) {
        ck_assert_msg(!seen[found->ids[i]], "%s: paragraph %d twice", text, found->ids[i]);
        seen[found->ids[i]] = true;
    }
    for (int i = 0; i < t->count; i++)
        ck_assert_msg(holds(query_tree, t->folded[i]) == seen[i + 1], "%s: paragraph %d was %s: %s", text, i + 1,
                      seen[i + 1] ? "found" : "not found", t->original[i]);
}

/* Pages, one after the other, are the whole answer. */
static void compare_pages(const texts *t, const char *text, const answer *whole)
{
    static answer page;
    size_t size = 5 + chance(20);
    speech_filter filter = {.struct_size = sizeof filter, .limit = size};
    for (int at = 0; at <= whole->count && at < 80; at += (int)size) {
        filter.offset = (size_t)at;
        ask(t, text, &filter, &page);
        ck_assert_int_eq(page.count, whole->count - at < (int)size ? whole->count - at : (int)size);
        for (int i = 0; i < page.count; i++)
            ck_assert_msg(page.ids[i] == whole->ids[at + i], "%s: page of %zu from %d differs", text, size, at);
    }
}

/* A filtered answer is what the filter leaves of the whole one, in the same order. */
static void compare_filtered(const texts *t, const char *text, const answer *whole)
{
    static answer found;
    speech_filter filter = {
        .struct_size = sizeof filter, .speech_id = 1 + (int)chance((uint32_t)t->f.speech), .limit = 1 + chance(20)};
    ask(t, text, &filter, &found);
    int next = 0;
    for (int i = 0; i < whole->count && next < (int)filter.limit; i++) {
        if (t->speech[whole->ids[i] - 1] != filter.speech_id) continue;
        ck_assert_msg(next < found.count && found.ids[next] == whole->ids[i], "%s: filtered by speech", text);
        next++;
    }
    ck_assert_int_eq(found.count, next);
}

static void run_queries(texts *t, int count)
{
    static answer found;
    fixture_commit(&t->f);
    int hits = 0;
    for (int i = 0; i < count; i++) {
        tree made;
        char text[QUERY_BYTES] = "";
        random_tree(&made, t);
        write_node(&made, made.count - 1, text);
        ask(t, text, NULL, &found);
        compare(t, &made, text, &found);
        if (i % 20 == 0) compare_pages(t, text, &found);
        if (i % 10 == 1) compare_filtered(t, text, &found);
        hits += found.count > 0;
        for (int n = 0; n < made.count; n++) free(made.nodes[n].folded);
    }
    ck_assert_int_gt(hits, count / 2); /* the test would prove little if queries found nothing */
    texts_free(t);
}

static texts *texts_new(void)
{
    texts *t = calloc(1, sizeof *t);
    ck_assert_ptr_nonnull(t);
    fixture_open(&t->f);
    return t;
}

START_TEST(test_peers_01_to_10_search_equals_a_scan_of_real_text)
{
    texts *t = texts_new();
    add_corpus(t);
    if (t->count == 0) add_invented(t, 1000);
    run_queries(t, 700);
}
END_TEST

START_TEST(test_peers_01_to_10_search_equals_a_scan_of_random_text)
{
    texts *t = texts_new();
    chance_state += (uint64_t)_i;
    add_random(t, 200);
    add_invented(t, 200);
    run_queries(t, 700);
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, test_peers_01_to_10_search_equals_a_scan_of_real_text);
    tcase_add_loop_test(tests, test_peers_01_to_10_search_equals_a_scan_of_random_text, 0, 2);
}

int main(void)
{
    return run_suite("search_scan", add_tests);
}
