/* Bare imperatives: 推动…，打造…, a task without a word of obligation. */
#ifndef SPEECH_TEXT_IMPERATIVE_H
#define SPEECH_TEXT_IMPERATIVE_H

#include "modality.h"

typedef enum imperative_kind {
    IMPERATIVE_NONE,
    IMPERATIVE_TASK,
    IMPERATIVE_PLAN, /* 启动…; 我们支持… */
    IMPERATIVE_AVERT, /* 防止… */
    IMPERATIVE_CALL  /* 让…！ */
} imperative_kind;

/* Is the sentence an imperative, where the place allows for one? */
imperative_kind imperative_read(const sentence_wording *s, const sentence_place *place);

#endif
