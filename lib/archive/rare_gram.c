#include "rare_gram.h"

#include "error.h"
#include "utf8.h"

enum {
    CHARACTERS_MIN = 4, /* of the word; a shorter one has too few pairs for any to cost much */
    PAIRS_MAX = 12,     /* that are tried */
    ROWS_MAX = 64       /* in more paragraphs a pair is not rare */
};

/* *few: the expression matches fewer than ROWS_MAX paragraphs. */
static speech_status count_rows(speech_archive *archive, const char *match, bool *few, speech_error *error)
{
    sqlite3_stmt *sample = NULL;
    int rows = 0;
    speech_status status = archive_statement(archive, STATEMENT_RANK_SAMPLE, &sample, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_text(sample, 1, match, -1, SQLITE_STATIC);
    sqlite3_bind_int(sample, 2, ROWS_MAX);
    while (archive_next_row(archive, sample, &status, error)) rows++;
    sqlite3_reset(sample);
    sqlite3_clear_bindings(sample);
    *few = rows < ROWS_MAX;
    return status;
}

/* The expression for one pair. */
static speech_status pair_match(text_buffer *match, const char *pair, size_t length)
{
    text_buffer_clear(match);
    speech_status status = text_buffer_add_string(match, "grams : \"");
    if (status == SPEECH_OK) status = text_buffer_add(match, pair, length);
    return status == SPEECH_OK ? text_buffer_add_string(match, "\"") : status;
}

speech_status rare_gram_narrow(speech_archive *archive, const query *q, candidates *c, speech_error *error)
{
    const query_term *term = q->terms.items;
    size_t count = 0, at = 0, places[PAIRS_MAX + 2]; /* of characters, and the end */
    if (!candidates_are_one_word(c, q)) return SPEECH_OK;
    const char *word = q->folded.text + term->begin;
    for (; at < term->length && count < PAIRS_MAX + 1; at += utf8_width(word[at])) places[count++] = at;
    if (count < CHARACTERS_MIN) return SPEECH_OK;
    places[count] = at;
    text_buffer match = {0};
    bool few = false;
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i + 1 < count && !few && status == SPEECH_OK; i++) {
        status = pair_match(&match, word + places[i], places[i + 2] - places[i]);
        if (status != SPEECH_OK) error_set(error, status, 0, "out of memory");
        else status = count_rows(archive, match.text, &few, error);
    }
    if (status == SPEECH_OK && few) {
        candidates_free(c);
        *c = (candidates){.match = match};
    } else {
        text_buffer_free(&match);
    }
    return status;
}
