#include "numbering.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number_format.h"
#include "utf8.h"

enum { LEVELS = 9, NAME = 64, MAX_INHERITANCE = 20, MAX_LINKS = 3, MAX_EACH = 1 << 12 };

/* One level of an outline (ECMA-376 part 1, 17.9.6 lvl). */
typedef struct outline_level {
    long start;
    long restart; /* a higher level than this (from 1) does not set the counter back; -1: any does, 0: none */
    bool legal;   /* all numbers in digits */
    bool tight;   /* nothing between the number and the text */
    char format[32];
    char text[NAME];  /* %1 stands for the number of the first level */
    char style[NAME]; /* the paragraph style that stands for it */
} outline_level;

typedef struct outline {
    long id;
    char link[NAME]; /* numStyleLink: the style that names the real one */
    outline_level levels[LEVELS];
    long counts[LEVELS];
    bool begun[LEVELS]; /* since a higher level counted */
} outline;

typedef struct numbered_list {
    long id;
    long outline;        /* id of its outline */
    long starts[LEVELS]; /* startOverride; -1: none */
    bool used[LEVELS];
} numbered_list;

typedef struct paragraph_style {
    char id[NAME];
    char base[NAME];
    long list;
    long level;
} paragraph_style;

void numbering_start(numbering *n)
{
    *n = (numbering){.outlines = {.size = sizeof(outline)},
                     .lists = {.size = sizeof(numbered_list)},
                     .styles = {.size = sizeof(paragraph_style)}};
}

void numbering_free(numbering *n)
{
    list_free(&n->outlines);
    list_free(&n->lists);
    list_free(&n->styles);
}

/* ---- reading ---- */

/* What is being read: at most one of each is open. */
typedef struct numbering_parse {
    numbering *numbering;
    bool in_outline, in_list, in_style;
    long level; /* of the open lvl or lvlOverride, or -1 */
} numbering_parse;

static void *last(list *l)
{
    return (char *)l->items + (l->count - 1) * l->size;
}

static speech_status outline_open(numbering_parse *s, const part_attributes *a)
{
    if (s->numbering->outlines.count >= MAX_EACH) return SPEECH_OK;
    outline *o = list_add(&s->numbering->outlines);
    if (o == NULL) return SPEECH_NOMEM;
    o->id = part_number(a, "abstractNumId", -1);
    for (int i = 0; i < LEVELS; i++) {
        o->levels[i] = (outline_level){.start = 0, .restart = -1};
        memcpy(o->levels[i].format, "decimal", sizeof "decimal");
    }
    s->in_outline = true;
    s->level = -1;
    return SPEECH_OK;
}

static speech_status list_open(numbering_parse *s, const part_attributes *a)
{
    if (s->numbering->lists.count >= MAX_EACH) return SPEECH_OK;
    numbered_list *l = list_add(&s->numbering->lists);
    if (l == NULL) return SPEECH_NOMEM;
    l->id = part_number(a, "numId", -1);
    for (int i = 0; i < LEVELS; i++) l->starts[i] = -1;
    s->in_list = true;
    s->level = -1;
    return SPEECH_OK;
}

static bool is_on(const part_attributes *a)
{
    char value[8];
    return !part_attribute(a, "val", value, sizeof value) || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0);
}

static void level_property(outline_level *l, const char *name, const part_attributes *a)
{
    char value[16];
    if (strcmp(name, "start") == 0) l->start = part_number(a, "val", 0);
    if (strcmp(name, "numFmt") == 0) part_attribute(a, "val", l->format, sizeof l->format);
    if (strcmp(name, "lvlText") == 0) part_attribute(a, "val", l->text, sizeof l->text);
    if (strcmp(name, "pStyle") == 0) part_attribute(a, "val", l->style, sizeof l->style);
    if (strcmp(name, "lvlRestart") == 0) l->restart = part_number(a, "val", -1);
    if (strcmp(name, "isLgl") == 0) l->legal = is_on(a);
    if (strcmp(name, "suff") == 0 && part_attribute(a, "val", value, sizeof value))
        l->tight = strcmp(value, "nothing") == 0;
}

