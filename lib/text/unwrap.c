#include "unwrap.h"

#include "memory.h"
#include "utf8.h"

static speech_status reserve(unwrapped *u, size_t length)
{
    if (length <= u->capacity) return SPEECH_OK;
    char *text = memory_realloc(u->text, length);
    if (text == NULL) return SPEECH_NOMEM;
    u->text = text;
    u->capacity = length;
    return SPEECH_OK;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

speech_status unwrap_sentence(unwrapped *u, const char *plain, size_t begin, size_t end)
{
    if (reserve(u, end - begin + 1) != SPEECH_OK) return SPEECH_NOMEM;
    u->begin = begin;
    u->length = u->cuts.count = 0;
    size_t removed = 0;
    for (size_t at = begin; at < end;) {
        size_t next = at;
        bool line_end = false;
        for (; next < end && is_blank(plain[next]); next++) line_end |= plain[next] == '\n';
        if (!line_end) {
            if (next == at) next++;
            while (at < next) u->text[u->length++] = plain[at++];
            continue;
        }
        removed += next - at;
        at = next;
        unwrap_cut *cut = list_add(&u->cuts);
        if (cut == NULL) return SPEECH_NOMEM;
        *cut = (unwrap_cut){.at = u->length, .removed = removed};
    }
    u->text[u->length] = '\0';
    return SPEECH_OK;
}

static size_t original(const unwrapped *u, size_t at)
{
    const unwrap_cut *cuts = u->cuts.items;
    size_t low = 0, high = u->cuts.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cuts[middle].at <= at) low = middle + 1;
        else high = middle;
    }
    return u->begin + at + (low == 0 ? 0 : cuts[low - 1].removed);
}

speech_span unwrap_span(const unwrapped *u, speech_span span)
{
    if (span.begin >= span.end) return (speech_span){0, 0};
    return (speech_span){original(u, span.begin), original(u, span.end - 1) + 1};
}

void unwrap_free(unwrapped *u)
{
    memory_free(u->text);
    list_free(&u->cuts);
}
