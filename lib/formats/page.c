#include "page.h"

#include <stdio.h>
#include <string.h>

#include "utf8.h"

/* A list of links is at least so many of them, with so many characters each on average at most. */
enum { MENU_LINKS = 2, MENU_LINK_CHARACTERS = 40 };

/* What is named as furniture has at most so many sentences, and no heading. Half of the page and more is never
 * furniture. */
enum { PART_SENTENCES = 2 };

/* A row of data is short; the cells of a longer one hold paragraphs. */
enum { DATA_ROW_CHARACTERS = 400 };

enum { MAX_ITEM_NUMBER = 1 << 30 };

speech_status page_start(page *p)
{
    *p = (page){.nodes = {.size = sizeof(page_node)}};
    page_node *root = list_add(&p->nodes);
    if (root == NULL) return SPEECH_NOMEM;
    root->flags = PAGE_BLOCK;
    return SPEECH_OK;
}

void page_free(page *p)
{
    list_free(&p->nodes);
    text_buffer_free(&p->text);
}

static bool is_stop(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B;
}

static void count_text(const page *p, page_node *node)
{
    for (size_t at = node->begin; at < node->end; at += utf8_width(p->text.text[at])) {
        uint32_t c = utf8_at(p->text.text + at);
        node->characters += c < 0x80 ? utf8_is_ascii_letter((char)c) : !utf8_is_space(c);
        node->filled |= !utf8_is_space(c);
        node->stops += is_stop(c);
    }
}

/* Hands the counts of a node on to its parent. */
static void count_up(page_node *nodes, size_t i)
{
    page_node *node = &nodes[i], *up = &nodes[node->parent];
    if (node->flags & PAGE_HIDDEN) return;
    if (node->flags & PAGE_LINK) {
        node->linked = node->characters;
        node->links = 1;
        node->stops = 0;
    }
    up->characters += node->characters;
    up->linked += node->linked;
    up->links += node->links;
    up->stops += node->stops;
    up->headings += node->headings + ((node->flags & PAGE_HEADING) != 0);
    up->rows += node->rows + ((node->flags & PAGE_ROW) != 0);
    if (node->flags & PAGE_CELL) up->filled += node->filled > 0;
    else up->filled |= node->filled > 0;
}

static bool is_menu(const page_node *node)
{
    return node->links >= MENU_LINKS && node->linked * 2 >= node->characters && node->stops == 0 &&
           node->linked / node->links < MENU_LINK_CHARACTERS;
}

static bool is_furniture(const page_node *node, const page_node *root)
{
    if ((node->flags & PAGE_BLOCK) == 0 || node->characters >= root->characters / 2) return false;
    if (is_menu(node)) return true;
    return (node->flags & (PAGE_NAMED | PAGE_NAV)) != 0 && node->stops <= PART_SENTENCES && node->headings == 0;
}

/* The item's number is its own, or the one after the former item's. */
static void number_item(page_node *nodes, size_t i)
{
    page_node *up = &nodes[nodes[i].parent];
    if ((nodes[i].flags & PAGE_ITEM) == 0 || (up->flags & PAGE_ORDERED) == 0) return;
    if (nodes[i].number == 0) nodes[i].number = up->number;
    up->number = nodes[i].number + (nodes[i].number < MAX_ITEM_NUMBER ? 1 : 0);
}

void page_judge(page *p)
{
    page_node *nodes = p->nodes.items;
    for (size_t i = p->nodes.count; i-- > 1;) {
        if (nodes[i].flags & PAGE_TEXT) count_text(p, &nodes[i]);
        count_up(nodes, i);
    }
    for (size_t i = 1; i < p->nodes.count; i++) {
        number_item(nodes, i);
        if ((nodes[nodes[i].parent].flags & PAGE_HIDDEN) || is_furniture(&nodes[i], &nodes[0]))
            nodes[i].flags |= PAGE_HIDDEN;
    }
}

/* ---- writing ---- */

typedef struct page_writer {
    const page *page;
    const page_node *nodes;
    text_writer *out;
    size_t row;   /* the open row of data, 0: none */
    unsigned pre; /* open elements in which white space stands for itself */
} page_writer;

static bool is_data_row(const page_node *node)
{
    return (node->flags & PAGE_ROW) != 0 && node->rows == 0 && node->filled >= 2 &&
           node->characters <= DATA_ROW_CHARACTERS;
}

/* Does the text start with a number of its own? Then the browser's would be a second one. */
static bool starts_numbered(const page *p, const page_node *node)
{
    size_t at = utf8_skip_spaces(p->text.text, node->begin, node->end);
    if (at == node->end) return true;
    uint32_t c = utf8_at(p->text.text + at);
    return utf8_arabic_digit(c) >= 0 || utf8_chinese_digit(c) >= 0 || c == '(' || c == 0xFF08 || c == 0x7B2C ||
           (c >= 0x2460 && c <= 0x249B);
}

/* The number that a browser shows before an item of a numbered list. */
static void write_number(page_writer *w, const page_node *node)
{
    char number[16];
    if ((node->flags & PAGE_ITEM) == 0 || (w->nodes[node->parent].flags & PAGE_ORDERED) == 0) return;
    if (starts_numbered(w->page, node)) return;
    int length = snprintf(number, sizeof number, "%d. ", (int)node->number);
    text_writer_flow(w->out, number, (size_t)length);
}

static void node_open(page_writer *w, size_t i)
{
    const page_node *node = &w->nodes[i];
    if (node->flags & PAGE_PRE) w->pre++;
    if (node->flags & PAGE_BREAK) text_writer_line_end(w->out);
    if ((node->flags & PAGE_CELL) && w->row != 0 && node->parent == w->row) text_writer_cell(w->out);
    else if (node->flags & (PAGE_BLOCK | PAGE_CELL)) text_writer_block(w->out);
    if (w->row == 0 && is_data_row(node)) {
        w->row = i;
        w->out->joined = true;
    }
    write_number(w, node);
}

static void node_close(page_writer *w, size_t i)
{
    const page_node *node = &w->nodes[i];
    if (node->flags & PAGE_PRE) w->pre--;
    if (w->row == i && i != 0) {
        w->row = 0;
        w->out->joined = false;
    }
    if (node->flags & (PAGE_BLOCK | PAGE_CELL)) text_writer_block(w->out);
}

static void text_write(page_writer *w, const page_node *node)
{
    const char *text = w->page->text.text + node->begin;
    if (w->pre > 0) text_writer_verbatim(w->out, text, node->end - node->begin);
    else text_writer_flow(w->out, text, node->end - node->begin);
}

void page_write(const page *p, text_writer *out)
{
    page_writer w = {.page = p, .nodes = p->nodes.items, .out = out};
    size_t open = 0; /* the innermost open element */
    for (size_t i = 1; i < p->nodes.count && out->status == SPEECH_OK; i++) {
        const page_node *node = &w.nodes[i];
        if (node->flags & PAGE_HIDDEN) continue;
        for (; open != node->parent; open = w.nodes[open].parent) node_close(&w, open);
        if (node->flags & PAGE_TEXT) {
            text_write(&w, node);
        } else {
            node_open(&w, i);
            open = i;
        }
    }
}
