#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    size_t length = strlen(iso);
    page_add_number(p, atoi(iso));
    page_add(p, "年");
    if (length < strlen("2026-06")) return;
    page_add_number(p, atoi(iso + strlen("2026-")));
    page_add(p, "月");
    if (length < strlen("2026-06-30")) return;
    page_add_number(p, atoi(iso + strlen("2026-06-")));
    page_add(p, "日");
}
