/* PDF files: what is made of the characters and places that poppler reports. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    speech_read_options options = {.struct_size = sizeof options, .media_type = "application/pdf"};
    require_document(data, size, &options);
    return 0;
}
