#include "date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

enum { TEN = 0x5341, FIRST = 0x5143, MAX_DIGITS = 4 };

/* The value of a digit character, Arabic, full-width or Chinese (〇一二…九, and 元 for a first year), or -1. */
static int digit_value(uint32_t c)
{
    if (c == FIRST) return 1;
    if (c == TEN) return -1;
    int arabic = utf8_arabic_digit(c);
    return arabic >= 0 ? arabic : utf8_chinese_digit(c);
}

static size_t skip_blanks(const char *text, size_t at, size_t end)
{
    at = utf8_skip_spaces(text, at, end);
    return at;
}

/*
 * Reads a number of one to four digits, or a Chinese one below a hundred with 十 (二十六), with blanks
 * between its characters; returns where it ends, or `at` if there is none.
 */
static size_t read_number(const char *text, size_t at, size_t end, int *value, int *digits)
{
    size_t from = at, last = at;
    int tens = -1;
    *value = *digits = 0;
    while (at < end && *digits <= MAX_DIGITS) {
        uint32_t c = utf8_at(text + at);
        int digit = digit_value(c);
        if (c == TEN && tens < 0 && *digits <= 1) {
            tens = *digits == 0 ? 1 : *value;
            *value = 0;
            *digits = 1;
        } else if (digit >= 0) {
            *value = *value * 10 + digit;
            (*digits)++;
        } else {
            break;
        }
        at += utf8_width(text[at]);
        last = at;
        at = skip_blanks(text, at, end);
    }
    if (tens >= 0) *value += tens * 10;
    return *digits == 0 || *digits > MAX_DIGITS ? from : last;
}

/* A month or day: a number from 1 to `most`, then `mark`. */
typedef struct date_part {
    const char *mark;
    int most;
} date_part;

static const date_part MONTH = {"月", 12}, DAY = {"日", 31}, DAY_OF_WEEK = {"（星期", 31};

/* Returns where the part ends, or `at`. */
static size_t read_part(const char *text, size_t at, size_t end, const date_part *part, int *value)
{
    int number, digits;
    size_t next = read_number(text, skip_blanks(text, at, end), end, &number, &digits);
    if (digits == 0 || number < 1 || number > part->most) return at;
    next = skip_blanks(text, next, end);
    if (!utf8_starts_with(text, next, end, part->mark)) return at;
    *value = number;
    return next + strlen(part->mark);
}

/* The day after a month. Of a range of days (2日-4日) no single one is stated. Returns where it ends. */
static size_t read_day(const char *text, size_t at, size_t end, date *out)
{
    static const char *const ranges[] = {"-", "—", "－", "至", "到", "~", "～"};
    int day, digits;
    size_t next = read_part(text, at, end, &DAY, &out->day);
    if (next == at) {
        next = read_part(text, at, end, &DAY_OF_WEEK, &out->day);
        return next == at ? at : next - strlen(DAY_OF_WEEK.mark);
    }
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (!utf8_starts_with(text, next, end, ranges[i])) continue;
        read_number(text, next + strlen(ranges[i]), end, &day, &digits);
        if (digits > 0) out->day = 0;
    }
    return next;
}

static bool is_separator(char c)
{
    return c == '-' || c == '/' || c == '.';
}

/* Reads one or two ASCII digits; returns where they end, or `at`. */
static size_t read_two_digits(const char *text, size_t at, size_t end, int *value)
{
    size_t next = at;
    for (*value = 0; next < end && next - at < 2 && text[next] >= '0' && text[next] <= '9'; next++)
        *value = *value * 10 + (text[next] - '0');
    return next;
}

/* -MM-DD or /M/D after a year, both with the same separator. Returns where it ends, or `at`. */
static size_t read_numeric_rest(const char *text, size_t at, size_t end, date *out)
{
    int month, day;
    if (at >= end || !is_separator(text[at])) return at;
    size_t next = read_two_digits(text, at + 1, end, &month);
    if (next == at + 1 || month < 1 || month > 12 || next >= end || text[next] != text[at]) return at;
    size_t last = read_two_digits(text, next + 1, end, &day);
    if (last == next + 1 || day < 1 || day > 31) return at;
    out->month = month;
    out->day = day;
    return last;
}

