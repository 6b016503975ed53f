#include "simplified.h"

#include "word_tables.h"

uint32_t simplified(uint32_t c)
{
    return character_mapped(&traditional_map, c);
}
