#include "clock.h"

#include <stdio.h>
#include <time.h>

void time_stamp(char out[TIME_STAMP_SIZE])
{
    struct tm parts;
    time_t now = time(NULL);
    out[0] = '\0';
    if (now == (time_t)-1 || gmtime_r(&now, &parts) == NULL) return;
    /* strftime would set the program's time zone. */
    snprintf(out, TIME_STAMP_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", (parts.tm_year + 1900) % 10000,
             (parts.tm_mon + 1) % 100, parts.tm_mday % 100, parts.tm_hour % 100, parts.tm_min % 100,
             parts.tm_sec % 100);
}
