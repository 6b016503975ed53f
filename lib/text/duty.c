#include "duty.h"

#include <string.h>

#include "directive_classes.h"
#include "word_tables.h"

/* A longer name is none; a longer list is not read to its end. */
enum { NAME_BYTES = 150, LIST_BYTES = 1500 };

/* No real sentence names more bodies, and no clause is longer. */
enum { MOST_BODIES = 64, CLAUSE_BYTES = 600 };

/* A piece as short as this that ends in no noun for a body shares that of the next: 甲、乙市政府. */
enum { SHARED_BYTES = 9 };

static bool is_open_bracket(uint32_t c)
{
    return c == '(' || c == 0xFF08 || c == '[' || c == 0x3010 || c == 0x3014;
}

static bool is_close_bracket(uint32_t c)
{
    return c == ')' || c == 0xFF09 || c == ']' || c == 0x3011 || c == 0x3015;
}

static bool is_stop(uint32_t c)
{
    return c == 0xFF0C || c == ',' || c == 0xFF1B || c == ';' || c == 0xFF1A || c == ':' || c == 0x3002;
}

static bool is_enumeration_comma(uint32_t c)
{
    return c == 0x3001;
}

/* The word of duties.tsv at text[at..end), or NULL. */
static const word *duty_at(const char *text, size_t at, size_t end)
{
    const word *w = word_at(&duties_words, text, at, end);
    return w == NULL || w->class == DUTY_NEUTRAL || w->class == DUTY_MANNER ? NULL : w;
}

static bool is_label(const word *w)
{
    return w != NULL && (w->class == DUTY_LEAD_LABEL || w->class == DUTY_SUPPORT_LABEL || w->class == DUTY_LIMIT_LABEL);
}

/* Where the value of the label text[at..) begins: behind its colon. 0: there is none. */
static size_t label_value(const char *text, size_t at, size_t end, const word *w)
{
    size_t behind = utf8_skip_spaces(text, at + w->length, end);
    if (behind >= end) return 0;
    uint32_t c = utf8_at(text + behind);
    return c == ':' || c == 0xFF1A ? behind + utf8_width(text[behind]) : 0;
}

/* ---- names ---- */

/* The item that ends at `at`, or NULL. Items are in order. */
static const wording *item_ending(const sentence_wording *s, size_t at)
{
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->items[middle].end < at) low = middle + 1;
        else high = middle;
    }
    return low < s->count && s->items[low].end == at ? &s->items[low] : NULL;
}

/* The first item that begins at `at` or behind it; s->count if none does. */
static size_t item_from(const sentence_wording *s, size_t at)
{
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->items[middle].begin < at) low = middle + 1;
        else high = middle;
    }
    return low;
}

static bool ends_body(const duty_reader *r, size_t at)
{
    const wording *item = item_ending(&r->wording, at);
    if (item != NULL && item->class == WORDING_BRACKET && item > r->wording.items) item--;
    return item != NULL &&
           (item->class == WORDING_BODY || item->class == WORDING_PERSON || wording_has_value(item, "body"));
}

/* 支持企业 begins with a verb, 发展改革局 with one that belongs to the name. */
static bool begins_name(const duty_reader *r, size_t begin, size_t end)
{
    const sentence_wording *s = &r->wording;
    size_t i = item_from(s, begin);
    if (i == s->count || s->items[i].begin != begin || s->items[i].end > end) return true;
    for (size_t k = i; s->items[k].class == WORDING_VERB && wording_next(s, k) != NULL; k++)
        if (wording_has_value(&s->items[k + 1], "office")) return true;
    uint16_t class = s->items[i].class;
    return class == WORDING_BODY || class == WORDING_PERSON || class == WORDING_EACH || class == WORDING_NEUTRAL;
}

/* 都有人负责, 向批准成立的部门负责: more than a name. */
static bool holds_predicate(const duty_reader *r, size_t begin, size_t end)
{
    for (size_t i = item_from(&r->wording, begin); i < r->wording.count && r->wording.items[i].begin < end; i++) {
        const wording *item = &r->wording.items[i];
        if (item->class == WORDING_ADVERB || item->class == WORDING_OBLIGE || item->class == WORDING_INTEND)
            return true;
        if (item->class == WORDING_PREPOSITION && !wording_has_value(item, "tie")) return true;
    }
    for (size_t at = begin; at < end; at += utf8_width(r->text[at]))
        if (utf8_starts_with(r->text, at, end, "的")) return true;
    return false;
}

