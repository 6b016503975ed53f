/*
 * Real, invented and random texts in an archive, and random queries with a plain evaluation of what they match: what
 * the library's answers are compared with. Texts are folded by utf8proc as a whole.
 */
#ifndef SPEECH_TESTS_RANDOM_QUERIES_H
#define SPEECH_TESTS_RANDOM_QUERIES_H

#include "search_fixture.h"
#include "support.h"

#include <dirent.h>
#include <utf8proc.h>

#include "query.h"
#include "simplified.h"
#include "utf8.h"

enum { TEXT_LIMIT = 600, UNIT_LIMIT = 3 * TEXT_LIMIT, TREE_NODES = 15, WORD_BYTES = 160, QUERY_BYTES = 8192 };

/* ---- chance ---- */

static uint64_t chance_state = 20240229;

static inline uint32_t chance(uint32_t below)
{
    chance_state = chance_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(chance_state >> 33) % below;
}

/* ---- texts ---- */

/* What a paragraph holds, or its section begins with: text that the words of a query may have to stand in. */
typedef struct unit {
    query_scope scope;
    int paragraph; /* index of a text */
    char *folded;
    const char *actor; /* or unit */
    const char *due;
    int choice; /* modality or kind */
} unit;

typedef struct texts {
    fixture f;
    char *original[TEXT_LIMIT];
    char *folded[TEXT_LIMIT];
    int speech[TEXT_LIMIT];
    const char *speaker[TEXT_LIMIT];
    const char *date[TEXT_LIMIT];
    int count;
    unit units[UNIT_LIMIT];
    int unit_count;
} texts;

/* The folding of reference: utf8proc's own, then character by character. The caller frees it. */
static inline char *reference_fold(const char *text)
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

static const char *const actors[] = {"市财政局", "各县区", "Ａ组", NULL};
static const char *const dues[] = {"2020", "2020-06", "2021-03-31", NULL};
static const char *const counted[] = {"元", "人", NULL};

/* Does it melt into the character before it? Then no text is cut there, as the index knows the whole only. */
static inline bool is_mark(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME ||
           category == UTF8PROC_CATEGORY_CF || c == 0xFF9E || c == 0xFF9F;
}

/* The end of the first `count` characters of text[at..), with their marks. */
static inline size_t characters_end(const char *text, size_t at, uint32_t count)
{
    for (; count > 0 && text[at] != '\0'; count--) at += utf8_width(text[at]);
    while (text[at] != '\0' && is_mark(utf8_at(text + at))) at += utf8_width(text[at]);
    return at;
}

/* A piece of a text; the caller frees it. */
static inline char *random_piece(const char *text)
{
    size_t begin = characters_end(text, 0, chance(8)), end = characters_end(text, begin, 1 + chance(30));
    return begin == end ? strdup(text) : strndup(text + begin, end - begin);
}

/* Adds the row of a unit; its text is a piece of the paragraph. */
static inline void add_unit(texts *t, query_scope scope)
{
    int at = t->count - 1;
    char *piece = random_piece(t->original[at]), *subject = random_piece(t->original[at]), *whole = strdup(piece);
    unit *u = &t->units[t->unit_count++];
    *u = (unit){.scope = scope, .paragraph = at, .due = dues[chance(4)], .choice = (int)chance(4)};
    long long id = t->f.paragraph, speech = t->f.speech;
    if (scope == SCOPE_DIRECTIVE) {
        u->actor = actors[chance(4)];
        fixture_run(&t->f,
                    sqlite3_mprintf("INSERT INTO directives (speech_id, paragraph_id, ordinal, modality, actor, "
                                    "due_on, begin_byte, end_byte, text) VALUES (%lld, %lld, 1, %Q, %Q, %Q, 0, 1, %Q)",
                                    speech, id, query_modality_name(u->choice), u->actor, u->due, piece));
    } else if (scope == SCOPE_FIGURE) {
        u->actor = counted[chance(3)];
        bool named = chance(2) == 0;
        fixture_run(&t->f, sqlite3_mprintf(
                               "INSERT INTO figures (speech_id, paragraph_id, ordinal, kind, unit, masked, "
                               "subject, begin_byte, end_byte, text) VALUES (%lld, %lld, 1, %Q, %Q, 0, %Q, 0, 1, %Q)",
                               speech, id, query_kind_name(u->choice), u->actor, named ? subject : NULL, piece));
        free(whole);
        whole = malloc(strlen(subject) + strlen(piece) + 2);
        sprintf(whole, "%s%s%s", named ? subject : "", named ? " " : "", piece);
    } else {
        fixture_run(&t->f, sqlite3_mprintf("UPDATE sections SET heading = %Q WHERE id = %lld", piece, id));
    }
    u->folded = reference_fold(whole);
    free(piece);
    free(subject);
    free(whole);
}

