#include "metadata.h"

#include <string.h>

#include "lines.h"
#include "structure_classes.h"
#include "utf8.h"
#include "word_tables.h"

enum { MAX_OCCASION = 60, OPENING_BYTES = 1800 };

static bool is_inner_punctuation(uint32_t c)
{
    return c == 0xFF0C || c == 0x3002 || c == ',' || c == 0xFF1B || c == 0xFF1A || c == 0xFF01 || c == 0xFF1F ||
           c == '\n';
}

/* The longest noun for a meeting that ends at `end`; where it begins, or `end`. */
static size_t meeting_before(const record *r, size_t begin, size_t end)
{
    size_t best = end, at = end;
    for (int back = 0; back < 4 && at > begin; back++) {
        at = utf8_before(r->plain, at);
        const word *w = word_at(&meetings_words, r->plain, at, end);
        if (w != NULL && at + w->length == end) best = at;
    }
    return best;
}

static size_t title_noun_before(const record *r, size_t begin, size_t end)
{
    size_t best = end, at = end;
    for (int back = 0; back < 5 && at > begin; back++) {
        at = utf8_before(r->plain, at);
        const word *w = word_at(&titles_words, r->plain, at, end);
        if (w != NULL && at + w->length == end) best = at;
    }
    return best;
}

static void keep_longer(speech_span *best, size_t begin, size_t end)
{
    if (end > begin && end - begin > best->end - best->begin) *best = (speech_span){begin, end};
}

/* 在 X 上 in a title line or dateline, where X ends with a noun for a meeting. */
static void find_in_place_phrase(const record *r, size_t begin, size_t end, speech_span *best)
{
    size_t from = SPEECH_NONE;
    for (size_t at = begin; at < end; at += utf8_width(r->plain[at])) {
        if (from == SPEECH_NONE && utf8_starts_with(r->plain, at, end, "在")) from = at + 3;
        if (from == SPEECH_NONE || !utf8_starts_with(r->plain, at, end, "上")) continue;
        if (at > from && meeting_before(r, from, at) < at) keep_longer(best, from, at);
    }
}

/* X讲话稿: a title that is the name of a meeting and a noun for a speech. */
static void find_in_noun_title(const record *r, size_t begin, size_t end, speech_span *best)
{
    size_t noun = title_noun_before(r, begin, end);
    if (noun == end) return;
    if (noun > begin + 3 && utf8_starts_with(r->plain, noun - 3, end, "的")) noun -= 3;
    if (utf8_starts_with(r->plain, begin, noun, "在")) begin += 3;
    if (utf8_starts_with(r->plain, begin, noun, "与") || utf8_starts_with(r->plain, begin, noun, "同")) begin += 3;
    for (size_t at = begin; at < noun; at += utf8_width(r->plain[at])) {
        bool place = utf8_starts_with(r->plain, at, noun, "上") && meeting_before(r, begin, at) < at;
        if (place || utf8_starts_with(r->plain, at, noun, "在")) return;
    }
    if (meeting_before(r, begin, noun) < noun) keep_longer(best, begin, noun);
}

static size_t skip_any(const record *r, size_t at, size_t end, const char *const *words, size_t count)
{
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < count; i++)
            if (utf8_starts_with(r->plain, at, end, words[i])) {
                at += strlen(words[i]);
                again = true;
            }
    }
    return at;
}

/* The name of a meeting that starts at `at` and is followed by a mark: 全市教育工作会议，. Its end, or `at`. */
static size_t read_meeting(const record *r, size_t at, size_t end)
{
    size_t next = at;
    for (int characters = 0; characters < MAX_OCCASION && next < end; characters++) {
        if (is_inner_punctuation(utf8_at(r->plain + next))) return meeting_before(r, at, next) < next ? next : at;
        next += utf8_width(r->plain[next]);
    }
    return next == end && meeting_before(r, at, end) < end ? end : at;
}

/* 今天我们召开一年一度的X，… or 今天是X。 in the first sentences. */
static void find_in_opening(const record *r, size_t begin, size_t end, speech_span *best)
{
    static const char *const verbs[] = {"召开", "举行", "举办", "迎来", "参加", "出席", "今天是", "这次会议是"};
    static const char *const fillers[] = {"的",   "了",     "一年一度的", "一年一度", "一次",   "这次", "这个", "隆重",
                                          "本次", "第一次", "一个",       "今年的",   "我们的", "这场", "一场", "此次"};
    bool today = false;
    if (end - begin > OPENING_BYTES) end = begin + OPENING_BYTES;
    while (utf8_continues(r->text[end])) end--;
    for (size_t at = begin; at < end; at += utf8_width(r->plain[at])) {
        uint32_t c = utf8_at(r->plain + at);
        if (c == 0x3002) today = false;
        if (utf8_starts_with(r->plain, at, end, "今天") || utf8_starts_with(r->plain, at, end, "今日")) today = true;
        for (size_t i = 0; today && i < sizeof verbs / sizeof *verbs; i++) {
            if (!utf8_starts_with(r->plain, at, end, verbs[i])) continue;
            size_t from = skip_any(r, at + strlen(verbs[i]), end, fillers, sizeof fillers / sizeof *fillers);
            size_t to = read_meeting(r, from, end);
            if (characters_between(r->text, from, to, MAX_OCCASION) >= 4) keep_longer(best, from, to);
            if (to > from) return;
        }
    }
}

