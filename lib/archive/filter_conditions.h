/*
 * Filters of a query as SQL. Those without which nothing matches become conditions; of the others, which only count
 * beside some word, each row says in an integer which ones hold.
 *
 * The paragraph is t and its speech s, as in conditions.h; where the words must stand in less than a paragraph
 * (query_scope), that directive, figure or section is u. Conditions on directives are then about u if it is one, else
 * about any directive in the paragraph; conditions on figures likewise. Several that must hold are about the same one.
 */
#ifndef SPEECH_ARCHIVE_FILTER_CONDITIONS_H
#define SPEECH_ARCHIVE_FILTER_CONDITIONS_H

#include "conditions.h"
#include "query.h"

/*
 * Adds to c->sql what `required` and `held` (see query_required) say must be so. *out receives an expression to be
 * put behind a 0, whose bit i tells whether filter i holds, of those that are not required; NULL if all are. The caller
 * frees it with sqlite3_free. Errors: SPEECH_NOMEM.
 */
speech_status filter_conditions_add(conditions *c, char **out, const query *q, uint64_t required, uint64_t held);

#endif
