#include "newest.h"

#include "error.h"
#include "fold.h"
#include "text_index.h"
#include "utf8.h"

bool newest_can_answer(const search *s, const conditions *c)
{
    const query_term *terms = s->query.terms.items;
    return candidates_are_one_word(&s->candidates, &s->query) &&
           utf8_width(s->query.folded.text[terms[0].begin]) == terms[0].length && !c->beyond_speech;
}

/* How many paragraphs are read at most before the index is asked. */
static int64_t reach(int64_t paragraphs, size_t wanted)
{
    if (paragraphs > INT32_MAX) paragraphs = INT32_MAX; /* ids are what the file says they are */
    int64_t product = paragraphs * (int64_t)(wanted < 4096 ? wanted : 4096), root = product;
    for (int64_t next = (root + 1) / 2; next < root; next = (root + product / root) / 2) root = next;
    return root / 2 + (int64_t)wanted;
}

/* Does the paragraph hold the character? */
static speech_status paragraph_holds(search *s, speech_archive *archive, int64_t paragraph, bool *holds,
                                     speech_error *error)
{
    const query_term *term = s->query.terms.items;
    text_buffer *folded = &s->memory.folded;
    sqlite3_stmt *text = NULL;
    speech_status status = archive_statement(archive, STATEMENT_PARAGRAPH_TEXT, &text, error);
    *holds = false;
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(text, 1, paragraph);
    if (archive_next_row(archive, text, &status, error)) {
        stored_text original;
        status = archive_text(archive, text, 0, &original, error);
        if (status == SPEECH_OK && fold_text(folded, original.bytes, original.length) != SPEECH_OK)
            status = error_no_memory(error);
        if (status == SPEECH_OK) *holds = finder_next(&term->finder, folded->text, 0, folded->length) != FINDER_NONE;
    }
    sqlite3_reset(text);
    return status;
}

static speech_status add_id(text_buffer *ids, int64_t id, speech_error *error)
{
    char number[32];
    sqlite3_snprintf(sizeof number, number, "%s%lld", ids->length > 0 ? ", " : "", (long long)id);
    if (text_buffer_add_string(ids, number) == SPEECH_OK) return SPEECH_OK;
    return error_no_memory(error);
}

/* Is it clear that `reach` paragraphs will not hold enough? */
static bool is_too_rare(size_t count, size_t wanted, int64_t seen, int64_t reach)
{
    enum { SEEN_MIN = 40 };
    return seen >= reach || (seen >= SEEN_MIN && 2 * (int64_t)count * reach < (int64_t)wanted * seen);
}

/* Reads on until there are enough, or the paragraphs are at an end; `ids` is left empty if that is too far. */
static speech_status read_on(search *s, speech_archive *archive, sqlite3_stmt *paragraphs, size_t wanted,
                             text_buffer *ids, speech_error *error)
{
    int64_t last = 0;
    size_t count = 0;
    speech_status status = text_index_last(archive, &last, error);
    int64_t most = reach(last, wanted), seen = 0;
    for (; count < wanted && archive_next_row(archive, paragraphs, &status, error); seen++) {
        if (is_too_rare(count, wanted, seen, most)) {
            text_buffer_clear(ids);
            return SPEECH_OK;
        }
        int64_t id = sqlite3_column_int64(paragraphs, 0);
        bool holds;
        status = paragraph_holds(s, archive, id, &holds, error);
        if (status == SPEECH_OK && holds) status = add_id(ids, id, error);
        count += holds;
    }
    return status;
}

speech_status newest_find(search *s, speech_archive *archive, const conditions *c, size_t wanted, text_buffer *ids,
                          speech_error *error)
{
    sqlite3_stmt *paragraphs = NULL;
    char *sql = sqlite3_mprintf("SELECT t.id FROM speeches s CROSS JOIN paragraphs t ON t.speech_id = s.id WHERE 1%s "
                                "ORDER BY s.delivered_on DESC, t.id",
                                conditions_sql(c));
    if (sql == NULL) return error_no_memory(error);
    speech_status status = archive_prepare(archive, sql, &paragraphs, error);
    sqlite3_free(sql);
    if (status == SPEECH_OK && conditions_bind(c, paragraphs) != SPEECH_OK) status = error_no_memory(error);
    if (status == SPEECH_OK) status = read_on(s, archive, paragraphs, wanted, ids, error);
    sqlite3_finalize(paragraphs);
    return status;
}
