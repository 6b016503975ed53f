/* The words of a sentence that tell whether it is a directive, who is to act and until when. */
#ifndef SPEECH_TEXT_WORDING_H
#define SPEECH_TEXT_WORDING_H

#include "period.h"
#include "record.h"
#include "words.h"

/* One word, mark or period; what no table knows is not listed. */
typedef struct wording {
    size_t begin;
    size_t end;
    uint16_t class; /* enum wording_class */
    uint16_t clause;
    const word *word; /* NULL for marks and periods */
} wording;

/* Words after these are not looked at: a longer "sentence" is none. */
enum { WORDING_MAX = 512 };

typedef struct sentence_wording {
    const char *plain;
    size_t begin; /* the sentence without the label of a section */
    size_t end;
    size_t clauses;
    size_t count;
    bool question;
    bool quoted; /* it begins inside quotation marks that an earlier sentence opened */
    int open;    /* quotation marks still open after it */
    wording items[WORDING_MAX];
} sentence_wording;

/*
 * Reads plain[begin..end). `open` is the number of quotation marks that the sentence before it in the paragraph left
 * open. What stands in quotation marks, brackets and title marks is left out.
 */
void wording_read(sentence_wording *s, const char *plain, size_t begin, size_t end, int open);

/* Is `item` a word with this value in the table? */
bool wording_has_value(const wording *item, const char *value);

/* The item after `at` that touches it, or NULL. */
const wording *wording_next(const sentence_wording *s, size_t at);

/* Is items[at] a verb that belongs to the name of an office: 建设 in 建设局? */
bool wording_names_office(const sentence_wording *s, size_t at);

/* Does a word of context.tsv of this class stand right before the offset `at`; right at it; in the clause behind
 * items[at]? */
bool wording_context_before(const sentence_wording *s, size_t at, int class);
bool wording_context_at(const sentence_wording *s, size_t at, int class);
bool wording_context_in(const sentence_wording *s, size_t at, int class);

/* Is items[at] 将 or a word made with it? Where it announces nothing it forecasts. */
bool wording_forecasts(const sentence_wording *s, size_t at);

/* Does the sentence end in ！; in ，as a line of verse does? */
bool wording_exclaims(const sentence_wording *s);
bool wording_breaks_off(const sentence_wording *s);

/* Is items[at] the last word of its clause? */
bool wording_clause_ends_at(const sentence_wording *s, size_t at);

/* Does the clause of items[at] end with `what`? */
bool wording_clause_ends(const sentence_wording *s, size_t at, const char *what);

#endif