static bool is_name(const duty_reader *r, size_t begin, size_t end)
{
    return end > begin && end - begin <= NAME_BYTES && ends_body(r, end) && begins_name(r, begin, end) &&
           !holds_predicate(r, begin, end);
}

static void add_body(duty_reader *r, size_t begin, size_t end, speech_body_role role, bool labelled)
{
    for (size_t i = r->found.count; i > 0; i--) {
        const found_body *other = (const found_body *)r->found.items + i - 1;
        if (other->role == role && other->span.end - other->span.begin == end - begin &&
            memcmp(r->text + other->span.begin, r->text + begin, end - begin) == 0)
            return;
    }
    if (r->found.count == MOST_BODIES) return;
    found_body *b = list_add(&r->found);
    if (b == NULL) {
        r->short_of_memory = true;
        return;
    }
    *b = (found_body){{begin, end}, role, labelled};
    r->leads |= role == SPEECH_LEAD;
}

/* The width of what parts two names at `at`: 、, in lists behind labels ，too, and 和 behind a body. 0: nothing. */
static size_t parts_names(const duty_reader *r, size_t at, bool labelled)
{
    uint32_t c = utf8_at(r->text + at);
    if (is_enumeration_comma(c) || (labelled && (c == 0xFF0C || c == ',' || c == ' ' || c == 0x3000)))
        return utf8_width(r->text[at]);
    size_t i = item_from(&r->wording, at);
    if (i == r->wording.count || r->wording.items[i].begin != at) return 0;
    const wording *item = &r->wording.items[i];
    bool ties = item->class == WORDING_TIE || wording_has_value(item, "tie");
    return ties && ends_body(r, at) ? item->end - at : 0;
}

/* Does 等 (等部门) end the list here? */
static bool ends_list(const duty_reader *r, size_t at, size_t end)
{
    return utf8_starts_with(r->text, at, end, "等") && ends_body(r, at);
}

/* The end of the name that begins at `begin` in a list; *next is where the one behind it begins. */
static size_t name_end(const duty_reader *r, size_t begin, size_t end, bool labelled, size_t *next)
{
    size_t piece = begin;
    for (size_t at = begin; at < end; at += utf8_width(r->text[at])) {
        if (ends_list(r, at, end)) {
            *next = end;
            return at;
        }
        size_t width = parts_names(r, at, labelled);
        if (width == 0) continue;
        bool shared = at - piece <= SHARED_BYTES && !ends_body(r, at) && at > piece && at + width < end;
        piece = at + width;
        if (shared && is_enumeration_comma(utf8_at(r->text + at))) continue;
        *next = at + width;
        return at;
    }
    *next = end;
    return end;
}

/* Takes the names of a list; behind a label anything is a name, else nothing is taken unless all are. */
static bool take_names(duty_reader *r, size_t begin, size_t end, bool labelled, speech_body_role role)
{
    size_t limit = end - begin > LIST_BYTES ? begin : end, before = r->found.count;
    bool all = begin < limit;
    for (size_t at = begin, next; at < limit && all; at = next) {
        at = utf8_skip_spaces(r->text, at, limit);
        size_t stop = utf8_trim_spaces(r->text, at, name_end(r, at, limit, labelled, &next));
        if (stop <= at) continue;
        all = labelled ? stop - at <= NAME_BYTES : is_name(r, at, stop);
        if (all) add_body(r, at, stop, role, labelled);
    }
    if (!all && !labelled) r->found.count = before;
    return all && r->found.count > before;
}

/* Without 要, 积极, 共同 at its end. */
static size_t trim_manner(const duty_reader *r, size_t begin, size_t end)
{
    size_t run = end;
    for (size_t at = begin; at < end;) {
        const word *w = word_at(&duties_words, r->text, at, end);
        bool manner = w != NULL && w->class == DUTY_MANNER;
        if (!manner) run = end;
        else if (run == end) run = at;
        at += manner ? w->length : utf8_width(r->text[at]);
    }
    return run;
}

