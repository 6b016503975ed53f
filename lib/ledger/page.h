/* A page that is being written: a text buffer that keeps its first failure, so that it is checked once, at the end. */
#ifndef SPEECH_LEDGER_PAGE_H
#define SPEECH_LEDGER_PAGE_H

#include "text_buffer.h"

typedef struct page {
    text_buffer text;
    speech_status status; /* SPEECH_OK or SPEECH_NOMEM */
} page;

void page_add(page *p, const char *text);
void page_add_bytes(page *p, const char *text, size_t length);
void page_add_number(page *p, long long number);

/* "2026-06-30" as 2026年6月30日; a prefix of a date as far as it goes. */
void page_add_date(page *p, const char *iso);

#endif
