/*
 * The library as an extension of SQLite: SQL functions on a connection that is not the library's own.
 *
 *     .load ./speecharchive                              in any SQLite >= 3.34
 *     .load ./libspeecharchive                           in a shell that is linked to the system's SQLite
 *     sqlite3_speecharchive_init(db, &message, NULL);    in a program that is linked to the library
 *
 * libspeecharchive.so is linked to an SQLite and refuses connections of another one; the module speecharchive.so calls
 * that of its host. Loading registers the functions and changes nothing else of the connection.
 *
 * NULL for the text or the query makes the result NULL, or no rows; what is no text is taken as its text. Functions:
 *
 * - speech_match(query): what FTS5 is to be asked, as in WHERE paragraphs_fts MATCH speech_match('安全 -食堂'). The
 *   rows are those of speech_search. An error where FTS5 alone can't tell: filters, nothing but words that are not
 *   wanted, words with punctuation or blanks inside, a query too long or too deeply nested for the index.
 * - speech_fold(text): the form in which texts are compared: lower case, half width, simplified characters.
 * - speech_contains(text, word): 1 if the text holds the word, both folded; else, or if one of them is NULL, 0.
 * - speech_snippet(text, query [, characters [, begin, end]]): the piece of the text where the words stand closest
 *   together, with marks around each. 60 characters (also for 0 or NULL), 【 and 】 unless others are given.
 * - speech_numeral(text): the value of the numeral at the start of the text, INTEGER when whole, else REAL: 35000 for
 *   '三万五千'. NULL if there is none, or none that fits. See speech_numeral_value.
 * - speech_version(): the library's version.
 *
 * Table-valued functions that analyse a text. Their rows are in the order of the text, the bytes are offsets into its
 * UTF-8, and the columns are those of the archive's tables:
 *
 * - speech_figures(text): kind, value, high, unit, qualifier, masked, subject, begin_byte, end_byte, text. See
 *   speech_find_figures.
 * - speech_directives(text [, delivered_on]): of a whole speech, delivered on that day if it doesn't say when itself:
 *   modality, actor, deadline, due_on, begin_byte, end_byte, text.
 * - speech_sections(text): of a whole speech: level, label, number, heading, parent (the rowid of the one above),
 *   begin_byte, end_byte.
 *
 * And speech_search(query [, row_limit [, row_offset [, ordering [, grouping [, half_life]]]]]), which has the rows of
 * speech_archive_search in their order: paragraph_id, speech_id, section_id, ordinal, begin_byte, end_byte, text,
 * document, title, speaker, delivered_on, snippet, score, matches, hits. ordering is 'rank', 'date' or 'document',
 * grouping 'none', 'section' or 'speech'. Arguments may also be given as conditions: WHERE ordering = 'date'. A
 * row_limit is faster than LIMIT. It reads the archive whose tables names without a schema find on the connection
 * (main's, else that of the first one attached), as a part of the connection's transaction. Views and triggers of the
 * file may not use it (SQLITE_VTAB_DIRECTONLY).
 */
#ifndef SPEECHARCHIVE_EXTENSION_H
#define SPEECHARCHIVE_EXTENSION_H

#include <speecharchive/status.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sqlite3;
struct sqlite3_api_routines;

/*
 * SQLite's entry point of the extension: registers the functions on `db`. `routines` is what SQLite hands over, or NULL
 * in a program that is linked to the same SQLite as the library. Returns an SQLite result code; if that is not
 * SQLITE_OK, *message (message may be NULL) says why, and is freed by sqlite3_free. Registering again changes nothing.
 */
SPEECH_API int sqlite3_speecharchive_init(struct sqlite3 *db, char **message,
                                          const struct sqlite3_api_routines *routines);

#ifdef __cplusplus
}
#endif
#endif
