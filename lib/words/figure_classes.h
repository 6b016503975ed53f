/* Classes of the words in the tables that figure rules use; see lib/text/words.h. */
#ifndef SPEECH_WORDS_FIGURE_CLASSES_H
#define SPEECH_WORDS_FIGURE_CLASSES_H

/* numerals.tsv: what numbers are written with. The value is the digit, or the power of ten. */
enum numeral_class {
    NUMERAL_ARABIC = 1, /* 7, ７ */
    NUMERAL_DIGIT,      /* 七, 柒 */
    NUMERAL_TENS,       /* 廿: the value is the digit before 十 */
    NUMERAL_UNIT,       /* 十, 百, 千 */
    NUMERAL_MYRIAD,     /* 万, 亿, 兆 */
    NUMERAL_POINT,      /* 点 */
    NUMERAL_INFIX,      /* 余, 多, 来, 几: about */
    NUMERAL_TENTHS,     /* 成, 折 */
    NUMERAL_SIGN,       /* 负, - */
    NUMERAL_HALF,       /* 半 */
    NUMERAL_ORDINAL,    /* 第 */
    NUMERAL_CURRENCY,   /* $, ￥: a unit that stands before its number */
    NUMERAL_MASK,       /* *, ×: stands for hidden digits */
    NUMERAL_DASHES,     /* --, ……: hides digits too, but has other uses */
    NUMERAL_QUOTE,      /* “, 《: opens a quotation or title; the value is what closes it */
    NUMERAL_STOP        /* a word in which a numeral character is none: 千瓦, 来自 */
};

/* units.tsv: what is counted or measured with. The value is the canonical form, if the word is not. */
enum unit_class {
    UNIT_MONEY = 1,
    UNIT_PERCENT,
    UNIT_TIMES, /* 倍, 番: a ratio */
    UNIT_YEAR,  /* 年: of a duration, or of the calendar */
    UNIT_DAY,   /* 日: likewise */
    UNIT_TIME,  /* a duration beyond doubt */
    UNIT_AGE,   /* a duration as well */
    UNIT_MEASURE,
    UNIT_COUNT,    /* classifiers, before a noun */
    UNIT_WHOLE,    /* what needs no noun: 人, 人次, 分 */
    UNIT_ORDINAL,  /* classifiers that also number things: with a Chinese 一 or 二 they do */
    UNIT_PLACE,    /* 省, 县, 线: counted only with Arabic digits */
    UNIT_NOUN,     /* classifiers that also end names: ×部, ×队 */
    UNIT_STANDING, /* 位, 名: classifiers that also tell a rank */
    UNIT_PART,     /* only after a slash: 元/月 */
    UNIT_BLOCK     /* a word that only starts like a unit: 年代, 名称 */
};

/* qualifiers.tsv: words directly before or after a quantity that limit it. */
enum qualifier_class {
    BEFORE_APPROX = 1,
    BEFORE_OVER,
    BEFORE_UNDER,
    BEFORE_NEAR,  /* 近: under, or "the last" before a period */
    BEFORE_PASS,  /* 过, 破: over, but only before large numbers */
    BEFORE_LEAST, /* 至少: over, also with a verb between it and the number */
    BEFORE_MOST,  /* 至多: under, likewise */
    BEFORE_NONE,  /* a word that only ends like one: 附近, 通过 */
    AFTER_APPROX,
    AFTER_OVER,
    AFTER_UNDER
};

/* Words around a number that decide whether it is a figure; the comment at each class names its table. */
enum context_class {
    CONTEXT_NAME = 1, /* fixed_numbers: holds a numeral and is no figure */
    CONTEXT_RANK,     /* rank_words: before a standing: 排名, 位列 */
    CONTEXT_FIELD,    /* rank_words: directly before a standing: 全国第一 */
    CONTEXT_SPEECH,   /* outline_words: announces an outline: 讲三点, 以下五个方面 */
    CONTEXT_TOPIC,    /* outline_words: what an outline has: 意见, 方面 */
    CONTEXT_SPAN,     /* period_before: 连续, 为期 */
    CONTEXT_AFTER,    /* period_after: 来, 以来 */
    CONTEXT_DEICTIC,  /* amount_words: before 一: not an amount: 这一个, 上一年 */
    CONTEXT_CLOCK,    /* amount_words: before a time of day */
    CONTEXT_MONEY     /* amount_words: what is stated in money: 产值, 投资 */
};

/* subject_words.tsv: where the name of what is counted begins and ends. */
enum subject_class {
    SUBJECT_STOP = 1, /* is no part of it: 的, 参加 */
    SUBJECT_LINK,     /* between it and the number: 达到, 为 */
    SUBJECT_KEEP      /* a word that only holds one: 目的, 为民 */
};

#endif
