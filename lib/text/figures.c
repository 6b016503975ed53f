#include "figures.h"

#include "figure_rules.h"
#include "standing.h"
#include "subject.h"
#include "word_tables.h"

enum { MAX_QUOTE = 60 /* bytes of a quotation that may be a slogan */, MAX_TITLE = 600 };

/* Where the search stands. The indices move forward only, along with `at`. */
typedef struct finder {
    record *r;
    passage p;
    size_t at;
    size_t paragraph;
    size_t floor;                       /* end of the last figure or label: what is before it belongs to others */
    size_t label;                       /* first section whose label ends after `at` */
    size_t section;                     /* first section that begins after the figure */
    size_t directive;                   /* first directive that ends after the figure */
    speech_qualifier listed;            /* of 分别超过A和B: holds for all of the list; SPEECH_EXACT: no list */
    size_t quote_end;                   /* the short quotation that `at` is in ends here; 0: none */
    uint8_t starts[CHARACTER_SET_SIZE]; /* what a quantity, an ordinal or a quotation can begin with */
} finder;

static size_t innermost_section(finder *f, size_t at)
{
    const speech_section *sections = RECORD_ITEMS(speech_section, f->r->sections);
    while (f->section < f->r->sections.count && sections[f->section].span.begin <= at) f->section++;
    size_t s = f->section == 0 ? SPEECH_NONE : f->section - 1;
    while (s != SPEECH_NONE && sections[s].span.end <= at) s = sections[s].parent;
    return s;
}

static size_t directive_of(finder *f, size_t at)
{
    const speech_directive *directives = RECORD_ITEMS(speech_directive, f->r->directives);
    while (f->directive < f->r->directives.count && directives[f->directive].span.end <= at) f->directive++;
    if (f->directive == f->r->directives.count || directives[f->directive].span.begin > at) return SPEECH_NONE;
    return f->directive;
}

/* The unit as the source writes it, or its canonical form if the table has one. NULL: no memory. */
static const char *figure_unit(finder *f, const quantity *q)
{
    if (q->number.form == NUMERAL_PERCENT || q->number.form == NUMERAL_TENTH) return "%";
    if (q->number.form == NUMERAL_PERMILLE) return "‰";
    if (q->ratio) return ":";
    if (q->currency != NULL) return q->currency->value;
    if (q->unit_begin == q->unit_end) return "";
    const char *text = f->r->text + q->unit_begin, *plain = f->p.text + q->unit_begin;
    size_t length = q->unit_end - q->unit_begin;
    bool same = memcmp(text, plain, length) == 0;
    if (same && !q->compound && q->unit->length == length)
        return q->unit->value[0] != '\0' ? q->unit->value : q->unit->text;
    return arena_copy(&f->r->arena, text, length);
}

static speech_status figure_add(finder *f, const quantity *q, const limits *l, speech_figure_kind kind)
{
    const char *unit = figure_unit(f, q);
    speech_figure *figure = unit == NULL ? NULL : list_add(&f->r->figures);
    if (figure == NULL) return SPEECH_NOMEM;
    const speech_paragraph *paragraph = &RECORD_ITEMS(speech_paragraph, f->r->paragraphs)[f->paragraph];
    *figure = (speech_figure){
        .span = {q->begin, q->end},
        .speech = paragraph->speech,
        .section = innermost_section(f, q->begin),
        .paragraph = f->paragraph,
        .directive = directive_of(f, q->begin),
        .kind = kind,
        .qualifier = l->qualifier,
        .masked = q->masked,
        .has_value = q->has_value && !q->masked,
        .has_high = q->has_high && !q->masked,
        .unit = unit,
        .subject = subject_find(&f->p, q, l, f->floor, kind),
    };
    if (figure->has_value) figure->value = q->value;
    if (figure->has_high) figure->high = q->high;
    f->floor = q->end;
    return SPEECH_OK;
}

