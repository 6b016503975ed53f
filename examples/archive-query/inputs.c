#include "inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text.h"
#include "values.h"

/* The largest document: what an SQLite value can hold. */
#define BYTES_MAX ((size_t)INT32_MAX)

static struct input *input_add(struct inputs *inputs, const char *path)
{
    if (inputs->count == inputs->capacity) {
        inputs->capacity = inputs->capacity > 0 ? 2 * inputs->capacity : 16;
        inputs->items = memory_resize(inputs->items, inputs->capacity, sizeof *inputs->items);
    }
    struct input *new = &inputs->items[inputs->count++];
    memset(new, 0, sizeof *new);
    new->path = memory_string(path);
    struct stat file;
    bool found = stat(path, &file) == 0;
    new->stream = strcmp(path, "-") == 0 || (found && !S_ISREG(file.st_mode));
    new->size = found &&S_ISREG(file.st_mode) ? (uintmax_t)file.st_size : 0;
    return new;
}

void inputs_free(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        free(inputs->items[i].path);
        free(inputs->items[i].name);
        free(inputs->items[i].reason);
    }
    free(inputs->items);
    *inputs = (struct inputs){NULL, 0, 0};
}

void input_fail(struct input *input, const char *reason)
{
    free(input->reason);
    input->reason = memory_string(reason);
    input->state = INPUT_FAILED;
}

bool path_is_directory(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* Does the name end with one of the endings, which stand with blanks between? */
static bool name_ends(const char *name, const char *endings)
{
    size_t length = strlen(name);
    for (const char *at = endings; *at != '\0'; at += strspn(at, " ")) {
        size_t ending = strcspn(at, " ");
        if (length > ending && strncasecmp(name + length - ending, at, ending) == 0) return true;
        at += ending;
    }
    return false;
}

/* Has the name an ending of any format? One that this build can't read is to be named, not passed over. */
static bool name_is_document(const char *name)
{
    size_t count;
    const speech_format *formats = speech_formats(&count);
    for (size_t i = 0; i < count; i++)
        if (name_ends(name, formats[i].endings)) return true;
    return false;
}

/* "directory/name", freed with free. */
static char *path_join(const char *directory, const char *name)
{
    size_t length = strlen(directory), size = length + strlen(name) + 2;
    char *path = memory_resize(NULL, size, 1);
    bool slash = length > 0 && directory[length - 1] == '/';
    snprintf(path, size, "%s%s%s", directory, slash ? "" : "/", name);
    return path;
}

/* Adds one entry of a directory: a document to `found`, a directory to those still to be read. */
static void entry_add(struct inputs *found, struct inputs *directories, const char *directory, const char *name)
{
    if (name[0] == '.') return;
    struct stat entry;
    char *path = path_join(directory, name);
    bool known = lstat(path, &entry) == 0;
    bool link = known && S_ISLNK(entry.st_mode);
    if (known && S_ISDIR(entry.st_mode)) input_add(directories, path);
    else if (name_is_document(name) && (!known || S_ISREG(entry.st_mode) || (link && !path_is_directory(path))))
        input_add(found, path);
    free(path);
}

static void directory_read(struct inputs *found, struct inputs *directories, const char *path)
{
    DIR *directory = opendir(path);
    if (directory == NULL) {
        input_fail(input_add(found, path), strerror(errno));
        return;
    }
    for (const struct dirent *entry; (entry = readdir(directory)) != NULL;)
        entry_add(found, directories, path, entry->d_name);
    closedir(directory);
}

static int paths_compare(const void *left, const void *right)
{
    return strcmp(((const struct input *)left)->path, ((const struct input *)right)->path);
}

/* Adds the documents below a directory, sorted by path, so that every machine reads them in the same order. */
static void directory_add(struct inputs *inputs, const char *path)
{
    struct inputs directories = {NULL, 0, 0};
    size_t first = inputs->count;
    input_add(&directories, path);
    while (directories.count > 0) {
        char *next = directories.items[--directories.count].path;
        directory_read(inputs, &directories, next);
        free(next);
    }
    inputs_free(&directories);
    if (inputs->count == first)
        input_fail(input_add(inputs, path),
                   "a directory without documents (files ending in .txt .text .md .html .htm)");
    else qsort(inputs->items + first, inputs->count - first, sizeof *inputs->items, paths_compare);
}

void inputs_add(struct inputs *inputs, const char *argument)
{
    struct stat found;
    if (strcmp(argument, "-") == 0) input_add(inputs, argument);
    else if (stat(argument, &found) != 0) input_fail(input_add(inputs, argument), strerror(errno));
    else if (S_ISDIR(found.st_mode)) directory_add(inputs, argument);
    else input_add(inputs, argument);
}

/* Reads a descriptor to its end. Returns NULL or the reason why that failed. */
static const char *descriptor_read(int descriptor, char **bytes, size_t *length)
{
    struct stat file;
    bool sized = fstat(descriptor, &file) == 0 && S_ISREG(file.st_mode) && file.st_size >= 0;
    size_t capacity = sized && (uintmax_t)file.st_size < BYTES_MAX ? (size_t)file.st_size + 1 : 65536, count = 0;
    char *buffer = memory_resize(NULL, capacity, 1);
    for (;;) {
        ssize_t got = read(descriptor, buffer + count, capacity - count);
        if (got == 0) break;
        if (got < 0 && errno == EINTR) continue;
        count += got > 0 ? (size_t)got : 0;
        if (got < 0 || count > BYTES_MAX) {
            free(buffer);
            return got < 0 ? strerror(errno) : "larger than 2 GB";
        }
        if (count == capacity) buffer = memory_resize(buffer, capacity *= 2, 1);
    }
    *bytes = buffer;
    *length = count;
    return NULL;
}

/* A name for what came from standard input without one: the same for the same bytes (FNV-1a). */
static char *content_name(const char *bytes, size_t length)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001B3u;
    char name[32];
    snprintf(name, sizeof name, "stdin-%016" PRIx64, hash);
    return memory_string(name);
}

