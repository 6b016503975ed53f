/* What the suites of document formats share: reading a document, and making Word documents. */
#ifndef DOCUMENT_FIXTURE_H
#define DOCUMENT_FIXTURE_H

#include <speecharchive/speecharchive.h>

#include "support.h"

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

#if SPEECH_WITH_DOCX
#include <zip.h>

/* A file in a container; a list of them ends with {NULL, NULL}. */
typedef struct member {
    const char *name;
    const char *content;
} member;

/* The bytes of a ZIP container, freed with free. */
static inline char *zip_of(const member *members, size_t *length)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(target);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    ck_assert_ptr_nonnull(zip);
    for (; members->name != NULL; members++) {
        zip_source_t *content = zip_source_buffer(zip, members->content, strlen(members->content), 0);
        ck_assert_int_ge((int)zip_file_add(zip, members->name, content, ZIP_FL_ENC_UTF_8), 0);
    }
    ck_assert_int_eq(zip_close(zip), 0);
    ck_assert_int_eq(zip_source_open(target), 0);
    zip_source_seek(target, 0, SEEK_END);
    *length = (size_t)zip_source_tell(target);
    zip_source_seek(target, 0, SEEK_SET);
    char *bytes = malloc(*length);
    ck_assert_int_eq((int)zip_source_read(target, bytes, *length), (int)*length);
    zip_source_close(target);
    zip_source_free(target);
    zip_error_fini(&error);
    return bytes;
}

#define DOCX_RELATIONSHIPS                                                                                             \
    "<?xml version='1.0'?><Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"        \
    "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'"  \
    " Target='word/document.xml'/></Relationships>"

#define DOCX_NAMESPACES                                                                                                \
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "                                          \
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"

/* A Word document with this body, and these numbering and style definitions (NULL: none). */
static inline char *docx_of(const char *body, const char *numbering, const char *styles, size_t *length)
{
    static const char frame[] = "<?xml version='1.0' encoding='UTF-8'?><w:%s " DOCX_NAMESPACES ">%s</w:%s>";
    size_t room = sizeof frame + 64 + strlen(body);
    char *parts[3] = {malloc(room + 32), NULL, NULL};
    char *whole = malloc(room);
    snprintf(whole, room, "<w:body>%s</w:body>", body);
    snprintf(parts[0], room + 32, frame, "document", whole, "document");
    free(whole);
    const char *others[] = {numbering, styles}, *roots[] = {"numbering", "styles"};
    for (int i = 0; i < 2; i++) {
        size_t size = others[i] == NULL ? 0 : sizeof frame + 32 + strlen(others[i]);
        parts[i + 1] = malloc(size + 1);
        parts[i + 1][0] = '\0';
        if (size > 0) snprintf(parts[i + 1], size, frame, roots[i], others[i], roots[i]);
    }
    member members[6] = {{"_rels/.rels", DOCX_RELATIONSHIPS}, {"word/document.xml", parts[0]}};
    int count = 2;
    if (numbering != NULL) members[count++] = (member){"word/numbering.xml", parts[1]};
    if (styles != NULL) members[count++] = (member){"word/styles.xml", parts[2]};
    char *bytes = zip_of(members, length);
    for (int i = 0; i < 3; i++) free(parts[i]);
    return bytes;
}
#endif

#endif
