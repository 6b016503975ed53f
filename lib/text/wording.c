#include "wording.h"

#include "directive_classes.h"
#include "word_tables.h"

/* How far into a clause wording_context_in looks. */
enum { CLAUSE_BYTES = 240 };

/* No mark lies between these. */
enum { LAST_LOW_MARK = 0x3015, FIRST_HIGH_MARK = 0xFE50 };

/* Marks by what they do. */
enum mark { MARK_NONE, MARK_BREAK, MARK_OPEN_QUOTE, MARK_CLOSE_QUOTE, MARK_OPEN_BRACKET, MARK_CLOSE_BRACKET };

static enum mark mark_of(uint32_t c)
{
    switch (c) {
    case ',':
    case ':':
    case 0xFF0C:
    case 0xFF1A:
    case 0xFE50:
    case 0x2236: return MARK_BREAK;
    case 0x201C:
    case 0x2018:
    case 0x300C:
    case 0x300E:
    case 0x300A: return MARK_OPEN_QUOTE;
    case 0x201D:
    case 0x2019:
    case 0x300D:
    case 0x300F:
    case 0x300B: return MARK_CLOSE_QUOTE;
    case '(':
    case 0xFF08:
    case '[':
    case 0x3010:
    case 0x3014: return MARK_OPEN_BRACKET;
    case ')':
    case 0xFF09:
    case ']':
    case 0x3011:
    case 0x3015: return MARK_CLOSE_BRACKET;
    default: return MARK_NONE;
    }
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* Does a word of the table begin with this character? */
static bool begins_word(const word_table *table, uint32_t c)
{
    return c <= 0xFFFF && table->buckets[table->pages[c >> 8]][c & 0xFF] != 0;
}

/* May a period begin with `c` at `at`? Not in the middle of a number. */
static bool may_begin_period(const sentence_wording *s, size_t at, uint32_t c)
{
    bool mask = c == '*' || c == 0xD7 || c == 'x' || c == 'X' || c == '_';
    bool digit = utf8_arabic_digit(c) >= 0;
    if (!digit && !mask && !begins_word(&period_words, c)) return false;
    if (at == s->begin) return true;
    uint32_t before = utf8_at(s->plain + utf8_before(s->plain, at));
    return !is_digit(before) && before != '-' && before != '*' && before != 0xD7;
}

/* 85万人, 14所: a unit, not somebody. */
static bool counts(const sentence_wording *s, size_t at)
{
    static const uint32_t large[] = {0x4E07, 0x4EBF, 0x5343, 0x767E, 0x4F59, 0x591A}; /* 万亿千百余多 */
    if (at == s->begin) return false;
    uint32_t c = utf8_at(s->plain + utf8_before(s->plain, at));
    for (size_t i = 0; i < sizeof large / sizeof *large; i++)
        if (c == large[i]) return true;
    return utf8_arabic_digit(c) >= 0;
}

static void add(sentence_wording *s, size_t begin, size_t end, enum wording_class class, const word *w)
{
    if (s->count == WORDING_MAX) return;
    s->items[s->count++] = (wording){.begin = begin,
                                     .end = end,
                                     .class = (uint16_t) class,
                                     .clause = (uint16_t)(s->clauses < UINT16_MAX ? s->clauses : UINT16_MAX),
                                     .word = w};
}

/* Adds the word or period that begins with `c` at `at`, if there is one; returns where to go on. */
static size_t read_word(sentence_wording *s, size_t at, uint32_t c)
{
    size_t end = at;
    const word *w = word_at(&directive_words, s->plain, at, s->end);
    if (w != NULL) end = at + w->length;
    period p;
    if (may_begin_period(s, at, c) && period_read(s->plain, at, s->end, &p) && p.end >= end && p.end > at) {
        add(s, at, p.end, WORDING_PERIOD, NULL);
        return p.end;
    }
    if (w == NULL) return at + utf8_width(s->plain[at]);
    bool unit = w->class == WORDING_BODY && utf8_width(s->plain[at]) == w->length && counts(s, at);
    if (w->class != WORDING_NEUTRAL && !unit) add(s, at, end, (enum wording_class)w->class, w);
    return end;
}

/* The state of the marks while a sentence is read. */
typedef struct nesting {
    int quotes;
    int brackets;
    size_t outer; /* where the outermost of them opened */
} nesting;

static void read_mark(sentence_wording *s, nesting *n, enum mark mark, size_t at, size_t end)
{
    bool outside = n->quotes == 0 && n->brackets == 0;
    switch (mark) {
    case MARK_BREAK:
        if (!outside) break;
        add(s, at, end, WORDING_BREAK, NULL);
        s->clauses++;
        break;
    case MARK_OPEN_QUOTE:
    case MARK_OPEN_BRACKET:
        if (outside) n->outer = at;
        *(mark == MARK_OPEN_QUOTE ? &n->quotes : &n->brackets) += 1;
        break;
    case MARK_CLOSE_QUOTE:
    case MARK_CLOSE_BRACKET: {
        int *depth = mark == MARK_CLOSE_QUOTE ? &n->quotes : &n->brackets;
        if (*depth == 0) break;
        *depth -= 1;
        if (n->quotes == 0 && n->brackets == 0)
            add(s, n->outer, end, mark == MARK_CLOSE_QUOTE ? WORDING_QUOTED : WORDING_BRACKET, NULL);
        break;
    }
    default: break;
    }
}

/* Takes one piece of the sentence at `at`; returns where the next begins. */
static size_t read_piece(sentence_wording *s, nesting *n, size_t at)
{
    uint32_t c = utf8_at(s->plain + at);
    size_t next = at + utf8_width(s->plain[at]);
    bool outside = n->quotes == 0 && n->brackets == 0;
    if (c > LAST_LOW_MARK && c < FIRST_HIGH_MARK) return outside ? read_word(s, at, c) : next; /* nearly always */
    enum mark mark = mark_of(c);
    period p;
    if (mark == MARK_OPEN_QUOTE && outside && period_read(s->plain, at, s->end, &p) && p.end > next) {
        add(s, at, p.end, WORDING_PERIOD, NULL);
        return p.end;
    }
    if (mark != MARK_NONE) {
        read_mark(s, n, mark, at, next);
        return next;
    }
    return outside ? read_word(s, at, c) : next;
}

/* The mark at the end of the sentence, not counting closing quotes. */
static uint32_t final_mark(const sentence_wording *s)
{
    for (size_t at = s->end; at > s->begin;) {
        at = utf8_before(s->plain, at);
        uint32_t c = utf8_at(s->plain + at);
        if (mark_of(c) != MARK_CLOSE_QUOTE && !utf8_is_space(c)) return c;
    }
    return 0;
}

void wording_read(sentence_wording *s, const char *plain, size_t begin, size_t end, int open)
{
    s->plain = plain;
    s->begin = begin;
    s->end = end;
    s->count = s->clauses = 0;
    s->question = false;
    s->quoted = open > 0;
    nesting n = {.quotes = open, .outer = begin};
    for (size_t at = begin; at < end;) at = read_piece(s, &n, at);
    s->open = n.quotes;
    uint32_t mark = final_mark(s);
    s->question = mark == '?' || mark == 0xFF1F;
}

bool wording_has_value(const wording *item, const char *value)
{
    return item->word != NULL && strcmp(item->word->value, value) == 0;
}

const wording *wording_next(const sentence_wording *s, size_t at)
{
    if (at + 1 >= s->count || s->items[at + 1].begin != s->items[at].end) return NULL;
    return &s->items[at + 1];
}

bool wording_names_office(const sentence_wording *s, size_t at)
{
    const wording *next = wording_next(s, at);
    return s->items[at].class == WORDING_VERB && next != NULL && wording_has_value(next, "office");
}

bool wording_context_at(const sentence_wording *s, size_t at, int class)
{
    const word *w = word_at(&context_words, s->plain, at, s->end);
    return w != NULL && w->class == class;
}

bool wording_context_before(const sentence_wording *s, size_t at, int class)
{
    size_t from = at;
    for (int characters = 0; characters < 2 && from > s->begin; characters++) {
        from = utf8_before(s->plain, from);
        const word *w = word_at(&context_words, s->plain, from, at);
        if (w != NULL && w->class == class && from + w->length == at) return true;
    }
    return false;
}

bool wording_context_in(const sentence_wording *s, size_t at, int class)
{
    size_t limit = s->items[at].end + CLAUSE_BYTES;
    if (limit > s->end) limit = s->end;
    for (size_t i = s->items[at].end; i < limit; i += utf8_width(s->plain[i])) {
        if (mark_of(utf8_at(s->plain + i)) == MARK_BREAK) return false;
        if (wording_context_at(s, i, class)) return true;
    }
    return false;
}

bool wording_clause_ends(const sentence_wording *s, size_t at, const char *what)
{
    size_t length = strlen(what);
    while (at < s->count && s->items[at].class != WORDING_BREAK) at++;
    size_t end = at < s->count ? s->items[at].begin : s->end;
    if (at == s->count && end > s->begin) end = utf8_before(s->plain, end);
    return end >= s->begin + length && memcmp(s->plain + end - length, what, length) == 0;
}

bool wording_clause_ends_at(const sentence_wording *s, size_t at)
{
    size_t end = s->items[at].end;
    return end >= s->end || utf8_before(s->plain, s->end) == end ||
           (at + 1 < s->count && s->items[at + 1].class == WORDING_BREAK && s->items[at + 1].begin == end);
}

bool wording_exclaims(const sentence_wording *s)
{
    uint32_t c = final_mark(s);
    return c == '!' || c == 0xFF01;
}

bool wording_breaks_off(const sentence_wording *s)
{
    uint32_t c = final_mark(s);
    return c == ',' || c == 0xFF0C;
}

bool wording_forecasts(const sentence_wording *s, size_t at)
{
    static const char will[] = "将";
    for (size_t i = s->items[at].begin; i < s->items[at].end; i += utf8_width(s->plain[i]))
        if (utf8_starts_with(s->plain, i, s->items[at].end, will)) return true;
    return false;
}
