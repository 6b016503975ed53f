/* Setters of options: each checks a value and puts it at `field` bytes into the options, or returns false. */
#ifndef ARCHIVE_QUERY_VALUES_H
#define ARCHIVE_QUERY_VALUES_H

#include "options.h"

bool value_set_flag(struct options *options, size_t field, const char *value); /* bool: true */
bool value_set_text(struct options *options, size_t field, const char *value); /* const char *: not empty, UTF-8 */
bool value_set_path(struct options *options, size_t field, const char *value); /* const char *: not empty */
bool value_set_date(struct options *options, size_t field,
                    const char *value); /* const char *: 2021, 2021-03, 2021-03-04 */
bool value_set_id(struct options *options, size_t field, const char *value);         /* int64_t from 1 */
bool value_set_count(struct options *options, size_t field, const char *value);      /* size_t from 1 */
bool value_set_offset(struct options *options, size_t field, const char *value);     /* size_t from 0 */
bool value_set_characters(struct options *options, size_t field, const char *value); /* size_t, 1 to 10000 */
bool value_add_pattern(struct options *options, size_t field, const char *value);    /* struct patterns: one more */
bool value_set_jobs(struct options *options, size_t field, const char *value);       /* size_t, 1 to 256 */
bool value_set_width(struct options *options, size_t field, const char *value);      /* long, 0 to 10000 */
bool value_set_minimum(struct options *options, size_t field, const char *value);    /* const double *, to value_min */
bool value_set_maximum(struct options *options, size_t field, const char *value);    /* const double *, to value_max */
bool value_set_format(struct options *options, size_t field, const char *value);     /* output_format */
bool value_set_color(struct options *options, size_t field, const char *value);      /* color_choice */
bool value_set_order(struct options *options, size_t field, const char *value);      /* speech_order */
bool value_set_group(struct options *options, size_t field, const char *value);      /* speech_group */
bool value_set_years(struct options *options, size_t field, const char *value);      /* double: years above 0 */
bool value_set_sort(struct options *options, size_t field, const char *value);       /* speech_concordance_order */
bool value_set_by(struct options *options, size_t field, const char *value);         /* speech_trend_by */
bool value_set_measure(struct options *options, size_t field, const char *value);    /* trend_measure */
bool value_set_modality(struct options *options, size_t field,
                        const char *value);                                     /* unsigned: adds bits, "forbid,plan" */
bool value_set_kind(struct options *options, size_t field, const char *value);  /* the same */
bool value_set_words(struct options *options, size_t field, const char *value); /* const char *: UTF-8, or empty */
bool value_set_day(struct options *options, size_t field, const char *value);   /* const char *: 2021-03-04 */
bool value_set_due(struct options *options, size_t field, const char *value);   /* const char *: a date, or empty */
bool value_set_one(struct options *options, size_t field, const char *value);   /* int: 1 */
bool value_set_minus_one(struct options *options, size_t field, const char *value); /* int: -1 */
bool value_set_within(struct options *options, size_t field, const char *value);    /* int, and ledger.due_within */
bool value_set_statuses(struct options *options, size_t field,
                        const char *value);                                       /* unsigned: adds bits, "open,done" */
bool value_set_handout(struct options *options, size_t field, const char *value); /* speech_handout_format */
bool value_set_grouping(struct options *options, size_t field, const char *value); /* speech_handout_grouping */

/* The status that a word names; false if none. */
bool value_parse_status(const char *word, speech_task_status *out);

/* Reads a whole number from `low` to `high`, decimal digits only. */
bool value_parse_whole(const char *text, int64_t low, int64_t high, int64_t *out);

/* Is it a date like 2021, 2021-03 or 2021-03-04? */
bool value_is_date(const char *text);

/* Are these bytes UTF-8? */
bool value_is_utf8(const char *text);

#endif
