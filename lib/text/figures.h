/* Figures: quantities with a unit, a classifier, a sign or a context that makes them one. */
#ifndef SPEECH_TEXT_FIGURES_H
#define SPEECH_TEXT_FIGURES_H

#include "record.h"

/*
 * Adds the figures of every paragraph to the record, with their speech, section, paragraph, directive and
 * subject. Reads paragraphs, sentences, sections (labels are no figures) and directives.
 */
speech_status figures_find(record *r);

#endif