static speech_status numbering_open(void *context, const char *name, const part_attributes *a)
{
    numbering_parse *s = context;
    if (strcmp(name, "abstractNum") == 0) return outline_open(s, a);
    if (strcmp(name, "num") == 0) return list_open(s, a);
    if (strcmp(name, "lvl") == 0 || strcmp(name, "lvlOverride") == 0) {
        s->level = part_number(a, "ilvl", -1);
        if (s->level < 0 || s->level >= LEVELS) s->level = -1;
    } else if (s->in_outline) {
        outline *o = last(&s->numbering->outlines);
        if (strcmp(name, "numStyleLink") == 0) part_attribute(a, "val", o->link, sizeof o->link);
        if (s->level >= 0) level_property(&o->levels[s->level], name, a);
    } else if (s->in_list) {
        numbered_list *l = last(&s->numbering->lists);
        if (strcmp(name, "abstractNumId") == 0) l->outline = part_number(a, "val", -1);
        if (strcmp(name, "startOverride") == 0 && s->level >= 0) l->starts[s->level] = part_number(a, "val", -1);
    }
    return SPEECH_OK;
}

static speech_status numbering_close(void *context, const char *name)
{
    numbering_parse *s = context;
    if (strcmp(name, "abstractNum") == 0) s->in_outline = false;
    if (strcmp(name, "num") == 0) s->in_list = false;
    return SPEECH_OK;
}

static speech_status style_open(numbering_parse *s, const part_attributes *a)
{
    char value[8];
    if (s->numbering->styles.count >= MAX_EACH) return SPEECH_OK;
    paragraph_style *style = list_add(&s->numbering->styles);
    if (style == NULL) return SPEECH_NOMEM;
    style->list = style->level = -1;
    /* What has no style of its own has the default one, which is kept under the empty name. */
    bool paragraphs = !part_attribute(a, "type", value, sizeof value) || strncmp(value, "paragr", 6) == 0;
    bool ordinary = paragraphs && part_attribute(a, "default", value, sizeof value) && value[0] == '1';
    if (!ordinary) part_attribute(a, "styleId", style->id, sizeof style->id);
    s->in_style = true;
    return SPEECH_OK;
}

static speech_status styles_open(void *context, const char *name, const part_attributes *a)
{
    numbering_parse *s = context;
    if (strcmp(name, "style") == 0) return style_open(s, a);
    if (!s->in_style) return SPEECH_OK;
    paragraph_style *style = last(&s->numbering->styles);
    if (strcmp(name, "basedOn") == 0) part_attribute(a, "val", style->base, sizeof style->base);
    if (strcmp(name, "numId") == 0) style->list = part_number(a, "val", -1);
    if (strcmp(name, "ilvl") == 0) style->level = part_number(a, "val", -1);
    return SPEECH_OK;
}

static speech_status styles_close(void *context, const char *name)
{
    numbering_parse *s = context;
    if (strcmp(name, "style") == 0) s->in_style = false;
    return SPEECH_OK;
}