static inline void add_paragraph(texts *t, const char *text, size_t length)
{
    static const char *speaker, *date;
    if (t->count == TEXT_LIMIT || length == 0 || memchr(text, '\0', length) != NULL) return;
    if (t->count % 40 == 0) {
        speaker = speakers[chance(3)];
        date = dates[chance(5)];
        fixture_speech(&t->f, NULL, speaker, date);
    }
    bool heading = chance(10) == 0;
    fixture_paragraph_of(&t->f, text, length, heading);
    t->speaker[t->count] = speaker;
    t->date[t->count] = date;
    char *copy = malloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    t->original[t->count] = copy;
    t->folded[t->count] = reference_fold(copy);
    t->speech[t->count++] = (int)t->f.speech;
    if (chance(3) == 0) add_unit(t, SCOPE_DIRECTIVE);
    if (chance(3) == 0) add_unit(t, SCOPE_FIGURE);
    if (heading) add_unit(t, SCOPE_HEADING);
}

static inline void texts_free(texts *t)
{
    for (int i = 0; i < t->count; i++) {
        free(t->original[i]);
        free(t->folded[i]);
    }
    for (int i = 0; i < t->unit_count; i++) free(t->units[i].folded);
    fixture_close(&t->f);
    free(t);
}

/* Every so many lines of the corpus, or nothing. */
static inline void add_corpus(texts *t)
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

static inline void add_invented(texts *t, int count)
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
static inline void add_random(texts *t, int count)
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

static inline texts *texts_new(void)
{
    texts *t = calloc(1, sizeof *t);
    ck_assert_ptr_nonnull(t);
    fixture_open(&t->f);
    return t;
}

/* ---- queries ---- */

typedef enum node_kind { NODE_WORD, NODE_FILTER, NODE_NOT, NODE_AND, NODE_OR } node_kind;

/* Nodes follow their operands. */
typedef struct node {
    node_kind kind;
    int left;
    int right;
    char term[WORD_BYTES]; /* as it is written */
    char *folded;          /* of words */
    query_field field;     /* of filters, with what the row must have: */
    const char *value;
    int choice;
} node;

typedef struct tree {
    node nodes[TREE_NODES];
    int count;
    query_scope scope;
} tree;

/* Writes a character in another way that folds to the same. */
static inline size_t put_variant(char *out, uint32_t c)
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
static inline void random_word(char *out, const texts *t)
{
    const char *text = t->original[chance((uint32_t)t->count)];
    size_t length = strlen(text), at = chance((uint32_t)length), used = 0;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80) at--;
    for (uint32_t n = 1 + chance(chance(3) == 0 ? 9 : 3); n > 0 && at < length; n--) {
        uint32_t c = utf8_at(text + at);
        if (c != '"' && c != 0xFF02 && c != 0x200B && c != 0xFEFF) used += put_variant(out + used, c);
        at += utf8_width(text[at]);
        if (chance(40) == 0) at = 0; /* a term that stands nowhere, perhaps */
    }
    if (used == 0) out[used++] = 'x';
    out[used] = '\0';
}

static inline void random_filter(node *n)
{
    static const query_field fields[] = {FIELD_SPEAKER, FIELD_YEAR, FIELD_ACTOR, FIELD_MODALITY,
                                         FIELD_DUE,     FIELD_KIND, FIELD_UNIT};
    n->kind = NODE_FILTER;
    n->folded = NULL;
    n->choice = (int)chance(4);
    switch (n->field = fields[chance(7)]) {
    case FIELD_SPEAKER: sprintf(n->term, "speaker:%s", n->value = chance(2) == 0 ? "林" : "致遠"); break;
    case FIELD_YEAR: sprintf(n->term, "year%s2019..2020", chance(3) == 0 ? "：" : ":"); break;
    case FIELD_ACTOR: sprintf(n->term, "actor:%s", n->value = chance(2) == 0 ? "财政" : "a组"); break;
    case FIELD_MODALITY: sprintf(n->term, "modality:%s", query_modality_name(n->choice)); break;
    case FIELD_DUE: strcpy(n->term, "due:2020-07.."); break;
    case FIELD_KIND: sprintf(n->term, "kind:%s", query_kind_name(n->choice)); break;
    default: sprintf(n->term, "unit:\"%s\"", n->value = "元"); break;
    }
}

