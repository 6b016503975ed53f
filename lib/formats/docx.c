/*
 * The main part of a Word document becomes text while it is parsed: each paragraph is gathered, given its automatic
 * number and written as a line. Comments, notes, headers and footers are other parts, which are not read.
 */
#include "docx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "numbering.h"
#include "package.h"
#include "utf8.h"

/* A row of data is short; the cells of a longer one hold paragraphs. In bytes. */
enum { DATA_ROW_BYTES = 1200 };

/* A paragraph being gathered; those of a text box stand inside another one. */
typedef struct paragraph {
    text_buffer text;
    numbering_place place;
    bool deleted_mark; /* its end was deleted: the next paragraph continues it */
} paragraph;

/* The main part being read. */
typedef struct docx_parse {
    reading *reading;
    numbering numbering;
    list paragraphs;   /* of paragraph: the open ones, outermost first; memory of closed ones is kept */
    size_t open;       /* how many are open */
    size_t skip;       /* depth inside an element that is left out */
    size_t text;       /* depth inside elements whose characters are text */
    size_t properties; /* depth inside pPr: properties of the paragraph, not of a run */
    bool in_run_properties;
    bool hidden;  /* the run is */
    bool is_word; /* the root is a Word document's */
    bool rooted;
    size_t tables;   /* depth */
    text_buffer row; /* of the outermost table: its paragraphs, a line end between those of a cell, NUL after a cell */
    size_t filled;   /* its cells that hold something */
    size_t cell;     /* where the present one begins */
    text_buffer label;
} docx_parse;

static paragraph *current(docx_parse *d)
{
    return d->open == 0 ? NULL : &((paragraph *)d->paragraphs.items)[d->open - 1];
}

static speech_status add(docx_parse *d, const char *text, size_t length)
{
    paragraph *p = current(d);
    if (p == NULL || d->skip > 0 || d->hidden) return SPEECH_OK;
    if (p->text.length > d->reading->limits.max_text_bytes) return reading_too_big(d->reading, "a paragraph");
    return text_buffer_add(&p->text, text, length);
}

/* ---- paragraphs ---- */

static speech_status paragraph_open(docx_parse *d)
{
    if (d->open == d->paragraphs.count && list_add(&d->paragraphs) == NULL) return SPEECH_NOMEM;
    d->open++;
    paragraph *p = current(d);
    if (!p->deleted_mark) text_buffer_clear(&p->text);
    p->deleted_mark = false;
    p->place = (numbering_place){.list = -1, .level = -1};
    return SPEECH_OK;
}

static bool is_blank(const text_buffer *text)
{
    return utf8_skip_spaces(text->text, 0, text->length) == text->length;
}

/* Writes a paragraph to the text, or to the open row of a table. */
static speech_status paragraph_write(docx_parse *d, const paragraph *p, const text_buffer *label)
{
    bool blank = is_blank(&p->text);
    text_writer *w = &d->reading->writer;
    if (d->tables == 0) {
        text_writer_block(w);
        if (blank) text_writer_line_end(w);
        else {
            text_writer_verbatim(w, label->text, label->length);
            text_writer_verbatim(w, p->text.text, p->text.length);
        }
        text_writer_block(w);
        return w->status;
    }
    if (blank) return SPEECH_OK;
    if (d->row.length > d->reading->limits.max_text_bytes) return reading_too_big(d->reading, "a table row");
    speech_status status = SPEECH_OK;
    if (d->row.length > d->cell) status = text_buffer_add(&d->row, "\n", 1);
    if (status == SPEECH_OK) status = text_buffer_add(&d->row, label->text, label->length);
    return status == SPEECH_OK ? text_buffer_add(&d->row, p->text.text, p->text.length) : status;
}

static speech_status paragraph_close(docx_parse *d)
{
    paragraph *p = current(d);
    speech_status status = SPEECH_OK;
    if (p == NULL) return SPEECH_OK;
    if (!p->deleted_mark) {
        text_buffer_clear(&d->label);
        status = numbering_label(&d->numbering, &p->place, &d->label);
        if (status == SPEECH_OK) status = paragraph_write(d, p, &d->label);
    }
    d->open--;
    return status;
}

/* ---- tables ---- */

static void row_write(docx_parse *d)
{
    text_writer *w = &d->reading->writer;
    bool data = d->filled >= 2 && d->row.length <= DATA_ROW_BYTES;
    text_writer_block(w);
    w->joined = data;
    for (size_t at = 0; at < d->row.length; at++) {
        size_t length = strlen(d->row.text + at);
        if (length > 0 && data) text_writer_cell(w);
        else if (length > 0) text_writer_block(w);
        text_writer_verbatim(w, d->row.text + at, length);
        at += length;
    }
    w->joined = false;
    text_writer_block(w);
    text_buffer_clear(&d->row);
}

