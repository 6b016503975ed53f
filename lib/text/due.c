#include "due.h"

#include "date.h"
#include "period.h"

static int number_at(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return 0;
        value = value * 10 + text[i] - '0';
    }
    return value;
}

static date parse_iso(const char *iso)
{
    date d = {0, 0, 0};
    if (iso == NULL) return d;
    d.year = number_at(iso, 4);
    if (d.year == 0 || iso[4] != '-') return d;
    d.month = number_at(iso + 5, 2);
    if (d.month != 0 && iso[7] == '-') d.day = number_at(iso + 8, 2);
    return d;
}

/* Only what is a date, and has a year of four digits, is written. */
static void write_date(date d, char due[11])
{
    if (d.year >= 1000 && d.year <= 9999 && d.day <= date_month_days(d.year, d.month)) date_format(d, due);
}

static void write_month_end(int year, int month, char due[11])
{
    write_date((date){year, month, date_month_days(year, month)}, due);
}

/* The day before the first of a month. */
static void write_day_before(int year, int month, char due[11])
{
    if (--month == 0) {
        month = 12;
        year--;
    }
    write_month_end(year, month, due);
}

/* The year that the period lies in, or 0 if it can't be told. */
static int period_year(const period *p, date speech)
{
    if (p->has_year) return p->year;
    if (p->plan != 0) return 1955 + 5 * p->plan;
    if (speech.year == 0) return 0;
    if (p->has_shift) return speech.year + p->shift;
    bool over = speech.month != 0 && p->last_month < speech.month;
    if (p->day != 0 && p->last_month == speech.month && speech.day > p->day) over = true;
    return speech.year + (over ? 1 : 0);
}

static void resolve_year(const period *p, int year, char due[11])
{
    if (p->edge == PERIOD_EDGE_BEFORE) write_month_end(year - 1, 12, due);
    else if (p->edge == PERIOD_EDGE_NONE && p->plan == 0 && p->shift >= 0) write_date((date){.year = year}, due);
    else write_month_end(year, 12, due);
}

static void resolve_months(const period *p, int year, char due[11])
{
    int month = p->last_month;
    if (p->day != 0) write_date((date){year, month, p->day}, due);
    else if (p->edge == PERIOD_EDGE_BEFORE) write_day_before(year, p->first_month, due);
    else if (p->edge == PERIOD_EDGE_NONE && p->first_month == month) write_date((date){year, month, 0}, due);
    else write_month_end(year, month, due);
}

void due_resolve(const char *plain, speech_span span, const char *delivered_on, char due[11])
{
    due[0] = '\0';
    period p;
    if (span.begin >= span.end || !period_read(plain, span.begin, span.end, &p)) return;
    if (p.masked || p.vague || p.recurring || p.edge == PERIOD_EDGE_FROM) return;
    date speech = parse_iso(delivered_on);
    if (p.month_shift) {
        if (speech.year == 0 || speech.month == 0) return;
        int months = speech.month - 1 + p.last_month;
        if (p.day != 0 && p.last_month == 0 && p.day < speech.day) months++; /* 5日前, said on the 10th */
        p.has_year = true;
        p.year = speech.year + months / 12;
        p.month_shift = false;
        p.first_month = p.last_month = months % 12 + 1;
    }
    int year = period_year(&p, speech);
    if (year == 0) return;
    if (p.last_month == 0) resolve_year(&p, year, due);
    else resolve_months(&p, year, due);
}
