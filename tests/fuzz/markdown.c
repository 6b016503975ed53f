/* Markdown. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    speech_read_options options = {.struct_size = sizeof options, .media_type = "text/markdown"};
    require_document(data, size, &options);
    options.max_text_bytes = 1 + take_choice(data, &size, 64);
    require_document(data, size, &options);
    return 0;
}
