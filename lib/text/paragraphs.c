#include "outline.h"

/* Does line `l` end its paragraph? In a wrapped text only an empty line, or the page's furniture, does. */
static bool ends_paragraph(const record *r, const line *l, const line *next)
{
    return !r->wrapped || l->before_blank || l->furniture != next->furniture;
}

speech_status paragraphs_find(record *r)
{
    const line *lines = RECORD_ITEMS(line, r->lines);
    const speech_speech *speeches = RECORD_ITEMS(speech_speech, r->speeches);
    size_t i = 0;
    for (size_t s = 0; s < r->speeches.count; s++) {
        while (i < r->lines.count && lines[i].end <= speeches[s].span.begin) i++;
        while (i < r->lines.count && lines[i].begin < speeches[s].span.end) {
            speech_paragraph *p = list_add(&r->paragraphs);
            if (p == NULL) return SPEECH_NOMEM;
            size_t begin = lines[i].begin < speeches[s].span.begin ? speeches[s].span.begin : lines[i].begin;
            while (i + 1 < r->lines.count && lines[i + 1].begin < speeches[s].span.end &&
                   !ends_paragraph(r, &lines[i], &lines[i + 1]))
                i++;
            *p = (speech_paragraph){.span = {begin, lines[i].end}, .speech = s, .section = SPEECH_NONE};
            i++;
        }
    }
    return SPEECH_OK;
}
