#include "values.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <speecharchive/analysis.h>

#include "text.h"

/* Where an option's value goes. */
static void *field_at(struct options *options, size_t field)
{
    return (char *)options + field;
}

bool value_is_utf8(const char *text)
{
    int32_t character;
    for (size_t used; (used = text_next(text, &character)) > 0; text += used)
        if (used == 1 && (unsigned char)*text >= 0x80) return false;
    return true;
}

bool value_parse_whole(const char *text, int64_t low, int64_t high, int64_t *out)
{
    if (*text == '\0') return false;
    int64_t value = 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9' || value > (INT64_MAX - (*text - '0')) / 10) return false;
        value = value * 10 + (*text - '0');
    }
    if (value < low || value > high) return false;
    *out = value;
    return true;
}

bool value_set_flag(struct options *options, size_t field, const char *value)
{
    (void)value;
    *(bool *)field_at(options, field) = true;
    return true;
}

bool value_set_path(struct options *options, size_t field, const char *value)
{
    *(const char **)field_at(options, field) = value;
    return *value != '\0';
}

bool value_set_text(struct options *options, size_t field, const char *value)
{
    return value_is_utf8(value) && value_set_path(options, field, value);
}

/* Reads exactly `digits` digits; -1 if there are other characters. */
static int digits_parse(const char *text, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool value_is_date(const char *text)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    size_t length = strlen(text);
    if (length != 4 && length != 7 && length != 10) return false;
    int year = digits_parse(text, 4);
    if (year <= 0 || length == 4) return year > 0;
    int month = text[4] == '-' ? digits_parse(text + 5, 2) : -1;
    if (month < 1 || month > 12 || length == 7) return month >= 1 && month <= 12;
    int day = text[7] == '-' ? digits_parse(text + 8, 2) : -1;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day >= 1 && day <= days[month - 1] - (month == 2 && !leap);
}

bool value_set_date(struct options *options, size_t field, const char *value)
{
    *(const char **)field_at(options, field) = value;
    return value_is_date(value);
}

bool value_set_id(struct options *options, size_t field, const char *value)
{
    return value_parse_whole(value, 1, INT64_MAX, field_at(options, field));
}

static bool size_set(struct options *options, size_t field, const char *value, int64_t low, int64_t high)
{
    int64_t number;
    if (!value_parse_whole(value, low, high, &number)) return false;
    *(size_t *)field_at(options, field) = (size_t)number;
    return true;
}

bool value_set_count(struct options *options, size_t field, const char *value)
{
    return size_set(options, field, value, 1, INT32_MAX);
}

bool value_set_offset(struct options *options, size_t field, const char *value)
{
    return size_set(options, field, value, 0, INT32_MAX);
}

bool value_set_characters(struct options *options, size_t field, const char *value)
{
    return size_set(options, field, value, 1, 10000);
}

bool value_add_pattern(struct options *options, size_t field, const char *value)
{
    struct patterns *patterns = field_at(options, field);
    if (*value == '\0') return false;
    patterns->items = memory_resize(patterns->items, patterns->count + 1, sizeof *patterns->items);
    patterns->items[patterns->count++] = value;
    return true;
}

bool value_set_jobs(struct options *options, size_t field, const char *value)
{
    return size_set(options, field, value, 1, 256);
}

bool value_set_width(struct options *options, size_t field, const char *value)
{
    int64_t number;
    if (!value_parse_whole(value, 0, 10000, &number)) return false;
    *(long *)field_at(options, field) = (long)number;
    return true;
}

/* "12.5", "-3", "1e6", but also "三千万" and "1.2亿". */
static bool number_parse(const char *text, double *out)
{
    if (text[strspn(text, "+-.0123456789eE")] == '\0') {
        char *end;
        *out = strtod(text, &end);
        return end != text && *end == '\0' && isfinite(*out);
    }
    speech_decimal value;
    size_t used = 0, length = strlen(text);
    if (speech_numeral_value(text, length, &value, &used) != SPEECH_OK || used != length) return false;
    *out = speech_decimal_to_double(value);
    return true;
}

bool value_set_minimum(struct options *options, size_t field, const char *value)
{
    *(const double **)field_at(options, field) = &options->value_min;
    return number_parse(value, &options->value_min);
}

bool value_set_maximum(struct options *options, size_t field, const char *value)
{
    *(const double **)field_at(options, field) = &options->value_max;
    return number_parse(value, &options->value_max);
}

bool value_set_one(struct options *options, size_t field, const char *value)
{
    (void)value;
    *(int *)field_at(options, field) = 1;
    return true;
}

bool value_set_minus_one(struct options *options, size_t field, const char *value)
{
    (void)value;
    *(int *)field_at(options, field) = -1;
    return true;
}

/* The place of a word of `length` bytes in a list ended by NULL, or -1. */
static int word_place(const char *const *words, const char *word, size_t length)
{
    for (int i = 0; words[i] != NULL; i++)
        if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0) return i;
    return -1;
}

bool value_set_format(struct options *options, size_t field, const char *value)
{
    static const char *const words[] = {"table", "json", "csv", "tsv", NULL};
    int place = word_place(words, value, strlen(value));
    if (place >= 0) *(output_format *)field_at(options, field) = (output_format)place;
    return place >= 0;
}

bool value_set_color(struct options *options, size_t field, const char *value)
{
    static const char *const words[] = {"auto", "always", "never", NULL};
    int place = word_place(words, value, strlen(value));
    if (place >= 0) *(color_choice *)field_at(options, field) = (color_choice)place;
    return place >= 0;
}

