#include "clock.h"

#include <time.h>

void time_stamp(char out[TIME_STAMP_SIZE])
{
    struct tm parts;
    time_t now = time(NULL);
    if (now == (time_t)-1 || gmtime_r(&now, &parts) == NULL ||
        strftime(out, TIME_STAMP_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        out[0] = '\0';
}
