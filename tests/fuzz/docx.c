/*
 * Word documents. What begins as a ZIP container is taken as it is; else the input is the body, the numbering and the
 * styles, with a line of four hyphens between, and gets its container and frames here.
 */
#include "../docx_fixture.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char MARK[] = "\n----\n";
    speech_read_options options = {.struct_size = sizeof options,
                                   .media_type =
                                       "application/vnd.openxmlformats-officedocument.wordprocessingml.document"};
    if (size >= 2 && memcmp(data, "PK", 2) == 0) {
        require_document(data, size, &options);
        return 0;
    }
    options.max_depth = take_choice(data, &size, 2) == 0 ? 0 : 16;
    char *parts[3] = {copy_of(data, size), NULL, NULL};
    for (int i = 0; i < 2 && parts[i] != NULL; i++) {
        parts[i + 1] = strstr(parts[i], MARK);
        if (parts[i + 1] == NULL) break;
        *parts[i + 1] = '\0';
        parts[i + 1] += strlen(MARK);
    }
    size_t length = 0;
    char *bytes = docx_of(parts[0], parts[1], parts[2], &length);
    require_document((const uint8_t *)bytes, length, &options);
    free(bytes);
    free(parts[0]);
    return 0;
}
