/*
 * Filters of the query language: conditions on what stands around the words.
 *
 *   speaker:林致远  title:…  occasion:…  document:…     the speech's field, or the document's name, contains this
 *   year:2021  year:2019..2024  year:..2020             delivered then; also year:2019-2024
 *   date:2021-03  date:2021-03-15..2021-06              the same with months and days
 *   actor:财政局  modality:require  due:2025-06..       the paragraph holds such a directive
 *   kind:money  unit:元  subject:投资                   the paragraph holds such a figure
 *
 * and one that says where the words have to stand (see query_scope):
 *
 *   in:directives  in:figures  in:headings
 *
 * The colon may be full-width, and a value with blanks stands in quotes: speaker:"J. Smith". What is not of this
 * form, as year:soon or colour:red, is no filter but a word like any other.
 */
#ifndef SPEECH_ARCHIVE_QUERY_FILTER_H
#define SPEECH_ARCHIVE_QUERY_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <speecharchive/status.h>

#include "text_buffer.h"

typedef enum query_field {
    FIELD_SPEAKER,
    FIELD_TITLE,
    FIELD_OCCASION,
    FIELD_DOCUMENT,
    FIELD_YEAR,
    FIELD_DATE,
    FIELD_ACTOR,
    FIELD_MODALITY,
    FIELD_DUE,
    FIELD_KIND,
    FIELD_UNIT,
    FIELD_SUBJECT,
    FIELD_SCOPE
} query_field;

/* What the words of a query are looked for in. A paragraph matches if one of these in it does. */
typedef enum query_scope {
    SCOPE_PARAGRAPH,
    SCOPE_DIRECTIVE, /* one directive's text */
    SCOPE_FIGURE,    /* one figure's subject and text, with a blank between */
    SCOPE_HEADING    /* the heading of a section that begins in the paragraph */
} query_scope;

typedef struct query_filter {
    query_field field;
    size_t value;  /* of text fields: where the value, NUL-terminated, begins in the query's values */
    int choice;    /* FIELD_MODALITY, FIELD_KIND, FIELD_SCOPE: the value of the enum */
    char from[11]; /* dates: "2021", "2021-03", "2021-03-04"; "": open */
    char to[11];
} query_filter;

/* The name of value `n` of speech_modality, speech_figure_kind; NULL behind the last one. */
const char *query_modality_name(int n);
const char *query_kind_name(int n);

/*
 * Does text[at..length) begin with the name of a field and a colon? *end is behind the colon. Names may be in
 * capitals.
 */
bool query_field_read(const char *text, size_t at, size_t length, query_field *field, size_t *end);

/*
 * Makes a filter of a field and its value; SPEECH_DONE if the field can't have this value. Texts are added to
 * `values`. Errors: SPEECH_NOMEM.
 */
speech_status query_filter_make(query_filter *out, text_buffer *values, query_field field, const char *value,
                                size_t length);

#endif
