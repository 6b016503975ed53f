/*
 * HTML is parsed by libxml2, which calls the functions below while it reads: so the limits hold while a page expands,
 * and no tree is built but the list of page.h. Elements that mean nothing to the text (span, b, font) are passed over.
 */
#include "html.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "ascii.h"
#include "date.h"
#include "error.h"
#include "html_tags.h"
#include "memory.h"
#include "page.h"
#include "utf8.h"
#include "xml_errors.h"

/* More elements than this are no document that a person wrote; each takes some 60 bytes. */
enum { MAX_NODES = 1 << 22, MAX_ATTRIBUTES = 1000, MAX_TITLE = 600 };

/* A page being parsed. */
typedef struct html_parse {
    reading *reading;
    page page;
    htmlParserCtxtPtr parser;
    uint32_t open; /* the node that holds what comes next */
    list path;     /* of uint32_t: for each open element, the node that was open before it */
    bool in_title;
    bool in_heading;   /* h1 */
    bool hinted;       /* a title better than <title> was found */
    unsigned headings; /* how many h1 there were */
    text_buffer heading;
    speech_status status;
} html_parse;

static void stop(html_parse *h, speech_status status)
{
    if (h->status == SPEECH_OK) h->status = status;
    xmlStopParser(h->parser);
}

static page_node *node_add(html_parse *h, unsigned flags)
{
    page_node *node = h->page.nodes.count < MAX_NODES ? list_add(&h->page.nodes) : NULL;
    if (node == NULL) {
        stop(h, h->page.nodes.count < MAX_NODES ? SPEECH_NOMEM : SPEECH_TOO_BIG);
        return NULL;
    }
    node->parent = h->open;
    node->flags = flags;
    node->begin = node->end = h->page.text.length;
    return node;
}

/* ---- hints ---- */

/* Sets `out` to the text without white space at its ends and with one blank for each run of it. */
static void set_hint(html_parse *h, text_buffer *out, const char *text, size_t length)
{
    text_writer w = {.limit = MAX_TITLE, .joined = true};
    text_writer_flow(&w, text, length);
    if (w.status == SPEECH_OK && w.text.length > 0) {
        text_buffer_clear(out);
        w.status = text_buffer_add(out, w.text.text, w.text.length);
    }
    if (w.status == SPEECH_NOMEM) stop(h, SPEECH_NOMEM);
    text_buffer_free(&w.text);
}

/* A date of publication is a repaired one. */
static void set_date(html_parse *h, const char *text, size_t length)
{
    date d;
    speech_span place;
    if (h->reading->published_on[0] != '\0') return;
    if (!date_find(text, (speech_span){0, length}, &d, &place) || d.day == 0) return;
    date_format(d, h->reading->published_on);
}

static void read_meta(html_parse *h, const html_attributes *a)
{
    static const char *const dates[] = {
        "pubdate",       "publishdate",        "publish-date",       "article:published_time",
        "dc.date",       "publishtime",        "releasedate",        "og:release_date",
        "datepublished", "firstpublishedtime", "others-publishdate", NULL};
    const char *name = a->name != NULL ? a->name : a->property;
    if (name == NULL || a->content == NULL) return;
    size_t length = strlen(a->content);
    if (ascii_same(name, "og:title") || ascii_same(name, "ArticleTitle")) {
        set_hint(h, &h->reading->title, a->content, length);
        h->hinted = true;
    }
    for (size_t i = 0; dates[i] != NULL; i++)
        if (ascii_same(name, dates[i])) set_date(h, a->content, length);
}

/* The date that a page shows under its title: 发布时间：2021-03-04. */
static void find_shown_date(html_parse *h)
{
    static const char *const words[] = {"发布时间", "发布日期", "发表时间", "發布時間", "發布日期", "时间：", "日期："};
    enum { NEAR = 40 };
    const text_buffer *t = &h->page.text;
    for (size_t i = 0; i < sizeof words / sizeof *words && h->reading->published_on[0] == '\0'; i++) {
        const char *at = t->length == 0 ? NULL : strstr(t->text, words[i]);
        if (at == NULL) continue;
        size_t begin = (size_t)(at - t->text) + strlen(words[i]), end = begin;
        while (end < t->length && end - begin < NEAR) end += utf8_width(t->text[end]);
        set_date(h, t->text + begin, end - begin);
    }
}

/* ---- what libxml2 calls ---- */

/* Notes what hints an element gives. */
static void take_hints(html_parse *h, const char *name, const html_attributes *a)
{
    if (strcmp(name, "meta") == 0) read_meta(h, a);
    if (strcmp(name, "time") == 0 && a->datetime != NULL) set_date(h, a->datetime, strlen(a->datetime));
    if (strcmp(name, "title") == 0) h->in_title = h->reading->title.length == 0;
    if (strcmp(name, "h1") == 0) {
        h->in_heading = true;
        h->headings++;
    }
}

/* Counts an open element; false when there are too many, or no memory. */
static bool path_add(html_parse *h)
{
    uint32_t *before = h->status == SPEECH_OK ? list_add(&h->path) : NULL;
    if (before == NULL) {
        stop(h, SPEECH_NOMEM);
        return false;
    }
    *before = h->open;
    if (h->path.count <= h->reading->limits.max_depth) return true;
    stop(h, SPEECH_RANGE);
    return false;
}

