/* Classes of the words that tell the parts of a web page; see lib/formats/page.h. */
#ifndef SPEECH_WORDS_PAGE_CLASSES_H
#define SPEECH_WORDS_PAGE_CLASSES_H

/* page_parts.tsv: names that makers of pages give to what is not the page's own text (HTML's class and id) */
enum page_part_class {
    PAGE_PART,     /* anywhere in a name: sidemenu, menu-top */
    PAGE_PART_WORD /* only as a word of its own: ad, but not head */
};

#endif
