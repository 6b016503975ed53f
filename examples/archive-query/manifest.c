#include "manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "command.h"
#include "inputs.h"
#include "text.h"
#include "values.h"

enum { COLUMNS_MAX = 64 };

/* The columns that are used; IGNORED stands for all others. */
enum column { PATH, TITLE, OCCASION, SPEAKER, SPEAKER_ROLE, AUDIENCE, DATE, IGNORED };

static const char *const column_names[] = {"path", "title", "occasion", "speaker", "speaker_role", "audience", "date"};

/* Where the reading of a list stands. */
struct reader {
    const char *path; /* of the list */
    char *at;
    size_t line;
    char separator;
    enum column columns[COLUMNS_MAX];
    size_t column_count;
    char *cells[COLUMNS_MAX]; /* of the present row */
    size_t cell_count;
};

/* Ends a cell at `end` and goes behind what follows it. True: another cell of the row follows. */
static bool cell_end(struct reader *r, char *end, char *behind)
{
    bool more = *behind == r->separator && *behind != '\0';
    if (*behind == '\r' && behind[1] == '\n') behind++;
    if (*behind == '\n') r->line++;
    r->at = behind + (*behind != '\0');
    *end = '\0';
    return more;
}

/* A cell in quotes: a quote in it is doubled. */
static bool quoted_read(struct reader *r)
{
    char *from = r->at + 1, *to = r->at;
    for (; *from != '\0'; from++) {
        if (*from == '"' && from[1] != '"') break;
        if (*from == '"') from++;
        if (*from == '\n') r->line++;
        *to++ = *from;
    }
    if (*from == '"') from++;
    while (*from != '\0' && *from != '\n' && *from != '\r' && *from != r->separator) *to++ = *from++;
    return cell_end(r, to, from);
}

static bool plain_read(struct reader *r)
{
    static const char letters[] = "tnr\\", meant[] = "\t\n\r\\";
    char *from = r->at, *to = r->at;
    while (*from != '\0' && *from != '\n' && !(*from == '\r' && from[1] == '\n') && *from != r->separator) {
        const char *escaped =
            r->separator == '\t' && *from == '\\' && from[1] != '\0' ? strchr(letters, from[1]) : NULL;
        *to++ = escaped != NULL ? meant[escaped - letters] : *from;
        from += escaped != NULL ? 2 : 1;
    }
    return cell_end(r, to, from);
}

/* Reads the cells of the next row; false at the end. */
static bool row_read(struct reader *r)
{
    r->cell_count = 0;
    if (*r->at == '\0') return false;
    for (bool more = true; more;) {
        char *cell = r->at;
        more = *cell == '"' && r->separator == ',' ? quoted_read(r) : plain_read(r);
        if (r->cell_count < COLUMNS_MAX) r->cells[r->cell_count++] = cell;
    }
    return true;
}

static enum column column_find(const char *name)
{
    for (enum column c = PATH; c < IGNORED; c++)
        if (strcasecmp(name, column_names[c]) == 0) return c;
    return strcasecmp(name, "delivered_on") == 0 ? DATE : IGNORED;
}

/* Reads the names of the columns. */
static bool header_read(struct reader *r)
{
    bool used[IGNORED + 1] = {false};
    r->separator = memchr(r->at, '\t', strcspn(r->at, "\n")) != NULL ? '\t' : ',';
    row_read(r);
    r->column_count = r->cell_count;
    for (size_t i = 0; i < r->cell_count; i++) {
        enum column c = column_find(r->cells[i]);
        r->columns[i] = used[c] ? IGNORED : c;
        if (r->columns[i] == IGNORED) message("%s: the column '%s' is not used", r->path, r->cells[i]);
        used[c] = true;
    }
    if (!used[PATH]) message("%s: its first line names no column 'path'", r->path);
    return used[PATH];
}

/* A date like 2021/3/4, 2021.3 or 2021年3月4日 in ISO form, to be freed; NULL if it is none. */
static char *date_read(const char *text)
{
    int numbers[3] = {0, 0, 0}, count = 0;
    const char *at = text;
    while (count < 3 && *at >= '0' && *at <= '9') {
        char *end;
        numbers[count++] = (int)strtol(at, &end, 10);
        if (end - at > 4) return NULL;
        at = end;
        while (*at != '\0' && !(*at >= '0' && *at <= '9')) at++;
    }
    char iso[16];
    if (count == 1) snprintf(iso, sizeof iso, "%04d", numbers[0] % 10000);
    else if (count == 2) snprintf(iso, sizeof iso, "%04d-%02d", numbers[0] % 10000, numbers[1] % 100);
    else snprintf(iso, sizeof iso, "%04d-%02d-%02d", numbers[0] % 10000, numbers[1] % 100, numbers[2] % 100);
    return count > 0 && *at == '\0' && value_is_date(iso) ? memory_string(iso) : NULL;
}

static void entry_add(struct manifest *manifest, const struct reader *r, size_t line)
{
    char *values[IGNORED + 1] = {NULL};
    for (size_t i = 0; i < r->cell_count && i < r->column_count; i++) values[r->columns[i]] = r->cells[i];
    if (manifest->count == manifest->capacity) {
        manifest->capacity = manifest->capacity > 0 ? 2 * manifest->capacity : 64;
        manifest->entries = memory_resize(manifest->entries, manifest->capacity, sizeof *manifest->entries);
    }
    struct manifest_entry *entry = &manifest->entries[manifest->count++];
    *entry = (struct manifest_entry){.line = line, .path = values[PATH] != NULL ? values[PATH] : r->cells[0]};
    entry->stated =
        (speech_stated){values[TITLE], values[OCCASION], values[SPEAKER], values[SPEAKER_ROLE], values[AUDIENCE], NULL};
    if (r->cell_count > r->column_count) entry->fault = "more cells than columns";
    else if (values[PATH] == NULL || *values[PATH] == '\0') entry->fault = "no path";
    if (values[DATE] == NULL || *values[DATE] == '\0') return;
    entry->stated.delivered_on = entry->date = date_read(values[DATE]);
    if (entry->date == NULL) entry->fault = "its date is none; 2021, 2021-03 or 2021-03-04 are";
}

bool manifest_read(struct manifest *manifest, const char *path)
{
    size_t length = 0;
    const char *reason = file_read(path, &manifest->bytes, &length);
    if (reason == NULL) {
        manifest->bytes = memory_resize(manifest->bytes, length + 1, 1);
        manifest->bytes[length] = '\0';
        if (strlen(manifest->bytes) != length || !value_is_utf8(manifest->bytes)) reason = "the list is not UTF-8 text";
    }
    if (reason != NULL) {
        message("%s: %s", path, reason);
        return false;
    }
    bool marked = strncmp(manifest->bytes, "\xEF\xBB\xBF", 3) == 0;
    struct reader r = {.path = path, .at = manifest->bytes + (marked ? 3 : 0), .line = 1};
    if (!header_read(&r)) return false;
    for (size_t line = r.line; row_read(&r); line = r.line)
        if (r.cell_count > 1 || *r.cells[0] != '\0') entry_add(manifest, &r, line);
    return true;
}

void manifest_free(struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->count; i++) free(manifest->entries[i].date);
    free(manifest->entries);
    free(manifest->bytes);
    *manifest = (struct manifest){NULL, 0, 0, NULL};
}