static inline void random_tree(tree *out, const texts *t)
{
    int open[TREE_NODES], count = 0;
    bool filters = chance(2) == 0;
    out->scope = chance(3) == 0 ? (query_scope)chance(4) : SCOPE_PARAGRAPH;
    int words = 1 + (int)chance(chance(2) == 0 ? 6 : 2);
    out->count = 0;
    for (int made = 0; made < words || count > 1;) {
        node *n = &out->nodes[out->count];
        if (made < words && (count < 2 || chance(2) == 0)) {
            if (filters && chance(3) == 0) {
                random_filter(n);
            } else {
                random_word(n->term, t);
                n->folded = reference_fold(n->term);
                n->kind = NODE_WORD;
            }
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

static inline bool is_bare_word(const char *term)
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

static inline void write_node(const tree *t, int index, char *out)
{
    const node *n = &t->nodes[index];
    char *end = out + strlen(out);
    ck_assert_uint_lt(strlen(out), QUERY_BYTES - 512);
    switch (n->kind) {
    case NODE_WORD:
        sprintf(end, is_bare_word(n->term) && chance(4) != 0 ? "%s" : chance(5) == 0 ? "＂%s＂" : "\"%s\"", n->term);
        break;
    case NODE_FILTER: strcat(end, n->term); break;
    case NODE_NOT:
        strcat(end, chance(2) == 0 ? "NOT " : chance(3) == 0 ? "－" : "-");
        if (t->nodes[n->left].kind <= NODE_FILTER) write_node(t, n->left, out);
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
            bool bare = kind <= NODE_NOT || (kind == n->kind && side == 0) || (n->kind == NODE_OR && kind == NODE_AND);
            if (side == 1)
                strcat(out, n->kind == NODE_OR ? " OR " : chance(3) == 0 ? " AND " : chance(5) == 0 ? "　" : " ");
            if (!bare) strcat(out, "(");
            write_node(t, operand, out);
            if (!bare) strcat(out, chance(5) == 0 ? " )" : ")");
        }
        break;
    }
}

/* A query as a tree, and as it is written. Freed by tree_free. */
static inline void random_query(tree *out, char text[QUERY_BYTES], const texts *t)
{
    static const char *const scopes[] = {"", "in:directives ", "in:figures ", "in:headings "};
    random_tree(out, t);
    strcpy(text, out->scope == SCOPE_PARAGRAPH ? "" : scopes[out->scope]);
    write_node(out, out->count - 1, text);
}

static inline void tree_free(tree *t)
{
    for (int i = 0; i < t->count; i++) free(t->nodes[i].folded);
}

static inline bool contains(const char *text, const char *value)
{
    if (text == NULL) return false;
    char *folded = reference_fold(text), *wanted = reference_fold(value);
    bool found = strstr(folded, wanted) != NULL;
    free(folded);
    free(wanted);
    return found;
}

static inline bool unit_passes(const unit *u, const node *n)
{
    switch (n->field) {
    case FIELD_ACTOR: return contains(u->actor, n->value);
    case FIELD_UNIT: return u->actor != NULL && strcmp(u->actor, n->value) == 0;
    case FIELD_DUE: return u->due != NULL && strcmp(u->due, "2020-06") != 0;
    default: return u->choice == n->choice;
    }
}

/* Does the filter hold for a paragraph, or for the unit of it that the words are looked for in? */
static inline bool passes(const texts *t, int paragraph, const unit *in, const node *n)
{
    if (n->field == FIELD_SPEAKER) return contains(t->speaker[paragraph], n->value);
    if (n->field == FIELD_YEAR) return t->date[paragraph] != NULL && strncmp(t->date[paragraph], "2019", 4) == 0;
    query_scope owner = n->field == FIELD_KIND || n->field == FIELD_UNIT ? SCOPE_FIGURE : SCOPE_DIRECTIVE;
    if (in != NULL && in->scope == owner) return unit_passes(in, n);
    for (int i = 0; i < t->unit_count; i++)
        if (t->units[i].paragraph == paragraph && t->units[i].scope == owner && unit_passes(&t->units[i], n))
            return true;
    return false;
}

static inline bool holds_in(const tree *q, const texts *t, int paragraph, const unit *in)
{
    const char *folded = in == NULL ? t->folded[paragraph] : in->folded;
    bool value[TREE_NODES];
    for (int i = 0; i < q->count; i++) {
        const node *n = &q->nodes[i];
        switch (n->kind) {
        case NODE_WORD: value[i] = strstr(folded, n->folded) != NULL; break;
        case NODE_FILTER: value[i] = passes(t, paragraph, in, n); break;
        case NODE_NOT: value[i] = !value[n->left]; break;
        case NODE_AND: value[i] = value[n->left] && value[n->right]; break;
        case NODE_OR: value[i] = value[n->left] || value[n->right]; break;
        }
    }
    return value[q->count - 1];
}

static inline bool holds(const tree *q, const texts *t, int paragraph)
{
    if (q->scope == SCOPE_PARAGRAPH) return holds_in(q, t, paragraph, NULL);
    for (int i = 0; i < t->unit_count; i++)
        if (t->units[i].scope == q->scope && t->units[i].paragraph == paragraph &&
            holds_in(q, t, paragraph, &t->units[i]))
            return true;
    return false;
}

#endif
