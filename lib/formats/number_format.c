#include "number_format.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 9999 };

/* Signs of a fixed series, one after the other; past their end the number is written in digits. */
static speech_status add_sign(text_buffer *out, long number, const char *signs)
{
    for (long i = 1; *signs != '\0'; i++) {
        size_t width = (unsigned char)*signs < 0x80 ? 1 : (unsigned char)*signs < 0xE0 ? 2 : 3;
        if (i == number) return text_buffer_add(out, signs, width);
        signs += width;
    }
    char text[24];
    return text_buffer_add(out, text, (size_t)snprintf(text, sizeof text, "%ld", number));
}

/* A character so many after `first`, which takes three bytes in UTF-8. */
static speech_status add_character(text_buffer *out, long first, long number)
{
    uint32_t c = (uint32_t)(first + number - 1);
    char text[3] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)), (char)(0x80 | (c & 0x3F))};
    return text_buffer_add(out, text, sizeof text);
}

/* 一百零五: `digits` are ten characters from zero on, `units` those of ten, hundred and thousand. */
static speech_status add_chinese(text_buffer *out, long number, const char *digits, const char *units, bool short_ten)
{
    static const long powers[] = {1000, 100, 10, 1};
    bool begun = false, zero = false;
    speech_status status = SPEECH_OK;
    for (int i = 0; i < 4 && status == SPEECH_OK; i++) {
        long digit = number / powers[i] % 10;
        if (digit == 0) {
            zero = begun;
            continue;
        }
        if (zero) status = text_buffer_add(out, digits, 3);
        if (status == SPEECH_OK && !(powers[i] == 10 && digit == 1 && !begun && short_ten))
            status = text_buffer_add(out, digits + (size_t)digit * 3, 3);
        if (status == SPEECH_OK && i < 3) status = text_buffer_add(out, units + (size_t)(2 - i) * 3, 3);
        begun = true;
        zero = false;
    }
    return status;
}

static speech_status add_digits(text_buffer *out, long number, const char *digits)
{
    char text[24];
    speech_status status = SPEECH_OK;
    snprintf(text, sizeof text, "%ld", number);
    for (const char *c = text; *c != '\0' && status == SPEECH_OK; c++)
        status = text_buffer_add(out, digits + (size_t)(*c - '0') * 3, 3);
    return status;
}

/* a, b … z, aa, bb … as word processors count. */
static speech_status add_letters(text_buffer *out, long number, char first)
{
    char letter = (char)(first + (number - 1) % 26);
    speech_status status = SPEECH_OK;
    for (long times = (number - 1) / 26 + 1; times > 0 && status == SPEECH_OK; times--)
        status = text_buffer_add(out, &letter, 1);
    return status;
}

static speech_status add_roman(text_buffer *out, long number, bool upper)
{
    static const struct {
        long value;
        const char *upper, *lower;
    } steps[] = {{1000, "M", "m"}, {900, "CM", "cm"}, {500, "D", "d"},  {400, "CD", "cd"}, {100, "C", "c"},
                 {90, "XC", "xc"}, {50, "L", "l"},    {40, "XL", "xl"}, {10, "X", "x"},    {9, "IX", "ix"},
                 {5, "V", "v"},    {4, "IV", "iv"},   {1, "I", "i"}};
    speech_status status = SPEECH_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; number >= steps[i].value && status == SPEECH_OK; number -= steps[i].value)
            status = text_buffer_add(out, upper ? steps[i].upper : steps[i].lower, strlen(steps[i].upper));
    return status;
}

enum style { DECIMAL, NONE, ZERO, LETTERS, CHINESE, LEGAL, LEGAL_TRADITIONAL, DIGITS, SIGNS, WIDE, ROMAN, CHARACTERS };

static const struct number_format {
    const char *name;
    enum style style;
    const char *signs; /* SIGNS: the series; LETTERS, ROMAN: the first sign */
    long first;        /* CHARACTERS: the first */
    long last;         /* and the last number there is */
} formats[] = {
    {"bullet", NONE, "", 0, 0},
    {"none", NONE, "", 0, 0},
    {"decimalZero", ZERO, "", 0, 0},
    {"upperLetter", LETTERS, "A", 0, 0},
    {"lowerLetter", LETTERS, "a", 0, 0},
    {"upperRoman", ROMAN, "I", 0, 0},
    {"lowerRoman", ROMAN, "i", 0, 0},
    {"chineseCounting", CHINESE, "", 0, 0},
    {"chineseCountingThousand", CHINESE, "", 0, 0},
    {"taiwaneseCounting", CHINESE, "", 0, 0},
    {"taiwaneseCountingThousand", CHINESE, "", 0, 0},
    {"japaneseCounting", CHINESE, "", 0, 0},
    {"ideographDigital", DIGITS, "", 0, 0},
    {"taiwaneseDigital", DIGITS, "", 0, 0},
    {"japaneseDigitalTenThousand", DIGITS, "", 0, 0},
    {"chineseLegalSimplified", LEGAL, "", 0, 0},
    {"ideographLegalTraditional", LEGAL_TRADITIONAL, "", 0, 0},
    {"ideographTraditional", SIGNS, "甲乙丙丁戊己庚辛壬癸", 0, 0},
    {"ideographZodiac", SIGNS, "子丑寅卯辰巳午未申酉戌亥", 0, 0},
    {"decimalFullWidth", WIDE, "", 0, 0},
    {"decimalFullWidth2", WIDE, "", 0, 0},
    {"decimalEnclosedCircle", CHARACTERS, "", 0x2460, 20},
    {"decimalEnclosedCircleChinese", CHARACTERS, "", 0x2460, 20},
    {"decimalEnclosedParen", CHARACTERS, "", 0x2474, 20},
    {"decimalEnclosedFullstop", CHARACTERS, "", 0x2488, 20},
    {"ideographEnclosedCircle", CHARACTERS, "", 0x3280, 10},
};

static speech_status add(text_buffer *out, long number, const struct number_format *f)
{
    static const char chinese[] = "零一二三四五六七八九", legal[] = "零壹贰叁肆伍陆柒捌玖",
                      traditional[] = "零壹貳參肆伍陸柒捌玖", plain[] = "○一二三四五六七八九",
                      wide[] = "０１２３４５６７８９";
    char text[24];
    switch (f->style) {
    case NONE: return SPEECH_OK;
    case ZERO: return text_buffer_add(out, text, (size_t)snprintf(text, sizeof text, "%02ld", number));
    case LETTERS: return add_letters(out, number, f->signs[0]);
    case CHINESE: return add_chinese(out, number, chinese, "十百千", true);
    case LEGAL: return add_chinese(out, number, legal, "拾佰仟", false);
    case LEGAL_TRADITIONAL: return add_chinese(out, number, traditional, "拾佰仟", false);
    case DIGITS: return add_digits(out, number, plain);
    case SIGNS: return add_sign(out, number, f->signs);
    case WIDE: return add_digits(out, number, wide);
    case ROMAN: return add_roman(out, number, f->signs[0] == 'I');
    case CHARACTERS:
        if (number <= f->last) return add_character(out, f->first, number);
        break;
    case DECIMAL: break;
    }
    return add_sign(out, number, "");
}

speech_status number_format_add(text_buffer *out, long number, const char *name)
{
    static const struct number_format decimal = {"decimal", DECIMAL, "", 0, 0};
    const struct number_format *found = &decimal;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0) found = &formats[i];
    if (found->style != NONE && (number < 1 || number > MOST)) found = &decimal;
    return add(out, number, found);
}
