#include "stance.h"

#include "word_tables.h"

/* After so many sentences without a directive the part no longer sets tasks, unless a heading says so. */
enum { IDLE_SENTENCES = 4 };

enum { LEAD_BYTES = 240, LINE_BYTES = 120 };

/* The words of a piece of text by what they tell. */
typedef struct stance_cues {
    bool has[STANCE_NEWS + 1];
    bool strong[STANCE_NEWS + 1];
    int year; /* the first one stated */
} stance_cues;

static stance_cues read_words(const char *plain, size_t begin, size_t end)
{
    stance_cues found = {.year = 0};
    for (size_t at = begin; at < end;) {
        const word *w = word_at(&stance_words, plain, at, end);
        if (w != NULL && at == begin && strcmp(w->value, "predicate") == 0)
            w = NULL; /* 持续推进…: nothing precedes it */
        if (w != NULL) {
            found.has[w->class] = true;
            if (strcmp(w->value, "strong") == 0) found.strong[w->class] = true;
            at += w->length;
            continue;
        }
        period p;
        if (found.year == 0 && period_read(plain, at, end, &p) && p.has_year) found.year = p.year;
        at += utf8_width(plain[at]);
    }
    return found;
}

static enum stance_class of_words(const stance_cues *w, int year)
{
    if (w->year != 0 && year != 0 && w->year < year && !w->has[STANCE_TASK]) return STANCE_REPORT;
    if (w->year != 0 && year != 0 && w->year > year) return STANCE_TASK;
    if (w->has[STANCE_REPORT]) return STANCE_REPORT;
    if (w->has[STANCE_TASK]) return STANCE_TASK;
    return w->has[STANCE_ANALYSIS] ? STANCE_ANALYSIS : STANCE_UNKNOWN;
}

void stance_begin(stance_track *t, const record *r, size_t speech)
{
    const speech_speech *s = &RECORD_ITEMS(speech_speech, r->speeches)[speech];
    *t = (stance_track){.record = r, .speech = speech, .depth = 1};
    t->levels[0].section = SPEECH_NONE;
    if (s->delivered_on != NULL)
        for (int i = 0; i < 4; i++) t->year = t->year * 10 + (s->delivered_on[i] - '0');
    if (s->title == NULL) return;
    stance_cues w = read_words(s->title, 0, strlen(s->title));
    t->news = w.has[STANCE_NEWS];
    t->orders = w.has[STANCE_GENRE] && !w.has[STANCE_REPORT];
    if (t->orders) t->levels[0].running = STANCE_TASK;
}

/* 加强管理，…: a heading that begins with a verb tells of work to come, as long as the text does not say otherwise. */
static bool sets_out(const record *r, const speech_section *s)
{
    size_t at = s->heading.begin;
    at = utf8_skip_spaces(r->plain, at, s->heading.end);
    const word *w = word_at(&directive_words, r->plain, at, s->heading.end);
    return w != NULL && (w->class == WORDING_VERB || w->class == WORDING_RESOLVE);
}

/* What a section's heading makes of it, within what is around it. */
static void open_level(stance_track *t, size_t section)
{
    const speech_section *s = &RECORD_ITEMS(speech_section, t->record->sections)[section];
    const stance_level *around = &t->levels[t->depth - 1];
    stance_cues w = read_words(t->record->plain, s->heading.begin, s->heading.end);
    enum stance_class own = of_words(&w, t->year), fixed = around->fixed;
    bool settled = fixed == STANCE_REPORT || fixed == STANCE_TASK;
    if (own != STANCE_UNKNOWN && (!settled || w.strong[own])) fixed = own;
    stance_level *level = &t->levels[t->depth++];
    if (fixed == STANCE_GENRE || fixed == STANCE_NEWS) fixed = around->fixed;
    *level = (stance_level){.section = section, .fixed = fixed, .running = around->running};
    if (own == STANCE_ANALYSIS && fixed == own) level->running = STANCE_UNKNOWN;
    bool top = t->depth == 2;
    if (own == STANCE_UNKNOWN && (top || level->running == STANCE_UNKNOWN) && sets_out(t->record, s))
        level->running = STANCE_TASK;
}

void stance_enter(stance_track *t, size_t section)
{
    const speech_section *sections = RECORD_ITEMS(speech_section, t->record->sections);
    size_t path[STANCE_LEVELS], count = 0;
    for (size_t at = section; at != SPEECH_NONE && count < STANCE_LEVELS; at = sections[at].parent) path[count++] = at;
    size_t depth = 1;
    while (depth < t->depth && count > 0 && t->levels[depth].section == path[count - 1]) {
        depth++;
        count--;
    }
    t->depth = depth;
    while (count > 0 && t->depth < STANCE_LEVELS) open_level(t, path[--count]);
}

enum stance_class stance_now(const stance_track *t, bool *certain)
{
    const stance_level *level = &t->levels[t->depth - 1];
    *certain = level->fixed == STANCE_REPORT || level->fixed == STANCE_TASK;
    if (*certain) return level->fixed;
    return level->running == STANCE_UNKNOWN ? level->fixed : level->running;
}

/* Evidence in a section holds for it, and for what is around it as long as nothing else is known there. */
static void set_running(stance_track *t, enum stance_class class)
{
    t->levels[t->depth - 1].running = class;
    for (size_t i = t->depth - 1; i-- > 0;)
        if (t->levels[i].running == STANCE_UNKNOWN) t->levels[i].running = class;
}

/* 怎么办？ */
static bool asks_what_to_do(const sentence_wording *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (wording_has_value(&s->items[i], "ask")) return true;
    return false;
}

/* A line without a final mark: a heading that no label marks. */
static bool is_line(const sentence_wording *s)
{
    static const char *const final[] = {"。", "！", "；", "：", "”", "，"};
    if (s->end - s->begin > LINE_BYTES) return false;
    for (size_t i = 0; i < sizeof final / sizeof *final; i++) {
        size_t length = strlen(final[i]);
        if (s->end >= s->begin + length && memcmp(s->plain + s->end - length, final[i], length) == 0) return false;
    }
    return true;
}

/* 下面讲几点意见, or a heading without a label: names what follows. */
static enum stance_class announced(const sentence_wording *s, int year)
{
    if (s->end - s->begin > LEAD_BYTES) return STANCE_UNKNOWN;
    if (s->question) return asks_what_to_do(s) ? STANCE_TASK : STANCE_UNKNOWN;
    bool announces = is_line(s);
    for (size_t i = 0; i < s->count; i++) announces |= s->items[i].class == WORDING_OPENING;
    if (!announces) return STANCE_UNKNOWN;
    stance_cues w = read_words(s->plain, s->begin, s->end);
    return of_words(&w, year);
}

void stance_learn(stance_track *t, const sentence_wording *s, bool directive, bool task)
{
    t->idle = directive ? 0 : t->idle + 1;
    if (t->idle == IDLE_SENTENCES && !t->orders && t->levels[t->depth - 1].running == STANCE_TASK)
        t->levels[t->depth - 1].running = STANCE_UNKNOWN;
    if (directive) {
        if (task) set_running(t, STANCE_TASK);
        return;
    }
    enum stance_class next = announced(s, t->year);
    for (size_t i = 0; i < s->count && next == STANCE_UNKNOWN; i++) {
        uint16_t class = s->items[i].class;
        if (class == WORDING_ASPECT || class == WORDING_PAST || class == WORDING_RESULT) next = STANCE_REPORT;
    }
    if (next == STANCE_REPORT || next == STANCE_TASK) set_running(t, next);
}
