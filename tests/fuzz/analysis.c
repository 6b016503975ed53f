/* The analysis of a text, with and without what is stated beside it: every row lies where analysis.h says. */
#include "fuzz.h"

/* ---- places ---- */

static bool is_boundary(const speech_analysis *a, size_t at)
{
    return at <= a->length && ((unsigned char)a->text[at] & 0xC0) != 0x80;
}

/* Does it hold nothing, or whole characters of the text? */
static bool is_place(const speech_analysis *a, speech_span span)
{
    return span.begin <= span.end && is_boundary(a, span.begin) && is_boundary(a, span.end);
}

static bool holds(speech_span outer, speech_span inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

/* A row has some text, inside of its speech. */
static void require_row(const speech_analysis *a, speech_span span, size_t speech, const char *promise)
{
    require(speech < a->speech_count, "a row belongs to a speech");
    require(is_place(a, span) && span.begin < span.end && holds(a->speeches[speech].span, span), promise);
}

/* The innermost section that holds a place, where `section` is claimed to be that. */
static void require_innermost(const speech_analysis *a, size_t *next, size_t *innermost, size_t place, size_t section)
{
    for (; *next < a->section_count && a->sections[*next].span.begin <= place; ++*next) *innermost = *next;
    while (*innermost != SPEECH_NONE && a->sections[*innermost].span.end <= place)
        *innermost = a->sections[*innermost].parent;
    require(section == *innermost, "a row is in the innermost section that holds its first byte");
}

static bool is_date(const char *date)
{
    size_t length = strlen(date);
    if (length != 4 && length != 7 && length != 10) return false;
    for (size_t i = 0; i < length; i++)
        if (i == 4 || i == 7 ? date[i] != '-' : date[i] < '0' || date[i] > '9') return false;
    return true;
}

/* ---- rows ---- */

static void require_speeches(const speech_analysis *a)
{
    size_t last = 0;
    for (size_t i = 0; i < a->speech_count; i++) {
        const speech_speech *s = &a->speeches[i];
        require_row(a, s->span, i, "a speech lies in the text");
        require(s->span.begin >= last, "speeches follow each other");
        last = s->span.end;
        require(is_place(a, s->occasion) && is_place(a, s->speaker), "occasion and speaker lie in the text");
        require(is_place(a, s->speaker_role) && is_place(a, s->audience), "role and audience lie in the text");
        require(s->title == NULL || (s->title[0] != '\0' && is_utf8(s->title, strlen(s->title))), "a title is UTF-8");
        require(s->delivered_on == NULL || is_date(s->delivered_on), "a date of delivery is one");
    }
}

static void require_sections(const speech_analysis *a)
{
    for (size_t i = 0; i < a->section_count; i++) {
        const speech_section *s = &a->sections[i];
        require_row(a, s->span, s->speech, "a section lies in its speech");
        require(i == 0 || a->sections[i - 1].span.begin < s->span.begin, "sections are in order");
        require(is_place(a, s->label) && holds(s->span, s->label), "a label lies in its section");
        require(is_place(a, s->heading) && holds(s->span, s->heading), "a heading lies in its section");
        require(s->level >= 1 && (s->parent == SPEECH_NONE) == (s->level == 1), "level 1 has no parent");
        if (s->parent == SPEECH_NONE) continue;
        require(s->parent < i && a->sections[s->parent].level == s->level - 1, "a parent is one level above");
        require(holds(a->sections[s->parent].span, s->span), "a section lies in its parent");
    }
}

static void require_paragraphs(const speech_analysis *a)
{
    size_t next = 0, innermost = SPEECH_NONE, last = 0;
    for (size_t i = 0; i < a->paragraph_count; i++) {
        const speech_paragraph *p = &a->paragraphs[i];
        require_row(a, p->span, p->speech, "a paragraph lies in its speech");
        require(p->span.begin >= last, "paragraphs follow each other");
        last = p->span.end;
        require_innermost(a, &next, &innermost, p->span.begin, p->section);
    }
}

static void require_directives(const speech_analysis *a)
{
    size_t next = 0, innermost = SPEECH_NONE, last = 0;
    for (size_t i = 0; i < a->directive_count; i++) {
        const speech_directive *d = &a->directives[i];
        require_row(a, d->span, d->speech, "a directive lies in its speech");
        require(d->span.begin >= last, "directives are in order");
        last = d->span.begin;
        require_innermost(a, &next, &innermost, d->span.begin, d->section);
        require(d->paragraph < a->paragraph_count && holds(a->paragraphs[d->paragraph].span, d->span),
                "a directive lies in its paragraph");
        require(is_place(a, d->actor) && is_place(a, d->deadline), "actor and deadline lie in the text");
        require(speech_modality_name(d->modality) != NULL, "a modality has a name");
        require(d->due_on[0] == '\0' || is_date(d->due_on), "a due date is a date");
    }
}

static void require_number(const speech_figure *f)
{
    require(f->has_value || !f->has_high, "a range has a lower end");
    require(!f->masked || !f->has_value, "hidden digits have no value");
    char notation[64];
    if (f->has_value)
        require(speech_decimal_format(f->value, notation, sizeof notation) < sizeof notation, "a value can be written");
    if (f->has_high)
        require(speech_decimal_format(f->high, notation, sizeof notation) < sizeof notation, "a high can be written");
}

static void require_figures(const speech_analysis *a)
{
    size_t next = 0, innermost = SPEECH_NONE, last = 0;
    for (size_t i = 0; i < a->figure_count; i++) {
        const speech_figure *f = &a->figures[i];
        require_row(a, f->span, f->speech, "a figure lies in its speech");
        require(f->span.begin >= last, "figures follow each other");
        last = f->span.end;
        require_innermost(a, &next, &innermost, f->span.begin, f->section);
        require(f->paragraph < a->paragraph_count && holds(a->paragraphs[f->paragraph].span, f->span),
                "a figure lies in its paragraph");
        if (f->directive != SPEECH_NONE)
            require(f->directive < a->directive_count && holds(a->directives[f->directive].span, f->span),
                    "a figure lies in its directive");
        require(is_place(a, f->subject), "a subject lies in the text");
        require(speech_figure_kind_name(f->kind) != NULL, "a kind has a name");
        require(f->unit != NULL && is_utf8(f->unit, strlen(f->unit)), "a unit is UTF-8");
        require_number(f);
    }
}

static void require_others(const speech_analysis *a)
{
    for (size_t i = 0; i < a->doubt_count; i++) {
        const speech_doubt *d = &a->doubts[i];
        require(d->speech < a->speech_count && is_place(a, d->span), "a doubt lies in the text");
        require(d->share >= 0 && d->share <= 1, "a share is one");
        require(speech_doubt_kind_name(d->kind) != NULL, "a kind of doubt has a name");
    }
    for (size_t i = 0; i < a->body_count; i++) {
        const speech_body *b = &a->bodies[i];
        require(b->directive < a->directive_count, "a body answers for a directive");
        require(i == 0 || a->bodies[i - 1].directive <= b->directive, "bodies are in the order of directives");
        require(is_place(a, b->span) && b->span.begin < b->span.end, "a body's name lies in the text");
        require(speech_body_role_name(b->role) != NULL, "a role has a name");
    }
}

/* Frees the analysis of data[0..size), or an error instead of one. */
static void require_analysis(speech_analysis *a, speech_status status, const uint8_t *data, size_t size,
                             const speech_error *error)
{
    if (status != SPEECH_OK) {
        require(a == NULL, "a failure leaves the output untouched");
        require(error->offset <= size, "the place of an error lies in the input");
        require_error(status, error);
        return;
    }
    require(a->length <= size && memcmp(a->text, data + size - a->length, a->length) == 0, "the text is the input's");
    require(a->text[a->length] == '\0' && is_utf8(a->text, a->length), "the text is UTF-8");
    require_speeches(a);
    require_sections(a);
    require_paragraphs(a);
    require_directives(a);
    require_figures(a);
    require_others(a);
    speech_analysis_free(a);
}

/* ---- the target ---- */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const days[] = {NULL,   "2023",       "2023-02",    "2024-02-29",
                                       "0000", "9999-12-31", "2023-02-30", "soon"};
    speech_analysis *found = NULL;
    speech_error error = {.status = SPEECH_OK};
    speech_status status = speech_find_figures(&found, (const char *)data, size, &error);
    require_analysis(found, status, data, size, &error);
    speech_stated stated = {.delivered_on = days[take_choice(data, &size, sizeof days / sizeof *days)]};
    speech_analyze_options options = {.struct_size = sizeof options};
    if (take_choice(data, &size, 2) == 1) stated.title = stated.speaker = stated.occasion = "水务";
    if (stated.delivered_on != NULL || stated.title != NULL) options.stated = &stated;
    found = NULL;
    status = speech_analyze(&found, data, size, &options, &error);
    require_analysis(found, status, data, size, &error);
    return 0;
}