/* A short quotation is a slogan or name, in which a Chinese number counts nothing; so is any title. */
static void enter_quote(finder *f, const word *open)
{
    bool title = text_at(&f->p, f->at, "《") || text_at(&f->p, f->at, "〈") || text_at(&f->p, f->at, "〔");
    size_t at = f->at + open->length, length = strlen(open->value);
    size_t limit = f->at + (title ? MAX_TITLE : MAX_QUOTE);
    size_t close = at;
    if (limit > f->p.end) limit = f->p.end;
    while (close < limit && !utf8_starts_with(f->p.text, close, f->p.end, open->value))
        close += utf8_width(f->p.text[close]);
    bool closed = close < limit;
    if (closed && title) at = close + length;
    else if (closed) f->quote_end = close;
    f->at = at;
}

/* Within a slogan only sums, shares and measures, and Arabic digits that do not begin it, are figures. */
static bool is_slogan(const finder *f, const quantity *q)
{
    if (q->begin >= f->quote_end || q->masked) return false;
    int class = quantity_class(q);
    if (class == UNIT_MONEY || class == UNIT_PERCENT) return false;
    if (class == UNIT_MEASURE && !(q->number.chinese && q->number.digits == 1)) return false;
    if (q->number.form == NUMERAL_PERCENT) return false;
    bool period = class == UNIT_YEAR || class == UNIT_TIME;
    if (period && (!q->number.chinese || q->end == f->quote_end)) return false;
    uint32_t before = character_before(&f->p, q->begin);
    return q->number.chinese || before == 0x201C || before == 0x300C || before == 0x2018 || before == 0x300E;
}

/* 分别超过A和B: the word before A holds for B too. */
static void share_limits(finder *f, const quantity *q, limits *l)
{
    static const char *const joints[] = {"、", "和", "与", "及", "以及"};
    bool joined = false;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        joined = joined || (text_before(&f->p, q->begin, joints[i]) && f->floor + strlen(joints[i]) == q->begin);
    if (l->qualifier == SPEECH_EXACT && joined) l->qualifier = f->listed;
    else if (!joined) f->listed = SPEECH_EXACT;
    if (l->before && text_before(&f->p, l->begin, "分别")) f->listed = l->qualifier;
}

static speech_status take_quantity(finder *f, const word *first)
{
    quantity q;
    size_t begin = f->at;
    if (!quantity_read(&f->p, f->at, first, &q, &f->at)) return SPEECH_OK;
    if (quantity_is_idle(&f->p, &q) || is_slogan(f, &q)) return SPEECH_OK;
    limits l = limits_find(&f->p, &q);
    if (quantity_is_standing(&f->p, &q)) return figure_add(f, &q, &l, SPEECH_RANK);
    if (!quantity_is_figure(&f->p, &q, &l)) {
        /* What follows the number may be a figure of its own; a unit holds none. */
        if (q.number_end > begin && q.unit == NULL) f->at = q.number_end;
        return SPEECH_OK;
    }
    share_limits(f, &q, &l);
    return figure_add(f, &q, &l, quantity_kind(&f->p, &q));
}

static speech_status take_ordinal(finder *f)
{
    quantity q;
    if (!standing_read(&f->p, f->at, &q, &f->at)) return SPEECH_OK;
    limits l = {SPEECH_EXACT, q.begin, q.end, false, false};
    return figure_add(f, &q, &l, SPEECH_RANK);
}

/* 负 is a sign where no word ends with it: not in 减负1000亿元. */
static bool is_sign(const finder *f)
{
    static const char *const before[] = {"为", "是", "达", "到", "至", "由", "从"};
    if (!is_han(utf8_at(f->p.text + f->at)) || !is_han(character_before(&f->p, f->at))) return true;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (text_before(&f->p, f->at, before[i])) return true;
    return false;
}

/* Looks at the numeral character `first` at f->at and moves on. */
static speech_status take_character(finder *f, const word *first)
{
    switch (first->class) {
    case NUMERAL_QUOTE: enter_quote(f, first); return SPEECH_OK;
    case NUMERAL_ORDINAL: return take_ordinal(f);
    case NUMERAL_POINT:
    case NUMERAL_INFIX:
    case NUMERAL_TENTHS: f->at += first->length; return SPEECH_OK;
    case NUMERAL_STOP: f->at += utf8_width(f->p.text[f->at]); return SPEECH_OK;
    default: break;
    }
    if (first->class == NUMERAL_SIGN && !is_sign(f)) {
        f->at += first->length;
        return SPEECH_OK;
    }
    bool worded = first->class != NUMERAL_ARABIC && first->class != NUMERAL_MASK; /* as the numbers of names are */
    size_t past = worded ? fixed_number_end(&f->p, f->at) : 0;
    if (past == 0) return take_quantity(f, first);
    f->at = past;
    return SPEECH_OK;
}

