#include "header.h"

#include <string.h>

#include "furniture.h"
#include "label.h"
#include "lines.h"
#include "salutation.h"
#include "structure_classes.h"
#include "utf8.h"
#include "word_tables.h"

enum {
    MAX_HEADER_LINES = 60,
    MAX_TITLE = 100,
    MIN_TEXT = 15,
    LONG_TEXT = 60,
    LOOK_AHEAD = 16,
    MAX_PREFACE = 3,
    MAX_VALUE = 20,
    MAX_BLOCK = 200,
    MAX_ABOVE = 4
};

size_t skip_dashes(const char *text, size_t begin, size_t end)
{
    static const uint32_t dashes[] = {0x2014, 0x2015, 0x2500, 0x2013, 0x2012, '-'};
    size_t at = begin;
    while (at < end) {
        uint32_t c = utf8_at(text + at);
        bool dash = utf8_is_space(c) && at > begin;
        for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) dash = dash || c == dashes[i];
        if (!dash) break;
        at += utf8_width(text[at]);
    }
    return at;
}

speech_span title_span(const record *r, const line *l)
{
    size_t begin = l->begin;
    while (begin < l->end && (r->text[begin] == '#' || utf8_is_space(utf8_at(r->text + begin))))
        begin += utf8_width(r->text[begin]);
    return (speech_span){begin, l->end};
}

/* The last line of the block of a wrapped text that line `l` is in. */
static const line *block_end(const record *r, const line *l)
{
    const line *last = RECORD_ITEMS(line, r->lines) + r->lines.count - 1;
    for (int lines = 0; lines < MAX_BLOCK && l < last && !l->before_blank; lines++) l++;
    return l;
}

/* Is the line part of the text of a speech: a whole sentence, a long one, or the first heading? */
static bool is_text_line(const record *r, const line *l)
{
    label first;
    if (r->wrapped && !l->before_blank) l = block_end(r, l);
    size_t count = characters_between(r->text, l->begin, l->end, LONG_TEXT);
    if (count >= LONG_TEXT) return true;
    if (r->wrapped && ends_sentence(r->text, l->begin, l->end)) return true;
    if (count >= MIN_TEXT && ends_sentence(r->text, l->begin, l->end)) return true;
    return label_read(r, l->begin, l->end, &first) && label_is_strong(first.style);
}

/* Is the line short and does it end with a noun for a speech (讲话, 报告 ...)? */
static bool is_speech_title(const record *r, const line *l)
{
    if (characters_between(r->text, l->begin, l->end, MAX_TITLE) >= MAX_TITLE) return false;
    size_t at = l->end;
    for (int back = 0; back < 6 && at > l->begin; back++) {
        at = utf8_before(r->plain, at);
        const word *w = word_at(&titles_words, r->plain, at, l->end);
        if (w != NULL && at + w->length == l->end) return true;
    }
    return false;
}

static bool is_colon(uint32_t c)
{
    return c == 0xFF1A || c == ':';
}

/* After a first line of text: a salutation soon below, under a title or byline, is the true beginning. */
static size_t find_later_salutation(const record *r, size_t from, size_t last)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    byline by;
    size_t limit = last - from < LOOK_AHEAD ? last : from + LOOK_AHEAD, end, below;
    for (size_t i = from + 1; i < limit; i++) {
        if (!salutation_read(r, i, &end, &below)) continue;
        bool whole = lines[below].end - end <= strlen("：") && is_colon(utf8_at(r->plain + end));
        for (size_t k = i; k > from && k + MAX_ABOVE > i; k--)
            if (is_speech_title(r, &lines[k - 1]) || byline_read(r, lines[k - 1].begin, lines[k - 1].end, &by))
                return i;
        return whole && i <= from + MAX_PREFACE ? i : SPEECH_NONE;
    }
    return SPEECH_NONE;
}

/* Is the line a date of delivery, perhaps with place or meeting: （2013年9月7日，某地）, ——2026年1月26日在…会议上? */
static bool is_dateline(const record *r, const line *l, date *out)
{
    size_t at = skip_dashes(r->plain, l->begin, l->end), used;
    bool brackets = utf8_starts_with(r->plain, at, l->end, "（") || utf8_starts_with(r->plain, at, l->end, "(");
    if (brackets) at += utf8_width(r->plain[at]);
    if (!date_read(r->plain, at, l->end, out, &used) || out->month == 0) return false;
    return true;
}

