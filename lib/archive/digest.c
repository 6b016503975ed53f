#include "digest.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "memory.h"
#include "utf8.h"

enum { BLOCK = 64 };

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t ROUND_CONSTANTS[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t value, int bits)
{
    return value >> bits | value << (32 - bits);
}

static void schedule_fill(uint32_t schedule[64], const unsigned char *block)
{
    for (int i = 0; i < 16; i++, block += 4)
        schedule[i] = (uint32_t)block[0] << 24 | (uint32_t)block[1] << 16 | (uint32_t)block[2] << 8 | block[3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = schedule[i - 15];
        uint32_t b = schedule[i - 2];
        schedule[i] = schedule[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + schedule[i - 7] +
                      (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
}

static void block_add(uint32_t state[8], const unsigned char *block)
{
    uint32_t schedule[64];
    uint32_t s[8]; /* a to h of the standard */
    schedule_fill(schedule, block);
    memcpy(s, state, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t first = s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) +
                         ((s[4] & s[5]) ^ (~s[4] & s[6])) + ROUND_CONSTANTS[i] + schedule[i];
        uint32_t second =
            (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof s[0]);
        s[4] += first;
        s[0] = first + second;
    }
    for (int i = 0; i < 8; i++) state[i] += s[i];
}

/* The rest of the message, a 1 bit, zeros, and the length in bits. */
static void tail_add(uint32_t state[8], const unsigned char *rest, size_t length, uint64_t total)
{
    unsigned char tail[2 * BLOCK] = {0};
    size_t size = length < BLOCK - 8 ? BLOCK : 2 * BLOCK;
    if (length > 0) memcpy(tail, rest, length);
    tail[length] = 0x80;
    for (size_t i = 0; i < 8; i++) tail[size - 1 - i] = (unsigned char)(total * 8 >> 8 * i);
    for (size_t at = 0; at < size; at += BLOCK) block_add(state, tail + at);
}

void digest_text(const void *bytes, size_t length, char out[DIGEST_TEXT_SIZE])
{
    static const char DIGITS[] = "0123456789abcdef";
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const unsigned char *p = bytes;
    size_t left = length;
    for (; left >= BLOCK; left -= BLOCK, p += BLOCK) block_add(state, p);
    tail_add(state, p, left, length);
    for (size_t i = 0; i < 64; i++) out[i] = DIGITS[state[i / 8] >> (28 - 4 * (i % 8)) & 0xF];
    out[64] = '\0';
}

/* Copies the lines of a text that are not blank, without blanks around them, each ended by LF. Returns the length. */
static size_t lines_copy(char *to, const char *text, size_t length)
{
    char *out = to, *end = to; /* where the next byte goes, and where the line ends so far */
    bool begun = false;
    for (size_t at = 0; at < length;) {
        size_t width = utf8_width(text[at]);
        bool line_end = text[at] == '\n' || text[at] == '\r';
        if (width > length - at) width = length - at;
        bool blank = width == utf8_width(text[at]) && utf8_is_space(utf8_at(text + at));
        if (line_end && begun) {
            *end++ = '\n';
            out = end;
            begun = false;
        } else if (!line_end && (begun || !blank)) {
            memcpy(out, text + at, width);
            out += width;
            begun = true;
            if (!blank) end = out;
        }
        at += width;
    }
    if (begun) *end++ = '\n';
    return (size_t)(end - to);
}

speech_status digest_lines(const char *text, size_t length, char out[DIGEST_TEXT_SIZE])
{
    char *copy = memory_alloc(length + 1);
    if (copy == NULL) return SPEECH_NOMEM;
    digest_text(copy, lines_copy(copy, text, length), out);
    memory_free(copy);
    return SPEECH_OK;
}
