/*
 * Numerals: what number is written at a place in the text. Arabic, full-width, Chinese and mixed.
 */
#ifndef SPEECH_TEXT_NUMERAL_H
#define SPEECH_TEXT_NUMERAL_H

#include <speecharchive/analysis.h>

#endif
