#include "page.h"

#include <stdio.h>
#include <string.h>

#include "date.h"

void page_add_bytes(page *p, const char *text, size_t length)
{
    if (p->status == SPEECH_OK) p->status = text_buffer_add(&p->text, text, length);
}

void page_add(page *p, const char *text)
{
    page_add_bytes(p, text, strlen(text));
}

void page_add_number(page *p, long long number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", number);
    page_add(p, digits);
}

void page_add_date(page *p, const char *iso)
{
    date d = date_of_iso(iso);
    page_add_number(p, d.year);
    page_add(p, "年");
    if (d.month == 0) return;
    page_add_number(p, d.month);
    page_add(p, "月");
    if (d.day == 0) return;
    page_add_number(p, d.day);
    page_add(p, "日");
}
