/* Standings: 第五位, 全国第三, 前50位. */
#ifndef SPEECH_TEXT_STANDING_H
#define SPEECH_TEXT_STANDING_H

#include "nearby.h"
#include "quantity.h"

/*
 * Reads the ordinal at `at`, where 第 stands. True if it is a reported standing, then in *q; false if it only
 * numbers something (第二批). *past is where to go on in either case.
 */
bool standing_read(const passage *p, size_t at, quantity *q, size_t *past);

/* Is the quantity, with 前 before it, a standing (前50位, 前三)? */
bool quantity_is_standing(const passage *p, const quantity *q);

#endif
