/*
 * Near-duplicates: speeches whose text is much like that of another (see resemblance.h): another edition, the same
 * speech in a collection, or from a page with other things around it.
 *
 * A new speech is compared with the distinct ones, that is, those that are not near-duplicates themselves; it becomes
 * a near-duplicate of the most alike of them if their likeness is at least NEAR_DUPLICATE_LIKENESS, else it is
 * distinct. So what is found depends on the order of ingest alone, and a speech is linked to at most one other. When a
 * distinct speech changes or goes, those that were linked to it are compared anew.
 */
#ifndef SPEECH_ARCHIVE_NEAR_DUPLICATES_H
#define SPEECH_ARCHIVE_NEAR_DUPLICATES_H

#include "handle.h"
#include "memory.h"

#define NEAR_DUPLICATE_LIKENESS 0.5

/* What a change of a document takes with it: ids of speeches of others. Start with {.size = sizeof(int64_t)}. */
typedef list speech_ids;

/*
 * Forgets what is known of the speeches of a document, before it is changed or removed, and adds the speeches of other
 * documents that were linked to them to `linked`.
 */
speech_status near_duplicates_forget(speech_archive *archive, int64_t document_id, speech_ids *linked,
                                     speech_error *error);

/* Compares the speeches of a document, and then those `linked`, as far as they still are there. */
speech_status near_duplicates_find(speech_archive *archive, int64_t document_id, const speech_ids *linked,
                                   speech_error *error);

/* Fills in what a result tells of the near-duplicates in its document. */
speech_status near_duplicates_tell(speech_archive *archive, speech_ingest_result *result, speech_error *error);

/* Compares all speeches of an archive that knows nothing of likeness yet. */
speech_status near_duplicates_find_all(speech_archive *archive, speech_error *error);

#endif
