#include "nearby.h"

enum { LONGEST_WORD = 8 }; /* characters that word_before looks back */

/* Marks and blanks, which are in no word. */
static bool ends_word(uint32_t c)
{
    return c < 0x80 ? !is_letter(c) && c != '\'' : (c >= 0x3000 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF1B);
}

const word *word_before(const word_table *table, const passage *p, size_t at)
{
    size_t starts[LONGEST_WORD];
    int count = 0;
    for (size_t q = at; q > p->begin && count < LONGEST_WORD; count++) {
        q = utf8_before(p->text, q);
        if (ends_word(utf8_at(p->text + q))) break;
        starts[count] = q;
    }
    while (count-- > 0) {
        const word *w = word_at(table, p->text, starts[count], at);
        if (w != NULL && starts[count] + w->length == at) return w;
    }
    return NULL;
}

const word *word_back(const word_table *table, int class, const passage *p, size_t *at, int reach)
{
    for (size_t q = *at; q > p->begin && reach > 0; reach--) {
        q = utf8_before(p->text, q);
        if (ends_clause(utf8_at(p->text + q))) return NULL;
        const word *w = word_at(table, p->text, q, *at);
        if (w == NULL || w->class != class) continue;
        *at = q;
        return w;
    }
    return NULL;
}

const word *word_of(const word_table *table, int class, const passage *p, size_t at)
{
    const word *w = word_at(table, p->text, at, p->end);
    return w != NULL && w->class == class ? w : NULL;
}

bool text_before(const passage *p, size_t at, const char *spelling)
{
    size_t length = strlen(spelling);
    return length <= at - p->begin && memcmp(p->text + at - length, spelling, length) == 0;
}

bool text_before_any(const passage *p, size_t at, const char *const *spellings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_before(p, at, spellings[i])) return true;
    return false;
}

bool text_at(const passage *p, size_t at, const char *spelling)
{
    return utf8_starts_with(p->text, at, p->end, spelling);
}

uint32_t character_before(const passage *p, size_t at)
{
    return at <= p->begin ? 0 : utf8_at(p->text + utf8_before(p->text, at));
}

uint32_t character_at(const passage *p, size_t at)
{
    return at >= p->end ? 0 : utf8_at(p->text + at);
}

bool ends_clause(uint32_t c)
{
    switch (c) {
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF1B:
    case 0xFF0C:
    case 0xFF1A: /* 。！？；，： */
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
    case '\n':
    case '\r': return true;
    default: return false;
    }
}

bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

bool is_letter(uint32_t c)
{
    if (c >= 0xFF21) c -= 0xFEE0; /* full width */
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
