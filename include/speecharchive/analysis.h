/*
 * Text analysis: from the bytes of a document to its speeches, sections, paragraphs, directives and
 * figures. No archive, no files, no SQLite: everything here works on memory.
 *
 *     speech_analysis *analysis = NULL;
 *     if (speech_analyze(&analysis, bytes, length, NULL, NULL) == SPEECH_OK) {
 *         for (size_t i = 0; i < analysis->figure_count; i++) {
 *             speech_span span = analysis->figures[i].span;
 *             printf("%.*s\n", (int)(span.end - span.begin), analysis->text + span.begin);
 *         }
 *     }
 *     speech_analysis_free(analysis);
 *
 * All functions may be called from several threads at once. An analysis that was made may be read by several, too.
 */
#ifndef SPEECHARCHIVE_ANALYSIS_H
#define SPEECHARCHIVE_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <speecharchive/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Structs that stand in arrays, and spans and decimals, stay as they are as long as the soname does. */

/* "No such row", where an index is expected. */
#define SPEECH_NONE ((size_t)-1)

/* Byte offsets into speech_analysis.text, end-exclusive. begin == end: the source states nothing. */
typedef struct speech_span {
    size_t begin;
    size_t end;
} speech_span;

/*
 * An exact decimal number: coefficient × 10^exponent. Normalised: a whole number that fits has
 * exponent 0; otherwise the coefficient does not end in 0. Zero is {0, 0}.
 */
typedef struct speech_decimal {
    int64_t coefficient;
    int exponent;
} speech_decimal;

typedef enum speech_modality {
    SPEECH_REQUIRE, /* an obligation or task */
    SPEECH_FORBID,  /* what must not happen */
    SPEECH_PLAN,    /* what the speaker's own side announces to do */
    SPEECH_APPEAL   /* a hope or call without a task */
} speech_modality;

typedef enum speech_figure_kind {
    SPEECH_MONEY,
    SPEECH_PERCENT, /* percent, per mille, percentage points */
    SPEECH_RATIO,   /* 1:4, three times, two thirds */
    SPEECH_RANK,    /* a reported standing: 第五位 */
    SPEECH_DURATION,
    SPEECH_MEASURE, /* area, length, weight, volume, energy, data */
    SPEECH_COUNT
} speech_figure_kind;

typedef enum speech_qualifier {
    SPEECH_EXACT,  /* none stated */
    SPEECH_APPROX, /* 约, 左右, infix 余/多/来 */
    SPEECH_OVER,   /* 超过, 以上, 不低于, 至少 */
    SPEECH_UNDER   /* 近, 不足, 以下, 以内, 至多 */
} speech_qualifier;

/* One speech of the document. Strings are UTF-8, owned by the analysis; NULL: not stated. */
typedef struct speech_speech {
    speech_span span;         /* first byte of the title (or salutation) to the end of the last sentence */
    const char *title;        /* title lines joined by one space */
    const char *delivered_on; /* "YYYY", "YYYY-MM" or "YYYY-MM-DD" */
    speech_span occasion;     /* name of the meeting */
    speech_span speaker;
    speech_span speaker_role;
    speech_span audience; /* the salutation without its colon */
} speech_speech;

/* One numbered or enumerated unit. It reaches to the next unit of its level or above. */
typedef struct speech_section {
    speech_span span;
    size_t speech; /* index into speech_analysis.speeches */
    size_t parent; /* index into speech_analysis.sections, or SPEECH_NONE */
    int level;     /* 1 = top */
    int number;    /* 3 for 三、 and （三）and 三是 */
    speech_span label;
    speech_span heading;
} speech_section;

typedef struct speech_paragraph {
    speech_span span; /* without surrounding white space */
    size_t speech;
    size_t section; /* innermost one that holds the first byte, or SPEECH_NONE */
} speech_paragraph;

/* One sentence that says what must, must not or will be done. */
typedef struct speech_directive {
    speech_span span;
    size_t speech;
    size_t section;
    size_t paragraph;
    speech_modality modality;
    speech_span actor;    /* who is to act, verbatim */
    speech_span deadline; /* time limit or period, verbatim; else that of the note that closes its item */
    char due_on[11];      /* ISO date or prefix of one, resolved from the speech's date; "" if it can't be */
} speech_directive;

typedef enum speech_body_role {
    SPEECH_LEAD,   /* 牵头, 负责, 责任单位： */
    SPEECH_SUPPORT /* 配合, 协助, 参加, 会同…, 配合单位： */
} speech_body_role;

/*
 * A body that the text makes answerable for a directive, in its own words (由…牵头，…配合) or in the note in brackets
 * that closes the item it stands in (（牵头单位：…；配合单位：…）), which then counts for each directive of the item.
 */
typedef struct speech_body {
    speech_span span; /* its name, verbatim */
    size_t directive; /* index into speech_analysis.directives */
    speech_body_role role;
} speech_body;

/* One quantity. */
typedef struct speech_figure {
    speech_span span; /* number, multiplier, infix and unit */
    size_t speech;
    size_t section;
    size_t paragraph;
    size_t directive; /* the directive whose sentence holds it, or SPEECH_NONE */
    speech_figure_kind kind;
    speech_qualifier qualifier;
    bool masked;    /* digits are hidden (*亿元, ×所) */
    bool has_value; /* false: masked, or not stateable */
    bool has_high;  /* a range */
    speech_decimal value;
    speech_decimal high;
    const char *unit;    /* without 万/亿, half-width; "" if none; static or owned by the analysis */
    speech_span subject; /* what is counted or measured, verbatim */
} speech_figure;

