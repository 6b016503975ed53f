/*
 * How words are used: how often and when (trend), and in which surroundings (concordance).
 *
 *     const char *words[] = {"改革", "开放"};
 *     speech_trend_options options = {.struct_size = sizeof options, .words = words, .word_count = 2};
 *     speech_cursor *years = NULL;
 *     speech_archive_trend(archive, &options, NULL, &years, &error);
 *     while (speech_cursor_next(years, &error) == SPEECH_ROW) ...
 *     speech_cursor_free(years);
 *
 * Here a "word" is a query of speech_archive_search: mostly one word or phrase, but `改革 -试点` or `双减 OR 减负`
 * as well. An occurrence is a place, in a paragraph that matches the query, where one of the words that are to be
 * found begins; so words behind a minus are never counted, and a query of such alone has paragraphs, but no
 * occurrences. Places may overlap: 人人 stands twice in 人人人. A word that is written twice in a query counts once.
 * Where a query says in:directives or the like, paragraphs match as in a search, and count with their whole text.
 */
#ifndef SPEECHARCHIVE_USAGE_H
#define SPEECHARCHIVE_USAGE_H

#include <speecharchive/archive.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum speech_trend_by { SPEECH_TREND_BY_YEAR, SPEECH_TREND_BY_MONTH, SPEECH_TREND_BY_SPEAKER } speech_trend_by;

/* Set struct_size to sizeof(speech_trend_options) and what is not needed to 0. */
typedef struct speech_trend_options {
    size_t struct_size;
    const char *const *words;
    size_t word_count; /* 1 at least */
    speech_trend_by by;
} speech_trend_options;

/*
 * Counts each of the words by year, month or speaker. The rows are those of the first word, then those of the
 * second ... Columns:
 *
 *   word                   as given
 *   year, month or speaker '2021', '2021-03' or the name; NULL: not stated
 *   documents, speeches, paragraphs   how many there are with the word
 *   occurrences            how often it stands in them
 *   per_10000_characters   occurrences for every 10,000 of total_characters; NULL where that is 0
 *   first_on, first_speech_id, last_on, last_speech_id
 *                          the date of its first and of its last use within the row, and the speech; NULL without a
 *                          use or without a date; an incomplete date counts as its first day, as in speech_filter
 *   total_documents, total_speeches, total_paragraphs, total_characters
 *                          how much there is in all, with the word or without, to compare with; characters are
 *                          those of the paragraphs, punctuation among them
 *
 * Every word has the same rows: all years (months) from the first to the last of the speeches that pass the filter,
 * those without a speech too, in order; a speech whose date is only '2021' is among the months in the row '2021',
 * before 2021-01; speeches without a date come last. Speakers are compared as written; those who used the words most
 * come first, the unknown one last. `limit` and `offset` of the filter count years, months or speakers, not rows.
 *
 * All is counted by this call, on one state of the archive; the cursor keeps the counts, no snapshot. Of the words the
 * index is asked, and the text only where the index can't tell; the characters need a look at all texts of the filter.
 * *out is freed by speech_cursor_free. Errors: SPEECH_MISUSE, SPEECH_NOMEM, SPEECH_BUSY, SPEECH_IO, SPEECH_CORRUPT.
 */
SPEECH_API speech_status speech_archive_trend(speech_archive *archive, const speech_trend_options *options,
                                              const speech_filter *filter, speech_cursor **out, speech_error *error);

typedef enum speech_concordance_order {
    SPEECH_CONCORDANCE_BY_DOCUMENT, /* document order */
    SPEECH_CONCORDANCE_BY_DATE,     /* newest speech first, speeches without a date last */
    SPEECH_CONCORDANCE_BY_LEFT,     /* by the left context, the character next to the hit first */
    SPEECH_CONCORDANCE_BY_RIGHT     /* by the right context */
} speech_concordance_order;

/* Set struct_size to sizeof(speech_concordance_options) and the rest to 0 for the defaults. */
typedef struct speech_concordance_options {
    size_t struct_size;
    speech_concordance_order order;
    size_t context_characters; /* at most so many on each side; 0: 20 */
} speech_concordance_options;

/*
 * Lists every occurrence of the words of `query` with what stands before and behind it (a concordance, or keywords in
 * context). Columns:
 *
 *   left, keyword, right   the context, with each run of blanks and line ends as one blank, and the word itself as the
 *                          text has it; a context ends where the paragraph does, and cuts no character from its marks
 *   speech_id, delivered_on, speaker, title, document
 *   paragraph_id, begin_byte, end_byte   where the keyword stands in documents.text
 *
 * Contexts are sorted as folded (see speech_filter), blanks left out, by Unicode's order of characters; equal ones are
 * in document order. `limit` and `offset` of the filter count occurrences.
 *
 * In order of document or date, paragraphs are read one by one while the cursor moves. In the others SQLite sorts all
 * occurrences before the first row: it keeps the best limit + offset of them, or, without a limit, as many as its page
 * cache holds, and the rest in a temporary file. `filter` and `options` may be NULL. *out is freed by
 * speech_cursor_free. Errors: those of speech_archive_search.
 */
SPEECH_API speech_status speech_archive_concordance(speech_archive *archive, const char *query,
                                                    const speech_filter *filter,
                                                    const speech_concordance_options *options, speech_cursor **out,
                                                    speech_error *error);

#ifdef __cplusplus
}
#endif
#endif
