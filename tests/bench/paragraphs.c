#include "paragraphs.h"

#include <stdlib.h>
#include <string.h>

#include <speecharchive/archive.h>

#include "engine.h"
#include "fold.h"

typedef struct record {
    int64_t id;
    int32_t year;
    uint32_t length;
} record;

typedef struct years {
    int32_t *of; /* by the id of the speech */
    size_t count;
} years;

static bool years_set(years *y, int64_t speech, int32_t year)
{
    size_t at = (size_t)speech;
    if (at >= y->count) {
        size_t count = at * 2 + 64;
        int32_t *of = realloc(y->of, count * sizeof *of);
        if (of == NULL) return false;
        for (size_t i = y->count; i < count; i++) of[i] = BENCH_NO_YEAR;
        y->of = of;
        y->count = count;
    }
    y->of[at] = year;
    return true;
}

static speech_status read_years(speech_archive *archive, years *y, speech_error *error)
{
    speech_cursor *rows = NULL;
    speech_status status = speech_archive_read(archive, SPEECH_SPEECHES, NULL, &rows, error);
    if (status != SPEECH_OK) return status;
    int id = speech_cursor_column(rows, "id"), date = speech_cursor_column(rows, "delivered_on");
    while ((status = speech_cursor_next(rows, error)) == SPEECH_ROW) {
        const char *day = speech_cursor_text(rows, date);
        if (!years_set(y, speech_cursor_integer(rows, id), day == NULL ? BENCH_NO_YEAR : atoi(day))) abort();
    }
    speech_cursor_free(rows);
    return status == SPEECH_DONE ? SPEECH_OK : status;
}

static speech_status write_rows(speech_archive *archive, const years *y, FILE *out, speech_error *error)
{
    speech_cursor *rows = NULL;
    text_buffer folded = {0};
    speech_status status = speech_archive_read(archive, SPEECH_PARAGRAPHS, NULL, &rows, error);
    if (status != SPEECH_OK) return status;
    int id = speech_cursor_column(rows, "id"), speech = speech_cursor_column(rows, "speech_id");
    int text = speech_cursor_column(rows, "text");
    while ((status = speech_cursor_next(rows, error)) == SPEECH_ROW) {
        const char *original = speech_cursor_text(rows, text);
        size_t at = (size_t)speech_cursor_integer(rows, speech);
        if (fold_text(&folded, original, strlen(original)) != SPEECH_OK) abort();
        record r = {.id = speech_cursor_integer(rows, id), .year = y->of[at], .length = (uint32_t)folded.length};
        fwrite(&r, sizeof r, 1, out);
        fwrite(folded.text, 1, folded.length, out);
    }
    text_buffer_free(&folded);
    speech_cursor_free(rows);
    return status == SPEECH_DONE ? SPEECH_OK : status;
}

bool paragraphs_write(const char *path_of_archive, const char *path)
{
    speech_archive *archive = NULL;
    speech_error error = {0};
    years y = {0};
    FILE *out = fopen(path, "wb");
    speech_status status = out == NULL ? SPEECH_IO : SPEECH_OK;
    if (status == SPEECH_OK) status = speech_archive_open(&archive, path_of_archive, SPEECH_OPEN_READ_ONLY, &error);
    if (status == SPEECH_OK) status = read_years(archive, &y, &error);
    if (status == SPEECH_OK) status = write_rows(archive, &y, out, &error);
    speech_archive_close(archive);
    free(y.of);
    if (out != NULL && fclose(out) != 0) status = SPEECH_IO;
    if (status != SPEECH_OK) fprintf(stderr, "%s: %s\n", path, error.message);
    return status == SPEECH_OK;
}

bool paragraphs_open(paragraph_reader *reader, const char *path)
{
    *reader = (paragraph_reader){.in = fopen(path, "rb")};
    if (reader->in == NULL) perror(path);
    return reader->in != NULL;
}

bool paragraphs_next(paragraph_reader *reader, paragraph *next)
{
    record r;
    if (fread(&r, sizeof r, 1, reader->in) != 1) return false;
    if (r.length >= reader->capacity) {
        reader->capacity = (size_t)r.length * 2 + 4096;
        reader->text = realloc(reader->text, reader->capacity);
        if (reader->text == NULL) abort();
    }
    if (fread(reader->text, 1, r.length, reader->in) != r.length) return false;
    reader->text[r.length] = '\0';
    *next = (paragraph){.id = r.id, .year = r.year, .text = reader->text, .length = r.length};
    return true;
}

void paragraphs_close(paragraph_reader *reader)
{
    if (reader->in != NULL) fclose(reader->in);
    free(reader->text);
}
