#include "doubts.h"

#include <string.h>

#include "date.h"
#include "structure_classes.h"
#include "utf8.h"
#include "word_tables.h"

static bool add_doubt(record *r, speech_doubt d)
{
    speech_doubt *added = list_add(&r->doubts);
    if (added == NULL) return false;
    *added = d;
    return true;
}

/* Says how much of each speech with sections lies before the first of them: the outline may have begun earlier. */
static bool doubt_uncovered(record *r)
{
    const speech_speech *speeches = RECORD_ITEMS(speech_speech, r->speeches);
    const speech_section *sections = RECORD_ITEMS(speech_section, r->sections);
    size_t i = 0;
    for (size_t s = 0; s < r->speeches.count; s++) {
        while (i < r->sections.count && sections[i].speech < s) i++;
        if (i == r->sections.count || sections[i].speech != s) continue;
        size_t length = speeches[s].span.end - speeches[s].span.begin;
        size_t before = sections[i].span.begin - speeches[s].span.begin;
        size_t thousandths = (before * 1000 + length / 2) / length;
        double share = (double)thousandths / 1000;
        if (!add_doubt(r, (speech_doubt){SPEECH_DOUBT_UNCOVERED, speeches[s].span, s, share, NULL})) return false;
    }
    return true;
}

/* Labels that do not count on from their elder, or from one if they have none. The parent's last child is remembered.
 */
static bool doubt_numbering(record *r)
{
    enum { MAX_LEVEL = 32 };
    const speech_section *sections = RECORD_ITEMS(speech_section, r->sections);
    int last[MAX_LEVEL] = {0};
    for (size_t i = 0; i < r->sections.count; i++) {
        const speech_section *s = &sections[i];
        int level = s->level < MAX_LEVEL ? s->level : MAX_LEVEL - 1;
        if (i == 0 || sections[i - 1].speech != s->speech) memset(last, 0, sizeof last);
        bool follows = s->number == last[level] + 1 || (s->number == 1 && last[level] > 1);
        if (!follows && !add_doubt(r, (speech_doubt){SPEECH_DOUBT_NUMBERING, s->label, s->speech, 0, NULL}))
            return false;
        last[level] = s->number;
        for (int below = level + 1; below < MAX_LEVEL; below++) last[below] = 0;
    }
    return true;
}

/* What of the record lies at or behind a place; every list is walked once. */
typedef struct walk {
    size_t figure;
    size_t section;
} walk;

/* Is text[at] part of a figure or of a label? Places must come in order. */
static bool is_known(const record *r, walk *w, size_t at)
{
    const speech_figure *figures = RECORD_ITEMS(speech_figure, r->figures);
    const speech_section *sections = RECORD_ITEMS(speech_section, r->sections);
    while (w->figure < r->figures.count && figures[w->figure].span.end <= at) w->figure++;
    while (w->section < r->sections.count && sections[w->section].label.end <= at) w->section++;
    return (w->figure < r->figures.count && figures[w->figure].span.begin <= at) ||
           (w->section < r->sections.count && sections[w->section].label.begin <= at);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Is text[begin..end) a calendar expression by what stands behind it: 2024年, 9月, 10日, 08:30, 3时? */
static bool is_calendar(const record *r, size_t begin, size_t end, size_t limit)
{
    static const char *const marks[] = {"年", "月", "日", "号", "时", "點", "点", ":", "：", "世纪", "年代"};
    date d;
    size_t used;
    if (date_read(r->plain, begin, limit, &d, &used)) return true;
    while (end < limit && r->plain[end] == ' ') end++;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (utf8_starts_with(r->plain, end, limit, marks[i])) return true;
    return false;
}

/* Digits glued to Latin letters name things (5G, A320, STEM2). */
static bool is_name(const record *r, size_t begin, size_t end, size_t limit)
{
    char before = begin > 0 ? r->plain[begin - 1] : ' ', after = end < limit ? r->plain[end] : ' ';
    return ((before | 32) >= 'a' && (before | 32) <= 'z') || ((after | 32) >= 'a' && (after | 32) <= 'z');
}

static bool doubt_digits_in(record *r, walk *w, speech_span span, size_t speech)
{
    size_t at = span.begin;
    while (at < span.end) {
        if (!is_digit(r->plain[at])) {
            at += utf8_width(r->plain[at]);
            continue;
        }
        size_t end = at;
        while (end < span.end && (is_digit(r->plain[end]) || r->plain[end] == '.' || r->plain[end] == ',')) end++;
        while (!is_digit(r->plain[end - 1])) end--;
        bool known = is_known(r, w, at) || is_calendar(r, at, end, span.end) || is_name(r, at, end, span.end);
        if (!known && !add_doubt(r, (speech_doubt){SPEECH_DOUBT_DIGITS, {at, end}, speech, 0, NULL})) return false;
        at = end;
    }
    return true;
}

static bool doubt_digits(record *r)
{
    walk w = {0, 0};
    for (size_t i = 0; i < r->paragraphs.count; i++) {
        const speech_paragraph p = RECORD_ITEMS(speech_paragraph, r->paragraphs)[i];
        if (!doubt_digits_in(r, &w, p.span, p.speech)) return false;
    }
    return true;
}

static bool has_speech_noun(const char *text, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at += utf8_width(text[at]))
        if (word_at(&titles_words, text, at, end) != NULL) return true;
    return false;
}

