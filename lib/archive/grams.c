#include "grams.h"

#include <string.h>

#include "fold.h"
#include "utf8.h"

/* Letters of scripts written with blanks between words, and digits. All of them are index characters. */
static bool is_word_character(uint32_t c)
{
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return (c >= 0xE0 && c <= 0xFF && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) /* Latin, Greek */
           || (c >= 0x430 && c <= 0x45F);                                                    /* Cyrillic */
}

bool is_index_character(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FCC) || (c < 0x3000 && is_word_character(c)) || (c >= 0x3400 && c <= 0x4DB5) ||
           (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0x3005 && c <= 0x3007 && c != 0x3006) || c == 0x30FC; /* 々 〇 ー */
}

size_t index_run_end(const char *folded, size_t at, size_t length)
{
    while (at < length && is_index_character(utf8_at(folded + at))) at += utf8_width(folded[at]);
    return at;
}

speech_status grams_add_run(text_buffer *grams, const char *run, size_t length, bool last_alone)
{
    /* Every byte comes twice at most, with a blank for every character. */
    if (text_buffer_reserve(grams, length * 3) != SPEECH_OK) return SPEECH_NOMEM;
    char *out = grams->text + grams->length;
    for (size_t at = 0; at < length;) {
        size_t width = utf8_width(run[at]), next = at + width;
        size_t end = next < length ? next + utf8_width(run[next]) : next;
        if (end > next || last_alone) {
            memcpy(out, run + at, end - at);
            out += end - at;
            *out++ = ' ';
        }
        at = next;
    }
    *out = '\0';
    grams->length = (size_t)(out - grams->text);
    return SPEECH_OK;
}

static speech_status add_words(text_buffer *words, const char *run, size_t length)
{
    speech_status status = SPEECH_OK;
    for (size_t at = 0; at < length && status == SPEECH_OK;) {
        size_t begin = at;
        while (at < length && is_word_character(utf8_at(run + at))) at += utf8_width(run[at]);
        if (at == begin) {
            at += utf8_width(run[at]);
            continue;
        }
        status = text_buffer_add(words, run + begin, at - begin);
        if (status == SPEECH_OK) status = text_buffer_add(words, " ", 1);
    }
    return status;
}

speech_status index_text_make(index_text *index, const char *text, size_t length)
{
    speech_status status = fold_text(&index->folded, text, length);
    if (status != SPEECH_OK) return status;
    const char *folded = index->folded.text;
    size_t end = index->folded.length;
    text_buffer_clear(&index->grams);
    text_buffer_clear(&index->words);
    status = text_buffer_reserve(&index->words, 0); /* so that both hold a text, if an empty one */
    if (status == SPEECH_OK) status = text_buffer_reserve(&index->grams, end * 3);
    for (size_t at = 0; at < end && status == SPEECH_OK;) {
        size_t run_end = index_run_end(folded, at, end);
        if (run_end == at) {
            at += utf8_width(folded[at]);
            continue;
        }
        status = grams_add_run(&index->grams, folded + at, run_end - at, true);
        if (status == SPEECH_OK) status = add_words(&index->words, folded + at, run_end - at);
        at = run_end;
    }
    return status;
}

void index_text_free(index_text *index)
{
    text_buffer_free(&index->folded);
    text_buffer_free(&index->grams);
    text_buffer_free(&index->words);
}
