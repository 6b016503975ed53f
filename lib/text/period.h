/* Periods and time limits in words: 2025年底前, 今年上半年, “十四五”期间, 8月底前, 三年内, 新学期. */
#ifndef SPEECH_TEXT_PERIOD_H
#define SPEECH_TEXT_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

typedef enum period_edge {
    PERIOD_EDGE_NONE,       /* the whole period: 2025年 */
    PERIOD_EDGE_END,        /* its end: 2025年底 */
    PERIOD_EDGE_BEFORE,     /* before it begins: 2025年前 */
    PERIOD_EDGE_END_BEFORE, /* before its end: 8月底前 */
    PERIOD_EDGE_WITHIN,     /* 年内 */
    PERIOD_EDGE_FROM        /* from then on: 今年秋季开始 */
} period_edge;

typedef struct period {
    size_t end;     /* the offset just past it */
    bool has_year;  /* `year` is stated */
    int year;       /* Gregorian */
    bool has_shift; /* a year relative to the speech's own: 今年 0, 明年 1 */
    int shift;
    int plan;        /* number of a five-year plan (十四五: 14), or 0 */
    int first_month; /* months of the year, 1 to 12, or 0 */
    int last_month;
    bool month_shift; /* `last_month` counts months from the speech's own instead */
    int day;          /* of the month, or 0 */
    bool masked;      /* digits are hidden: *月底前 */
    bool vague;       /* no date can be given: 新学期, 三年内 */
    bool unsure;      /* a limit only with 前, 内 or the like: 春节 */
    bool recurring;   /* 每学期 */
    period_edge edge;
} period;

/*
 * Reads the period that begins at plain[at..end). False if none does; *out is then undefined. A bare number, month or
 * day that could be anything else (3月, 5日) is one only in the forms listed in period.tsv and with 年/月/日.
 */
bool period_read(const char *plain, size_t at, size_t end, period *out);

#endif
