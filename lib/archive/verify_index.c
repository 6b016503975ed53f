#include <string.h>

#include "error.h"
#include "grams.h"
#include "memory.h"
#include "paragraph_facts.h"
#include "verify.h"

/* Paragraphs are told apart up to this many; beyond, a difference is known only to be in one of several. */
enum { BUCKET_LIMIT = 1 << 20 };

/* Sums of both sides by paragraph: what its text gives is added, what the index has is taken off. */
typedef struct sums {
    uint64_t *buckets;
    size_t count;
    uint64_t totals[3]; /* paragraphs, and tokens of each column, by their texts */
} sums;

/* A token: its paragraph, column (0: grams, 1: words), place in the column, and text. */
typedef struct token {
    int64_t paragraph;
    unsigned column;
    uint64_t place;
    const char *text;
    size_t length;
} token;

/* Mixes the bits of a number well (the finaliser of SplitMix64). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/* FNV-1a over the text, then mixed with the rest. */
static uint64_t token_hash(const token *t)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < t->length; i++) hash = (hash ^ (unsigned char)t->text[i]) * UINT64_C(0x100000001b3);
    hash = mix(hash + (uint64_t)t->paragraph * UINT64_C(0x9e3779b97f4a7c15));
    return mix(hash + t->place * 2 + t->column);
}

static uint64_t *bucket_of(const sums *s, int64_t paragraph)
{
    return &s->buckets[(uint64_t)paragraph % s->count];
}

/* Adds the tokens of a column's value, which are set apart by blanks. Returns how many there are. */
static uint64_t column_sum(const sums *s, int64_t paragraph, unsigned column, const text_buffer *value)
{
    token t = {.paragraph = paragraph, .column = column};
    const char *at = value->text;
    const char *end = at + value->length;
    while (at < end) {
        const char *blank = memchr(at, ' ', (size_t)(end - at));
        if (blank == NULL) blank = end;
        t.text = at;
        t.length = (size_t)(blank - at);
        if (t.length > 0) {
            *bucket_of(s, paragraph) += token_hash(&t);
            t.place++;
        }
        at = blank + 1;
    }
    return t.place;
}

/* Writes a number as FTS5 does: seven bits a byte, the highest first. Returns the bytes written, at most 10. */
static size_t varint_put(unsigned char *out, uint64_t value)
{
    size_t size = 1;
    for (uint64_t rest = value >> 7; rest != 0; rest >>= 7) size++;
    for (size_t i = 0; i < size; i++)
        out[i] = (unsigned char)((value >> 7 * (size - 1 - i) & 0x7F) | (i + 1 < size ? 0x80 : 0));
    return size;
}

/* Does column `column` of the row hold exactly these numbers, as FTS5 writes them? */
static bool holds_numbers(sqlite3_stmt *row, int column, const uint64_t *numbers, size_t count)
{
    unsigned char made[30];
    size_t made_length = 0;
    const void *stored = sqlite3_column_blob(row, column);
    size_t length = (size_t)sqlite3_column_bytes(row, column);
    for (size_t i = 0; i < count; i++) made_length += varint_put(made + made_length, numbers[i]);
    return stored != NULL && length == made_length && memcmp(stored, made, length) == 0;
}

/* Adds a paragraph: the row of id, text and FTS5's size entry on which the statement stands. */
static speech_status paragraph_sum(verification *v, sums *s, index_text *made, sqlite3_stmt *row, speech_error *error)
{
    stored_text text;
    int64_t id = sqlite3_column_int64(row, 0);
    speech_status status = archive_text(v->archive, row, 1, &text, error);
    if (status != SPEECH_OK) return status;
    if (index_text_make(made, text.bytes, text.length) != SPEECH_OK) return error_no_memory(error);
    uint64_t tokens[2] = {column_sum(s, id, 0, &made->grams), column_sum(s, id, 1, &made->words)};
    s->totals[0]++;
    s->totals[1] += tokens[0];
    s->totals[2] += tokens[1];
    if (sqlite3_column_type(row, 2) == SQLITE_NULL)
        verify_report(v, "paragraph %lld is not in the full-text index", (long long)id);
    else if (!holds_numbers(row, 2, tokens, 2))
        verify_report(v, "paragraph %lld has another length in the full-text index", (long long)id);
    v->done += (int64_t)text.length;
    return SPEECH_OK;
}

static speech_status paragraphs_sum(verification *v, sums *s, speech_error *error)
{
    sqlite3_stmt *paragraphs = NULL;
    index_text made = {0};
    speech_status status = archive_prepare(v->archive,
                                           "SELECT p.id, p.text, z.sz FROM paragraphs p "
                                           "LEFT JOIN paragraphs_fts_docsize z ON z.id = p.id",
                                           &paragraphs, error);
    while (archive_next_row(v->archive, paragraphs, &status, error))
        status = paragraph_sum(v, s, &made, paragraphs, error);
    sqlite3_finalize(paragraphs);
    index_text_free(&made);
    return status;
}

