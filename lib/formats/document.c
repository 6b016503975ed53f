/* Reading a document: which format and encoding it has, and the reader for it. */
#include <speecharchive/document.h>

#include <string.h>

#include "ascii.h"
#include "detect.h"
#include "docx.h"
#include "encoding.h"
#include "error.h"
#include "format.h"
#include "html.h"
#include "markdown.h"
#include "memory.h"
#include "pdf.h"
#include "reading.h"
#include "versioned.h"

enum { MAX_BYTES = 256 << 20, MAX_DEPTH = 512 };

/* Of the characters of what is called text at most one in so many may be undecodable. */
enum { REPLACED_SHARE = 20 };

static const speech_format formats[FORMAT_COUNT] = {
    [FORMAT_TEXT] = {"plain text", "text/plain", ".txt .text", NULL, true},
    [FORMAT_HTML] = {"HTML", "text/html", ".html .htm .shtml .xhtml", "libxml2", SPEECH_WITH_HTML},
    [FORMAT_MARKDOWN] = {"Markdown", "text/markdown", ".md .markdown", NULL, true},
    [FORMAT_DOCX] = {"DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx",
                     "libzip and libxml2", SPEECH_WITH_DOCX},
    [FORMAT_PDF] = {"PDF", "application/pdf", ".pdf", "poppler-glib", SPEECH_WITH_PDF},
};

/* SPEECH_WITH_… are set by CMakeLists.txt. */
static const reader readers[FORMAT_COUNT] = {
    [FORMAT_MARKDOWN] = markdown_read,
#if SPEECH_WITH_HTML
    [FORMAT_HTML] = html_read,
#endif
#if SPEECH_WITH_DOCX
    [FORMAT_DOCX] = docx_read,
#endif
#if SPEECH_WITH_PDF
    [FORMAT_PDF] = pdf_read,
#endif
};

const speech_format *speech_formats(size_t *count)
{
    if (count != NULL) *count = sizeof formats / sizeof *formats;
    return formats;
}

/* The document that is handed over, and what it points to. */
typedef struct owned_document {
    speech_document document; /* first, so that a pointer to it is one to the whole */
    char *text;
    char *title;
    char encoding[LABEL_SIZE];
    char published_on[11];
} owned_document;

/* The input, and what is known of it. */
typedef struct source {
    const char *bytes;
    size_t length;
    const speech_read_options *options;
    format format;
    const char *encoding;
    char label[LABEL_SIZE]; /* the encoding that the document claims, or "" */
    decoded decoded;
    reading reading;
} source;

static speech_status check_options(source *s, const speech_read_options *given, speech_read_options *options)
{
    speech_error *error = s->reading.error;
    speech_status status = struct_take(options, given, (struct_kind){sizeof *options, "the reading options"}, error);
    if (status != SPEECH_OK) return status;
    size_t most = options->max_bytes > 0 ? options->max_bytes : MAX_BYTES;
    if (s->length > most)
        return error_set(error, SPEECH_TOO_BIG, 0, "%zu bytes, more than the limit of %zu", s->length, most);
    s->reading.limits.max_text_bytes = options->max_text_bytes > 0 ? options->max_text_bytes : MAX_BYTES;
    s->reading.limits.max_depth = options->max_depth > 0 ? options->max_depth : MAX_DEPTH;
    s->reading.writer.limit = s->reading.limits.max_text_bytes;
    s->options = options;
    return SPEECH_OK;
}

static speech_status format_by_media_type(source *s, const char *media_type)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (ascii_same(formats[i].media_type, media_type)) {
            s->format = (format)i;
            return SPEECH_OK;
        }
    return error_set(s->reading.error, SPEECH_MISUSE, 0, "%s is no media type of a format that is read", media_type);
}

static bool holds_text(format f)
{
    return f == FORMAT_TEXT || f == FORMAT_HTML || f == FORMAT_MARKDOWN;
}

/* ---- text ---- */

/* Is too much undecodable? One character may be, of three or more. */
static bool is_garbled(const decoded *d)
{
    if (d->replaced == 1) return d->characters < 3;
    return d->replaced > d->characters / REPLACED_SHARE;
}

