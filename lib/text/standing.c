#include "standing.h"

#include "decimal.h"
#include "word_tables.h"

enum { RANK_REACH = 14, MAX_RANK = 1000 };

/* Does the clause before `at` report a standing? */
static bool standing_before(const passage *p, size_t at)
{
    const word *w = word_before(&rank_words_words, p, at);
    if (w != NULL) return true;
    return word_back(&rank_words_words, CONTEXT_RANK, p, &at, RANK_REACH) != NULL;
}

/* Does what follows leave the ordinal by itself: a mark, 的, 和? (第一时间, 第一中学 go on with a noun.) */
static bool stands_alone(const passage *p, size_t at)
{
    static const char *const after[] = {"的", "和", "与", "及", "、", "并", "且", "位列"};
    uint32_t c = character_at(p, at);
    if (c == 0 || !(is_han(c) || is_letter(c) || c == 0x3001 || (c >= '0' && c <= '9'))) return true;
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        if (text_at(p, at, after[i])) return true;
    return false;
}

/* 第一、第二产业 and 第一，… are numbers, not standings: what follows 、 is another ordinal. */
static bool goes_on_with_ordinal(const passage *p, size_t at)
{
    return text_at(p, at, "、第") || text_at(p, at, "和第") || text_at(p, at, "与第");
}

bool standing_read(const passage *p, size_t at, quantity *q, size_t *past)
{
    size_t number = at + strlen("第");
    const word *first = word_at(&numerals_words, p->text, number, p->end);
    *past = number;
    if (first == NULL) return false;
    if (!quantity_read(p, number, first, q, past) || q->masked) return false;
    if (q->has_high || q->number.form != NUMERAL_NUMBER || q->ratio || q->number.value.exponent != 0) return false;
    q->begin = at;
    if (quantity_class(q) == UNIT_STANDING)
        return standing_before(p, at) && !text_before(p, at, "放在") && !text_before(p, at, "摆在");
    if (q->unit != NULL || !stands_alone(p, q->end)) return false;
    return standing_before(p, at) && !goes_on_with_ordinal(p, q->end);
}

bool quantity_is_standing(const passage *p, const quantity *q)
{
    if (!text_before(p, q->begin, "前") || q->masked || q->number.scaled) return false;
    if (q->number.form != NUMERAL_NUMBER) return false;
    if (decimal_compare(q->value, decimal_of(MAX_RANK)) > 0 || q->has_high) return false;
    if (quantity_class(q) == UNIT_STANDING) return true;
    size_t at = q->begin - strlen("前");
    return q->unit == NULL && !q->infix && stands_alone(p, q->end) && standing_before(p, at);
}
