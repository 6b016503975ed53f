/* The last step of placing: directives whose words have changed. */
#ifndef SPEECH_ARCHIVE_ALIKE_H
#define SPEECH_ARCHIVE_ALIKE_H

#include "placing.h"
#include "text_buffer.h"

/* What placing works with. */
typedef struct placing {
    speech_archive *archive;
    const speech_analysis *analysis;
    int64_t document_id;
    row_ids *ids;
    speech_error *error;
    text_buffer piece; /* working memory */
    text_buffer words;
} placing;

/*
 * Gives directives that have no id yet those of the earlier ones still listed that are most alike, best pairs first.
 * Pairs of characters that more than a few of them share are not looked up, so that the work stays linear in the text.
 * Errors: SPEECH_NOMEM, those of SQLite.
 */
speech_status directives_place_alike(placing *p);

#endif