/* Behind the last 由, else behind times, connectives and what else may open a clause. */
static size_t names_begin(const duty_reader *r, size_t begin, size_t end)
{
    const sentence_wording *s = &r->wording;
    size_t first = item_from(s, begin), last = item_from(s, end);
    for (size_t i = last; i > first; i--)
        if (wording_has_value(&s->items[i - 1], "agent") && s->items[i - 1].end <= end) return s->items[i - 1].end;
    for (size_t i = first; i < last && s->items[i].begin == begin; i++) {
        uint16_t class = s->items[i].class;
        if (class != WORDING_PERIOD && class != WORDING_CONNECTIVE && class != WORDING_ADVERB &&
            class != WORDING_OBLIGE)
            break;
        begin = utf8_skip_spaces(r->text, s->items[i].end, end);
    }
    return begin;
}

/* Takes the names that stand before a word at `at`, from `begin` on. */
static bool take_before(duty_reader *r, size_t begin, size_t at, speech_body_role role)
{
    begin = names_begin(r, begin, at);
    return begin < at && take_names(r, begin, trim_manner(r, begin, at), false, role);
}

/* The end of the names that follow 会同 at `begin`: where a verb comes. */
static size_t names_behind(const duty_reader *r, size_t begin, size_t end)
{
    const sentence_wording *s = &r->wording;
    size_t last = begin;
    for (size_t i = item_from(s, begin); i < s->count && s->items[i].begin < end; i++) {
        const wording *item = &s->items[i];
        if (item->class == WORDING_BREAK || item->begin - begin > LIST_BYTES) break;
        bool inside = wording_names_office(s, i);
        bool tie = item->class == WORDING_TIE || wording_has_value(item, "tie") || item->class == WORDING_EACH;
        bool body = item->class == WORDING_BODY || item->class == WORDING_PERSON || item->class == WORDING_BRACKET;
        if (body) last = item->end;
        else if (!inside && !tie && last > begin && item->begin == last) break;
    }
    return last;
}

/* ---- reading ---- */

/* 由…牵头、…参与的工作机制: the words describe something, and give nobody a part. */
static bool describes(const duty_reader *r, size_t at, size_t end)
{
    size_t limit = end - at > CLAUSE_BYTES ? at + CLAUSE_BYTES : end;
    for (; at < limit; at += utf8_width(r->text[at])) {
        uint32_t c = utf8_at(r->text + at);
        if (is_stop(c)) return false;
        const word *w = duty_at(r->text, at, end);
        if (w != NULL && utf8_starts_with(r->text, at + w->length, end, "的")) return true;
    }
    return false;
}

/* The end of the value of a label: at the next ；or label. */
static size_t value_end(const duty_reader *r, size_t at, size_t end)
{
    for (size_t depth = 0; at < end; at += utf8_width(r->text[at])) {
        uint32_t c = utf8_at(r->text + at);
        depth += is_open_bracket(c);
        if (c == 0xFF1B || c == ';' || c == 0x3002 || (is_close_bracket(c) && depth-- == 0)) return at;
        const word *w = duty_at(r->text, at, end);
        if (is_label(w) && label_value(r->text, at, end, w) != 0) return at;
    }
    return end;
}

/* The end without marks and blanks. */
static size_t trim_marks(const duty_reader *r, size_t begin, size_t end)
{
    while (end > begin) {
        size_t last = utf8_before(r->text, end);
        uint32_t c = utf8_at(r->text + last);
        if (!is_stop(c) && !is_enumeration_comma(c) && !utf8_is_space(c)) break;
        end = last;
    }
    return end;
}

/* Takes what a label states; returns where to go on. */
static size_t take_label(duty_reader *r, const word *w, size_t begin, size_t end)
{
    size_t stop = value_end(r, begin, end);
    size_t last = trim_marks(r, begin, stop);
    begin = utf8_skip_spaces(r->text, begin, last);
    if (w->class != DUTY_LIMIT_LABEL)
        take_names(r, begin, last, true, w->class == DUTY_LEAD_LABEL ? SPEECH_LEAD : SPEECH_SUPPORT);
    else if (r->limit.end == 0) r->limit = (speech_span){begin, last};
    return stop;
}

