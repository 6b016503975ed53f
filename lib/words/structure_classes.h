/* Classes of the words in the tables that the rules of structure and metadata use; see lib/text/words.h. */
#ifndef SPEECH_WORDS_STRUCTURE_CLASSES_H
#define SPEECH_WORDS_STRUCTURE_CLASSES_H

/* furniture.tsv: what a page puts around a speech */
enum furniture_class {
    FURNITURE_START,   /* a line that starts with the word is furniture */
    FURNITURE_LINE,    /* a line that is the word (and perhaps a mark) is furniture */
    FURNITURE_VALUE,   /* the same, and if the line ends there, the next line is its value */
    FURNITURE_ANNEX,   /* a line that is the word begins what follows after a speech: notes, glossary, links */
    FURNITURE_END,     /* a line that starts with the word does so */
    FURNITURE_CONTENTS /* a line that is the word begins a table of contents */
};

/* salutations.tsv: words that an item of a salutation starts or ends with, and greetings, which are not part of it */
enum salutation_class { SALUTATION, SALUTATION_END, SALUTATION_GREETING };

/* titles.tsv: nouns for a speech, at the end of a title */
enum title_class { TITLE_NOUN };

/* meetings.tsv: nouns that the name of an occasion ends with */
enum meeting_class { MEETING };

/* roles.tsv: nouns that the name of an office ends with */
enum role_class { ROLE };

/* surnames.tsv */
enum surname_class { SURNAME };

#endif
