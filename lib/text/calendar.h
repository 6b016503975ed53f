/* Dates and times of day, which look like quantities. */
#ifndef SPEECH_TEXT_CALENDAR_H
#define SPEECH_TEXT_CALENDAR_H

#include "nearby.h"
#include "qualifier.h"
#include "quantity.h"

/* Is the quantity a year, a day or a time of day? */
bool quantity_is_calendar(const passage *p, const quantity *q, const limits *l);

#endif
