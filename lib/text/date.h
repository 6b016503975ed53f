/* Calendar dates as texts write them. */
#ifndef SPEECH_TEXT_DATE_H
#define SPEECH_TEXT_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include <speecharchive/analysis.h>

typedef struct date {
    int year;
    int month; /* 0: not stated */
    int day;   /* 0: not stated */
} date;

/*
 * Reads the date at text[at..end): 2026年1月26日, 二〇二六年一月, １９９８ 年３月, 2015-11-16, 2021/3/4,
 * 中华民国101年6月6日. Blanks between the parts are passed over. False if there is none; else *used is its length in
 * bytes. `text` is in simplified characters.
 */
bool date_read(const char *text, size_t at, size_t end, date *out, size_t *used);

/* The first date in a part of a text; false if there is none. *place is where it stands. */
bool date_find(const char *text, speech_span part, date *out, speech_span *place);

/* Is it an ISO date or a prefix of one, by its form: "2021", "2021-03", "2021-03-04"? */
bool date_is_iso(const char *text);

/* What such a form states; parts that are not there are 0. */
date date_of_iso(const char *iso);

/* Is it the ISO date of a day that there is? */
bool date_is_day(const char *text);

/* Is it the ISO date of a day, month or year that there is? */
bool date_exists(const char *text);

/* The days of a month in the Gregorian calendar; 31 if `month` is not 1 to 12. */
int date_month_days(int year, int month);

/* Writes "YYYY", "YYYY-MM" or "YYYY-MM-DD". */
void date_format(date d, char out[11]);

#endif
