/* What the suites of document formats share: reading a document. */
#ifndef DOCUMENT_FIXTURE_H
#define DOCUMENT_FIXTURE_H

#include <speecharchive/speecharchive.h>

#include "support.h"

#if SPEECH_WITH_DOCX
#include "docx_fixture.h"
#endif

/* Reads a document that has to be read; free it with speech_document_free. */
static inline speech_document *document_of(const char *bytes, size_t length, const char *name)
{
    speech_document *document = NULL;
    speech_error error = {0};
    speech_read_options options = {.struct_size = sizeof options, .name = name};
    speech_status status = speech_document_read(&document, bytes, length, &options, &error);
    ck_assert_msg(status == SPEECH_OK, "%s: %d %s", name == NULL ? "a document" : name, status, error.message);
    return document;
}

/* The text of a document of one format is as expected. */
static inline void expect_text(const char *source, const char *name, const char *text)
{
    speech_document *document = document_of(source, strlen(source), name);
    ck_assert_str_eq(document->text, text);
    ck_assert_uint_eq(document->length, strlen(text));
    speech_document_free(document);
}

/* Reading fails with this status, and the message holds these words. */
static inline void expect_failure(const char *bytes, size_t length, const speech_read_options *options,
                                  speech_status status, const char *words)
{
    speech_document *document = NULL;
    speech_error error = {0};
    ck_assert_int_eq(speech_document_read(&document, bytes, length, options, &error), status);
    ck_assert_ptr_null(document);
    ck_assert_int_eq(error.status, status);
    ck_assert_msg(strstr(error.message, words) != NULL, "\"%s\" does not say \"%s\"", error.message, words);
}

#endif
