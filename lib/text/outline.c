#include "outline.h"

#include <string.h>

#include "furniture.h"
#include "label.h"
#include "lines.h"
#include "utf8.h"

enum { MAX_DEPTH = 16, MAX_HEADING = 60 };

/* A label in the text that may begin a section. */
typedef struct candidate {
    label label;
    size_t speech;
    size_t paragraph;
    bool leading;     /* at the start of its paragraph */
    bool after_comma; /* inside a sentence */
    bool kept;
} candidate;

static bool same_series(const label *a, const label *b)
{
    return a->style == b->style && a->word == b->word && a->bare == b->bare;
}

/* ---- finding ---- */

static bool is_blank_or_dash(uint32_t c)
{
    return utf8_is_space(c) || c == 0x2014 || c == 0x2500 || c == 0x2015 || c == '#' || c == '*' || c == 0x25CF ||
           c == 0x25A0;
}

/* May a label stand behind this character? *comma: only inside a sentence. */
static bool is_boundary(uint32_t c, bool *comma)
{
    *comma = false;
    switch (c) {
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF1B:
    case 0xFF1A:
    case 0x201D:
    case 0xFF09:
    case 0x3011:
    case '!':
    case '?':
    case ';':
    case ':': return true;
    case 0xFF0C:
    case 0x3001:
    case ',': *comma = true; return true;
    default: return false;
    }
}

static bool add_candidate(list *found, const record *r, size_t paragraph, size_t at, candidate place)
{
    const speech_paragraph *p = &RECORD_ITEMS(speech_paragraph, r->paragraphs)[paragraph];
    if (!label_read(r, at, p->span.end, &place.label)) return true;
    place.label.bare = place.leading && place.label.end == p->span.end;
    candidate *c = list_add(found);
    if (c == NULL) return false;
    *c = place;
    c->paragraph = paragraph;
    c->speech = p->speech;
    return true;
}

/* Does a bracket at `at` belong to a reference: 第（一）项, 见（二）? In flattened texts （二） may follow any other
 * word. */
static bool is_reference(const char *text, size_t begin, size_t at)
{
    static const uint32_t words[] = {0x7B2C, 0x89C1, 0x6B3E, 0x6761, 0x81F3, 0x9879}; /* 第 见 款 条 至 项 */
    if (at == begin) return false;
    uint32_t before = utf8_at(text + utf8_before(text, at));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (before == words[i]) return true;
    return false;
}

/* The labels of one paragraph: at its start, and behind marks inside it. */
static bool find_in_paragraph(list *found, const record *r, size_t paragraph)
{
    const speech_span span = RECORD_ITEMS(speech_paragraph, r->paragraphs)[paragraph].span;
    size_t at = span.begin;
    while (at < span.end && is_blank_or_dash(utf8_at(r->plain + at))) at += utf8_width(r->plain[at]);
    if (!add_candidate(found, r, paragraph, at, (candidate){.leading = true})) return false;
    bool comma = false, open = false;
    size_t start = at;
    for (; at < span.end; at += utf8_width(r->plain[at])) {
        if (!open && utf8_leads_han(r->plain[at])) continue;
        uint32_t c = utf8_at(r->plain + at);
        bool bracket = !open && at > start && (c == 0xFF08 || c == '(') && !is_reference(r->plain, span.begin, at);
        if (bracket || (open && !utf8_is_space(c))) {
            if (!add_candidate(found, r, paragraph, at, (candidate){.after_comma = bracket || comma})) return false;
            open = false;
        }
        if (!open || !utf8_is_space(c)) open = is_boundary(c, &comma);
    }
    return true;
}

/* ---- choosing ---- */

/* Is there a label of the same series with the next number further on, before the series' frame ends? */
static bool has_successor(const candidate *all, size_t count, size_t i)
{
    enum { REACH = 400 };
    for (size_t k = i + 1; k < count && k < i + REACH && all[k].speech == all[i].speech; k++) {
        if (same_series(&all[k].label, &all[i].label)) {
            if (all[k].label.number == all[i].label.number + 1) return true;
            if (all[k].label.number <= all[i].label.number && all[k].leading >= all[i].leading) return false;
        }
        bool frame = all[k].leading && label_is_strong(all[k].label.style) && all[k].label.style < LABEL_DIGITS;
        if (frame && !label_is_strong(all[i].label.style)) return false;
    }
    return false;
}