/* Can the line be the value of the furniture above it (来源： / 清河日报)? */
static bool is_value(const record *r, const line *l)
{
    date d;
    byline by;
    return characters_between(r->text, l->begin, l->end, MAX_VALUE) < MAX_VALUE && !is_dateline(r, l, &d) &&
           !byline_read(r, l->begin, l->end, &by);
}

/*
 * The line after a table of contents that begins with line `i`: the one that repeats the first entry. Without a
 * repetition it is no table of contents, and the next line is returned.
 */
static size_t skip_contents(const record *r, size_t i, size_t last)
{
    enum { MAX_CONTENTS = 200, KEY_BYTES = 24 };
    const line *lines = RECORD_ITEMS(line, r->lines);
    if (i + 1 >= last) return i + 1;
    const line *entry = &lines[i + 1];
    size_t key = entry->end - entry->begin < KEY_BYTES ? entry->end - entry->begin : KEY_BYTES;
    while (utf8_continues(r->text[entry->begin + key])) key--;
    for (size_t k = i + 2; k < last && k < i + MAX_CONTENTS; k++)
        if (lines[k].end - lines[k].begin >= key && memcmp(r->text + lines[k].begin, r->text + entry->begin, key) == 0)
            return k;
    return i + 1;
}

/* Finds the first line of the speech itself, marking furniture on the way. */
static bool find_body(record *r, size_t first, size_t last, header *out)
{
    line *lines = RECORD_ITEMS(line, r->lines);
    size_t end, below, found = SPEECH_NONE;
    bool value = false;
    for (size_t i = first; i < last && found == SPEECH_NONE; i++) {
        furniture kind = lines[i].kind;
        if (kind == CONTENTS_BEGIN) {
            for (size_t behind = skip_contents(r, i, last); i < behind; i++) lines[i].furniture = true;
            i--;
            continue;
        }
        bool salutation = kind == NOT_FURNITURE && salutation_read(r, i, &end, &below);
        bool text = kind == NOT_FURNITURE && (is_text_line(r, &lines[i]) || salutation_in_text(r, &lines[i], &end));
        lines[i].furniture = kind != NOT_FURNITURE || (value && !salutation && is_value(r, &lines[i]));
        value = kind == FURNITURE_WITH_VALUE;
        if (lines[i].furniture) continue;
        if (salutation || text || i - first >= MAX_HEADER_LINES) found = i;
        if (found != SPEECH_NONE && !salutation && i - first < LOOK_AHEAD) {
            size_t later = find_later_salutation(r, i, last);
            for (size_t k = i; later != SPEECH_NONE && k < later; k++)
                lines[k].furniture =
                    lines[k].kind != NOT_FURNITURE || (is_text_line(r, &lines[k]) && !is_speech_title(r, &lines[k]));
            if (later != SPEECH_NONE) found = later;
        }
    }
    if (found == SPEECH_NONE) return false;
    out->body = found;
    if (salutation_read(r, found, &end, &below) || salutation_in_text(r, &lines[found], &end))
        out->audience = (speech_span){lines[found].begin, end};
    return true;
}

static void add_title_line(header *out, size_t i)
{
    if (out->title_count == MAX_TITLE_LINES) {
        memmove(out->title_lines, out->title_lines + 1, (MAX_TITLE_LINES - 1) * sizeof *out->title_lines);
        out->title_count--;
    }
    out->title_lines[out->title_count++] = i;
}

/* A line in brackets that is neither date nor byline: （根据录音整理）. */
static bool is_bracketed_note(const record *r, const line *l)
{
    bool opens = utf8_starts_with(r->text, l->begin, l->end, "（") || utf8_starts_with(r->text, l->begin, l->end, "(");
    uint32_t last = utf8_at(r->text + utf8_before(r->text, l->end));
    return opens && (last == 0xFF09 || last == ')');
}