static bool doubt_metadata(record *r)
{
    for (size_t i = 0; i < r->speeches.count; i++) {
        const speech_speech *s = &RECORD_ITEMS(speech_speech, r->speeches)[i];
        if (s->title != NULL && s->title != r->stated.title) {
            size_t end = s->span.begin + strlen(s->title);
            if (end > s->span.end) end = s->span.end;
            while (end < s->span.end && utf8_continues(r->text[end])) end++;
            speech_doubt guessed = {SPEECH_DOUBT_TITLE, {s->span.begin, end}, i, 0, NULL};
            if (!has_speech_noun(r->plain, s->span.begin, end) && !add_doubt(r, guessed)) return false;
        }
        speech_doubt vague = {SPEECH_DOUBT_DATE, s->occasion, i, 0, NULL};
        if (s->delivered_on != NULL && strlen(s->delivered_on) == 4 && !add_doubt(r, vague)) return false;
    }
    return true;
}

/* Where a character could not be decoded, now or in the past, U+FFFD stands for it. */
static bool doubt_replaced(record *r)
{
    static const char mark[] = "\xEF\xBF\xBD";
    for (size_t i = 0; i < r->speeches.count; i++) {
        speech_span span = RECORD_ITEMS(speech_speech, r->speeches)[i].span;
        for (size_t at = span.begin; at < span.end;) {
            size_t end = at;
            while (utf8_starts_with(r->text, end, span.end, mark)) end += strlen(mark);
            if (end > at && !add_doubt(r, (speech_doubt){SPEECH_DOUBT_REPLACED, {at, end}, i, 0, NULL})) return false;
            at = end > at ? end : at + utf8_width(r->text[at]);
        }
    }
    return true;
}

speech_status doubts_find(record *r)
{
    bool ok = doubt_uncovered(r) && doubt_numbering(r) && doubt_digits(r) && doubt_metadata(r) && doubt_replaced(r);
    return ok ? SPEECH_OK : SPEECH_NOMEM;
}

const char *speech_doubt_kind_name(speech_doubt_kind kind)
{
    switch (kind) {
    case SPEECH_DOUBT_UNCOVERED: return "uncovered";
    case SPEECH_DOUBT_NUMBERING: return "numbering";
    case SPEECH_DOUBT_DIGITS: return "digits";
    case SPEECH_DOUBT_TITLE: return "title";
    case SPEECH_DOUBT_DATE: return "date";
    case SPEECH_DOUBT_STATED: return "stated";
    case SPEECH_DOUBT_REPLACED: return "replaced";
    }
    return NULL;
}