static int compare_outlines(const void *a, const void *b)
{
    const outline *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static int compare_lists(const void *a, const void *b)
{
    const numbered_list *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static int compare_styles(const void *a, const void *b)
{
    return strcmp(((const paragraph_style *)a)->id, ((const paragraph_style *)b)->id);
}

static void sort(list *l, int (*compare)(const void *, const void *))
{
    if (l->count > 1) qsort(l->items, l->count, l->size, compare);
}

speech_status numbering_read(numbering *n, package *p, const char *folder)
{
    numbering_parse state = {.numbering = n, .level = -1};
    const part_handler numbers = {&state, numbering_open, numbering_close, NULL};
    const part_handler styles = {&state, styles_open, styles_close, NULL};
    char name[256];
    snprintf(name, sizeof name, "%snumbering.xml", folder);
    speech_status status = package_read(p, name, &numbers);
    if (status != SPEECH_OK && status != SPEECH_NOT_FOUND) return status;
    snprintf(name, sizeof name, "%sstyles.xml", folder);
    status = package_read(p, name, &styles);
    sort(&n->outlines, compare_outlines);
    sort(&n->lists, compare_lists);
    sort(&n->styles, compare_styles);
    return status == SPEECH_NOT_FOUND ? SPEECH_OK : status;
}

/* ---- looking up ---- */

static void *find(const list *l, const void *key, int (*compare)(const void *, const void *))
{
    return l->count == 0 ? NULL : bsearch(key, l->items, l->count, l->size, compare);
}

static numbered_list *list_of(const numbering *n, long id)
{
    const numbered_list key = {.id = id};
    return find(&n->lists, &key, compare_lists);
}

static const paragraph_style *style_of(const numbering *n, const char *id)
{
    paragraph_style key;
    snprintf(key.id, sizeof key.id, "%s", id);
    return find(&n->styles, &key, compare_styles);
}

/* The list that a style, or one that it is based on, names; *level: its level there, *named: which style it was. */
static long list_of_style(const numbering *n, const char *id, long *level, const paragraph_style **named)
{
    const paragraph_style *style = style_of(n, id);
    for (int i = 0; style != NULL && i < MAX_INHERITANCE; i++) {
        if (*level < 0) *level = style->level;
        if (style->list >= 0) {
            *named = style;
            return style->list;
        }
        style = style->base[0] == '\0' ? NULL : style_of(n, style->base);
    }
    return 0;
}

static outline *outline_of(const numbering *n, long id)
{
    for (int links = 0; links < MAX_LINKS; links++) {
        const outline key = {.id = id};
        outline *found = find(&n->outlines, &key, compare_outlines);
        if (found == NULL || found->link[0] == '\0') return found;
        const paragraph_style *style = style_of(n, found->link);
        const numbered_list *l = style == NULL ? NULL : list_of(n, style->list);
        if (l == NULL) return found;
        id = l->outline;
    }
    return NULL;
}

/* ---- counting ---- */

static void count(outline *o, numbered_list *l, int level)
{
    long start = o->levels[level].start;
    bool fresh = !o->begun[level];
    if (l->starts[level] >= 0) {
        start = l->starts[level];
        fresh |= !l->used[level];
    }
    l->used[level] = true;
    o->counts[level] = fresh ? start : o->counts[level] + (o->counts[level] < 1L << 30);
    o->begun[level] = true;
    for (int below = level + 1; below < LEVELS; below++) {
        long restart = o->levels[below].restart;
        if (restart == -1 || level + 1 <= restart) o->begun[below] = false;
    }
}

/* Is a blank wanted behind the label? Chinese marks bring their own room. */
static bool wants_blank(const text_buffer *label, const outline_level *l)
{
    if (l->tight || label->length == 0) return false;
    uint32_t c = utf8_at(label->text + utf8_before(label->text, label->length));
    return c != 0x3001 && c != 0xFF09 && c != 0xFF0E && c != 0xFF0C && c != ' ' && c != 0x3000;
}

static speech_status write_label(const outline *o, int level, text_buffer *label)
{
    const outline_level *own = &o->levels[level];
    speech_status status = SPEECH_OK;
    if (strcmp(own->format, "bullet") == 0) return SPEECH_OK;
    for (const char *at = own->text; *at != '\0' && status == SPEECH_OK; at++) {
        int other = at[0] == '%' && at[1] >= '1' && at[1] <= '9' ? at[1] - '1' : -1;
        if (other < 0) {
            status = text_buffer_add(label, at, 1);
            continue;
        }
        long number = o->begun[other] ? o->counts[other] : o->levels[other].start;
        status = number_format_add(label, number, own->legal ? "decimal" : o->levels[other].format);
        at++;
    }
    if (status == SPEECH_OK && wants_blank(label, own)) status = text_buffer_add(label, " ", 1);
    return status;
}

speech_status numbering_label(numbering *n, const numbering_place *place, text_buffer *label)
{
    const paragraph_style *named = NULL;
    long id = place->list, level = place->level;
    if (id < 0) id = list_of_style(n, place->style, &level, &named);
    numbered_list *l = id > 0 ? list_of(n, id) : NULL;
    outline *o = l == NULL ? NULL : outline_of(n, l->outline);
    if (o == NULL) return SPEECH_OK;
    for (int i = 0; named != NULL && i < LEVELS; i++)
        if (o->levels[i].style[0] != '\0' && strcmp(o->levels[i].style, named->id) == 0) level = i;
    if (level < 0) level = 0;
    if (level >= LEVELS) return SPEECH_OK;
    count(o, l, (int)level);
    return write_label(o, (int)level, label);
}
