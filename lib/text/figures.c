#include "figures.h"

speech_status figures_find(record *r)
{
    (void)r;
    return SPEECH_OK;
}