/* Was a label of the same series with the number before this one kept a little earlier? */
static bool has_predecessor(const candidate *all, size_t i)
{
    enum { REACH = 400 };
    for (size_t k = i, steps = 0; k > 0 && steps < REACH && all[k - 1].speech == all[i].speech; k--, steps++) {
        const candidate *c = &all[k - 1];
        if (c->kept && same_series(&c->label, &all[i].label) && c->label.number == all[i].label.number - 1) return true;
    }
    return false;
}

/* 第三， after a full stop, and 三是 or 三要 at the start of a paragraph, count out an outline even where others are
 * missing. */
static bool is_plain_enumerator(const label *l, bool leading)
{
    bool word = l->style == LABEL_WORD && (l->word == 0x662F || l->word == 0x8981);
    return (word && leading) || (l->style == LABEL_ORDINAL && l->numbered && l->closed);
}

/* Gives 最后 the number after 其次 or the like, if such a one was kept since the frame began. */
static bool number_last(candidate *all, size_t i)
{
    enum { REACH = 40 };
    for (size_t k = i, steps = 0; k > 0 && steps < REACH && all[k - 1].speech == all[i].speech; k--, steps++) {
        const candidate *c = &all[k - 1];
        if (!c->kept) continue;
        if (c->label.style == LABEL_ORDINAL && !c->label.numbered && !c->label.last) {
            all[i].label.number = c->label.number + 1;
            return c->label.number >= 2;
        }
        if (c->leading && label_is_strong(c->label.style) && c->label.style < LABEL_DIGITS) return false;
    }
    return false;
}

/*
 * A numbering at the start of a paragraph (一、 （一） 1.) stands by itself, since parts of a text may be missing.
 * Every other label must be one of a series that counts on.
 */
static bool is_section(candidate *all, size_t count, size_t i)
{
    const candidate *c = &all[i];
    if (c->label.last) return number_last(all, i);
    bool strong = label_is_strong(c->label.style);
    if (strong && c->leading) return true;
    if (!c->after_comma && is_plain_enumerator(&c->label, c->leading)) return true;
    if (strong && c->after_comma && c->label.style != LABEL_BRACKETS && c->label.style != LABEL_CIRCLED) return false;
    if (c->label.number == 1) return has_successor(all, count, i);
    return has_predecessor(all, i);
}

/* ---- nesting ---- */

typedef struct open_section {
    label label;
    size_t section;
    size_t paragraph;
    bool leading;
} open_section;

typedef struct nesting {
    open_section open[MAX_DEPTH];
    size_t depth;
    int rank[LABEL_WORD + 1]; /* what holds what among the strong styles: lower holds higher */
} nesting;

/*
 * 一、 usually holds （一）, which holds 1. — unless the text shows the opposite: a style that counts on around labels
 * of another, or that starts once before another which starts again and again, holds that other.
 */
static void rank_styles(nesting *n, const candidate *all, size_t first, size_t last)
{
    enum { STYLES = LABEL_WORD + 1 };
    size_t starts[STYLES] = {0}, where[STYLES];
    int number[STYLES] = {0};
    bool since[STYLES][STYLES] = {{false}}, around[STYLES][STYLES] = {{false}};
    for (int style = 0; style < STYLES; style++) {
        n->rank[style] = style * 2;
        where[style] = SPEECH_NONE;
    }
    for (size_t i = first; i < last; i++) {
        if (!all[i].kept || all[i].label.bare) continue;
        label_style style = all[i].label.style;
        for (int other = 0; other < STYLES; other++) {
            if (number[style] > 0 && all[i].label.number == number[style] + 1 && since[style][other])
                around[style][other] = true;
            since[style][other] = false;
            since[other][style] = true;
        }
        number[style] = all[i].label.number;
        if (where[style] == SPEECH_NONE) where[style] = i;
        starts[style] += number[style] == 1;
    }
    for (int lower = LABEL_COMMA; lower <= LABEL_DIGITS; lower++)
        for (int upper = LABEL_COMMA; upper < lower; upper++) {
            bool holds = around[lower][upper] && !around[upper][lower];
            bool once = starts[lower] == 1 && starts[upper] >= 2 && where[lower] < where[upper];
            if (holds || once) n->rank[lower] = upper * 2 - 1;
        }
}

