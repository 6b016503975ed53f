#include "query_filter.h"

#include <string.h>

#include <speecharchive/analysis.h>

#include "ascii.h"
#include "date.h"
#include "fold.h"
#include "utf8.h"

static const char *const NAMES[] = {
    [FIELD_SPEAKER] = "speaker", [FIELD_TITLE] = "title", [FIELD_OCCASION] = "occasion", [FIELD_DOCUMENT] = "document",
    [FIELD_YEAR] = "year",       [FIELD_DATE] = "date",   [FIELD_ACTOR] = "actor",       [FIELD_MODALITY] = "modality",
    [FIELD_DUE] = "due",         [FIELD_KIND] = "kind",   [FIELD_UNIT] = "unit",         [FIELD_SUBJECT] = "subject",
    [FIELD_SCOPE] = "in",
};

bool query_field_read(const char *text, size_t at, size_t length, query_field *field, size_t *end)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        size_t size = strlen(NAMES[i]);
        if (length - at <= size || !ascii_same_prefix(text + at, NAMES[i], size)) continue;
        size_t colon = text[at + size] == ':' ? 1 : utf8_starts_with(text, at + size, length, "：") ? strlen("：") : 0;
        if (colon == 0) continue;
        *field = (query_field)i;
        *end = at + size + colon;
        return true;
    }
    return false;
}

/* ---- values ---- */

static const char *scope_name(int n)
{
    static const char *const SCOPES[] = {"paragraphs", "directives", "figures", "headings"};
    return n < (int)(sizeof SCOPES / sizeof *SCOPES) ? SCOPES[n] : NULL;
}

const char *query_modality_name(int n)
{
    return n <= SPEECH_APPEAL ? speech_modality_name((speech_modality)n) : NULL;
}

const char *query_kind_name(int n)
{
    return n <= SPEECH_COUNT ? speech_figure_kind_name((speech_figure_kind)n) : NULL;
}

/* Which of the names, NULL behind the last one, is it? */
static bool read_choice(const char *value, const char *(*name)(int), int *choice)
{
    for (int n = 0; name(n) != NULL; n++) {
        if (strcmp(name(n), value) != 0) continue;
        *choice = n;
        return true;
    }
    return false;
}

/* One end of a range; an open one is "". */
static bool read_date(const char *value, size_t length, bool year_only, char out[11])
{
    if (length > 10 || (year_only && length != 4 && length != 0)) return false;
    memcpy(out, value, length);
    out[length] = '\0';
    return length == 0 || date_is_iso(out);
}

/* 2021, 2019..2024, 2019.., ..2024, and of years 2019-2024. */
static bool read_range(query_filter *out, const char *value)
{
    bool years = out->field == FIELD_YEAR;
    size_t length = strlen(value);
    const char *mark = strstr(value, "..");
    size_t width = 2;
    if (mark == NULL && years && length == 9 && value[4] == '-') {
        mark = value + 4;
        width = 1;
    }
    if (mark == NULL)
        return length > 0 && read_date(value, length, years, out->from) && read_date(value, length, years, out->to);
    const char *rest = mark + width;
    return length > width && read_date(value, (size_t)(mark - value), years, out->from) &&
           read_date(rest, strlen(rest), years, out->to);
}

/* What is one of a few words, or a date; `value` is folded. */
static bool read_folded(query_filter *out, const char *value)
{
    switch (out->field) {
    case FIELD_YEAR:
    case FIELD_DATE:
    case FIELD_DUE: return read_range(out, value);
    case FIELD_MODALITY: return read_choice(value, query_modality_name, &out->choice);
    case FIELD_KIND: return read_choice(value, query_kind_name, &out->choice);
    case FIELD_SCOPE: return read_choice(value, scope_name, &out->choice);
    default: return true;
    }
}

speech_status query_filter_make(query_filter *out, text_buffer *values, query_field field, const char *value,
                                size_t length)
{
    text_buffer folded = {0};
    query_filter made = {.field = field, .value = values->length};
    speech_status status = fold_text(&folded, value, length);
    if (status == SPEECH_OK &&
        (folded.length == 0 || memchr(value, '\0', length) != NULL || !read_folded(&made, folded.text)))
        status = SPEECH_DONE;
    text_buffer_free(&folded);
    if (status == SPEECH_OK) status = text_buffer_add(values, value, length);
    if (status == SPEECH_OK) status = text_buffer_add(values, "", 1);
    if (status == SPEECH_OK) *out = made;
    return status;
}