/* 向X作报告 in the first sentences, where X is more than 大会. */
static void find_addressed_meeting(const record *r, size_t begin, size_t end, speech_span *best)
{
    static const char *const verbs[] = {"作", "提出", "报告", "提交"};
    size_t from = SPEECH_NONE;
    if (end - begin > OPENING_BYTES) end = begin + OPENING_BYTES;
    while (utf8_continues(r->text[end])) end--;
    for (size_t at = begin; at < end; at += utf8_width(r->plain[at])) {
        if (is_inner_punctuation(utf8_at(r->plain + at))) from = SPEECH_NONE;
        if (utf8_starts_with(r->plain, at, end, "向")) from = at + 3;
        for (size_t i = 0; from != SPEECH_NONE && at > from && i < sizeof verbs / sizeof *verbs; i++)
            if (utf8_starts_with(r->plain, at, end, verbs[i]) && meeting_before(r, from, at) < at &&
                characters_between(r->text, from, at, MAX_OCCASION) >= 5)
                keep_longer(best, from, at);
    }
}

static void find_occasion(const record *r, const header *h, speech_speech *s)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    speech_span best = {0, 0};
    for (size_t i = 0; i < h->title_count; i++) {
        speech_span title = title_span(r, &lines[h->title_lines[i]]);
        find_in_place_phrase(r, title.begin, title.end, &best);
        find_in_noun_title(r, title.begin, title.end, &best);
    }
    for (size_t i = h->first; i < h->body; i++)
        if (!lines[i].furniture) find_in_place_phrase(r, lines[i].begin, lines[i].end, &best);
    find_in_opening(r, lines[h->body].begin, s->span.end, &best);
    if (best.end == best.begin) find_addressed_meeting(r, lines[h->body].begin, s->span.end, &best);
    s->occasion = best;
}

/* A year alone (2024教育工作会议), not part of a longer number. */
static int year_alone(const char *text, size_t begin, size_t end)
{
    int digits = 0, year = 0;
    for (size_t at = begin; at <= end; at++) {
        bool digit = at < end && text[at] >= '0' && text[at] <= '9';
        if (digit) {
            year = digits < 4 ? year * 10 + (text[at] - '0') : year;
            digits++;
        } else {
            if (digits == 4 && year >= 1900 && year <= 2100) return year;
            digits = year = 0;
        }
    }
    return 0;
}

static bool find_date_in(const record *r, speech_span span, date *out)
{
    speech_span place;
    if (date_find(r->plain, span, out, &place)) return true;
    out->year = year_alone(r->plain, span.begin, span.end);
    return out->year != 0;
}

/* The day of delivery: from the dateline, else as far as the title or the name of the occasion state it. */
static speech_status find_delivery(record *r, const header *h, speech_speech *s)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    date d = h->delivered;
    char text[11];
    for (size_t i = 0; i < h->title_count && d.year == 0; i++)
        if (!find_date_in(r, title_span(r, &lines[h->title_lines[i]]), &d)) d = (date){0, 0, 0};
    if (d.year == 0 && !find_date_in(r, s->occasion, &d)) return SPEECH_OK;
    date_format(d, text);
    s->delivered_on = arena_copy(&r->arena, text, strlen(text));
    return s->delivered_on == NULL ? SPEECH_NOMEM : SPEECH_OK;
}

static speech_status join_title(record *r, const header *h, speech_speech *s)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    size_t length = 0;
    if (h->title_count == 0) return SPEECH_OK;
    for (size_t i = 0; i < h->title_count; i++) {
        speech_span part = title_span(r, &lines[h->title_lines[i]]);
        length += part.end - part.begin + 1;
    }
    char *title = arena_alloc(&r->arena, length + 1), *to = title;
    if (title == NULL) return SPEECH_NOMEM;
    for (size_t i = 0; i < h->title_count; i++) {
        speech_span part = title_span(r, &lines[h->title_lines[i]]);
        if (i > 0) *to++ = ' ';
        memcpy(to, r->text + part.begin, part.end - part.begin);
        to += part.end - part.begin;
    }
    *to = '\0';
    s->title = title;
    return SPEECH_OK;
}

speech_status metadata_find(record *r, const header *h, speech_speech *s)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    byline by = h->by;
    for (size_t i = 0; i < h->title_count; i++) {
        byline named = {{0, 0}, {0, 0}};
        speech_span title = title_span(r, &lines[h->title_lines[i]]);
        if (!byline_in_title(r, title.begin, title.end, &named)) continue;
        if (by.speaker.end == by.speaker.begin) by.speaker = named.speaker;
        if (by.role.end == by.role.begin) by.role = named.role;
    }
    s->speaker = by.speaker;
    s->speaker_role = by.role;
    s->audience = h->audience;
    find_occasion(r, h, s);
    speech_status status = join_title(r, h, s);
    return status != SPEECH_OK ? status : find_delivery(r, h, s);
}
