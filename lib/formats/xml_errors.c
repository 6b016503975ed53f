#include "xml_errors.h"

#include <libxml/xmlerror.h>

void xml_errors_pass_over(void *context, const char *message, ...)
{
    (void)context;
    (void)message;
}

xml_errors xml_errors_hush(void)
{
    xml_errors former = {xmlGenericError, xmlGenericErrorContext};
    xmlSetGenericErrorFunc(NULL, xml_errors_pass_over);
    return former;
}

void xml_errors_restore(xml_errors former)
{
    xmlSetGenericErrorFunc(former.context, former.print);
}
