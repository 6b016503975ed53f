/*
 * Paragraph facts: what a search asks of every paragraph that it meets, packed so that thousands are read at the cost
 * of a few rows. Table paragraph_facts holds them in blocks of FACTS_IN_BLOCK paragraphs by their ids, 8 bytes each,
 * least byte first: the speech's id (4), the length of the text in bytes, at most 65535 (2), and 1 if a section begins
 * with the paragraph (2). All of it follows from other tables; a block that is missing is made from them when it is
 * read.
 *
 * Blocks that were read are kept on the handle until the archive changes.
 */
#ifndef SPEECH_ARCHIVE_PARAGRAPH_FACTS_H
#define SPEECH_ARCHIVE_PARAGRAPH_FACTS_H

#include "handle.h"

enum {
    FACTS_IN_BLOCK = 500, /* so that a block fits a page of the file */
    FACT_BYTES = 8,
    FACTS_LAST_BLOCK = (1 << 24) - 1 /* paragraphs behind it have no facts */
};

typedef struct paragraph_fact {
    uint32_t speech; /* 0: there is no such paragraph */
    uint32_t bytes;
    bool heading;
} paragraph_fact;

/* Writes the blocks of the paragraphs from `first` on. */
speech_status paragraph_facts_put(speech_archive *archive, int64_t first, speech_error *error);

/* Writes the blocks that hold paragraphs of a document. */
speech_status paragraph_facts_put_document(speech_archive *archive, int64_t document_id, speech_error *error);

/*
 * To be called at the first step of a statement, before its facts are asked for: what is kept is from then on what
 * the statement sees. Errors: those of reading.
 */
speech_status paragraph_facts_refresh(speech_archive *archive, speech_error *error);

/* The facts of a paragraph. Errors: those of reading, SPEECH_NOMEM. */
speech_status paragraph_facts_find(speech_archive *archive, int64_t paragraph, paragraph_fact *out);

/* Compares a block, as it is stored, with what it follows from; *same is true for a block that is not stored. */
speech_status paragraph_facts_compare(speech_archive *archive, int64_t block, bool *same, speech_error *error);

/* Frees what is kept. */
void paragraph_facts_free(speech_archive *archive);

#endif
