/* archive-query: ask an archive of speeches from the command line. Uses nothing but the public headers. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "help.h"
#include "text.h"

void message(const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = memory_resize(NULL, length > 0 ? (size_t)length + 1 : 1, 1);
    text[0] = '\0';
    if (length > 0) vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    va_end(arguments);
    char *clean = text_clean(text, TEXT_LINE);
    fprintf(stderr, "archive-query: %s\n", clean);
    free(clean);
    free(text);
}

int archive_failed(const struct options *options, const speech_error *error)
{
    if (error->message[0] != '\0') message("%s", error->message);
    else message("%s: %s", options->archive, speech_status_text(error->status));
    return error->status == SPEECH_MISUSE ? STATUS_USAGE : STATUS_ARCHIVE;
}

/* Brings an archive of an older version of the library to the present format. `check`: SPEECH_OPEN_CHECK or 0. */
static speech_status archive_update(const char *path, unsigned check, speech_error *error)
{
    speech_archive *archive = NULL;
    speech_status status = speech_archive_open(&archive, path, SPEECH_OPEN_READ_WRITE + check, error);
    speech_archive_close(archive);
    return status;
}

int archive_open(speech_archive **out, const struct options *options, unsigned flags)
{
    speech_error error = {SPEECH_OK, 0, ""};
    unsigned check = options->untrusted ? SPEECH_OPEN_CHECK : 0;
    speech_status status = speech_archive_open(out, options->archive, flags | check, &error);
    if (status == SPEECH_TOO_OLD && archive_update(options->archive, check, &error) == SPEECH_OK)
        status = speech_archive_open(out, options->archive, flags | check, &error);
    if (status == SPEECH_OK) return STATUS_DONE;
    if (status == SPEECH_NOT_FOUND && flags != SPEECH_OPEN_CREATE)
        message("there is no archive %s; make one with: archive-query ingest PATH…", options->archive);
    else archive_failed(options, &error);
    return STATUS_ARCHIVE;
}

char *document_name(speech_archive *archive, int64_t id)
{
    speech_filter filter = {.struct_size = sizeof filter, .document_id = id};
    speech_cursor *cursor = NULL;
    char *name = NULL;
    if (archive == NULL || speech_archive_read(archive, SPEECH_DOCUMENTS, &filter, &cursor, NULL) != SPEECH_OK)
        return NULL;
    if (speech_cursor_next(cursor, NULL) == SPEECH_ROW) {
        const char *found = speech_cursor_text(cursor, speech_cursor_column(cursor, "name"));
        name = found != NULL ? memory_string(found) : NULL;
    }
    speech_cursor_free(cursor);
    return name;
}

/* Has all output arrived? A reader that went away is no error worth a word. */
static int output_finish(int status)
{
    int reason = fflush(stdout) != 0 ? errno : 0;
    if (ferror(stdout) == 0 || reason == EPIPE) return status;
    message("standard output can't be written: %s", strerror(reason != 0 ? reason : EIO));
    return STATUS_ARCHIVE;
}

/* The version, and the formats of documents: what reads each, or what would. */
static void version_write(void)
{
    size_t count;
    const speech_format *formats = speech_formats(&count);
    printf("archive-query %s\n", speech_version());
    for (size_t i = 0; i < count; i++) {
        const speech_format *f = &formats[i];
        printf("%-10s  %-27s  ", f->name, f->endings);
        if (f->libraries == NULL) puts("yes");
        else printf(f->built_in ? "yes, by %s\n" : "no, built without %s\n", f->libraries);
    }
}

int main(int argc, char **argv)
{
    struct options options;
    int status = STATUS_USAGE;
    if (!options_parse(&options, argc, argv)) goto done;
    if (options.help) help_write(options.command);
    else if (options.version) version_write();
    status = options.help || options.version ? STATUS_DONE : commands[options.command].run(&options);
    status = output_finish(status);
done:
    options_free(&options);
    return status;
}
