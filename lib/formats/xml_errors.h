/*
 * What libxml2 has to say. Faults of the markup go to the parser's handlers, but what it can't tell a parser, such as
 * short memory for making one, it prints, unless the thread has said otherwise.
 */
#ifndef SPEECH_FORMATS_XML_ERRORS_H
#define SPEECH_FORMATS_XML_ERRORS_H

#include <libxml/xmlerror.h>

/* Takes a message and leaves it. */
static inline void xml_errors_pass_over(void *context, const char *message, ...)
{
    (void)context;
    (void)message;
}

/* Where this thread's messages went. */
typedef struct xml_errors {
    xmlGenericErrorFunc print;
    void *context;
} xml_errors;

/* Keeps this thread's messages from being printed, until they are let go where they went. */
static inline xml_errors xml_errors_hush(void)
{
    xml_errors former = {xmlGenericError, xmlGenericErrorContext};
    xmlSetGenericErrorFunc(NULL, xml_errors_pass_over);
    return former;
}

static inline void xml_errors_restore(xml_errors former)
{
    xmlSetGenericErrorFunc(former.context, former.print);
}

#endif
