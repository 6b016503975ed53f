#include "formats.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

static void json_character(const char *text, size_t length, int32_t character)
{
    static const char escaped[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *found = character > 0 && character < 0x80 ? strchr(escaped, (char)character) : NULL;
    if (found != NULL) printf("\\%c", letters[found - escaped]);
    else if (character < 0x20 || character == 0x7F || (length == 1 && character > 0x7F))
        printf("\\u%04x", (unsigned)character);
    else fwrite(text, 1, length, stdout);
}

static void json_string(const char *text)
{
    putchar('"');
    int32_t character;
    for (size_t used; (used = text_next(text, &character)) > 0; text += used) json_character(text, used, character);
    putchar('"');
}

/* "Inf" and "NaN" are reals that JSON has no way to write. */
static bool json_can_write(const char *number)
{
    return number[strspn(number, "+-.0123456789eE")] == '\0';
}

static void json_cell(const struct cell *cell)
{
    if (cell->text == NULL || cell->type == SPEECH_NULL) fputs("null", stdout);
    else if (cell->type == SPEECH_TEXT) json_string(cell->text);
    else fputs(json_can_write(cell->text) ? cell->text : "null", stdout);
}

void json_row(const char *const *names, const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fputs(i == 0 ? "{" : ", ", stdout);
        json_string(names[i]);
        fputs(": ", stdout);
        json_cell(&cells[i]);
    }
    fputs("}\n", stdout);
}

void csv_row(const struct cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *text = cells[i].text != NULL ? cells[i].text : "";
        bool quoted = strpbrk(text, ",\"\r\n") != NULL;
        if (i > 0) putchar(',');
        if (quoted) putchar('"');
        for (; *text != '\0'; text++) {
            if (*text == '"') putchar('"');
            putchar((unsigned char)*text);
        }
        if (quoted) putchar('"');
    }
    fputs("\r\n", stdout);
}

void tsv_row(const struct cell *cells, size_t count)
{
    static const char escaped[] = "\t\n\r\\", letters[] = "tnr\\";
    for (size_t i = 0; i < count; i++) {
        if (i > 0) putchar('\t');
        for (const char *text = cells[i].text != NULL ? cells[i].text : ""; *text != '\0'; text++) {
            const char *found = strchr(escaped, *text);
            if (found != NULL) printf("\\%c", letters[found - escaped]);
            else putchar((unsigned char)*text);
        }
    }
    putchar('\n');
}
