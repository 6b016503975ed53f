/* Numerals, their values, and decimals in plain notation. */
#include "fuzz.h"

/* What is written is the value: read as a numeral, it is the same again. */
static void require_notation(speech_decimal value)
{
    char whole[64], part[64];
    size_t length = speech_decimal_format(value, whole, sizeof whole);
    require(length < 40, "40 bytes suffice for a decimal");
    require(strlen(whole) == length, "the length of a decimal is that of its notation");
    for (size_t size = 1; size <= length; size++) {
        require(speech_decimal_format(value, part, size) == length, "the length does not depend on the room");
        require(strlen(part) == size - 1 && memcmp(part, whole, size - 1) == 0, "what fits is the beginning");
    }
    speech_decimal again = {0};
    size_t used = 0;
    require(speech_numeral_value(whole, length, &again, &used) == SPEECH_OK, "the notation is a numeral");
    require(used == length, "all of the notation is");
    require(again.coefficient == value.coefficient && again.exponent == value.exponent, "its value is the decimal");
}

static void require_normal(speech_decimal value)
{
    require(value.coefficient != 0 || value.exponent == 0, "zero is {0, 0}");
    require(value.exponent == 0 || value.coefficient % 10 != 0, "a coefficient does not end in 0");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    speech_decimal value = {7, 7}, again = {0};
    size_t used = 0;
    speech_status status = speech_numeral_value((const char *)data, size, &value, &used);
    require(status == SPEECH_OK || status == SPEECH_NOT_FOUND || status == SPEECH_RANGE, "a status that is promised");
    if (status != SPEECH_OK) {
        require(value.coefficient == 7 && value.exponent == 7, "a failure leaves the output untouched");
        return 0;
    }
    require(used > 0 && used <= size, "a numeral lies in the text");
    require(used == size || (data[used] & 0xC0) != 0x80 || !is_utf8((const char *)data, size),
            "a numeral ends with a whole character");
    require(speech_numeral_value((const char *)data, used, &again, NULL) == SPEECH_OK, "a numeral stands alone, too");
    require_normal(value);
    double real = speech_decimal_to_double(value);
    require((real > 0) == (value.coefficient > 0) || value.exponent < -300, "the double has the sign");
    bool short_enough = value.coefficient < 1000000000000000000 && value.exponent <= 0 && value.exponent > -18;
    if (short_enough && value.coefficient >= 0) require_notation(value);
    return 0;
}
