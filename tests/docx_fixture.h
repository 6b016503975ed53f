/* Making Word documents. */
#ifndef DOCX_FIXTURE_H
#define DOCX_FIXTURE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* A file in a container; a list of them ends with {NULL, NULL}. */
typedef struct member {
    const char *name;
    const char *content;
} member;

/* Ends the program where libzip can't do what it always can. */
static inline void zip_expect(bool done)
{
    if (!done) abort();
}

/* The bytes of a ZIP container, freed with free. */
static inline char *zip_of(const member *members, size_t *length)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(target);
    zip_t *zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    zip_expect(zip != NULL);
    for (; members->name != NULL; members++) {
        zip_source_t *content = zip_source_buffer(zip, members->content, strlen(members->content), 0);
        zip_expect(zip_file_add(zip, members->name, content, ZIP_FL_ENC_UTF_8) >= 0);
    }
    zip_expect(zip_close(zip) == 0);
    zip_expect(zip_source_open(target) == 0);
    zip_source_seek(target, 0, SEEK_END);
    *length = (size_t)zip_source_tell(target);
    zip_source_seek(target, 0, SEEK_SET);
    char *bytes = malloc(*length);
    zip_expect(zip_source_read(target, bytes, *length) == (zip_int64_t)*length);
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
