/* Classes of the words in the tables that directive rules use; see lib/text/words.h. */
#ifndef SPEECH_WORDS_DIRECTIVE_CLASSES_H
#define SPEECH_WORDS_DIRECTIVE_CLASSES_H

#endif
