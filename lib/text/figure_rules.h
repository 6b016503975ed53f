/* Which quantities are figures, and of which kind. */
#ifndef SPEECH_TEXT_FIGURE_RULES_H
#define SPEECH_TEXT_FIGURE_RULES_H

#include "nearby.h"
#include "qualifier.h"
#include "quantity.h"

/* Is it plainly none, whatever stands around it: a numeral alone (一般), a mask alone, a year's name? */
bool quantity_is_idle(const passage *p, const quantity *q);

/* Is the quantity a figure, and not a date, a name, an ordinal, an idiom or an announcement? */
bool quantity_is_figure(const passage *p, const quantity *q, const limits *l);

/* The kind of a quantity that is one. */
speech_figure_kind quantity_kind(const passage *p, const quantity *q);

/* Does a name or idiom stand at, or around, the numeral at `at`? Past it, or 0. */
size_t fixed_number_end(const passage *p, size_t at);

#endif