/* Decodes the bytes, in the encoding asked for or in the one that they are in. */
static speech_status decode(source *s)
{
    speech_error *error = s->reading.error;
    const char *claimed = NULL;
    size_t mark = encoding_mark(s->bytes, s->length, &s->encoding);
    const char *asked = s->options->encoding;
    /* Of UTF-16 and UTF-32 without a byte order the mark tells which. */
    if (asked != NULL && (mark == 0 || !ascii_same_prefix(asked, s->encoding, strlen(asked))))
        s->encoding = encoding_name(asked);
    speech_status status = SPEECH_OK;
    if (s->encoding == NULL) {
        format_label(s->bytes, s->length, s->label);
        claimed = s->label[0] != '\0' ? s->label : NULL;
        status = encoding_detect(&s->encoding, s->bytes, s->length, claimed);
    }
    if (status == SPEECH_OK && s->encoding == NULL)
        return error_set(error, SPEECH_ENCODING, 0, "not text in UTF-8, UTF-16, UTF-32, GB 18030 or Big5");
    if (status == SPEECH_OK) status = encoding_decode(&s->decoded, s->bytes + mark, s->length - mark, s->encoding);
    if (status == SPEECH_MISUSE)
        return error_set(error, SPEECH_MISUSE, 0, "there is no encoding called %s", s->encoding);
    if (status != SPEECH_OK) return error_set(error, status, 0, "%s", speech_status_text(status));
    s->decoded.replaced_at += s->decoded.replaced > 0 ? mark : 0;
    if (is_garbled(&s->decoded))
        return error_set(error, SPEECH_ENCODING, s->decoded.replaced_at,
                         "not text: %zu of %zu characters can't be decoded as %s, the first at offset %zu",
                         s->decoded.replaced, s->decoded.characters, s->encoding, s->decoded.replaced_at);
    if (s->decoded.text.length > s->reading.limits.max_text_bytes) return reading_too_big(&s->reading, "the document");
    return SPEECH_OK;
}

/* ---- any format ---- */

/* Sets the format as far as the bytes or the caller tell; the other formats of text are told apart when decoded. */
static speech_status find_format(source *s)
{
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): speech_document_read has set them */
    if (s->options->media_type != NULL) return format_by_media_type(s, s->options->media_type);
    const char *foreign = format_foreign(s->bytes, s->length);
    if (foreign != NULL) return error_set(s->reading.error, SPEECH_UNSUPPORTED, 0, "%s", foreign);
    if (!format_is_binary(s->bytes, s->length, &s->format)) s->format = FORMAT_TEXT;
    return SPEECH_OK;
}

static speech_status run_reader(source *s, const char *bytes, size_t length)
{
    const speech_format *f = &formats[s->format];
    if (f->built_in) return readers[s->format](&s->reading, bytes, length);
    return error_set(s->reading.error, SPEECH_UNSUPPORTED, 0, "%s needs %s, and this build of the library is without",
                     f->name, f->libraries);
}

static speech_status read_source(source *s)
{
    speech_status status = find_format(s);
    if (status != SPEECH_OK) return status;
    if (!holds_text(s->format)) {
        s->encoding = "binary";
        return run_reader(s, s->bytes, s->length);
    }
    status = decode(s);
    if (status != SPEECH_OK) return status;
    const text_buffer *text = &s->decoded.text;
    if (s->options->media_type == NULL) s->format = format_of_text(text->text, text->length, s->options->name);
    return s->format == FORMAT_TEXT ? SPEECH_OK : run_reader(s, text->text, text->length);
}

/* Moves what was read into a document of its own. */
static speech_status hand_over(source *s, speech_document **out)
{
    owned_document *o = memory_zeroed(1, sizeof *o);
    text_buffer *text = s->format == FORMAT_TEXT ? &s->decoded.text : &s->reading.writer.text;
    if (o == NULL || text_buffer_reserve(text, 0) != SPEECH_OK) {
        memory_free(o);
        return error_no_memory(s->reading.error);
    }
    o->document = (speech_document){.length = text->length,
                                    .media_type = formats[s->format].media_type,
                                    .replaced = s->decoded.replaced + s->reading.replaced,
                                    .replaced_at = s->decoded.replaced_at};
    o->document.text = o->text = text->text;
    *text = (text_buffer){0};
    strncpy(o->encoding, encoding_name(s->encoding), sizeof o->encoding - 1);
    o->document.encoding = o->encoding;
    if (s->reading.title.length > 0) {
        o->document.title = o->title = s->reading.title.text;
        s->reading.title = (text_buffer){0};
    }
    memcpy(o->published_on, s->reading.published_on, sizeof o->published_on);
    if (o->published_on[0] != '\0') o->document.published_on = o->published_on;
    *out = &o->document;
    return SPEECH_OK;
}

speech_status speech_document_read(speech_document **out, const void *bytes, size_t length,
                                   const speech_read_options *given, speech_error *error)
{
    speech_read_options options;
    source s = {.bytes = bytes == NULL ? "" : bytes, .length = length, .reading = {.error = error}};
    if (out == NULL || (bytes == NULL && length > 0)) return error_misuse(error, "no document given");
    speech_status status = check_options(&s, given, &options);
    if (status == SPEECH_OK) status = read_source(&s);
    if (status == SPEECH_OK) status = hand_over(&s, out);
    text_buffer_free(&s.decoded.text);
    reading_free(&s.reading);
    return status;
}

void speech_document_free(speech_document *document)
{
    if (document == NULL) return;
    owned_document *o = (owned_document *)document;
    memory_free(o->text);
    memory_free(o->title);
    memory_free(o);
}