/*
 * The deepest open section of the same series whose number is one less, or else less; SPEECH_NONE if there is none.
 * 第二 follows 第一 rather than a 首先 below it.
 */
static size_t find_elder(const nesting *n, const label *l)
{
    size_t less = SPEECH_NONE, other = SPEECH_NONE;
    for (size_t d = n->depth; d-- > 0;) {
        const label *above = &n->open[d].label;
        if (!same_series(above, l)) continue;
        if (above->number == l->number - 1 && above->numbered == l->numbered) return d;
        if (above->number == l->number - 1 && other == SPEECH_NONE) other = d;
        if (less == SPEECH_NONE && above->number < l->number) less = d;
    }
    return other != SPEECH_NONE ? other : less;
}

/* The deepest open section of the same series, or SPEECH_NONE. */
static size_t find_same(const nesting *n, const label *l)
{
    for (size_t d = n->depth; d-- > 0;)
        if (same_series(&n->open[d].label, l)) return d;
    return SPEECH_NONE;
}

/*
 * Does the series of the section in open place `d`, which `c` starts anew, go on behind the new one? It does if its
 * next number comes there out of turn: 三是 (一是, 二是) 四是.
 */
static bool series_goes_on(const open_section *elder, const candidate *c, const candidate *end)
{
    int last = c->label.number;
    for (const candidate *next = c + 1; next < end; next++) {
        if (!next->kept || !same_series(&next->label, &c->label)) continue;
        if (next->label.number != last + 1) return next->label.number == elder->label.number + 1;
        last = next->label.number;
    }
    return false;
}

/*
 * How many open sections hold the section that `c` begins. A series that starts anew inside a paragraph which its elder
 * leads, or while the elders are still counting, is held by the elder; otherwise it takes the elders' place.
 */
static size_t holders(const nesting *n, const candidate *c, const candidate *end)
{
    size_t elder = find_elder(n, &c->label);
    if (elder != SPEECH_NONE) return elder;
    size_t same = find_same(n, &c->label);
    if (same != SPEECH_NONE) {
        const open_section *above = &n->open[same];
        bool inside = above->leading ? !c->leading : above->paragraph == c->paragraph && series_goes_on(above, c, end);
        return inside && c->label.number == 1 ? n->depth : same;
    }
    size_t depth = n->depth;
    if (!c->leading) {
        while (depth > 0 && !n->open[depth - 1].leading && n->open[depth - 1].paragraph != c->paragraph) depth--;
        return depth;
    }
    while (depth > 0 && !n->open[depth - 1].leading) depth--;
    if (!label_is_strong(c->label.style) || c->label.bare) return depth;
    for (size_t d = 0; d < depth; d++) {
        const label *above = &n->open[d].label;
        if (label_is_strong(above->style) && n->rank[above->style] > n->rank[c->label.style]) return d;
        if (!label_is_strong(above->style) && n->rank[c->label.style] <= LABEL_COMMA * 2) return d;
    }
    return depth;
}

/* The heading: up to the first mark that ends a clause, the line's end, or 60 characters. `next` begins the next label.
 */
static speech_span read_heading(const record *r, size_t begin, size_t end, size_t next)
{
    static const uint32_t marks[] = {0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF1A, '!', '?', ';'};
    size_t stop = next < end ? next : end;
    while (begin < stop && utf8_is_space(utf8_at(r->text + begin)) && r->text[begin] != '\n')
        begin += utf8_width(r->text[begin]);
    size_t at = begin;
    for (int characters = 0; characters < MAX_HEADING && at < stop; characters++) {
        uint32_t c = utf8_at(r->text + at);
        bool ends = (c == '\n' || c == '\r') && !r->wrapped;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) ends = ends || c == marks[i];
        if (ends) break;
        at += utf8_width(r->text[at]);
    }
    if (at == next && at > begin) {
        size_t before = utf8_before(r->text, at);
        uint32_t c = utf8_at(r->text + before);
        if (c == 0xFF0C || c == ',' || c == 0x3001) at = before;
    }
    at = utf8_trim_spaces(r->text, begin, at);
    return (speech_span){begin, at};
}

