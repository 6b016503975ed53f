/*
 * What the fuzz targets share. A target is one LLVMFuzzerTestOneInput (https://llvm.org/docs/LibFuzzer.html): it gives
 * any bytes to one parser of the library, and ends the program if the result breaks a promise of the headers.
 *
 * What a target has to choose, an encoding or an option, it takes from the end of the input, so that a plain file is
 * an input, too.
 */
#ifndef SPEECH_TESTS_FUZZ_H
#define SPEECH_TESTS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <speecharchive/speecharchive.h>
#include <utf8proc.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program if a promise is broken. */
static inline void require(bool kept, const char *promise)
{
    if (kept) return;
    fprintf(stderr, "broken: %s\n", promise);
    abort();
}

/* Takes a number below `count` from the end of the input; 0 where nothing is left. */
static inline unsigned take_choice(const uint8_t *data, size_t *size, unsigned count)
{
    return *size == 0 ? 0 : data[--*size] % count;
}

/* A NUL-terminated copy, to be freed. */
static inline char *copy_of(const void *bytes, size_t size)
{
    char *copy = malloc(size + 1);
    if (copy == NULL) abort();
    if (size > 0) memcpy(copy, bytes, size);
    copy[size] = '\0';
    return copy;
}

/* Cuts the next line off `text`, which is changed; NULL where no text is left. */
static inline char *take_line(char **text)
{
    char *line = *text;
    if (line == NULL) return NULL;
    char *end = strchr(line, '\n');
    *text = end == NULL ? NULL : end + 1;
    if (end != NULL) *end = '\0';
    return line;
}

static inline bool is_utf8(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        utf8proc_int32_t character = 0;
        utf8proc_ssize_t width =
            utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(length - at), &character);
        if (width <= 0) return false;
        at += (size_t)width;
    }
    return true;
}

/* An error tells the status that was returned, in words. */
static inline void require_error(speech_status status, const speech_error *error)
{
    require(status != SPEECH_INTERNAL, error->message);
    require(error->status == status, "an error has the status that was returned");
    require(error->message[0] != '\0', "an error has a message");
    require(memchr(error->message, '\0', sizeof error->message) != NULL, "a message ends");
    require(is_utf8(error->message, strlen(error->message)), "a message is UTF-8");
}

/* Reads a document as one of any format and frees it. */
static inline void require_document(const uint8_t *data, size_t size, const speech_read_options *options)
{
    speech_document *document = NULL;
    speech_error error = {.status = SPEECH_OK};
    speech_status status = speech_document_read(&document, data, size, options, &error);
    if (status != SPEECH_OK) {
        require(document == NULL, "a failure leaves the output untouched");
        require(error.offset <= size, "the place of an error lies in the input");
        require_error(status, &error);
        return;
    }
    require(document->text[document->length] == '\0', "the text is NUL-terminated");
    require(is_utf8(document->text, document->length), "the text is UTF-8");
    require(document->encoding != NULL && document->media_type != NULL, "encoding and format are told");
    require(document->replaced_at <= size, "the place of a replacement lies in the input");
    require(document->title == NULL || is_utf8(document->title, strlen(document->title)), "the title is UTF-8");
    speech_document_free(document);
}

#endif
