#include "snippet.h"

#include <string.h>

#include "utf8.h"

enum {
    SNIPPET_TERMS = 64, /* words of a query that are looked for */
    FIRST_WEIGHT = 16   /* a word's first hit in a window counts as much as so many more of the same */
};

typedef struct window {
    size_t begin; /* steps */
    size_t end;
} window;

/* ---- hits ---- */

speech_status snippet_hits(hit_memory *m, const query *q)
{
    const query_term *terms = q->terms.items;
    speech_status status = SPEECH_OK;
    size_t looked_for = 0;
    for (size_t i = 0; i < q->terms.count && looked_for < SNIPPET_TERMS && status == SPEECH_OK; i++)
        if (terms[i].wanted) status = hits_find(m, &terms[i], looked_for++);
    hits_sort(m);
    return status;
}

/* ---- where to look ---- */

/* The best run of hits that fits into `room` steps: many words, then many hits. There is one hit at least. */
static window densest(const hit *hits, size_t count, size_t room)
{
    size_t seen[SNIPPET_TERMS] = {0};
    size_t weight = 0, best_weight = 0, last = 0;
    window best = {0, 0};
    for (size_t first = 0; first < count; first++) {
        if (last < first) last = first;
        while (last < count && hits[last].end <= hits[first].begin + room) {
            weight += seen[hits[last].term]++ == 0 ? FIRST_WEIGHT : 1;
            last++;
        }
        if (last == first) { /* longer than the room */
            if (best_weight == 0) best = (window){hits[first].begin, hits[first].end};
            continue;
        }
        if (weight > best_weight) {
            best_weight = weight;
            best.begin = hits[first].begin;
            best.end = 0;
            for (size_t i = first; i < last; i++)
                if (best.end < hits[i].end) best.end = hits[i].end;
        }
        weight -= --seen[hits[first].term] == 0 ? FIRST_WEIGHT : 1;
    }
    return best;
}

/* Widens the window on both sides to `room` steps, as far as the text reaches. */
static window widened(window w, size_t room, size_t steps)
{
    if (w.end - w.begin >= room) return (window){w.begin, w.begin + room};
    size_t slack = room - (w.end - w.begin), before = slack / 2;
    if (before > w.begin) before = w.begin;
    w.begin -= before;
    w.end += slack - before;
    if (w.end > steps) {
        size_t over = w.end - steps;
        w.end = steps;
        w.begin -= over < w.begin ? over : w.begin;
    }
    return w;
}

/* ---- writing ---- */

typedef struct writer {
    text_buffer *out;
    const snippet_style *style;
    bool marked; /* within a pair of marks */
    bool blank;  /* a blank is to be written before the next character */
    bool any;    /* a character has been written */
} writer;

static speech_status set_marked(writer *w, bool marked)
{
    if (w->marked == marked) return SPEECH_OK;
    w->marked = marked;
    return text_buffer_add_string(w->out, marked ? w->style->mark_begin : w->style->mark_end);
}

/* A blank goes inside the marks only if there is a hit on both sides of it. */
static speech_status add_character(writer *w, const char *character, size_t length, bool is_hit)
{
    if (hits_is_blank(character, 0, length)) {
        w->blank = w->any;
        return is_hit ? SPEECH_OK : set_marked(w, false);
    }
    speech_status status = is_hit ? SPEECH_OK : set_marked(w, false);
    if (status == SPEECH_OK && w->blank) status = text_buffer_add_string(w->out, " ");
    if (status == SPEECH_OK) status = set_marked(w, is_hit);
    if (status == SPEECH_OK) status = text_buffer_add(w->out, character, length);
    w->blank = false;
    w->any = true;
    return status;
}

static speech_status write_window(writer *w, const hit_memory *m, window shown, const char *text)
{
    const fold_step *steps = m->steps.items;
    const hit *hits = m->hits.items;
    size_t next = 0, hit_end = 0;
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < shown.end && status == SPEECH_OK; i++) {
        for (; next < m->hits.count && hits[next].begin <= i; next++)
            if (hit_end < hits[next].end) hit_end = hits[next].end;
        if (i < shown.begin) continue;
        status = add_character(w, text + steps[i].source, steps[i + 1].source - steps[i].source, i < hit_end);
    }
    return status == SPEECH_OK ? set_marked(w, false) : status;
}

/* Is there anything but blanks in these steps? */
static bool any_text(const fold_step *steps, size_t begin, size_t end, const char *text)
{
    while (begin < end && hits_is_blank(text, steps[begin].source, steps[begin + 1].source)) begin++;
    return begin < end;
}

speech_status snippet_make(text_buffer *out, hit_memory *m, const query *q, const snippet_style *style,
                           const char *text)
{
    text_buffer_clear(out);
    speech_status status = text_buffer_reserve(out, 0);
    if (status == SPEECH_OK) status = snippet_hits(m, q);
    if (status != SPEECH_OK) return status;
    const fold_step *steps = m->steps.items;
    size_t count = m->steps.count - 1, room = style->characters;
    window shown = m->hits.count > 0 ? densest(m->hits.items, m->hits.count, room) : (window){0, 0};
    shown = widened(shown, room, count);
    writer w = {.out = out, .style = style};
    if (any_text(steps, 0, shown.begin, text)) status = text_buffer_add_string(out, "…");
    if (status == SPEECH_OK) status = write_window(&w, m, shown, text);
    if (status == SPEECH_OK && any_text(steps, shown.end, count, text)) status = text_buffer_add_string(out, "…");
    return status;
}
