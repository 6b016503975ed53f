/* Plain text in any encoding, detected and stated. */
#include "fuzz.h"

static const char *const encodings[] = {"UTF-8",     "GB18030",  "GBK",         "Big5",   "Big5-HKSCS",
                                        "UTF-16",    "UTF-16LE", "UTF-16BE",    "UTF-32", "ISO-8859-1",
                                        "Shift_JIS", "EUC-JP",   "ISO-2022-CN", "UTF-7",  "no-such-encoding"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    speech_read_options options = {.struct_size = sizeof options, .media_type = "text/plain"};
    require_document(data, size, &options);
    options.encoding = encodings[take_choice(data, &size, sizeof encodings / sizeof *encodings)];
    options.max_text_bytes = take_choice(data, &size, 2) == 0 ? 0 : size;
    require_document(data, size, &options);
    options = (speech_read_options){.struct_size = sizeof options};
    require_document(data, size, &options);
    return 0;
}
