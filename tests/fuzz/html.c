/* Web pages: pages, fragments and broken markup. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    speech_read_options options = {.struct_size = sizeof options, .media_type = "text/html"};
    require_document(data, size, &options);
    options.max_depth = 1 + take_choice(data, &size, 16);
    options.max_text_bytes = take_choice(data, &size, 2) == 0 ? 0 : size / 2;
    options.encoding = take_choice(data, &size, 2) == 0 ? NULL : "GB18030";
    require_document(data, size, &options);
    return 0;
}
