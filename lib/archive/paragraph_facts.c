#include "paragraph_facts.h"

#include <string.h>

#include "error.h"
#include "memory.h"

enum { BLOCK_BYTES = FACTS_IN_BLOCK * FACT_BYTES };

/* ---- a block ---- */

static void fact_write(unsigned char *out, int64_t speech, int64_t bytes, bool heading)
{
    uint32_t id = speech > 0 && speech <= UINT32_MAX ? (uint32_t)speech : 0;
    uint32_t length = bytes > UINT16_MAX ? UINT16_MAX : (uint32_t)bytes;
    for (int i = 0; i < 4; i++) out[i] = (unsigned char)(id >> 8 * i);
    for (int i = 0; i < 2; i++) out[4 + i] = (unsigned char)(length >> 8 * i);
    out[6] = heading;
    out[7] = 0;
}

static paragraph_fact fact_read(const unsigned char *in)
{
    return (paragraph_fact){
        .speech = (uint32_t)in[0] | (uint32_t)in[1] << 8 | (uint32_t)in[2] << 16 | (uint32_t)in[3] << 24,
        .bytes = (uint32_t)in[4] | (uint32_t)in[5] << 8,
        .heading = in[6] != 0,
    };
}

/* Makes a block from the tables that it follows from. */
static speech_status block_make(speech_archive *archive, int64_t block, unsigned char out[BLOCK_BYTES],
                                speech_error *error)
{
    sqlite3_stmt *rows = NULL;
    speech_status status = archive_statement(archive, STATEMENT_FACTS_MAKE, &rows, error);
    if (status != SPEECH_OK) return status;
    int64_t first = block * FACTS_IN_BLOCK;
    sqlite3_bind_int64(rows, 1, first);
    sqlite3_bind_int64(rows, 2, first + FACTS_IN_BLOCK - 1);
    memset(out, 0, BLOCK_BYTES);
    while (archive_next_row(archive, rows, &status, error))
        fact_write(out + (sqlite3_column_int64(rows, 0) - first) * FACT_BYTES, sqlite3_column_int64(rows, 1),
                   sqlite3_column_int64(rows, 2), sqlite3_column_int(rows, 3) != 0);
    sqlite3_reset(rows);
    return status;
}

/* Reads a block as it is stored; *found is false if it is not, or of another size. */
static speech_status block_read(speech_archive *archive, int64_t block, unsigned char out[BLOCK_BYTES], bool *found,
                                speech_error *error)
{
    sqlite3_stmt *stored = NULL;
    speech_status status = archive_statement(archive, STATEMENT_FACTS_READ, &stored, error);
    *found = false;
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(stored, 1, block);
    if (archive_next_row(archive, stored, &status, error) && sqlite3_column_bytes(stored, 0) == BLOCK_BYTES) {
        memcpy(out, sqlite3_column_blob(stored, 0), BLOCK_BYTES);
        *found = true;
    }
    sqlite3_reset(stored);
    return status;
}

/* ---- writing ---- */