static speech_status table_open(docx_parse *d, const char *name)
{
    if (strcmp(name, "tbl") == 0) d->tables++;
    if (d->tables == 1 && strcmp(name, "tr") == 0) {
        text_buffer_clear(&d->row);
        d->filled = d->cell = 0;
    }
    return SPEECH_OK;
}

static speech_status table_close(docx_parse *d, const char *name)
{
    speech_status status = SPEECH_OK;
    if (d->tables == 1 && strcmp(name, "tc") == 0) {
        d->filled += d->row.length > d->cell;
        status = text_buffer_add(&d->row, "", 1);
        d->cell = d->row.length;
    }
    if (d->tables == 1 && strcmp(name, "tr") == 0) {
        row_write(d);
        status = d->reading->writer.status;
    }
    if (strcmp(name, "tbl") == 0 && d->tables > 0) d->tables--;
    return status;
}

/* ---- what the parser calls ---- */

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names != NULL; names++)
        if (strcmp(*names, name) == 0) return true;
    return false;
}

/*
 * Elements that are left out with all they hold: deleted and moved text, former properties, the reading above a
 * character, and the second form of what newer programs draw.
 */
static const char *const left_out[] = {
    "del",        "moveFrom",     "Fallback", "rt",      "pPrChange", "rPrChange",       "tblPrChange", "trPrChange",
    "tcPrChange", "sectPrChange", "sdtPr",    "delText", "instrText", "numberingChange", "docPartObj",  NULL};

static bool is_off(const part_attributes *a)
{
    char value[8];
    return part_attribute(a, "val", value, sizeof value) && (strcmp(value, "0") == 0 || strcmp(value, "false") == 0);
}

static void read_property(docx_parse *d, const char *name, const part_attributes *a)
{
    paragraph *p = current(d);
    if (p == NULL) return;
    if (strcmp(name, "pStyle") == 0) part_attribute(a, "val", p->place.style, sizeof p->place.style);
    if (strcmp(name, "numId") == 0) p->place.list = part_number(a, "val", -1);
    if (strcmp(name, "ilvl") == 0) p->place.level = part_number(a, "val", -1);
    /* In the properties of the paragraph's end a deletion is an empty element. */
    if (strcmp(name, "del") == 0) p->deleted_mark = true;
}

static speech_status read_run(docx_parse *d, const char *name, const part_attributes *a)
{
    char type[16];
    if (strcmp(name, "r") == 0) d->hidden = false;
    if (strcmp(name, "rPr") == 0) d->in_run_properties = true;
    if (d->in_run_properties && strcmp(name, "vanish") == 0) d->hidden = !is_off(a);
    if (strcmp(name, "t") == 0) d->text++;
    if (d->in_run_properties) return SPEECH_OK;
    if (strcmp(name, "tab") == 0) return add(d, "\t", 1);
    if (strcmp(name, "cr") == 0) return add(d, "\n", 1);
    if (strcmp(name, "br") == 0 && !part_attribute(a, "type", type, sizeof type)) return add(d, "\n", 1);
    if (strcmp(name, "noBreakHyphen") == 0) return add(d, "-", 1);
    return SPEECH_OK;
}

static speech_status open_element(void *context, const char *name, const part_attributes *a)
{
    docx_parse *d = context;
    if (!d->rooted) {
        d->rooted = true;
        d->is_word = strcmp(name, "document") == 0;
    }
    if (d->properties > 0 && d->skip == 0) read_property(d, name, a);
    if (d->skip > 0 || is_one_of(name, left_out)) {
        d->skip++;
        return SPEECH_OK;
    }
    if (strcmp(name, "pPr") == 0 || d->properties > 0) {
        d->properties++;
        return SPEECH_OK;
    }
    if (strcmp(name, "p") == 0) return paragraph_open(d);
    if (name[0] == 't' && (strcmp(name, "tbl") == 0 || strcmp(name, "tr") == 0)) return table_open(d, name);
    return read_run(d, name, a);
}

static speech_status close_element(void *context, const char *name)
{
    docx_parse *d = context;
    if (d->skip > 0) {
        d->skip--;
        return SPEECH_OK;
    }
    if (d->properties > 0) {
        d->properties--;
        return SPEECH_OK;
    }
    if (strcmp(name, "t") == 0 && d->text > 0) d->text--;
    if (strcmp(name, "rPr") == 0) d->in_run_properties = false;
    if (strcmp(name, "r") == 0) d->hidden = false;
    if (strcmp(name, "p") == 0) return paragraph_close(d);
    return name[0] == 't' ? table_close(d, name) : SPEECH_OK;
}

static speech_status take_text(void *context, const char *text, size_t length)
{
    docx_parse *d = context;
    return d->text > 0 ? add(d, text, length) : SPEECH_OK;
}