typedef enum speech_doubt_kind {
    SPEECH_DOUBT_UNCOVERED, /* text of a speech that has sections, under none of them; share says how much */
    SPEECH_DOUBT_NUMBERING, /* a label whose number does not follow: numbering skips or repeats */
    SPEECH_DOUBT_DIGITS,    /* digits that became no figure and are no date or label */
    SPEECH_DOUBT_TITLE,     /* a title that was guessed from its place: it has no noun for a speech */
    SPEECH_DOUBT_DATE,      /* the date of delivery is only as exact as a year in the title or occasion */
    SPEECH_DOUBT_STATED,    /* the caller stated another date of delivery than the text, which was followed */
    SPEECH_DOUBT_REPLACED   /* characters that could not be decoded: U+FFFD */
} speech_doubt_kind;

/* A place where the analysis should not be trusted blindly. */
typedef struct speech_doubt {
    speech_doubt_kind kind;
    speech_span span; /* what it is about: the label, the digits, the title; of UNCOVERED the speech */
    size_t speech;
    double share;       /* UNCOVERED: share of the speech's bytes, 0 to 1; else 0 */
    const char *stated; /* STATED: the date that the caller stated; else NULL */
} speech_doubt;

/*
 * What is known of a document's speeches beside its text, say from a list of sources. It is used where the text
 * itself states nothing. Strings are UTF-8; NULL or "": not known.
 */
typedef struct speech_stated {
    const char *title; /* used only if the document holds a single speech */
    const char *occasion;
    const char *speaker;
    const char *speaker_role;
    const char *audience;
    const char *delivered_on; /* "YYYY", "YYYY-MM" or "YYYY-MM-DD"; deadlines are resolved from it, too. One that is
                                 more exact than the text's and agrees with it is used as well */
} speech_stated;

/* The result of an analysis. Read-only; every array is in document order. New members come at the end. */
typedef struct speech_analysis {
    const char *text; /* UTF-8, without byte-order mark, otherwise as in the source; NUL-terminated */
    size_t length;    /* bytes, without the NUL */
    const speech_speech *speeches;
    size_t speech_count;
    const speech_section *sections;
    size_t section_count;
    const speech_paragraph *paragraphs;
    size_t paragraph_count;
    const speech_directive *directives;
    size_t directive_count;
    const speech_figure *figures;
    size_t figure_count;
    const speech_doubt *doubts;
    size_t doubt_count;
    const speech_body *bodies; /* by directive */
    size_t body_count;
    /* What the caller stated, copied; NULL for what was not. Titles and dates of the speeches have it already; the
       occasion, speaker, role and audience of a speech whose own span is empty are these. */
    speech_stated stated;
} speech_analysis;

/* Set struct_size to sizeof(speech_analyze_options) and the rest to 0 for the defaults. */
typedef struct speech_analyze_options {
    size_t struct_size;
    size_t max_bytes;            /* larger documents are refused with SPEECH_TOO_BIG; 0: 2^31 - 1 */
    const speech_stated *stated; /* NULL: nothing */
} speech_analyze_options;

/*
 * Analyses a document of `length` bytes at `bytes` (need not be NUL-terminated; not kept).
 * *out receives the result, which the caller frees with speech_analysis_free. options and error may
 * be NULL. Errors: SPEECH_ENCODING, SPEECH_EMPTY, SPEECH_TOO_BIG, SPEECH_NOMEM, SPEECH_MISUSE (a stated date that
 * is none is one, too).
 */
SPEECH_API speech_status speech_analyze(speech_analysis **out, const void *bytes, size_t length,
                                        const speech_analyze_options *options, speech_error *error);

/* Frees an analysis and everything it points to. NULL is accepted. */
SPEECH_API void speech_analysis_free(speech_analysis *analysis);

/*
 * The figures in a piece of text that is no whole document: *out holds one speech without metadata
 * and the figures of `text`; free it with speech_analysis_free. Errors as for speech_analyze.
 */
SPEECH_API speech_status speech_find_figures(speech_analysis **out, const char *text, size_t length,
                                             speech_error *error);

/*
 * The value of the numeral at the start of `text`: Arabic, full-width, Chinese (simple, financial and
 * traditional), mixed (3万5千), with thousands separators, decimals, 万/亿/兆, fractions (五分之一),
 * percentages (百分之三 → 3) and 成/折 (三成 → 30). *value is exact, or rounded to 18 digits where a
 * fraction has no finite decimal. *used receives the number of bytes read, and may be NULL.
 * Errors: SPEECH_NOT_FOUND if `text` does not start with a numeral, SPEECH_RANGE if its value does
 * not fit a speech_decimal or it is written with more than 18 digits, SPEECH_MISUSE if `text` or `value` is NULL.
 */
SPEECH_API speech_status speech_numeral_value(const char *text, size_t length, speech_decimal *value, size_t *used);

/* The nearest double to a decimal. */
SPEECH_API double speech_decimal_to_double(speech_decimal value);

/*
 * Writes a decimal in plain notation ("16.4", "1640000000") as a NUL-terminated string of at most
 * `size` bytes (40 always suffice). Returns the length it has or would have, as snprintf does; `buffer` may be NULL if
 * `size` is 0.
 */
SPEECH_API size_t speech_decimal_format(speech_decimal value, char *buffer, size_t size);

/* The names used in archives: "require", "money", "approx". NULL for SPEECH_EXACT and other numbers. Static storage. */
SPEECH_API const char *speech_modality_name(speech_modality modality);
SPEECH_API const char *speech_figure_kind_name(speech_figure_kind kind);
SPEECH_API const char *speech_qualifier_name(speech_qualifier qualifier);
SPEECH_API const char *speech_doubt_kind_name(speech_doubt_kind kind);
SPEECH_API const char *speech_body_role_name(speech_body_role role); /* "lead", "support" */

#ifdef __cplusplus
}
#endif
#endif