/* A path as it is stored: without "./" in front, so that a file has one name from its directory. */
static const char *path_name(const char *path)
{
    while (path[0] == '.' && path[1] == '/' && path[2] != '\0') {
        path += 2;
        path += strspn(path, "/");
    }
    return path;
}

/* Reads the bytes of an input and names it. Returns NULL or the reason why that failed. */
static const char *input_read(struct input *input, size_t *length)
{
    bool standard = strcmp(input->path, "-") == 0;
    if (input->name == NULL && !standard) input->name = memory_string(path_name(input->path));
    if (input->name != NULL && !value_is_utf8(input->name)) return "its name is not UTF-8; give it another with --name";
    int descriptor = standard ? STDIN_FILENO : open(input->path, O_RDONLY);
    const char *reason = descriptor < 0 ? strerror(errno) : descriptor_read(descriptor, &input->bytes, length);
    if (descriptor >= 0 && !standard) close(descriptor);
    if (reason == NULL && input->name == NULL) input->name = content_name(input->bytes, *length);
    return reason;
}

bool archive_is_at_fault(speech_status status)
{
    switch (status) {
    case SPEECH_IO:
    case SPEECH_FULL:
    case SPEECH_READ_ONLY:
    case SPEECH_BUSY:
    case SPEECH_NOT_ARCHIVE:
    case SPEECH_TOO_NEW:
    case SPEECH_CORRUPT: return true;
    default: return false;
    }
}

void input_prepare(struct input *input, speech_archive *known)
{
    size_t length = 0;
    speech_error error = {SPEECH_OK, 0, ""};
    speech_ingest_options options = {.struct_size = sizeof options, .known = known, .read = input->read};
    const char *reason = input_read(input, &length);
    if (reason != NULL) {
        input_fail(input, reason);
        return;
    }
    speech_status status = speech_prepare(&input->prepared, input->name, input->bytes, length, &options, &error);
    if (status == SPEECH_OK) return;
    if (archive_is_at_fault(status)) input->error = error;
    else input_fail(input, error.message[0] != '\0' ? error.message : speech_status_text(status));
}

void input_release(struct input *input)
{
    speech_prepared_free(input->prepared);
    free(input->bytes);
    input->prepared = NULL;
    input->bytes = NULL;
}
