#include "clock.h"

#include <stdint.h>
#include <stdio.h>
#include <time.h>

static const int64_t LAST_SECOND = 253402300799; /* of the year 9999 */

void time_stamp(char out[TIME_STAMP_SIZE])
{
    struct tm parts;
    int64_t seconds = (int64_t)time(NULL);
    if (seconds < 0) seconds = 0; /* also when there is no clock */
    if (seconds > LAST_SECOND) seconds = LAST_SECOND;
    time_t now = (time_t)seconds;
    out[0] = '\0';
    if (gmtime_r(&now, &parts) == NULL) return;
    /* strftime would set the program's time zone. */
    snprintf(out, TIME_STAMP_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", (parts.tm_year + 1900) % 10000,
             (parts.tm_mon + 1) % 100, parts.tm_mday % 100, parts.tm_hour % 100, parts.tm_min % 100,
             parts.tm_sec % 100);
}