/* YYYYMMDD. Returns where it ends, or `at`. */
static size_t read_compact(const char *text, size_t at, size_t end, date *out)
{
    size_t next = at;
    int number = 0;
    while (next < end && next - at < 9 && text[next] >= '0' && text[next] <= '9')
        number = number * 10 + (text[next++] - '0');
    if (next - at != 8) return at;
    *out = (date){.year = number / 10000, .month = number / 100 % 100, .day = number % 100};
    return out->month >= 1 && out->month <= 12 && out->day >= 1 && out->day <= 31 ? next : at;
}

enum { REPUBLIC_OFFSET = 1911, FIRST_YEAR = 1840, LAST_YEAR = 2199 };

bool date_read(const char *text, size_t at, size_t end, date *out, size_t *used)
{
    static const char *const eras[] = {"中华民国", "民国"};
    date d = {0, 0, 0};
    size_t from = at;
    int digits, offset = 0;
    for (size_t i = 0; i < sizeof eras / sizeof *eras && offset == 0; i++) {
        if (!utf8_starts_with(text, at, end, eras[i])) continue;
        at += strlen(eras[i]);
        offset = REPUBLIC_OFFSET;
    }
    size_t next = read_compact(text, at, end, &d);
    if (next > at && d.year >= FIRST_YEAR && d.year <= LAST_YEAR) {
        *out = d;
        *used = next - at;
        return true;
    }
    d = (date){0, 0, 0};
    next = read_number(text, skip_blanks(text, at, end), end, &d.year, &digits);
    if (digits == 0 || (offset == 0 && digits != MAX_DIGITS)) return false;
    d.year += offset;
    if (d.year < FIRST_YEAR || d.year > LAST_YEAR) return false;
    size_t mark = skip_blanks(text, next, end);
    if (utf8_starts_with(text, mark, end, "年")) {
        next = mark + strlen("年");
        size_t month = read_part(text, next, end, &MONTH, &d.month);
        if (month != next) next = read_day(text, month, end, &d);
    } else if ((mark = read_numeric_rest(text, next, end, &d)) != next) {
        next = mark;
    } else {
        return false;
    }
    *out = d;
    *used = next - from;
    return true;
}

bool date_find(const char *text, speech_span part, date *out, speech_span *place)
{
    bool in_number = false;
    size_t used;
    for (size_t i = part.begin; i < part.end; i += utf8_width(text[i])) {
        uint32_t c = utf8_at(text + i);
        bool starts = digit_value(c) >= 0 || c == 0x4E2D || c == 0x6C11; /* 中, 民 of the era */
        if (starts && !in_number && date_read(text, i, part.end, out, &used)) {
            *place = (speech_span){i, i + used};
            return true;
        }
        in_number = digit_value(c) >= 0;
    }
    return false;
}

bool date_is_iso(const char *text)
{
    static const char SHAPE[] = "0000-00-00";
    size_t length = strlen(text);
    if (length != 4 && length != 7 && length != 10) return false;
    for (size_t i = 0; i < length; i++)
        if (SHAPE[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    return true;
}

static int iso_part(const char *digits, size_t count)
{
    int value = 0;
    while (count-- > 0) value = value * 10 + (*digits++ - '0');
    return value;
}

date date_of_iso(const char *iso)
{
    size_t length = strlen(iso);
    return (date){.year = iso_part(iso, 4),
                  .month = length > 4 ? iso_part(iso + 5, 2) : 0,
                  .day = length > 7 ? iso_part(iso + 8, 2) : 0};
}

int date_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month < 1 || month > 12) return 31;
    return month == 2 && leap ? 29 : days[month - 1];
}

void date_format(date d, char out[11])
{
    unsigned year = (unsigned)d.year % 10000, month = (unsigned)d.month % 100, day = (unsigned)d.day % 100;
    if (month == 0) snprintf(out, 11, "%04u", year);
    else if (day == 0) snprintf(out, 11, "%04u-%02u", year, month);
    else snprintf(out, 11, "%04u-%02u-%02u", year, month, day);
}

bool date_exists(const char *text)
{
    if (text == NULL || !date_is_iso(text)) return false;
    date d = date_of_iso(text);
    size_t length = strlen(text);
    if (length > strlen("2021") && (d.month < 1 || d.month > 12)) return false;
    return length <= strlen("2021-03") || (d.day >= 1 && d.day <= date_month_days(d.year, d.month));
}

bool date_is_day(const char *text)
{
    return date_exists(text) && strlen(text) == strlen("2021-03-04");
}
