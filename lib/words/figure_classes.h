/* Classes of the words in the tables that figure rules use; see lib/text/words.h. */
#ifndef SPEECH_WORDS_FIGURE_CLASSES_H
#define SPEECH_WORDS_FIGURE_CLASSES_H

#endif