static void open_element(void *context, const xmlChar *name, const xmlChar **attributes)
{
    html_parse *h = context;
    html_attributes a = html_attributes_read((const char **)attributes);
    unsigned flags = html_tag_flags((const char *)name) | html_attribute_flags(&a);
    if (!path_add(h)) return;
    /* Some pages hide all of themselves until a script shows them. */
    if (strcmp((const char *)name, "html") == 0 || strcmp((const char *)name, "body") == 0) flags = PAGE_BLOCK;
    take_hints(h, (const char *)name, &a);
    if (strcmp((const char *)name, "a") == 0 && a.href != NULL && a.href[0] != '#' && a.href[0] != '\0')
        flags |= PAGE_LINK;
    if (flags == 0) return;
    uint32_t index = (uint32_t)h->page.nodes.count;
    page_node *node = node_add(h, flags);
    if (node == NULL) return;
    if (flags & (PAGE_ORDERED | PAGE_ITEM)) node->number = html_number(&a, flags);
    h->open = index;
}

static void close_element(void *context, const xmlChar *name)
{
    html_parse *h = context;
    if (h->status != SPEECH_OK || h->path.count == 0) return;
    page_node *nodes = h->page.nodes.items;
    uint32_t before = ((uint32_t *)h->path.items)[--h->path.count];
    if (h->open != before) nodes[h->open].end = h->page.text.length;
    h->open = before;
    if (strcmp((const char *)name, "title") == 0) h->in_title = false;
    if (strcmp((const char *)name, "h1") == 0) h->in_heading = false;
}

static speech_status text_add(html_parse *h, const char *text, size_t length)
{
    page_node *last = &((page_node *)h->page.nodes.items)[h->page.nodes.count - 1];
    if ((last->flags & PAGE_TEXT) == 0 || last->parent != h->open) {
        last = node_add(h, PAGE_TEXT);
        if (last == NULL) return h->status;
    }
    speech_status status = html_text_add(&h->page.text, text, length);
    last->end = h->page.text.length;
    return status;
}

static void take_text(void *context, const xmlChar *text, int length)
{
    html_parse *h = context;
    size_t size = (size_t)length;
    if (h->status != SPEECH_OK || length <= 0) return;
    speech_status status = SPEECH_OK;
    if (h->in_title) {
        if (!h->hinted && h->reading->title.length < MAX_TITLE)
            status = html_text_add(&h->reading->title, (const char *)text, size);
    } else {
        if (h->in_heading && h->headings == 1 && h->heading.length < MAX_TITLE)
            status = html_text_add(&h->heading, (const char *)text, size);
        if (status == SPEECH_OK) status = text_add(h, (const char *)text, size);
    }
    if (status != SPEECH_OK) stop(h, status);
}

/* ---- the repaired ---- */

static speech_status run_parser(html_parse *h, htmlParserCtxtPtr parser)
{
    xmlSAXHandler *sax = parser->sax;
    memset(sax, 0, sizeof *sax);
    sax->startElement = open_element;
    sax->endElement = close_element;
    sax->characters = sax->ignorableWhitespace = take_text;
    sax->warning = sax->error = sax->fatalError = xml_errors_pass_over; /* there is always one; the text counts */
    parser->userData = h;
    h->parser = parser;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
    if (h->status == SPEECH_OK && parser->errNo == XML_ERR_NO_MEMORY) h->status = SPEECH_NOMEM;
    if (parser->myDoc != NULL) xmlFreeDoc(parser->myDoc);
    return h->status;
}

static speech_status parse(html_parse *h, const char *text, size_t length)
{
    xmlInitParser(); /* several threads may be the first */
    xml_errors former = xml_errors_hush();
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(text, (int)length);
    speech_status status = parser == NULL ? SPEECH_NOMEM : run_parser(h, parser);
    if (parser != NULL) htmlFreeParserCtxt(parser);
    xml_errors_restore(former);
    return status;
}

/* The only h1 of a page is its title; else what its head calls it. */
static void choose_title(html_parse *h)
{
    text_buffer *title = &h->reading->title;
    if (h->hinted) return;
    text_buffer *best = h->headings == 1 && h->heading.length > 0 ? &h->heading : title;
    if (best->length == 0) return;
    char *copy = memory_copy(best->text);
    if (copy == NULL) {
        stop(h, SPEECH_NOMEM);
        return;
    }
    text_buffer_clear(title);
    set_hint(h, title, copy, strlen(copy));
    memory_free(copy);
}

static speech_status failure(html_parse *h)
{
    reading *r = h->reading;
    if (h->status == SPEECH_RANGE) return reading_too_deep(r);
    if (h->status == SPEECH_TOO_BIG) return reading_too_big(r, "the page");
    return error_set(r->error, h->status, 0, "%s", speech_status_text(h->status));
}

speech_status html_read(reading *r, const char *text, size_t length)
{
    html_parse h = {.reading = r, .path = {.size = sizeof(uint32_t)}};
    text_buffer repaired = {0};
    size_t at;
    if (length > INT_MAX / 2) return reading_too_big(r, "the page");
    if (html_attributes_exceed(text, length, MAX_ATTRIBUTES, &at))
        return error_set(r->error, SPEECH_TOO_BIG, at, "a tag at offset %zu of the text has more than %d attributes",
                         at, MAX_ATTRIBUTES);
    h.status = page_start(&h.page);
    if (h.status == SPEECH_OK) h.status = html_repair(&repaired, text, length);
    if (h.status == SPEECH_OK && repaired.length > 0) h.status = parse(&h, repaired.text, repaired.length);
    if (h.status != SPEECH_OK) goto done;
    choose_title(&h);
    find_shown_date(&h);
    page_judge(&h.page);
    page_write(&h.page, &r->writer);
    text_writer_end(&r->writer);
    if (h.status == SPEECH_OK) h.status = r->writer.status;
done:
    if (h.status != SPEECH_OK) h.status = failure(&h);
    page_free(&h.page);
    list_free(&h.path);
    text_buffer_free(&h.heading);
    text_buffer_free(&repaired);
    return h.status;
}
