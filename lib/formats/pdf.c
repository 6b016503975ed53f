#include "pdf.h"

#include <stdbool.h>
#include <string.h>

#include <poppler.h>

#include "encoding.h"
#include "error.h"
#include "memory.h"
#include "utf8.h"

enum { MAX_TITLE = 600, MAX_PAGE_NUMBER = 40 };

/* A printed line: its text, and where it begins and ends on the page. */
typedef struct printed_line {
    const char *text;
    size_t length;
    double left;
    double right;
    double height;
} printed_line;

/* The text being made, page by page. */
typedef struct pdf_parse {
    reading *reading;
    bool full; /* the last line reaches the right margin: the next one may continue it */
} pdf_parse;

/* - 3 -, 3, 第3页, 3 / 12, or a piece of it: what stands alone at the head or foot of a page. */
static bool is_page_number(const printed_line *l)
{
    static const char marks[] = "-—－–·/第页共 \t0123456789０１２３４５６７８９";
    for (size_t at = 0; at < l->length; at += utf8_width(l->text[at])) {
        char c[5] = {0};
        memcpy(c, l->text + at, utf8_width(l->text[at]));
        if (strstr(marks, c) == NULL) return false;
    }
    return l->length < MAX_PAGE_NUMBER;
}

/* Reads the next line of a page's text, whose characters lie at `places`. */
static printed_line line_read(const char **text, const PopplerRectangle **places, const PopplerRectangle *end)
{
    printed_line l = {.text = *text};
    const char *at = *text;
    bool first = true;
    for (; *at != '\0' && *at != '\n'; at += utf8_width(*at)) {
        const PopplerRectangle *place = *places < end ? (*places)++ : NULL;
        if (place == NULL || utf8_is_space(utf8_at(at))) continue;
        if (first || place->x1 < l.left) l.left = place->x1;
        if (first || place->x2 > l.right) l.right = place->x2;
        if (first || place->y2 - place->y1 > l.height) l.height = place->y2 - place->y1;
        first = false;
    }
    l.length = (size_t)(at - *text);
    if (*at == '\n') {
        at++;
        if (*places < end) (*places)++;
    }
    *text = at;
    return l;
}

/* The next line does not continue this one unless both reach their margins, give or take a character. */
static void line_write(pdf_parse *p, const printed_line *l, double left, double right)
{
    text_writer *w = &p->reading->writer;
    bool continues = p->full && l->left - left < l->height;
    if (!continues) text_writer_block(w);
    bool words = w->text.length > 0 && (unsigned char)w->text.text[w->text.length - 1] < 0x80 &&
                 (unsigned char)l->text[0] < 0x80;
    if (continues && words) text_writer_flow(w, " ", 1);
    text_writer_flow(w, l->text, l->length);
    p->full = right - l->right < 2 * l->height;
}

static speech_status page_lines(pdf_parse *p, const printed_line *lines, size_t count)
{
    double left = 0, right = 0;
    size_t first = 0;
    while (first < count && is_page_number(&lines[first])) first++;
    while (count > first && is_page_number(&lines[count - 1])) count--;
    for (size_t i = first; i < count; i++) {
        if (lines[i].length == 0) continue;
        if (right == 0 || lines[i].left < left) left = lines[i].left;
        if (lines[i].right > right) right = lines[i].right;
    }
    for (size_t i = first; i < count; i++)
        if (lines[i].length > 0) line_write(p, &lines[i], left, right);
    return p->reading->writer.status;
}

/* What poppler takes from a damaged file may be no UTF-8, and is replaced. Frees `text`, which may be NULL. */
static speech_status take_text(decoded *out, char *text)
{
    *out = (decoded){0};
    speech_status status = text_buffer_reserve(&out->text, 0);
    if (status == SPEECH_OK && text != NULL) status = encoding_decode(out, text, strlen(text), "UTF-8");
    g_free(text);
    return status;
}

static speech_status page_read(pdf_parse *p, PopplerPage *page)
{
    PopplerRectangle *rectangles = NULL;
    guint count = 0;
    decoded d;
    list lines = {.size = sizeof(printed_line)};
    speech_status status = take_text(&d, poppler_page_get_text(page));
    poppler_page_get_text_layout(page, &rectangles, &count);
    const PopplerRectangle *place = rectangles, *end = rectangles == NULL ? NULL : rectangles + count;
    for (const char *at = d.text.text; status == SPEECH_OK && *at != '\0';) {
        printed_line *l = list_add(&lines);
        if (l == NULL) status = SPEECH_NOMEM;
        else *l = line_read(&at, &place, end);
    }
    if (status == SPEECH_OK) status = page_lines(p, lines.items, lines.count);
    p->reading->replaced += d.replaced;
    text_buffer_free(&d.text);
    list_free(&lines);
    g_free(rectangles);
    return status;
}

static speech_status open_failure(reading *r, GError *reason)
{
    const char *why = reason != NULL && reason->message != NULL ? reason->message : "unknown reason";
    bool locked = reason != NULL && g_error_matches(reason, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
    speech_status status =
        locked ? error_set(r->error, SPEECH_UNSUPPORTED, 0, "a PDF file that needs a password")
               : error_set(r->error, SPEECH_ENCODING, 0, "damaged: the PDF file can't be read (%s)", why);
    g_clear_error(&reason);
    return status;
}

static speech_status take_title(reading *r, PopplerDocument *document)
{
    decoded d;
    speech_status status = take_text(&d, poppler_document_get_title(document));
    if (status == SPEECH_OK && d.text.length < MAX_TITLE)
        status = text_buffer_add(&r->title, d.text.text, d.text.length);
    text_buffer_free(&d.text);
    return status;
}

speech_status pdf_read(reading *r, const char *bytes, size_t length)
{
    GError *reason = NULL;
    GBytes *data = g_bytes_new_static(bytes, length);
    PopplerDocument *document = poppler_document_new_from_bytes(data, NULL, &reason);
    pdf_parse p = {.reading = r};
    speech_status status = SPEECH_OK;
    if (document == NULL) {
        status = open_failure(r, reason);
        goto done;
    }
    for (int i = 0; i < poppler_document_get_n_pages(document) && status == SPEECH_OK; i++) {
        PopplerPage *page = poppler_document_get_page(document, i);
        if (page == NULL) continue;
        status = page_read(&p, page);
        g_object_unref(page);
    }
    text_writer_end(&r->writer);
    if (status == SPEECH_OK) status = r->writer.status;
    if (status == SPEECH_OK) status = take_title(r, document);
    if (status == SPEECH_TOO_BIG) reading_too_big(r, "the document");
    else if (status != SPEECH_OK) error_set(r->error, status, 0, "%s", speech_status_text(status));
    else if (r->writer.text.length == 0)
        status = error_set(r->error, SPEECH_EMPTY, 0, "the PDF file holds no text; are its pages pictures?");
    g_object_unref(document);
done:
    g_bytes_unref(data);
    return status;
}
