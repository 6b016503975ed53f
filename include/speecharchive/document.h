/*
 * Documents as people have them: from the bytes of a file, in whatever encoding and container, to its text.
 *
 *     speech_document *document = NULL;
 *     speech_read_options options = {.struct_size = sizeof options, .name = "report.docx"};
 *     if (speech_document_read(&document, bytes, length, &options, &error) == SPEECH_OK)
 *         speech_analyze(&analysis, document->text, document->length, NULL, &error);
 *     speech_document_free(document);
 *
 * Works on memory alone: no file is opened and nothing is fetched. Ingest does this by itself; call it to see or
 * use the text without an archive. All functions may be called from several threads at once.
 */
#ifndef SPEECHARCHIVE_DOCUMENT_H
#define SPEECHARCHIVE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include <speecharchive/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A document's text and what was learnt on the way to it. Read-only. New members come at the end. */
typedef struct speech_document {
    const char *text;       /* UTF-8 without byte-order mark, NUL-terminated; may be empty. See speech_document_read */
    size_t length;          /* bytes, without the NUL */
    const char *media_type; /* "text/plain", "text/html" ...: see speech_formats. Static storage */
    const char *encoding;   /* of the bytes: "UTF-8", "GB18030", "Big5", "UTF-16LE" ...; "binary" for DOCX and PDF */
    size_t replaced;        /* how many places could not be decoded and stand as U+FFFD in the text */
    size_t replaced_at;     /* offset in the bytes of the first of them; 0 if there is none */
    const char *title;      /* as the file itself or the page names it, a hint only; NULL: not stated */
    const char *published_on; /* ISO date on which the page says it was published, a hint only; NULL: not stated */
} speech_document;

/* Set struct_size to sizeof(speech_read_options) and the rest to 0 for the defaults. */
typedef struct speech_read_options {
    size_t struct_size;
    const char *name;       /* file name: its ending is a hint where the content does not tell; may be NULL */
    const char *encoding;   /* decode from this one (any name iconv knows) and detect nothing; NULL: detect */
    const char *media_type; /* read as this format and detect nothing; NULL: detect */
    size_t max_bytes;       /* more bytes are refused; 0: 256 MiB */
    size_t max_text_bytes;  /* so are a text, or a part of a container, that expand to more; 0: 256 MiB */
    size_t max_depth;       /* and elements nested deeper; 0: 512 */
} speech_read_options;

/*
 * Reads a document of `length` bytes at `bytes` (not kept). *out is freed by speech_document_free.
 *
 * The format is told from the content; the ending of the name decides only between plain text and Markdown, and for
 * fragments of HTML. The encoding is told by byte-order mark, then by validity as UTF-8, then by how well the bytes
 * read as UTF-16, UTF-32, GB 18030 (which holds GBK and GB 2312) and Big5 (with HKSCS); what the document claims
 * decides only between equals. The method: strict decoding by iconv, and the share of characters that are frequent
 * in Chinese official text (lib/words/frequent.map).
 *
 * The text of plain text is the decoded file, otherwise untouched. Of HTML it is what a reader sees, in reading
 * order, a line a block, without menus, forms, lists of links and other furniture; of DOCX the paragraphs with their
 * automatic numbers, a line a paragraph, without headers, footers, footnotes, comments and deleted text; of Markdown
 * the file without its marks; of PDF the paragraphs as the layout shows them. Table rows are lines with a tab
 * between cells.
 *
 * options and error may be NULL. Errors: SPEECH_UNSUPPORTED (another kind of file, or one that needs a library this
 * build is without), SPEECH_ENCODING (not text, or damaged; offset says where if that is known), SPEECH_TOO_BIG (a
 * limit; the message says which), SPEECH_NOMEM, SPEECH_MISUSE (an encoding or media type that does not exist).
 */
SPEECH_API speech_status speech_document_read(speech_document **out, const void *bytes, size_t length,
                                              const speech_read_options *options, speech_error *error);

/* Frees a document and all it points to. NULL is accepted. */
SPEECH_API void speech_document_free(speech_document *document);

/* A format that documents may have. Static storage. */
typedef struct speech_format {
    const char *name; /* "DOCX" */
    const char *media_type;
    const char *endings;   /* of file names, with blanks between: ".html .htm .shtml" */
    const char *libraries; /* what reads it: "libzip and libxml2"; NULL: nothing beyond the library itself */
    bool built_in;         /* does this build of the library read it? */
} speech_format;

/* All formats, `*count` of them; `count` may be NULL. Static storage. */
SPEECH_API const speech_format *speech_formats(size_t *count);

#ifdef __cplusplus
}
#endif
#endif
