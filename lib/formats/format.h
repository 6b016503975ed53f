/* Which format a document has. */
#ifndef SPEECH_FORMATS_FORMAT_H
#define SPEECH_FORMATS_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

typedef enum format { FORMAT_TEXT, FORMAT_HTML, FORMAT_MARKDOWN, FORMAT_DOCX, FORMAT_PDF, FORMAT_COUNT } format;

/*
 * What kind of file is not read at all, told by its first bytes ("a Word 97-2003 document …"), or NULL.
 */
const char *format_foreign(const char *bytes, size_t length);

/* Is it a container of bytes that are no text in any encoding? */
bool format_is_binary(const char *bytes, size_t length, format *out);

/* The format of decoded text; `name` (may be NULL) is a hint. */
format format_of_text(const char *text, size_t length, const char *name);

/*
 * The encoding that the first bytes of HTML or XML declare, as a NUL-terminated name in label, or "".
 */
enum { LABEL_SIZE = 40 };
void format_label(const char *bytes, size_t length, char label[LABEL_SIZE]);

#endif