static speech_status block_put(speech_archive *archive, int64_t block, speech_error *error)
{
    unsigned char made[BLOCK_BYTES];
    sqlite3_stmt *put = NULL;
    speech_status status = block_make(archive, block, made, error);
    if (status == SPEECH_OK) status = archive_statement(archive, STATEMENT_FACTS_PUT, &put, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(put, 1, block);
    sqlite3_bind_blob(put, 2, made, BLOCK_BYTES, SQLITE_STATIC);
    archive_next_row(archive, put, &status, error);
    sqlite3_reset(put);
    sqlite3_clear_bindings(put);
    return status;
}

/* Writes the blocks that a statement returns for an id. */
static speech_status blocks_put(speech_archive *archive, statement_id id, int64_t key, speech_error *error)
{
    sqlite3_stmt *blocks = NULL;
    speech_status status = archive_statement(archive, id, &blocks, error);
    if (status != SPEECH_OK) return status;
    sqlite3_bind_int64(blocks, 1, key);
    sqlite3_bind_int(blocks, 2, FACTS_IN_BLOCK);
    while (archive_next_row(archive, blocks, &status, error)) {
        int64_t block = sqlite3_column_int64(blocks, 0);
        if (block >= 0 && block <= FACTS_LAST_BLOCK) status = block_put(archive, block, error);
    }
    sqlite3_reset(blocks);
    return status;
}

speech_status paragraph_facts_put(speech_archive *archive, int64_t first, speech_error *error)
{
    return blocks_put(archive, STATEMENT_FACTS_BLOCKS_FROM, first, error);
}

speech_status paragraph_facts_put_document(speech_archive *archive, int64_t document_id, speech_error *error)
{
    return blocks_put(archive, STATEMENT_FACTS_BLOCKS, document_id, error);
}

speech_status paragraph_facts_compare(speech_archive *archive, int64_t block, bool *same, speech_error *error)
{
    unsigned char stored[BLOCK_BYTES], made[BLOCK_BYTES];
    bool found;
    *same = true;
    speech_status status = block_read(archive, block, stored, &found, error);
    if (status == SPEECH_OK && found) status = block_make(archive, block, made, error);
    if (status != SPEECH_OK || !found) return status;
    for (size_t at = 0; at < BLOCK_BYTES; at += FACT_BYTES)
        if (fact_read(made + at).speech != 0 && memcmp(stored + at, made + at, FACT_BYTES) != 0) *same = false;
    return SPEECH_OK;
}

/* ---- what is kept ---- */

void paragraph_facts_free(speech_archive *archive)
{
    kept_facts *kept = &archive->facts;
    for (size_t i = 0; i < kept->count; i++) memory_free(kept->blocks[i]);
    memory_free(kept->blocks);
    *kept = (kept_facts){0};
}

speech_status paragraph_facts_refresh(speech_archive *archive, speech_error *error)
{
    kept_facts *kept = &archive->facts;
    sqlite3_stmt *version = NULL;
    speech_status status = archive_statement(archive, STATEMENT_DATA_VERSION, &version, error);
    if (status != SPEECH_OK) return status;
    int64_t now = archive_next_row(archive, version, &status, error) ? sqlite3_column_int64(version, 0) : 0;
    sqlite3_reset(version);
    if (status != SPEECH_OK || (kept->version == now && kept->writes == archive->writes)) return status;
    paragraph_facts_free(archive);
    kept->version = now;
    kept->writes = archive->writes;
    return SPEECH_OK;
}

/* Makes room for a block's place among those kept. */
static speech_status blocks_reach(kept_facts *kept, size_t block)
{
    if (block < kept->count) return SPEECH_OK;
    size_t count = kept->count == 0 ? 64 : kept->count;
    while (count <= block) count *= 2;
    unsigned char **blocks = memory_realloc(kept->blocks, count * sizeof *blocks);
    if (blocks == NULL) return SPEECH_NOMEM;
    memset(blocks + kept->count, 0, (count - kept->count) * sizeof *blocks);
    kept->blocks = blocks;
    kept->count = count;
    return SPEECH_OK;
}

static speech_status block_keep(speech_archive *archive, size_t block)
{
    kept_facts *kept = &archive->facts;
    bool found;
    if (blocks_reach(kept, block) != SPEECH_OK) return SPEECH_NOMEM;
    unsigned char *facts = memory_alloc(BLOCK_BYTES);
    if (facts == NULL) return SPEECH_NOMEM;
    speech_status status = block_read(archive, (int64_t)block, facts, &found, NULL);
    if (status == SPEECH_OK && !found) status = block_make(archive, (int64_t)block, facts, NULL);
    if (status == SPEECH_OK) kept->blocks[block] = facts;
    else memory_free(facts);
    return status;
}

speech_status paragraph_facts_find(speech_archive *archive, int64_t paragraph, paragraph_fact *out)
{
    const kept_facts *kept = &archive->facts;
    uint64_t block = (uint64_t)paragraph / FACTS_IN_BLOCK;
    *out = (paragraph_fact){0};
    if (paragraph < 0 || block > FACTS_LAST_BLOCK) return SPEECH_OK;
    if (block >= kept->count || kept->blocks[block] == NULL) {
        speech_status status = block_keep(archive, (size_t)block);
        if (status != SPEECH_OK) return status;
    }
    *out = fact_read(kept->blocks[block] + (uint64_t)paragraph % FACTS_IN_BLOCK * FACT_BYTES);
    return SPEECH_OK;
}
