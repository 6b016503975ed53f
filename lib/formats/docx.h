/* Word documents (DOCX): ECMA-376 WordprocessingML. */
#ifndef SPEECH_FORMATS_DOCX_H
#define SPEECH_FORMATS_DOCX_H

#include "reading.h"

/* Adds the text of the Word document in a ZIP container. See reading.h. */
speech_status docx_read(reading *r, const char *bytes, size_t length);

#endif
