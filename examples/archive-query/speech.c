/* The commands about one speech: outline and show. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "sheet.h"
#include "text.h"
#include "values.h"

/* A text column of the current row, NULL if it is empty or there is none. */
static const char *cursor_text(speech_cursor *cursor, const char *name)
{
    int column = speech_cursor_column(cursor, name);
    return column >= 0 ? speech_cursor_text(cursor, column) : NULL;
}

static int64_t cursor_integer(speech_cursor *cursor, const char *name)
{
    int column = speech_cursor_column(cursor, name);
    return column >= 0 ? speech_cursor_integer(cursor, column) : 0;
}

/* Reads the ID that the command was given. */
static bool id_read(const struct options *options, int64_t *id)
{
    if (value_parse_whole(options->arguments[0], 1, INT64_MAX, id)) return true;
    message("'%s' is no ID; `archive-query speeches` lists them", options->arguments[0]);
    return false;
}

/* Puts *out on the row of the speech. On failure says why and returns an exit status, else STATUS_DONE. */
static int speech_find(speech_cursor **out, speech_archive *archive, const struct options *options, int64_t id)
{
    speech_error error = {SPEECH_OK, 0, ""};
    speech_filter filter = {.struct_size = sizeof filter, .speech_id = id};
    speech_cursor *cursor = NULL;
    speech_status status = speech_archive_read(archive, SPEECH_SPEECHES, &filter, &cursor, &error);
    if (status == SPEECH_OK) status = speech_cursor_next(cursor, &error);
    if (status == SPEECH_ROW) {
        *out = cursor;
        return STATUS_DONE;
    }
    speech_cursor_free(cursor);
    if (status != SPEECH_DONE) return archive_failed(options, &error);
    message("there is no speech %" PRId64 "; `archive-query speeches` lists them", id);
    return STATUS_USAGE;
}

/* Writes text as one line (or more, for TEXT_PAGE) without what disturbs a terminal. */
static void clean_write(const char *text, text_shape shape)
{
    char *clean = text_clean(text, shape);
    fputs(clean, stdout);
    free(clean);
}

/* Writes the title, and below it date, speaker and occasion. */
static void speech_head_write(const struct terminal *terminal, speech_cursor *speech)
{
    static const char *const names[] = {"delivered_on", "speaker_role", "speaker", "occasion"};
    const char *title = cursor_text(speech, "title");
    fputs(terminal_ink(terminal, INK_BOLD), stdout);
    clean_write(title != NULL ? title : "(no title)", TEXT_LINE);
    fputs(terminal_ink(terminal, INK_PLAIN), stdout);
    putchar('\n');
    bool first = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = cursor_text(speech, names[i]);
        if (text == NULL) continue;
        fputs(first ? "" : "  ", stdout);
        clean_write(text, TEXT_LINE);
        first = false;
    }
    fputs(first ? "\n" : "\n\n", stdout);
}

/* Label and heading of a section as one clean line, freed with free. */
static char *section_line(speech_cursor *section)
{
    const char *label = cursor_text(section, "label"), *heading = cursor_text(section, "heading");
    label = label != NULL ? label : "";
    heading = heading != NULL ? heading : "";
    size_t size = strlen(label) + strlen(heading) + 1;
    char *line = memory_resize(NULL, size, 1);
    snprintf(line, size, "%s%s", label, heading);
    char *clean = text_clean(line, TEXT_LINE);
    free(line);
    return clean;
}

/* Writes one section, indented by its level and cut to the terminal. */
static void section_write(const struct terminal *terminal, speech_cursor *section)
{
    char number[24];
    int64_t level = cursor_integer(section, "level");
    int indent = level > 1 ? 2 * (int)(level < 20 ? level - 1 : 19) : 0;
    char *line = section_line(section);
    snprintf(number, sizeof number, "%5" PRId64, cursor_integer(section, "id"));
    size_t taken = strlen(number) + 2 + (size_t)indent, room = terminal->width;
    bool cut = room > taken + 2 && text_width(line) > room - taken;
    if (cut) line[text_fit(line, room - taken - 1)] = '\0';
    printf("%s%s%s  %*s%s%s\n", terminal_ink(terminal, INK_FAINT), number, terminal_ink(terminal, INK_PLAIN), indent,
           "", line, cut ? "…" : "");
    free(line);
}

