/* PDF, which knows no paragraphs but only where each character is printed. */
#ifndef SPEECH_FORMATS_PDF_H
#define SPEECH_FORMATS_PDF_H

#include "reading.h"

/* Adds the text of a PDF file: printed lines joined to paragraphs, without page numbers. See reading.h. */
speech_status pdf_read(reading *r, const char *bytes, size_t length);

#endif