bool value_set_order(struct options *options, size_t field, const char *value)
{
    static const char *const words[] = {"rank", "date", "document", NULL};
    int place = word_place(words, value, strlen(value));
    if (place >= 0) *(speech_order *)field_at(options, field) = (speech_order)place;
    return place >= 0;
}

bool value_set_group(struct options *options, size_t field, const char *value)
{
    static const char *const words[] = {"none", "section", "speech", NULL};
    int place = word_place(words, value, strlen(value));
    if (place > 0) *(speech_group *)field_at(options, field) = (speech_group)place;
    return place > 0;
}

bool value_set_years(struct options *options, size_t field, const char *value)
{
    char *end = NULL;
    double years = strtod(value, &end);
    bool valid = *value >= '0' && *value <= '9' && *end == '\0' && years > 0 && years <= 1000;
    if (valid) *(double *)field_at(options, field) = years;
    return valid;
}

bool value_set_sort(struct options *options, size_t field, const char *value)
{
    static const char *const words[] = {[SPEECH_CONCORDANCE_BY_DOCUMENT] = "document",
                                        [SPEECH_CONCORDANCE_BY_DATE] = "date",
                                        [SPEECH_CONCORDANCE_BY_LEFT] = "left",
                                        [SPEECH_CONCORDANCE_BY_RIGHT] = "right",
                                        NULL};
    int place = word_place(words, value, strlen(value));
    if (place >= 0) *(speech_concordance_order *)field_at(options, field) = (speech_concordance_order)place;
    return place >= 0;
}

bool value_set_by(struct options *options, size_t field, const char *value)
{
    static const char *const words[] = {"year", "month", "speaker", NULL};
    int place = word_place(words, value, strlen(value));
    if (place >= 0) *(speech_trend_by *)field_at(options, field) = (speech_trend_by)place;
    return place >= 0;
}

bool value_set_measure(struct options *options, size_t field, const char *value)
{
    static const char *const words[] = {"occurrences", "rate", "paragraphs", "speeches", "documents", NULL};
    int place = word_place(words, value, strlen(value));
    if (place >= 0) *(trend_measure *)field_at(options, field) = (trend_measure)place;
    return place >= 0;
}

/* Adds the bit of each of the words that `value` holds, separated by commas. */
static bool bits_add(unsigned *bits, const char *const *words, const char *value)
{
    for (;;) {
        size_t length = strcspn(value, ",");
        int place = word_place(words, value, length);
        if (place < 0) return false;
        *bits |= 1u << place;
        if (value[length] == '\0') return true;
        value += length + 1;
    }
}

bool value_set_modality(struct options *options, size_t field, const char *value)
{
    const char *words[SPEECH_APPEAL + 2] = {NULL};
    for (int i = 0; i <= SPEECH_APPEAL; i++) words[i] = speech_modality_name((speech_modality)i);
    return bits_add(field_at(options, field), words, value);
}

bool value_set_kind(struct options *options, size_t field, const char *value)
{
    const char *words[SPEECH_COUNT + 2] = {NULL};
    for (int i = 0; i <= SPEECH_COUNT; i++) words[i] = speech_figure_kind_name((speech_figure_kind)i);
    return bits_add(field_at(options, field), words, value);
}

/* ---- the ledger ---- */

bool value_set_words(struct options *options, size_t field, const char *value)
{
    *(const char **)field_at(options, field) = value;
    return value_is_utf8(value);
}

bool value_set_day(struct options *options, size_t field, const char *value)
{
    return value_set_date(options, field, value) && strlen(value) == strlen("2021-03-04");
}

bool value_set_due(struct options *options, size_t field, const char *value)
{
    return value_set_date(options, field, value) || *value == '\0';
}

bool value_set_within(struct options *options, size_t field, const char *value)
{
    int64_t days;
    if (!value_parse_whole(value, 0, 100000, &days)) return false;
    *(int *)field_at(options, field) = (int)days;
    options->ledger.due_within = field_at(options, field);
    return true;
}

bool value_parse_status(const char *word, speech_task_status *out)
{
    for (int i = 0; i <= SPEECH_TASK_DROPPED; i++)
        if (strcmp(speech_task_status_name((speech_task_status)i), word) == 0) {
            *out = (speech_task_status)i;
            return true;
        }
    return false;
}

bool value_set_statuses(struct options *options, size_t field, const char *value)
{
    const char *words[SPEECH_TASK_DROPPED + 2] = {NULL};
    for (int i = 0; i <= SPEECH_TASK_DROPPED; i++) words[i] = speech_task_status_name((speech_task_status)i);
    return bits_add(field_at(options, field), words, value);
}

bool value_set_handout(struct options *options, size_t field, const char *value)
{
    static const char *const words[] = {"markdown", "csv", "html", "calendar", NULL};
    int place = word_place(words, value, strlen(value));
    if (place >= 0) *(speech_handout_format *)field_at(options, field) = (speech_handout_format)place;
    return place >= 0;
}

bool value_set_grouping(struct options *options, size_t field, const char *value)
{
    static const char *const words[] = {"section", "body", NULL};
    int place = word_place(words, value, strlen(value));
    if (place >= 0) *(speech_handout_grouping *)field_at(options, field) = (speech_handout_grouping)place;
    return place >= 0;
}