static void docx_parse_free(docx_parse *d)
{
    paragraph *all = d->paragraphs.items;
    for (size_t i = 0; i < d->paragraphs.count; i++) text_buffer_free(&all[i].text);
    list_free(&d->paragraphs);
    numbering_free(&d->numbering);
    text_buffer_free(&d->row);
    text_buffer_free(&d->label);
}

/* ---- which part is the main one, and what the document is called ---- */

enum { PATH = 256 };

/* Notes the target of the relationship that leads to the main part (ECMA-376 part 2, 8.2 and part 1, 9.1.7). */
static speech_status relationship_open(void *context, const char *name, const part_attributes *a)
{
    static const char kind[] = "/officeDocument";
    char *path = context, type[PATH], target[PATH];
    if (strcmp(name, "Relationship") != 0 || path[0] != '\0') return SPEECH_OK;
    if (!part_attribute(a, "Type", type, sizeof type) || !part_attribute(a, "Target", target, sizeof target))
        return SPEECH_OK;
    size_t length = strlen(type);
    if (length < strlen(kind) || strcmp(type + length - strlen(kind), kind) != 0) return SPEECH_OK;
    snprintf(path, PATH, "%s", target[0] == '/' ? target + 1 : target);
    return SPEECH_OK;
}

/* The title among the core properties. */
typedef struct core_parse {
    text_buffer *title;
    bool inside;
} core_parse;

static speech_status core_open(void *context, const char *name, const part_attributes *a)
{
    (void)a;
    ((core_parse *)context)->inside = strcmp(name, "title") == 0;
    return SPEECH_OK;
}

static speech_status nothing_close(void *context, const char *name)
{
    (void)context;
    (void)name;
    return SPEECH_OK;
}

static speech_status core_close(void *context, const char *name)
{
    (void)name;
    ((core_parse *)context)->inside = false;
    return SPEECH_OK;
}

static speech_status core_text(void *context, const char *text, size_t length)
{
    enum { MAX_TITLE = 600 };
    core_parse *c = context;
    if (!c->inside || c->title->length + length > MAX_TITLE) return SPEECH_OK;
    return text_buffer_add(c->title, text, length);
}

static speech_status foreign(reading *r)
{
    return error_set(r->error, SPEECH_UNSUPPORTED, 0,
                     "a ZIP archive, but no Word document; unpack it or save it as DOCX");
}

/* The path of the main part. */
static speech_status find_main(package *p, char path[PATH])
{
    const part_handler relationships = {path, relationship_open, nothing_close, NULL};
    path[0] = '\0';
    speech_status status = package_read(p, "_rels/.rels", &relationships);
    if (status == SPEECH_NOT_FOUND || (status == SPEECH_OK && path[0] == '\0')) return foreign(p->reading);
    return status;
}

static speech_status read_main(docx_parse *d, package *p, const char *path)
{
    char folder[PATH];
    const char *slash = strrchr(path, '/');
    int length = slash == NULL ? 0 : (int)(slash - path) + 1;
    snprintf(folder, sizeof folder, "%.*s", length, path);
    speech_status status = numbering_read(&d->numbering, p, folder);
    if (status != SPEECH_OK) return status;
    const part_handler handler = {d, open_element, close_element, take_text};
    status = package_read(p, path, &handler);
    if (status == SPEECH_NOT_FOUND)
        return error_set(d->reading->error, SPEECH_ENCODING, 0, "damaged: the main part %s is missing", path);
    return status == SPEECH_OK && !d->is_word ? foreign(d->reading) : status;
}

speech_status docx_read(reading *r, const char *bytes, size_t length)
{
    package p;
    char path[PATH];
    docx_parse d = {.reading = r, .paragraphs = {.size = sizeof(paragraph)}};
    core_parse core = {.title = &r->title};
    const part_handler core_handler = {&core, core_open, core_close, core_text};
    numbering_start(&d.numbering);
    speech_status status = package_open(&p, r, bytes, length);
    if (status != SPEECH_OK) goto done;
    status = find_main(&p, path);
    if (status == SPEECH_OK) status = read_main(&d, &p, path);
    if (status != SPEECH_OK) goto done;
    text_writer_end(&r->writer);
    status = r->writer.status;
    if (status == SPEECH_OK) status = package_read(&p, "docProps/core.xml", &core_handler);
    if (status == SPEECH_NOT_FOUND) status = SPEECH_OK;
done:
    if (status == SPEECH_TOO_BIG && r->writer.status == status) reading_too_big(r, "the document");
    else if (status == SPEECH_NOMEM) error_set(r->error, status, 0, "out of memory");
    package_close(&p);
    docx_parse_free(&d);
    return status;
}
