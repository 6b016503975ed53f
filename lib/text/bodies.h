/*
 * Who is answerable for a directive: the bodies that lead and support.
 *
 * They stand in the sentence itself (由甲局牵头，乙局、丙局配合; 甲局会同乙局制定…), or in a note that closes an item
 * of a plan, in brackets or on a line of its own: （牵头单位：甲局；配合单位：乙局；完成时限：6月底前）. A note counts
 * for all directives of its paragraph or section back to the note before it.
 */
#ifndef SPEECH_TEXT_BODIES_H
#define SPEECH_TEXT_BODIES_H

#include "record.h"

/*
 * Fills in record.bodies, and deadline and due_on of directives that have none of their own and are under a note that
 * states one. Errors: SPEECH_NOMEM.
 */
speech_status bodies_find(record *r);

#endif