/* Takes off the token that the index has: the row of term, paragraph, column and place. */
static void entry_subtract(const sums *s, sqlite3_stmt *row)
{
    const char *column = (const char *)sqlite3_column_text(row, 2);
    token t = {
        .paragraph = sqlite3_column_int64(row, 1),
        .column = column != NULL && strcmp(column, "words") == 0 ? 1 : 0,
        .place = (uint64_t)sqlite3_column_int64(row, 3),
        .text = (const char *)sqlite3_column_text(row, 0),
    };
    t.length = (size_t)sqlite3_column_bytes(row, 0);
    if (t.text != NULL) *bucket_of(s, t.paragraph) -= token_hash(&t);
}

speech_status verify_index_prepare(speech_archive *archive, speech_error *error)
{
    return archive_execute(archive,
                           "CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_entries "
                           "USING fts5vocab('main', 'paragraphs_fts', 'instance')",
                           error);
}

static speech_status index_subtract(verification *v, const sums *s, speech_error *error)
{
    sqlite3_stmt *entries = NULL;
    speech_status status =
        archive_prepare(v->archive, "SELECT term, doc, col, \"offset\" FROM temp.index_entries", &entries, error);
    while (archive_next_row(v->archive, entries, &status, error)) {
        entry_subtract(s, entries);
        v->done += 3; /* most tokens begin with a character of three bytes */
    }
    sqlite3_finalize(entries);
    return status;
}

/* The totals, by which FTS5 ranks, are in row 1 of its data. */
static speech_status totals_verify(verification *v, const sums *s, speech_error *error)
{
    sqlite3_stmt *data = NULL;
    /* In a group FTS5 may have them in memory; at a savepoint it writes them. */
    speech_status status =
        v->archive->grouped ? archive_execute(v->archive, "SAVEPOINT totals; RELEASE totals", error) : SPEECH_OK;
    if (status == SPEECH_OK)
        status = archive_prepare(v->archive, "SELECT block FROM paragraphs_fts_data WHERE id = 1", &data, error);
    if (status != SPEECH_OK) return status;
    status = archive_step(v->archive, data, error);
    bool empty = s->totals[0] == 0; /* then the row may have no numbers yet */
    if (status == SPEECH_ROW && !empty && !holds_numbers(data, 0, s->totals, 3))
        verify_report(v, "the full-text index counts other paragraphs or tokens than there are");
    sqlite3_finalize(data);
    return status == SPEECH_ROW || status == SPEECH_DONE ? SPEECH_OK : status;
}

/* Reports every paragraph (or group of them) whose two sides differ. */
static void sums_report(verification *v, const sums *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->buckets[i] != 0)
            verify_report(v, "the full-text index differs from paragraph %zu%s", i,
                          s->count == BUCKET_LIMIT ? ", or one that is a multiple of 1048576 behind it" : "");
}

/* Entries of paragraphs that are not there. */
static speech_status strays_report(verification *v, speech_error *error)
{
    sqlite3_stmt *strays = NULL;
    speech_status status = archive_prepare(v->archive,
                                           "SELECT id FROM paragraphs_fts_docsize "
                                           "WHERE id NOT IN (SELECT id FROM paragraphs)",
                                           &strays, error);
    while (archive_next_row(v->archive, strays, &status, error))
        verify_report(v, "the full-text index has a paragraph %lld that is not there",
                      (long long)sqlite3_column_int64(strays, 0));
    sqlite3_finalize(strays);
    return status;
}

/* Of the blocks that are stored: what is not, follows from other tables when it is read. */
static speech_status facts_verify(verification *v, speech_error *error)
{
    sqlite3_stmt *blocks = NULL;
    speech_status status =
        archive_prepare(v->archive, "SELECT block FROM paragraph_facts WHERE block >= 0", &blocks, error);
    while (archive_next_row(v->archive, blocks, &status, error)) {
        bool same = true;
        int64_t block = sqlite3_column_int64(blocks, 0);
        if (block <= FACTS_LAST_BLOCK) status = paragraph_facts_compare(v->archive, block, &same, error);
        if (status == SPEECH_OK && !same)
            verify_report(v, "the facts for ranking differ from the paragraphs %lld to %lld",
                          (long long)block * FACTS_IN_BLOCK, (long long)(block + 1) * FACTS_IN_BLOCK - 1);
    }
    sqlite3_finalize(blocks);
    return status;
}

speech_status verify_index(verification *v, speech_error *error)
{
    int64_t last = 0;
    speech_status status = archive_integer(v->archive, "SELECT coalesce(max(id), 0) FROM paragraphs", &last, error);
    if (status == SPEECH_OK) status = facts_verify(v, error);
    if (status != SPEECH_OK) return status;
    sums s = {.count = last >= 0 && last < BUCKET_LIMIT ? (size_t)last + 1 : BUCKET_LIMIT};
    s.buckets = memory_zeroed(s.count, sizeof *s.buckets);
    if (s.buckets == NULL) return error_no_memory(error);
    status = paragraphs_sum(v, &s, error);
    if (status == SPEECH_OK) status = totals_verify(v, &s, error);
    if (status == SPEECH_OK) status = strays_report(v, error);
    if (status == SPEECH_OK) status = index_subtract(v, &s, error);
    if (status == SPEECH_OK) sums_report(v, &s);
    memory_free(s.buckets);
    return status;
}
