/* The time at which something is written down. */
#ifndef SPEECH_ARCHIVE_CLOCK_H
#define SPEECH_ARCHIVE_CLOCK_H

enum { TIME_STAMP_SIZE = 32 };

/* Now, in UTC, as '2021-03-04T05:06:07Z'; a clock before 1970 or behind 9999 counts as the first or last second. */
void time_stamp(char out[TIME_STAMP_SIZE]);

#endif
