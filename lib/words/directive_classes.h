/* What a word tells about a sentence that may be a directive: the classes of directive.tsv, stance.tsv, period.tsv. */
#ifndef SPEECH_WORDS_DIRECTIVE_CLASSES_H
#define SPEECH_WORDS_DIRECTIVE_CLASSES_H

/* directive.tsv */
enum wording_class {
    WORDING_NEUTRAL,     /* says nothing; keeps 主要 from being read as 要 */
    WORDING_OBLIGE,      /* 要, 必须: a task; value "goal": 目标是; "object": who is to act follows;
                            "rate": after 每月; "strict": only right before an action */
    WORDING_NEED,        /* 需要: a task if somebody who acts comes next to it */
    WORDING_RESOLVE,     /* 确保, 坚决: presses for something, in tasks and in reports */
    WORDING_FORBID,      /* 严禁, 不得 */
    WORDING_AVERT,       /* 杜绝, 防止: a prohibition where it heads the sentence */
    WORDING_CANNOT,      /* 不能: a prohibition or an inability */
    WORDING_INTEND,      /* 将, 计划: what somebody is going to do */
    WORDING_WISH,        /* 希望, 请: a hope or call */
    WORDING_INVITE,      /* 让我们: a call that holds its own actor */
    WORDING_ASPECT,      /* 了, 已: done */
    WORDING_RESULT,      /* 成功: done, unless the sentence is a task anyway; value "verb": begins a task;
                            "state": 目前, how things are */
    WORDING_PAST,        /* 去年, 以来 */
    WORDING_RELAY,       /* 指出, 强调 */
    WORDING_STATE,       /* 是, 在于: a judgement */
    WORDING_COGNITION,   /* 看到: 要看到 introduces a judgement */
    WORDING_CONDITION,   /* 如果 */
    WORDING_PURPOSE,     /* 召开, 目的: then 就是要 states a purpose */
    WORDING_VERB,        /* 推动, 加强: begins a task; value "plan": announces one; "role": gives somebody a part */
    WORDING_ADVERB,      /* 也, 一律: stands before such a verb */
    WORDING_PREPOSITION, /* 以, 把; value "agent": 由; value "tie": may join names (和) */
    WORDING_CONNECTIVE,  /* 同时, 因此, 今后; value "habit": what will be done is what is always done */
    WORDING_PRONOUN,     /* 我们, 大家; value "own": the speaker announces with 要 what he will do himself */
    WORDING_PERSON,      /* 我省, 各地, 中方: may be the whole name of who is to act, or begin it */
    WORDING_EACH,        /* 各, 全体: begins the name of who is to act */
    WORDING_BODY,        /* 局, 学校, 干部: ends the name of who is to act; "office": may follow a verb in a name */
    WORDING_TIE,         /* 及, 等: joins or ends names */
    WORDING_SPEAK,       /* 讲几点: about the speech itself; value "motion": puts it before a sitting (请予审议) */
    WORDING_OPENING,     /* 下面, 以下: announces what follows */
    WORDING_CLOSING,     /* 新篇章: the call at the end of a speech; value "call": only if the sentence calls anyway */
    /* Not in the table, found by the reader of sentences: */
    WORDING_BREAK,       /* ，：, */
    WORDING_PERIOD,      /* 2025年底前, 今年 */
    WORDING_BRACKET,     /* （…）, left out */
    WORDING_QUOTED       /* “…”, 《…》, left out */
};

/* context.tsv: words that change what those of directive.tsv tell */
enum wording_context_class {
    CONTEXT_MODIFIER, /* right before a verb of saying or hoping: it is a noun there (会议的要求) */
    CONTEXT_SCENE,    /* ends a clause that only sets the scene (经费方面，) */
    CONTEXT_SITTING,  /* after 请: the business of a sitting, no call (请某某发言) */
    CONTEXT_EFFECT,   /* in a clause of 将 or 愿: no intention to act (将带来机遇, 愿谈些看法) */
    CONTEXT_TREND,    /* right behind 将: a forecast (将更有条件) */
    CONTEXT_TARGET,   /* in a sentence with figures: they are to be reached (控制在, 左右) */
    CONTEXT_DISPOSAL  /* in a clause of 将: 将 stands for 把 (将医院纳入体系) */
};

/* stance.tsv: words of headings and titles, by the part of the speech that they name */
enum stance_class {
    STANCE_UNKNOWN,
    STANCE_REPORT,   /* 回顾, 成绩 */
    STANCE_TASK,     /* 任务, 要求 */
    STANCE_ANALYSIS, /* 形势, 意义 */
    STANCE_GENRE,    /* 通知, 方案: in a title; the whole document sets tasks */
    STANCE_NEWS      /* 新闻联播: in a title; the whole document reports */
};

/* duties.tsv: words that give bodies a part in a task */
enum duty_class {
    DUTY_NEUTRAL,       /* 负责人: holds such a word and is none */
    DUTY_LEAD,          /* 牵头: who stands before it leads */
    DUTY_SUPPORT,       /* 配合: who stands before it supports, if somebody leads */
    DUTY_WITH,          /* 会同: who stands before it leads, who behind it supports */
    DUTY_LEAD_LABEL,    /* 牵头单位： */
    DUTY_SUPPORT_LABEL, /* 配合单位： */
    DUTY_LIMIT_LABEL,   /* 完成时限： */
    DUTY_MANNER         /* 积极: may stand between a name and such a word */
};

/* period.tsv: the parts of which time limits are made */
enum period_class {
    PERIOD_NOTHING,   /* 内地, 起草: holds a mark of a limit and is none */
    PERIOD_YEAR,      /* value: years from the speech's own */
    PERIOD_MONTHS,    /* value: "first-last" month of the year: 上半年 1-6 */
    PERIOD_MONTH,     /* value: months from the speech's own: 本月 0 */
    PERIOD_VAGUE,     /* 暑期, 新学期: no date can be given */
    PERIOD_RECURRING, /* 每学期 */
    PERIOD_START,     /* 从现在起 */
    PERIOD_AHEAD,     /* 未来, 今后: with a number of years */
    PERIOD_DIGIT,     /* a Chinese digit: a number may begin here */
    PERIOD_ERA,       /* 民国: years are counted from 1911 */
    PERIOD_END,       /* 底, 末 */
    PERIOD_BEFORE,    /* 前 */
    PERIOD_END_BEFORE, /* 底前 */
    PERIOD_WITHIN,    /* 内 */
    PERIOD_FROM,      /* 起 */
    PERIOD_DURING     /* 期间 */
};

#endif