/* Skips the section label that `at` is in. */
static bool skip_label(finder *f)
{
    const speech_section *sections = RECORD_ITEMS(speech_section, f->r->sections);
    while (f->label < f->r->sections.count && sections[f->label].label.end <= f->at) f->label++;
    if (f->label == f->r->sections.count || sections[f->label].label.begin > f->at) return false;
    f->floor = f->at = sections[f->label].label.end;
    return true;
}

/* Fills f->starts. */
static void mark_starts(finder *f)
{
    for (size_t i = 0; i < numerals_words.count; i++) {
        const word *w = &numerals_words.words[i];
        bool inside = w->class == NUMERAL_POINT || w->class == NUMERAL_INFIX || w->class == NUMERAL_TENTHS;
        if (!inside && w->class != NUMERAL_STOP) character_mark(f->starts, utf8_at(w->text));
    }
}

/* The next character of f->starts from `at` on, or `end`. Most of the text is passed over here. */
static size_t next_start(const finder *f, size_t at, size_t end)
{
    const unsigned char *s = (const unsigned char *)f->p.text;
    while (at < end) {
        if ((s[at] & 0xF0) == 0xE0) {
            if (character_marked(f->starts, (s[at] & 0x0Fu) << 12 | (s[at + 1] & 0x3Fu) << 6 | (s[at + 2] & 0x3Fu)))
                return at;
            at += 3;
        } else if (s[at] < 0x80) {
            if (character_marked(f->starts, s[at])) return at;
            at++;
        } else if (s[at] < 0xE0) {
            if (character_marked(f->starts, (s[at] & 0x1Fu) << 6 | (s[at + 1] & 0x3Fu))) return at;
            at += 2;
        } else at += 4;
    }
    return end;
}

static speech_status find_in_paragraph(finder *f)
{
    speech_status status = SPEECH_OK;
    f->at = f->floor = f->p.begin;
    f->quote_end = 0;
    f->listed = SPEECH_EXACT;
    while (status == SPEECH_OK) {
        f->at = next_start(f, f->at, f->p.end);
        if (f->at >= f->p.end) break;
        const word *w = word_at(&numerals_words, f->p.text, f->at, f->p.end);
        if (w == NULL) f->at += utf8_width(f->p.text[f->at]);
        else if (!skip_label(f)) status = take_character(f, w);
    }
    return status;
}

speech_status figures_find(record *r)
{
    finder f = {.r = r};
    speech_status status = SPEECH_OK;
    mark_starts(&f);
    const speech_paragraph *paragraphs = RECORD_ITEMS(speech_paragraph, r->paragraphs);
    const sentence *sentences = RECORD_ITEMS(sentence, r->sentences);
    size_t s = 0;
    for (size_t i = 0; i < r->paragraphs.count && status == SPEECH_OK; i++) {
        while (s < r->sentences.count && sentences[s].paragraph < i) s++;
        bool unsaid = r->sentences.count > 0 && (s == r->sentences.count || sentences[s].paragraph > i);
        if (unsaid) continue; /* a site's note inside the speech */
        f.paragraph = i;
        f.p = (passage){r->plain, paragraphs[i].span.begin, paragraphs[i].span.end};
        status = find_in_paragraph(&f);
    }
    return status;
}

const char *speech_figure_kind_name(speech_figure_kind kind)
{
    switch (kind) {
    case SPEECH_MONEY: return "money";
    case SPEECH_PERCENT: return "percent";
    case SPEECH_RATIO: return "ratio";
    case SPEECH_RANK: return "rank";
    case SPEECH_DURATION: return "duration";
    case SPEECH_MEASURE: return "measure";
    case SPEECH_COUNT: return "count";
    }
    return NULL;
}

const char *speech_qualifier_name(speech_qualifier qualifier)
{
    switch (qualifier) {
    case SPEECH_EXACT: return NULL;
    case SPEECH_APPROX: return "approx";
    case SPEECH_OVER: return "over";
    case SPEECH_UNDER: return "under";
    }
    return NULL;
}