/* Adds the section that `c` begins; its span's end is set when it is closed. */
static bool add_section(record *r, nesting *n, const candidate *c, const candidate *end)
{
    const candidate *following = c + 1;
    while (following < end && !following->kept) following++;
    size_t next = following < end ? following->label.begin : SPEECH_NONE;
    size_t depth = holders(n, c, end);
    if (depth >= MAX_DEPTH) depth = MAX_DEPTH - 1;
    speech_section *s = list_add(&r->sections);
    if (s == NULL) return false;
    const speech_paragraph *p = &RECORD_ITEMS(speech_paragraph, r->paragraphs)[c->paragraph];
    size_t heading = c->label.end;
    if (c->label.bare && c->paragraph + 1 < r->paragraphs.count && p[1].speech == c->speech)
        heading = (++p)->span.begin;
    *s = (speech_section){.span = {c->label.begin, 0},
                          .speech = c->speech,
                          .parent = depth == 0 ? SPEECH_NONE : n->open[depth - 1].section,
                          .level = (int)depth + 1,
                          .number = c->label.number,
                          .label = {c->label.begin, c->label.end},
                          .heading = read_heading(r, heading, p->span.end, next)};
    for (size_t d = depth; d < n->depth; d++)
        RECORD_ITEMS(speech_section, r->sections)[n->open[d].section].span.end = c->label.begin;
    n->open[depth] = (open_section){c->label, r->sections.count - 1, c->paragraph, c->leading};
    n->depth = depth + 1;
    return true;
}

/* Builds the sections of one speech from its kept candidates. */
static bool nest_speech(record *r, const candidate *all, size_t first, size_t last)
{
    nesting n = {.depth = 0};
    rank_styles(&n, all, first, last);
    for (size_t i = first; i < last; i++) {
        if (all[i].kept && !add_section(r, &n, &all[i], all + last)) return false;
    }
    size_t end = first < last ? RECORD_ITEMS(speech_speech, r->speeches)[all[first].speech].span.end : 0;
    for (size_t d = 0; d < n.depth; d++) RECORD_ITEMS(speech_section, r->sections)[n.open[d].section].span.end = end;
    return true;
}

/* The innermost section for the first byte of each paragraph, by walking both lists once. */
static void place_paragraphs(record *r)
{
    speech_paragraph *p = RECORD_ITEMS(speech_paragraph, r->paragraphs);
    const speech_section *s = RECORD_ITEMS(speech_section, r->sections);
    size_t next = 0, inner = SPEECH_NONE;
    for (size_t i = 0; i < r->paragraphs.count; i++) {
        size_t at = p[i].span.begin, first = at;
        while (first < p[i].span.end && is_blank_or_dash(utf8_at(r->plain + first)))
            first += utf8_width(r->plain[first]);
        while (next < r->sections.count && s[next].span.begin <= at) inner = next++;
        while (inner != SPEECH_NONE && s[inner].span.end <= at) inner = s[inner].parent;
        p[i].section = inner;
    }
}

speech_status outline_find(record *r)
{
    list found = {.size = sizeof(candidate)};
    speech_status status = SPEECH_NOMEM;
    const line *lines = RECORD_ITEMS(line, r->lines);
    size_t k = 0;
    for (size_t i = 0; i < r->paragraphs.count; i++) {
        const speech_paragraph *p = &RECORD_ITEMS(speech_paragraph, r->paragraphs)[i];
        while (k < r->lines.count && lines[k].end <= p->span.begin) k++;
        if (k < r->lines.count && lines[k].furniture) continue;
        if (!find_in_paragraph(&found, r, i)) goto done;
    }
    candidate *all = RECORD_ITEMS(candidate, found);
    for (size_t i = 0; i < found.count; i++) all[i].kept = is_section(all, found.count, i);
    for (size_t first = 0, last; first < found.count; first = last) {
        for (last = first; last < found.count && all[last].speech == all[first].speech;) last++;
        if (!nest_speech(r, all, first, last)) goto done;
    }
    place_paragraphs(r);
    status = SPEECH_OK;
done:
    list_free(&found);
    return status;
}
