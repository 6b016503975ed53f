/* Traditional to simplified characters, one for one. */
#ifndef SPEECH_TEXT_SIMPLIFIED_H
#define SPEECH_TEXT_SIMPLIFIED_H

#include "word_tables.h"

/* The simplified form of a traditional character (same length in UTF-8), or `c` itself. */
static inline uint32_t simplified(uint32_t c)
{
    return character_mapped(&traditional_map, c);
}

#endif
