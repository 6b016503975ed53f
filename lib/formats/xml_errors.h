/*
 * What libxml2 has to say. Faults of the markup go to the parser's handlers, but what it can't tell a parser, such as
 * short memory for making one, it prints, unless the thread has said otherwise.
 */
#ifndef SPEECH_FORMATS_XML_ERRORS_H
#define SPEECH_FORMATS_XML_ERRORS_H

/* Where this thread's messages went. */
typedef struct xml_errors {
    void (*print)(void *context, const char *message, ...);
    void *context;
} xml_errors;

/* Takes a message and leaves it: a handler for parsers. */
void xml_errors_pass_over(void *context, const char *message, ...);

/* Keeps this thread's messages from being printed, until they are let go where they went. */
xml_errors xml_errors_hush(void);
void xml_errors_restore(xml_errors former);

#endif
