/* Bare imperatives: 推动…，打造…, a task without a word of obligation. */
#ifndef SPEECH_TEXT_IMPERATIVE_H
#define SPEECH_TEXT_IMPERATIVE_H

#include "directive_classes.h"
#include "wording.h"

/* What is known of the sentence from where it stands. */
typedef struct sentence_place {
    enum stance_class stance; /* of the part of the speech */
    bool certain;             /* a heading says so */
    bool news;                /* the speech is a news programme: it demands nothing in its own voice */
    bool listing;             /* the sentence before ended in ；and was a directive */
    speech_modality former;   /* of what kind the sentence before was, if it was one */
    bool follows;             /* the sentence before in the paragraph was a directive */
    bool goals;               /* the list is one of goals (目标是：…；…；): its items need no verb */
    bool targets;             /* a goal was stated before in the paragraph: figures to be reached may follow */
    int year;                 /* of the speech, 0 if not known */
    bool heading;             /* the sentence is a heading alone */
    bool last;                /* it is in the last paragraph of the speech */
} sentence_place;

typedef enum imperative_kind {
    IMPERATIVE_NONE,
    IMPERATIVE_TASK,
    IMPERATIVE_PLAN,  /* 启动…; 我们支持… */
    IMPERATIVE_AVERT, /* 防止… */
    IMPERATIVE_CALL   /* 让…！ */
} imperative_kind;

/* Is the sentence an imperative, where the place allows for one? */
imperative_kind imperative_read(const sentence_wording *s, const sentence_place *place);

/* Is its first clause one: 严格执行标准，不准打折扣? What a later clause forbids only explains the task then. */
bool imperative_heads(const sentence_wording *s, const sentence_place *place);

/* Is the 将 at items[at] that of 将…纳入…, which stands for 把? */
bool intends_nothing(const sentence_wording *s, size_t at);

#endif
