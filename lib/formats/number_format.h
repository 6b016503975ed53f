/* Numbers as automatic lists write them: 3, iii, C, 三, 叁, ③. */
#ifndef SPEECH_FORMATS_NUMBER_FORMAT_H
#define SPEECH_FORMATS_NUMBER_FORMAT_H

#include "text_buffer.h"

/*
 * Adds `number` in the format that WordprocessingML calls `name` (ECMA-376 part 1, 17.18.59 ST_NumberFormat); in an
 * unknown one as decimal digits. "bullet" and "none" add nothing.
 */
speech_status number_format_add(text_buffer *out, long number, const char *name);

#endif
