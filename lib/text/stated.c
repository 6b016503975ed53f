#include "stated.h"

#include <string.h>

#include "date.h"
#include "error.h"

static bool copy(record *r, const char **to, const char *from)
{
    if (from == NULL || from[0] == '\0') return true;
    *to = arena_copy(&r->arena, from, strlen(from));
    return *to != NULL;
}

speech_status stated_copy(record *r, const speech_stated *stated, speech_error *error)
{
    if (stated == NULL) return SPEECH_OK;
    const char *day = stated->delivered_on;
    if (day != NULL && day[0] != '\0' && !date_exists(day))
        return error_set(error, SPEECH_MISUSE, 0, "the stated date '%s' is not written 2021, 2021-03 or 2021-03-04",
                         day);
    speech_stated *own = &r->stated;
    if (copy(r, &own->title, stated->title) && copy(r, &own->occasion, stated->occasion) &&
        copy(r, &own->speaker, stated->speaker) && copy(r, &own->speaker_role, stated->speaker_role) &&
        copy(r, &own->audience, stated->audience) && copy(r, &own->delivered_on, day))
        return SPEECH_OK;
    return error_no_memory(error);
}

static bool begins_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* Notes that the speech's own date is not the stated one. */
static speech_status doubt_date(record *r, size_t speech)
{
    speech_doubt *d = list_add(&r->doubts);
    if (d == NULL) return SPEECH_NOMEM;
    *d = (speech_doubt){.kind = SPEECH_DOUBT_STATED, .speech = speech, .stated = r->stated.delivered_on};
    return SPEECH_OK;
}

speech_status stated_apply(record *r)
{
    speech_speech *speeches = RECORD_ITEMS(speech_speech, r->speeches);
    const char *day = r->stated.delivered_on;
    speech_status status = SPEECH_OK;
    if (r->speeches.count == 1 && speeches[0].title == NULL) speeches[0].title = r->stated.title;
    for (size_t i = 0; i < r->speeches.count && day != NULL && status == SPEECH_OK; i++) {
        const char *own = speeches[i].delivered_on;
        if (own == NULL || begins_with(day, own)) speeches[i].delivered_on = day;
        else if (!begins_with(own, day)) status = doubt_date(r, i);
    }
    return status;
}