/* Takes what a word other than a label states; returns where to go on. */
static size_t take_word(duty_reader *r, const word *w, size_t segment, size_t at, size_t end)
{
    size_t behind = at + w->length;
    if (describes(r, at, end)) return behind;
    if (w->class == DUTY_LEAD) take_before(r, segment, at, SPEECH_LEAD);
    if (w->class == DUTY_SUPPORT && r->leads) take_before(r, segment, at, SPEECH_SUPPORT);
    if (w->class != DUTY_WITH) return behind;
    take_before(r, segment, at, SPEECH_LEAD);
    size_t stop = names_behind(r, behind, end);
    if (stop > behind) take_names(r, behind, stop, false, SPEECH_SUPPORT);
    return stop;
}

/* Reads text[begin..end), which holds no bracket with such words in it. */
static void read_range(duty_reader *r, size_t begin, size_t end)
{
    wording_read(&r->wording, r->text, begin, end, 0);
    size_t segment = begin;
    for (size_t at = begin; at < end;) {
        uint32_t c = utf8_at(r->text + at);
        const word *w = duty_at(r->text, at, end);
        size_t value = is_label(w) ? label_value(r->text, at, end, w) : 0;
        if (value != 0) segment = at = take_label(r, w, value, end);
        else if (w != NULL && !is_label(w)) segment = at = take_word(r, w, segment, at, end);
        else {
            at += w != NULL ? w->length : utf8_width(r->text[at]);
            if (is_stop(c) || (segment + utf8_width(r->text[segment]) == at && is_enumeration_comma(c))) segment = at;
        }
    }
}

/* The end, with it, of the bracket that opened before `at`; *inner: where what it holds ends. */
static size_t bracket_end(const char *text, size_t at, size_t end, size_t *inner)
{
    for (size_t depth = 0; at < end; at += utf8_width(text[at])) {
        uint32_t c = utf8_at(text + at);
        depth += is_open_bracket(c);
        if (!is_close_bracket(c) || depth-- > 0) continue;
        *inner = at;
        return at + utf8_width(text[at]);
    }
    *inner = end;
    return end;
}

static bool holds_duty(const char *text, size_t begin, size_t end)
{
    for (size_t at = begin; at < end; at += utf8_width(text[at]))
        if (duty_at(text, at, end) != NULL) return true;
    return false;
}

/* In parts: what stands between brackets that give parts, and what stands in them. */
void duty_read(duty_reader *r, size_t begin, size_t end)
{
    r->found.count = 0;
    r->leads = false;
    r->limit = (speech_span){0, 0};
    if (!holds_duty(r->text, begin, end)) return;
    for (size_t at = begin; at < end;) {
        if (!is_open_bracket(utf8_at(r->text + at))) {
            at += utf8_width(r->text[at]);
            continue;
        }
        size_t first = at + utf8_width(r->text[at]), inner, next = bracket_end(r->text, first, end, &inner);
        if (holds_duty(r->text, first, inner)) {
            read_range(r, begin, at);
            read_range(r, first, inner);
            begin = next;
        }
        at = next;
    }
    read_range(r, begin, end);
}

bool duty_is_note(const char *plain, size_t begin, size_t end)
{
    bool bracket = false;
    while (begin < end) {
        uint32_t c = utf8_at(plain + begin);
        if (!is_open_bracket(c) && !utf8_is_space(c)) break;
        bracket |= is_open_bracket(c);
        begin += utf8_width(plain[begin]);
    }
    size_t inner = end, behind = bracket ? bracket_end(plain, begin, end, &inner) : end;
    if (end - behind > 2 * strlen("。")) return false; /* the sentence goes on behind the bracket */
    const word *w = begin < end ? duty_at(plain, begin, end) : NULL;
    if (is_label(w) && label_value(plain, begin, end, w) != 0) return true;
    return bracket && holds_duty(plain, begin, inner);
}
