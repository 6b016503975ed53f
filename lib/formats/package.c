#include "package.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "error.h"
#include "memory.h"
#include "xml_errors.h"

enum { CHUNK = 1 << 16 };

speech_status package_open(package *p, reading *r, const char *bytes, size_t length)
{
    zip_error_t reason;
    zip_error_init(&reason);
    *p = (package){.reading = r};
    zip_source_t *source = zip_source_buffer_create(bytes, length, 0, &reason);
    if (source != NULL) p->zip = zip_open_from_source(source, ZIP_RDONLY, &reason);
    speech_status status = SPEECH_OK;
    if (p->zip == NULL) {
        if (source != NULL) zip_source_free(source);
        if (zip_error_code_zip(&reason) == ZIP_ER_MEMORY) status = error_no_memory(r->error);
        else
            status =
                error_set(r->error, SPEECH_ENCODING, 0, "a damaged ZIP container (%s)", zip_error_strerror(&reason));
    }
    zip_error_fini(&reason);
    return status;
}

void package_close(package *p)
{
    if (p->zip != NULL) zip_discard(p->zip);
    p->zip = NULL;
}

/* ---- one part ---- */

/* A part being read. */
typedef struct part {
    package *package;
    const char *name;
    const part_handler *handler;
    xmlParserCtxtPtr parser;
    size_t depth;
    speech_status status;
} part;

static void stop(part *p, speech_status status)
{
    if (p->status == SPEECH_OK) p->status = status;
    if (status != SPEECH_OK) xmlStopParser(p->parser);
}

static void open_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                         const xmlChar **namespace_list, int count, int defaulted, const xmlChar **values)
{
    part *p = context;
    part_attributes attributes = {count, values};
    (void)prefix, (void)uri, (void)namespaces, (void)namespace_list, (void)defaulted;
    if (p->status != SPEECH_OK) return;
    if (++p->depth > p->package->reading->limits.max_depth) stop(p, reading_too_deep(p->package->reading));
    else stop(p, p->handler->open(p->handler->context, (const char *)name, &attributes));
}

static void close_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    part *p = context;
    (void)prefix, (void)uri;
    if (p->status != SPEECH_OK) return;
    p->depth--;
    stop(p, p->handler->close(p->handler->context, (const char *)name));
}

static void take_text(void *context, const xmlChar *text, int length)
{
    part *p = context;
    if (p->status != SPEECH_OK || p->handler->text == NULL) return;
    stop(p, p->handler->text(p->handler->context, (const char *)text, (size_t)length));
}

/* Entities are declared in document types, and Office files have none (ECMA-376 part 2, 8.1.4): what has is a trap. */
static void refuse_type(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    part *p = context;
    (void)name, (void)external, (void)system;
    stop(p, error_set(p->package->reading->error, SPEECH_ENCODING, 0,
                      "%s declares a document type, which no Office file has", p->name));
}

/* Why the part could not be read, where the parser or the container has not said otherwise. */
static speech_status damaged(part *p, zip_file_t *file)
{
    bool no_memory = (p->parser != NULL && p->parser->errNo == XML_ERR_NO_MEMORY) ||
                     (file != NULL && zip_error_code_zip(zip_file_get_error(file)) == ZIP_ER_MEMORY) ||
                     (file == NULL && zip_error_code_zip(zip_get_error(p->package->zip)) == ZIP_ER_MEMORY);
    if (no_memory) return error_no_memory(p->package->reading->error);
    return error_set(p->package->reading->error, SPEECH_ENCODING, 0, "damaged: %s can't be read", p->name);
}

static speech_status pump(part *p, zip_file_t *file)
{
    char *chunk = memory_alloc(CHUNK);
    size_t most = p->package->reading->limits.max_text_bytes, total = 0;
    zip_int64_t got = 0;
    if (chunk == NULL) return error_no_memory(p->package->reading->error);
    while (p->status == SPEECH_OK && (got = zip_fread(file, chunk, CHUNK)) > 0) {
        if ((size_t)got > most - total) {
            p->status = reading_too_big(p->package->reading, p->name);
            break;
        }
        total += (size_t)got;
        int code = xmlParseChunk(p->parser, chunk, (int)got, 0);
        if (p->status == SPEECH_OK && code != 0 && p->parser->wellFormed == 0) p->status = damaged(p, file);
    }
    memory_free(chunk);
    if (p->status == SPEECH_OK && got < 0) return damaged(p, file);
    if (p->status == SPEECH_OK && (xmlParseChunk(p->parser, "", 0, 1) != 0 || p->parser->wellFormed == 0) &&
        p->status == SPEECH_OK)
        return damaged(p, file);
    return p->status;
}

static speech_status parse(part *p, zip_file_t *file)
{
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = open_element;
    sax.endElementNs = close_element;
    sax.characters = sax.cdataBlock = take_text;
    sax.internalSubset = refuse_type;
    sax.warning = sax.error = sax.fatalError = xml_errors_pass_over;
    xmlInitParser(); /* several threads may be the first */
    xml_errors former = xml_errors_hush();
    speech_status status = SPEECH_NOMEM;
    p->parser = xmlCreatePushParserCtxt(&sax, p, NULL, 0, NULL);
    if (p->parser == NULL) {
        error_no_memory(p->package->reading->error);
        goto done;
    }
    xmlCtxtUseOptions(p->parser, XML_PARSE_NONET);
    status = pump(p, file);
    if (p->parser->myDoc != NULL) xmlFreeDoc(p->parser->myDoc);
    xmlFreeParserCtxt(p->parser);
done:
    xml_errors_restore(former);
    return status;
}

speech_status package_read(package *p, const char *name, const part_handler *handler)
{
    zip_int64_t index = zip_name_locate(p->zip, name, ZIP_FL_NOCASE);
    part one = {.package = p, .name = name, .handler = handler};
    if (index < 0 && zip_error_code_zip(zip_get_error(p->zip)) == ZIP_ER_MEMORY) return damaged(&one, NULL);
    if (index < 0) return SPEECH_NOT_FOUND;
    zip_file_t *file = zip_fopen_index(p->zip, (zip_uint64_t)index, 0);
    if (file == NULL) return damaged(&one, NULL);
    speech_status status = parse(&one, file);
    zip_fclose(file);
    return status;
}

/* ---- attributes ---- */

bool part_attribute(const part_attributes *attributes, const char *name, char *out, size_t size)
{
    for (int i = 0; i < attributes->count; i++) {
        const unsigned char **value = attributes->values + (size_t)i * 5;
        if (strcmp((const char *)value[0], name) != 0) continue;
        size_t length = (size_t)(value[4] - value[3]);
        if (length >= size) length = size - 1;
        memcpy(out, value[3], length);
        out[length] = '\0';
        return true;
    }
    return false;
}

long part_number(const part_attributes *attributes, const char *name, long absent)
{
    char text[24], *end = NULL;
    if (!part_attribute(attributes, name, text, sizeof text)) return absent;
    long number = strtol(text, &end, 10);
    return end == text ? absent : number;
}
