#include "directives.h"

speech_status directives_find(record *r)
{
    (void)r;
    return SPEECH_OK;
}
