/*
 * Names: under which a document is known. A text is stored once, under the name it first came with; the other names
 * that it comes with are its aliases. What happens to names:
 *
 *   a known text under a new name              the name becomes an alias
 *   other text under an alias                  the name becomes a document of its own
 *   other text under a document's name         its rows are replaced; if it has aliases, the former text goes on as
 *                                              a document of the first of them, which takes over the others
 *   the text of another under a document's name  the document gives up the name (see below), which becomes an alias
 *   a document gives up its name, is removed   it goes on under its first alias; without one its rows are removed
 */
#ifndef SPEECH_ARCHIVE_NAMES_H
#define SPEECH_ARCHIVE_NAMES_H

#include "handle.h"
#include "prepared.h"

/* What the archive has of a document that is to be ingested. */
typedef struct known_document {
    speech_outcome outcome;
    int64_t id;       /* of the document that has the content or is to get it; 0: a new one */
    int64_t named_id; /* of the document of this name; 0: none */
    int64_t alias_of; /* of the document that this name is an alias of; 0: none */
    size_t unplaced;  /* tasks that its new version has no directive for; filled in when it is stored */
    bool settled;     /* nothing is to be written */
    bool other_text;  /* the document of this name had another text */
} known_document;

/* Looks a document up by its name, its bytes and, as far as it has been read, its text. */
speech_status document_find(speech_archive *archive, const speech_prepared *prepared, known_document *known,
                            speech_error *error);

/* Makes the name of a document that has a known text an alias. To be called within a change, as all below. */
speech_status alias_put(speech_archive *archive, const speech_prepared *prepared, const known_document *known,
                        speech_error *error);

/* Takes a name off the aliases. */
speech_status alias_remove(speech_archive *archive, const char *name, speech_error *error);

/* *name receives the first alias of a document, to be freed, or NULL. */
speech_status alias_first(speech_archive *archive, int64_t document_id, char **name, speech_error *error);

/* Gives the aliases of one document to another. */
speech_status aliases_move(speech_archive *archive, int64_t from, int64_t to, speech_error *error);

/* Gives the documents of an archive that has none yet the digests of their texts. */
speech_status text_digests_put(speech_archive *archive, speech_error *error);

/* Takes its name from a document. */
speech_status document_give_up_name(speech_archive *archive, int64_t document_id, speech_error *error);

#endif
