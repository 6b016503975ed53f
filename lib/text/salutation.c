#include "salutation.h"

#include "structure_classes.h"
#include "utf8.h"
#include "word_tables.h"

enum { MAX_SALUTATION = 200, MAX_LINES = 30 };

typedef enum closing { CLOSED_BY_NOTHING, CLOSED_BY_COMMA, CLOSED_BY_COLON } closing;

/* Is text[begin..end) one item of a salutation: does it start or end with a word for those addressed? */
static bool is_addressed(const record *r, size_t begin, size_t end)
{
    const word *w = word_at(&salutations_words, r->plain, begin, end);
    if (w != NULL && w->class == SALUTATION) return true;
    for (size_t at = end; at > begin && end - at < 12;) {
        at = utf8_before(r->plain, at);
        w = word_at(&salutations_words, r->plain, at, end);
        if (w != NULL && at + w->length == end && w->class != SALUTATION_GREETING) return true;
    }
    return false;
}

static bool is_greeting(const record *r, size_t begin, size_t end)
{
    const word *w = word_at(&salutations_words, r->plain, begin, end);
    return w != NULL && w->class == SALUTATION_GREETING && begin + w->length == end;
}

static bool is_item_mark(uint32_t c)
{
    return c == 0xFF0C || c == ',' || c == 0x3001;
}

static bool is_closing_mark(uint32_t c)
{
    return c == 0xFF1A || c == ':' || c == 0xFF01 || c == '!';
}

/* Reads one line: items joined by commas and closed by a colon, an exclamation mark or a comma at the end. */
static closing read_line(const record *r, const line *l, size_t *end)
{
    size_t at = l->begin, item = at;
    for (int characters = 0; characters < MAX_SALUTATION && at < l->end; characters++) {
        uint32_t c = utf8_at(r->plain + at);
        size_t next = at + utf8_width(r->plain[at]);
        if (is_closing_mark(c) || is_item_mark(c)) {
            bool greeting = item > l->begin && is_greeting(r, item, at);
            if (!greeting && !is_addressed(r, item, at)) return CLOSED_BY_NOTHING;
            if (!greeting) *end = at;
            if (is_closing_mark(c)) return CLOSED_BY_COLON;
            if (next >= l->end) return CLOSED_BY_COMMA;
            item = next;
        }
        at = next;
    }
    return CLOSED_BY_NOTHING;
}

bool salutation_at(const record *r, size_t at, size_t end, size_t *audience)
{
    line l = {.begin = at, .end = end};
    const word *w = word_at(&salutations_words, r->plain, at, end);
    if (w == NULL || w->class != SALUTATION || read_line(r, &l, audience) != CLOSED_BY_COLON) return false;
    uint32_t c = utf8_at(r->plain + *audience);
    return c == 0xFF1A || c == ':';
}

bool salutation_in_text(const record *r, const line *l, size_t *end)
{
    bool found = false;
    size_t item = l->begin, at = l->begin;
    for (int characters = 0; characters < MAX_SALUTATION && at < l->end; characters++) {
        uint32_t c = utf8_at(r->plain + at);
        size_t next = at + utf8_width(r->plain[at]);
        if (is_item_mark(c) || c == 0x3002) {
            const word *w = word_at(&salutations_words, r->plain, item, at);
            bool whole = w != NULL && w->class == SALUTATION && (item + w->length == at || is_addressed(r, at - 3, at));
            if (!whole) break;
            *end = at;
            found = true;
            if (c == 0x3002) break;
            item = next;
        }
        at = next;
    }
    return found;
}

bool salutation_read(const record *r, size_t i, size_t *end, size_t *last)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    size_t limit = r->lines.count - i < MAX_LINES ? r->lines.count : i + MAX_LINES;
    closing closed = CLOSED_BY_NOTHING;
    const word *w = word_at(&salutations_words, r->plain, lines[i].begin, lines[i].end);
    if (w == NULL || w->class != SALUTATION) return false;
    for (size_t k = i; k < limit; k++) {
        size_t here = 0;
        closing next = read_line(r, &lines[k], &here);
        if (next == CLOSED_BY_NOTHING) break;
        *end = here;
        *last = k;
        closed = next;
        if (closed == CLOSED_BY_COLON && here + utf8_width(r->plain[here]) < lines[k].end) break;
        if (closed == CLOSED_BY_COLON && utf8_at(r->plain + here) == 0xFF1A) break;
    }
    return closed == CLOSED_BY_COLON;
}