/* Writes the tree; the rows of `sections` stand in document order. */
static speech_status tree_write(const struct terminal *terminal, speech_cursor *speech, speech_cursor *sections,
                                speech_error *error)
{
    speech_status status;
    bool any = false;
    speech_head_write(terminal, speech);
    while ((status = speech_cursor_next(sections, error)) == SPEECH_ROW && ferror(stdout) == 0) {
        section_write(terminal, sections);
        any = true;
    }
    if (!any && status == SPEECH_DONE) puts("(no sections)");
    speech_cursor_free(sections);
    return status == SPEECH_ROW ? SPEECH_DONE : status;
}

int outline_run(const struct options *options)
{
    struct terminal terminal = terminal_look(options->color, options->width);
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    speech_cursor *speech = NULL, *sections = NULL;
    speech_filter filter = {.struct_size = sizeof filter};
    size_t rows = 0;
    if (!id_read(options, &filter.speech_id)) return STATUS_USAGE;
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status == STATUS_DONE) status = speech_find(&speech, archive, options, filter.speech_id);
    if (status != STATUS_DONE) goto done;
    speech_status read = speech_archive_read(archive, SPEECH_SECTIONS, &filter, &sections, &error);
    if (read == SPEECH_OK)
        read = options->format == FORMAT_TABLE
                   ? tree_write(&terminal, speech, sections, &error)
                   : sheet_cursor(sheet_open(options, &terminal, NULL), sections, &rows, &error);
    if (read != SPEECH_DONE) status = archive_failed(options, &error);
done:
    speech_cursor_free(speech);
    speech_archive_close(archive);
    return status;
}

/* Writes the row of the speech with two more columns: the name of its document and its text. */
static void speech_row_write(const struct options *options, speech_cursor *speech, const char *document,
                             const char *text)
{
    size_t count = (size_t)speech_cursor_columns(speech);
    const char **names = cursor_names(speech, 2);
    struct cell *cells = memory_resize(NULL, count + 2, sizeof *cells);
    struct sheet *sheet = sheet_open(options, NULL, NULL);
    cursor_cells(speech, cells);
    names[count] = "document";
    cells[count] = cell_text(document);
    names[count + 1] = "text";
    cells[count + 1] = cell_text(text);
    sheet_columns(sheet, names, count + 2);
    sheet_row(sheet, cells);
    sheet_close(sheet);
    free(cells);
    free(names);
}

/* Writes "heading   value", nothing without a value. */
static void field_write(const struct terminal *terminal, const char *heading, const char *value)
{
    if (value == NULL) return;
    printf("%s%-10s%s", terminal_ink(terminal, INK_FAINT), heading, terminal_ink(terminal, INK_PLAIN));
    clean_write(value, TEXT_LINE);
    putchar('\n');
}

/* Writes what is known about the speech, a line each, and its text. */
static void speech_page_write(const struct terminal *terminal, speech_cursor *speech, const char *document,
                              const char *text)
{
    field_write(terminal, "title", cursor_text(speech, "title"));
    field_write(terminal, "occasion", cursor_text(speech, "occasion"));
    field_write(terminal, "date", cursor_text(speech, "delivered_on"));
    field_write(terminal, "speaker", cursor_text(speech, "speaker"));
    field_write(terminal, "role", cursor_text(speech, "speaker_role"));
    field_write(terminal, "audience", cursor_text(speech, "audience"));
    field_write(terminal, "document", document);
    putchar('\n');
    if (terminal->output) clean_write(text, TEXT_PAGE);
    else fputs(text, stdout);
    size_t length = strlen(text);
    if (length == 0 || text[length - 1] != '\n') putchar('\n');
}

int show_run(const struct options *options)
{
    struct terminal terminal = terminal_look(options->color, options->width);
    speech_error error = {SPEECH_OK, 0, ""};
    speech_archive *archive = NULL;
    speech_cursor *speech = NULL;
    char *text = NULL, *document = NULL;
    int64_t id;
    if (!id_read(options, &id)) return STATUS_USAGE;
    int status = archive_open(&archive, options, SPEECH_OPEN_READ_ONLY);
    if (status == STATUS_DONE) status = speech_find(&speech, archive, options, id);
    if (status != STATUS_DONE) goto done;
    document = document_name(archive, cursor_integer(speech, "document_id"));
    if (speech_archive_speech_text(archive, id, &text, NULL, &error) != SPEECH_OK)
        status = archive_failed(options, &error);
    else if (options->format == FORMAT_TABLE) speech_page_write(&terminal, speech, document, text);
    else speech_row_write(options, speech, document, text);
done:
    free(document);
    speech_free(text);
    speech_cursor_free(speech);
    speech_archive_close(archive);
    return status;
}