/* A heading of second order in Markdown (##), or a line that announces what follows (本期内容：). */
static bool is_lesser_heading(const record *r, const line *l)
{
    if (utf8_starts_with(r->text, l->begin, l->end, "##")) return true;
    uint32_t last = utf8_at(r->text + utf8_before(r->text, l->end));
    return last == 0xFF1A || last == ':';
}

static bool has_han(const record *r, const line *l)
{
    for (size_t at = l->begin; at < l->end; at += utf8_width(r->text[at]))
        if (utf8_leads_han(r->text[at])) return true;
    return false;
}

/* Is the title the same as the first line of the one above it? Then it begins anew. */
static bool repeats_title(const record *r, const header *h, speech_span title)
{
    if (h->title_count == 0) return false;
    speech_span first = title_span(r, &RECORD_ITEMS(line, r->lines)[h->title_lines[0]]);
    size_t length = title.end - title.begin;
    return first.end - first.begin == length && memcmp(r->text + first.begin, r->text + title.begin, length) == 0;
}

/* Sorts the lines above the body. A title after furniture, a byline or a date begins anew: pages print it twice. */
static void read_lines(record *r, size_t first, header *out)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    bool interrupted = false;
    for (size_t i = first; i < out->body; i++) {
        date d;
        byline by;
        if (lines[i].furniture || !has_han(r, &lines[i])) {
            interrupted = true;
        } else if (is_dateline(r, &lines[i], &d)) {
            bool subtitle = skip_dashes(r->plain, lines[i].begin, lines[i].end) > lines[i].begin;
            if (subtitle && !interrupted && out->title_count > 0) add_title_line(out, i);
            out->delivered = d;
            out->dateline = i;
            interrupted = true;
        } else if (out->title_count > 0 && byline_read(r, lines[i].begin, lines[i].end, &by)) {
            out->by = by;
            interrupted = true;
        } else if (characters_between(r->text, lines[i].begin, lines[i].end, MAX_TITLE) < MAX_TITLE) {
            speech_span title = title_span(r, &lines[i]);
            if (is_lesser_heading(r, &lines[i]) || is_bracketed_note(r, &lines[i])) continue;
            bool subtitle = skip_dashes(r->text, title.begin, title.end) > title.begin;
            if ((interrupted && !subtitle) || repeats_title(r, out, title)) out->title_count = 0;
            add_title_line(out, i);
            interrupted = false;
        }
    }
}

bool header_read(record *r, size_t first, size_t last, header *out)
{
    *out = (header){.first = first, .dateline = SPEECH_NONE};
    if (!find_body(r, first, last, out)) return false;
    read_lines(r, first, out);
    return true;
}

enum { MAX_PIECES = 6, FLAT_REACH = 600, FLAT_BYLINE = 150 };

/* Where the bracket with a date in text[begin..end) opens and closes; false if there is none. */
static bool find_date_brackets(const record *r, size_t begin, size_t end, size_t *open, size_t *close)
{
    date d;
    size_t used;
    for (size_t at = begin; at < end; at += utf8_width(r->plain[at])) {
        if (utf8_starts_with(r->plain, at, end, "。")) return false;
        bool opens = utf8_starts_with(r->plain, at, end, "（") || r->plain[at] == '(';
        if (!opens || !date_read(r->plain, at + utf8_width(r->plain[at]), end, &d, &used) || d.month == 0) continue;
        *open = at;
        for (*close = at; *close < end; *close += utf8_width(r->plain[*close]))
            if (utf8_starts_with(r->plain, *close, end, "）") || r->plain[*close] == ')') {
                *close += utf8_width(r->plain[*close]);
                return true;
            }
    }
    return false;
}

/* Where the byline behind the date ends: before a salutation, or before two blanks. */
static size_t find_byline_end(const record *r, size_t begin, size_t end)
{
    byline by;
    for (size_t at = begin; at < end; at += utf8_width(r->plain[at])) {
        const word *w = word_at(&salutations_words, r->plain, at, end);
        bool salutation = w != NULL && w->class == SALUTATION;
        bool gap = utf8_starts_with(r->plain, at, end, "  ") || utf8_starts_with(r->plain, at, end, "\n");
        if ((salutation || gap) && byline_read(r, begin, at, &by)) return at;
    }
    return byline_read(r, begin, end, &by) ? end : begin;
}

