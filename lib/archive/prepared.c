#include "prepared.h"

#include <string.h>

#include "error.h"
#include "memory.h"
#include "versioned.h"

/* Copies a string behind what the block has already; NULL and "" become NULL. */
static const char *string_put(char **at, const char *string)
{
    if (string == NULL || string[0] == '\0') return NULL;
    const char *copy = *at;
    *at = stpcpy(*at, string) + 1;
    return copy;
}

static size_t string_size(const char *string)
{
    return string == NULL ? 0 : strlen(string) + 1;
}

/* Copies the name, what is stated and how to read the bytes into one block. */
static speech_status strings_copy(speech_prepared *p, const char *name, const speech_stated *s,
                                  const speech_read_options *read)
{
    static const speech_stated NOTHING;
    if (s == NULL) s = &NOTHING;
    char *at = memory_alloc(string_size(name) + string_size(read->encoding) + string_size(read->media_type) +
                            string_size(s->title) + string_size(s->occasion) + string_size(s->speaker) +
                            string_size(s->speaker_role) + string_size(s->audience) + string_size(s->delivered_on));
    if (at == NULL) return SPEECH_NOMEM;
    p->name = at;
    string_put(&at, name);
    p->read = *read;
    p->read.name = p->name;
    p->read.encoding = string_put(&at, read->encoding);
    p->read.media_type = string_put(&at, read->media_type);
    p->stated = (speech_stated){.title = string_put(&at, s->title),
                                .occasion = string_put(&at, s->occasion),
                                .speaker = string_put(&at, s->speaker),
                                .speaker_role = string_put(&at, s->speaker_role),
                                .audience = string_put(&at, s->audience),
                                .delivered_on = string_put(&at, s->delivered_on)};
    return SPEECH_OK;
}

speech_status prepared_new(speech_prepared **out, const char *name, const void *bytes, size_t length,
                           const speech_ingest_options *options, speech_error *error)
{
    speech_read_options read;
    speech_status status = struct_take(&read, options->read, (struct_kind){sizeof read, "the reading options"}, error);
    if (status != SPEECH_OK) return status;
    speech_prepared *p = memory_zeroed(1, sizeof *p);
    if (p == NULL || strings_copy(p, name, options->stated, &read) != SPEECH_OK) {
        memory_free(p);
        return error_no_memory(error);
    }
    p->bytes = bytes == NULL ? "" : bytes;
    p->length = length;
    digest_text(p->bytes, length, p->digest);
    *out = p;
    return SPEECH_OK;
}

speech_status prepared_read(speech_prepared *p, speech_error *error)
{
    if (p->document != NULL) return SPEECH_OK;
    speech_status status = speech_document_read(&p->document, p->bytes, p->length, &p->read, error);
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): what was read is there */
    if (status == SPEECH_OK && digest_lines(p->document->text, p->document->length, p->text_digest) != SPEECH_OK)
        status = error_no_memory(error);
    return status;
}

speech_status prepared_analyze(speech_prepared *p, speech_error *error)
{
    if (p->analysis != NULL) return SPEECH_OK;
    speech_analyze_options options = {.struct_size = sizeof options, .stated = &p->stated};
    speech_status status = prepared_read(p, error);
    if (status != SPEECH_OK) return status;
    return speech_analyze(&p->analysis, p->document->text, p->document->length, &options, error);
}

speech_status prepared_state(speech_prepared *p, const speech_stated *stated, speech_error *error)
{
    char *former = p->name;
    speech_read_options read = p->read;
    if (strings_copy(p, former, stated, &read) != SPEECH_OK) return error_no_memory(error);
    memory_free(former);
    speech_analysis_free(p->analysis);
    p->analysis = NULL;
    return SPEECH_OK;
}

void speech_prepared_free(speech_prepared *p)
{
    if (p == NULL) return;
    speech_analysis_free(p->analysis);
    speech_document_free(p->document);
    memory_free(p->name);
    memory_free(p);
}