/* Where a wire dateline (新华社…电) at `begin` ends, or `begin`. */
static size_t find_wire_end(const record *r, size_t begin, size_t end)
{
    line l = {.begin = begin};
    for (size_t at = begin; at < end && at < begin + FLAT_BYLINE; at += utf8_width(r->plain[at])) {
        l.end = at + utf8_width(r->plain[at]);
        if (utf8_starts_with(r->plain, at, end, "电") && is_publication_line(r, &l)) return l.end;
    }
    return begin;
}

/* Puts the pieces of line `first` that end at the cuts in its place. SPEECH_NOMEM. */
static speech_status cut_line(record *r, size_t first, const size_t *cuts, size_t pieces)
{
    line whole = RECORD_ITEMS(line, r->lines)[first];
    for (size_t i = 1; i < pieces; i++)
        if (list_add(&r->lines) == NULL) return SPEECH_NOMEM;
    line *lines = RECORD_ITEMS(line, r->lines);
    memmove(lines + first + pieces, lines + first + 1, (r->lines.count - first - pieces) * sizeof *lines);
    size_t from = whole.begin;
    for (size_t i = 0; i < pieces; i++) {
        size_t begin = from, end = cuts[i];
        begin = utf8_skip_spaces(r->text, begin, end);
        end = utf8_trim_spaces(r->text, begin, end);
        lines[first + i] = (line){.begin = begin,
                                  .end = end,
                                  .after_blank = i == 0 && whole.after_blank,
                                  .before_blank = i + 1 == pieces && whole.before_blank};
        lines[first + i].kind = furniture_of(r, &lines[first + i]);
        from = cuts[i];
    }
    return SPEECH_OK;
}

/*
 * Where a salutation stands in the line behind a title or a page's introduction: 在清河市会议上的讲话同志们：今天….
 * `begin` if there is none.
 */
static size_t find_joined_salutation(const record *r, size_t begin, size_t end, size_t limit)
{
    size_t audience;
    for (size_t at = begin; at < end; at += utf8_width(r->plain[at])) {
        line title = {.begin = begin, .end = at};
        title.end = utf8_trim_spaces(r->plain, begin, title.end);
        bool introduced =
            title.end > begin && (is_speech_title(r, &title) || ends_sentence(r->plain, begin, title.end));
        if (introduced && salutation_at(r, at, limit, &audience)) return at;
        if (introduced && ends_sentence(r->plain, begin, title.end) && furniture_of(r, &title) == NOT_FURNITURE)
            return begin;
    }
    return begin;
}

speech_status header_unflatten(record *r, size_t first)
{
    line whole = RECORD_ITEMS(line, r->lines)[first];
    size_t open, close, pieces = 0, cuts[MAX_PIECES];
    size_t reach = whole.end - whole.begin > FLAT_REACH ? whole.begin + FLAT_REACH : whole.end;
    while (utf8_continues(r->text[reach])) reach--;
    if (!find_date_brackets(r, whole.begin, reach, &open, &close)) {
        size_t salutation = find_joined_salutation(r, whole.begin, reach, whole.end);
        if (salutation == whole.begin) return SPEECH_OK;
        cuts[pieces++] = salutation;
        cuts[pieces++] = whole.end;
        return cut_line(r, first, cuts, pieces);
    }
    size_t behind = find_byline_end(r, close, close + FLAT_BYLINE < reach ? close + FLAT_BYLINE : reach);
    line title = {.begin = whole.begin, .end = open};
    if (open == whole.begin || (behind == close && !is_speech_title(r, &title))) return SPEECH_OK;
    size_t wire = find_wire_end(r, whole.begin, reach);
    if (wire > whole.begin) cuts[pieces++] = wire;
    cuts[pieces++] = open;
    cuts[pieces++] = close;
    if (behind > close) cuts[pieces++] = behind;
    if (behind < whole.end) cuts[pieces++] = whole.end;
    return cut_line(r, first, cuts, pieces);
}
